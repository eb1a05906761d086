"""Opening the picture of the page at hand: that it is on its way, that it is here, or why not."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.model import Image
from reviewer.core.ports import Picture, Pictures
from reviewer.ui.bridge.pictures import PictureLoader


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a picture is not shown. One that was missing may be there the next time."""

    words: Message
    missing: bool


class Opening(QObject):
    """One picture at a time, of one page. What went wrong once is not tried at every page turn."""

    arrived = Signal()
    """The picture that was waited for is open."""
    refused = Signal()
    """It will not come; `trouble` says why."""
    broke = Signal(object)
    """An exception that is a fault of ours."""

    def __init__(self, opener: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._loader = self._make_loader()
        self._page: PageId | None = None
        self._troubles: dict[Image, _Trouble] = {}
        self._lost: set[Image] = set()
        self.image: Image | None = None
        self.picture: Picture | None = None

    def _make_loader(self) -> PictureLoader:
        loader = PictureLoader(self._opener.open, self)
        loader.loaded.connect(self._on_loaded)
        loader.failed.connect(self._on_failed)
        loader.broke.connect(self.broke)
        return loader

    @property
    def expected(self) -> bool:
        """Whether the page has a picture, open or about to be."""
        return self.image is not None and self.image not in self._troubles

    @property
    def trouble(self) -> Message | None:
        """Why there is no picture, where there should be one."""
        trouble = self._troubles.get(self.image) if self.image else None
        return trouble.words if trouble else None

    def turn_to(self, page: PageId | None, image: Image | None) -> None:
        """Ask for the picture of a page, in the background where it is not open yet."""
        self._page, self.image, self.picture = page, image, None
        if image is None or not self.expected:
            self._loader.forget()
        else:
            self.picture = self._loader.load(page, image)

    def forgive(self, image: Image | None) -> bool:
        """Whether a picture that was missing is in its place now, so that it can be asked for."""
        trouble = self._troubles.get(image) if image else None
        if image is None or trouble is None or not trouble.missing:
            return False
        if not Path(image.path).is_file():
            return False
        del self._troubles[image]
        return True

    def look_ahead(self, page: PageId, image: Image) -> None:
        """Open the picture of another page while nothing else is to do."""
        self._loader.prefetch(page, image)

    def renew(self) -> None:
        """The picture's file went away under it: open it anew, but only once."""
        image = self.image
        if image is None:
            return
        if image in self._lost:
            self._troubles[image] = _Trouble(_missing(image), missing=True)
        self._lost.add(image)
        self._loader.close()  # it holds the picture that cannot be read
        self._loader.deleteLater()
        self._loader = self._make_loader()
        self.turn_to(self._page, image)

    def leave(self) -> None:
        """Let go of everything but the opener, which others use as well."""
        self.turn_to(None, None)
        self._loader.close()

    def close(self) -> None:
        """Let go of everything, at once also where a picture is being opened."""
        self.turn_to(None, None)
        self._opener.close()  # first, or the loader would wait for what is in hand
        self._loader.close()

    def _on_loaded(self, page: PageId, picture: Picture) -> None:
        if page == self._page:
            self.picture = picture
            self.arrived.emit()

    def _on_failed(self, page: PageId, error: ReviewerError) -> None:
        if self.image is None or page != self._page:
            return
        path = Path(self.image.path)
        missing = not path.is_file()
        failed = Message("facsimile.hint_failed", {"name": path.name, "what": error.what})
        words = _missing(self.image) if missing else failed
        self._troubles[self.image] = _Trouble(words, missing)
        self.refused.emit()


def _missing(image: Image) -> Message:
    return Message("facsimile.hint_missing", {"path": image.path})
