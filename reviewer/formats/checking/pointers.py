"""Pointers that lead nowhere, and languages that are none."""

import re
from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, called, found
from reviewer.formats.xml import XML_LANG

_POINTERS = frozenset(
    "ref resp who source change ana corresp facs target targetEnd next prev hand spanTo".split()
)
_IDS = etree.XPath("//@xml:id", smart_strings=False)
_LANGUAGES = etree.XPath("//@xml:lang", smart_strings=False)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}|[xi])(-[A-Za-z0-9]{1,8})*")


def check_pointers(root: etree._Element) -> Iterator[Found]:
    """Pointers that lead nowhere, and names that should have been pointers."""
    ids = {str(identity) for identity in _texts(_IDS(root)) if identity}
    sound: set[tuple[str, str]] = set()  # each value is looked at once: nearly always all is well
    for element in root.iter(etree.Element):
        for name, value in element.items():
            attribute, given = str(name), str(value)
            if attribute not in _POINTERS or (attribute, given) in sound:
                continue
            kinds = {target: _kind(target, attribute, ids) for target in given.split()}
            for target, kind in kinds.items():
                if kind:
                    yield found(
                        element, kind, name=called(element), attribute=attribute, target=target
                    )
            if not any(kinds.values()):
                sound.add((attribute, given))


def _texts(found: object) -> list[str]:
    """What an expression found that finds attributes."""
    return [str(one) for one in found] if isinstance(found, list) else []


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
    if all(map(_LANGUAGE.fullmatch, _texts(_LANGUAGES(root)))):
        return
    for element in root.iter(etree.Element):
        given = element.get(XML_LANG)
        if given is not None and not _LANGUAGE.fullmatch(given):
            yield found(element, "language", given=given)
