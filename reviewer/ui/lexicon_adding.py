"""Adding the word at hand to the lexicon, from the desk."""

from PySide6.QtCore import QObject, QPoint

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.services.lexicon import Lexicon
from reviewer.services.lookup import Why
from reviewer.ui.frame import Frame
from reviewer.ui.hits_asked import word_at_hand
from reviewer.ui.lexicon_steps import Steps
from reviewer.ui.views.lexicon_add import Addition, AddPopup


class Adding(QObject):
    """Asks what the word at hand is, and puts it there."""

    def __init__(self, frame: Frame, steps: Steps, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._say = frame.say.say
        self._steps = steps
        self.popup = AddPopup(frame.say, frame.window)
        self.popup.added.connect(self._add)

    def ask(self) -> None:
        """Ask what the selection is, or the word at the caret, or the doubtful word at hand."""
        desk = self._frame.desk
        desk.settle()
        word = word_at_hand(desk)
        if desk.project is None or word is None or not any(map(str.isalnum, word.form)):
            self._frame.telling.note(self._say("lexicon.told.no_word"))
            return
        reading = next((text for text in word.readings if text), "")
        kind = _likely(word.form)
        self.popup.ask(
            word.form, kind, reading, self._hint(desk.project.lexicon, word.form), self._place()
        )

    def _hint(self, lexicon: Lexicon, form: str) -> str:
        """That the form is an entry already."""
        for match in lexicon.look_up(form, limit=3):
            if match.why in (Why.EXACT, Why.VARIANT):
                kind = self._say(f"lexicon.kind.{match.entry.kind}")
                return self._say("lexicon.add.same", form=match.entry.preferred, kind=kind)
        return ""

    def _place(self) -> QPoint:
        """Below the words that are meant."""
        desk = self._frame.desk
        reading = desk.view.reading
        (line, start), (last, end) = reading.chosen()
        finding = desk.finding
        if not desk.view.in_text and desk.page and finding:
            place = desk.page.reading.place_of(finding.span.first)
            if place:
                here = desk.page.reading.lines[place[0]]
                line = last = place[0]
                start = here.starts[place[1]] + finding.start
                end = start + len(finding.form)
        end = max(end, start + 1) if last == line else start + 1
        stretch = reading.screen_place(line, start, end)
        return stretch.bottomLeft() + QPoint(0, 4)

    def _add(self, asked: Addition) -> None:
        project = self._frame.desk.project
        if project is None:
            return
        layer = Layer.USER if asked.own else Layer.PROJECT
        try:
            edit = project.lexicon.put([_entry(asked, layer, project.lexicon)], layer)
        except ReviewerError as error:
            self._frame.telling.error(error)
            return
        self._steps.note(edit)
        told = {EntryState.USUAL: "added", EntryState.RIGHT: "right", EntryState.NEVER: "never"}
        self._frame.telling.note(
            self._say(f"lexicon.told.{told[asked.state]}", form=asked.form, reading=asked.reading)
        )


def _entry(asked: Addition, layer: Layer, lexicon: Lexicon) -> LexiconEntry:
    """The entry that is asked for, with what one of its name in the layer says already."""
    never = asked.state is EntryState.NEVER
    kind = EntryKind.WORD if never else asked.kind
    preferred = asked.reading if never else asked.preferred or asked.form
    made = LexiconEntry(kind, preferred, layer=layer, state=asked.state)
    form = () if preferred == asked.form else (asked.form,)
    for have in lexicon.known():
        if have.name == made.name and have.layer is layer:
            state = have.state if asked.state is EntryState.USUAL else asked.state
            # Where it is never suggested at all, naming a form would allow it elsewhere.
            more = () if never and not have.variants else form
            return LexiconEntry(
                kind, preferred, tuple(dict.fromkeys((*have.variants, *more))), have.note,
                have.dates, have.source, layer, have.authorities, state, have.others,
            )  # fmt: skip
    return LexiconEntry(kind, preferred, form, layer=layer, state=asked.state)


def _likely(form: str) -> EntryKind:
    """What a form most likely is."""
    if form[:1].isupper() and not form.isupper():
        return EntryKind.PERSON
    return EntryKind.ABBREVIATION if len(form) > 1 and form.isupper() else EntryKind.WORD
