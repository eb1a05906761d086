"""Writing a changed order of regions: ReadingOrder, and the places that Transkribus notes."""

from collections.abc import Sequence

from lxml import etree

from reviewer.formats.readers.page.layout import Layout, RegionPart
from reviewer.formats.readers.page.order import all_regions, index_of, references
from reviewer.formats.writers.page.editing import Editor, renumber
from reviewer.formats.xml import local

_BEFORE = {"AlternativeImage", "Border", "PrintSpace"}


def write_order(layout: Layout, wanted: Sequence[RegionPart], editor: Editor) -> None:
    """Let the regions `wanted` be read in this order; others keep their places among them.

    References exchange what they name, so groups and their captions stay. Regions that the order
    does not name yet are added to its first group, or to a new one.
    """
    page, ns = layout.page, layout.ns
    elements = [part.element for part in wanted]
    now = [part.element for part in layout.regions if part in wanted]
    if now == elements:
        return
    everything = [part.element for part in layout.regions]
    _name(everything, editor)
    names = {one.get("id", "") for one in elements}
    _complete(page, everything, editor)
    slots = [one for one in references(page, ns) if one.get("regionRef") in names]
    for slot, element in zip(slots, elements, strict=False):
        slot.set("regionRef", element.get("id", ""))
    claimed = [one for one in elements if index_of(one) is not None]
    if claimed:
        renumber(claimed)


def _name(regions: Sequence[etree._Element], editor: Editor) -> None:
    """Give regions that no reference could name, for want of an id of their own, one."""
    # Of several with one id, references mean the last of the file, as the reader has it.
    last = {one.get("id"): one for one in all_regions(_page_of(regions[0]))}
    for region in regions:
        given = region.get("id")
        if not given or last[given] is not region:
            region.set("id", editor.new_id(given or "region"))


def _page_of(region: etree._Element) -> etree._Element:
    return next(one for one in region.iterancestors() if local(one) == "Page")


def _complete(page: etree._Element, regions: Sequence[etree._Element], editor: Editor) -> None:
    """Name every region in the reading order, as it is read now."""
    ns = editor.ns
    order = page.find(f"{ns}ReadingOrder")
    named = {one.get("regionRef") for one in references(page, ns)}
    missing = [one for one in regions if one.get("id") and one.get("id") not in named]
    if order is None:
        order = etree.Element(f"{ns}ReadingOrder")
        order.tail = "\n"
        at = next((i for i, one in enumerate(page) if local(one) not in _BEFORE), len(page))
        page.insert(at, order)
    group = next(order.iterchildren(etree.Element), None)
    if group is None:
        group = etree.SubElement(order, f"{ns}OrderedGroup", id=editor.new_id("order"))
    ordered = local(group).startswith("OrderedGroup")
    places = [index_of(one) or 0 for one in group.iterchildren(etree.Element)]
    for place, region in enumerate(missing, start=max(places, default=-1) + 1):
        name = "RegionRefIndexed" if ordered else "RegionRef"
        reference = etree.SubElement(group, f"{ns}{name}", regionRef=region.get("id", ""))
        if ordered:
            reference.set("index", str(place))
