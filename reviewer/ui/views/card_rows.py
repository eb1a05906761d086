"""The suggestions of a finding as rows: key, reading, how likely, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme, restyle
from reviewer.ui.views.card_text import READING_FACE, Flow, Run, Tone, draw_cap, face
from reviewer.ui.views.parts import plain_ground
from reviewer.ui.views.shown import SuggestionShown

_CAP = sized(20)
_WIDE_CAP = sized(38)
"""Width of a key with its Alt."""
_INDENT = sized(48)
_BAR = 6 * GRID
_READING = sized(17)
_PERCENT = sized(40)
_FIRST = sized(26)  # pixels of the first line, in whose middle the rest of it stands
_ENTER = sized(24)
"""Room for the sign of the Enter key behind the chosen row."""
_EDGE = 1.5 * GRID


def percent(probability: float, say: Catalogue) -> str:
    """A probability in words, never rounded to certainty or to nothing."""
    whole = round(100 * probability)
    if whole < 1:
        return say.say("views.card.hardly")
    return say.say("views.card.percent", percent=min(whole, 99))


class SuggestionRow(QAbstractButton):
    """One suggestion. Clicked: take it."""

    def __init__(self, say: Catalogue, rank: int) -> None:
        super().__init__()
        self._say = say
        self._rank = rank
        self._chosen = False
        self._focused = False
        self._open = True
        self._keys = ("", "")
        self._near = True
        self._laid: dict[tuple[int, bool], tuple[Flow, list[Flow]]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_suggestion(self, shown: SuggestionShown, theme: Theme, family: str) -> None:
        """Show a suggestion, its reading written in the reader's face."""
        self._shown, self._theme, self._family = shown, theme, family
        self._percent = percent(shown.probability, self._say)
        self._text = shown.text or self._say.say("views.card.remove")
        self._laid.clear()
        name = self._say.say("views.card.suggestion", text=self._text, rank=self._rank)
        self.setAccessibleName(name)
        self.setAccessibleDescription(" · ".join((self._percent, *shown.evidence)))
        self.updateGeometry()
        self.update()

    def set_keys(self, near: str, far: str) -> None:
        """The key that takes it while the card has the focus, and the one elsewhere."""
        self._keys = near, far
        self.update()

    def show_near(self, near: bool) -> None:
        """Show the one key or the other."""
        if near != self._near:
            self._near = near
            self.update()

    @property
    def key(self) -> str:
        """The key as shown."""
        return self._keys[0 if self._near else 1]

    @property
    def rank(self) -> int:
        """Its place from 1."""
        return self._rank

    def set_state(self, *, chosen: bool, focused: bool, opened: bool) -> None:
        """Whether Enter takes it, whether the keys go to it, whether its evidence is shown."""
        focused = focused and chosen
        if (chosen, focused, opened) == (self._chosen, self._focused, self._open):
            return
        self._chosen, self._focused, self._open = chosen, focused, opened
        self.update()

    def _flows(self, width: int, opened: bool) -> tuple[Flow, list[Flow]]:
        """The reading, and the evidence beneath it where it is opened, laid out in a width."""
        if (width, opened) not in self._laid:
            room = width - _INDENT - _EDGE - _BAR - _PERCENT - _ENTER - GRID
            tone = Tone.PLAIN if self._shown.text else Tone.MUTED
            text = Flow(
                [Run(self._text, tone)], face(self._family, _READING), self._theme, room, rows=3
            )
            small = QFont(self.font())
            small.setPixelSize(SMALL)
            below = width - _INDENT - _EDGE
            lines = self._shown.evidence if opened else ()
            why = [Flow([Run(line, Tone.MUTED)], small, self._theme, below) for line in lines]
            self._laid[width, opened] = text, why
        return self._laid[width, opened]

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew in another face."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._laid.clear()

    def height_for(self, width: int, *, opened: bool) -> int:
        """How high it would be with or without its evidence, in pixels."""
        text, why = self._flows(width, opened)
        height = max(text.height, _CAP) + 2 * GRID
        if why:
            height += 4 + sum(flow.height + 3 for flow in why)
        return round(height)

    def sizeHint(self) -> QSize:
        """As high as its text and evidence need."""
        width = max(self.width(), 280)
        return QSize(280, self.height_for(width, opened=self._open))

    def minimumSizeHint(self) -> QSize:
        """Nothing of it may be cut off."""
        return QSize(200, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, key, reading, likelihood and evidence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        text, why = self._flows(self.width(), self._open)
        top = float(GRID)
        line = max(text.height, _CAP)
        small = QFont(self.font())
        small.setPixelSize(SMALL)
        if self.key:
            theme = self._theme
            wide = _CAP if len(self.key) == 1 else _WIDE_CAP
            right = _INDENT - (GRID if wide > _CAP else 1.5 * GRID) + 2
            cap = QRectF(right - wide, top + (min(line, _FIRST) - _CAP) / 2, wide, _CAP)
            ink = theme.accent if self._chosen else theme.muted
            draw_cap(
                painter,
                cap,
                self.key,
                small,
                ink,
                theme.accent if self._chosen else theme.line,
            )
        text.paint(painter, QPointF(_INDENT, top + (line - text.height) / 2))
        self._likelihood(
            painter,
            QPointF(self.width() - _EDGE - _BAR - _PERCENT - _ENTER, top + min(line, _FIRST) / 2),
            small,
        )
        if self._chosen:
            self._enter(painter, QPointF(self.width() - _EDGE - 11, top + min(line, _FIRST) / 2))
        y = top + line + 4
        for flow in why:
            flow.paint(painter, QPointF(_INDENT, y))
            y += flow.height + 3
        painter.end()

    def _enter(self, painter: QPainter, at: QPointF) -> None:
        """Draw the sign of the Enter key, its corner at the right."""
        painter.setPen(QPen(self._theme.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right = at.x(), at.x() + 10
        painter.drawPolyline(
            [QPointF(right, at.y() - 5), QPointF(right, at.y() + 1), QPointF(left, at.y() + 1)]
        )
        tip = QPointF(left, at.y() + 1)
        painter.drawPolyline([tip + QPointF(3.5, -3.5), tip, tip + QPointF(3.5, 3.5)])

    def _ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        theme = self._theme
        fill = theme.accent_soft if self._chosen else theme.hover if self.underMouse() else None
        if fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.pressed if self.isDown() else fill)
            painter.drawRoundedRect(box, 6, 6)
        if self._chosen and self._focused:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.focus)
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _likelihood(self, painter: QPainter, at: QPointF, font: QFont) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.line)
        track = QRectF(at.x(), at.y() - 2, _BAR, 4)
        # Thinner than what fills it: an empty bar of strong lines would look like a full one.
        painter.drawRoundedRect(track.adjusted(0, 1.25, 0, -1.25), 1, 1)
        painter.setBrush(theme.accent if self._chosen else theme.edge)
        share = max(0.0, min(1.0, self._shown.probability))
        painter.drawRoundedRect(QRectF(track.x(), track.y(), max(4.0, share * _BAR), 4), 2, 2)
        painter.setPen(theme.muted)
        painter.setFont(font)
        room = QRectF(track.right(), at.y() - _CAP / 2, _PERCENT, _CAP)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._percent
        )


