"""What a test leaves of its windows is taken away before the next one begins."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    """Delete the pop-ups and menus that stand in no window; qtbot deletes only the window itself.

    What they are connected to holds the whole window, its project and the engine: a process that
    had run all tests had hundreds of them, and every change of the theme dressed each again.
    """
    yield
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
