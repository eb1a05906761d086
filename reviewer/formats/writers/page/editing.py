"""Small changes to a PAGE tree: texts, places, new elements and their ids."""

from collections.abc import Iterable, Sequence

from lxml import etree

from reviewer.core.geometry import Box, Points
from reviewer.core.model import Role
from reviewer.formats.characters import lawful
from reviewer.formats.readers.page.coords import corners, written
from reviewer.formats.readers.page.custom import moved, with_value
from reviewer.formats.readers.page.order import index_of
from reviewer.formats.readers.page.texts import sayings, text_equivs
from reviewer.formats.xml import local

# Elements that the schema wants behind a new one (2019-07-15, sequences of the types).
_BEHIND = {
    "Word": {"TextEquiv", "TextStyle", "UserDefined", "Labels"},
    "TextLine": {"TextEquiv", "TextStyle"},
    "TextEquiv": {"TextStyle", "UserDefined", "Labels"},
}
_BEHIND_TEXT_OF_REGION = {"TextStyle"}


class Editor:
    """Edits the tree of one page. New ids differ from all that the file has."""

    def __init__(self, page: etree._Element, ns: str) -> None:
        self.ns = ns
        root = page.getroottree().getroot()
        self._ids = {given for one in root.iter(etree.Element) if (given := one.get("id"))}
        self._points = all(one.get("points") is None for one in page.iter(f"{ns}Coords"))
        self._points = self._points and next(page.iter(f"{ns}Point"), None) is not None

    def new_id(self, base: str) -> str:
        """An id that no element has yet, made of another."""
        number = 2
        while (found := f"{base}_{number}") in self._ids:
            number += 1
        self._ids.add(found)
        return found

    def make(self, name: str, base: str, box: Box | None) -> etree._Element:
        """A new element with an id and, in any case, a place: the schema asks for one."""
        element = etree.Element(f"{self.ns}{name}", id=self.new_id(base))
        self.set_box(element, box or Box(0, 0, 0, 0))
        return element

    def set_box(self, element: etree._Element, box: Box) -> None:
        """Give an element a rectangle for its place, in the form that the file uses."""
        coords = element.find(f"{self.ns}Coords")
        if coords is None:
            coords = etree.Element(f"{self.ns}Coords")
            element.insert(0, coords)
        tail = coords.tail
        coords.clear()
        coords.tail = tail
        if self._points:
            for x, y in corners(box):
                etree.SubElement(coords, f"{self.ns}Point", x=str(x), y=str(y))
        else:
            coords.set("points", written(corners(box)))

    def set_baseline(self, element: etree._Element, points: Points) -> None:
        """Give a line a baseline; it keeps its old one where there are no points for a new one."""
        if len(points) < 2:
            return
        baseline = element.find(f"{self.ns}Baseline")
        if baseline is None:
            baseline = etree.Element(f"{self.ns}Baseline")
            coords = element.find(f"{self.ns}Coords")
            element.insert(0 if coords is None else element.index(coords) + 1, baseline)
        baseline.set("points", written(points))

    def insert(self, parent: etree._Element, children: Sequence[etree._Element]) -> None:
        """Put new children, all of one name, where the schema wants them."""
        if not children:
            return
        name = local(children[0])
        behind = _BEHIND[name]
        if name == "TextEquiv" and "Region" in local(parent):
            behind = _BEHIND_TEXT_OF_REGION
        at = next((i for i, one in enumerate(parent) if local(one) in behind), len(parent))
        for offset, child in enumerate(children):
            parent.insert(at + offset, child)

    def set_text(self, element: etree._Element, text: str, old: str) -> None:
        """Make an element read otherwise; rivals, confidence and glyphs spoke of the old text."""
        new = lawful(text)
        equivs = text_equivs(element, self.ns)
        for glyph in element.findall(f"{self.ns}Glyph"):
            element.remove(glyph)
        for rival in equivs[1:]:
            element.remove(rival)
        if equivs:
            equiv = equivs[0]
            equiv.attrib.pop("conf", "")
        else:
            equiv = etree.Element(f"{self.ns}TextEquiv")
            self.insert(element, [equiv])
        plain = equiv.find(f"{self.ns}PlainText")
        if plain is not None:
            plain.text = None
        unicode = equiv.find(f"{self.ns}Unicode")
        if unicode is None:
            unicode = etree.SubElement(equiv, f"{self.ns}Unicode")
        for child in list(unicode):
            unicode.remove(child)
        unicode.text = new
        custom = element.get("custom")
        if custom and "offset" in custom:
            element.set("custom", moved(custom, old, new))

    def said(self, element: etree._Element) -> str:
        """What the element itself says that it reads."""
        heard = sayings(element, self.ns)
        return heard[0].text if heard else ""

    def children(self, parent: etree._Element, name: str) -> list[etree._Element]:
        """The children of a name."""
        return parent.findall(f"{self.ns}{name}")

    def replace(self, parent: etree._Element, name: str, wanted: Sequence[etree._Element]) -> None:
        """Let the children of a name be just these, in this order, where the first one stood."""
        now = self.children(parent, name)
        if now == list(wanted):
            return
        tails = [one.tail for one in now] or [parent.text]
        at = parent.index(now[0]) if now else None
        for one in now:
            parent.remove(one)
        if at is None:
            self.insert(parent, wanted)
        for offset, child in enumerate(wanted):
            if at is not None:
                parent.insert(at + offset, child)
            last = offset == len(wanted) - 1
            child.tail = tails[-1] if last else tails[min(offset, max(len(tails) - 2, 0))]


def renumber(elements: Iterable[etree._Element]) -> None:
    """Let the places that elements claim follow their order; those that claim none stay silent."""
    found = list(elements)
    if all(index_of(one) is None for one in found):
        return
    for place, element in enumerate(found):
        custom = element.get("custom") or ""
        if "readingOrder" in custom or element.get("index") is None:
            element.set("custom", with_value(custom, "readingOrder", "index", str(place)))
        if element.get("index") is not None:
            element.set("index", str(place))


def set_role(element: etree._Element, role: Role) -> None:
    """Note a role in the attribute that the schema leaves to programs."""
    kind = role.value.replace(" ", "-")
    element.set("custom", with_value(element.get("custom"), "structure", "type", kind))
