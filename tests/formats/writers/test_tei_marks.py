"""Marks as people make them at the desk: valid in all profiles, and saying what was said."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.conventions import conventions
from reviewer.core.edition import Edition, Profile
from reviewer.core.fold import fold
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marked import Target
from reviewer.core.marking import after, plan, supply
from reviewer.core.marks import POINTS, Anchor, MarkName
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import body_of, make_edition, saved, written

WRITER = TeiWriter()
TEXT = "President Kennedy handed Mikeyan a message\nof the Dept. on 4/6/63 about detente.\n"
SAID: dict[MarkName, dict[str, str]] = {
    MarkName.PERSON: {"ref": "Mikoyan, Anastas", "name": "Mikoyan, Anastas"},
    MarkName.PLACE: {"ref": "Moscow", "name": "Moscow"},
    MarkName.ORGANIZATION: {"ref": "Department of State", "name": "Department of State"},
    MarkName.DATE: {"when": "1963-04-06"},
    MarkName.UNCLEAR: {"reason": "faded", "cert": "low"},
    MarkName.GAP: {"unit": "word", "quantity": "2", "reason": "damage"},
    MarkName.SUPPLIED: {"reason": "omitted", "cert": "high"},
    MarkName.DELETED: {"rend": "overstrike"},
    MarkName.ADDED: {"place": "above", "rend": "handwritten"},
    MarkName.ABBREVIATION: {"expansion": "Department"},
    MarkName.FOREIGN: {"lang": "fr"},
    MarkName.SIC: {},
    MarkName.EMPHASIS: {"rend": "underline"},
    MarkName.REGULARIZED: {"regular": "Mikoyan"},
    MarkName.DAMAGE: {"agent": "water"},
    MarkName.SURPLUS: {"reason": "repeated"},
    MarkName.REPLACED: {"deleted": "him", "hand": "blue pencil", "place": "above"},
    MarkName.MENTION: {"type": "person", "ref": "Mikoyan, Anastas"},
    MarkName.NUMBER: {"type": "telegram"},
    MarkName.SEGMENT: {"type": "typist"},
    MarkName.NOTE: {"text": "Anastas Mikoyan & nobody else"},
    MarkName.QUERY: {"text": "Is this <he>?"},
}
TARGETS = {
    "word": Target((0, 25), (0, 32), exact=False),
    "words": Target((0, 10), (0, 32)),
    "part": Target((0, 27), (0, 30)),
    "lines": Target((0, 33), (1, 12)),
    "place": Target((0, 24), (0, 24)),
}


def page() -> PageReading:
    return fold(Page(1, make_lines(TEXT)))


def edition(*acts: d.Act) -> Edition:
    return make_edition(TEXT, list(acts))


def check(made: Edition, folder: Path) -> dict[Profile, str]:
    """The body of the file in each profile, which must pass every check."""
    found = {}
    for profile in Profile:
        xml = written(WRITER, made, profile=profile)
        path = saved(folder, xml)
        assert [one for one in WRITER.check(path, {"profile": profile}) if one.severe] == []
        found[profile] = body_of(xml)
    return found


@pytest.mark.parametrize("where", TARGETS)
@pytest.mark.parametrize("name", MarkName)
def test_each_mark_is_valid_wherever_it_can_stand(
    name: MarkName, where: str, tmp_path: Path
) -> None:
    planned = plan(page(), TARGETS[where], name, SAID[name])
    if planned.refused:
        assert where == "place"
        assert name not in POINTS
        return
    check(edition(*planned.acts), tmp_path)


@pytest.mark.parametrize("outer", MarkName)
@pytest.mark.parametrize("inner", MarkName)
def test_each_mark_is_valid_inside_each_other(
    outer: MarkName, inner: MarkName, tmp_path: Path
) -> None:
    first = plan(page(), TARGETS["words"], outer, SAID[outer])
    now = after(page(), first.acts)
    second = plan(now, Target((0, 10), (0, 17)), inner, SAID[inner])
    corrected = d.Replace(d.Span(3, 3), "Mikoyan")
    if second.refused is None:
        check(edition(*first.acts, *second.acts, corrected), tmp_path)


@pytest.mark.parametrize(
    "name, expected",
    [
        (MarkName.UNCLEAR, '<unclear reason="faded" cert="low"'),
        (MarkName.GAP, '<gap reason="damage" unit="word" quantity="2"'),
        (MarkName.DELETED, '<del rend="overstrike"'),
        (MarkName.ADDED, '<add place="above" rend="handwritten"'),
        (MarkName.FOREIGN, '<foreign xml:lang="fr"'),
        (MarkName.SIC, "<sic>Mikeyan</sic>"),
        (MarkName.DATE, '<date when="1963-04-06"'),
        (MarkName.PERSON, '<persName ref="#t1-pers-mikoyan-anastas"'),
    ],
)
def test_a_scholar_reads_what_was_said(name: MarkName, expected: str, tmp_path: Path) -> None:
    planned = plan(page(), TARGETS["word"], name, SAID[name])
    assert expected in check(edition(*planned.acts), tmp_path)[Profile.DOCUMENTARY]


def test_an_error_of_the_document_is_plain_text_to_readers(tmp_path: Path) -> None:
    planned = plan(page(), TARGETS["word"], MarkName.SIC, {})
    reading = check(edition(*planned.acts), tmp_path)[Profile.READING]
    assert "sic" not in reading
    assert "handed Mikeyan a" in reading


def test_supplied_words_are_valid(tmp_path: Path) -> None:
    planned = supply(page(), (0, 32), "then", SAID[MarkName.SUPPLIED])
    bodies = check(edition(*planned.acts), tmp_path)
    assert 'Mikeyan <supplied reason="omitted" cert="high"' in bodies[Profile.READING]


@pytest.mark.parametrize(
    "sign",
    ["[illegible]", "[?]", "[sic]", "[2 words illegible]", "[deleted: the]", "[Note: so]", "[x?]"],
)
def test_typed_signs_are_valid_marks(sign: str, tmp_path: Path) -> None:
    text = TEXT.replace("a message", f"a {sign} message")
    (offer,) = conventions(fold(Page(1, make_lines(text))))
    bodies = check(make_edition(text, list(offer.acts)), tmp_path)
    assert "[" not in bodies[Profile.READING].replace("<desc>[", "")


def test_the_register_says_what_authority_files_call_a_name(tmp_path: Path) -> None:
    acts = [
        *plan(page(), TARGETS["word"], MarkName.PERSON, SAID[MarkName.PERSON]).acts,
        *plan(page(), Target((1, 7), (1, 12)), MarkName.ORGANIZATION, {"ref": "State"}).acts,
    ]
    known = (
        LexiconEntry(
            EntryKind.PERSON,
            "Mikoyan, Anastas",
            authorities=(("viaf", "44300636"), ("GND", "118783823"), ("Our  <file>", " 7 ")),
        ),
        LexiconEntry(EntryKind.PLACE, "State", authorities=(("geonames", "1"),)),
    )
    made = replace(edition(*acts), entries=known)
    check(made, tmp_path)
    for profile in Profile:
        xml = written(WRITER, made, profile=profile)
        assert (
            '<persName>Mikoyan, Anastas</persName><idno type="VIAF">44300636</idno>'
            '<idno type="GND">118783823</idno><idno type="our-file">7</idno></person>'
        ) in xml
        assert "GeoNames" not in xml  # the place of that name is another


@pytest.mark.parametrize("text, at", [("Mike yanx", 4), ("xMike yan", 6), ("Mike yanx", 2)])
def test_blanks_around_a_gap_come_with_the_correction_that_brought_them(
    text: str, at: int, tmp_path: Path
) -> None:
    """Else the file would say that they had stood in the OCR's word."""
    before = d.Mark(Anchor(3, 0), Anchor(3, at), MarkName.FOREIGN, {"lang": "fr"})
    gap = d.Mark(Anchor(3, at), Anchor(3, at), MarkName.GAP, {})
    check(edition(d.Replace(d.Span(3, 3), text), gap, before), tmp_path)
