from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.model import Page, Role
from reviewer.core.renumbering import NOTHING, counted, named_decisions, renumbered
from tests.core.strategies import ledgers, pages

ONE, TWO = DecisionId(71), DecisionId(72)
IDS = {ONE: DecisionId(1), TWO: DecisionId(2)}


def test_every_number_of_a_decision_becomes_the_new_one() -> None:
    line = added_key(ONE)
    for act, new in [
        (d.Approve((TWO, ONE)), d.Approve((IDS[TWO], IDS[ONE]))),
        (d.Reject((ONE,), "why"), d.Reject((IDS[ONE],), "why")),
        (d.Revert((DecisionId(9), TWO)), d.Revert((NOTHING, IDS[TWO]))),
        (d.Comment("a", d.Span(71, 72), TWO), d.Comment("a", d.Span(71, 72), IDS[TWO])),
        (d.Comment("a", d.Span(71, 72)), d.Comment("a", d.Span(71, 72))),
        (d.Reply(ONE, "b"), d.Reply(IDS[ONE], "b")),
        (d.CloseThread(TWO), d.CloseThread(IDS[TWO])),
        (d.OpenThread(DecisionId(9)), d.OpenThread(NOTHING)),
        (d.MoveLine(line, 72), d.MoveLine(added_key(IDS[ONE]), 72)),
        (d.MoveLine(3, line), d.MoveLine(3, added_key(IDS[ONE]))),
        (d.MoveLine(3, None), d.MoveLine(3, None)),
        (d.JoinLines(line, added_key(TWO)), d.JoinLines(added_key(IDS[ONE]), added_key(IDS[TWO]))),
        (d.AddLine(line), d.AddLine(added_key(IDS[ONE]))),
        (d.Insert(line, 71, "x"), d.Insert(added_key(IDS[ONE]), 71, "x")),
        (d.SetRole(line, Role.STAMP), d.SetRole(added_key(IDS[ONE]), Role.STAMP)),
        (d.SetFlow(line, d.Flow.BEGINS), d.SetFlow(added_key(IDS[ONE]), d.Flow.BEGINS)),
        (d.Keep(d.Span(71, 72)), d.Keep(d.Span(71, 72))),
    ]:
        assert renumbered(act, IDS) == new


@given(pages, ledgers)
def test_a_ledger_counted_anew_reads_the_same(page: Page, ledger: list[d.Decision]) -> None:
    shifted = [
        d.Decision(
            DecisionId(one.id * 3 + 40),
            one.place,
            one.by,
            one.at,
            renumbered(one.act, {DecisionId(n): DecisionId(n * 3 + 40) for n in range(1, 30)}),
        )
        for one in ledger
    ]
    again = list(counted(shifted))
    assert [one.id for one in again] == list(range(1, len(ledger) + 1))
    assert all(name < one.id for one in again for name in named_decisions(one.act))
    before, after = fold(page, shifted), fold(page, again)
    assert before.text == after.text
    assert [(m.name, m.start, m.end) for m in before.marks] == [
        (m.name, m.start, m.end) for m in after.marks
    ]
    assert [line.role for line in before.lines] == [line.role for line in after.lines]
