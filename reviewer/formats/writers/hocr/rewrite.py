"""Writing a corrected page into the hOCR it was read from."""

from collections.abc import Sequence

from lxml import etree

from reviewer.core.geometry import Box
from reviewer.core.reading import PageReading
from reviewer.formats.binding import Scale, SourceLine
from reviewer.formats.characters import lawful
from reviewer.formats.readers.hocr.layout import HocrPage, classes, is_line
from reviewer.formats.readers.hocr.properties import with_property
from reviewer.formats.readers.hocr.words import is_word
from reviewer.formats.rewriting import Plan, PlannedLine, Slot, plan_page
from reviewer.formats.writers.originals import (
    NewIds,
    best_fit,
    detach,
    place_lines,
    put_before,
    put_behind,
)
from reviewer.formats.xml import local

_OF_THE_ENGINE = ("x_wconf", "x_conf", "x_confs", "x_bboxes")
"""Properties that speak of letters that stand there no more."""


class PageRewriter:
    """Carries out the plan for one `ocr_page`."""

    def __init__(self, element: etree._Element, ids: NewIds) -> None:
        self._element = element
        tag = str(element.tag)
        self._space = tag[: tag.rindex("}") + 1] if "}" in tag else ""
        self._ids = ids
        self._scale = Scale()

    def rewrite(self, reading: PageReading) -> bool:
        """Write the reading; False, and nothing is touched, where it is of another page."""
        image, sources = best_fit(reading, lambda image: HocrPage(self._element, image).lines())
        self._scale = HocrPage(self._element, image).scale
        plan = plan_page(reading, sources)
        if plan is None:
            return False
        kept = {id(word.element) for word in plan.kept}
        for line, element in zip(plan.lines, self._place(plan, sources), strict=True):
            if line.box is not None:
                self._move(element, line.box)
            if line.dirty:
                self._fill(element, line, kept)
        for source in plan.removed:
            self._remove(source, kept)
        return True

    def _place(self, plan: Plan, sources: Sequence[SourceLine]) -> list[etree._Element]:
        blocks = [source.block for source in sources if source.block is not None]
        holder = blocks[0] if blocks else self._element
        return place_lines(plan.lines, self._new_line, holder, self._outermost)

    def _outermost(self, line: etree._Element) -> etree._Element:
        """The line, or what wraps it alone, like a heading of HTML."""
        parent = line.getparent()
        while parent is not None and not classes(parent) and len(parent) == 1:
            line, parent = parent, parent.getparent()
        return line

    def _remove(self, source: SourceLine, kept: set[int]) -> None:
        """Take out a line; where it is only the loose words of a block, these."""
        if is_line(source.element):
            detach(self._outermost(source.element))
            return
        for one in (*(word.element for word in source.words), *source.blanks):
            if id(one) not in kept:
                detach(one)

    def _fill(self, element: etree._Element, line: PlannedLine, kept: set[int]) -> None:
        """Give a line its words, in order."""
        source = line.source
        if any(slot.source and slot.source.element is element for slot in line.slots):
            # The file gives the line as a whole.
            self._set_text(element, " ".join(slot.text for slot in line.slots), deep=False)
            return
        if source is not None:
            for one in (*(word.element for word in source.words), *source.blanks):
                if id(one) not in kept and one is not element:
                    detach(one)
        own = source is not None and any(word.element is element for word in source.words)
        if own or source is None or source.text is not None or not source.words:
            element[:] = []
            element.text = None
        before: etree._Element | None = None
        standing = [
            slot.source.element
            for slot in line.slots
            if slot.source and _holds(element, slot.source.element)
        ]
        for slot in line.slots:
            word = self._word(slot)
            if not _holds(element, word):
                _insert(word, element, before, standing)
            before = word

    def _word(self, slot: Slot) -> etree._Element:
        if slot.source is None or not is_word(slot.source.element):
            # New, or from a line that the file gives as a whole: it cannot stand in another.
            word = etree.Element(self._space + "span", {"class": "ocrx_word"})
            word.set("id", self._ids.make("word"))
            word.text = lawful(slot.text)
        else:
            word = slot.source.element
            if slot.changed:
                self._set_text(word, slot.text, deep=True)
        if slot.box is not None:
            self._move(word, slot.box)
        return word

    def _set_text(self, element: etree._Element, text: str, *, deep: bool) -> None:
        """Put a text in place of what an element holds, within the mark-up around all of that."""
        title = element.get("title")
        if title is not None:
            for name in _OF_THE_ENGINE:
                title = with_property(title, name, None)
            element.set("title", title)
        inner = element
        while deep and _wraps(inner):
            inner = inner[0]
        for child in list(inner):
            inner.remove(child)
        inner.text = lawful(text)

    def _move(self, element: etree._Element, box: Box) -> None:
        across, down = self._scale.across, self._scale.down
        edges = (box.left / across, box.top / down, box.right / across, box.bottom / down)
        title = with_property(
            element.get("title") or "", "bbox", " ".join(str(round(edge)) for edge in edges)
        )
        if "baseline" in title:
            title = with_property(title, "baseline", None)  # it is measured from the box
        element.set("title", title)

    def _new_line(self, line: PlannedLine) -> etree._Element:
        element = etree.Element(self._space + "span", {"class": "ocr_line"})
        element.set("id", self._ids.make("line"))
        element.tail = "\n"
        return element


def _holds(line: etree._Element, word: etree._Element) -> bool:
    return any(one is line for one in word.iterancestors())


def _wraps(element: etree._Element) -> bool:
    """Whether an element holds nothing but one other, which is mark-up and no letter."""
    if len(element) != 1 or not local(element[0]):
        return False
    beside = (element.text or "") + (element[0].tail or "")
    return not beside.strip() and not classes(element[0])


def _insert(
    word: etree._Element,
    line: etree._Element,
    before: etree._Element | None,
    standing: Sequence[etree._Element],
) -> None:
    """Put a word behind the one before it, else before the first that stands; blanks between."""
    word.tail = " "
    if before is not None:
        before.tail = before.tail or " "
        put_behind(word, before)
    elif standing:
        put_before(word, standing[0])
    else:
        line.insert(0, word)
