"""What is marked on the picture: words, lines and findings, as plain values, and how it is drawn.

All places are page pixels of the picture, unturned. Shapes are those of the reading, so that a
finding looks the same in both.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from reviewer.core.findings import Kind
from reviewer.core.geometry import Box, Points, bounds
from reviewer.ui.theme import Theme, contrast
from reviewer.ui.views.facsimile_frame import Frame
from reviewer.ui.views.reading_marks import Stretch, draw_mark, draw_noise_bar, mark_colour

_BAND = 128  # page pixels of a band of the page, by which words are found again
_LEGIBLE = 4.0  # WCAG 2.2, 1.4.11 asks for 3 of graphical objects; a scan's ground is uneven
_STEPS = 20
_LINE_TINT = 20  # of 255
_WORD_TINT = 26
_HOVER_TINT = 22
_HALO = 150
_AIR = 2.5  # pixels between a word and its outline
_SMALL = 5.0  # pixels of height below which shapes would cover the words


@dataclass(frozen=True, slots=True)
class LineMark:
    """A line: its number, its box, and its outline where the source has more than a rectangle."""

    key: int
    box: Box
    outline: Points = ()


@dataclass(frozen=True, slots=True)
class WordMark:
    """A word: the number of its token, and its box."""

    token: int
    box: Box


@dataclass(frozen=True, slots=True)
class FindingMark:
    """A finding: its key, the box of its words, and its kind, which gives it its shape."""

    key: str
    box: Box
    kind: Kind


@dataclass(frozen=True)
class PageMarks:
    """Everything that may be marked on a page."""

    lines: tuple[LineMark, ...] = ()
    words: tuple[WordMark, ...] = ()
    findings: tuple[FindingMark, ...] = ()

    def word_at(self, x: float, y: float) -> WordMark | None:
        """The word at a place of the page; the smallest where several lie over each other."""
        found = [word for word in self._bands.get(int(y) // _BAND, ()) if _holds(word.box, x, y)]
        return min(found, key=lambda word: word.box.width * word.box.height, default=None)

    def line_at(self, x: float, y: float) -> LineMark | None:
        """The line at a place of the page: by its outline, or its box where it has none."""
        found = [line for line in self.lines if _holds(line.box, x, y)]
        for line in found:
            outline = QPolygonF([QPointF(*point) for point in line.outline])
            if line.outline and outline.containsPoint(QPointF(x, y), Qt.FillRule.OddEvenFill):
                return line
        return min(found, key=lambda line: line.box.height, default=None)

    def word(self, token: int | None) -> WordMark | None:
        """A word by its token."""
        return self._words.get(token) if token is not None else None

    def line(self, key: int | None) -> LineMark | None:
        """A line by its number."""
        return self._lines.get(key) if key is not None else None

    def finding(self, key: str | None) -> FindingMark | None:
        """A finding by its key."""
        return self._findings.get(key) if key is not None else None

    def findings_between(self, top: float, bottom: float) -> Sequence[FindingMark]:
        """Findings that may be in sight between two heights of the page."""
        tops = self._tops
        first = bisect_left(tops, (top - self._tallest, 0))
        last = bisect_left(tops, (bottom, len(tops)))
        return [self.findings[number] for _, number in tops[first:last]]

    @cached_property
    def _bands(self) -> dict[int, list[WordMark]]:
        bands: dict[int, list[WordMark]] = {}
        for word in self.words:
            for band in range(word.box.top // _BAND, word.box.bottom // _BAND + 1):
                bands.setdefault(band, []).append(word)
        return bands

    @cached_property
    def _words(self) -> dict[int, WordMark]:
        return {word.token: word for word in self.words}

    @cached_property
    def _lines(self) -> dict[int, LineMark]:
        return {line.key: line for line in self.lines}

    @cached_property
    def _findings(self) -> dict[str, FindingMark]:
        return {finding.key: finding for finding in self.findings}

    @cached_property
    def _tops(self) -> list[tuple[float, int]]:
        return sorted((float(one.box.top), n) for n, one in enumerate(self.findings))

    @cached_property
    def _tallest(self) -> int:
        return max((finding.box.height for finding in self.findings), default=0)


def line_mark(key: int, box: Box | None, outline: Points = ()) -> LineMark | None:
    """A line's mark; None where its place is not known."""
    place = box or bounds(outline)
    return LineMark(key, place, outline) if place is not None else None


@dataclass(frozen=True, slots=True)
class Current:
    """What is under review: a token, a line and a finding, each where there is one."""

    token: int | None = None
    line: int | None = None
    finding: str | None = None


