"""What a printed document holds of a TEI file: in order, nothing lost, blanks settled."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reviewer.core.edition import Edition, Profile
from reviewer.core.errors import UnreadableFile
from reviewer.core.printed import (
    About,
    Block,
    Break,
    Held,
    Kind,
    Note,
    PageBegin,
    PageBlock,
    Run,
    Table,
    is_read,
    plain_text,
    read_words,
)
from reviewer.formats.printed import printed_document
from reviewer.formats.words import plain_words
from reviewer.formats.writers.printing import printed_edition
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import editions, saved, written
from tests.formats.printed.files import blocks, pieces, printed, tei
from tests.golden.scripted import scripted_editions
from tests.helpers.needs import need

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "tei"
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def runs_of(body: str) -> tuple[Block, ...]:
    return tuple(one for one in pieces(body) if isinstance(one, Block))


class TestMatter:
    def test_the_header_is_read(self) -> None:
        matter = printed("").matter
        assert (matter.id, matter.language, matter.profile) == ("x", "en", "reading")
        assert (matter.title, matter.subtitle) == ("A letter on ice", "from the river office")
        assert (matter.publisher, matter.date) == ("River Archive", "2026-03-02")
        assert (matter.licence, matter.licence_url) == ("Free to use", "https://terms.example/by")
        assert matter.holding == "Ferryport, River Archive, R 7"
        assert (matter.sent.name, matter.sent.place) == ("Agnes Flood", "Ferryport")
        assert matter.received.name == "Office of Rivers"
        assert matter.entries["x-pers-flood"].name == "Flood, Agnes"
        assert matter.entries["x-pers-flood"].authorities == (("VIAF", "77"),)
        assert matter.entries["x-plc-ferryport"].kind == "place"

    def test_who_approved_it_is_known(self) -> None:
        approval = printed("").matter.approval
        assert approval is not None
        assert (approval.by, approval.number) == ("Bob Editor", "4")

    @pytest.mark.parametrize("status", ["draft", "unfinished", "candidate", "withdrawn", ""])
    def test_what_is_not_approved_is_a_draft(self, status: str) -> None:
        matter = printed("", status).matter
        assert matter.draft
        assert matter.approval is None

    def test_a_file_without_header_is_a_draft_without_title(self) -> None:
        bare = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a</p></body></text></TEI>'
        found = printed_document(BytesIO(bare))
        assert (found.matter.title, found.matter.draft) == ("", True)
        assert read_words(found.pieces) == ["a"]


class TestBlocks:
    def test_a_letter_keeps_its_parts(self) -> None:
        assert blocks(
            '<div type="message"><opener><dateline>Ferryport, May</dateline>'
            "<salute>Dear Sir,</salute></opener><head>Ice</head><p>It is cold.</p>"
            "<closer><salute>Yours</salute><signed>A. Flood</signed></closer></div>"
        ) == [
            (Kind.DATELINE, "Ferryport, May"),
            (Kind.SALUTE, "Dear Sir,"),
            (Kind.HEADING, "Ice"),
            (Kind.PARAGRAPH, "It is cold."),
            (Kind.SALUTE, "Yours"),
            (Kind.SIGNED, "A. Flood"),
        ]

    def test_an_opener_that_is_no_more_than_text_is_one_block_with_its_lines(self) -> None:
        (found,) = runs_of(
            '<div type="message"><opener>To <persName role="addressee">Flood</persName>'
            '\n<lb/><seg type="handling">URGENT</seg></opener></div>'
        )
        assert (found.kind, plain_text(found.runs)) == (Kind.OPENER, "To Flood URGENT")
        assert sum(isinstance(one, Break) for one in found.runs) == 1
        assert [group.kind for group in found.where] == [Held.MESSAGE, Held.OPENER]

    def test_the_lines_of_an_address_stay_lines(self) -> None:
        (found,) = runs_of(
            '<ab type="address"><address>\n<addrLine>12 Quay</addrLine>\n'
            "<addrLine>Ferryport</addrLine>\n</address></ab>"
        )
        assert found.kind is Kind.ADDRESS
        assert found.runs == (Run("12 Quay"), Break(), Run("Ferryport"))

    def test_a_paragraph_is_cut_by_a_list_and_goes_on(self) -> None:
        body = (
            '<p xml:id="x-p1">Bring <list><item n="1">rope</item><item>nails</item></list> soon.'
            "</p>"
        )
        assert blocks(body) == [
            (Kind.PARAGRAPH, "Bring"),
            (Kind.ITEM, "rope"),
            (Kind.ITEM, "nails"),
            (Kind.PARAGRAPH, "soon."),
        ]
        first, rope, nails, last = runs_of(body)
        assert (first.id, first.continues, last.id, last.continues) == ("x-p1", False, "", True)
        assert rope.where[-1].label == "1"
        assert rope.where[0] == nails.where[0]
        assert rope.where[1] != nails.where[1]

    @pytest.mark.parametrize(
        "xml, kind",
        [
            ('<ab type="stamp"><stamp type="receipt">IN 5 MAY</stamp></ab>', Kind.STAMP),
            ('<ab type="heading">IN 5 MAY</ab>', Kind.HEADING),
            ('<ab type="dateline">IN 5 MAY</ab>', Kind.DATELINE),
            ('<ab type="signature">IN 5 MAY</ab>', Kind.SIGNED),
            ('<ab type="drafting">IN 5 MAY</ab>', Kind.PLAIN),
            ('<note type="marginal">IN 5 MAY</note>', Kind.MARGINAL),
            ('<fw type="letterhead">IN 5 MAY</fw>', Kind.FURNITURE),
            ("<postscript><p>IN 5 MAY</p></postscript>", Kind.PARAGRAPH),
            ("<what>IN 5 MAY</what>", Kind.PARAGRAPH),
        ],
    )
    def test_what_each_block_is(self, xml: str, kind: Kind) -> None:
        assert blocks(xml) == [(kind, "IN 5 MAY")]

    def test_a_note_behind_a_stamp_stands_in_the_stamp(self) -> None:
        (found,) = runs_of('<ab type="stamp"><stamp>SEEN</stamp><note n="1">Red.</note></ab>')
        assert found.kind is Kind.STAMP
        text, note = found.runs
        assert isinstance(text, Run)
        assert isinstance(note, Note)
        assert (text.text, plain_text(note.runs)) == ("SEEN", "Red.")

    def test_a_table_keeps_rows_spans_and_labels(self) -> None:
        (found,) = pieces(
            '<table><head>Depths</head><row role="label"><cell cols="2">Pier</cell></row>'
            "<row><cell>North</cell><cell><p>3</p><p>4</p></cell></row></table>"
        )
        assert isinstance(found, Table)
        assert found.caption == (Run("Depths"),)
        (head,), (north, depth) = found.rows
        assert (head.label, head.columns, north.label) == (True, 2, False)
        assert depth.runs == (Run("3"), Break(), Run("4"))

    def test_enclosures_hold_what_a_document_holds(self) -> None:
        (found,) = runs_of('<div type="enclosure"><div type="message"><p>a</p></div></div>')
        assert [group.kind for group in found.where] == [Held.ENCLOSURE, Held.MESSAGE]


class TestRuns:
    def test_white_space_is_one_blank_and_none_at_the_ends(self) -> None:
        (found,) = runs_of("<p>\n  a\t<hi rend='bold'> b </hi> c\n</p>")
        assert [one.text for one in found.runs if isinstance(one, Run)] == ["a ", "b ", "c"]

    def test_marks_lie_around_runs_outermost_first(self) -> None:
        (found,) = runs_of(
            '<p><persName ref="#x-pers-flood">Agnes <unclear reason="faded">Flood</unclear>'
            "</persName></p>"
        )
        first, second = found.runs
        assert isinstance(first, Run)
        assert isinstance(second, Run)
        assert [mark.about for mark in second.marks] == [About.NAME, About.UNCLEAR]
        assert first.marks[0] == second.marks[0]
        assert first.marks[0].get("ref") == "#x-pers-flood"
        assert second.marks[1].get("reason") == "faded"

    def test_two_like_marks_side_by_side_stay_two(self) -> None:
        (found,) = runs_of("<p><persName>A</persName><persName>B</persName></p>")
        assert len(found.runs) == 2

    def test_a_correction_is_read_and_the_error_kept(self) -> None:
        (found,) = runs_of("<p>the <choice><sic>rivver</sic> <corr>river</corr></choice> bed</p>")
        assert [one.text for one in found.runs if isinstance(one, Run)] == [
            "the ",
            "rivver",
            "river",
            " bed",
        ]
        assert plain_text(found.runs) == "the river bed"

    def test_an_error_left_standing_is_read(self) -> None:
        (found,) = runs_of("<p>the <sic>rivver</sic></p>")
        assert plain_text(found.runs) == "the rivver"

    def test_what_was_crossed_out_and_gaps_are_not_read(self) -> None:
        (found,) = runs_of(
            "<p>a <subst><del>b</del><add>c</add></subst> <gap reason='x'><desc>[hole]</desc></gap>"
            " <surplus>d</surplus></p>"
        )
        assert plain_text(found.runs).split() == ["a", "c"]
        (gap,) = [one for one in found.runs if isinstance(one, Run) and one.under(About.GAP)]
        assert (gap.text, is_read(gap)) == ("[hole]", False)

    def test_a_word_that_runs_over_a_line_is_one(self) -> None:
        (found,) = runs_of('<p><lb n="1"/>the riv<lb n="2" break="no" rend="hyphen"/>er bed</p>')
        assert plain_text(found.runs).split() == ["the", "river", "bed"]
        assert found.runs[2] == Break(True, "2", True)

    def test_a_page_may_begin_in_the_middle_of_a_word(self) -> None:
        (found,) = runs_of('<p>the riv<pb n="2" xml:id="x-pb2" break="no"/>er</p>')
        assert found.runs[1] == PageBegin("2", "x-pb2", "", True)
        assert plain_text(found.runs) == "the river"

    def test_a_page_between_blocks(self) -> None:
        (found, _) = pieces('<pb n="1" xml:id="x-pb1" facs="#x-f1"/><p>a</p>')
        assert found == PageBlock(PageBegin("1", "x-pb1", "x-f1"))

    def test_notes_stand_at_their_place(self) -> None:
        (found,) = runs_of(
            '<p>ice<note type="editorial" n="1" xml:id="x-n1" resp="#x-ed1">Not snow.</note> floats'
            "</p>"
        )
        assert found.runs[1] == Note((Run("Not snow."),), "1", "x-n1", "x-ed1")
        assert plain_text(found.runs) == "ice floats"

    def test_marginal_notes_are_read(self) -> None:
        (found,) = runs_of('<p>ice<note type="marginal">File</note> floats</p>')
        assert plain_text(found.runs).split() == ["ice", "File", "floats"]


class TestFiles:
    def test_a_walk_may_be_made_again(self) -> None:
        found = printed("<p>a</p><p>b</p>")
        assert list(found.pieces) == list(found.pieces)
        assert len(list(found.pieces)) == 2

    def test_from_a_path(self, tmp_path: Path) -> None:
        path = tmp_path / "x.xml"
        path.write_bytes(tei("<p>a</p>"))
        assert read_words(printed_document(path).pieces) == ["a"]

    @pytest.mark.parametrize("content", [b"", b"<TEI", b"<a>&b;</a>", b"no"])
    def test_what_is_no_xml_is_told(self, content: bytes) -> None:
        with pytest.raises(UnreadableFile):
            printed_document(BytesIO(content))

    def test_a_file_that_breaks_off_is_told_while_walking(self) -> None:
        whole = tei("<p>a</p><p>b</p>")
        found = printed_document(BytesIO(whole[: whole.index(b"<p>b") + 4]))
        with pytest.raises(UnreadableFile):
            list(found.pieces)

    def test_what_stands_behind_the_text_is_not_read(self) -> None:
        ledger = f"<standOff>{'<note>decided</note>' * 20_000}</standOff>"
        source = BytesIO(tei("<p>a</p>").replace(b"</TEI>", f"{ledger}</TEI>".encode()))
        assert read_words(printed_document(source).pieces) == ["a"]
        assert source.tell() < len(source.getvalue()) / 2

    def test_an_ocr_layer_before_the_text_is_no_text(self) -> None:
        layer = b"<sourceDoc><surface><line>the <w>river</w></line></surface></sourceDoc>"
        source = BytesIO(tei("<p>a</p>").replace(b"<text>", layer + b"<text>"))
        assert read_words(printed_document(source).pieces) == ["a"]

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("swordfish")
        evil = f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode()
        content = evil + tei("<p>a &s; b</p>").partition(b"?>\n")[2]
        found = read_words(printed_document(BytesIO(content)).pieces)
        assert "swordfish" not in found


@relaxed
@given(edition=editions())
def test_the_words_are_those_that_any_reader_of_the_file_sees(
    edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for profile in Profile:
        path = saved(tmp_path_factory.getbasetemp(), written(TeiWriter(), edition, profile=profile))
        with printed_edition(edition, profile) as found:
            assert read_words(found.pieces) == plain_words(path)


def test_the_seeds_read_the_same(tmp_path: Path) -> None:
    for edition in scripted_editions().values():
        for profile in Profile:
            path = saved(tmp_path, written(TeiWriter(), edition, profile=profile))
            with printed_edition(edition, profile) as found:
                assert read_words(found.pieces) == plain_words(path)


@pytest.mark.parametrize("name", ["telegram-1950", "telegram-1963", "zones"])
def test_the_examples_of_the_encoding_read_the_same(name: str) -> None:
    path = EXAMPLES / f"example-{name}.xml"
    need(path.is_file(), "the folder of examples beside the project")
    assert read_words(printed_document(path).pieces) == plain_words(path)
