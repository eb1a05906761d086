"""Writing the present text into the tree of the PAGE file that the page was read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reviewer.core.geometry import Box
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.formats.boxed import BoxedLine, boxed_line
from reviewer.formats.readers.page.layout import (
    Layout,
    LinePart,
    RegionPart,
    kind_of,
    line_role,
)
from reviewer.formats.readers.page.order import is_region
from reviewer.formats.readers.page.texts import word_part
from reviewer.formats.roles import role_of
from reviewer.formats.writers.page.editing import Editor, renumber, set_role
from reviewer.formats.writers.page.ordering import write_order
from reviewer.formats.writers.page.placing import regions_of
from reviewer.formats.writers.page.shapes import baseline_of, box_of, is_reformed, robbed_lines
from reviewer.formats.writers.page.words import WordWriter


@dataclass(slots=True)
class _Placed:
    """A line of the reading and its boxes; `part` is where it was read from, if anywhere."""

    line: ReadingLine
    boxed: BoxedLine
    part: LinePart | None
    changed: bool


def is_untouched(reading: PageReading) -> bool:
    """Whether the page reads as it was imported: its text, order, and what its lines are for."""
    lines = reading.page.lines
    return [line.n for line in reading.lines] == list(range(len(lines))) and all(
        _same(line, reading) and line.role == lines[line.n].role for line in reading.lines
    )


def _same(line: ReadingLine, reading: PageReading) -> bool:
    if line.n >= len(reading.page.lines):
        return False
    source = reading.page.lines[line.n]
    spans = [(word.span.first, word.span.last) if word.span else None for word in line.words]
    return line.text == source.text and spans == [(token.n, token.n) for token in source.tokens]


class BackWriter:
    """Writes one page back. Lines that read as before are not touched."""

    def __init__(self, layout: Layout, reading: PageReading) -> None:
        self._layout = layout
        self._reading = reading
        self._editor = Editor(layout.page, layout.ns)
        self._parts = [part for _, part in layout.lines()]
        self._words = WordWriter(self._editor, reading, self._parts)
        self._robbed: set[int] = set()
        self._page_box = Box(0, 0, 0, 0)
        if reading.page.image:
            self._page_box = Box(0, 0, reading.page.image.width, reading.page.image.height)

    def write(self) -> None:
        """Put text, words, lines and their order into the tree."""
        held: dict[int, list[_Placed]] = {}
        placed = [self._placed(line) for line in self._reading.lines]
        self._robbed = robbed_lines([one.boxed for one in placed], self._reading.page)
        for one, region in zip(placed, regions_of(self._reading), strict=True):
            held.setdefault(self._home() if region is None else region, []).append(one)
        changed = set()
        for number, part in enumerate(self._layout.regions):
            if self._is_changed(number, held.get(number, [])):
                self._write_region(part, held.get(number, []))
                changed.add(part.element)
        self._renew_texts_around(changed, held)
        wanted = [self._layout.regions[number] for number in held]
        write_order(self._layout, wanted, self._editor)

    def _placed(self, line: ReadingLine) -> _Placed:
        part = self._parts[line.n] if line.n < len(self._parts) else None
        same = _same(line, self._reading)
        return _Placed(line, boxed_line(line, self._reading), part, not same)

    def _is_changed(self, number: int, placed: Sequence[_Placed]) -> bool:
        source = [line for line in self._reading.page.lines if line.region == number]
        if [one.line.n for one in placed] != [line.n for line in source]:
            return True
        return any(
            one.changed or one.line.role != line.role
            for one, line in zip(placed, source, strict=True)
        )

    def _home(self) -> int:
        """The region for lines that were added to a page without any."""
        regions = self._layout.regions
        for number, part in enumerate(regions):
            if part.element.tag == f"{self._layout.ns}TextRegion":
                return number
        element = self._editor.make("TextRegion", "region", self._page_box)
        self._layout.page.append(element)
        made = RegionPart(element, "")
        self._layout = Layout(
            self._layout.page, (*regions, made), self._layout.dangling, self._layout.ns
        )
        return len(regions)

    def _write_region(self, part: RegionPart, placed: Sequence[_Placed]) -> None:
        if part.spoken:
            shown = [one for one in placed if not one.line.removed]
            self._set_region_text(part.element, shown)
            roles = {one.line.role for one in shown}
            source = {self._reading.page.lines[one.line.n].role for one in shown if one.part}
            if len(roles) == 1 and roles != source:
                set_role(part.element, roles.pop())
            return
        silent = not any(self._editor.said(one) for one in self._lines_of(part.element))
        silent = silent and bool(self._editor.said(part.element))
        elements: list[etree._Element] = []
        for one in placed:
            elements.append(self._write_line(one, part.element, elements, tell=silent))
        order = self._lines_of(part.element)
        self._editor.replace(part.element, "TextLine", elements)
        if order != elements:
            renumber(elements)
        if self._editor.said(part.element):
            self._set_region_text(part.element, placed)

    def _lines_of(self, region: etree._Element) -> list[etree._Element]:
        return self._editor.children(region, "TextLine")

    def _set_region_text(self, region: etree._Element, placed: Sequence[_Placed]) -> None:
        old, new = self._editor.said(region), "\n".join(one.line.text for one in placed)
        if old != new:
            self._editor.set_text(region, new, old)

    def _write_line(
        self,
        one: _Placed,
        region: etree._Element,
        before: Sequence[etree._Element],
        *,
        tell: bool,
    ) -> etree._Element:
        line, part = one.line, one.part
        element = part.element if part else None
        made = element is None
        if element is None:
            base = (before[-1] if before else region).get("id", "line")
            element = self._editor.make("TextLine", base, None)
        if is_reformed(one.boxed, self._reading.page, self._robbed):
            page = self._reading.page
            self._editor.set_box(element, box_of(one.boxed, page) or self._box_of(region))
            self._editor.set_baseline(element, baseline_of(one.boxed, page))
        if made or one.changed:
            box = one.boxed.box or self._box_of(region)
            base = element.get("id", "word")
            words = self._words.write(line.n, one.boxed.words, base, box)
            self._editor.replace(element, "Word", words)
            heard = " ".join(word_part(word, self._layout.ns).text for word in words)
            # Words that the line of the source did not have speak only where the line does not.
            unlike = heard.split() != line.text.split()
            tell = tell or not words or unlike or bool(self._editor.children(element, "TextEquiv"))
        if tell:
            old = self._editor.said(element)
            if old != line.text or not self._editor.children(element, "TextEquiv"):
                self._editor.set_text(element, line.text, old)
        if line.role != (line_role(element) or role_of(kind_of(region))):
            set_role(element, line.role)
        return element

    def _box_of(self, region: etree._Element) -> Box:
        for number, part in enumerate(self._layout.regions):
            if part.element is region and number < len(self._reading.page.regions):
                return self._reading.page.regions[number].box or self._page_box
        return self._page_box

    def _renew_texts_around(
        self, changed: set[etree._Element], held: dict[int, list[_Placed]]
    ) -> None:
        """Regions that repeat the text of those inside them repeat it as it reads now."""
        outer = dict.fromkeys(
            parent for one in changed for parent in one.iterancestors() if is_region(parent)
        )
        for region in outer:
            if not self._editor.said(region) or self._lines_of(region):
                continue
            inside = [
                one
                for number, placed in held.items()
                for one in placed
                if region in self._layout.regions[number].element.iterancestors()
            ]
            self._set_region_text(region, inside)
