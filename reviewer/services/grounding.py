"""What people say of their corrections: what was wrong, how sure they are, on what they rest.

It is said of a word that was corrected, of the next correction of a word that was not, or of all
corrections in the project that say nothing themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import UsageError
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.reading import Word
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder
from reviewer.services.settings import Settings

CAUSE, CERTAINTY = "correction_cause", "correction_certainty"
_KEPT = 50
_TEXTS = 9


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of one correction; `reference` names the other text that it rests on."""

    cause: d.Cause = d.Cause.OCR
    certainty: d.Certainty | None = None
    evidence: d.Ground | None = None
    reference: str = ""


class Grounding:
    """Keeps and applies what is said of corrections. `seen` is as in `Review`."""

    def __init__(self, recorder: Recorder, settings: Settings) -> None:
        self._recorder = recorder
        self._settings = settings
        self._coming: dict[tuple[PageId, d.Span], Statement] = {}
        self._texts: dict[str, None] = {}

    @property
    def usual(self) -> Statement:
        """What counts for a correction of which nobody says anything."""
        certainty = str(self._settings.get(CERTAINTY))
        return Statement(
            d.Cause(self._settings.get(CAUSE)), d.Certainty(certainty) if certainty else None
        )

    def set_usual(self, statement: Statement) -> None:
        """From now on, let cause and certainty count for all corrections in the project."""
        self._settings.set(CAUSE, str(statement.cause))
        self._settings.set(CERTAINTY, str(statement.certainty or ""))

    @property
    def texts(self) -> Sequence[str]:
        """The other texts named last, the last one first."""
        return tuple(reversed(self._texts))

    def of(self, view: PageView, span: d.Span) -> Statement | None:
        """What is said of the correction that words stand in; None where they are not corrected."""
        word = _corrected(view, span)
        made = view.reading.decision(word.decision) if word and word.decision else None
        if word is None or made is None:
            return None
        grounds = made.grounds
        return Statement(word.cause, grounds.certainty, grounds.evidence, grounds.reference)

    def state(
        self, page: PageId, span: d.Span, statement: Statement, by: str, seen: int | None = None
    ) -> Changes:
        """Say something of a correction that was made. Raises UsageError where there is none."""
        view = self._recorder.view(page)
        word = _corrected(view, span)
        made = view.reading.decision(word.decision) if word and word.decision else None
        if word is None or word.span is None or made is None:
            raise UsageError(
                said("errors.no_correction_here"),
                where=view.where,
                safe=said("errors.nothing_was_changed"),
            )
        if self.of(view, span) == statement:
            return Changes()
        self._name(statement.reference)
        act = d.Replace(word.span, word.text, statement.cause)
        draft = _with(d.Draft(act, made.grounds), statement)
        expected = view.revision if seen is None else seen
        return self._recorder.record(page, [draft], by, expected=expected)

    # -- corrections to come ----------------------------------------------------------------------

    def coming(self, page: PageId, span: d.Span) -> Statement | None:
        """What will be said of the next correction of these words; None where that is nothing."""
        for (other, words), statement in self._coming.items():
            if other == page and words.touches(span):
                return statement
        return None

    def foresee(self, page: PageId, span: d.Span, statement: Statement) -> None:
        """Say this of the next correction of these words; what is usual needs no saying."""
        self.forget(page, [span])
        if statement != self.usual:
            self._name(statement.reference)
            self._coming[page, span] = statement
        while len(self._coming) > _KEPT:
            self._coming.pop(next(iter(self._coming)))

    def forget(self, page: PageId, spans: Sequence[d.Span]) -> None:
        """Corrections of these words were made, or nothing is to be said of them."""
        for key in list(self._coming):
            if key[0] == page and any(key[1].touches(span) for span in spans):
                del self._coming[key]

    def dress(self, view: PageView, draft: d.Draft) -> d.Draft:
        """A correction with what is to be said of it: now, of the one before it, or of all."""
        act = draft.act
        if not isinstance(act, d.Replace) or not act.text or act.cause is not d.Cause.OCR:
            return draft
        source = " ".join(
            view.reading.page.form(n) for n in range(act.span.first, act.span.last + 1)
        )
        if act.text == source:
            return draft  # as imported: nothing was wrong
        statement = self.coming(view.row.id, act.span) or self.of(view, act.span) or self.usual
        return _with(replace(draft, act=replace(act, cause=statement.cause)), statement)

    def _name(self, text: str) -> None:
        if text:
            self._texts.pop(text, None)
            self._texts[text] = None
            while len(self._texts) > _TEXTS:
                self._texts.pop(next(iter(self._texts)))


def _corrected(view: PageView, span: d.Span) -> Word | None:
    """The first corrected word among those of a span."""
    return next(
        (word for word in view.reading.words_in(span) if word.span and word.text and word.changed),
        None,
    )


def _with(draft: d.Draft, statement: Statement) -> d.Draft:
    grounds = replace(
        draft.grounds,
        certainty=statement.certainty,
        evidence=statement.evidence,
        reference=statement.reference,
    )
    return replace(draft, grounds=grounds)
