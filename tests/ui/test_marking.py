"""Where words and lines of the present reading are on the picture."""

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind
from reviewer.core.fold import fold
from reviewer.core.geometry import Box, around
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.model import Document, Line, Origin, Page, Token
from reviewer.core.storage import PageRow
from reviewer.core.text import make_lines
from reviewer.core.workflow import standing
from reviewer.services.pages import PageView, open_findings
from reviewer.ui import marking
from reviewer.ui.views.facsimile_marks import PageMarks
from tests.core.strategies import ledger, ledgers, pages
from tests.ui.scans import scanned, word_box

DOCUMENT = Document(DocumentId(1), "one", "One", Origin("one.scan", "", "scan"))
TEXT = "The quick broun fox\njumps ower\nthe lazy dog\n"


def view_of(
    page: Page, decisions: list[d.Decision], findings: tuple[Finding, ...] = ()
) -> PageView:
    reading = fold(page, decisions)
    return PageView(
        row=PageRow(PageId(1), DocumentId(1), 1, "", 1, len(decisions)),
        document=DOCUMENT,
        reading=reading,
        findings=findings,
        open=open_findings(findings, reading),
        standing=standing(decisions),
        decisions=tuple(decisions),
    )


def marks(*acts: d.Act, text: str = TEXT, findings: tuple[Finding, ...] = ()) -> PageMarks:
    return marking.marks_of(
        view_of(scanned(Page(1, make_lines(text))), ledger(list(acts)), findings)
    )


def box_of(shown: PageMarks, token: int) -> Box | None:
    mark = shown.word(token)
    return mark.box if mark else None


def line_box(shown: PageMarks, line: int) -> Box | None:
    mark = shown.line(line)
    return mark.box if mark else None


def found(first: int, last: int | None = None) -> Finding:
    span = d.Span(first, first if last is None else last)
    return Finding(span, 0, 5, "broun", Kind.NON_WORD, 0.9, (), ())


def test_words_and_lines_are_where_the_source_says() -> None:
    shown = marks()
    assert box_of(shown, 2) == word_box(0, 10, 15)
    assert line_box(shown, 1) == word_box(1, 0, 10)


def test_a_joined_word_takes_the_place_of_all_its_tokens() -> None:
    shown = marks(d.Join(d.Span(1, 2)))
    assert box_of(shown, 1) == word_box(0, 4, 15)
    assert shown.word(2) is None


def test_a_word_joined_over_a_line_break_is_marked_on_both_lines() -> None:
    shown = marks(d.Join(d.Span(3, 4)))
    assert box_of(shown, 3) == word_box(0, 16, 19)
    assert box_of(shown, 4) == word_box(1, 0, 5)


def test_a_word_that_was_replaced_or_split_stays_in_its_place() -> None:
    shown = marks(d.Replace(d.Span(2, 2), "brown and"), d.Split(7, 2))
    assert box_of(shown, 2) == word_box(0, 10, 15)
    assert box_of(shown, 7) == word_box(2, 4, 8)


def test_a_word_that_was_taken_out_is_marked_no_longer() -> None:
    assert marks(d.Replace(d.Span(2, 2), "")).word(2) is None


def test_a_line_that_was_moved_takes_its_place_along() -> None:
    shown = marks(d.MoveLine(2, 0))
    assert [line_box(shown, n) for n in range(3)] == [
        word_box(2, 0, 12),
        word_box(0, 0, 19),
        word_box(1, 0, 10),
    ]


def test_each_part_of_a_parted_line_is_where_its_words_are() -> None:
    shown = marks(d.SplitLine(2))
    assert line_box(shown, 0) == word_box(0, 0, 9)
    assert line_box(shown, 1) == word_box(0, 10, 19)


def test_joined_lines_take_the_place_of_both() -> None:
    shown = marks(d.JoinLines(0, 1))
    assert line_box(shown, 0) == word_box(0, 0, 19).united(word_box(1, 0, 10))


def test_an_added_line_has_no_place_until_somebody_draws_one() -> None:
    shown = marks(d.AddLine(1))
    assert line_box(shown, 1) is None
    assert line_box(shown, 2) == word_box(1, 0, 10)


def test_words_without_boxes_share_that_of_their_line() -> None:
    line = Line(0, "ab cdef", tokens=(Token(0, 0, 2), Token(1, 3, 7)), box=Box(100, 0, 170, 20))
    shown = marking.marks_of(view_of(Page(1, (line,)), []))
    assert box_of(shown, 1) == Box(130, 0, 170, 20)


def test_without_any_place_nothing_is_marked() -> None:
    page = Page(1, make_lines(TEXT))
    assert marking.marks_of(view_of(page, [], (found(2),))) == PageMarks()
    assert not marking.has_places(page)
    assert marking.has_places(scanned(page))


def test_findings_that_are_open_are_marked_with_their_kind() -> None:
    (mark,) = marks(findings=(found(2),)).findings
    assert (mark.box, mark.kind) == (word_box(0, 10, 15), Kind.NON_WORD)
    assert marks(d.Keep(d.Span(2, 2)), findings=(found(2),)).findings == ()


def test_a_finding_over_two_lines_is_marked_where_it_begins() -> None:
    (mark,) = marks(findings=(found(3, 4),)).findings
    assert mark.box == word_box(0, 16, 19)


@given(pages, ledgers)
def test_whatever_was_decided_marks_lead_to_words_of_the_reading_and_back(
    page: Page, decisions: list[d.Decision]
) -> None:
    view = view_of(scanned(page), decisions)
    shown, reading = marking.marks_of(view), view.reading
    boxes = [token.box for token in view.reading.page.tokens]
    for mark in shown.words:
        start = marking.start_of(reading, mark.token)
        assert start is not None
        word = reading.lines[start[0]].word_at(start[1])
        assert word is not None
        token = marking.token_at(reading, *start)
        assert token is not None
        assert token <= mark.token
        own = boxes[mark.token]
        assert own is not None
        assert around([own, mark.box]) == mark.box
    assert {line.key for line in shown.lines} <= set(range(len(reading.lines)))
    for line in reading.lines:
        for word in line.words:
            if word.span and word.text:
                assert shown.word(word.span.first) is not None
