"""What took what back."""

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.past import Backwards
from reviewer.core.reading import in_force

from .strategies import ledger, ledgers


@given(ledgers)
def test_reading_backwards_says_what_still_counts(decisions: list[d.Decision]) -> None:
    past = Backwards()
    for decision in reversed(decisions):
        past.see(decision)
    counts = {one.id for one in decisions if past.taker(one.id) is None}
    assert counts == {one.id for one in in_force(decisions)}


def test_a_step_says_how_much_of_it_is_gone() -> None:
    first, second, third, back = ledger(
        [
            d.Keep(d.Span(0, 0)),
            d.Keep(d.Span(1, 1)),
            d.Revert((DecisionId(1),)),
            d.Revert((DecisionId(2),)),
        ]
    )
    past = Backwards()
    past.see(back)
    step = past.step([first, second, third])
    assert step is not None
    assert (len(step.decisions), step.here, step.gone, step.undone) == (2, 2, 1, back)
    assert not step.taken_back
    past.see(third)
    again = past.step([first, second])
    assert again is not None
    assert again.taken_back
    only = past.step([first, second], frozenset({DecisionId(1)}))
    assert only is not None
    assert (only.here, only.undone) == (1, third)
    assert past.step([third]) is None
