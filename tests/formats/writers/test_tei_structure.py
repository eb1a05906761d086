"""The structure of the TEI body: divisions, openers, lists, tables, what stands beside the text."""

from dataclasses import replace

import pytest

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.geometry import Box
from reviewer.core.marks import MarkName
from reviewer.core.model import Image, Page, Region, Role
from reviewer.core.text import make_lines
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import body_of, decide, make_edition, written
from tests.formats.writers.test_tei import made, mark, message

WRITER = TeiWriter()
RUNS_ON = d.Flow.RUNS_ON


def role(line: int, of: Role, kind: str = "", place: str = "") -> d.SetRole:
    return d.SetRole(line, of, kind, place)


def body(profile: str, pages: list[str], *decisions: tuple[int, d.Act]) -> str:
    """The body of a document of several pages, without indents; decisions with their page."""
    ledger = [decide(act, n, page=page) for n, (page, act) in enumerate(decisions, start=1)]
    found = body_of(written(WRITER, make_edition(pages, ledger), profile=profile))
    return "".join(line.strip() + "\n" for line in found.split("\n"))


class TestBesideTheText:
    def test_a_paragraph_broken_by_a_stamp_is_one(self) -> None:
        found = message("reading", "one\nSEEN\ntwo\n\nend", role(1, Role.STAMP, "receipt"))
        assert found == (
            '<p xml:id="t1-p1">one two</p>\n<ab type="receipt"><stamp type="receipt">SEEN</stamp>'
            '</ab>\n<p xml:id="t1-p2">end</p>'
        )

    def test_a_margin_stands_behind_the_paragraph_that_it_interrupts(self) -> None:
        found = message("reading", "one\nseen\ntwo", role(1, Role.MARGINAL, "", "left"))
        assert found == (
            '<p xml:id="t1-p1">one two</p>\n<note type="marginal" place="margin-left">seen</note>'
        )

    def test_a_blank_line_on_either_side_parts_what_a_stamp_interrupts(self) -> None:
        found = message("reading", "one\n\nseen\ntwo", role(2, Role.MARGINAL))
        assert found.count("<p ") == 2

    def test_who_says_that_it_runs_on_is_believed(self) -> None:
        found = message(
            "reading", "one\n\nseen\n\ntwo", role(2, Role.MARGINAL), d.SetFlow(4, RUNS_ON)
        )
        assert '<p xml:id="t1-p1">one two</p>' in found

    def test_who_says_that_it_begins_is_believed(self) -> None:
        assert message("reading", "one\ntwo", d.SetFlow(1, d.Flow.BEGINS)).count("<p ") == 2

    def test_furniture_stands_beside_its_page(self) -> None:
        found = made(
            "documentary", "one\nCHARGE TO\n- 2 -",
            role(1, Role.FORM, "letterhead", "top"), role(2, Role.PAGE_NUMBER, "", "bottom"),
        )  # fmt: skip
        assert found.startswith(
            '<fw type="letterhead" place="top"><lb n="2"/>CHARGE TO</fw>\n'
            '<fw type="pageNum" place="bottom"><lb n="3"/>- 2 -</fw>\n<div type="message">'
        )

    def test_stamps_between_paragraphs_stay_there(self) -> None:
        found = message("reading", "one\n\nSEEN\n\ntwo", role(2, Role.STAMP, "time"))
        assert '<ab type="transmission"><stamp type="time">SEEN</stamp></ab>' in found

    def test_stamps_before_the_text_and_behind_it_have_divisions(self) -> None:
        found = made(
            "reading", "A\n\nto X\n\ntext\n\nNAME\n\nB\n\nC",
            role(0, Role.STAMP), role(2, Role.ADDRESS), role(6, Role.SIGNATURE),
            role(8, Role.STAMP), role(10, Role.PROCESSING, "copies"),
        )  # fmt: skip
        assert found.index('type="distribution"') < found.index("<stamp>A") < found.index("<p ")
        late = found[found.index('<div type="processing">') :]
        assert late.index("<stamp>B") < late.index('<ab type="copies">C</ab>')

    def test_an_editors_note_stands_beside_its_stamp(self) -> None:
        found = made(
            "reading", "SEEN", role(0, Role.STAMP),
            mark(MarkName.NOTE, (0, 4), (0, 4), text="in red"),
        )  # fmt: skip
        assert "SEEN</stamp><note " in found


