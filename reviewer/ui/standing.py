"""Where a window stands: a first size that the screen has room for, and back into sight."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from reviewer.ui.scale import sized

_SIZE = (sized(1440), sized(900))
_LEAST = (960, 600)
_SHARE = 0.9
"""Of the screen, for a window that was never sized: its frame needs room as well."""
_TITLE_BAR = 32
"""Pixels above a window's content in which its frame can be taken hold of."""


def first_size(wanted: QSize, screen: QRect) -> QSize:
    """The size of a window that was never sized, on a screen with this much room."""
    return wanted.boundedTo(QSize(int(screen.width() * _SHARE), int(screen.height() * _SHARE)))


def first_place(size: QSize, screen: QRect) -> QRect:
    """A window of this size in the middle of the room."""
    corner = screen.center() - QRect(screen.topLeft(), size).center()
    return QRect(screen.topLeft() + corner, size)


def brought_back(window: QRect, screens: Sequence[QRect]) -> QRect:
    """A window's content as it was left, brought wholly into the screen that shows most of it.

    Screens come and go and change their size, and a window may not be out of reach for that.
    `screens` are the rooms that screens have, at least one, the main one first.
    """

    def shown(screen: QRect) -> int:
        part = screen & window
        return part.width() * part.height() if part.isValid() else 0

    screen = max(screens, key=shown)
    room = screen.adjusted(0, _TITLE_BAR, 0, 0)
    back = QRect(window.topLeft(), window.size().boundedTo(room.size()))
    if back.right() > room.right():
        back.moveRight(room.right())
    if back.bottom() > room.bottom():
        back.moveBottom(room.bottom())
    back.moveLeft(max(back.left(), room.left()))
    back.moveTop(max(back.top(), room.top()))
    return back


def stand(window: QMainWindow, kept: object) -> None:
    """Let a window stand where it was last, or in the middle of the screen; always in sight.

    `kept` is what `saveGeometry` gave, in hexadecimal; anything else is as nothing.
    """
    room = window.screen().availableGeometry()
    size = first_size(QSize(*_SIZE), room)
    window.setMinimumSize(QSize(*_LEAST).boundedTo(size))
    window.setGeometry(first_place(size, room))
    if isinstance(kept, str):
        window.restoreGeometry(QByteArray.fromHex(kept.encode()))
    if not window.isMaximized() and not window.isFullScreen():
        screens = [window.screen(), *QGuiApplication.screens()]
        rooms = [screen.availableGeometry() for screen in screens]
        window.setGeometry(brought_back(window.geometry(), rooms))
