"""A tour through the window: every action is done, and whatever it opens is looked at.

Dialogs, popups and rooms are found as they appear, so that what comes later is on the tour by
itself.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)

from reviewer.ui.table import ACTIONS
from tests.ui.typist import Typist

LEFT_OUT = ("quit", "close", "sample", "import", "import_folder", "page_picture")
"""They leave the project, or would open a dialog of the system."""
_OPERABLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_TABS = 60  # more than any dialog has stops
_LAID = 100  # milliseconds in which layouts come to rest
_ESCAPES = 3  # a field may take the first for itself


def opened(typist: Typist) -> list[QWidget]:
    """What lies over the desk now, the uppermost first."""
    window = typist.window
    above = [
        one
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and one is not window and not isinstance(one, QMenu)
    ]
    if window.rooms.current is not None:
        above.append(window.rooms.current)
    return [one for one in above if one.testAttribute(Qt.WidgetAttribute.WA_WState_Created)]


def tour(typist: Typist, look: Callable[[str, QWidget], None]) -> list[str]:
    """Do every action that can be done, and let `look` see what it opens; gives their names."""
    seen = []
    for action in ACTIONS:
        qt = typist.window.actions_[action.id]
        if action.id in LEFT_OUT or not qt.isEnabled():
            continue
        focus_on_desk(typist)
        qt.trigger()
        typist.settle()
        QTest.qWait(_LAID)
        QApplication.sendPostedEvents()  # a word may have changed just now, and its room not yet
        shown = opened(typist)
        if shown:
            seen.append(action.id)
            look(action.id, shown[0])
            leave(typist)
        if typist.window.desk.page is not None and not typist.window.desk.editable:
            typist.window.actions_["undo"].trigger()
            typist.settle()
    return seen


def focus_on_desk(typist: Typist) -> None:
    """Where most people's hands are."""
    typist.window.activateWindow()
    typist.window.desk_view.reading.setFocus()
    QApplication.processEvents()


def leave(typist: Typist) -> None:
    """Away with all that lies over the desk, however."""
    for one in opened(typist):
        one.close()
    typist.window.rooms.leave_all()
    QApplication.processEvents()


def escape(typist: Typist) -> bool:
    """Press Esc until nothing lies over the desk; whether that came to pass."""
    for _ in range(_ESCAPES):
        if not opened(typist):
            return True
        typist.press("Esc")
        QApplication.processEvents()
    return not opened(typist)


def nameless(root: QWidget) -> list[str]:
    """What can be operated and has no name for a screen reader."""
    found = []
    for widget in operable(root):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}".strip())
    return found


def operable(root: QWidget) -> Iterator[QWidget]:
    """What can be operated in a widget, the parts that Qt builds for itself left out."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or isinstance(widget, QScrollBar | QSplitterHandle | QMenu):
            continue
        if widget.objectName().startswith("qt_") or _is_part(widget):
            continue
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.isWindow()
        if isinstance(widget, _OPERABLE) or takes:
            yield widget


def _is_part(widget: QWidget) -> bool:
    around = widget.parentWidget()
    if isinstance(around, QComboBox | QAbstractSpinBox | QLineEdit):
        return True
    return isinstance(around, QAbstractItemView)


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab should stop in a widget."""
    return [
        widget
        for widget in operable(root)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def unreached(typist: Typist, root: QWidget) -> list[str]:
    """The stops of a widget that Tab does not come to; of radio buttons one is enough."""
    reached = {id(QApplication.focusWidget())}
    groups = set()
    for _ in range(_TABS):
        typist.press("Tab")
        focus = QApplication.focusWidget()
        reached.add(id(focus))
        if isinstance(focus, QRadioButton):
            groups.add(id(focus.parentWidget()))
    return [
        f"{type(widget).__name__} {widget.accessibleName()}"
        for widget in stops(root)
        if id(widget) not in reached
        and id(widget.focusProxy()) not in reached
        and not (isinstance(widget, QRadioButton) and id(widget.parentWidget()) in groups)
    ]


def no_system_dialogs(monkeypatch: object) -> None:
    """Dialogs of the system answer at once that nothing was chosen."""
    put = monkeypatch.setattr  # type: ignore[attr-defined]
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        put(QFileDialog, name, staticmethod(lambda *_, **__: ("", "")))
    put(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: ""))
    put(QInputDialog, "getItem", staticmethod(lambda *_, **__: ("", False)))
    put(QInputDialog, "getText", staticmethod(lambda *_, **__: ("", False)))
