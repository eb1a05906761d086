"""What became of files, pages or pictures: groups of lines, to be read, copied and put away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import pixmap
from reviewer.ui.theme import GRID, SMALL, TEXT, Theme
from reviewer.ui.views.dialogs import Sheet

_WIDTH, _HEIGHT = 88 * GRID, 48 * GRID
_LEAST = 12 * GRID
_SIGN = 14  # pixels
_INDENT = 3 * GRID
_IMAGE = "\N{OBJECT REPLACEMENT CHARACTER}"  # what Qt has for a picture in plain text


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Lines of one kind under a heading; each is (what, more about it).

    `sign` is "check" for what went well, "warning" for trouble, "info" for the rest.
    """

    sign: str
    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report: its title, a sentence under it, and what there is to say."""

    title: str
    lead: str
    groups: Sequence[GroupShown]

    @property
    def text(self) -> str:
        """All of it as plain text, to be kept or sent to somebody."""
        parts = []
        for group in self.groups:
            lines = [f"- {what}" + (f"\n  {more}" if more else "") for what, more in group.lines]
            parts.append("\n".join([group.title, *lines]))
        return "\n\n".join(parts) + "\n"


class ReportSheet(Sheet):
    """Shows a report. Enter and Esc put it away; its text can be selected and copied."""

    def __init__(
        self, say: Catalogue, theme: Theme, report: ReportShown, parent: QWidget | None = None
    ) -> None:
        super().__init__(report.title, report.lead, theme, parent)
        self.setFixedWidth(_WIDTH)
        self._say = say
        self._report = report
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("role", "field")
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(say.say("intake.report.text"))
        self.text.setAccessibleDescription(report.text)
        self._write()
        self.body.addWidget(self.text, 1)
        self.copy_button = self.add_button(say.say("intake.report.copy"))
        self.copy_button.clicked.connect(self._copy)
        self.close_button = self.add_button(say.say("ui.close"), "Return", "primary")
        self.close_button.clicked.connect(self.accept)
        self._fit()
        self.close_button.setFocus()

    def _write(self) -> None:
        cursor = QTextCursor(self.text.document())
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        strong.setForeground(self.theme.ink)
        plain = QTextCharFormat()
        plain.setForeground(self.theme.ink)
        small = QTextCharFormat()
        small.setForeground(self.theme.muted)
        small.setProperty(QTextCharFormat.Property.FontPixelSize, SMALL)
        first = True
        for group in self._report.groups:
            self._begin(cursor, 0, 0 if first else 2 * GRID, first)
            self._sign(cursor, group.sign)
            cursor.insertText(f"  {group.title}", strong)
            for what, more in group.lines:
                self._begin(cursor, _INDENT, GRID // 2)
                cursor.insertText(what, plain)
                if more:
                    self._begin(cursor, _INDENT, 0)
                    cursor.insertText(more, small)
            first = False
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    @staticmethod
    def _begin(cursor: QTextCursor, left: int, above: int, first: bool = False) -> None:
        block = QTextBlockFormat()
        block.setLeftMargin(left)
        block.setTopMargin(above)
        if first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)

    def _sign(self, cursor: QTextCursor, sign: str) -> None:
        colours: dict[str, QColor] = {
            "check": self.theme.good,
            "warning": self.theme.warn,
            "info": self.theme.accent,
        }
        image = pixmap(sign, colours[sign], _SIGN, self.devicePixelRatioF()).toImage()
        self.text.document().addResource(QTextDocument.ResourceType.ImageResource, sign, image)
        cursor.insertImage(sign)

    def _fit(self) -> None:
        """As high as its lines need, within reason; more of them are scrolled to."""
        font = QFont(self.text.font())
        font.setPixelSize(TEXT)
        document = self.text.document()
        document.setDefaultFont(font)
        document.setTextWidth(_WIDTH - 12 * GRID)
        needed = round(document.size().height()) + 3 * GRID
        self.text.setMinimumHeight(min(max(needed, _LEAST), _HEIGHT))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)
        self.copy_button.setText(self._say.say("intake.report.copied"))

    @property
    def shown_text(self) -> str:
        """The words on the screen, without the signs."""
        return self.text.toPlainText().replace(_IMAGE, "")
