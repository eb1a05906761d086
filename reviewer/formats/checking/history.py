"""A revision history that contradicts itself, and drafts that pass for editions."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from reviewer.formats.checking.found import Found, found
from reviewer.formats.xml import tei, text_of

_PUBLISHED = {"approved", "published"}
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")


def check_history(root: etree._Element) -> Iterator[Found]:
    """Changes without date or person, out of order, or against the status of the whole."""
    history = _history(root)
    if history is None:
        return
    changes = history.findall(tei("change"))
    for change in changes:
        for name in ("when", "who"):
            if not change.get(name):
                yield found(change, f"change_no_{name}")
        moment = change.get("when", "")
        if "T" in moment and not _ZONE.search(moment):
            yield found(change, "change_zone", severe=False, moment=moment)
    yield from _order(changes)
    status = history.get("status", "")
    newest = changes[0].get("status", "") if changes else ""
    if status and newest and status != newest:
        yield found(history, "status", status=status, newest=newest)


def _order(changes: list[etree._Element]) -> Iterator[Found]:
    for newer, older in pairwise(changes):
        if _before(newer.get("when", ""), older.get("when", "")):
            yield found(newer, "change_older")
        if newer.get("n") and older.get("n") and _number(newer) <= _number(older):
            yield found(newer, "change_count")


def check_draft(root: etree._Element) -> Iterator[Found]:
    """An edition for readers that is not approved and does not say so (ENCODING.md, 5)."""
    history = _history(root)
    profile = root.find(f".//{tei('editorialDecl')}")
    if history is None or profile is None or history.get("status") in _PUBLISHED:
        return
    edition = root.find(f".//{tei('editionStmt')}/{tei('edition')}")
    words = text_of(edition).lower() if edition is not None else ""
    if profile.get("n") in ("reading", "documentary") and "draft" not in words:
        yield found(history, "draft", severe=False)


def _history(root: etree._Element) -> etree._Element | None:
    return root.find(f"{tei('teiHeader')}/{tei('revisionDesc')}")


def _before(one: str, other: str) -> bool:
    # UTC dateTimes of one form compare as text; dates are compared as far as both go.
    length = min(len(one), len(other))
    return bool(length) and one[:length] < other[:length]


def _number(change: etree._Element) -> int:
    text = change.get("n", "")
    return int(text) if text.isdigit() else 0
