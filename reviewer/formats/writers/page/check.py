"""What is wrong with a PAGE file, as far as it can be told without its schema."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from reviewer.core.ports import Problem
from reviewer.formats.readers.page.layout import namespace_of
from reviewer.formats.readers.page.order import is_region
from reviewer.formats.writers.page.fresh import CREATOR
from reviewer.formats.xml import line_of, local

_POINTS = re.compile(r"(?:[0-9]+,[0-9]+ )+[0-9]+,[0-9]+")  # PointsType
_METADATA = ("Creator", "Created", "LastChange")
_PLACED = {"TextLine", "Word", "Glyph"}


def check_root(root: etree._Element) -> Iterator[Problem]:
    """All problems; in a file that others began, only what keeps it from being read is severe."""
    if local(root) != "PcGts":
        yield Problem(line_of(root), f"The root is “{local(root)}”, not PcGts.")
        return
    ns = namespace_of(root)
    pages = root.findall(f"{ns}Page")
    if not pages:
        yield Problem(line_of(root), "There is no Page.")
    if len(pages) > 1:
        yield Problem(line_of(pages[1]), "PAGE allows for one page in a file.", severe=False)
    own = root.findtext(f"{ns}Metadata/{ns}Creator") == CREATOR
    for check in (_check_metadata, _check_pages, _check_elements, _check_order):
        for problem in check(root, ns):
            yield replace(problem, severe=own)


def _check_metadata(root: etree._Element, ns: str) -> Iterator[Problem]:
    metadata = root.find(f"{ns}Metadata")
    for name in _METADATA:
        if metadata is None or metadata.find(f"{ns}{name}") is None:
            yield Problem(line_of(root), f"The metadata lack {name}.")


def _check_pages(root: etree._Element, ns: str) -> Iterator[Problem]:
    for page in root.iterchildren(f"{ns}Page"):
        if page.get("imageFilename") is None:
            yield Problem(line_of(page), "The page does not name its picture (imageFilename).")
        for name in ("imageWidth", "imageHeight"):
            if not re.fullmatch(r"[0-9]+", page.get(name, "")):
                yield Problem(line_of(page), f"The page has no sensible {name}.")


def _check_elements(root: etree._Element, ns: str) -> Iterator[Problem]:
    known: set[str] = set()
    for element in root.iter(etree.Element):
        name = local(element)
        given = element.get("id")
        if given is not None:
            if given in known:
                yield Problem(line_of(element), f"The id “{given}” is there twice.")
            known.add(given)
        if name in _PLACED or is_region(element):
            if given is None:
                yield Problem(line_of(element), f"{name} has no id.")
            if element.find(f"{ns}Coords") is None:
                yield Problem(line_of(element), f"{name} has no Coords.")
        points = element.get("points")
        if points is not None and not _POINTS.fullmatch(points):
            yield Problem(line_of(element), f"{name} has points that PAGE cannot read.")


def _check_order(root: etree._Element, ns: str) -> Iterator[Problem]:
    regions = {one.get("id") for one in root.iter(etree.Element) if is_region(one)}
    for reference in root.iter(etree.Element):
        named = reference.get("regionRef")
        if named is not None and named not in regions:
            yield Problem(line_of(reference), f"There is no region “{named}”.")
