"""Conversations and what was declined, in the archival file."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.reading import in_force
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import TEI_NS, XML_ID, text_of
from tests.formats.editions import decide, editions, make_edition, written

NAMES = {"t": TEI_NS}
BOB = "Bob Editor"
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def archive(edition: Edition) -> etree._Element:
    return etree.fromstring(written(TeiWriter(), edition, profile="archival").encode())


def reviews(edition: Edition) -> list[etree._Element]:
    path = ".//t:standOff/t:listAnnotation[@type='review']/t:annotation"
    return archive(edition).findall(path, NAMES)


def told(found: etree._Element) -> tuple[str | None, str | None, str]:
    return found.get(XML_ID), found.get("motivation"), said(found)


def said(found: etree._Element) -> str:
    note = found.find("t:note", NAMES)
    assert note is not None
    return text_of(note)


def changes(found: etree._Element) -> tuple[str | None, list[tuple[str | None, str | None]]]:
    history = found.find("t:revisionDesc", NAMES)
    assert history is not None
    return history.get("status"), [(one.get("who"), one.get("status")) for one in history]


def test_a_conversation_that_was_closed() -> None:
    edition = make_edition(
        "a b\nc d",
        [
            decide(d.Comment("Who is this?", d.Span(2, 2), None, asks=True), 1, by=BOB),
            decide(d.Reply(1, "The consul."), 2),  # type: ignore[arg-type]
            decide(d.CloseThread(1), 3, by=BOB),  # type: ignore[arg-type]
        ],
    )
    question, reply = reviews(edition)
    assert told(question) == ("t1-ann1", "questioning", "Who is this?")
    assert question.get("target") == "#t1-ocr-l2"
    assert changes(question) == ("closed", [("#t1-ed1", None), ("#t1-ed1", "closed")])
    assert told(reply) == ("t1-ann2", "replying", "The consul.")
    assert reply.get("target") == "#t1-ann1"
    assert changes(reply) == (None, [("#t1-ed2", None)])


def test_a_query_in_the_text_is_a_conversation_too() -> None:
    query = d.Mark(Anchor(0, 0), Anchor(0, 1), MarkName.QUERY, {"text": "Sure?"})
    acts: list[Any] = [query, d.Reply(1, "No."), d.CloseThread(1), d.OpenThread(1)]  # type: ignore[arg-type]
    asked, reply = reviews(make_edition("a b", acts))
    assert asked.get(XML_ID) == "t1-q1"
    assert changes(asked)[0] == "open"
    assert [status for _, status in changes(asked)[1]] == [None, "closed", "open"]
    assert reply.get("target") == "#t1-q1"


def test_a_suggestion_that_was_declined() -> None:
    grounds = d.Grounds(suggestion="Cuba", rank=1, source="lexicon")
    edition = make_edition("a Kuba", [decide(d.Keep(d.Span(1, 1)), 1, grounds=grounds)])
    (declined,) = reviews(edition)
    assert told(declined) == ("t1-ann1", "editing", "Suggested reading: Cuba")
    assert (declined.get("source"), declined.get("target")) == ("#t1-sug", "#t1-ocr-l1")
    assert changes(declined)[0] == "rejected"
    assert b'<application xml:id="t1-sug"' in etree.tostring(archive(edition))


def test_a_suggestion_taken_is_none_declined() -> None:
    grounds = d.Grounds(d.Way.ACCEPTED, suggestion="Cuba")
    fix = d.Replace(d.Span(1, 1), "Cuba")
    assert reviews(make_edition("a Kuba", [decide(fix, 1, grounds=grounds)])) == []


def test_a_reading_that_the_editor_rejected() -> None:
    edition = make_edition(
        "a Kuba",
        [
            decide(d.Replace(d.Span(1, 1), "Cuban"), 1),
            decide(d.Submit(), 2),
            decide(d.Reject((1,), "See line 4"), 3, by=BOB),  # type: ignore[arg-type]
        ],
    )
    (rejected,) = reviews(edition)
    assert told(rejected) == ("t1-ann3", "editing", "Rejected reading: Cuban. See line 4")
    assert (rejected.get("target"), rejected.get("resp")) == ("#t1-ocr-l1", "#t1-ed2")


def test_what_was_taken_back_is_not_said() -> None:
    acts: list[Any] = [d.Comment("Oh"), d.Revert((1,))]  # type: ignore[arg-type]
    assert reviews(make_edition("a", acts)) == []


@relaxed
@given(edition=editions())
def test_whatever_was_said_the_file_is_sound(edition: Edition) -> None:
    root = archive(edition)
    schema = load_schema(own_schema())
    assert schema.validate(root.getroottree()), schema.error_log
    ids = {one.get(XML_ID) for one in root.iter()}
    for found in root.iterfind(".//t:listAnnotation[@type='review']/t:annotation", NAMES):
        assert {target[1:] for target in found.get("target", "").split()} <= ids
    ledgers = [[one for one in edition.history if one.place == place] for place in places(edition)]
    talk = [one for ledger in ledgers for one in in_force(ledger)]
    comments = [one for one in talk if isinstance(one.act, d.Comment | d.Reply)]
    motives = ("commenting", "questioning", "replying")
    spoken = [
        one
        for one in root.iterfind(".//t:listAnnotation[@type='review']/t:annotation", NAMES)
        if one.get("motivation") in motives and "-ann" in one.get(XML_ID, "")
    ]
    assert len(spoken) == len(comments)


def places(edition: Edition) -> set[d.Place]:
    return {one.place for one in edition.history}
