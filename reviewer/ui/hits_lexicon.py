"""From the list of places to the lexicon: a word that is right, or one more form of a name."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, EntryState, LexiconEntry
from reviewer.ui.frame import Frame
from reviewer.ui.views.hits import HitsView

_NAMES = tuple(kind for kind in EntryKind if kind not in (EntryKind.WORD, EntryKind.TERM))


class HitsLexicon(QObject):
    """Adds what was looked for to the project's layer."""

    def __init__(self, frame: Frame, view: HitsView, form: Callable[[], str]) -> None:
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._form = form
        view.foot.named.connect(self._name)

    def add(self) -> None:
        """The form is right as it stands, always."""
        form = self._form()
        if form:
            entry = LexiconEntry(EntryKind.WORD, form, state=EntryState.RIGHT)
            self._put(entry, self._frame.say.say("ui.hits.added", form=form))

    def ask(self) -> None:
        """Ask what the form is a name of."""
        if self._form():
            self._view.foot.edit("", naming=True)

    def _name(self, name: str) -> None:
        """Make the form a variant of the name that was typed, of a new person where none is so."""
        project, form = self._frame.desk.project, self._form()
        self._view.focus_list()
        if project is None or not name or not form:
            return
        known = next(
            (
                match.entry
                for match in project.lexicon.look_up(name, _NAMES)
                if name.casefold() in (one.casefold() for one in match.entry.forms)
            ),
            LexiconEntry(EntryKind.PERSON, name),
        )
        variants = tuple(dict.fromkeys((*known.variants, form)))
        said = self._frame.say.say("ui.hits.named", form=form, name=known.preferred)
        self._put(replace(known, variants=variants), said)

    def _put(self, entry: LexiconEntry, said: str) -> None:
        project = self._frame.desk.project
        if project is None:
            return
        try:
            project.lexicon.add(entry)
        except ReviewerError as error:
            self._frame.telling.error(error)
        else:
            self._frame.telling.note(said)