class TestPages:
    def test_a_paragraph_runs_on_over_the_pages_end(self) -> None:
        found = body(
            "documentary", ["one\n\nSTAMPED\n- 1 -\n", "two\n\nthree"],
            (1, role(2, Role.STAMP, "declassification", "bottom")), (1, role(3, Role.FORM)),
            (2, d.SetFlow(0, RUNS_ON)),
        )  # fmt: skip
        assert '<lb n="1"/>one\n<pb n="2" xml:id="t1-pb2"/><lb n="6"/>two</p>' in found
        assert '<p xml:id="t1-p2"><lb n="8"/>three</p>' in found
        assert (
            '<ab type="declassification" rend="bottom" corresp="#t1-pb1">'
            '<stamp type="declassification">'
        ) in found

    def test_without_a_word_a_page_begins_a_paragraph(self) -> None:
        assert body("reading", ["one\n", "two"]).count("<p ") == 2

    def test_margins_stand_on_their_own_page(self) -> None:
        found = body(
            "reading", ["one\nfirst\n", "second\ntwo\n\nthree"],
            (1, role(1, Role.MARGINAL)), (2, role(0, Role.MARGINAL)), (2, d.SetFlow(1, RUNS_ON)),
        )  # fmt: skip
        order = [found.index(word) for word in ("first", "one ", "<pb n", "two", "second", "three")]
        assert order[:2] == sorted(order[:2])
        assert order[3:] == sorted(order[3:])

    def test_an_enclosure_begins_with_its_heading_and_takes_its_page_along(self) -> None:
        found = body(
            "reading", ["text\n\nNAME\n", "SECRET\n\nEnclosure\n\nmore\n"],
            (1, role(2, Role.SIGNATURE)), (2, role(0, Role.STAMP)),
            (2, role(2, Role.HEADING, "enclosure")),
        )  # fmt: skip
        assert "<closer>\n<signed>NAME</signed>\n</closer>\n</div>\n" in found
        assert (
            '<div type="enclosure">\n<pb n="2" xml:id="t1-pb2"/>\n<div type="distribution">\n'
            '<ab type="stamp"><stamp>SECRET</stamp></ab>\n</div>\n<div type="message">\n'
            '<head type="enclosure">Enclosure</head>'
        ) in found


