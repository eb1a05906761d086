"""The export dialog: what, in which form, where to; and whether the result is valid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import pixmap
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_text import head_of
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import KeyButton, rule, words

_WIDTH = 112 * GRID
_CHOSEN = 26 * GRID  # pixels for what is said of a format, so that the dialog keeps its height
_ROWS = 9  # formats in one column; more of them stand in two, so that low screens have room
_TITLE = 56  # characters of a document's title
_DETAIL = 20 * GRID  # pixels of details in sight; more of them are scrolled to
_LEAST_DETAIL = 8 * GRID  # that many even where the screen is low
_AROUND = 6 * GRID  # pixels for the frame that a window manager draws
_BAR = 12  # pixels of the scroll bar
_PROBLEMS_SHOWN = 200
_LETTERS = 24  # in sight of an option's value at least
_NOT_BY_CONTENT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option of a format: its name, its meaning in words, and (value, words) to choose from."""

    name: str
    meaning: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormatShown:
    """A format that can be written: its name, that in words, and a line on what it is for.

    `pages_apart`: each page becomes a file of its own.
    """

    name: str
    text: str
    options: tuple[OptionShown, ...] = ()
    about: str = ""
    pages_apart: bool = False


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """What can be exported: the title of the document shown (empty: none), and how many there are.

    `pages` are those of the document shown, `all_pages` those of all documents.
    """

    document: str
    documents: int
    pages: int = 1
    all_pages: int = 1


@dataclass(frozen=True)
class ExportWish:
    """What a person asked for. `all_documents`: not only the one that is shown."""

    all_documents: bool
    writer: str
    options: Mapping[str, str]
    draft: bool
    folder: Path


@dataclass(frozen=True)
class ExportShown:
    """What came of it: one line on top, then (sign, text, detail) for each file or document.

    `sign` is "check" for a valid file, "warning" for a problem, "info" for one left out.
    """

    fine: bool
    text: str
    lines: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


