"""Words that a line's end parts: ALTO gives the whole word at both halves (`SUBS_CONTENT`)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from reviewer.formats.binding import SourceLine, SourceWord
from reviewer.formats.characters import lawful
from reviewer.formats.rewriting import Plan, Slot

_HYPHENS = "-\u00ad\u00ac\u2010\u2011="
_EDGES = re.compile(r"^\W+|\W+$")


def mend_halves(plan: Plan, sources: Sequence[SourceLine]) -> None:
    """Let what is said of whole words follow the corrections of their parts.

    Where the halves are not two halves any more, nothing is said.
    """
    now: dict[int, list[Slot]] = {}
    for line in plan.lines:
        for slot in line.slots:
            if slot.source is not None:
                now.setdefault(id(slot.source), []).append(slot)
    words = [word for line in sources for word in line.words]
    paired: set[int] = set()
    for first, second in pairwise(words):
        if _kind(first) == "HypPart1" and _kind(second) == "HypPart2":
            paired |= {id(first), id(second)}
            _mend(first, second, now.get(id(first), []), now.get(id(second), []))
    for word in words:
        if id(word) not in paired and any(slot.changed for slot in now.get(id(word), [])):
            _forget(word.element)


def _mend(
    first: SourceWord, second: SourceWord, start: Sequence[Slot], end: Sequence[Slot]
) -> None:
    if start and end and not start[0].changed and not end[0].changed:
        return
    hyphened = first.piece.text[-1:] in _HYPHENS
    if not start or not end or (hyphened and start[0].text[-1:] not in _HYPHENS):
        for word in (first, second):
            _forget(word.element)
        return
    before = first.piece.text.rstrip(_HYPHENS) + second.piece.text
    whole = start[0].text.rstrip(_HYPHENS) + end[0].text
    said = first.element.get("SUBS_CONTENT") or second.element.get("SUBS_CONTENT") or ""
    if said != before and said == _EDGES.sub("", before):
        whole = _EDGES.sub("", whole)  # punctuation does not belong to the word here
    for word in (first, second):
        word.element.set("SUBS_CONTENT", lawful(whole))


def _kind(word: SourceWord) -> str:
    return str(word.element.get("SUBS_TYPE") or "")


def _forget(element: etree._Element) -> None:
    for name in ("SUBS_TYPE", "SUBS_CONTENT"):
        if name in element.attrib:
            del element.attrib[name]
