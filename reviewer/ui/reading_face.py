"""The face and size of the reading text: as the person chose them, on the desk."""

from collections.abc import Callable
from functools import partial

from reviewer.services.settings import UserSettings
from reviewer.ui.fonts import reading_family
from reviewer.ui.views.desk import DeskView

_SIZES = range(9, 33)  # points
_USUAL = 14
_FACES = ("serif", "typewriter", "sans")
_PIXELS_PER_POINT = 96 / 72


class ReadingFace:
    """Keeps what was chosen, and puts it on."""

    def __init__(self, view: DeskView, settings: UserSettings) -> None:
        self._view = view
        self._settings = settings

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions about the face do, by their ids."""
        return {
            "larger": partial(self.resize, 1),
            "smaller": partial(self.resize, -1),
            "usual_size": partial(self.resize, 0),
            **{f"face_{face}": partial(self.choose, face) for face in _FACES},
        }

    def choose(self, face: str) -> None:
        """Show the text in another face."""
        self._settings.set("reading_font", face)
        self.put_on()

    def resize(self, by: int) -> None:
        """Make the text larger or smaller by points; by 0 as large as usual."""
        size = self._settings.get("text_size") + by if by else _USUAL
        if size in _SIZES:
            self._settings.set("text_size", size)
            self.put_on()

    def put_on(self) -> None:
        """Show the text as the settings say."""
        family = reading_family(self._settings.get("reading_font"))
        size = min(max(self._settings.get("text_size"), _SIZES[0]), _SIZES[-1])
        self._view.set_reading_font(family, round(size * _PIXELS_PER_POINT))
        self._view.reading.set_line_spacing(self._settings.get("line_spacing") / 100)