def legible(colour: QColor, ground: QColor) -> QColor:
    """A colour as it can be seen on a ground: darkened or lightened as far as it must be."""
    hue, saturation = colour.hslHueF(), colour.hslSaturationF()
    lightness = colour.lightnessF()
    dark_ground = contrast(QColor("white"), ground) > contrast(QColor("black"), ground)
    end = 1.0 if dark_ground else 0.0
    for step in range(_STEPS + 1):
        share = step / _STEPS
        shade = lightness + (end - lightness) * share
        made = QColor.fromHslF(max(hue, 0.0), saturation, shade)  # a grey has hue -1
        if contrast(made, ground) >= _LEGIBLE:
            return made
    return made  # black or white; one of them is legible on any ground


class Ink:
    """The colours of a theme's marks on a picture as light as `ground`."""

    def __init__(self, theme: Theme, ground: QColor) -> None:
        self.accent = legible(theme.accent, ground)
        self._kinds = {kind: legible(mark_colour(theme, kind), ground) for kind in Kind}
        self.halo = QColor(ground)
        self.halo.setAlpha(_HALO)

    def kind(self, kind: Kind) -> QColor:
        """The colour of a kind of finding."""
        return self._kinds[kind]

    def tint(self, strength: int) -> QColor:
        """The accent, as thin as `strength` of 255."""
        made = QColor(self.accent)
        made.setAlpha(strength)
        return made


def paint_marks(
    painter: QPainter,
    frame: Frame,
    marks: PageMarks,
    current: Current,
    hovered: WordMark | None,
    ink: Ink,
) -> None:
    """Draw the marks in sight over the picture."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Turned as the page is, but not zoomed, so that lines keep their width.
    unzoomed = frame.to_view
    unzoomed.scale(1 / frame.zoom, 1 / frame.zoom)
    painter.setTransform(unzoomed, combine=True)
    line, word = marks.line(current.line), marks.word(current.token)
    finding = marks.finding(current.finding)
    if line is not None:
        _tint_line(painter, frame.zoom, line, ink)
    if hovered is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.tint(_HOVER_TINT))
        painter.drawRoundedRect(_zoomed(hovered.box, frame.zoom, _AIR), 3, 3)
    _paint_findings(painter, frame, marks, finding, ink)
    if finding is not None:
        _outline(painter, _zoomed(finding.box, frame.zoom, _AIR), ink)
    elif word is not None:
        _outline(painter, _zoomed(word.box, frame.zoom, _AIR), ink)
    painter.restore()


def outline_word(painter: QPainter, place: QRectF, ink: Ink) -> None:
    """Draw the outline of the word under review around its place on the screen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _outline(painter, place.adjusted(-_AIR, -_AIR, _AIR, _AIR), ink)


def _outline(painter: QPainter, place: QRectF, ink: Ink) -> None:
    painter.setBrush(ink.tint(_WORD_TINT))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(place, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Light around it keeps it apart from letters that touch it, in whatever colour they are.
    painter.setPen(QPen(ink.halo, 5))
    painter.drawRoundedRect(place, 3, 3)
    painter.setPen(QPen(ink.accent, 2))
    painter.drawRoundedRect(place, 3, 3)


def _tint_line(painter: QPainter, zoom: float, line: LineMark, ink: Ink) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.tint(_LINE_TINT))
    if line.outline:
        painter.drawPolygon(QPolygonF([QPointF(x * zoom, y * zoom) for x, y in line.outline]))
    else:
        painter.drawRoundedRect(_zoomed(line.box, zoom, _AIR), 3, 3)


def _paint_findings(
    painter: QPainter, frame: Frame, marks: PageMarks, current: FindingMark | None, ink: Ink
) -> None:
    view = QRectF(QPointF(), frame.view)
    seen = frame.to_view.inverted()[0].mapRect(view)
    for finding in marks.findings_between(seen.top(), seen.bottom()):
        box = finding.box
        apart = box.right < seen.left() or box.left > seen.right()
        if apart or finding == current or box.height * frame.zoom < _SMALL:
            continue
        colour = ink.kind(finding.kind)
        place = _zoomed(box, frame.zoom)
        if finding.kind is Kind.NOISE:
            bar = QRectF(place.left() - 8, place.top(), 4, place.height())
            draw_noise_bar(painter, colour, bar)
            continue
        # The shapes stand 4.5 pixels under a baseline of letters; here just under the box.
        foot = place.bottom() - 3
        stretch = Stretch(
            place.left(), place.right(), place.top(), place.bottom(), foot, opens=True, closes=True
        )
        draw_mark(painter, finding.kind, stretch, colour)


def _zoomed(box: Box, zoom: float, air: float = 0.0) -> QRectF:
    place = QRectF(box.left * zoom, box.top * zoom, box.width * zoom, box.height * zoom)
    return place.adjusted(-air, -air, air, air)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom
