"""What can be taken into the field at hand: shown beside the form, with the line it rests on."""

from PySide6.QtCore import QObject

from reviewer.services.headers import Filled, Offered
from reviewer.ui import header_words as told
from reviewer.ui.frame import Frame
from reviewer.ui.header_look import HeaderLook
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.table.header import TAKEN
from reviewer.ui.views.header_form import HeaderFormView


class HeaderOffers(QObject):
    """Offers of the document's own lines, names of the lexicon, and words that a field knows."""

    def __init__(self, frame: Frame, view: HeaderFormView) -> None:
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._look = HeaderLook(frame, view.aside)
        self._choices: list[Offered | str] = []
        view.aside.list.currentRowChanged.connect(self._show_line)

    def close(self) -> None:
        """Let go of pictures and of what was offered."""
        self._look.close()
        self._choices = []

    def show(self, filled: Filled, *, typing: bool = False) -> None:
        """Show what can be taken into a field; while typing, what that may mean."""
        project = self._frame.desk.project
        if project is None:
            return
        say, row = self._frame.say, self._view.rows[filled.field.name]
        kinds = told.KINDS.get(filled.field.sort)
        sought = row.text.rpartition(";")[2].strip()
        matches = project.lexicon.look_up(sought, kinds) if kinds and typing and sought else ()
        keys = {n: IN_FORCE[f"header_take{n}"].shown_key for n in TAKEN}
        rows = told.choices(filled, row.text, matches, keys, say)
        self._choices = [taken for _, taken in rows]
        marked = 0 if not row.text and rows and isinstance(rows[0][1], Offered) else -1
        shown = told.aside_shown(filled, row.text, [one for one, _ in rows], say)
        self._view.aside.show_aside(shown, marked)
        self._show_line(marked)

    def __bool__(self) -> bool:
        """Whether there is anything to take."""
        return bool(self._choices)

    def at(self, key: str) -> Offered | str | None:
        """What stands under a number; None where nothing does."""
        place = int(key) - 1
        return self._choices[place] if 0 <= place < len(self._choices) else None

    @property
    def marked(self) -> Offered | None:
        """The offer that is marked, where it rests on a line; else the first that does."""
        return self._resting(self._view.aside.list.currentRow())

    def _show_line(self, place: int) -> None:
        self._look.show(self._resting(place))

    def _resting(self, place: int) -> Offered | None:
        if 0 <= place < len(self._choices):
            one = self._choices[place]
            return one if isinstance(one, Offered) else None
        return next((one for one in self._choices if isinstance(one, Offered)), None)