class TestDivisions:
    def test_copies_are_numbered_by_their_words(self) -> None:
        text = "Copy № 1 to X\nCopy No. 12\nEUR\nNo copy 3"
        found = made("reading", text, *(role(n, Role.DISTRIBUTION) for n in range(4)))
        assert '<item n="1">Copy № 1 to X</item>' in found
        assert '<item n="12">Copy No. 12</item>' in found
        assert "<item>EUR</item>" in found
        assert "<item>No copy 3</item>" in found

    def test_offices_in_the_text_go_to_the_list(self) -> None:
        found = made(
            "archival", "one\n\nSS G\n\ntwo", role(2, Role.DISTRIBUTION, "office", "left"),
            d.SplitLine(2),
        )  # fmt: skip
        assert found.startswith(
            '<div type="distribution">\n<list type="distribution" rend="margin-left">\n'
            '<item corresp="#t1-ocr-l3"><lb n="3"/>SS</item>\n'
            '<item corresp="#t1-ocr-l3"><lb/>G</item>\n</list>\n</div>'
        )

    def test_an_opener_holds_what_a_letter_begins_with(self) -> None:
        text = "from X\nTO: Embassy\n1714\nNo 5\nURGENT\nDear Sir"
        found = message(
            "reading", f"{text}\n\ntext",
            role(0, Role.DATELINE), role(1, Role.ADDRESS, "addressee"),
            role(2, Role.NUMBER, "telegram"), role(3, Role.NUMBER, "register"),
            role(4, Role.HANDLING), role(5, Role.SALUTATION),
            mark(MarkName.SEGMENT, (2, 0), (2, 3), type="label"),
            mark(MarkName.ORGANIZATION, (3, 0), (3, 7)),
        )  # fmt: skip
        assert found.startswith(
            '<opener>\n<dateline>from X</dateline>\n<seg type="label">TO:</seg>'
            ' <orgName role="addressee">Embassy</orgName>\n'
            '<lb/><idno type="telegram">1714</idno>\n<lb/><idno type="register">No 5</idno>\n'
            '<lb/><seg type="handling">URGENT</seg>\n<salute>Dear Sir</salute>\n</opener>'
        )

    def test_a_line_without_names_is_wrapped(self) -> None:
        text = "To the Embassy\n\ntext"
        found = message("archival", text, role(0, Role.ADDRESS, "sender"))
        assert '<seg type="sender" corresp="#t1-ocr-l1">To the Embassy</seg>' in found

    def test_a_closer_needs_a_text_before_it(self) -> None:
        assert message("reading", "NAME", role(0, Role.SIGNATURE)) == (
            '<ab type="signature">NAME</ab>'
        )

    def test_a_postscript_stands_behind_the_closer(self) -> None:
        found = message(
            "reading", "text\n\nYours\nNAME\n\nPS more",
            role(2, Role.SALUTATION), role(3, Role.SIGNATURE), role(5, Role.POSTSCRIPT),
        )  # fmt: skip
        assert found.endswith(
            "<closer>\n<salute>Yours</salute>\n<signed>NAME</signed>\n</closer>\n"
            '<postscript>\n<p xml:id="t1-p2">PS more</p>\n</postscript>'
        )

    def test_items_are_a_list_and_run_on_where_somebody_says_so(self) -> None:
        items = [role(n, Role.LIST_ITEM) for n in (0, 1, 2)]
        assert message("reading", "1. a\nb\n2. c\nend", *items, d.SetFlow(1, RUNS_ON)) == (
            '<list>\n<item>1. a b</item>\n<item>2. c</item>\n</list>\n<p xml:id="t1-p1">end</p>'
        )

    def test_a_tab_or_two_blanks_part_cells(self) -> None:
        rows = [role(n, Role.TABLE_ROW) for n in (0, 1)]
        assert message("reading", "No of  copies\t3\nall  \t5", *rows) == (
            "<table>\n<row><cell>No of</cell><cell>copies</cell><cell>3</cell></row>\n"
            "<row><cell>all</cell><cell>5</cell></row>\n</table>"
        )

    @pytest.mark.parametrize("kind", ["drafting", "clearance", "typist", "status", ""])
    def test_office_lines_go_to_the_end(self, kind: str) -> None:
        found = made("reading", "typed by X\n\ntext", role(0, Role.PROCESSING, kind))
        expected = f'<div type="processing">\n<ab type="{kind or "processing"}">typed by X</ab>'
        assert found.endswith(f"{expected}\n</div>")


class TestLines:
    def test_a_word_runs_on_over_the_lines_end(self) -> None:
        joined = d.Replace(d.Span(1, 2), "separately")
        found = message("documentary", "them seper-\nately now", joined)
        assert 'them separ<lb n="2" break="no" rend="hyphen"/>ately now' in found
        assert message("reading", "them seper-\nately now", joined).endswith(
            ">them separately now</p>"
        )

    def test_in_the_archive_the_break_stands_in_the_correction(self) -> None:
        found = message("archival", "re-\nports", d.Join(d.Span(0, 1)))
        assert "<sic" in found
        assert 'break="no"' in found
        assert 'rend="hyphen"' not in found  # the hyphen is still there
        assert found.count("<lb ") == 2

    def test_columns(self) -> None:
        lines = tuple(replace(line, region=line.n // 2) for line in make_lines("a\nb\nc\nd"))
        regions = (
            Region(0, "paragraph", Role.BODY, Box(0, 0, 90, 200)),
            Region(1, "paragraph", Role.BODY, Box(100, 0, 190, 200)),
        )
        page = Page(1, lines, image=Image("p.png", 200, 200, "image/png"), regions=regions)
        found = written(WRITER, make_edition([page]), profile="documentary")
        assert '<cb n="2"/><lb n="3"/>c' in found
        assert "<cb" not in written(WRITER, make_edition([page]), profile="reading")

    def test_a_split_line_keeps_its_source(self) -> None:
        found = message("archival", "a b", d.SplitLine(1), role(split_key(1), Role.BODY))
        assert 'corresp="#t1-ocr-l1"' in found
