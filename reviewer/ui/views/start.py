"""The start page: begin a project by dropping files, open one, or try the sample."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import application_icon, pixmap
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.parts import KeyButton, plain_ground, words
from reviewer.ui.views.rows import Rows

_WIDTH = sized(896)
_DROP_WIDTH = 50 * GRID
_ROW = 4 * GRID + sized(32)
_TITLE = sized(34)  # pixels; the one large word of the window
_LEAD = sized(17)


@dataclass(frozen=True, slots=True)
class RecentShown:
    """A project opened before; `there` is whether it can still be found."""

    place: str
    name: str
    where: str
    when: str
    progress: str = ""
    there: bool = True


def dropped_files(event: QDropEvent) -> list[Path]:
    """The local files and folders that somebody drags."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


class DropZone(QWidget):
    """A field that takes files: dashed, and filled with the accent while they hover over it."""

    dropped = Signal(object)
    pressed = Signal()
    folder_pressed = Signal()

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(30 * GRID)
        self._picture = QLabel()
        title = words(say.say("ui.start.drop"), strong=True)
        hint = words(say.say("ui.start.drop_hint"), tone="muted", small=True)
        self.button = KeyButton(say.say("ui.start.choose"), kind="primary")
        self.button.clicked.connect(self.pressed)
        self.folder_button = KeyButton(say.say("ui.start.choose_folder"))
        self.folder_button.clicked.connect(self.folder_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addStretch(1)
        for part in (self._picture, title, hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(GRID)
        buttons = Rows(GRID, 2)
        buttons.addWidget(self.button)
        buttons.addWidget(self.folder_button)
        column.addLayout(buttons)
        column.addStretch(1)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._picture.setPixmap(pixmap("drop", theme.accent, 40, self.devicePixelRatioF()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded field with a dashed edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._theme.accent if self._over else self._theme.edge
        pen = QPen(edge, 2 if self._over else 1.25, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(self._theme.accent_soft if self._over else self._theme.pane)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and show it."""
        if dropped_files(event):
            event.acceptProposedAction()
            self.hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went on."""
        self.hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over."""
        self.hover(False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))

    def hover(self, over: bool) -> None:
        """Show that files hover over it, or over what is around it and gives them on."""
        self._over = over
        self.update()


class RecentRow(QAbstractButton):
    """A project opened before: name and place, when, and how far it is."""

    def __init__(self, shown: RecentShown, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self._theme = theme
        self.setEnabled(shown.there)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(shown.name)
        self.setAccessibleName(shown.name)
        self.setAccessibleDescription(f"{shown.where}. {shown.when}. {shown.progress}")
        self.setToolTip(shown.place)

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(40 * GRID, _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name and progress above, place and time below."""
        theme, shown = self._theme, self.shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.pressed if self.isDown() else theme.hover)
            painter.drawRoundedRect(ground, 6, 6)
        if self.hasFocus():
            painter.setBrush(theme.selected)
            painter.setPen(QPen(theme.focus, 1.5))
            painter.drawRoundedRect(ground, 6, 6)
        inner = self.rect().adjusted(2 * GRID, GRID + 4, -2 * GRID, -GRID - 4)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() - upper.height())
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(SMALL)
        painter.setFont(small)
        painter.setPen(theme.muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, right, shown.when)
        painter.drawText(lower, right, shown.progress)
        used = QFontMetrics(small).horizontalAdvance(shown.progress) + 2 * GRID
        self._line(painter, lower.adjusted(0, 0, -used, 0), shown.where)
        used = QFontMetrics(small).horizontalAdvance(shown.when) + 2 * GRID
        painter.setFont(strong)
        painter.setPen(theme.ink if self.isEnabled() else theme.faint)
        self._line(painter, upper.adjusted(0, 0, -used, 0), shown.name)

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, short)


class StartView(QWidget):
    """What a person sees first. Files may be dropped anywhere on it."""

    files_dropped = Signal(object)
    new_asked = Signal()
    folder_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    recent_picked = Signal(str)

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "desk")
        self._say = say
        self._theme = theme
        self._rows: list[RecentRow] = []
        self.drop = DropZone(say, theme)
        self.drop.dropped.connect(self.files_dropped)
        self.drop.pressed.connect(self.new_asked)
        self.drop.folder_pressed.connect(self.folder_asked)
        self.setAcceptDrops(True)
        self.sample_button = KeyButton(say.say("ui.start.sample"))
        self.sample_button.clicked.connect(self.sample_asked)
        self.open_button = KeyButton(say.say("ui.start.open"))
        self.open_button.clicked.connect(self.open_asked)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._lay_out()
        self.show_recent(())

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5 * GRID)
        column.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(6 * GRID)
        columns.addLayout(self._left())
        columns.addLayout(self._right(), 1)
        column.addLayout(columns, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(4 * GRID, 0, 4 * GRID, 0)
        across.addStretch(1)
        down = QVBoxLayout()
        down.addStretch(2)
        down.addWidget(middle)
        self._foot = QWidget()
        down.addWidget(self._foot, 3)
        across.addLayout(down, 1000)  # all there is, up to its own width; the rest lies beside it
        across.addStretch(1)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
        title = words(self._say.say("ui.product"))
        title.setStyleSheet(f'font: 600 {_TITLE}px "IBM Plex Serif";')
        lead = words(self._say.say("ui.start.lead"), tone="muted")
        lead.setStyleSheet(f"font-size: {_LEAD}px;")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(title)
        texts.addWidget(lead)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(picture)
        head.addLayout(texts, 1)
        return head

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(self.drop)
        column.addSpacing(GRID)
        buttons = Rows(GRID, 2)
        buttons.addWidget(self.sample_button)
        buttons.addWidget(self.open_button)
        column.addLayout(buttons)
        column.addStretch(1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        title = words(self._say.say("ui.start.recent"), strong=True)
        title.setContentsMargins(2 * GRID, 0, 0, 0)
        column.addWidget(title)
        self._empty = QFrame()
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(2 * GRID, GRID, 0, 0)
        empty.addWidget(words(self._say.say("ui.start.nothing"), tone="muted", wrap=True))
        column.addWidget(self._empty)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(holder)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setMinimumHeight(34 * GRID)
        column.addWidget(self._scroll, 1)
        column.addStretch(0)
        return column

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files as the field does."""
        self.drop.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went on."""
        self.drop.hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over as the field does."""
        self.drop.dropEvent(event)

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys to show on buttons, by action."""
        self.drop.button.set_keys(*keys["new"])
        self.drop.folder_button.set_keys(*keys["import_folder"])
        self.open_button.set_keys(*keys["open"])
        self.drop.setFixedWidth(max(_DROP_WIDTH, self.drop.minimumSizeHint().width()))

    def set_covered(self, height: int) -> None:
        """Pixels at the foot that something lies over: nothing to press may be beneath."""
        self._foot.setMinimumHeight(height)

    def show_recent(self, projects: Sequence[RecentShown]) -> None:
        """List these, newest first."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [RecentRow(shown, self._theme) for shown in projects]
        for row in self._rows:
            row.clicked.connect(self._on_row)
            self._list.addWidget(row)
        self._empty.setVisible(not projects)
        self._scroll.setVisible(bool(projects))

    @property
    def rows(self) -> Sequence[RecentRow]:
        """The projects listed."""
        return tuple(self._rows)

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.recent_picked.emit(row.shown.place)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.drop.set_theme(theme)
        for row in self._rows:
            row.set_theme(theme)

    def focus_first(self) -> None:
        """Put the focus where Enter does what most people want next."""
        if self._rows and self._rows[0].isEnabled():
            self._rows[0].setFocus()
        else:
            self.sample_button.setFocus()
