"""The loupe under its key: a tap lets it stay, holding the key shows it as long as it is held."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.core.geometry import Box
from reviewer.ui.picturing import Picturing
from reviewer.ui.views.desk import DeskView


class Magnifying(QObject):
    """Shows what is under the mouse in the picture, or else what is under review."""

    def __init__(
        self, view: DeskView, picturing: Picturing, keys: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._picturing = picturing
        self._keys = keys
        self._pointed: Box | None = None
        self._held = False
        view.facsimile.wordPointed.connect(self._point)
        view.facsimile.toneChanged.connect(lambda _: self._renew())
        view.facsimile.zoomChanged.connect(lambda _: self._renew())
        picturing.moved.connect(self._renew)
        picturing.changed.connect(self._renew)

    def toggle(self) -> None:
        """Show the loupe, or put it away."""
        if self._view.loupe.isVisible():
            self.put_away()
            return
        self._held = False
        self._show()
        if self._view.loupe.isVisible():
            self._watch(True)

    def put_away(self) -> bool:
        """Put the loupe away; whether it was there."""
        was = self._view.loupe.isVisible()
        self._view.loupe.hide()
        self._watch(False)
        return was

    def _watch(self, on: bool) -> None:
        """Hear of the key's release, only while it matters: every event comes by here."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if on:
                application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that repeated itself was held, and its release puts the loupe away."""
        if isinstance(event, QKeyEvent) and self._is_ours(event):
            if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
                self._held |= event.isAutoRepeat()
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat() and self._held:
                self.put_away()
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Whether it is our key, with or without what is held along with it."""
        pressed = QKeySequence(event.key()).toString()
        return any(key == pressed or key.endswith(f"+{pressed}") for key in self._keys())

    def _point(self, box: Box | None) -> None:
        self._pointed = box
        self._renew()

    def _renew(self) -> None:
        if self._view.loupe.isVisible():
            self._show()

    def _show(self) -> None:
        view, picture = self._view, self._picturing.picture
        facsimile = view.facsimile
        box = (self._pointed if facsimile.isVisible() else None) or self._picturing.box
        if picture is None or box is None:
            self.put_away()
            return
        view.loupe.show_at(picture, box, facsimile.tone, self._place(box), facsimile.ink)

    def _place(self, box: Box) -> QPoint:
        """Where the word is in the window: in the picture, or else in the text."""
        view = self._view
        if not view.facsimile.isVisible():
            inside = view.reading.viewport()
            return inside.mapTo(view, _within(view.reading.cursorRect().center(), inside))
        place = view.facsimile.place_of(box).toPoint()
        return view.facsimile.mapTo(view, _within(place, view.facsimile))


def _within(place: QPoint, widget: QWidget) -> QPoint:
    """The place itself, or the nearest one that can be seen."""
    area = widget.rect()
    return QPoint(
        min(max(place.x(), area.left()), area.right()),
        min(max(place.y(), area.top()), area.bottom()),
    )
