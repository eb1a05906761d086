"""What the TEI writer makes of single decisions; whole documents: `test_tei_documents`."""

from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.findings import Stamp
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Image, Page, Role
from reviewer.core.text import make_lines
from reviewer.formats.writers.tei import TeiWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import NOON, body_of, decide, make_edition, written

WRITER = TeiWriter()


class TestContract(WriterKit):
    writer = WRITER


def made(profile: str, text: str, *decisions: d.Act | d.Decision) -> str:
    """The message of a document, its indents taken away."""
    body = body_of(written(WRITER, make_edition(text, decisions), profile=profile))
    start = body.index("/>", body.index("<pb")) + 2
    lines = body[start : body.rindex("</div>")].split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def message(profile: str, text: str, *decisions: d.Act | d.Decision) -> str:
    found = made(profile, text, *decisions)
    return found.removeprefix('<div type="message">\n').removesuffix("\n</div>")


def mark(
    kind: MarkName, first: tuple[int, int], last: tuple[int, int], /, **attributes: str
) -> d.Mark:
    return d.Mark(Anchor(*first), Anchor(*last), kind, attributes)


FIX = d.Replace(d.Span(1, 1), "policy")


class TestCorrections:
    def test_a_misreading_is_corrected_silently_but_in_the_archive(self) -> None:
        assert message("reading", "the solicy was", FIX) == '<p xml:id="t1-p1">the policy was</p>'
        assert "solicy" not in message("documentary", "the solicy was", FIX)
        assert message("archival", "the solicy was", FIX) == (
            '<p xml:id="t1-p1" corresp="#t1-ocr-l1"><lb n="1"/>the <choice>'
            '<sic source="#t1-ocr">solicy</sic>'
            '<corr resp="#t1-ed1" xml:id="t1-dec1" ana="#t1-dec-human" change="#t1-chg2">policy'
            "</corr></choice> was</p>"
        )

    def test_an_error_of_the_document_is_shown_to_scholars(self) -> None:
        fix = d.Replace(d.Span(1, 1), "policy", d.Cause.SOURCE)
        assert '<p xml:id="t1-p1">the policy was' in message("reading", "the solicy was", fix)
        assert '<choice><sic>solicy</sic><corr resp="#t1-ed1">policy</corr></choice>' in message(
            "documentary", "the solicy was", fix
        )
        assert "<sic>solicy</sic>" in message("archival", "the solicy was", fix)

    def test_removed_words_take_their_blank_along(self) -> None:
        gone = d.Replace(d.Span(1, 2), "")
        assert ">a d</p>" in message("reading", "a b c d", gone)
        assert '<sic source="#t1-ocr">b c</sic><corr' in message("archival", "a b c d", gone)

    def test_inserted_words_have_an_empty_source(self) -> None:
        new = d.Insert(0, 0, "lost")
        assert ">a lost b</p>" in message("documentary", "a b", new)
        assert 'a <choice><sic source="#t1-ocr"/><corr' in message("archival", "a b", new)

    @pytest.mark.parametrize(
        "way, kind, suggested",
        [
            (d.Way.TYPED, "dec-human", False),
            (d.Way.ACCEPTED, "dec-accepted", True),
            (d.Way.EDITED, "dec-edited", True),
            (d.Way.RULE, "dec-rule", True),
            (d.Way.SCRIPT, "dec-script", False),
        ],
    )
    def test_how_it_was_decided(self, way: d.Way, kind: str, suggested: bool) -> None:
        decision = decide(FIX, 1, grounds=d.Grounds(way, suggestion="policy"))
        found = message("archival", "the solicy", decision)
        assert f'ana="#t1-{kind}"' in found
        assert ('source="#t1-sug"' in found) == suggested

    def test_a_word_that_reads_as_before_is_no_correction(self) -> None:
        again = d.Replace(d.Span(1, 1), "solicy")
        assert "choice" not in message("archival", "the solicy", again)


