"""Marking: where a mark stands, how marks lie within one another, and that nothing breaks them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.fitting import misfit
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.marked import Refusal, Target, covered, marks_at, pieces
from reviewer.core.marking import after, change, plan, supply
from reviewer.core.marks import POINTS, Anchor, MarkName
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.core.undoing import refusal

from .strategies import ledger, ledgers, pages

_NAMES = st.sampled_from(MarkName)


def reading_of(text: str, *acts: d.Act) -> PageReading:
    return fold(Page(1, make_lines(text)), ledger(list(acts)))


def on(line: int, start: int, end: int, *, exact: bool = True) -> Target:
    return Target((line, start), (line, end), exact)


def marked(reading: PageReading, target: Target, name: MarkName) -> PageReading:
    planned = plan(reading, target, name)
    assert planned.refused is None
    return after(reading, planned.acts)


def said(reading: PageReading) -> list[tuple[str, str]]:
    return [(str(mark.name), covered(reading, mark)) for mark in reading.marks]


def test_the_letters_chosen_are_marked_and_no_others() -> None:
    reading = reading_of("old Mikoyan's house")
    assert said(marked(reading, on(0, 4, 11), MarkName.PERSON)) == [("person", "Mikoyan")]
    both = marked(reading, on(0, 0, 11), MarkName.PERSON)
    assert said(both) == [("person", "old Mikoyan")]


def test_of_a_word_at_the_caret_the_punctuation_stays_out() -> None:
    reading = reading_of("(Mikoyan's, Dept.,")
    assert said(marked(reading, on(0, 0, 11, exact=False), MarkName.PERSON)) == [
        ("person", "Mikoyan")
    ]
    assert said(marked(reading, on(0, 12, 18, exact=False), MarkName.ABBREVIATION)) == [
        ("abbreviation", "Dept.")
    ]
    assert said(marked(reading, on(0, 0, 11, exact=False), MarkName.UNCLEAR)) == [
        ("unclear", "Mikoyan's")
    ]


def test_a_gap_over_words_takes_them_out_and_undo_brings_them_back() -> None:
    reading = reading_of("signed x~#q qq here")
    planned = plan(reading, on(0, 7, 14), MarkName.GAP, {"unit": "word", "quantity": "2"})
    now = after(reading, planned.acts)
    assert now.text == "signed here"
    (mark,) = now.marks
    assert mark.start == mark.end == Anchor(1, 0)
    assert list(pieces(now, mark)) == [(0, 6, 6)]


def test_a_gap_inside_a_word_stands_where_its_letters_were() -> None:
    reading = reading_of("pol#~cy")
    now = after(reading, plan(reading, on(0, 3, 5), MarkName.GAP).acts)
    assert (now.text, now.marks[0].start) == ("polcy", Anchor(0, 3))


def test_only_some_marks_can_stand_between_words() -> None:
    reading = reading_of("one two")
    for name in MarkName:
        planned = plan(reading, on(0, 3, 3), name)
        assert (planned.refused is None) == (name in POINTS)
    assert plan(reading_of("\n"), on(0, 0, 0), MarkName.NOTE).refused is Refusal.NO_WORD


def test_an_added_word_is_made_a_part_of_its_neighbour() -> None:
    reading = reading_of("saw yesterday", d.Insert(0, 0, "Mikoyan"))
    assert reading.text == "saw Mikoyan yesterday"
    now = marked(reading, on(0, 4, 11), MarkName.PERSON)
    assert now.text == "saw Mikoyan yesterday"
    assert said(now) == [("person", "Mikoyan")]


def test_an_added_word_rather_joins_a_neighbour_that_nobody_doubts() -> None:
    reading = reading_of("sow yesterday", d.Insert(0, 0, "Mikoyan"))
    planned = plan(reading, on(0, 4, 11), MarkName.PERSON, doubtful={0})
    assert d.Replace(d.Span(1, 1), "Mikoyan yesterday") in planned.acts
    assert said(after(reading, planned.acts)) == [("person", "Mikoyan")]


def test_supplied_words_are_put_in_and_marked() -> None:
    reading = reading_of("the policy Cuba")
    planned = supply(reading, (0, 10), " on ", {"reason": "omitted"})
    now = after(reading, planned.acts)
    assert now.text == "the policy on Cuba"
    assert said(now) == [("supplied", "on")]
    inside = after(reading, supply(reading, (0, 6), "l").acts)
    assert (inside.text, said(inside)) == ("the pollicy Cuba", [("supplied", "l")])
    first = after(reading, supply(reading, (0, 0), "On").acts)
    assert (first.text, said(first)) == ("On the policy Cuba", [("supplied", "On")])
    assert supply(reading_of("\n"), (0, 0), "word").refused is Refusal.NO_WORD


def test_the_same_kind_on_the_same_words_takes_the_place_of_the_first() -> None:
    reading = marked(reading_of("one two three"), on(0, 0, 7), MarkName.FOREIGN)
    again = marked(reading, on(0, 0, 7), MarkName.FOREIGN)
    assert said(again) == [("foreign", "one two")]
    wider = marked(reading, on(0, 4, 13), MarkName.FOREIGN)
    assert said(wider) == [("foreign", "one two three")]


def test_adjacent_marks_stay_two_and_nested_ones_stand() -> None:
    reading = marked(reading_of("one two three"), on(0, 0, 3), MarkName.FOREIGN)
    beside = marked(reading, on(0, 4, 7), MarkName.FOREIGN)
    assert said(beside) == [("foreign", "one"), ("foreign", "two")]
    around = marked(beside, on(0, 0, 13), MarkName.DELETED)
    assert len(around.marks) == 3
    assert [mark.name for mark in marks_at(around, 0, 1)] == [MarkName.FOREIGN, MarkName.DELETED]


def test_a_mark_that_would_cross_another_is_refused_by_name() -> None:
    reading = marked(reading_of("President Kennedy said"), on(0, 0, 17), MarkName.PERSON)
    planned = plan(reading, on(0, 10, 22), MarkName.UNCLEAR)
    assert planned.refused is Refusal.CROSSES
    assert planned.other == reading.marks[0]
    assert plan(reading, on(0, 10, 22), MarkName.QUERY).refused is None


def test_words_whose_lines_were_moved_apart_are_not_one_stretch() -> None:
    reading = reading_of("one two\nthree\nfour", d.MoveLine(2, 1))
    assert reading.text == "one two\nfour\nthree"
    assert plan(reading, Target((0, 4), (1, 4)), MarkName.FOREIGN).refused is Refusal.APART


def test_a_mark_over_a_line_end_has_a_piece_on_each_line() -> None:
    reading = reading_of("told Adlai\nStevenson so")
    now = marked(reading, Target((0, 5), (1, 9)), MarkName.PERSON)
    assert list(pieces(now, now.marks[0])) == [(0, 5, 10), (1, 0, 9)]
    assert said(now) == [("person", "Adlai Stevenson")]


def test_a_changed_mark_stays_where_it_was() -> None:
    reading = marked(reading_of("saw Mikoyan"), on(0, 4, 11), MarkName.PERSON)
    now = after(reading, change(reading.marks[0], {"ref": "Mikoyan, Anastas"}))
    assert said(now) == [("person", "Mikoyan")]
    assert now.marks[0].attributes == {"ref": "Mikoyan, Anastas"}


@given(pages, ledgers, st.data(), _NAMES)
def test_whatever_can_be_marked_is_marked_and_reads_the_same(
    page: Page, decisions: list[d.Decision], data: st.DataObject, name: MarkName
) -> None:
    reading = fold(page, decisions)
    target = data.draw(targets(reading))
    planned = plan(reading, target, name)
    if planned.refused:
        assert not planned.acts
        return
    assert not any(misfit(act, reading) for act in planned.acts)
    now = after(reading, planned.acts)
    new = [one for one in now.marks if one not in reading.marks]
    assert len(new) == 1
    if name is not MarkName.GAP:
        assert now.text.split() == reading.text.split()


@given(pages, ledgers, st.lists(st.tuples(_NAMES, st.integers(0, 9999)), max_size=6), ledgers)
def test_marks_that_people_make_keep_to_words_through_all_that_follows(
    page: Page,
    decisions: list[d.Decision],
    wanted: list[tuple[MarkName, int]],
    later: list[d.Decision],
) -> None:
    reading = fold(page, decisions)
    for name, seed in wanted:
        target = _somewhere(reading, seed)
        reading = after(reading, plan(reading, target, name).acts)
    now = after(reading, [decision.act for decision in later])
    for mark in now.marks:
        assert now.position(mark.start) is not None
        assert now.position(mark.end) is not None
        assert mark.start < mark.end or mark.name in POINTS
        for line, start, end in pieces(now, mark):
            assert 0 <= start <= end <= len(now.lines[line].text)


@given(pages, ledgers, st.data())
def test_supplied_words_are_the_only_ones_that_come(
    page: Page, decisions: list[d.Decision], data: st.DataObject
) -> None:
    reading = fold(page, decisions)
    target = data.draw(targets(reading))
    planned = supply(reading, target.start, "(xyz)")
    if planned.refused is None:
        now = after(reading, planned.acts)
        assert "".join(now.text.split()).replace("(xyz)", "", 1) == "".join(reading.text.split())
        assert ("supplied", "(xyz)") in said(now)


def targets(reading: PageReading) -> st.SearchStrategy[Target]:
    return st.builds(_somewhere, st.just(reading), st.integers(0, 9999))


def _somewhere(reading: PageReading, seed: int) -> Target:
    """A stretch of the text, of one line or two."""
    count = max(1, len(reading.lines))
    line = seed % count
    last = min(line + seed % 2, count - 1)
    texts = [reading.lines[n].text if reading.lines else "" for n in (line, last)]
    start = (seed // 7) % (len(texts[0]) + 1)
    end = (seed // 31) % (len(texts[1]) + 1)
    if line == last:
        start, end = min(start, end), max(start, end)
    return Target((line, start), (last, end), exact=seed % 3 > 0)


def test_a_colleagues_mark_can_be_taken_away_but_not_a_colleagues_word() -> None:
    mark, word, later = ledger(
        [
            d.Mark(Anchor(1, 0), Anchor(1, 3), MarkName.PLACE),
            d.Replace(d.Span(1, 1), "TWO"),
            d.Replace(d.Span(1, 1), "Two"),
        ]
    )
    mine = replace(later, by="Ben")
    assert refusal([mark, word], [mark.id], "Ben") is None
    assert refusal([mark, word, mine], [mark.id], "Ben") is None
    assert refusal([mark, word], [word.id], "Ben") is not None


def test_a_mark_that_the_editor_signed_stays() -> None:
    decisions = ledger(
        [
            d.Mark(Anchor(1, 0), Anchor(1, 3), MarkName.PLACE),
            d.Submit(),
            d.Approve((DecisionId(1),)),
            d.Return("look again"),
        ]
    )
    decisions = [*decisions[:2], *(replace(one, by="Eva") for one in decisions[2:])]
    assert refusal(decisions, [decisions[0].id], "Ben") is not None
