"""Line strips: each line's cut-out of the picture above its text.

Letters of all strips of a page are equally large, a little larger than the text; only what would
run out of the room is shown smaller. Strips are cut when they come into sight, and kept.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from reviewer.core.geometry import Box
from reviewer.core.ports import Picture
from reviewer.ui.theme import GRID
from reviewer.ui.views.facsimile_crops import Crop, crop
from reviewer.ui.views.facsimile_marks import Ink, outline_word
from reviewer.ui.views.facsimile_tone import PLAIN, Tone

_LETTERS = 1.4
"""Height of a usual line in the strips, as a multiple of the text's size."""
_TALLEST = 4.0  # the same of a line that is no line: a stamp, a turned marginal note
_AIR = 0.2  # room around a line, as a share of its height
_USUAL = 0.9  # share of the lines that keep their size; wider ones shrink to the room there is
_ABOVE, _BELOW = GRID, 2  # pixels over a strip, and between it and its text
_KEPT = 96  # cut-outs: two screens full


@dataclass(frozen=True, slots=True)
class StripsShown:
    """What strips are cut from: the place of each line by its index, and the picture once it is
    there. `current` is a line's index and the place of its word that is outlined in `ink`.
    """

    places: Mapping[int, Box] = field(default_factory=dict)
    picture: Picture | None = None
    tone: Tone = PLAIN
    ink: Ink | None = None
    current: tuple[int, Box] | None = None


NO_STRIPS = StripsShown()


class Strips:
    """Knows how high each line's strip is, and paints it. Measures are logical pixels."""

    def __init__(self) -> None:
        self._shown = NO_STRIPS
        self._heights: dict[int, int] = {}
        self._measure = (0.0, 0.0)
        self._kept: OrderedDict[tuple[int, float], Crop] = OrderedDict()

    @property
    def shown(self) -> StripsShown:
        """What is shown."""
        return self._shown

    def show(self, shown: StripsShown) -> bool:
        """Show other strips; whether a line needs another height now."""
        before, self._shown = self._shown, shown
        if replace(before, current=None) != replace(shown, current=None):
            self._kept.clear()
        if before.places == shown.places:
            return False
        return self._lay()

    def fit(self, room: float, text: float) -> bool:
        """Fit the strips into a width, to a text of this size; whether heights changed."""
        if (room, text) == self._measure:
            return False
        self._measure = (room, text)
        self._kept.clear()
        return self._lay()

    def _lay(self) -> bool:
        before, self._heights = self._heights, {}
        places = {n: box for n, box in self._shown.places.items() if box.width and box.height}
        room, text = self._measure
        if places and room > 0:
            widths = sorted(_wide(box) for box in places.values())
            usual = widths[int(_USUAL * (len(widths) - 1))]
            letters = _LETTERS * text / median(box.height for box in places.values())
            scale = min(letters, room / usual)
            for n, box in places.items():
                own = min(scale, room / _wide(box), _TALLEST * text / _high(box))
                self._heights[n] = max(round(_high(box) * own), 1)
        return before != self._heights

    def room_above(self, line: int) -> int:
        """How much room a line needs above its text; 0 where it has no strip."""
        height = self._heights.get(line)
        return height + _ABOVE + _BELOW if height else 0

    def paint(self, painter: QPainter, line: int, left: float, foot: float, ratio: float) -> None:
        """Paint a line's strip over `foot`, its first letter at `left`."""
        if line not in self._heights or self._shown.picture is None:
            return
        cut = self._cut(line, ratio)
        corner = self._corner(line, left, foot, cut)
        painter.drawImage(corner, cut.image)
        current, ink = self._shown.current, self._shown.ink
        if current is not None and ink is not None and current[0] == line:
            painter.save()
            outline_word(painter, cut.place(current[1]).translated(corner), ink)
            painter.restore()

    def point_at(
        self, line: int, at: QPointF, left: float, foot: float, ratio: float
    ) -> QPointF | None:
        """The point of the page under a place of the screen, if a line's strip is painted there."""
        if line not in self._heights or self._shown.picture is None:
            return None
        cut = self._cut(line, ratio)
        corner = self._corner(line, left, foot, cut)
        if not QRectF(corner, cut.image.deviceIndependentSize()).contains(at):
            return None
        inside = (at - corner) / cut.scale
        return QPointF(cut.area.left + inside.x(), cut.area.top + inside.y())

    def _corner(self, line: int, left: float, foot: float, cut: Crop) -> QPointF:
        indent = (self._shown.places[line].left - cut.area.left) * cut.scale
        return QPointF(round(left - indent), foot - _BELOW - self._heights[line])

    def _cut(self, line: int, ratio: float) -> Crop:
        key = (line, ratio)
        cut = self._kept.get(key)
        if cut is None:
            shown = self._shown
            assert shown.picture is not None
            height = self._heights[line]
            cut = crop(
                shown.picture, shown.places[line], height, shown.tone, ratio=ratio, margin=_AIR
            )
            self._kept[key] = cut
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return cut


def _wide(box: Box) -> float:
    return box.width + 2 * _AIR * box.height


def _high(box: Box) -> float:
    return (1 + 2 * _AIR) * box.height