class TestMarks:
    def test_a_name_stands_outside_a_correction(self) -> None:
        found = message(
            "archival", "by Mikeyan", d.Replace(d.Span(1, 1), "Mikoyan"),
            mark(MarkName.PERSON, (1, 0), (1, 7)),
        )  # fmt: skip
        assert "by <persName resp" in found
        assert "</corr></choice></persName></p>" in found

    def test_a_correction_is_cut_where_the_name_ends(self) -> None:
        found = message(
            "archival", "Mikeyan's", d.Replace(d.Span(0, 0), "Mikoyan's"),
            mark(MarkName.PERSON, (0, 0), (0, 7)),
        )  # fmt: skip
        assert '<sic source="#t1-ocr">Mikeyan</sic>' in found
        assert "Mikoyan</corr></choice></persName>'s</p>" in found

    def test_a_name_inside_what_changed_stands_inside_corr(self) -> None:
        found = message(
            "archival", "xyz", d.Replace(d.Span(0, 0), "re Cuba now"),
            mark(MarkName.PLACE, (0, 3), (0, 7)),
        )  # fmt: skip
        assert '<sic source="#t1-ocr">xyz</sic>' in found
        assert (
            '>re <placeName resp="#t1-ed1" change="#t1-chg2" xml:id="t1-dec2">Cuba</placeName>'
            " now</corr>" in found
        )

    def test_a_letter_that_vanished_at_a_border_is_not_lost(self) -> None:
        found = message(
            "archival", "anyyone", d.Replace(d.Span(0, 0), "anyone"),
            mark(MarkName.PERSON, (0, 0), (0, 3)),
        )  # fmt: skip
        text = found.replace("</persName>", "")
        assert "any<choice>" in text
        assert ">yone</sic>" in found

    def test_marks_that_cross_are_split_and_joined_by_pointers(self) -> None:
        found = message(
            "reading", "a b c d",
            mark(MarkName.PERSON, (0, 0), (2, 1)),
            mark(MarkName.FOREIGN, (1, 0), (3, 1), lang="fr"),
        )  # fmt: skip
        assert found == (
            '<p xml:id="t1-p1"><persName>a <foreign xml:lang="fr" xml:id="t1-m2" next="#t1-m2.2">'
            'b c</foreign></persName> <foreign xml:lang="fr" xml:id="t1-m2.2" prev="#t1-m2">d'
            "</foreign></p>"
        )

    def test_a_mark_over_two_paragraphs_has_a_part_in_each(self) -> None:
        found = message("reading", "a b\n\nc d", mark(MarkName.ORGANIZATION, (1, 0), (2, 1)))
        assert 'a <orgName xml:id="t1-m1" next="#t1-m1.2">b</orgName></p>' in found
        assert '<orgName xml:id="t1-m1.2" prev="#t1-m1">c</orgName> d</p>' in found

    def test_a_mark_follows_its_words_when_their_line_moves(self) -> None:
        found = message(
            "reading", "a b\nc d\ne f",
            mark(MarkName.DATE, (1, 0), (2, 1)), d.MoveLine(1, 0),
        )  # fmt: skip
        assert 'prev="#t1-m1">b</date>' in found
        assert found.index(">c</date>") < found.index(">b</date>")

    def test_nesting_marks_nest(self) -> None:
        found = message(
            "reading", "Embassy in Moscow",
            mark(MarkName.PLACE, (2, 0), (2, 6)), mark(MarkName.ORGANIZATION, (0, 0), (2, 6)),
        )  # fmt: skip
        assert "<orgName>Embassy in <placeName>Moscow</placeName></orgName>" in found

    @pytest.mark.parametrize(
        "attributes, expected",
        [
            ({"when": "1950-09-27"}, '<date when="1950-09-27">'),
            ({"when": "1950-09"}, '<date when="1950-09">'),
            ({"when": "1950-02-30"}, "<date>"),
            ({"when": "27/9/1950"}, "<date>"),
            ({"when": "1950-9-27"}, "<date>"),
            ({"when": "1950-09-27T11:30:00Z"}, '<date when="1950-09-27T11:30:00Z">'),
            ({"when": "1950-09-27T25:30:00"}, "<date>"),
            ({"when": "1950", "from": "1949"}, '<date when="1950">'),
            ({"from": "1949", "to": "nonsense"}, '<date from="1949">'),
            ({"when": "1950", "cert": "low"}, '<date when="1950" cert="low">'),
        ],
    )
    def test_only_lawful_dates_are_said(self, attributes: dict[str, str], expected: str) -> None:
        found = message("reading", "then", mark(MarkName.DATE, (0, 0), (0, 4), **attributes))
        assert f"{expected}then</date>" in found

    def test_names_get_an_entry_in_the_register(self) -> None:
        marks = [
            mark(MarkName.PERSON, (0, 0), (0, 4), ref="mikoyan", name="Mikoyan, Anastas"),
            mark(MarkName.PERSON, (1, 0), (1, 4), ref="mikoyan"),
            mark(MarkName.PLACE, (2, 0), (2, 4), ref="https://www.geonames.org/1"),
            mark(MarkName.PLACE, (3, 0), (3, 4), ref="Нью-Йорк"),
        ]
        xml = written(WRITER, make_edition("AAAA BBBB CCCC DDDD", marks), profile="reading")
        assert xml.count('<person xml:id="t1-pers-mikoyan">') == 1
        assert "<persName>Mikoyan, Anastas</persName></person>" in xml
        assert xml.count('<persName ref="#t1-pers-mikoyan">') == 2
        assert '<placeName ref="https://www.geonames.org/1">CCCC' in xml
        assert '<place xml:id="t1-plc-x"><placeName>Нью-Йорк</placeName></place>' in xml

    def test_doubt_is_signed_in_every_profile(self) -> None:
        said = mark(MarkName.UNCLEAR, (0, 0), (0, 1), reason="faded", cert="low")
        for profile in ("reading", "documentary"):
            assert '<unclear reason="faded" cert="low" resp="#t1-ed1">a</unclear>' in message(
                profile, "a", said
            )

    def test_a_gap_is_described_and_swallows_no_word(self) -> None:
        lost = [
            d.Replace(d.Span(1, 1), ""),
            mark(MarkName.GAP, (1, 0), (1, 0), unit="word", quantity="2", reason="damage"),
        ]
        expected = (
            '>a <gap reason="damage" unit="word" quantity="2" resp="#t1-ed1"><desc>[…]</desc>'
        )
        assert expected in message("reading", "a xx b", *lost).replace("</gap>", "")
        standing = message("reading", "a xx b", mark(MarkName.GAP, (1, 0), (1, 2)))
        assert '<unclear reason="illegible" cert="low" resp="#t1-ed1">xx' in standing
        assert '<gap reason="illegible" extent="unknown"' in standing

    def test_what_the_writer_crossed_out_and_added(self) -> None:
        said = [
            mark(MarkName.DELETED, (0, 0), (0, 3), rend="overtyped"),
            mark(MarkName.ADDED, (1, 0), (1, 3), place="above"),
        ]
        assert message("reading", "too two", *said) == '<p xml:id="t1-p1">two</p>'
        assert '<del rend="overtyped">too</del> <add place="above">two</add>' in message(
            "documentary", "too two", *said
        )

    def test_abbreviations_are_expanded_outside_the_reading_text(self) -> None:
        said = mark(MarkName.ABBREVIATION, (0, 0), (0, 4), expansion="Ambassador")
        assert ">Amb. X</p>" in message("reading", "Amb. X", said)
        assert "<choice><abbr>Amb.</abbr><expan>Ambassador</expan></choice> X" in message(
            "documentary", "Amb. X", said
        )

    def test_notes_are_numbered_in_the_order_of_the_text(self) -> None:
        said = [
            mark(MarkName.NOTE, (1, 0), (1, 1), text="second"),
            mark(MarkName.NOTE, (0, 0), (0, 1), text="first"),
        ]
        assert message("reading", "a b", *said) == (
            '<p xml:id="t1-p1">a<note type="editorial" n="1" xml:id="t1-n2" resp="#t1-ed1">first'
            '</note> b<note type="editorial" n="2" xml:id="t1-n1" resp="#t1-ed1">second</note></p>'
        )

    def test_queries_are_for_the_archive_alone(self) -> None:
        said = mark(MarkName.QUERY, (0, 1), (1, 2), text="really?")
        edition = make_edition("abc def", [said])
        assert "really" not in written(WRITER, edition, profile="documentary")
        archival = written(WRITER, edition, profile="archival")
        assert 'a<anchor xml:id="t1-q1a"/>bc de<anchor xml:id="t1-q1b"/>f' in archival
        assert 'target="#t1-q1a #t1-q1b" resp="#t1-ed1"' in archival
        assert "<note>really?</note>" in archival

    def test_combining_marks_stay_with_their_letter(self) -> None:
        found = message("reading", "e\u0301te\u0301", mark(MarkName.FOREIGN, (0, 0), (0, 1)))
        assert "<foreign>é</foreign>té" in found


ROLES_IN_PLACE = """\
<fw type="pageNum"><lb n="12"/>- 1 -</fw>
<div type="distribution">
<ab type="stamp"><stamp><lb n="1"/>SECRET</stamp></ab>
</div>
<div type="message">
<opener>
<address>
<addrLine><lb n="3"/>To X</addrLine>
<addrLine><lb n="4"/>Moscow</addrLine>
</address>
<dateline><lb n="6"/>1 May</dateline>
</opener>
<head><lb n="8"/>Subject</head>
<p xml:id="t1-p1"><lb n="10"/>Body</p>
<note type="marginal"><lb n="14"/>seen</note>
<closer>
<signed><lb n="16"/>NAME</signed>
</closer>
</div>
<div type="processing">
<ab type="stamp"><stamp><lb n="18"/>STAMPED</stamp></ab>
</div>"""


class TestBlocks:
    def test_blank_lines_part_paragraphs_and_lines_are_joined(self) -> None:
        text = "one\ntwo \t three\n \nfour"
        assert message("reading", text) == (
            '<p xml:id="t1-p1">one two three</p>\n<p xml:id="t1-p2">four</p>'
        )
        assert '<p xml:id="t1-p1"><lb n="1"/>one\n<lb n="2"/>two three</p>' in message(
            "documentary", text
        )

    def test_roles_get_their_elements(self) -> None:
        text = (
            "SECRET\n\nTo X\nMoscow\n\n1 May\n\nSubject\n\nBody\n\n- 1 -\n\nseen\n\nNAME\n\nSTAMPED"
        )
        roles = [
            (0, Role.STAMP), (2, Role.ADDRESS), (3, Role.ADDRESS), (5, Role.DATELINE),
            (7, Role.HEADING), (11, Role.PAGE_NUMBER), (13, Role.MARGINAL), (15, Role.SIGNATURE),
            (17, Role.STAMP),
        ]  # fmt: skip
        found = made("documentary", text, *(d.SetRole(line, role) for line, role in roles))
        assert found == ROLES_IN_PLACE

    def test_what_stands_in_an_odd_place_becomes_an_ab(self) -> None:
        roles = [Role.BODY, Role.HEADING, Role.SIGNATURE, Role.STAMP, Role.DATELINE, Role.ADDRESS]
        text = "\n".join(role.value for role in [*roles, Role.BODY])
        found = message("reading", text, *(d.SetRole(n, role) for n, role in enumerate(roles)))
        for kind in ("heading", "signature", "stamp", "dateline", "address"):
            assert f'<ab type="{kind}">' in found
        assert found.count("<p ") == 2

    def test_furniture_is_no_part_of_the_reading_text(self) -> None:
        roles = [d.SetRole(0, Role.FORM), d.SetRole(2, Role.PAGE_NUMBER)]
        assert message("reading", "FORM\ntext\n7", *roles) == '<p xml:id="t1-p1">text</p>'
        assert '<fw type="form">' in made("documentary", "FORM\ntext\n7", *roles)

    def test_noise_does_not_break_a_paragraph(self) -> None:
        noise = d.SetRole(1, Role.NOISE)
        assert ">one two</p>" in message("reading", "one\n~~\ntwo", noise)
        archival = message("archival", "one\n~~\ntwo", noise)
        assert '<choice><sic source="#t1-ocr">~~</sic><corr resp="#t1-ed1"' in archival
        alone = made("archival", "one\n\n~~\n\ntwo", d.SetRole(2, Role.NOISE))
        assert '<fw type="noise"' in alone

    def test_a_signature_before_more_text_does_not_close(self) -> None:
        found = message("reading", "a\n\nNAME\n\nb", d.SetRole(2, Role.SIGNATURE))
        assert '<ab type="signature">NAME</ab>' in found
        assert "closer" not in found

    def test_lines_of_stamps_stay_lines(self) -> None:
        roles = [d.SetRole(n, Role.STAMP) for n in (0, 1)]
        assert "<stamp>a\n<lb/>b</stamp>" in made("reading", "a\nb", *roles)


class TestPages:
    def test_each_page_begins_with_its_number_and_image(self) -> None:
        image = Image("images/a b.png", 30, 20, "image/png")
        pages = [
            Page(1, make_lines("one\n\f"), label="1r", image=image),
            Page(2, make_lines("two")),
        ]
        xml = written(WRITER, make_edition(pages), profile="archival")
        assert '<pb n="1r" xml:id="t1-pb1" facs="#t1-f1"/>' in xml
        assert '<pb n="2" xml:id="t1-pb2"/>' in xml
        assert (
            '<graphic url="images/a%20b.png" mimeType="image/png" width="30px" height="20px"/>'
            in xml
        )
        assert '<surface n="1r" corresp="#t1-f1" rend="formfeed">' in xml
        assert '<line n="3" xml:id="t1-ocr-l3" xml:space="preserve">two</line>' in xml
        assert '<lb n="3"/>two' in xml

    @pytest.mark.parametrize("path", ["/elsewhere/somebody/scans/p1.png", r"C:\\scans\\p1.png"])
    def test_no_path_of_this_machine_is_published(self, path: str) -> None:
        edition = make_edition("a", image=Image(path, 3, 2, "image/png"))
        assert 'url="p1.png"' in written(WRITER, edition, profile="reading")

    def test_a_name_that_is_no_utf8_keeps_its_bytes(self) -> None:
        edition = make_edition("a", image=Image("latin\udce9 1.png", 3, 2, "image/png"))
        assert 'url="latin%E9%201.png"' in written(WRITER, edition, profile="archival")