class SuggestionRows(QScrollArea):
    """All suggestions, the chosen one unmistakable; evidence of all where there is room for it."""

    taken = Signal(int)
    """Rank from 1 of a row that was clicked."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._theme = theme
        self._family = READING_FACE
        self._shown: tuple[SuggestionShown, ...] = ()
        self._made: list[SuggestionRow] = []
        self._rows: list[SuggestionRow] = []
        self._chosen = 0
        self._focused = False
        self._near = True
        self._keys: Sequence[tuple[str, str]] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = body = plain_ground(QWidget(), "pane")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setWidget(body)

    def show_suggestions(self, shown: Sequence[SuggestionShown], chosen: int = 0) -> None:
        """Show suggestions, best first, with the one at place `chosen` chosen."""
        self._shown = tuple(shown)
        # Rows are kept and shown again, since styling a new widget costs more than painting it.
        while len(self._made) < len(shown):
            self._made.append(self._make(len(self._made) + 1))
        self._rows = self._made[: len(shown)]
        for row, suggestion in zip(self._rows, shown, strict=True):
            row.show_suggestion(suggestion, self._theme, self._family)
        for number, row in enumerate(self._made):
            row.setVisible(number < len(shown))
        self._chosen = min(chosen, max(0, len(shown) - 1))
        self._arrange()

    def _make(self, rank: int) -> SuggestionRow:
        row = SuggestionRow(self._say, rank)
        row.clicked.connect(lambda: self.taken.emit(rank))
        self._column.insertWidget(rank - 1, row)
        row.ensurePolished()  # its face decides how high it is, before it is first seen
        self._label(row)
        return row

    def _label(self, row: SuggestionRow) -> None:
        row.set_keys(*self._keys[row.rank - 1] if row.rank <= len(self._keys) else ("", ""))
        row.show_near(self._near)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The near and the far key of each rank, from the first."""
        self._keys = tuple(keys)
        for row in self._made:
            self._label(row)

    def show_near(self, near: bool) -> None:
        """Show near keys or far ones."""
        self._near = near
        for row in self._made:
            row.show_near(near)

    def step(self, by: int) -> None:
        """Choose the next row, or the one before."""
        if self._rows:
            self._chosen = max(0, min(len(self._rows) - 1, self._chosen + by))
            self._arrange()
            self.ensureWidgetVisible(self._rows[self._chosen], 0, GRID)

    @property
    def chosen(self) -> int | None:
        """Rank from 1 of the chosen row; None where there is none."""
        return self._chosen + 1 if self._rows else None

    def set_ground(self, role: str) -> None:
        """Lie on another ground than the pane's."""
        restyle(self._body, role=role)

    def set_focused(self, focused: bool) -> None:
        """Show whether keys go here."""
        self._focused = focused
        self._arrange()

    def set_face(self, family: str) -> None:
        """Write readings in this family."""
        self._family = family
        self.show_suggestions(self._shown, self._chosen)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.show_suggestions(self._shown, self._chosen)

    def _arrange(self) -> None:
        width = self.viewport().width()
        full = sum(row.height_for(width, opened=True) + 2 for row in self._rows)
        room = full <= self.viewport().height() + 2
        for number, row in enumerate(self._rows):
            chosen = number == self._chosen
            row.set_state(chosen=chosen, focused=self._focused, opened=room or chosen)
            row.setFixedHeight(row.height_for(width, opened=room or chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out anew whether all evidence has room."""
        super().resizeEvent(event)
        self._arrange()
