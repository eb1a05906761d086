"""Files dropped onto the window, wherever."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from reviewer.ui.views.start import dropped_files


class DropCatcher(QObject):
    """Lets files be dropped onto a widget and all in it that does not take them itself."""

    dropped = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged over the widget, and hand them over when they are dropped."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
            QEvent.Type.Drop,
        ):
            files = dropped_files(event)
            if files:
                event.acceptProposedAction()
            if files and event.type() == QEvent.Type.Drop:
                self.dropped.emit(files)
            return True
        return False
