"""The ledger in the archival file: every decision once, none besides, and each as it was."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.reading import in_force
from reviewer.core.records import act_record, grounds_record, read_act, read_grounds
from reviewer.core.renumbering import counted
from reviewer.formats.feature_structures import read
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import TEI_NS, XML_ID, XML_NS
from tests.formats.editions import NOON, decide, editions, make_edition, written

WRITER = TeiWriter()
NAMES = {"t": TEI_NS, "x": XML_NS}
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def archive(edition: Edition, profile: str = "archival") -> etree._Element:
    return etree.fromstring(written(WRITER, edition, profile=profile).encode())


def status(entry: etree._Element) -> str:
    return entry.xpath("string(t:revisionDesc/@status)", namespaces=NAMES)  # type: ignore[return-value]


def ask(root: etree._Element, path: str) -> list[Any]:
    return root.xpath(path, namespaces=NAMES)  # type: ignore[return-value]


def entries(root: etree._Element) -> list[etree._Element]:
    return root.findall(".//t:standOff/t:listAnnotation[@type='ledger']/t:annotation", NAMES)


def told(entry: etree._Element) -> dict[str, tuple[str, dict[str, Any]]]:
    """The feature structures of an entry: the act under `act`, the others by their kind."""
    act, *others = (read(one) for one in entry.findall("t:note/t:fs", NAMES))
    return {"act": act} | {kind: (kind, values) for kind, values in others}


def standing(edition: Edition) -> set[int]:
    places = {one.place for one in edition.history}
    return {
        one.id
        for place in places
        for one in in_force([it for it in edition.history if it.place == place])
    }


@relaxed
@given(edition=editions())
def test_each_decision_is_found_once_and_none_besides(edition: Edition) -> None:
    root = archive(edition)
    assert [entry.get("n") for entry in entries(root)] == [str(one.id) for one in edition.history]
    for one in counted(edition.history):
        path = f"//t:listAnnotation[@type='ledger']/t:annotation[@n='{one.id}']"
        (entry,) = ask(root, path)
        act = told(entry)["act"]
        assert act[0] == one.act.name
        assert read_act({"act": act[0]} | act[1]) == one.act
        assert read_grounds(told(entry)["grounds"][1]) == one.grounds
        who = entry.get("resp")[1:]
        (person,) = ask(root, f"//t:respStmt[@x:id='{who}']/t:persName/text()")
        assert told(entry)["step"][1].get("by", person) == one.by
        assert (status(entry) == "in-force") == (one.id in standing(edition))


@relaxed
@given(edition=editions())
def test_what_a_decision_is_about_is_there(edition: Edition) -> None:
    root = archive(edition)
    ids = [one.get(XML_ID) for one in root.iter() if one.get(XML_ID)]
    assert len(ids) == len(set(ids))
    for entry in entries(root):
        assert {target[1:] for target in entry.get("target", "").split()} <= set(ids)


@relaxed
@given(edition=editions())
def test_every_change_of_wording_that_shows_is_pointed_at(edition: Edition) -> None:
    root = archive(edition)
    corrections = set(ask(root, "//t:corr/@x:id"))
    aims = {entry.get("n", ""): entry.get("target", "") for entry in entries(root)}
    pointed = {one[1:] for target in aims.values() for one in target.split()}
    assert corrections <= pointed
    for page in edition.pages:
        for word in (one for line in page.lines for one in line.words if one.changed):
            assert f"#t1-dec{word.decision}" in aims[str(word.decision)].split()


def test_an_entry_reads_so() -> None:
    grounds = d.Grounds(d.Way.ACCEPTED, "solicy", "policy", 1, 0.75, "lexicon")
    fix = decide(d.Replace(d.Span(1, 1), "policy"), 1, grounds=grounds)
    (entry,) = entries(archive(make_edition("the solicy", [fix])))
    assert {str(name): str(value) for name, value in entry.attrib.items()} == {
        XML_ID: "t1-log1",
        "n": "1",
        "motivation": "editing",
        "target": "#t1-dec1",
        "resp": "#t1-ed1",
        "change": "#t1-chg2",
        "ana": "#t1-dec-accepted",
    }
    (change,) = ask(entry, "t:revisionDesc/t:change")
    assert {str(name): str(value) for name, value in change.attrib.items()} == {
        "when": "2026-03-01T12:01:00Z",
        "who": "#t1-ed1",
    }
    assert told(entry) == {
        "act": ("replace", {"span": [1, 1], "text": "policy"}),
        "grounds": ("grounds", grounds_record(grounds)),
        "step": ("step", {"page": 1}),
    }


def test_moments_and_names_come_back_as_they_were() -> None:
    late = NOON + timedelta(hours=2, microseconds=120)
    edition = make_edition(
        "a b",
        [decide(d.Keep(d.Span(0, 0)), 1, by="Ada"), decide(d.Submit(), 2, by=" ADA", at=late)],
    )
    first, second = entries(archive(edition))
    assert first.get("resp") == second.get("resp")
    assert "by" not in told(first)["step"][1]
    assert told(second)["step"][1]["by"] == " ADA"
    when = ask(second, "t:revisionDesc/t:change/@when")
    assert when == ["2026-03-01T14:00:00.000120Z"]


@pytest.mark.parametrize(
    "act, motivation, target",
    [
        (d.Keep(d.Span(3, 3)), "assessing", "#t1-ocr-l2"),
        (d.SetRole(1, Role.HEADING), "classifying", "#t1-ocr-l2"),
        (d.Comment("really?", d.Span(2, 2), None, asks=True), "questioning", "#t1-ocr-l2"),
        (d.Comment("well", None, None), "commenting", "#t1-pb1"),
        (d.MoveLine(1, 0), "editing", "#t1-ocr-l2"),
        (d.Replace(d.Span(90, 90), "gone"), "editing", "#t1-pb1"),
        (d.Submit(), "assessing", "#t1-pb1"),
    ],
)
def test_what_acts_are_about(act: d.Act, motivation: str, target: str) -> None:
    (entry,) = entries(archive(make_edition("a b\nc d", [act])))
    assert (entry.get("motivation"), entry.get("target")) == (motivation, target)


def test_an_answer_points_to_what_it_answers() -> None:
    acts = [d.Comment("why?"), d.Reply(1, "so"), d.CloseThread(1), d.Revert((3, 77))]  # type: ignore[arg-type]
    found = entries(archive(make_edition("a b", acts)))
    assert [one.get("target") for one in found] == ["#t1-pb1", "#t1-log1", "#t1-log1", "#t1-log3"]
    assert [status(one) for one in found] == [
        "in-force",
        "in-force",
        "reverted",
        "in-force",
    ]


def test_the_header_is_set_for_the_whole_document() -> None:
    edition = make_edition("a", [])
    title = d.SetHeader("title", "A telegram")
    about = d.Decision(decide(title, 1).id, d.Place(edition.document.id), "Ada", NOON, title)
    (entry,) = entries(archive(make_edition("a", [about])))
    assert (entry.get("target"), told(entry)["step"][1]) == ("#t1", {})
    assert told(entry)["act"][1] == {"field_name": "title", "value": "A telegram"}


def test_texts_of_any_characters_come_back() -> None:
    mark = d.Mark(Anchor(0, 0), Anchor(0, 1), MarkName.NOTE, {"text": "e\u0301 \x01", "a b": "c"})
    (entry,) = entries(archive(make_edition("a", [mark])))
    assert read_act({"act": "mark"} | told(entry)["act"][1]) == mark
    assert act_record(mark)["attributes"] == {"text": "e\u0301 \x01", "a b": "c"}


@pytest.mark.parametrize("profile", ["reading", "documentary"])
def test_readers_get_no_ledger(profile: str) -> None:
    root = archive(make_edition("a b", [d.Replace(d.Span(0, 0), "x")]), profile)
    assert root.find(".//t:standOff", NAMES) is None


def test_nobody_decided_anything() -> None:
    assert not entries(archive(make_edition("a b")))


@pytest.mark.slow
@relaxed
@given(edition=editions())
def test_it_is_valid_by_our_schema_and_by_tei(edition: Edition, shared: Path) -> None:
    for path in (own_schema(), shared / "tei" / "tei_all.rng"):
        schema = load_schema(path)
        assert schema.validate(archive(edition).getroottree()), schema.error_log
