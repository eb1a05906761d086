"""The reading order of a PAGE file.

ReadingOrder names regions in groups, ordered by @index or as they stand. Regions that it does not
name follow, and so do all where there is none: by the index that Transkribus keeps in `custom`,
else as they stand in the file.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from reviewer.formats.readers.page.custom import values_of
from reviewer.formats.xml import local


def is_region(element: etree._Element) -> bool:
    """Whether an element is a region: TextRegion and its kin, and Transkribus' TableCell."""
    tag: object = element.tag
    return isinstance(tag, str) and tag.endswith(("Region", "}TableCell"))


def all_regions(inside: etree._Element) -> Iterator[etree._Element]:
    """All regions of a page or region, however deep, as they stand in the file."""
    for child in inside.iterchildren(etree.Element):
        if is_region(child):
            yield child
            yield from all_regions(child)


def index_of(element: etree._Element) -> int | None:
    """The place that an element claims among its like, in `custom` or in @index."""
    custom = element.get("custom")
    said = values_of(custom, "readingOrder").get("index") if custom else None
    return _whole(said if said is not None else element.get("index"))


def in_order(elements: Iterable[etree._Element]) -> list[etree._Element]:
    """Elements by the places they claim, then those that claim none; else as they stand."""
    found = list(elements)
    if len(found) < 2:
        return found
    cells = [cell for one in found if (cell := _cell(one))]
    if len(cells) == len(found):  # row by row, where all say where they are
        return [found[at] for at in sorted(range(len(found)), key=cells.__getitem__)]
    places = [index_of(one) for one in found]
    order = sorted(range(len(found)), key=lambda at: (places[at] is None, places[at] or 0))
    return [found[at] for at in order]


def _cell(element: etree._Element) -> tuple[int, int] | None:
    if local(element) != "TableCell":
        return None
    row, column = _whole(element.get("row")), _whole(element.get("col"))
    return None if row is None or column is None else (row, column)


def references(page: etree._Element, ns: str) -> list[etree._Element]:
    """The elements of ReadingOrder that name a region, in reading order."""
    order = page.find(f"{ns}ReadingOrder")
    return [] if order is None else [one for one in _walk(order) if one.get("regionRef")]


def _walk(group: etree._Element) -> Iterator[etree._Element]:
    members = [one for one in group.iterchildren(etree.Element) if _is_member(one)]
    if local(group).startswith("OrderedGroup"):
        members.sort(key=lambda one: _whole(one.get("index")) or 0)
    for member in members:
        yield member
        yield from _walk(member)


def _is_member(element: etree._Element) -> bool:
    return local(element).startswith(("RegionRef", "OrderedGroup", "UnorderedGroup"))


def regions_in_order(page: etree._Element, ns: str) -> tuple[list[etree._Element], int]:
    """All regions of a page in reading order, and how many references lead nowhere.

    What is nested in a region goes before it, as its elements do before its lines.
    """
    top = [one for one in page.iterchildren(etree.Element) if is_region(one)]
    by_id = {one.get("id", ""): one for one in all_regions(page)}
    named = [one.get("regionRef", "") for one in references(page, ns)]
    listed = [by_id[one] for one in named if one in by_id]
    found = dict.fromkeys(_nested(listed, frozenset(listed)))
    for region in _nested(in_order(top), frozenset(found)):
        found.setdefault(region)
    return list(found), sum(one not in by_id for one in named)


def _nested(
    regions: Iterable[etree._Element], known: frozenset[etree._Element]
) -> Iterator[etree._Element]:
    for region in regions:
        inside = in_order(one for one in region.iterchildren(etree.Element) if is_region(one))
        yield from _nested([one for one in inside if one not in known], known)
        yield region


def _whole(text: str | None) -> int | None:
    # Python refuses to read numbers of thousands of figures, which no file needs.
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
