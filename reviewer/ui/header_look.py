"""The line that an offer for the header rests on: its text, and its place in the picture."""

from PySide6.QtCore import QObject

from reviewer.core.errors import ReviewerError
from reviewer.core.geometry import Box
from reviewer.core.ids import PageId
from reviewer.core.ports import Picture
from reviewer.services.headers import Offered
from reviewer.services.pages import PageView
from reviewer.ui.bridge.pictures import PictureLoader
from reviewer.ui.frame import Frame
from reviewer.ui.marking import box_of
from reviewer.ui.views.card_crop import CropShown
from reviewer.ui.views.header_form_aside import Aside


class HeaderLook(QObject):
    """Shows a line beside the form; its picture comes when it is open."""

    def __init__(self, frame: Frame, aside: Aside) -> None:
        super().__init__(aside)
        self._frame = frame
        self._aside = aside
        self._loader: PictureLoader | None = None
        self._page: PageId | None = None
        self._text = ""
        self._box: Box | None = None

    def show(self, offered: Offered | None) -> None:
        """Show the line of an offer, or none."""
        self._box = self._page = None
        self._text = offered.text if offered else ""
        project = self._frame.desk.project
        if offered is None or project is None:
            self._aside.show_line("")
            return
        try:
            page = project.page(offered.page)
        except ReviewerError:
            self._aside.show_line(offered.text)
            return
        image = page.reading.page.image
        at = line_index(page, offered.line)
        self._box = box_of(page.reading, None, at) if image and at >= 0 else None
        self._page = offered.page
        picture = None
        if image is not None and self._box is not None and self._frame.app.pictures is not None:
            picture = self._open().load(offered.page, project.picturing.absolute(image))
        self._show(picture)

    def _show(self, picture: Picture | None) -> None:
        facsimile = self._frame.desk.view.facsimile
        there = self._box is not None and self._frame.app.pictures is not None
        cut = CropShown(self._box, picture, facsimile.tone, facsimile.ink) if self._box else None
        self._aside.show_line(self._text, cut if there else None)

    def _open(self) -> PictureLoader:
        if self._loader is None:
            assert self._frame.app.pictures is not None, "somebody asked for a picture"
            self._loader = PictureLoader(self._frame.app.pictures.open, self)
            self._loader.loaded.connect(self._on_loaded)
            self._loader.failed.connect(self._on_failed)
            self._loader.broke.connect(self._frame.telling.fault)
        return self._loader

    def _on_loaded(self, page: object, picture: Picture) -> None:
        if page == self._page:
            self._show(picture)

    def _on_failed(self, page: object, _: object) -> None:
        if page == self._page:
            self._box = None
            self._show(None)

    def close(self) -> None:
        """Let go of pictures."""
        self._box = self._page = None
        self._aside.show_line("")
        if self._loader is not None:
            self._loader.close()
            self._loader.deleteLater()
            self._loader = None


def line_index(page: PageView, number: int) -> int:
    """Where a line stands in the reading, by its lasting number; -1 where it is gone."""
    return next((at for at, line in enumerate(page.reading.lines) if line.n == number), -1)
