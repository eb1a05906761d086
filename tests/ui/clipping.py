"""Finds words that have less room than they need: in any widget, at any size, in any language.

Lists, trees and the hints in empty fields are left out: Qt ends them with an ellipsis by itself.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from reviewer.ui.views.parts import Title

_SLACK = 1  # pixels that nobody sees
_BUTTONS = (QPushButton, QCheckBox, QRadioButton, QToolButton)


def clipped(root: QWidget) -> list[str]:
    """What is cut off in a widget or any of its children that can be seen, in words."""
    return [
        f"{type(widget).__name__} {_words(widget)!r}: {problem}"
        for widget in (root, *root.findChildren(QWidget))
        if widget.isVisible() and widget.width() and widget.height()
        for problem in _problems(widget)
    ]


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else widget.objectName()


def _problems(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, Title):
        return  # says with an ellipsis that there is more
    if isinstance(widget, QLabel) and widget.text():
        yield from _label(widget)
        yield from _beyond(widget)
    elif isinstance(widget, _BUTTONS) and widget.text():
        wanted = widget.sizeHint()
        yield from _short("width", wanted.width(), widget.width())
        yield from _short("height", wanted.height(), widget.height())
        yield from _beyond(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
        yield from _beyond(widget)
    elif isinstance(widget, QMenuBar):
        last = widget.actions()[-1] if widget.actions() else None
        if last and last.isVisible() and not widget.rect().contains(widget.actionGeometry(last)):
            yield f"{last.text()!r} lies beyond the bar"


def _short(what: str, wanted: float, there: float) -> Iterator[str]:
    if wanted > there + _SLACK:
        yield f"{what} {there:.0f} of {wanted:.0f}"


def _label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        yield from _short("height", label.heightForWidth(label.width()), label.height())
        metrics = label.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in label.text().split()), default=0)
        yield from _short("width of a word", longest, room.width())
        return
    metrics = label.fontMetrics()
    longest = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
    yield from _short("width", longest, room.width())
    yield from _short("height", metrics.height() * (label.text().count("\n") + 1), room.height())


def _combo(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    yield from _short(
        "width", QFontMetrics(box.font()).horizontalAdvance(box.currentText()), room.width()
    )
    yield from _short("height", box.fontMetrics().height(), box.height())


def _beyond(widget: QWidget) -> Iterator[str]:
    """Whether a part of it lies outside what holds it; what is scrolled to is in order."""
    inside: QWidget = widget
    around = widget.parentWidget()
    box = QRect(QPoint(0, 0), widget.size())
    while around is not None and not inside.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return
        box.translate(inside.pos())
        if not around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(box):
            name = around.accessibleName() or type(around).__name__
            yield f"lies beyond {name}: {_said(box)} in {_said(around.rect())}"
            return
        inside, around = around, around.parentWidget()


def _said(box: QRect) -> str:
    return f"{box.left()},{box.top()} to {box.right()},{box.bottom()}"
