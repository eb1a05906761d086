"""A closer look at the hit at hand: its place in the picture, and what could be read there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from reviewer.core.errors import ReviewerError
from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.occurrences import Hit
from reviewer.core.ports import Picture
from reviewer.services.pages import PageView
from reviewer.ui.bridge.pictures import PictureLoader
from reviewer.ui.frame import Frame
from reviewer.ui.hits_words import Asking, why
from reviewer.ui.views.card_crop import CropShown
from reviewer.ui.views.hits import HitsView

_CALM = 60  # milliseconds at a hit after which a closer look is worth while


class HitsLook(QObject):
    """Brings the foot up to date a moment after another hit is at hand."""

    def __init__(self, frame: Frame, view: HitsView, at_hand: Callable[[], Hit | None]) -> None:
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._at_hand = at_hand
        self._asking = Asking()
        self.readings: tuple[str, ...] = ()
        """What could be read at the hit, by the digits that take it."""
        self._box: Box | None = None
        self._loader: PictureLoader | None = None
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._look)

    def follow(self, asking: Asking) -> None:
        """Another hit is at hand, or none."""
        self._asking = asking
        self.readings = ()
        self._calm.start()

    def close(self) -> None:
        """Let go of pictures."""
        self._calm.stop()
        self._view.foot.show_crop(None)
        if self._loader is not None:
            self._loader.close()
            self._loader.deleteLater()
            self._loader = None

    def _look(self) -> None:
        hit, project = self._at_hand(), self._frame.desk.project
        foot, say = self._view.foot, self._frame.say
        if hit is None or project is None:
            in_head = self._view.list.row >= 0
            foot.show_hit(say.say("ui.hits.why.head") if in_head else "", ())
            foot.show_crop(None)
            return
        try:
            page = project.page(hit.page)
        except ReviewerError:
            foot.show_hit(say.say("ui.hits.unreadable"), ())
            return
        finding = page.finding(hit.finding.key) if hit.finding else None
        self.readings = tuple(one.text for one in finding.suggestions) if finding else ()
        by = next((one.by for one in page.decisions if one.id == hit.decision), "")
        foot.show_hit(why(hit, self._asking, by, say), self.readings[:9])
        self._show_crop(page, hit)

    def _show_crop(self, page: PageView, hit: Hit) -> None:
        image, self._box = page.reading.page.image, box_of(page, hit)
        project = self._frame.desk.project
        if image is None or self._box is None or project is None or not self._frame.app.pictures:
            self._view.foot.show_crop(None)
            return
        picture = self._load(page, project.picturing.absolute(image))
        self._view.foot.show_crop(self._cut(self._box, picture))

    def _cut(self, box: Box, picture: Picture | None) -> CropShown:
        """The cut-out in the tone and ink of the picture at the desk."""
        facsimile = self._frame.desk.view.facsimile
        return CropShown(box, picture, facsimile.tone, facsimile.ink)

    def _load(self, page: PageView, image: Image) -> Picture | None:
        if self._loader is None and self._frame.app.pictures is not None:
            self._loader = PictureLoader(self._frame.app.pictures.open, self)
            self._loader.loaded.connect(self._on_loaded)
            self._loader.failed.connect(lambda *_: self._view.foot.show_crop(None))
            self._loader.broke.connect(self._frame.telling.fault)
        return self._loader.load(page.row.id, image) if self._loader else None

    def _on_loaded(self, page: object, picture: Picture) -> None:
        hit = self._at_hand()
        if hit is not None and hit.page == page and self._box is not None:
            self._view.foot.show_crop(self._cut(self._box, picture))


def box_of(page: PageView, hit: Hit) -> Box | None:
    """Where a hit's words are on the page's picture; a hit over lines is shown by its first."""
    if hit.span is None:
        return None
    source = page.reading.page
    first = source.line_of(hit.span.first)
    boxes = [
        source.tokens[token].box
        for token in range(hit.span.first, hit.span.last + 1)
        if source.line_of(token) is first
    ]
    known = [box for box in boxes if box]
    if not known:
        return first.box
    return Box(
        min(box.left for box in known),
        min(box.top for box in known),
        max(box.right for box in known),
        max(box.bottom for box in known),
    )
