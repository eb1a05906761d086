"""The picture at the desk: opened beside the text, and what is at hand outlined in it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reviewer.core.errors import ReviewerError
from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.ports import Picture, Pictures
from reviewer.services.pages import PageView
from reviewer.ui import marking
from reviewer.ui.actions import Need
from reviewer.ui.desk import Desk
from reviewer.ui.opening import Opening
from reviewer.ui.views.card_crop import CropShown
from reviewer.ui.views.desk import Side
from reviewer.ui.views.facsimile_marks import Current, PageMarks
from reviewer.ui.views.reading_strips import NO_STRIPS, StripsShown

_CALM = 600  # milliseconds in which nobody did anything: time for the next page's picture


class Mode(StrEnum):
    """How a page with a picture is shown."""

    PAGE = "page"
    STRIPS = "strips"
    TEXT = "text"


class Picturing(QObject):
    """Ties the page's picture to text and card. Without `opener` there are no pictures at all.

    The text never waits for its picture, and the room for it is there before it comes.
    """

    changed = Signal()
    """Whether there is a picture, or how it is shown, may be otherwise."""
    moved = Signal()
    """Another place of the picture is under review."""
    broke = Signal(object)
    """An exception that is a fault of ours."""

    def __init__(self, desk: Desk, opener: Pictures | None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._opening = Opening(opener, self) if opener else None
        self._mode = Mode.PAGE
        self._page: PageView | None = None
        self._marks = PageMarks()
        self._current = Current()
        self._soon = self._timer(0, self._follow)
        self._ahead = self._timer(_CALM, self._look_ahead)
        view = desk.view
        desk.moved.connect(self._on_moved)
        view.reading.spotMoved.connect(self._soon.start)
        view.reading.stripPicked.connect(self._pick_at)
        view.facsimile.wordPicked.connect(self.pick_word)
        view.facsimile.linePicked.connect(self.pick_line)
        view.facsimile.toneChanged.connect(lambda _: self._show_cuts())
        view.facsimile.lost.connect(self._on_lost)
        if self._opening is not None:
            self._opening.arrived.connect(self._on_arrived)
            self._opening.refused.connect(self._on_refused)
            self._opening.broke.connect(self.broke)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _timer(self, after: int, do: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(do)
        return timer

    # -- what is so -------------------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """How pages with a picture are shown."""
        return self._mode

    @property
    def picture(self) -> Picture | None:
        """The picture of the page, once it is open."""
        return self._opening.picture if self._opening else None

    @property
    def needs(self) -> set[Need]:
        """What is so now, of all that actions ask for."""
        if not self._there:
            return set()
        return {Need.PICTURE, Need.FACSIMILE} if self._mode is Mode.PAGE else {Need.PICTURE}

    @property
    def _there(self) -> bool:
        """Whether the page has a picture, open or about to be."""
        return self._opening is not None and self._opening.expected

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions about the picture do, by their ids."""
        facsimile = self._desk.view.facsimile
        return {
            "picture": self.toggle,
            "picture_mode": self.cycle,
            "picture_place": self._desk.view.pair.switch,
            "zoom_in": facsimile.zoom_in,
            "zoom_out": facsimile.zoom_out,
            "fit_width": facsimile.fit_width,
            "fit_page": facsimile.fit_page,
            "turn_left": facsimile.rotate_left,
            "turn_right": facsimile.rotate_right,
            "reset_tone": facsimile.reset_tone,
        }

    def state(self) -> dict[str, Any]:
        """What the person chose, as JSON values to be kept."""
        return {"mode": str(self._mode), **self._desk.view.pair.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was kept; nonsense changes nothing."""
        if state.get("mode") in list(Mode):
            self._mode = Mode(state["mode"])
        self._desk.view.pair.restore(state)

    def close(self) -> None:
        """Let go of all pictures."""
        self._desk.view.facsimile.show_picture(None)
        self._desk.view.reading.show_strips(NO_STRIPS)
        self._desk.view.card.show_crop(None)
        if self._opening is not None:
            self._opening.close()

    # -- chosen -----------------------------------------------------------------------------------

    def show_mode(self, mode: Mode) -> None:
        """Show pictures beside the text, line by line above it, or not at all."""
        self._mode = mode
        self._arrange()

    def toggle(self) -> None:
        """Show the picture beside the text, or the text alone."""
        self.show_mode(Mode.TEXT if self._mode is Mode.PAGE else Mode.PAGE)

    def cycle(self) -> None:
        """Page, line strips, text alone, and round again."""
        modes = list(Mode)
        self.show_mode(modes[(modes.index(self._mode) + 1) % len(modes)])

    # -- the page at hand -------------------------------------------------------------------------

    def _on_moved(self) -> None:
        page, before = self._desk.page, self._page
        if page is not before:
            self._page = page
            image = self._image_of(page)
            self._marks = marking.marks_of(page) if page and image else PageMarks()
            if self._is_other(page, before, image):
                self._turn_to(page, image)
            else:
                self._desk.view.facsimile.set_marks(self._marks)
        self._follow()

    def _image_of(self, page: PageView | None) -> Image | None:
        project = self._desk.project
        image = page.reading.page.image if page else None
        if self._opening is None or project is None or image is None:
            return None
        return project.picturing.absolute(image)

    def _is_other(
        self, page: PageView | None, before: PageView | None, image: Image | None
    ) -> bool:
        if self._opening is None:
            return False
        if page is None or before is None or page.row.id != before.row.id:
            return True
        return image != self._opening.image or self._opening.forgive(image)

    def _turn_to(self, page: PageView | None, image: Image | None) -> None:
        """Show another page's picture as soon as it is there."""
        opening, facsimile = self._opening, self._desk.view.facsimile
        if opening is None:
            return
        opening.forgive(image)
        opening.turn_to(page.row.id if page else None, image)
        self._current = Current()
        if opening.picture is None and opening.expected:
            facsimile.show_loading()
        else:
            facsimile.show_picture(opening.picture, self._marks)
        self._arrange()

    def _on_arrived(self) -> None:
        self._current = Current()
        self._desk.view.facsimile.show_picture(self.picture, self._marks)
        self._follow()

    def _on_refused(self) -> None:
        self._arrange()
        self._follow()

    def _on_lost(self) -> None:
        if self._opening is not None:
            self._opening.renew()
            self._arrange()

    def _look_ahead(self) -> None:
        """Let the next page's picture be opened while nothing else is to do."""
        desk = self._desk
        behind = desk.ahead(desk.page) if desk.page else None
        if self._opening is None or desk.project is None or behind is None:
            return
        try:
            image = self._image_of(desk.project.page(behind))
        except ReviewerError:
            return  # it will be said when the page is asked for
        if image is not None:
            self._opening.look_ahead(behind, image)

    # -- shown ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Let text and picture have their room."""
        view = self._desk.view
        view.pair.show_facsimile(self._there and self._mode is Mode.PAGE)
        view.picture_hint.say(self._hint if self._mode is not Mode.TEXT else "")
        self._show_cuts()
        self.changed.emit()

    @property
    def _hint(self) -> str:
        """Why there is no picture, where there should be one."""
        page, opening = self._page, self._opening
        if opening is None or page is None:
            return ""
        if opening.trouble is not None:
            return self._desk.say.say(opening.trouble)
        lacking = opening.image is None and marking.has_places(page.reading.page)
        return self._desk.say.say("facsimile.hint_none") if lacking else ""

    def _on_focus(self) -> None:
        if self._page is not None:
            self._soon.start()

    def _follow(self) -> None:
        """Outline what is at hand now; it comes into sight only if it is another than before."""
        self._soon.stop()
        current = self._at_hand()
        another, self._current = current != self._current, current
        facsimile = self._desk.view.facsimile
        facsimile.set_current(current.token, current.line, current.finding, follow=another)
        self._show_cuts()
        if another:
            self._ahead.start()
            self.moved.emit()

    def _at_hand(self) -> Current:
        """The finding, while the caret is at it or the card decides it; else the word at the caret.

        A word that nobody marked has at least its line.
        """
        page, desk = self._page, self._desk
        if page is None:
            return Current()
        line, column = desk.view.reading.spot()
        token = marking.token_at(page.reading, line, column)
        finding = desk.finding if desk.side is Side.TRANSCRIBER else None
        if finding is not None:
            inside = token is not None and finding.span.first <= token <= finding.span.last
            if inside or not desk.view.in_text:
                first = finding.span.first
                place = marking.start_of(page.reading, first)
                return Current(first, place[0] if place else line, finding.key)
        return Current(token, line, None)

    @property
    def box(self) -> Box | None:
        """Where the finding or word at hand is on the page, else its line."""
        return self._word_box or self._line_box

    @property
    def _word_box(self) -> Box | None:
        mark = self._marks.finding(self._current.finding) or self._marks.word(self._current.token)
        return mark.box if mark else None

    @property
    def _line_box(self) -> Box | None:
        mark = self._marks.line(self._current.line)
        return mark.box if mark else None

    def _show_cuts(self) -> None:
        """The card's crop and the line strips: made of the same picture in the same tone."""
        view = self._desk.view
        facsimile, finding = view.facsimile, self._desk.finding
        mark = self._marks.finding(finding.key) if finding and self._there else None
        tone, ink, picture = facsimile.tone, facsimile.ink, self.picture
        view.card.show_crop(CropShown(mark.box, picture, tone, ink) if mark else None)
        if not self._there or self._mode is not Mode.STRIPS:
            view.reading.show_strips(NO_STRIPS)
            return
        places = {line.key: line.box for line in self._marks.lines}
        word, line = self._word_box, self._current.line
        current = (line, word) if word is not None and line is not None else None
        view.reading.show_strips(StripsShown(places, picture, tone, ink, current))

    # -- picked in the picture --------------------------------------------------------------------

    def pick_word(self, token: int) -> None:
        """Go to the word of a token; if it is doubtful, take its finding up."""
        self._desk.settle()
        page = self._desk.page  # what was typed has changed it
        if page is None:
            return
        finding = marking.finding_at(page, token)
        place = marking.start_of(page.reading, token)
        if finding is not None and self._desk.side is Side.TRANSCRIBER:
            if finding.key != (self._desk.finding.key if self._desk.finding else None):
                self._desk.pick(finding.key)
            else:
                self._desk.view.reading.set_current(finding.key)
        elif place is not None:
            self._go_to(*place)

    def pick_line(self, line: int) -> None:
        """Go to a line."""
        self._desk.settle()
        self._go_to(line, 0)

    def _go_to(self, line: int, column: int) -> None:
        reading = self._desk.view.reading
        reading.setFocus()  # or nobody would see where the caret is
        reading.go_to(line, column)

    def _pick_at(self, place: QPointF) -> None:
        word = self._marks.word_at(place.x(), place.y())
        line = self._marks.line_at(place.x(), place.y())
        if word is not None:
            self.pick_word(word.token)
        elif line is not None:
            self.pick_line(line.key)
