"""What is listed while a mark is asked for: entries, days, languages, kinds to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName, PlacedMark
from reviewer.services.lookup import Match
from reviewer.ui.frame import Frame
from reviewer.ui.mark_asking import BARE, NEW, Asking, head_of
from reviewer.ui.mark_details import CHOICES, KINDS
from reviewer.ui.mark_evidence import MarkEvidence
from reviewer.ui.views.mark_popup import MarkPopup

_AGAIN = 250  # milliseconds: the shared tables may still be on their way
_TRIES = 60
_LISTED = frozenset({"ref", "name", "when", "lang"})
"""What a row of the list says anew."""


@dataclass
class Asked:
    """What the popover is about: words to mark, or a mark that is to say something else.

    `meant` is what a mention means: a person, a place or a body.
    """

    target: Target
    words: str
    name: MarkName | None = None
    mark: PlacedMark | None = None
    matches: Sequence[Match] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    meant: MarkName | None = None

    @property
    def kinds(self) -> tuple[EntryKind, ...]:
        """The kinds of entries that are looked up; none where nothing is."""
        name = self.meant or self.name
        return KINDS.get(name, ()) if name else ()


class MarkLooking(QObject):
    """Lists what may be meant, and looks again while tables or counts are on their way."""

    def __init__(
        self, frame: Frame, popup: MarkPopup, asking: Asking, evidence: MarkEvidence
    ) -> None:
        super().__init__(popup)
        self._desk = frame.desk
        self._popup = popup
        self._asking = asking
        self._evidence = evidence
        evidence.told.connect(self._show_rows)
        self._asked: Asked | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN)
        self._timer.timeout.connect(self._look_again)
        self._tries = 0

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def list_rows(self, asked: Asked, text: str) -> None:
        """List what a text may mean for a mark."""
        self._asked, form = asked, self._popup.form
        if asked.name is None:
            return
        if asked.kinds:
            self._tries = 0
            self._look_up(asked, text)
            self._timer.start()
        elif asked.name is MarkName.DATE:
            form.show_matches(self._asking.days(text))
        elif asked.name is MarkName.FOREIGN:
            form.show_matches(self._asking.languages(text))
        elif asked.name in CHOICES:
            form.show_matches(*self._asking.choices(asked.name, asked.said))
        self._popup.settle()

    def said_of(self, asked: Asked, row: str) -> Mapping[str, str]:
        """What the mark says once a row was taken; a new name goes into the lexicon."""
        kept = {key: value for key, value in asked.said.items() if key not in _LISTED}
        text, project = self._popup.form.text, self._desk.project
        if asked.name is MarkName.DATE:
            return {**kept, "when": row}
        if asked.name is MarkName.FOREIGN:
            self._asking.last_language = row
            return {**kept, "lang": row}
        if asked.name and not asked.kinds and asked.name in CHOICES:
            key = CHOICES[asked.name][0]
            kept.pop(key, "")
            return {**kept, key: row} if row else kept
        if row == BARE or project is None:
            return kept
        if row == NEW:
            project.lexicon.add(LexiconEntry(asked.kinds[0], text))
            return {**kept, "ref": text, "name": text}
        preferred = asked.matches[int(row[1:])].entry.preferred
        return {**kept, "ref": preferred, "name": preferred}

    def _look_up(self, asked: Asked, text: str) -> None:
        project = self._desk.project
        if project is None:
            return
        asked.matches = project.lexicon.look_up(" ".join(text.split()), asked.kinds)
        self._show_rows()
        if self._desk.page:
            names = [head_of(match.entry) for match in asked.matches]
            self._evidence.ask(project, self._desk.page.row.document, names)

    def _show_rows(self) -> None:
        """List what was found, with what is known of it by now."""
        asked, form = self._asked, self._popup.form
        if asked is None or not asked.kinds or not self._popup.asking:
            return
        if self._popup.isVisible():
            counts = self._evidence.before, self._evidence.times
            form.show_matches(self._asking.entries(asked.words, form.text, asked.matches, *counts))

    def _look_again(self) -> None:
        """What was not at hand at the first key press may be by now."""
        asked, project, form = self._asked, self._desk.project, self._popup.form
        self._tries += 1
        waits = asked is not None and self._popup.isVisible() and self._tries < _TRIES
        if not waits or asked is None or project is None or not asked.kinds:
            self._timer.stop()
        elif project.lexicon.look_up(form.text, asked.kinds) != asked.matches:
            self._look_up(asked, form.text)
            self._popup.settle()