class TestHeader:
    def test_a_bare_document_tells_what_is_missing(self) -> None:
        xml = written(WRITER, make_edition("a"), profile="reading")
        assert '<edition n="1">Draft, not approved for publication</edition>' in xml
        assert "No publisher named" in xml
        assert "No licence has been stated." in xml
        assert '<revisionDesc status="draft">' in xml
        assert "respStmt" not in xml
        assert f'<idno type="sha256">{"ab" * 32}</idno>' in xml

    def test_fields_stand_where_they_belong(self) -> None:
        header = {
            "title": "A  telegram",
            "author": "X",
            "publisher": "The Archive",
            "date": "2026-05-01",
            "licence": "CC0",
            "licence-url": "https://creativecommons.org/publicdomain/zero/1.0/",
            "uri": "https://example.org/t1",
            "repository": "Archive",
            "shelfmark": "F 1",
            "genre": "Telegram",
            "handling": "SPECIAL",
            "sender": "V.",
            "sent": "1950-09-27",
            "recipient": "G.",
        }
        xml = written(WRITER, make_edition("a", header=header, language="ru"), profile="reading")
        for expected in (
            '<title type="main">A telegram</title>',
            '<date when="2026-05-01">2026-05-01</date>',
            '<licence target="https://creativecommons.org/publicdomain/zero/1.0/">CC0</licence>',
            '<idno type="URI">https://example.org/t1</idno>',
            '<repository>Archive</repository><idno type="shelfmark">F 1</idno>',
            '<term type="genre">Telegram</term><term type="handling">SPECIAL</term>',
            '<correspAction type="received"><persName>G.</persName></correspAction>',
            '<div type="document" subtype="telegram" xml:id="t1-d1">',
            'xml:id="t1" xml:lang="ru"',
            '<language ident="ru">Russian</language>',
        ):
            assert expected in xml

    def test_nonsense_in_fields_does_not_break_the_file(self, tmp_path: Path) -> None:
        nonsense = "\x00 \ud800 <a> ]]> & \"' \t\n"
        header = dict.fromkeys(
            "title author publisher date licence licence-url uri repository genre sent".split(),
            nonsense,
        )
        edition = make_edition("a", [decide(FIX, 1, by=nonsense)], header=header, name="1 bad:name")
        path = tmp_path / "file.xml"
        path.write_bytes(written(WRITER, edition, profile="archival").encode())
        assert [one for one in WRITER.check(path, {"profile": "archival"}) if one.severe] == []

    def test_everyone_has_one_statement_with_their_tasks(self) -> None:
        decisions = [
            decide(FIX, 1, by="Ada  Reviewer"),
            decide(d.Submit(), 2, by="ada reviewer"),
            decide(d.Approve(), 3, by="Bob Editor"),
        ]
        xml = written(WRITER, make_edition("the solicy", decisions), profile="reading")
        assert (
            '<respStmt xml:id="t1-ed1"><resp>transcription review</resp>'
            "<resp>submission for approval</resp><persName>Ada Reviewer</persName></respStmt>"
        ) in xml
        assert (
            '<respStmt xml:id="t1-ed2"><resp>approval for publication</resp>'
            "<persName>Bob Editor</persName></respStmt>"
        ) in xml
        assert "Reviewed and approved edition" in xml
        assert "Draft" not in xml

    def test_sessions_become_changes_newest_first(self) -> None:
        decisions = [
            decide(FIX, 1),
            decide(d.Submit(), 2),
            decide(d.Return("again"), 3, by="Bob Editor"),
            decide(d.Submit(), 4, at=NOON + timedelta(days=1)),
        ]
        xml = written(WRITER, make_edition("the solicy", decisions), profile="reading")
        changes = xml[xml.index("<revisionDesc") : xml.index("</revisionDesc>")]
        lines = [line.strip() for line in changes.split("\n")]
        assert lines[0] == '<revisionDesc status="candidate">'
        assert lines[1] == (
            '<change xml:id="t1-chg4" n="4" when="2026-03-02T12:00:00Z" who="#t1-ed1"'
            ' status="candidate">1 page submitted.</change>'
        )
        assert 'who="#t1-ed2" status="unfinished">Sent back once.<' in lines[2]
        assert 'status="candidate">1 reading changed, 1 page submitted.<' in lines[3]
        assert 'who="#t1-app" status="draft">The OCR transcript was imported.<' in lines[4]

    def test_a_page_approved_is_not_yet_the_document(self) -> None:
        decisions = [
            decide(d.Submit(), 1),
            decide(d.Approve(), 2, by="Bob Editor"),
            decide(d.Submit(), 3, page=2, at=NOON + timedelta(hours=5)),
        ]
        xml = written(WRITER, make_edition(["a\f", "b"], decisions), profile="reading")
        assert 'status="approved"' not in xml

    def test_clocks_that_differ_do_not_turn_the_history_round(self, tmp_path: Path) -> None:
        decisions = [
            decide(FIX, 1, at=NOON + timedelta(hours=3)),
            decide(d.Submit(), 2, by="Bob Editor", at=NOON + timedelta(hours=1)),
        ]
        path = tmp_path / "file.xml"
        path.write_bytes(
            written(WRITER, make_edition("the solicy", decisions), profile="reading").encode()
        )
        assert WRITER.check(path, {"profile": "reading"}) == ()

    def test_the_engine_is_named_with_its_version(self) -> None:
        engine = Stamp("engine 2.3", "2026-01 en")
        xml = written(WRITER, make_edition("a", engine=engine), profile="archival")
        assert (
            '<application xml:id="t1-sug" ident="reviewer-engine" version="2.3">'
            "<label>Suggestion engine engine 2.3, dictionary 2026-01 en</label></application>"
        ) in xml
