"""The header: every declared field has its place, and whatever is typed leaves the file sound."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.findings import Stamp
from reviewer.core.header import FIELDS, Section, is_uri
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.people import Member, People
from reviewer.core.states import State
from reviewer.formats.readers.tei.header import fields
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import TEI_NS, text_of
from tests.formats.editions import decide, make_edition, written

WRITER = TeiWriter()
NAMES = {"t": TEI_NS, "x": "http://www.w3.org/XML/1998/namespace"}
ADA, BOB = "Ada Reviewer", "Bob Editor"
PERSON = LexiconEntry(EntryKind.PERSON, "Berg, Ole", authorities=(("gnd", "118"),))
values = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "1950-09-27", "27 September 1950, 11.30", "about 1950", "4/6/63", "en; ru: Russian",
            "https://a.example/b", "Berg, Ole; Lind <https://viaf.org/1>", "Oslo", "A; B", ";", "",
        ]
    ),
)  # fmt: skip
headers = st.dictionaries(st.sampled_from([field.name for field in FIELDS]), values)
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def root_of(edition: Edition, profile: str = "reading") -> etree._Element:
    return etree.fromstring(written(WRITER, edition, profile=profile).encode())


def header(fields: Mapping[str, str], *acts: Any, **more: Any) -> etree._Element:
    edition = make_edition("Berg was here", list(acts), header=fields)
    return root_of(replace(edition, **more))


def ask(root: etree._Element, path: str) -> list[Any]:
    return root.xpath(path, namespaces=NAMES)  # type: ignore[return-value]


def texts(root: etree._Element, path: str) -> list[str]:
    return [text_of(one) for one in ask(root, path)]


@pytest.mark.parametrize("field", [one for one in FIELDS if one.section is not Section.COLLECTION])
def test_a_field_changes_the_element_it_says(field: Any) -> None:
    value = {
        "date": "3 March 1948",
        "uri": "https://a.example/1",
        "languages": "nn: Norwegian",
    }.get(field.sort, "something")
    before, after = header({}), header({field.name: value, "settlement": "Oslo"})
    path = "//t:teiHeader//t:" + "/t:".join(field.element.split("/"))
    there = [etree.tostring(one) for one in ask(after, path)]
    assert there != [etree.tostring(one) for one in ask(before, path)]


def test_names_lead_to_registers_and_authorities() -> None:
    root = header({"sender": "Berg, Ole; Lind <https://viaf.org/1>"}, entries=(PERSON,))
    assert ask(root, "//t:correspAction/t:persName/@ref") == [
        "#t1-pers-berg-ole",
        "https://viaf.org/1",
    ]
    assert texts(root, "//t:person[@x:id='t1-pers-berg-ole']/t:idno[@type='GND']") == ["118"]


def test_a_name_of_the_text_is_the_same_in_the_header() -> None:
    mark = d.Mark(Anchor(0, 0), Anchor(0, 4), MarkName.PERSON, {"ref": "Berg", "name": "Berg, O."})
    root = header({"recipient": "Berg, O.", "sender": "Nobody"}, mark)
    assert ask(root, "//t:correspAction/t:persName/@ref") == ["#t1-pers-berg"]


def test_dates_are_read_and_kept_as_typed() -> None:
    root = header(
        {"sent": "27 September 1950, 11.30", "received": "4/6/63", "created": "about 1950"}
    )
    sent, received = ask(root, "//t:correspAction/t:date")
    assert (sent.get("when"), text_of(sent)) == ("1950-09-27T11:30:00", "27 September 1950, 11.30")
    assert (received.get("when"), text_of(received)) == (None, "4/6/63")
    (created,) = ask(root, "//t:creation/t:date")
    assert (created.get("when"), created.get("cert")) == ("1950", "low")


def test_languages_are_the_document_s_and_those_named() -> None:
    root = header({"languages": "en: English (translation); ru"})
    assert ask(root, "//t:language/@ident") == ["en", "ru"]
    assert texts(root, "//t:language") == ["English (translation)", "Russian"]


def test_lists_are_a_term_each() -> None:
    root = header({"classification": "SECRET", "handling": "PRIORITY; LIMDIS"})
    assert texts(root, "//t:term[@type='handling']") == ["PRIORITY", "LIMDIS"]


def test_other_texts_that_readings_rest_on() -> None:
    grounds = d.Grounds(reference="Another  copy")
    decisions = [decide(d.Replace(d.Span(n, n), "x"), n + 1, grounds=grounds) for n in range(2)]
    root = header({}, *decisions)
    assert texts(root, "//t:bibl[@type='parallel']") == ["Another copy"]


def test_rules_are_named() -> None:
    grounds = d.Grounds(d.Way.RULE, form="Kuba")
    decisions = [decide(d.Replace(d.Span(n, n), "Cuba"), n + 1, grounds=grounds) for n in range(2)]
    (said,) = texts(header({}, *decisions), "//t:normalization/t:p")
    assert "“Kuba” to “Cuba” (2 times)" in said
    assert "Nothing else was changed." in texts(header({}), "//t:normalization/t:p")[0]


@pytest.mark.parametrize(
    "state, status, words",
    [
        (State.NEW, "draft", "Draft, not approved for publication"),
        (State.APPROVED, "approved", "Reviewed and approved edition"),
        (State.PUBLISHED, "published", "Reviewed and published edition"),
        (State.WITHDRAWN, "withdrawn", "Withdrawn, no longer to be used: a draft for reference"),
    ],
)
def test_the_state_is_said(state: State, status: str, words: str) -> None:
    root = header({}, d.Submit(), state=state, version=2)
    assert ask(root, "//t:revisionDesc/@status") == [status]
    assert ask(root, "//t:revisionDesc/t:change[1]/@status") == [status]
    (edition,) = ask(root, "//t:edition")
    assert (edition.get("n"), text_of(edition)) == ("2", f"{words}, version 2")


def test_work_of_one_person_is_said_openly() -> None:
    acts = [decide(d.Submit(), 1), decide(d.Approve(), 2)]
    root = header({}, *acts, state=State.APPROVED, alone=True)
    assert "no second person has checked it" in texts(root, "//t:correction/t:p")[0]
    assert "approval for publication, own work included" in texts(root, "//t:respStmt/t:resp")
    assert "no second person" not in texts(header({}, *acts), "//t:correction/t:p")[0]


def test_people_known_by_several_names_are_one() -> None:
    people = People((Member("Ada Reviewer", also=("A. R.",)),))
    acts = [decide(d.Keep(d.Span(0, 0)), 1, by="A. R."), decide(d.Keep(d.Span(1, 1)), 2, by=ADA)]
    root = header({}, *acts, people=people)
    assert texts(root, "//t:respStmt/t:persName") == [ADA]


def test_programs_are_named() -> None:
    root = header({"ocr-engine": "tesseract 5.3"}, engine=Stamp("1.2", "en-3"))
    assert ask(root, "//t:application/@ident") == ["reviewer", "reviewer-engine", "ocr-engine"]
    assert ask(root, "//t:application/@version")[1:] == ["1.2", "5.3"]


@relaxed
@given(fields=headers)
def test_whatever_is_typed_the_file_is_sound(fields: dict[str, str]) -> None:
    schema = load_schema(own_schema())
    for profile in ("reading", "archival"):
        root = root_of(make_edition("a", header=fields), profile)
        assert schema.validate(root.getroottree()), schema.error_log
        ids = set(ask(root, "//@x:id"))
        for one in ask(root, "//t:correspAction/*/@ref"):
            assert one[1:] in ids if one.startswith("#") else is_uri(one)


@pytest.mark.slow
@relaxed
@given(fields=headers)
def test_and_it_is_tei(fields: dict[str, str], shared: Path) -> None:
    schema = load_schema(shared / "tei" / "tei_all.rng")
    edition = make_edition("a", [decide(d.Comment("well"), 1)], header=fields)
    assert schema.validate(root_of(edition, "archival").getroottree()), schema.error_log


def test_a_reader_finds_again_what_was_written() -> None:
    given = {
        "title": "Ice",
        "sender": "Berg, Ole; Lind <https://viaf.org/viaf/1>",
        "sender-organization": "Legation",
        "sender-place": "Oslo",
        "sent": "1950-09-27",
        "recipient": "Dahl",
        "received": "1950-10-01",
        "languages": "en: English (translation); ru: Russian",
        "genre": "telegram",
        "handling": "PRIORITY; LIMDIS",
        "repository": "Archive",
        "shelfmark": "F 1",
        "physical": "Two sheets",
    }
    assert fields(root_of(make_edition("a", header=given))) == given
