"""The header as a profile wants it: what is kept of ours, and elements set by their path."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reviewer.core.profile import Heading, OwnProfile
from reviewer.formats.profiles.templates import fill
from reviewer.formats.writers.tei.nodes import Element

_STEP = re.compile(r"(@?)([\w.:-]+)((?:\[@[\w.:-]+='[^']*'\])*)")
_TEST = re.compile(r"\[@([\w.:-]+)='([^']*)'\]")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "teiHeader": ("fileDesc", "encodingDesc", "profileDesc", "xenoData", "revisionDesc"),
    "fileDesc": (
        "titleStmt",
        "editionStmt",
        "extent",
        "publicationStmt",
        "seriesStmt",
        "notesStmt",
        "sourceDesc",
    ),
    "titleStmt": ("title", "author", "editor", "sponsor", "funder", "principal", "respStmt"),
    "publicationStmt": ("publisher", "pubPlace", "address", "date", "idno", "availability"),
    "msIdentifier": ("country", "region", "settlement", "institution", "repository"),
    "profileDesc": (
        "abstract",
        "creation",
        "langUsage",
        "textClass",
        "correspDesc",
        "particDesc",
        "settingDesc",
    ),
}
"""In which order TEI wants the children of some elements."""


class _Step(NamedTuple):
    name: str
    tests: Mapping[str, str]
    attribute: bool


def make_header(header: Element, profile: OwnProfile, values: Mapping[str, str]) -> Element:
    """The header of a file, made of ours."""
    plan = profile.header
    made = header if plan.keep is None else _kept(header, plan)
    for path in plan.drop:
        _drop(made, list(_steps(path)))
    for path, templates in plan.fields.items():
        text = fill(templates, values, profile.maps)
        if text:
            _set(made, list(_steps(path)), text)
    return made


def entries_of(header: Element) -> dict[str, dict[str, str]]:
    """The entries of the registers by their ids: `name`, and `idno.SCHEME`."""
    found: dict[str, dict[str, str]] = {}
    for one in header.walk():
        if one.name not in ("person", "org", "place") or "xml:id" not in one.attributes:
            continue
        entry = found.setdefault(one.attributes["xml:id"], {})
        for child in _elements(one):
            text = "".join(part for part in child.children if isinstance(part, str))
            if child.name == "idno":
                entry[f"idno.{child.attributes.get('type', '')}"] = text
            elif child.name.endswith("Name"):
                entry.setdefault("name", text)
    return found


def _steps(path: str) -> Iterator[_Step]:
    for at, name, tests in _STEP.findall(path):
        yield _Step(name, dict(_TEST.findall(tests)), bool(at))


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _fits(element: Element, step: _Step) -> bool:
    tests = step.tests.items()
    return element.name == step.name and all(element.attributes.get(k) == v for k, v in tests)


def _kept(header: Element, plan: Heading) -> Element:
    """A copy of the header with nothing but what is kept, and what is around that."""
    made = Element(header.name, dict(header.attributes))
    for path in plan.keep or ():
        _take(header, made, list(_steps(path)))
    return made


def _take(source: Element, target: Element, steps: list[_Step]) -> None:
    for child in _elements(source):
        if not steps or not _fits(child, steps[0]):
            continue
        if len(steps) == 1:
            _insert(target, child)
            continue
        known = next((one for one in _elements(target) if one.name == child.name), None)
        if known is None:
            known = Element(child.name, dict(child.attributes))
            _insert(target, known)
        _take(child, known, steps[1:])


def _drop(element: Element, steps: list[_Step]) -> None:
    if len(steps) == 1 and steps[0].attribute:
        element.attributes.pop(steps[0].name, None)
        return
    for child in _elements(element):
        if not _fits(child, steps[0]):
            continue
        if len(steps) == 1:
            element.children.remove(child)
        else:
            _drop(child, steps[1:])


def _set(element: Element, steps: list[_Step], text: str) -> None:
    for step in steps:
        if step.attribute:
            element.attributes[step.name] = text
            return
        found = next((one for one in _elements(element) if _fits(one, step)), None)
        if found is None:
            found = Element(step.name, dict(step.tests))
            _insert(element, found)
        element = found
    element.children = [text]


def _insert(parent: Element, child: Element) -> None:
    """Put a child where TEI has it: behind all that comes before such in its parent."""
    order = _ORDER.get(parent.name, ())
    if child.name not in order:
        parent.children.append(child)
        return
    rank = order.index(child.name)
    at = 0
    for number, one in enumerate(parent.children, start=1):
        if isinstance(one, Element) and one.name in order and order.index(one.name) <= rank:
            at = number
    parent.children.insert(at, child)
