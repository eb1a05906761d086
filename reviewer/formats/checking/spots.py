"""From an element of a TEI file to the place of the document that it is about."""

import re

from lxml import etree

from reviewer.core.spots import Spot
from reviewer.formats.xml import XML_ID, local, tei

_DECISION = re.compile(r"-(?:dec|m|q)(\d+)")
_NUMBER = re.compile(r"(\d+)$")
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("titleStmt/title", "sub", "subtitle"),
    ("titleStmt/title", "", "title"),
    ("titleStmt/author", "", "author"),
    ("publicationStmt/publisher", "", "publisher"),
    ("publicationStmt/date", "", "date"),
    ("publicationStmt/idno", "URI", "uri"),
    ("availability/licence", "", "licence"),
    ("msIdentifier/settlement", "", "settlement"),
    ("msIdentifier/repository", "", "repository"),
    ("msIdentifier/collection", "", "collection"),
    ("msIdentifier/idno", "shelfmark", "shelfmark"),
    ("keywords/term", "genre", "genre"),
    ("keywords/term", "classification", "classification"),
    ("keywords/term", "handling", "handling"),
    ("creation", "", "created"),
    ("correspAction/persName", "sent", "sender"),
    ("correspAction/orgName", "sent", "sender-organization"),
    ("correspAction/placeName", "sent", "sender-place"),
    ("correspAction/date", "sent", "sent"),
    ("correspAction/persName", "received", "recipient"),
    ("correspAction/orgName", "received", "recipient-organization"),
    ("correspAction/placeName", "received", "recipient-place"),
    ("correspAction/date", "received", "received"),
    ("langUsage", "", "languages"),
    ("physDesc", "", "physical"),
    ("normalization", "", "normalization"),
    ("hyphenation", "", "hyphenation"),
    ("interpretation", "", "interpretation"),
    ("publicationStmt", "", "publisher"),
    ("msIdentifier", "", "repository"),
    ("correspAction", "sent", "sender"),
    ("correspAction", "received", "recipient"),
)
"""Path of an element in the header, `@type` of it or of what it stands in, and the field."""


class Spots:
    """Knows the place of each element of a file. Made only for files that have a problem."""

    def __init__(self, root: etree._Element) -> None:
        self._places: dict[etree._Element, tuple[int, int, int]] = {}
        text = root.find(tei("text"))
        if text is not None:
            self._walk(text)

    def _walk(self, text: etree._Element) -> None:
        page = line = words = 0
        for event, element in etree.iterwalk(text, events=("start", "end")):
            if event == "end":
                words += len((element.tail or "").split())
                continue
            name = local(element)
            if name == "pb":
                page, words = _page(element, page + 1), 0
            elif name == "lb" and element.get("n", "").isdigit():
                line = int(element.get("n", ""))
            self._places[element] = page, line, words
            words += len((element.text or "").split())

    def of(self, element: etree._Element, word: str = "") -> Spot:
        """The place of an element, and of a word in it or behind it."""
        decision = _decision(element)
        if element not in self._places:
            return Spot(word=word, decision=decision, field=field_of(element))
        page, line, nth = self._places[element]
        # A block begins before the first of its lines does.
        first = element[0] if len(element) and not (element.text or "").strip() else element
        if local(first) == "lb":
            line = self._places[first][1]
        return Spot(page, line, word or _first_word(element), nth, decision)


def field_of(element: etree._Element) -> str:
    """The header field that an element was made from; empty where it was from none."""
    ancestors = [element, *element.iterancestors(etree.Element)]
    if not any(local(one) == "teiHeader" for one in ancestors):
        return ""
    for path, kind, name in _FIELDS:
        steps = path.split("/")
        for at, one in enumerate(ancestors):
            chain = [local(found) for found in reversed(ancestors[at : at + len(steps)])]
            types = {found.get("type", "") for found in ancestors[at : at + len(steps)]}
            if chain == steps and (not kind or kind in types):
                return name
            if local(one) == "teiHeader":
                break
    return ""


def _page(beginning: etree._Element, otherwise: int) -> int:
    """The number of a page: that in its id, as our files have it, else by counting."""
    found = _NUMBER.search(beginning.get(XML_ID, ""))
    return int(found[1]) if found else otherwise


def _decision(element: etree._Element) -> int:
    """The decision that made an element: our ids say it."""
    found = _DECISION.search(element.get(XML_ID, ""))
    return int(found[1]) if found else 0


def _first_word(element: etree._Element) -> str:
    for text in element.itertext(etree.Element):
        if words := str(text).split():
            return words[0]
    return ""
