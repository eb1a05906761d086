"""Pointers that lead nowhere, and languages that are none."""

import re
from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, called, found
from reviewer.formats.xml import XML_ID, XML_LANG

_POINTERS = frozenset(
    "ref resp who source change ana corresp facs target targetEnd next prev hand spanTo".split()
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}|[xi])(-[A-Za-z0-9]{1,8})*")


def check_pointers(root: etree._Element) -> Iterator[Found]:
    """Pointers that lead nowhere, and names that should have been pointers."""
    ids = {identity for element in root.iter() if (identity := element.get(XML_ID))}
    for element in root.iter(etree.Element):
        for name, value in element.items():
            attribute = str(name)
            for target in str(value).split() if attribute in _POINTERS else ():
                if kind := _kind(target, attribute, ids):
                    yield found(
                        element, kind, name=called(element), attribute=attribute, target=target
                    )


def _kind(target: str, name: str, ids: set[str]) -> str:
    """What is wrong with a pointer; empty where it is sound."""
    if target.startswith("#"):
        return "" if target[1:] in ids else "nowhere"
    if target in ids:
        return "no_hash"
    plain = not any(char in target for char in "/:#.")
    return "no_pointer" if plain and name != "facs" else ""


def check_languages(root: etree._Element) -> Iterator[Found]:
    """`xml:lang` missing, or a word instead of a code."""
    if XML_LANG not in root.attrib:
        yield found(root, "no_language", severe=False)
    for element in root.iter(etree.Element):
        given = element.get(XML_LANG)
        if given is not None and not _LANGUAGE.fullmatch(given):
            yield found(element, "language", given=given)
