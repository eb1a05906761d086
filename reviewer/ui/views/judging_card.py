"""A change on its card: what it was, what it is, where it stands, who says so and why."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.core.judging_sheet import Verdict
from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.card_field import TypingField
from reviewer.ui.views.card_text import READING_FACE, Flow, FlowLabel, Run, Tone, draw_cap, face
from reviewer.ui.views.fast_text import AROUND, Surroundings
from reviewer.ui.views.judging_shown import ChangeCardShown, ReadingShown
from reviewer.ui.views.parts import words

_LARGE = sized(30)
_READING = sized(18)
_TYPED = sized(20)
_CAP = sized(20)
_MOST = 9  # readings, a digit each


class ReadingRow(QAbstractButton):
    """Another reading with the digit that takes it."""

    def __init__(self, number: int, shown: ReadingShown, theme: Theme, family: str) -> None:
        super().__init__()
        self._number, self._shown, self._theme, self._family = number, shown, theme, family
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{shown.text}. {shown.origin}")
        self.setAccessibleDescription(str(number))

    def sizeHint(self) -> QSize:
        """One line of the reading."""
        return QSize(240, _CAP + 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The digit, the reading, where it is from."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.hover)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        small = QFont(self.font())
        small.setPixelSize(SMALL)
        cap = QRectF(GRID, (self.height() - _CAP) / 2, _CAP, _CAP)
        draw_cap(painter, cap, str(self._number), small, self._theme.muted, self._theme.edge)
        font, left = face(self._family, _READING), GRID + _CAP + 1.5 * GRID
        text = self._shown.text or "–"
        room = self.width() - left
        reading = Flow([Run(text)], font, self._theme, room, rows=1)
        reading.paint(painter, QPointF(left, (self.height() - reading.height) / 2))
        left += QFontMetricsF(font).horizontalAdvance(text) + 2 * GRID
        origin = [Run(self._shown.origin, Tone.MUTED)]
        told = Flow(origin, small, self._theme, max(80.0, self.width() - left), rows=1)
        told.paint(painter, QPointF(left, (self.height() - told.height) / 2 + 1))
        painter.end()


class Badge(QWidget):
    """The verdict by shape and word: a tick, a cross, a question mark, a person's dot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._verdict = Verdict.OPEN
        self._text = words(small=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(sized(20), 0, 0, 0)
        line.addWidget(self._text)

    def show_verdict(self, verdict: Verdict, text: str) -> None:
        """Show it; an open one takes its room and says nothing."""
        self._verdict = verdict
        self._text.setText(text)
        self.setAccessibleName(text)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign before the word."""
        theme, middle = self._theme, self.height() / 2
        colour = {
            Verdict.SIGNED: theme.good,
            Verdict.REJECTED: theme.danger,
            Verdict.ASKED: theme.warn,
            Verdict.MINE: theme.muted,
        }.get(self._verdict)
        if colour is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        if self._verdict is Verdict.SIGNED:
            painter.drawPolyline(
                [QPointF(2, middle), QPointF(6, middle + 4), QPointF(14, middle - 5)]
            )
        elif self._verdict is Verdict.REJECTED:
            painter.drawLine(QPointF(3, middle - 5), QPointF(13, middle + 5))
            painter.drawLine(QPointF(13, middle - 5), QPointF(3, middle + 5))
        elif self._verdict is Verdict.MINE:
            painter.drawEllipse(QPointF(8, middle), 4, 4)
        else:
            font = QFont(self.font())
            font.setBold(True)
            painter.setFont(font)
            box = QRectF(0, 0, sized(16), self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()


class ChangeCard(QWidget):
    """Shows one change. A field opens under its words to type them anew, or at the foot."""

    taken = Signal(int)
    """Number of the other reading that was picked, from 1."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say, self._theme = say, theme
        self._family = READING_FACE
        self._tall = True
        self._kind = words(tone="muted", small=True)
        self._badge = Badge(theme)
        self._words = FlowLabel(theme, face(READING_FACE, _LARGE), rows=2)
        self.typing = TypingField(say.say("judging.type"))
        self._crop = CropView(say, theme)
        self._around = Surroundings(theme)
        self._who = words(tone="muted", small=True, wrap=True)
        self._evidence = words(tone="muted", small=True, wrap=True)
        self._thread = words(small=True, wrap=True)
        self._asked = words(strong=True)
        self.saying = TypingField(say.say("judging.comment"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._kind, 1)
        head.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self.typing)
        column.addWidget(self._crop)
        column.addWidget(self._around)
        column.addWidget(self._who)
        column.addWidget(self._evidence)
        column.addWidget(self._thread)
        column.addLayout(self._rows)
        column.addWidget(self._asked)
        column.addWidget(self.saying)
        column.addStretch(1)
        self._asked.hide()

    def show_change(self, shown: ChangeCardShown) -> None:
        """Show a change."""
        self._kind.setText(shown.kind)
        self._badge.show_verdict(shown.verdict, shown.state)
        runs = tuple(Run(run.text, Tone.MUTED) for run in shown.words)
        self._words.set_runs(*(runs if shown.recedes else shown.words))
        self._around.show_runs(shown.above, shown.line, shown.below)
        self._who.setText(shown.who)
        self._evidence.setText("\n".join(shown.evidence))
        self._thread.setText("\n".join(shown.thread))
        self._thread.setVisible(bool(shown.thread))
        self._show_evidence()
        self.setAccessibleName(shown.spoken)

    def show_readings(self, readings: Sequence[ReadingShown]) -> None:
        """Show other readings with their digits, or none."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for number, reading in enumerate(readings[:_MOST], 1):
            row = ReadingRow(number, reading, self._theme, self._family)
            row.clicked.connect(lambda _=False, number=number: self.taken.emit(number))
            self._rows.addWidget(row)
        self._show_reach()
        self._show_evidence()

    @property
    def readings(self) -> int:
        """How many other readings are shown."""
        return self._rows.count()

    def open_typing(self, text: str | None) -> None:
        """Open the field under the words with a text in it, or close it."""
        if text is not None:
            self.typing.begin(text)
        self.typing.setVisible(text is not None)

    def open_saying(self, question: str | None, text: str = "") -> None:
        """Open the field for what is said, under its question, with a text in it; or close it."""
        if question is not None:
            self.saying.begin(text)
            self._asked.setText(question)
            self.saying.setAccessibleName(question)
        self._asked.setVisible(question is not None)
        self.saying.setVisible(question is not None)

    def show_crop(self, crop: CropShown | None) -> None:
        """Show the change's place in the picture, or the room for it; without one take none."""
        self._crop.show_crop(crop)

    @property
    def crop(self) -> CropShown | None:
        """What is shown of the picture."""
        return self._crop.shown

    @property
    def text(self) -> str:
        """What the large words say."""
        return self._words.text

    @property
    def told(self) -> str:
        """Everything small that it says."""
        labels = (self._kind, self._who, self._evidence, self._thread)
        return "\n".join(label.text() for label in labels if label.text())

    def set_tall(self, tall: bool) -> None:
        """Whether there is room to spare."""
        self._tall = tall
        self._show_reach()
        self._show_evidence()

    def _show_reach(self) -> None:
        """In a low window other readings take the room of the lines around."""
        self._around.set_reach(AROUND if self._tall else 0 if self.readings else 1)

    def _show_evidence(self) -> None:
        room = self._tall or not self.readings
        self._evidence.setVisible(room and bool(self._evidence.text()))

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._family = family
        self._words.set_face(face(family, _LARGE))
        self._around.set_family(family)
        self.typing.setStyleSheet(f'font-family: "{family}"; font-size: {_TYPED}px;')

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        for part in (self._badge, self._words, self._crop, self._around):
            part.set_theme(theme)
