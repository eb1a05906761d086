"""The window in a made-up, longer language: every word of ours is translated, and none is cut off.

What was never in a catalogue has no brackets there. What people and documents say stays as it is.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QFontDatabase, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFontComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from reviewer.core.messages import PSEUDO, Catalogue
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.main_window import MainWindow
from reviewer.ui.manual import load_pages
from reviewer.ui.views.parts import key_words
from tests.ui import LARGER
from tests.ui.clipping import clipped
from tests.ui.tour import focus_on_desk, no_system_dialogs, tour
from tests.ui.typist import Typist

ALONE = pytest.mark.skipif(LARGER not in os.environ, reason="runs on a screen of its own, below")
_BRACKETS = re.compile(r"\[[^\[\]]*(\]|$)")
_ROWS = 300
_WORD = re.compile(r"[^\W\d_]{2,}")
_VALUES = {
    *"Mira Novak Telegrams one two President handed Mikeyan Mikoyan Mike message".split(),
    *"The Cuben Cuban problem was serions Second page All is well Reviewer English Deutsch".split(),
    *"Mikeyana".split(),  # what joining words on the tour makes
    *"TEI XML PAGE ALTO PDF CSV PNG SVG OCR PySide Qt IBM Plex".split(),
}
"""Words of the documents, of people and of the world, which no catalogue has."""
_WHOLE = {
    *("lines", "Case of the letters", "as-is", "upper"),  # of the tests' own writer
    *(page.title for page in load_pages(Catalogue.load())),  # the manual is no catalogue
}


@pytest.fixture
def language() -> str:
    return PSEUDO


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    no_system_dialogs(monkeypatch)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What views painted by hand: their words are in no widget."""
    found: set[str] = set()
    paint = QPainter.drawText

    def drawText(self: QPainter, *given: Any) -> Any:
        found.update(one for one in given if isinstance(one, str))
        return paint(self, *given)

    monkeypatch.setattr(QPainter, "drawText", drawText)
    return found


def untranslated(text: str) -> list[str]:
    """The words of a text that came from no catalogue and are no values."""
    before = ""
    while before != text:
        before, text = text, _BRACKETS.sub(" ", text)
    for key in sorted(_key_words(), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(key)}(?!\w)", " ", text)
    return [] if _is_character(text) else [w for w in _WORD.findall(text) if w not in _VALUES]


def _is_character(text: str) -> bool:
    """Whether it is the name that Unicode gives to a character."""
    try:
        return bool(unicodedata.lookup(text.upper()))
    except KeyError:
        return False


def _key_words() -> set[str]:
    written = {key_words(key) for one in IN_FORCE.actions for key in (*one.keys, *one.bare)}
    parts = {part for key in written for part in key.split("+") if len(part) > 1}
    return parts | {"Esc", "Enter", "Alt", "Ctrl", "Shift", "Tab", "Left", "Right"}


def words(root: QWidget) -> Iterator[str]:
    """All that can be read in a widget, and what a screen reader says of it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        yield widget.toolTip()
        if not isinstance(widget, QAbstractItemView | QComboBox | QHeaderView):
            yield QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        yield from _shown(widget)


def _shown(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QFontComboBox):
        return
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _listed(widget.model())
    if widget.isWindow():
        yield widget.windowTitle()


def _listed(model: QAbstractItemModel) -> Iterator[str]:
    flat = isinstance(model, QAbstractListModel)
    columns = 1 if flat else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(columns):
            shown = model.index(row, column).data()
            yield shown if isinstance(shown, str) else ""
    for column in range(columns):
        head = model.headerData(column, Qt.Orientation.Horizontal)
        yield head if isinstance(head, str) else ""


def of_menus(window: MainWindow) -> Iterator[str]:
    """The words of all menus."""

    def inside(actions: list[QAction]) -> Iterator[str]:
        for action in actions:
            yield action.text().replace("&", "")
            menu = action.menu()
            if isinstance(menu, QMenu):
                yield from inside(menu.actions())

    yield from inside(window.menuBar().actions())


def problems(where: str, root: QWidget) -> list[str]:
    """What is wrong with the words of a widget."""
    families = set(QFontDatabase.families())
    english = [
        f"{where}: not translated: {text!r} ({', '.join(untranslated(text))})"
        for text in dict.fromkeys(words(root))
        if text not in families | _WHOLE and untranslated(text)
    ]
    return english + [f"{where}: cut off: {one}" for one in clipped(root)]


@ALONE
def test_everything_on_the_tour_is_translated_and_has_room(
    typist: Typist, painted: set[str]
) -> None:
    found = problems("desk", typist.window)
    found += [f"menu: {text!r}" for text in of_menus(typist.window) if untranslated(text)]

    def look(action: str, widget: QWidget) -> None:
        found.extend(problems(action, widget))

    seen = tour(typist, look)
    assert {"preferences", "characters", "palette", "keys", "person", "export"} <= set(seen)
    focus_on_desk(typist)
    typist.window.actions_["role"].trigger()
    QApplication.processEvents()
    found += problems("editor", typist.window)
    found += [f"painted: {text!r}" for text in sorted(painted) if untranslated(text)]
    assert not found, "\n".join(found)


@ALONE
def test_the_start_page_is_translated_and_has_room(window: MainWindow, painted: set[str]) -> None:
    found = problems("start", window)
    window.grab()
    found += [f"painted: {text!r}" for text in sorted(painted) if untranslated(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("percent, size", [(100, (1280, 800)), (150, (1600, 1000))])
def test_the_longer_language_has_room_at_any_size_of_letters(
    percent: int, size: tuple[int, int], tmp_path: Path
) -> None:
    """In a process of its own: sizes are settled before the window's modules are loaded."""
    shape = {"x": 0, "y": 0, "width": size[0], "height": size[1], "logicalDpi": 96, "dpr": 1}
    told = json.dumps({"screens": [{"name": "one", **shape}]})
    (tmp_path / "screen.json").write_text(told, "utf-8")
    screen = f"offscreen:configfile={tmp_path / 'screen.json'}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", "and_has"],
        env={**os.environ, LARGER: str(percent), "QT_QPA_PLATFORM": screen},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.parametrize(
    "text, left",
    [
        ("[Öpéñ ãõ]", []),
        ("Ctrl+Enter", []),
        ("[Ä {b}] · 3", []),
        ("Mira Novak", []),
        ("[Thé “[ïñ]” ãõ]", []),
        ("Open 3", ["Open"]),
    ],
)
def test_a_word_that_no_catalogue_has_would_be_found(text: str, left: list[str]) -> None:
    assert untranslated(text) == left
