"""Writing a corrected page into the ALTO it was read from."""

from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from reviewer.core.geometry import Box, around
from reviewer.core.reading import PageReading
from reviewer.formats.binding import Scale, SourceLine
from reviewer.formats.characters import lawful
from reviewer.formats.readers.alto.layout import AltoFile, AltoPage
from reviewer.formats.readers.alto.words import hyphen_of
from reviewer.formats.rewriting import Plan, PlannedLine, Slot, plan_page
from reviewer.formats.writers.alto.halves import mend_halves
from reviewer.formats.writers.originals import NewIds, best_fit, detach, place_lines
from reviewer.formats.xml import local

_OF_THE_ENGINE = ("WC", "CC")
"""Attributes that say how sure the engine was of letters that stand there no more."""


class PageRewriter:
    """Carries out the plan for one `Page` element."""

    def __init__(self, alto: AltoFile, element: etree._Element, ids: NewIds) -> None:
        self._alto = alto
        self._element = element
        self._space = str(element.tag).removesuffix("Page")  # the namespace, in braces
        self._ids = ids
        self._scale = Scale()

    def rewrite(self, reading: PageReading) -> bool:
        """Write the reading; False, and nothing is touched, where it is of another page."""
        image, sources = best_fit(
            reading, lambda image: AltoPage(self._alto, self._element, image).lines()
        )
        self._scale = AltoPage(self._alto, self._element, image).scale
        plan = plan_page(reading, sources)
        if plan is None:
            return False
        if (
            all(line.source and not (line.moved or line.dirty or line.box) for line in plan.lines)
            and not plan.removed
        ):
            return True
        elements = self._place(plan, sources)
        for line, element in zip(plan.lines, elements, strict=True):
            if line.dirty:
                self._fill(element, line)
        mend_halves(plan, sources)
        return True

    def _place(self, plan: Plan, sources: Sequence[SourceLine]) -> list[etree._Element]:
        blocks = [source.block for source in sources if source.block is not None]
        gone = [line.source for line in plan.lines if line.source and line.moved]
        self._forget_order([source.element for source in (*gone, *plan.removed)])
        holder = blocks[0] if blocks else self._new_block()
        elements = place_lines(plan.lines, self._new_line, holder)
        for source in plan.removed:
            detach(source.element)
        for line, element in zip(plan.lines, elements, strict=True):
            if line.box is not None:
                self._move(element, line.box)
        return elements

    def _fill(self, element: etree._Element, line: PlannedLine) -> None:
        """Give a line its words, in order, with the spaces between them that it had."""
        spaces = _spaces_between(element)
        spaced = line.source is None or any(local(one) == "SP" for one in element)
        for child in list(element):
            if local(child) in ("String", "SP", "HYP"):
                element.remove(child)
        at = len(_leading_shapes(element))
        row: list[etree._Element] = []
        for n, slot in enumerate(line.slots):
            word, hyphen = self._word(slot, last=n == len(line.slots) - 1)
            if row and spaced:
                kept = spaces.get((row[-1], word))
                row.append(self._new_space(line.slots[n - 1], slot) if kept is None else kept)
            row.append(word)
            if hyphen is not None:
                row.append(hyphen)
        element[at:at] = row

    def _word(self, slot: Slot, *, last: bool) -> tuple[etree._Element, etree._Element | None]:
        """The element of a word, and the one of its hyphen where that is kept."""
        source = slot.source
        hyphen = source.hyphen if source else None
        if source is None:
            word = etree.Element(self._space + "String")
            if any(local(one) == "String" and one.get("ID") for one in self._element.iter()):
                word.set("ID", self._ids.make("string"))
        elif not slot.changed and (hyphen is None or last):
            return source.element, hyphen
        else:
            word = source.element
        text = lawful(slot.text)
        sign = hyphen_of(hyphen) if hyphen is not None else ""
        if not (last and sign and text.endswith(sign) and text != sign):
            hyphen, sign = None, ""  # it may only stand at a line's end, behind a word
        if local(word) == "HYP":
            word.tag = self._space + "String"
        word.set("CONTENT", text.removesuffix(sign) if sign else text)
        if slot.changed:
            _forget_letters(word)
        if slot.box is not None:
            self._move(word, slot.box)
        return word, hyphen

    def _move(self, element: etree._Element, box: Box) -> None:
        """Give an element a new place; what described its old one goes."""
        across, down = self._scale.across, self._scale.down
        element.set("HPOS", _said(box.left / across))
        element.set("VPOS", _said(box.top / down))
        element.set("WIDTH", _said(box.width / across))
        element.set("HEIGHT", _said(box.height / down))
        for child in _leading_shapes(element):
            element.remove(child)
        if "BASELINE" in element.attrib:
            del element.attrib["BASELINE"]

    def _new_line(self, line: PlannedLine) -> etree._Element:
        element = etree.Element(self._space + "TextLine")
        if any(local(one) == "TextLine" and one.get("ID") for one in self._element.iter()):
            element.set("ID", self._ids.make("line"))
        return element

    def _new_space(self, before: Slot, behind: Slot) -> etree._Element:
        element = etree.Element(self._space + "SP")
        left, right = _place_of(before), _place_of(behind)
        if left is not None and right is not None and left.right <= right.left:
            gap = Box(left.right, left.top, right.left, left.bottom)
            element.set("WIDTH", _said(gap.width / self._scale.across))
            element.set("VPOS", _said(gap.top / self._scale.down))
            element.set("HPOS", _said(gap.left / self._scale.across))
        return element

    def _new_block(self) -> etree._Element:
        space = next((one for one in self._element if local(one) == "PrintSpace"), None)
        if space is None:
            space = etree.SubElement(self._element, self._space + "PrintSpace")
        block = etree.SubElement(space, self._space + "TextBlock")
        block.set("ID", self._ids.make("block"))
        return block

    def _forget_order(self, lines: Sequence[etree._Element]) -> None:
        """Take lines out of the explicit reading order: they follow what they stand behind."""
        names = {str(line.get("ID")) for line in lines if line.get("ID")}
        for order in self._alto.root:
            if local(order) != "ReadingOrder" or not names:
                continue
            for reference in [one for one in order.iter() if local(one) == "ElementRef"]:
                said = (reference.get("REF") or "").split()
                left = [one for one in said if one not in names]
                if left and left != said:
                    reference.set("REF", " ".join(left))
                elif not left:
                    _remove_reference(reference)


