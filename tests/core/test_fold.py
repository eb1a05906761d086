"""The fold: total, pure, and it gives back what was."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.fitting import misfit
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Page, Role
from reviewer.core.text import make_lines

from .strategies import acts, ledger, ledgers, pages, texts


def page_of(text: str) -> Page:
    return Page(1, make_lines(text))


def read(text: str, *drafts: d.Act) -> str:
    return fold(page_of(text), ledger(list(drafts))).text


@given(texts)
def test_text_survives_when_nobody_decides(text: str) -> None:
    page = page_of(text)
    assert page.text == text
    assert fold(page).text == text


@given(pages, ledgers)
def test_every_prefix_of_a_ledger_folds(page: Page, decisions: list[d.Decision]) -> None:
    for end in range(len(decisions) + 1):
        reading = fold(page, decisions[:end])
        assert len({line.n for line in reading.lines}) == len(reading.lines)
        assert all(reading.word_of(token.n) for token in page.tokens)


@given(pages, ledgers, acts)
def test_revert_gives_back_what_was(page: Page, before: list[d.Decision], act: d.Act) -> None:
    drafts = [decision.act for decision in before]
    undo = d.Revert((DecisionId(len(before) + 1),))
    was, now = fold(page, before), fold(page, ledger([*drafts, act, undo]))
    assert (now.text, now.marks) == (was.text, was.marks)
    redo = d.Revert((DecisionId(len(before) + 2),))
    done, again = fold(page, ledger([*drafts, act])), fold(page, ledger([*drafts, act, undo, redo]))
    assert (again.text, again.marks) == (done.text, done.marks)


@given(pages, ledgers)
def test_positions_map_both_ways(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    for index, line in enumerate(reading.lines):
        for column in range(len(line.text) + 1):
            anchor = reading.anchor(index, column)
            if anchor is not None:
                assert reading.position(anchor) == (index, column)


@given(pages, ledgers)
def test_words_stand_where_they_say(page: Page, decisions: list[d.Decision]) -> None:
    for line in fold(page, decisions).lines:
        for word, start in zip(line.words, line.starts, strict=True):
            assert line.text[start : start + len(word.text)] == word.text


@given(pages, ledgers)
def test_marks_stay_inside_their_words(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    for mark in reading.marks:
        assert reading.position(mark.start) is not None
        assert reading.position(mark.end) is not None


@given(texts, st.data())
def test_untouched_words_are_untouched(text: str, data: st.DataObject) -> None:
    page = page_of(text)
    if not page.tokens:
        return
    n = data.draw(st.integers(0, len(page.tokens) - 1))
    reading = fold(page, ledger([d.Replace(d.Span(n, n), "new")]))
    assert [reading.word_of(t.n).text for t in page.tokens if t.n != n] == [  # type: ignore[union-attr]
        page.form(t.n) for t in page.tokens if t.n != n
    ]


def test_replacing_keeps_the_blanks_around() -> None:
    assert read("a\t Cube  b\r\n", d.Replace(d.Span(1, 1), "Cuba")) == "a\t Cuba  b\r\n"


def test_removed_word_takes_its_blank_along() -> None:
    assert read("a noise b", d.Replace(d.Span(1, 1), "")) == "a b"
    assert read("  noise b", d.Replace(d.Span(0, 0), "")) == "  b"
    assert read("noise\nb", d.Replace(d.Span(0, 0), "")) == "\nb"


def test_later_act_wins_and_gives_way_when_reverted() -> None:
    drafts = [d.Replace(d.Span(0, 1), "ab"), d.Replace(d.Span(1, 2), "BC")]
    assert read("a b c", *drafts) == "a BC"
    assert read("a b c", *drafts, d.Revert((DecisionId(2),))) == "ab c"


def test_split_and_join_are_inverse() -> None:
    assert read("well able", d.Join(d.Span(0, 1))) == "wellable"
    assert read("well able", d.Join(d.Span(0, 1)), d.Split(1, 4)) == "well able"


def test_join_over_a_line_end_stays_on_the_first_line() -> None:
    page = page_of("would reco\nver soon")
    reading = fold(page, ledger([d.Join(d.Span(1, 2))]))
    assert [line.text for line in reading.lines] == ["would recover", " soon"]
    assert reading.word_of(1).source == "reco ver"  # type: ignore[union-attr]


def test_inserts_stand_in_the_order_they_were_made() -> None:
    assert read("a b", d.Insert(0, 0, "x"), d.Insert(0, 0, "y")) == "a x y b"
    assert read("a b", d.Insert(0, None, "x")) == "x a b"
    assert read("\nb", d.Insert(0, None, "x")) == "x\nb"


def test_moved_line_leaves_the_breaks_where_they_were() -> None:
    assert read("one\ntwo\nthree", d.MoveLine(2, 0)) == "three\none\ntwo"


def test_mark_follows_its_word_through_a_correction() -> None:
    page = page_of("to Mikeyan's house")
    mark = d.Mark(Anchor(1, 0), Anchor(1, 7), MarkName.PERSON)
    reading = fold(page, ledger([mark, d.Replace(d.Span(1, 1), "Mikoyan's")]))
    assert (reading.marks[0].start, reading.marks[0].end) == (Anchor(1, 0), Anchor(1, 7))
    longer = fold(page, ledger([mark, d.Replace(d.Span(1, 1), "old Mikoyan's")]))
    assert longer.marks[0].end == Anchor(1, 11)


def test_keep_confirms_and_a_later_replacement_lifts_it() -> None:
    page = page_of("EUR x")
    kept = fold(page, ledger([d.Keep(d.Span(0, 0))]))
    assert kept.word_of(0).kept == 1  # type: ignore[union-attr]
    replaced = fold(page, ledger([d.Keep(d.Span(0, 0)), d.Replace(d.Span(0, 0), "EUR")]))
    assert replaced.word_of(0).kept is None  # type: ignore[union-attr]


@given(pages, acts)
def test_what_does_not_fit_is_named_and_says_nothing(page: Page, act: d.Act) -> None:
    if misfit(act, fold(page)):
        reading = fold(page, ledger([act]))
        moved_to_the_end = isinstance(act, d.MoveLine) and act.line < len(page.lines)
        assert reading.text == page.text or moved_to_the_end or isinstance(act, d.AddLine)


def test_an_insert_behind_a_word_needs_no_right_line() -> None:
    assert misfit(d.Insert(99, 0, "x"), fold(page_of("a b"))) is None
    assert read("a b", d.Insert(99, 0, "x")) == "a x b"


def test_a_parted_line_begins_a_new_one() -> None:
    page = page_of("one  two\tthree \nfour")
    reading = fold(page, ledger([d.SplitLine(1)]))
    assert reading.text == "one\ntwo\tthree \nfour"
    assert [(line.n, line.sources) for line in reading.lines] == [
        (0, (0,)),
        (split_key(1), (0,)),
        (1, (1,)),
    ]
    assert fold(page, ledger([d.SplitLine(0)])).text == page.text


def test_joined_lines_stand_in_one() -> None:
    page = page_of("  one\n  two \n\nthree")
    joined = d.JoinLines(0, 1)
    assert fold(page, ledger([joined])).text == "  one two \n\nthree"
    assert fold(page, ledger([joined, d.SplitLine(1)])).text == "  one\n  two \n\nthree"
    assert fold(page, ledger([joined])).lines[0].sources == (0, 1)
    assert fold(page, ledger([d.JoinLines(1, 2)])).text == "  one\n  two\nthree"


def test_a_line_says_of_which_kind_it_is_where_it_stands_and_whether_it_runs_on() -> None:
    page = Page(1, make_lines("Top secret\n\nof the talks"))
    said = [d.SetRole(0, Role.STAMP, "classification", "top"), d.SetFlow(2, d.Flow.RUNS_ON)]
    stamp, _, body = fold(page, ledger(said)).lines
    assert (stamp.role, stamp.kind, stamp.place) == (Role.STAMP, "classification", "top")
    assert (stamp.flow, body.flow) == (d.Flow.USUAL, d.Flow.RUNS_ON)


def test_what_is_parted_off_a_line_is_of_its_kind() -> None:
    page = Page(1, make_lines("SS G"))
    said = [d.SetRole(0, Role.DISTRIBUTION, "office", "left"), d.SplitLine(1)]
    first, second = fold(page, ledger(said)).lines
    assert (second.role, second.kind, second.place) == (first.role, first.kind, first.place)


def test_an_added_line_takes_words_and_a_role() -> None:
    key = added_key(DecisionId(1))
    drafts = [d.AddLine(1), d.Insert(key, None, "lost words"), d.SetRole(key, Role.STAMP)]
    reading = fold(page_of("one\ntwo"), ledger(drafts))
    assert reading.text == "one\nlost words\ntwo"
    assert (reading.lines[1].n, reading.lines[1].role) == (key, Role.STAMP)
    assert read("one\ntwo", *drafts, d.Revert((DecisionId(1),))) == "one\ntwo"


def test_a_line_that_was_parted_off_moves_by_its_own_number() -> None:
    drafts = [d.SplitLine(1), d.MoveLine(split_key(1), None)]
    assert read("one two\nthree", *drafts) == "one\nthree\ntwo"


def test_added_words_stay_with_the_line_they_begin() -> None:
    drafts = [d.Insert(1, None, "so"), d.JoinLines(0, 1), d.SplitLine(0)]
    assert read("one\ntwo", *drafts) == "one so two"


@given(pages, ledgers)
def test_each_token_stands_in_just_one_line(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    spans = [word.span for line in reading.lines for word in line.words if word.span]
    found = sorted(token for span in spans for token in range(span.first, span.last + 1))
    assert found == [token.n for token in page.tokens]
