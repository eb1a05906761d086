"""What the TEI says of marks of every kind, and of how sure somebody was."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.marks import MarkName
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.writers.tei.corrections import is_reordered
from tests.formats.editions import decide, make_edition, written
from tests.formats.writers.test_tei import mark, message

WRITER = TeiWriter()


def sure(
    act: d.Act,
    certainty: d.Certainty | None,
    evidence: d.Ground | None = None,
    reference: str = "",
    way: d.Way = d.Way.TYPED,
) -> d.Decision:
    grounds = d.Grounds(way, certainty=certainty, evidence=evidence, reference=reference)
    return decide(act, 1, grounds=grounds)


FIX = d.Replace(d.Span(1, 1), "policy")


class TestSureness:
    def test_the_archive_says_how_sure_and_why(self) -> None:
        found = message(
            "archival", "the solicy was",
            sure(FIX, d.Certainty.LOW, d.Ground.EXTERNAL, "A parallel text", d.Way.ACCEPTED),
        )  # fmt: skip
        assert 'cert="low" evidence="external" source="#t1-par1"' in found

    def test_a_parallel_text_stands_in_the_header(self) -> None:
        edition = make_edition("the solicy", [sure(FIX, None, None, "A parallel  text")])
        xml = written(WRITER, edition, profile="archival")
        assert '<bibl type="parallel" xml:id="t1-par1">A parallel text</bibl>' in xml

    @pytest.mark.parametrize("profile", ["documentary", "reading"])
    @pytest.mark.parametrize("certainty", [d.Certainty.MEDIUM, d.Certainty.LOW])
    def test_doubtful_readings_are_unclear(self, profile: str, certainty: d.Certainty) -> None:
        found = message(profile, "the solicy was", sure(FIX, certainty, d.Ground.CONJECTURE))
        assert (
            f'the <unclear reason="illegible" cert="{certainty}" evidence="conjecture"'
            ' resp="#t1-ed1">policy</unclear> was'
        ) in found

    @pytest.mark.parametrize("certainty", [d.Certainty.HIGH, None])
    def test_sure_ones_are_plain_text(self, certainty: d.Certainty | None) -> None:
        assert "the policy was</p>" in message("reading", "the solicy was", sure(FIX, certainty))

    def test_a_doubt_is_told_once(self) -> None:
        inside = [
            sure(FIX, d.Certainty.LOW),
            decide(mark(MarkName.UNCLEAR, (1, 0), (1, 6), reason="faded"), 2),
        ]
        assert message("reading", "the solicy was", *inside) == (
            '<p xml:id="t1-p1">the <unclear reason="faded" resp="#t1-ed1">policy</unclear> was</p>'
        )
        assert '<corr resp="#t1-ed1" cert="low"' in message("archival", "the solicy was", *inside)
        assert "><unclear" in message("archival", "the solicy was", *inside)

    def test_doubtful_removals_vanish_with_their_blank(self) -> None:
        gone = sure(d.Replace(d.Span(1, 1), ""), d.Certainty.MEDIUM)
        assert message("documentary", "in Wald response", gone) == (
            '<p xml:id="t1-p1"><lb n="1"/>in response</p>'
        )

    def test_an_error_of_the_document_is_never_unclear(self) -> None:
        fix = sure(d.Replace(d.Span(1, 1), "policy", d.Cause.SOURCE), d.Certainty.LOW)
        assert '<corr resp="#t1-ed1" cert="low">policy</corr>' in message(
            "documentary", "the solicy was", fix
        )
        assert "the policy was" in message("reading", "the solicy was", fix)

    def test_signs_behind_a_word_stay_outside(self) -> None:
        fix = d.Replace(d.Span(1, 1), "policy.")
        assert "<sic>solicy</sic><corr" in message("archival", "the solicy.", fix).replace(
            ' source="#t1-ocr"', ""
        )
        assert "policy</corr></choice>.</p>" in message("archival", "the solicy.", fix)


class TestOrder:
    @pytest.mark.parametrize(
        "source, text, expected",
        [
            ("b a", "a b", True),
            ("c d a b", "a b c d", True),
            ("a b", "a b", False),
            ("a b", "a c", False),
            ("a b c", "c b", False),
            ("e f g h a b c dx", "a b c d e f g h", True),
            ("e f a bx", "a b e f", False),
        ],
    )
    def test_the_same_words_in_another_order(self, source: str, text: str, expected: bool) -> None:
        assert is_reordered(source, text) is expected

    def test_it_is_said_on_the_correction(self) -> None:
        found = message("archival", "x b a", d.Replace(d.Span(1, 2), "a b"))
        assert 'type="order">a b</corr>' in found


class TestGaps:
    def test_a_gap_in_the_place_of_words_stands_in_their_correction(self) -> None:
        lost = [
            d.Replace(d.Span(1, 2), ""),
            mark(MarkName.GAP, (1, 0), (1, 0), unit="line", quantity="1", precision="low"),
        ]
        found = message("archival", "a x y b", *lost)
        assert '"><gap reason="illegible" unit="line" quantity="1" precision="low"' in found
        assert "</gap></corr></choice> b" in found
        assert message("reading", "a x y b", *lost) == (
            '<p xml:id="t1-p1">a <gap reason="illegible" unit="line" quantity="1" precision="low"'
            ' resp="#t1-ed1"><desc>[…]</desc></gap> b</p>'
        )

    @pytest.mark.parametrize(
        "offset, unit, expected",
        [
            (0, "word", "a GAP bc d"),
            (0, "char", "a GAPbc d"),
            (1, "char", "a bGAPc d"),
            (2, "word", "a bc GAP d"),
            (2, "char", "a bcGAP d"),
        ],
    )
    def test_lost_words_stand_apart(self, offset: int, unit: str, expected: str) -> None:
        said = mark(MarkName.GAP, (1, offset), (1, offset), unit=unit, quantity="1")
        found = message("reading", "a bc d", said)
        start, end = found.index("<gap"), found.index("</gap>") + len("</gap>")
        assert f">{expected}</p>" in found[:start] + "GAP" + found[end:]

    def test_a_lost_line_stands_between_the_blocks(self) -> None:
        lost = [
            d.Replace(d.Span(1, 1), ""),
            mark(MarkName.GAP, (1, 0), (1, 0), unit="line", quantity="1"),
        ]
        found = message("reading", "one\n\nxx\n\ntwo", *lost)
        assert "one</p>\n<gap " in found
        assert '</gap>\n<p xml:id="t1-p2">two</p>' in found


class TestWhatWasWritten:
    def test_emphasis(self) -> None:
        said = mark(MarkName.EMPHASIS, (0, 0), (0, 1), rend="underline")
        assert '<hi rend="underline">a</hi> b' in message("reading", "a b", said)

    def test_regularized_words(self) -> None:
        said = mark(MarkName.REGULARIZED, (1, 0), (2, 4), regular="connection of")
        text = "the connexion ofte now"
        assert message("reading", text, said) == '<p xml:id="t1-p1">the connection of now</p>'
        assert (
            '<choice><orig>connexion ofte</orig><reg resp="#t1-ed1">connection of</reg></choice>'
        ) in message("documentary", text, said)
        bare = mark(MarkName.REGULARIZED, (1, 0), (1, 9))
        assert "<orig resp" in message("documentary", text, bare)
        assert "the connexion ofte" in message("reading", text, bare)

    def test_what_is_too_much_is_left_out_for_readers(self) -> None:
        said = mark(MarkName.SURPLUS, (1, 0), (1, 3), reason="repeated")
        assert '<surplus reason="repeated">the</surplus> b' in message(
            "documentary", "the the b", said
        )
        assert ">the b</p>" in message("reading", "the the b", said)

    def test_what_was_restored_stands_in_the_damage(self) -> None:
        said = [
            mark(MarkName.SUPPLIED, (1, 0), (1, 1), reason="damage"),
            mark(MarkName.DAMAGE, (0, 0), (1, 1), agent="water"),
        ]
        assert '<damage agent="water">a <supplied reason="damage" resp="#t1-ed1">b' in message(
            "documentary", "a b", *said
        )
        assert ">a <supplied" in message("reading", "a b", *said)

    def test_what_was_replaced(self) -> None:
        said = mark(
            MarkName.REPLACED, (1, 0), (1, 3),
            deleted="too", hand="blue pencil", place="above", rend="overtyped",
        )  # fmt: skip
        assert (
            '<subst><del rend="overtyped" hand="#t1-hand-blue-pencil">too</del>'
            '<add place="above" hand="#t1-hand-blue-pencil">two</add></subst>'
        ) in message("documentary", "your two letters", said)
        assert ">your two letters</p>" in message("reading", "your two letters", said)
        xml = written(WRITER, make_edition("your two letters", [said]), profile="documentary")
        assert '<handNote xml:id="t1-hand-blue-pencil">blue pencil</handNote>' in xml

    def test_who_is_meant_without_a_name(self) -> None:
        said = mark(MarkName.MENTION, (1, 0), (1, 9), type="person", ref="kennedy", name="Kennedy")
        xml = written(WRITER, make_edition("the President", [said]), profile="reading")
        assert 'the <rs type="person" ref="#t1-pers-kennedy">President</rs>' in xml
        assert '<person xml:id="t1-pers-kennedy"><persName>Kennedy</persName></person>' in xml

    def test_numbers_hold_text_alone(self) -> None:
        said = mark(MarkName.NUMBER, (1, 0), (2, 4), type="telegram")
        assert '<idno type="telegram">№ 1714</idno>' in message("reading", "at № 1714", said)
        fix = d.Replace(d.Span(1, 1), "№")
        assert '<seg type="number" subtype="telegram"' in message(
            "archival", "at No 1714", fix, said
        )
        assert '<idno type="telegram">№ 1714</idno>' in message("reading", "at No 1714", fix, said)

    def test_names_of_the_archive_can_be_pointed_to(self) -> None:
        said = mark(MarkName.PLACE, (0, 0), (0, 6))
        assert '<placeName resp="#t1-ed1" change="#t1-chg2" xml:id="t1-dec1">' in message(
            "archival", "Moscow", said
        )