def _remove_reference(element: etree._Element) -> None:
    """Take a reference out of its group, and groups that are empty then; but never the last."""
    parent = element.getparent()
    if parent is None or local(element) == "ReadingOrder":
        return
    detach(element)
    if not len(parent) and not parent.get("REF"):
        _remove_reference(parent)


def _forget_letters(word: etree._Element) -> None:
    """Drop what the engine said of letters that stand there no more."""
    for name in _OF_THE_ENGINE:
        if name in word.attrib:
            del word.attrib[name]
    for child in list(word):
        if local(child) in ("ALTERNATIVE", "Glyph"):
            word.remove(child)


def _spaces_between(
    element: etree._Element,
) -> dict[tuple[etree._Element, etree._Element], etree._Element]:
    """The spaces of a line by the words between which they stand."""
    parts = [one for one in element if local(one) in ("String", "SP", "HYP")]
    return {
        (before, behind): space
        for (before, space), (_, behind) in pairwise(pairwise(parts))
        if local(space) == "SP"
    }


def _leading_shapes(element: etree._Element) -> list[etree._Element]:
    return [one for one in element if local(one) == "Shape"]


def _place_of(slot: Slot) -> Box | None:
    if slot.box is not None or slot.source is None:
        return slot.box
    return around([slot.source.piece.box])


def _said(value: float) -> str:
    """A measure with at most one decimal: a tenth of a pixel, or of a tenth of a millimetre."""
    return f"{value:.1f}".removesuffix(".0")
