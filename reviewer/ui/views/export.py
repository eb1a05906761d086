"""The export dialog: what, in which form, where to; and whether the result is valid."""

from collections.abc import Sequence
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
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_text import head_of
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.export_lines import result_lines
from reviewer.ui.views.export_shown import ExportShown as ExportShown
from reviewer.ui.views.export_shown import ExportWish as ExportWish
from reviewer.ui.views.export_shown import FormatShown as FormatShown
from reviewer.ui.views.export_shown import OptionShown as OptionShown
from reviewer.ui.views.export_shown import ScopeShown as ScopeShown
from reviewer.ui.views.export_shown import grouped
from reviewer.ui.views.parts import KeyButton, rule, words

_WIDTH = 112 * GRID
_CHOSEN = 26 * GRID  # pixels for what is said of a format, so that the dialog keeps its height
_ASIDE = ("software", "lists")  # groups of formats in the second column
_TITLE = 56  # characters of a document's title
_AROUND = 6 * GRID  # pixels for the frame that a window manager draws
_BAR = 12  # pixels of the scroll bar
_LETTERS = 16  # in sight of an option's value at least
_NOT_BY_CONTENT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class ExportDialog(Sheet):
    """Collects a wish, and shows what came of it without closing."""

    asked = Signal(object)
    folder_opened = Signal(object)
    wished = Signal(object)
    """Something else is asked for: what comes of it may be said beforehand."""
    stopped = Signal()
    """What is being written is not wanted any more."""
    problems_asked = Signal()
    """Show the list of what is wrong."""

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
        self._hold_body()
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
        self._before = words(small=True, wrap=True)
        self._before.hide()
        self.folder = QLineEdit(folder)
        self.folder.setAccessibleName(say.say("ui.export.folder"))
        self._result = QFrame()
        self._top: QLabel | None = None
        self._lay_out()
        self._cancel = self.add_button(say.say("ui.close"), "Esc")
        self._cancel.clicked.connect(self.reject)
        self.stop_button = self.add_button(say.say("ui.export.stop"))
        self.stop_button.clicked.connect(self.stopped)
        self.stop_button.hide()
        self.problems_button = self.add_button(say.say("ui.export.go_there"))
        self.problems_button.clicked.connect(self.problems_asked)
        self.problems_button.hide()
        self.open_button = self.add_button(say.say("ui.export.open"))
        self.open_button.clicked.connect(lambda: self.folder_opened.emit(self.wish.folder))
        self.open_button.hide()
        self.go_button = self.add_button(say.say("ui.export.go"), "Return", "primary")
        self.go_button.clicked.connect(self._on_go)
        self._writers.idClicked.connect(self._show_options)
        self._scope.idClicked.connect(self._show_files)
        self.draft.toggled.connect(self._tell_wish)
        self.folder.editingFinished.connect(self._tell_wish)
        self._show_options()
        self._widen()
        self._fit()

    def _widen(self) -> None:
        """As wide as the screen lets it be, and never narrower than its parts."""
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self.body.activate()
        margins = self.column.contentsMargins()
        least = self.body.totalMinimumSize().width() + _BAR + margins.left() + margins.right()
        room = self.screen().availableGeometry().width() - _AROUND
        self.setFixedWidth(max(least, min(_WIDTH, room)))

    def _hold_body(self) -> None:
        """Let what stands between title and buttons be scrolled where the screen is low."""
        outer, inside = self.body, QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, GRID // 2, 0)
        self.body.setSpacing(GRID)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)  # which taking it in had changed
        outer.addWidget(self.area, 1)

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
        row = column = most = 0
        for name, members in grouped(formats).items():
            if name in _ASIDE:
                row, column = (0, 1) if column == 0 else (row, 1)
            if name:
                label = words(self._say.say(f"ui.export.groups.{name}"), tone="muted", small=True)
                columns.addWidget(label, row, column)
                row += 1
            for one in members:
                button = QRadioButton(one.text.replace("&", "&&"))
                button.setProperty("choice", one.name)
                button.setAccessibleDescription(one.about)
                number = formats.index(one)
                button.setChecked(one.name == first or number == 0)
                group.addButton(button, number)
                columns.addWidget(button, row, column)
                row += 1
            most = max(most, row)
        columns.setRowStretch(most, 1)
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
        self.body.addWidget(self._before)
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
            box.currentIndexChanged.connect(self._tell_wish)
            box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 3 * GRID)
        self._keep_order()
        self._show_files()

    def _keep_order(self) -> None:
        """Let the focus go from the format to its options, and from them to the folder."""
        parts = [self._writers.button(len(self._formats) - 1), *self._options.values(), self.folder]
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
        self._tell_wish()

    def _tell_wish(self, *_: object) -> None:
        self.wished.emit(self.wish)

    def show_before(self, text: str) -> None:
        """Say what will come of what is asked for; empty: nothing needs to be said."""
        self._before.setText(text)
        self._before.setVisible(bool(text))
        self._fit()

    @property
    def before_text(self) -> str:
        """What it says before it begins."""
        return self._before.text()

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
        self.problems_button.hide()
        self.stop_button.show()
        self.asked.emit(self.wish)

    def show_result(self, shown: ExportShown) -> None:
        """Say what came of it; the dialog stays open for another go."""
        while item := self._result_lines.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        tone = ("good" if shown.fine else "warn") if shown.lines else "muted"
        self._top = words(shown.text, tone=tone, strong=bool(shown.lines), wrap=True)
        self._result_lines.addWidget(self._top)
        self._result.show()
        if shown.lines:
            self._result_lines.addWidget(
                result_lines(shown.lines, self.theme, self.devicePixelRatioF())
            )
        self.setAccessibleDescription(shown.text)
        self._fit()
        QTimer.singleShot(0, self, self._show_top)

    def _show_top(self) -> None:
        """Bring the result into sight, or its first lines where it is higher than the dialog."""
        for part in (self._result, self._top):
            if part is not None:
                self.area.ensureWidgetVisible(part)

    def show_step(self, text: str) -> None:
        """Say how far it is, in the place of the result."""
        if not self.go_button.isEnabled() and self._top is not None:
            self._top.setText(text)

    def _fit(self) -> None:
        """Be as high as all parts need in the present width, as far as the screen has room."""
        for part in self.findChildren(QLabel):
            part.ensurePolished()
        self.body.activate()
        margins = self.column.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        needed = self.body.totalHeightForWidth(wide - _BAR) + GRID
        self.area.setMinimumHeight(0)
        self.column.activate()
        around = self.column.totalMinimumSize().height() - self.area.minimumSizeHint().height()
        room = self.screen().availableGeometry().height() - _AROUND
        self.resize(self.width(), min(needed + around, room))

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
        self.stop_button.hide()
        self.open_button.setVisible(any(sign == "check" for sign, _, _ in shown.lines))
        self.problems_button.setVisible(any(sign == "warning" for sign, _, _ in shown.lines))
        self.go_button.setFocus()
        self._fit()


def _short(title: str) -> str:
    """A title that one line has room for; its ampersands are no marks of keys."""
    return head_of(title, _TITLE).replace("&", "&&")
