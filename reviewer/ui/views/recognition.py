"""The dialog before OCR: which engine, which languages, how the pages are laid out, which pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import write_painted
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.dialogs import Sheet
from reviewer.ui.views.parts import words

_WIDTH = 88 * GRID
_LANGUAGES = 5  # rows of the list in sight
_ROW = 3 * GRID + 2  # pixels
_TICK = "check-small"
_EDGE = 5  # pixels of border and padding


@dataclass(frozen=True, slots=True)
class EngineShown:
    """An OCR engine: (code, words) of its languages, (value, words) of its segmentations.

    One that is not `usable` has no more than `text`, which says how to get it.
    """

    name: str
    text: str
    usable: bool
    languages: tuple[tuple[str, str], ...] = ()
    segmentations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecognitionWish:
    """What a person asked for. `scope` names the pages, `at_once` how many are read together."""

    engine: str
    languages: tuple[str, ...]
    segmentation: str
    scope: str
    at_once: int


@dataclass(frozen=True, slots=True)
class RecognitionShown:
    """What the dialog offers: engines, (scope, words) of pages, and what is chosen at first."""

    engines: Sequence[EngineShown]
    scopes: Sequence[tuple[str, str]]
    first: RecognitionWish
    most_at_once: int = 1


class RecognitionSheet(Sheet):
    """Collects a wish. Enter begins with what stands there."""

    asked = Signal(object)

    def __init__(
        self,
        say: Catalogue,
        theme: Theme,
        shown: RecognitionShown,
        again: bool,
        parent: QWidget | None = None,
    ) -> None:
        title, lead = ("title_again", "lead_again") if again else ("title", "lead")
        super().__init__(
            say.say(f"intake.recognition.{title}"),
            say.say(f"intake.recognition.{lead}"),
            theme,
            parent,
        )
        self.setFixedWidth(_WIDTH)
        self._say = say
        self._shown = shown
        self._usable = {one.name: one for one in shown.engines if one.usable}
        self._pictures = QTemporaryDir()  # stylesheets can only name files
        self.engines = QButtonGroup(self)
        self.scopes = QButtonGroup(self)
        self.languages = QListWidget()
        self.segmentation = QComboBox()
        self.at_once = QComboBox()
        self._choices = QWidget()
        self._lay_out()
        cancel = self.add_button(say.say("ui.cancel" if self._usable else "ui.close"), "Esc")
        cancel.clicked.connect(self.reject)
        self.go_button = self.add_button(say.say("intake.recognition.go"), "Return", "primary")
        self.go_button.clicked.connect(self._on_go)
        self.go_button.setVisible(bool(self._usable))
        if not self._usable:
            cancel.setFocus()
            return
        self.engines.idClicked.connect(self._show_engine)
        self.languages.itemChanged.connect(self._check)
        self._show_engine()
        chosen = self.engines.checkedButton() if len(self._usable) > 1 else None
        (chosen or self.languages).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._lay_out_engines()
        write_painted(Path(self._pictures.path()), (_TICK,), self.theme.accent_ink)
        self.languages.setStyleSheet(_list_style(self.theme, Path(self._pictures.path())))
        most = max(1, self._shown.most_at_once)
        for number in range(1, most + 1):
            self.at_once.addItem(str(number), number)
        self.at_once.setCurrentIndex(min(self._shown.first.at_once, most) - 1)
        for name, part in (
            ("languages", self.languages),
            ("segmentation", self.segmentation),
        ):
            self._caption(column, name, part)
            column.addWidget(part)
        across = QHBoxLayout()
        across.setSpacing(4 * GRID)
        scopes, beside = QVBoxLayout(), QVBoxLayout()
        for side in (scopes, beside):
            side.setSpacing(GRID)
        scopes.addWidget(self._small("pages"))
        for number, (scope, text) in enumerate(self._shown.scopes):
            button = self._radio(self.scopes, number, scope, text)
            button.setChecked(scope == self._shown.first.scope)
            scopes.addWidget(button)
        if self.scopes.buttons() and self.scopes.checkedButton() is None:
            self.scopes.buttons()[0].setChecked(True)
        scopes.addStretch(1)
        self._caption(beside, "at_once", self.at_once)
        beside.addWidget(self.at_once)
        beside.addStretch(1)
        across.addLayout(scopes, 1)
        across.addLayout(beside)
        column.addLayout(across)
        self.body.addWidget(self._choices)
        self._choices.setVisible(bool(self._usable))

    def _lay_out_engines(self) -> None:
        """Engines that can be used to choose from, and how to get the others."""
        if not self._usable:
            self.body.addWidget(words(self._say.say("intake.recognition.none"), wrap=True))
        elif len(self._shown.engines) > 1:
            self.add_caption(self._say.say("intake.recognition.engine"))
        for number, engine in enumerate(self._shown.engines):
            if engine.usable:
                button = self._radio(self.engines, number, engine.name, engine.text)
                button.setChecked(engine.name == self._shown.first.engine)
                self.body.addWidget(button)
        if self._usable and self.engines.checkedButton() is None:
            self.engines.buttons()[0].setChecked(True)
        for engine in self._shown.engines:
            if not engine.usable:
                label = words(engine.text, tone="muted", small=True, wrap=True)
                label.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse
                    | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
                self.body.addWidget(label)

    @staticmethod
    def _radio(group: QButtonGroup, number: int, choice: str, text: str) -> QRadioButton:
        button = QRadioButton(text.replace("&", "&&"))
        button.setProperty("choice", choice)
        group.addButton(button, number)
        return button

    def _small(self, name: str) -> QWidget:
        return words(self._say.say(f"intake.recognition.{name}"), tone="muted", small=True)

    def _caption(self, column: QVBoxLayout, name: str, part: QWidget) -> None:
        part.setAccessibleName(self._say.say(f"intake.recognition.{name}"))
        column.addWidget(self._small(name))

    def _show_engine(self, *_: object) -> None:
        """Offer what the chosen engine has; languages chosen before stay so where it has them."""
        engine = self._usable[_choice(self.engines.checkedButton())]
        names = dict(engine.languages)
        before = self.chosen_languages or self._shown.first.languages
        wanted = [code for code in before if code in names]
        if not wanted:
            wanted = ["en"] if "en" in names else list(names)[:1]
        self.languages.clear()
        # Those that are chosen stand first, the main one on top: a person looks at them, seldom at
        # the other hundred.
        for code in dict.fromkeys([*wanted, *names]):
            item = QListWidgetItem(names[code])
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = Qt.CheckState.Checked if code in wanted else Qt.CheckState.Unchecked
            item.setCheckState(on)
            self.languages.addItem(item)
        self.languages.setCurrentRow(0)
        rows = min(max(len(engine.languages), 1), _LANGUAGES)
        self.languages.setFixedHeight(rows * _ROW + 2 * _EDGE)
        self.segmentation.clear()
        for value, text in engine.segmentations:
            self.segmentation.addItem(text, value)
        at = self.segmentation.findData(self._shown.first.segmentation)
        self.segmentation.setCurrentIndex(max(at, 0))
        self.segmentation.setEnabled(len(engine.segmentations) > 1)
        self._check()

    @property
    def chosen_languages(self) -> tuple[str, ...]:
        """Codes of the languages that are ticked, in the order of the list."""
        items = (self.languages.item(row) for row in range(self.languages.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _check(self, *_: object) -> None:
        self.go_button.setEnabled(bool(self.chosen_languages))

    @property
    def wish(self) -> RecognitionWish:
        """What is asked for as the dialog stands."""
        return RecognitionWish(
            engine=_choice(self.engines.checkedButton()),
            languages=self.chosen_languages,
            segmentation=str(self.segmentation.currentData() or ""),
            scope=_choice(self.scopes.checkedButton()),
            at_once=int(self.at_once.currentData()),
        )

    def _on_go(self) -> None:
        self.accept()
        self.asked.emit(self.wish)


def _list_style(theme: Theme, pictures: Path) -> str:
    """A framed list with boxes to tick, as the boxes of the rest of the window are."""
    tick = (pictures / f"{_TICK}.svg").as_posix()
    return (
        f"QListWidget {{ color: {theme.ink.name()}; background: {theme.raised.name()};"
        f" border: 1px solid {theme.edge.name()}; border-radius: 6px; padding: 4px; }}"
        f"QListWidget:focus {{ border: 2px solid {theme.focus.name()}; padding: 3px; }}"
        f"QListWidget::item {{ height: {_ROW}px; border-radius: 4px; padding-left: 4px; }}"
        f"QListWidget::item:selected {{ background: transparent; color: {theme.ink.name()}; }}"
        f"QListWidget::item:selected:active {{ background: {theme.selected.name()}; }}"
        f"QListWidget::indicator {{ width: 14px; height: 14px; border-radius: 4px;"
        f" border: 1px solid {theme.edge.name()}; background: {theme.raised.name()}; }}"
        f"QListWidget::indicator:checked {{ border-color: {theme.accent.name()};"
        f' background: {theme.accent.name()}; image: url("{tick}"); }}'
    )


def _choice(button: QAbstractButton | None) -> str:
    return str(button.property("choice")) if button else ""