class ExportDialog(Sheet):
    """Collects a wish, and shows what came of it without closing."""

    asked = Signal(object)
    folder_opened = Signal(object)

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        formats: Sequence[FormatShown],
        scope: ScopeShown,
        folder: str,
        parent: QWidget | None = None,
        first: str = "",
    ) -> None:
        """`first` is the format that is chosen at first; the first of all if there is no such."""
        super().__init__(say.say("ui.export.title"), say.say("ui.export.lead"), theme, parent)
        self.setFixedWidth(_WIDTH)
        self._say = say
        self._formats = {one.name: one for one in formats}
        self._counts = scope
        self._scope = self._scopes(scope.document, scope.documents)
        self._options: dict[str, QComboBox] = {}
        self._about = words(wrap=True)
        self._files = words(tone="muted", small=True, wrap=True)
        self._option_box = QVBoxLayout()
        self._option_box.setSpacing(GRID)
        self._writers = self._segments(formats, first)
        self.draft = QCheckBox(say.say("ui.export.draft"))
        self.folder = QLineEdit(folder)
        self.folder.setAccessibleName(say.say("ui.export.folder"))
        self._result = QFrame()
        self._lay_out()
        self._cancel = self.add_button(say.say("ui.close"), "Esc")
        self._cancel.clicked.connect(self.reject)
        self.open_button = self.add_button(say.say("ui.export.open"))
        self.open_button.clicked.connect(lambda: self.folder_opened.emit(self.wish.folder))
        self.open_button.hide()
        self.go_button = self.add_button(say.say("ui.export.go"), "Return", "primary")
        self.go_button.clicked.connect(self._on_go)
        self._writers.idClicked.connect(self._show_options)
        self._scope.idClicked.connect(self._show_files)
        self._show_options()

    def _scopes(self, document: str, documents: int) -> QButtonGroup:
        group = QButtonGroup(self)
        self.add_caption(self._say.say("ui.export.what"))
        texts = [
            self._say.say("ui.export.this", title=_short(document)) if document else "",
            self._say.say("ui.export.all", n=documents),
        ]
        for number, text in enumerate(texts):
            if text:
                button = QRadioButton(text)
                group.addButton(button, number)
                self.body.addWidget(button)
        group.buttons()[0].setChecked(True)
        self.body.addSpacing(GRID)
        return group

    def _segments(self, formats: Sequence[FormatShown], first: str) -> QButtonGroup:
        """The formats in columns; beside them what the chosen one is for, and its options."""
        group = QButtonGroup(self)
        self.add_caption(self._say.say("ui.export.format"))
        columns, beside = QGridLayout(), QVBoxLayout()
        columns.setSpacing(GRID)
        columns.setHorizontalSpacing(2 * GRID)
        beside.setSpacing(GRID)
        rows = len(formats) if len(formats) <= _ROWS else -(-len(formats) // 2)
        for number, one in enumerate(formats):
            button = QRadioButton(one.text.replace("&", "&&"))
            button.setProperty("choice", one.name)
            button.setAccessibleDescription(one.about)
            button.setChecked(one.name == first or number == 0)
            group.addButton(button, number)
            columns.addWidget(button, number % rows, number // rows)
        columns.setRowStretch(rows, 1)
        beside.addWidget(self._about)
        beside.addWidget(self._files)
        beside.addLayout(self._option_box)
        beside.addStretch(1)
        holder = QWidget()
        holder.setMinimumHeight(_CHOSEN)
        holder.setLayout(beside)
        beside.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(4 * GRID)
        line.addLayout(columns)
        line.addWidget(rule(upright=True))
        line.addWidget(holder, 1)
        self.body.addLayout(line)
        return group

    def _lay_out(self) -> None:
        self.body.addSpacing(GRID)
        self.add_caption(self._say.say("ui.export.folder"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        browse = KeyButton(self._say.say("ui.new.browse"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        self.body.addLayout(line)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.draft)
        self._result.setProperty("role", "card")
        self._result.hide()
        self._result_lines = QVBoxLayout(self._result)
        self._result_lines.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        self._result_lines.setSpacing(GRID // 2)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._result)

    def _browse(self) -> None:
        title = self._say.say("ui.export.folder")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.wish.folder))
        if chosen:
            self.folder.setText(chosen)

    @property
    def writer(self) -> str:
        """The name of the format chosen."""
        button = self._writers.checkedButton()
        return str(button.property("choice")) if button else next(iter(self._formats))

    def choose(self, writer: str, **options: str) -> None:
        """Choose a format and its options, as a click would."""
        for button in self._writers.buttons():
            if button.property("choice") == writer:
                button.setChecked(True)
        self._show_options()
        for name, value in options.items():
            self._options[name].setCurrentIndex(self._options[name].findData(value))

    def _show_options(self, *_: object) -> None:
        while item := self._option_box.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._options = {}
        chosen = self._formats[self.writer]
        self._about.setText(chosen.about)
        self._about.setVisible(bool(chosen.about))
        for option in chosen.options:
            box = QComboBox()
            box.setAccessibleName(option.meaning)
            # A long value may be cut off in the closed box, never the names of formats beside it.
            box.setSizeAdjustPolicy(_NOT_BY_CONTENT)
            box.setMinimumContentsLength(_LETTERS)
            for value, text in option.values:
                box.addItem(text, value)
            self._options[option.name] = box
            self._option_box.addWidget(words(option.meaning, tone="muted", small=True, wrap=True))
            self._option_box.addWidget(box)
        self._keep_order()
        self._show_files()

    def _keep_order(self) -> None:
        """Let the focus go from the format to its options, and from them to the folder."""
        parts = [self._writers.buttons()[-1], *self._options.values(), self.folder]
        for one, other in pairwise(parts):
            QWidget.setTabOrder(one, other)

    def _show_files(self, *_: object) -> None:
        """Say beforehand how many files there will be."""
        counts, all_documents = self._counts, self._scope.checkedId() == 1
        if self._formats[self.writer].pages_apart:
            n = counts.all_pages if all_documents else counts.pages
            text = self._say.say("ui.export.files.page", n=n)
        else:
            n = counts.documents if all_documents else 1
            text = self._say.say("ui.export.files.document", n=n)
        self._files.setText(text)

    @property
    def files_text(self) -> str:
        """How many files it says there will be."""
        return self._files.text()

    @property
    def wish(self) -> ExportWish:
        """What is asked for as the dialog stands."""
        return ExportWish(
            all_documents=self._scope.checkedId() == 1,
            writer=self.writer,
            options={name: str(box.currentData()) for name, box in self._options.items()},
            draft=self.draft.isChecked(),
            folder=Path(self.folder.text().strip()).expanduser(),
        )

    def _on_go(self) -> None:
        self.go_button.setEnabled(False)
        self.show_result(ExportShown(True, self._say.say("ui.export.running")))
        self.open_button.hide()
        self.asked.emit(self.wish)

    def show_result(self, shown: ExportShown) -> None:
        """Say what came of it; the dialog stays open for another go."""
        while item := self._result_lines.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        tone = ("good" if shown.fine else "warn") if shown.lines else "muted"
        top = words(shown.text, tone=tone, strong=bool(shown.lines), wrap=True)
        self._result_lines.addWidget(top)
        self._result.show()
        if shown.lines:
            self._result_lines.addWidget(self._detail(shown.lines))
        self.setAccessibleDescription(shown.text)
        self._fit()

    def _fit(self) -> None:
        """Be as high as all parts need in the present width."""
        for part in self.findChildren(QLabel):
            part.ensurePolished()
        self.column.activate()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay on the screen when there is more to show; its frame is known a moment later."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._stay_on_screen)

    def _stay_on_screen(self) -> None:
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        below = frame.bottom() - room.bottom()
        if below > 0 and self.isVisible():
            self.move(frame.left(), max(room.top(), frame.top() - below))

    def finish(self, shown: ExportShown) -> None:
        """Show the final result, and offer the folder where there is something in it."""
        self.show_result(shown)
        self.go_button.setEnabled(True)
        self.open_button.setVisible(any(sign == "check" for sign, _, _ in shown.lines))
        self.go_button.setFocus()
        self._fit()

    def _detail(self, lines: Sequence[tuple[str, str, str]]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, GRID // 2, _BAR, 0)
        column.setSpacing(GRID)
        for sign, text, more in lines[:_PROBLEMS_SHOWN]:
            column.addWidget(self._line(sign, text, more))
        for part in holder.findChildren(QLabel):
            part.ensurePolished()  # its face decides how high it is, before it is first seen
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        margins = self._result_lines.contentsMargins()
        width = self._result.width() - margins.left() - margins.right()
        left = self.screen().availableGeometry().height() - self.column.totalHeightForWidth(
            self.width()
        )
        most = max(_LEAST_DETAIL, min(_DETAIL, left - _AROUND))
        scroll.setFixedHeight(min(column.totalHeightForWidth(width), most))
        return scroll

    def _line(self, sign: str, text: str, more: str) -> QWidget:
        colours = {"check": self.theme.good, "warning": self.theme.warn, "info": self.theme.accent}
        picture = QLabel()
        picture.setPixmap(pixmap(sign, colours[sign], 16, self.devicePixelRatioF()))
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(words(text, wrap=True))
        if more:
            texts.addWidget(words(more, tone="muted", small=True, wrap=True))
        across.addLayout(texts, 1)
        return line


def _short(title: str) -> str:
    """A title that one line has room for; its ampersands are no marks of keys."""
    return head_of(title, _TITLE).replace("&", "&&")
