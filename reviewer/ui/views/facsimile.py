"""The picture of the page beside its text, the word under review outlined in it."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.core.ports import Picture
from reviewer.ui.theme import Theme
from reviewer.ui.views.facsimile_canvas import STEP, Canvas
from reviewer.ui.views.facsimile_frame import Fit
from reviewer.ui.views.facsimile_marks import Current, Ink, PageMarks
from reviewer.ui.views.facsimile_notice import Notice
from reviewer.ui.views.facsimile_tone import PLAIN, Tone
from reviewer.ui.views.facsimile_tools import ToolStrip
from reviewer.ui.views.parts import plain_ground, rule

_MOMENT = 300  # milliseconds


class FacsimileView(QWidget):
    """A picture with marks, or the reason why there is none, and a strip of tools under it.

    The picture belongs to whoever hands it over, and stays open while it is shown. Zoom mode, turn
    and tone are kept from page to page.
    """

    wordPicked = Signal(int)
    """The number of the token that was clicked on."""
    linePicked = Signal(int)
    """The key of the line that was clicked on, beside its words."""
    wordPointed = Signal(object)
    """The `Box` of the word under the mouse, or None."""
    zoomChanged = Signal(float)
    """The screen's logical pixels to one of the picture."""
    toneChanged = Signal(object)
    """The `Tone` that was chosen."""
    findRequested = Signal()
    """The person wants to say where the page's picture is."""
    lost = Signal()
    """The picture's pixels could not be read any longer; it should be opened anew."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "desk")
        self._canvas = Canvas(theme)
        self._canvas.setAccessibleName(say.say("facsimile.name"))
        self._canvas.setAccessibleDescription(say.say("facsimile.hint"))
        self._notice = Notice(say, theme)
        self._tools = ToolStrip(say, theme)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._notice)
        self._stack.addWidget(self._canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(self._tools)
        self.setFocusProxy(self._canvas)
        self._connect()
        self.show_picture(None)

    def _connect(self) -> None:
        canvas, tools = self._canvas, self._tools
        canvas.wordPicked.connect(self.wordPicked)
        canvas.linePicked.connect(self.linePicked)
        canvas.pointed.connect(self.wordPointed)
        canvas.zoomChanged.connect(tools.show_zoom)
        canvas.zoomChanged.connect(self.zoomChanged)
        canvas.lost.connect(self._on_lost)
        self._notice.findRequested.connect(self.findRequested)
        tools.zoom_in.connect(self.zoom_in)
        tools.zoom_out.connect(self.zoom_out)
        tools.actual_size.connect(self.actual_size)
        tools.fit_width.connect(self.fit_width)
        tools.fit_page.connect(self.fit_page)
        tools.rotate.connect(self.rotate_right)
        tools.toned.connect(self.set_tone)

    # -- shown ------------------------------------------------------------------------------------

    def show_picture(self, picture: Picture | None, marks: PageMarks | None = None) -> None:
        """Show a picture with its marks; None says that the page has no picture.

        The same picture again keeps its place. Call `set_current` behind it.
        """
        self._canvas.show_picture(picture, marks or PageMarks())
        if picture is None:
            self._say("none")
        else:
            self._stack.setCurrentWidget(self._canvas)
            self._tools.setEnabled(True)

    def set_marks(self, marks: PageMarks) -> None:
        """Mark other places of the same picture, as after a decision."""
        self._canvas.set_marks(marks)

    def show_loading(self) -> None:
        """Say that the picture is being opened, if that takes longer than a moment."""
        self._canvas.show_picture(None, PageMarks())
        self._notice.say("loading", after=_MOMENT)
        self._stack.setCurrentWidget(self._notice)

    def show_missing(self, path: str) -> None:
        """Say that there is no picture at `path`, and offer to find it."""
        self._canvas.show_picture(None, PageMarks())
        self._say("missing", place=path)

    def show_failed(self, text: str, path: str = "") -> None:
        """Say why a picture cannot be shown; `text` is what the error says."""
        self._canvas.show_picture(None, PageMarks())
        self._say("failed", text, path)

    def _say(self, state: str, text: str = "", place: str = "") -> None:
        self._notice.say(state, text, place)
        self._stack.setCurrentWidget(self._notice)
        self._tools.setEnabled(False)
        self._tools.show_zoom(None)

    def _on_lost(self) -> None:
        self.show_loading()
        self.lost.emit()

    def set_current(
        self,
        token: int | None = None,
        line: int | None = None,
        finding: str | None = None,
        follow: bool = True,
    ) -> None:
        """Show which word, line and finding are under review.

        With `follow` the picture moves, but only if they are out of sight.
        """
        self._canvas.set_current(Current(token, line, finding), follow)

    @property
    def picture_shown(self) -> bool:
        """Whether a picture is shown now."""
        return self._stack.currentWidget() is self._canvas

    @property
    def current_box(self) -> Box | None:
        """Where the finding, word or line under review is, in pixels of the picture."""
        return self._canvas.current_box

    @property
    def ink(self) -> Ink:
        """Colours of marks that can be seen on this picture, for loupe, card and line strips."""
        return self._canvas.ink

    @property
    def turn(self) -> int:
        """Quarter turns clockwise at which the page is shown."""
        return self._canvas.frame.turn

    def place_of(self, box: Box) -> QPointF:
        """The middle of a box of the page, in this widget's pixels."""
        middle = self._canvas.frame.place(box).center()
        return QPointF(self._canvas.mapTo(self, middle))

    # -- moved and toned --------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The screen's logical pixels to one of the picture."""
        return self._canvas.frame.zoom

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._canvas.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Show the page smaller."""
        self._canvas.zoom_by(1 / STEP)

    def actual_size(self) -> None:
        """Show a pixel of the picture as one of the screen's real ones."""
        self._canvas.zoom_to(1 / self.devicePixelRatioF())

    def fit_width(self) -> None:
        """Fit the page's width, from now on at any size of the pane."""
        self._canvas.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """Fit the whole page, from now on at any size of the pane."""
        self._canvas.set_fit(Fit.PAGE)

    def rotate_left(self) -> None:
        """Turn the page a quarter anticlockwise."""
        self._canvas.turn(-1)

    def rotate_right(self) -> None:
        """Turn the page a quarter clockwise."""
        self._canvas.turn(1)

    @property
    def tone(self) -> Tone:
        """How the picture is toned."""
        return self._canvas.tone

    def set_tone(self, tone: Tone) -> None:
        """Tone the picture; its file is not touched."""
        before = self._canvas.tone
        self._canvas.set_tone(tone)
        self._tools.show_tone(tone)
        if tone != before:
            self.toneChanged.emit(tone)

    def reset_tone(self) -> None:
        """Show the picture as it was scanned."""
        self.set_tone(PLAIN)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        for part in (self._canvas, self._notice, self._tools):
            part.set_theme(theme)
