"""Somebody at the keyboard: presses keys, types, and waits until the window has caught up."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.ids import PageId
from reviewer.services.pages import PageView
from reviewer.ui.main_window import MainWindow

_PATIENCE = 30_000  # milliseconds; only a hang takes so long


class Typist:
    """Drives a window by keyboard alone."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        self.window = window
        self._bot = bot

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as in the table of actions."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type letters."""
        QTest.keyClicks(self._focus(), text)

    def _focus(self) -> QWidget:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        around = popup or modal or self.window
        if not popup and not around.isActiveWindow():
            # behind a dialog that closed, window managers do this; the offscreen screen has none
            around.activateWindow()
            self._bot.waitUntil(around.isActiveWindow, timeout=_PATIENCE)
        focus = QApplication.focusWidget()
        if focus is not None and (focus is around or around.isAncestorOf(focus)):
            return focus
        return around.focusWidget() or around

    def wait(self, so: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._bot.waitUntil(lambda: bool(so()), timeout=_PATIENCE)

    def settle(self) -> None:
        """Wait until a project is shown and nothing runs in the background."""
        desk, lanes = self.window.desk, (self.window.jobs, self.window.intake.asking)
        self.wait(lambda: desk.project and not any(lane.busy for lane in lanes))
        self.wait(self._listed)

    def _listed(self) -> bool:
        desk = self.window.desk
        rows = desk.project.rows() if desk.project else ()
        return all(desk.model.row_of(row.id) == row for row in rows)

    @property
    def page(self) -> PageView:
        """The page that is shown."""
        page = self.window.desk.page
        assert page is not None
        return page

    def stored(self, page: PageId | None = None) -> PageView:
        """A page (default: that shown) as it stands in the project."""
        project = self.window.desk.project
        assert project is not None
        return project.page(page or self.page.row.id)

    @property
    def text(self) -> str:
        """The text on the screen."""
        return "\n".join(self.window.desk_view.reading.line_texts())

    @property
    def form(self) -> str:
        """The form of the finding at hand; empty where there is none."""
        finding = self.window.desk.finding
        return finding.form if finding else ""

    @property
    def foot(self) -> str:
        """What the foot of the window says of the page."""
        return self.window.desk.footer

    @property
    def said(self) -> str:
        """What the banner says."""
        notice = self.window.banner.notice
        return f"{notice.what} {notice.more}".strip() if notice else ""

    def in_card(self) -> bool:
        """Whether the focus is where bare keys decide."""
        focus, card = self._focus(), self.window.desk_view.card
        return focus is card or card.isAncestorOf(focus)
