"""Page images off the window's thread: the one looked at first, the next one before it is asked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.core.errors import ReviewerError
from reviewer.core.model import Image
from reviewer.core.ports import Picture

KEPT = 4
"""Pictures kept open: the one shown, its neighbours, and the one looked at before."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A picture that is wanted, under the key that it is asked for by."""

    key: Hashable
    image: Image


class PictureLoader(QObject):
    """Opens pictures by `open_` on a thread of its own. Its signals arrive on the window's.

    What is asked for last is opened next; a page that was left before its turn came is not opened
    at all. Pictures belong to the loader: it closes those not used for longest, never the one asked
    for last. Keys are the caller's own (a page's id).
    """

    loaded = Signal(object, object)
    """A key and its `Picture`; at most once for each `load`, and only for the last one."""
    failed = Signal(object, object)
    """A key and the ReviewerError that says why there is no picture."""
    broke = Signal(object)
    """Any other exception: a fault of ours, shown as such and never swallowed."""

    _done = Signal(object, object, object)

    def __init__(self, open_: Callable[[Image], Picture], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._turn = Condition()
        self._wanted: _Wish | None = None
        self._ahead: _Wish | None = None
        self._in_hand: _Wish | None = None
        self._thread: Thread | None = None
        self._closed = False
        self._kept: OrderedDict[_Wish, Picture] = OrderedDict()
        self._awaited: _Wish | None = None
        self._shown: _Wish | None = None
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def load(self, key: Hashable, image: Image) -> Picture | None:
        """Ask for a picture to be shown. One that is open comes back at once, without a signal."""
        wish = _Wish(key, image)
        picture = self._kept.get(wish)
        if picture is not None:
            self._kept.move_to_end(wish)
            self.forget()
            self._shown = wish
            return picture
        self._awaited = wish
        with self._turn:
            self._ahead = None
            # What is being opened ahead will be taken when it comes.
            self._wanted = wish if wish != self._in_hand else None
            self._begin()
        return None

    def prefetch(self, key: Hashable, image: Image) -> None:
        """Open a picture that will probably be asked for next, when nothing else is to do."""
        wish = _Wish(key, image)
        if wish in self._kept or wish == self._awaited:
            return
        with self._turn:
            if wish != self._in_hand:
                self._ahead = wish
                self._begin()

    def forget(self) -> None:
        """Nothing is waited for any longer: a page without a picture is shown."""
        self._awaited = self._shown = None
        with self._turn:
            self._wanted = None

    def close(self) -> None:
        """Close all pictures, and wait for the one in hand: end the opener first to be quick."""
        with self._turn:
            self._closed = True
            self._wanted = self._ahead = None
            self._turn.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for picture in self._kept.values():
            picture.close()
        self._kept.clear()

    def _begin(self) -> None:
        if self._closed:
            return
        if self._thread is None:
            self._thread = Thread(target=self._work, name="pictures", daemon=True)
            self._thread.start()
        self._turn.notify()

    def _work(self) -> None:
        """On the loader's thread: only signals leave it."""
        while True:
            with self._turn:
                self._in_hand = None
                while not (self._closed or self._wanted or self._ahead):
                    self._turn.wait()
                if self._closed:
                    return
                if self._wanted is not None:
                    wish, self._wanted = self._wanted, None
                else:
                    wish, self._ahead = self._ahead, None  # type: ignore[assignment]
                self._in_hand = wish
            self._open_one(wish)

    def _open_one(self, wish: _Wish) -> None:
        picture: Picture | None = None
        error: Exception | None = None
        try:
            picture = self._open(wish.image)
        except Exception as caught:  # it travels to the window's thread, which shows it
            error = caught
        with self._turn:
            closed = self._closed
        if closed:
            if picture is not None:
                picture.close()
            return
        with suppress(RuntimeError):  # the window is gone
            self._done.emit(wish, picture, error)

    def _on_done(self, wish: _Wish, picture: Picture | None, error: Any) -> None:
        awaited = wish == self._awaited
        if self._closed:
            if picture is not None:
                picture.close()
            return
        if awaited:
            self._awaited = None
        if picture is not None:
            picture = self._keep(wish, picture)
            if awaited:
                self._shown = wish
                self.loaded.emit(wish.key, picture)
        elif not isinstance(error, ReviewerError):
            self.broke.emit(error)
        elif awaited:
            self.failed.emit(wish.key, error)

    def _keep(self, wish: _Wish, picture: Picture) -> Picture:
        """Keep a picture open, and close what is too many; gives the one that is kept."""
        known = self._kept.get(wish)
        if known is not None:  # asked for while the one opened ahead was on its way here
            picture.close()
            return known
        self._kept[wish] = picture
        spare = [one for one in self._kept if one not in (wish, self._shown)]
        for one in spare[: max(len(self._kept) - KEPT, 0)]:
            self._kept.pop(one).close()
        return picture
