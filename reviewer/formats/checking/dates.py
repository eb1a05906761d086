"""Dates that are valid and wrong: not the one that is written, or in another calendar."""

import re
from collections.abc import Iterator

from lxml import etree

from reviewer.core.dates import meanings
from reviewer.formats.checking.found import Found, found
from reviewer.formats.xml import local, tei, text_of

_RANGE = ("from", "to", "notBefore", "notAfter")
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_OLD_STYLE = re.compile(r"\b(?:O\.\s?S\.|Old Style|ст(?:арого|\.)\s*ст(?:иля|\.))", re.IGNORECASE)


def check_dates(root: etree._Element) -> Iterator[Found]:
    """What dates in the text say, beside what is written."""
    text = root.find(tei("text"))
    for element in text.iter(tei("date")) if text is not None else ():
        said, shown = element.get("when", ""), " ".join(_read(element).split())
        if said and any(element.get(name) for name in _RANGE):
            yield found(element, "date_twice", word=shown)
        if not said:
            continue
        if _OLD_STYLE.search(shown) and not element.get("calendar"):
            yield found(element, "date_old_style", severe=False, word=shown, date=said)
        elif _is_other(said, shown):
            yield found(element, "date_other", severe=False, word=shown, date=said)
        if "T" in said and not _ZONE.search(said):
            yield found(element, "date_zone", severe=False, word=shown, date=said)


def _read(element: etree._Element) -> str:
    """The words of a date as they are read: the correction of a choice, not what stood there."""
    parts = [element.text or ""]
    for child in element:
        last = child[-1] if child.tag == tei("choice") and len(child) else child
        parts += [text_of(last) if local(last) else "", child.tail or ""]
    return "".join(parts)


def _is_other(said: str, shown: str) -> bool:
    """Whether what is written is a whole date, and none of those that `when` may name."""
    possible = meanings(shown)
    day = said.partition("T")[0]
    return bool(possible) and not any(
        one.partition("T")[0].startswith(day) or day.startswith(one.partition("T")[0])
        for one in possible
    )
