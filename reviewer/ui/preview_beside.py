"""The picture beside the preview: that of the page in sight, with the word in sight outlined."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.preview import Spotted, spot_of
from reviewer.services.pages import PageView
from reviewer.services.placing import Placed
from reviewer.services.project import Project
from reviewer.ui import marking
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Frame
from reviewer.ui.opening import Opening
from reviewer.ui.views.facsimile_marks import PageMarks
from reviewer.ui.views.preview import Mode, PreviewView

_SOON = 60  # milliseconds after scrolling before the picture follows
_TITLE = Message("ui.preview.making")


@dataclass(frozen=True)
class _Found:
    """A page, and the place of it that is in sight."""

    page: PageView
    at: Placed


class Beside(QObject):
    """Lets picture and text follow one another."""

    def __init__(self, frame: Frame, view: PreviewView, lane: Jobs) -> None:
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._lane = lane
        self._opening = Opening(frame.app.pictures, self) if frame.app.pictures else None
        self._page: PageView | None = None
        self._marks = PageMarks()
        self._last: Spotted | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look)
        view.paper.passed.connect(self.follow)
        view.facsimile.wordPicked.connect(self._pick_word)
        view.facsimile.linePicked.connect(self._pick_line)
        view.facsimile.findRequested.connect(self._choose)
        if self._opening is not None:
            self._opening.arrived.connect(self._on_arrived)
            self._opening.refused.connect(self._on_refused)
            self._opening.broke.connect(frame.telling.fault)
            view.facsimile.lost.connect(self._opening.renew)

    def follow(self) -> None:
        """The text was scrolled or is another: let the picture follow in a moment."""
        if self._view.mode is Mode.BESIDE and self._view.isVisible():
            if self._page is None and self._expected:
                self._view.facsimile.show_loading()
            self._soon.start()

    @property
    def _expected(self) -> bool:
        """Whether the page at the desk has a picture, so that one is about to come here, too."""
        page = self._frame.desk.page
        return page is not None and page.reading.page.image is not None

    def forget(self) -> None:
        """Let go of the page and its picture."""
        self._soon.stop()
        self._page, self._last = None, None
        self._view.facsimile.show_picture(None)
        if self._opening is not None:
            self._opening.turn_to(None, None)

    def close(self) -> None:
        """Let go for good."""
        self.forget()
        if self._opening is not None:
            self._opening.leave()

    # -- the picture follows the text -------------------------------------------------------------

    def _look(self) -> None:
        paper, desk = self._view.paper, self._frame.desk
        spot, project, page = paper.in_sight(), desk.project, desk.page
        if spot is None or project is None or page is None or spot == self._last:
            return
        self._last = spot
        document = page.row.document
        self._lane.run(_TITLE, lambda _: _find(project, document, spot), self._show, quiet=True)

    def _show(self, found: _Found | None) -> None:
        if found is None or self._view.mode is not Mode.BESIDE:
            return
        before, self._page = self._page, found.page
        self._marks = marking.marks_of(found.page)
        if before is None or before.row.id != found.page.row.id:
            self._turn_to(found.page)
        else:
            self._view.facsimile.set_marks(self._marks)
        self._view.facsimile.set_current(found.at.token, found.at.line, None)

    def _turn_to(self, page: PageView) -> None:
        facsimile, project = self._view.facsimile, self._frame.desk.project
        image = page.reading.page.image
        if self._opening is None or project is None or image is None:
            facsimile.show_picture(None)
            return
        self._opening.turn_to(PageId(page.row.id), project.picturing.absolute(image))
        if self._opening.picture is not None:
            self._on_arrived()
        elif self._opening.trouble is not None:
            self._on_refused()
        else:
            facsimile.show_loading()

    def _on_arrived(self) -> None:
        picture = self._opening.picture if self._opening else None
        self._view.facsimile.show_picture(picture, self._marks)
        self._last = None
        self._soon.start()

    def _on_refused(self) -> None:
        trouble = self._opening.trouble if self._opening else None
        if trouble is not None:
            self._view.facsimile.show_failed(self._frame.say.say(trouble))

    def _choose(self) -> None:
        """Choose the picture of a page: that is done at the desk, with the page in sight."""
        page, frame = self._page, self._frame
        frame.rooms.step_out()
        if page is not None:
            frame.desk.show(page.row.id)
        frame.run("page_picture")

    # -- the text follows the picture -------------------------------------------------------------

    def _pick_word(self, token: int) -> None:
        place = marking.start_of(self._page.reading, token) if self._page else None
        if place is not None:
            self._go(*place)

    def _pick_line(self, line: int) -> None:
        self._go(line, 0)

    def _go(self, line: int, column: int) -> None:
        page = self._page
        if page is not None:
            self._view.paper.go(spot_of(page.reading, line, column))
            self._view.paper.setFocus()


def _find(project: Project, document: object, spot: Spotted) -> _Found | None:
    """The page of a place with the place on it."""
    place: Callable[..., Placed | None] = project.previewing.place
    at = place(document, spot)
    return _Found(project.page(at.page), at) if at is not None else None
