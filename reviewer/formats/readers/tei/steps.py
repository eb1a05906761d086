"""What an archival file without a ledger tells of its review: states reached, and talk."""

from collections.abc import Iterator, Sequence

from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.archive import place_in_file
from reviewer.core.ids import DecisionId
from reviewer.core.shown import Saying, Signed, Talk
from reviewer.formats.readers.tei.people import Change, People, moment
from reviewer.formats.xml import XML_ID, tei, text_of

_ACTS: dict[str, d.Act] = {
    "candidate": d.Submit(),
    "approved": d.Approve(),
    "published": d.Publish(),
    "withdrawn": d.Withdraw(),
}
_SAYING = {
    "questioning": Saying.ASKS,
    "commenting": Saying.SAYS,
    "replying": Saying.REPLIES,
    "editing": Saying.DECLINES,
}
_REVIEWS = f"{tei('standOff')}/{tei('listAnnotation')}"


def read_steps(people: People) -> Iterator[d.Decision]:
    """The steps of the workflow that the revision history tells of, oldest first."""
    before = ""
    for change in reversed(people.history):
        act = _ACTS.get(change.status)
        if act and change.status != before and change.by and change.at:
            yield _step(change, act)
        before = change.status


def _step(change: Change, act: d.Act) -> d.Decision:
    assert change.at is not None, "only dated changes are steps"
    return d.Decision(DecisionId(0), place_in_file(None), change.by, change.at, act)


def read_talks(root: etree._Element, people: People) -> Sequence[Talk]:
    """What people said about places of the text, oldest first as far as it is dated."""
    found = [
        talk
        for group in root.iterfind(_REVIEWS)
        if group.get("type") not in ("ledger", "source")
        for annotation in group.iterfind(tei("annotation"))
        if (talk := _talk(annotation, people)) is not None
    ]
    return sorted(found, key=lambda talk: talk.signed.at.timestamp() if talk.signed.at else 0.0)


def _talk(annotation: etree._Element, people: People) -> Talk | None:
    saying = _SAYING.get(annotation.get("motivation", ""))
    if saying is None:
        return None
    review = annotation.find(tei("revisionDesc"))
    changes = [] if review is None else list(review.iter(tei("change")))
    signed = [_signed(change, people) for change in changes]
    first = signed[0] if signed else Signed()
    by = people.name(annotation.get("resp", "")) or first.by
    note = annotation.find(tei("note"))
    said = " ".join(text_of(note).split()) if note is not None else ""
    named = annotation.find(f".//{tei('mentioned')}")
    if saying is Saying.DECLINES:
        said = " ".join(text_of(named).split()) if named is not None else ""
    closed = review is not None and review.get("status") == "closed"
    return Talk(
        key=annotation.get(XML_ID, ""),
        target=annotation.get("target", "").split(" ")[0].removeprefix("#"),
        saying=saying,
        text=said,
        signed=Signed(by, first.at),
        closed=signed[-1] if closed and signed else None,
    )


def _signed(change: etree._Element, people: People) -> Signed:
    return Signed(people.name(change.get("who", "")), moment(change.get("when", "")))
