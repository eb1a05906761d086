"""Deciding many hits as one step: all of those chosen, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.occurrences import Hit
from reviewer.core.page_text import present_text
from reviewer.core.progress import Progress
from reviewer.core.rewriting import Edit, rewrite
from reviewer.core.workflow import EDITABLE, locked
from reviewer.services.lawful import not_allowed
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder, new_batch
from reviewer.services.review import Review


@dataclass(frozen=True, slots=True)
class Choice:
    """A hit, and what is to stand in its place; empty: nothing."""

    hit: Hit
    text: str


@dataclass(frozen=True, slots=True)
class Applied(Changes):
    """What a batch did: hits decided, and hits that no decision can do.

    Those run over the ends of lines that do not follow one another in the source, or change
    nothing but blanks.
    """

    done: int = 0
    left: int = 0


@dataclass
class _Tally:
    done: int = 0
    left: int = 0


class Concordance:
    """Batches of decisions about hits. Where a page moved on since, nothing at all is written."""

    def __init__(self, recorder: Recorder, review: Review) -> None:
        self._recorder = recorder
        self._review = review

    def apply(
        self, choices: Sequence[Choice], by: str, progress: Progress | None = None
    ) -> Applied:
        """Read what was chosen at each hit.

        Raises Conflict or NotAllowed, naming the page, where one cannot be changed as it was seen.
        """
        tally = _Tally()
        pages = _by_page([(choice.hit, choice) for choice in choices])
        return self._decide(
            [page for page, _ in pages],
            ((view, self._rewritten(view, some, tally)) for view, some in self._views(pages)),
            by,
            tally,
            progress,
        )

    def keep(self, hits: Sequence[Hit], by: str, progress: Progress | None = None) -> Applied:
        """Say of hits that they are right as they stand."""
        tally = _Tally()
        pages = _by_page([(hit, Choice(hit, hit.form)) for hit in hits])
        return self._decide(
            [page for page, _ in pages],
            ((view, _kept(some, tally)) for view, some in self._views(pages)),
            by,
            tally,
            progress,
        )

    def _decide(
        self,
        pages: Sequence[PageId],
        drafted: Iterator[tuple[PageView, list[d.Draft]]],
        by: str,
        tally: _Tally,
        progress: Progress | None,
    ) -> Applied:
        progress = progress or Progress()
        seen: dict[PageId, int] = {}

        def steps() -> Iterator[tuple[PageId, Sequence[d.Draft]]]:
            for view, drafts in drafted:
                progress.report(len(seen), len(pages))
                seen[view.row.id] = view.revision
                yield view.row.id, drafts

        # Each page is read, drafted and written before the next one: they may be thousands.
        batch = new_batch() if len(pages) > 1 else None
        changes = self._review.decide_all(steps(), by, seen, batch)
        return Applied(
            readings=changes.readings,
            findings=changes.findings,
            standings=changes.standings,
            done=tally.done,
            left=tally.left,
        )

    def _views(
        self, pages: Sequence[tuple[PageId, Sequence[Choice]]]
    ) -> Iterator[tuple[PageView, Sequence[Choice]]]:
        for page, choices in pages:
            view = self._recorder.view(page)
            if view.standing.state not in EDITABLE:
                # An editor corrects a submitted page word by word, and never unseen with a batch.
                raise not_allowed(locked(view.standing), view.where)
            for choice in choices:
                if not _stands(choice.hit, view):
                    raise NotAllowed(
                        said("errors.hit_moved", form=choice.hit.form, where=view.where),
                        where=view.where,
                        safe=said("errors.nothing_was_changed"),
                        advice=said("errors.look_again"),
                    )
            yield view, choices

    @staticmethod
    def _rewritten(view: PageView, choices: Sequence[Choice], tally: _Tally) -> list[d.Draft]:
        edits = [Edit(one.hit.start, one.hit.end, one.text) for one in choices]
        acts, refused = rewrite(view.reading, edits)
        if not acts:
            tally.left += len(choices)
            return []
        tally.left += len(refused)
        tally.done += len(choices) - len(refused)
        return [d.Draft(act, _grounds(view, act, choices)) for act in acts]


def _stands(hit: Hit, view: PageView) -> bool:
    """Whether a hit is still as it was found: the same words, and nobody decided them since."""
    if hit.revision == view.revision:
        return True
    now = present_text(view.reading)
    cells = now.between(hit.start, hit.end)
    decision = next((cell.decision for cell in cells if cell.decision), None)
    return now.text[hit.start : hit.end] == hit.form and decision == hit.decision


def _by_page(pairs: Sequence[tuple[Hit, Choice]]) -> list[tuple[PageId, Sequence[Choice]]]:
    ordered = sorted((choice for _, choice in pairs), key=lambda choice: choice.hit.place)
    return [(page, list(some)) for page, some in groupby(ordered, lambda one: one.hit.page)]


def _kept(choices: Sequence[Choice], tally: _Tally) -> list[d.Draft]:
    drafts = [
        d.Draft(d.Keep(one.hit.span), d.Grounds(form=one.hit.form))
        for one in choices
        if one.hit.span
    ]
    tally.done += len(drafts)
    tally.left += len(choices) - len(drafts)
    return drafts


def _grounds(view: PageView, act: d.Act, choices: Sequence[Choice]) -> d.Grounds:
    """On what an act rests: a suggestion of the engine where one was taken, else typing."""
    if not isinstance(act, d.Replace):
        return d.Grounds(d.Way.TYPED)
    touched = (one for one in choices if one.hit.span and one.hit.span.touches(act.span))
    choice = next(touched, None)
    if choice is None:
        return d.Grounds(d.Way.TYPED)
    hit = choice.hit
    finding = view.finding(hit.finding.key) if hit.finding else None
    for rank, one in enumerate(finding.suggestions if finding else (), 1):
        if finding and one.text == choice.text and finding.form == hit.form:
            return d.Grounds(d.Way.ACCEPTED, hit.form, one.text, rank, one.probability, one.source)
    return d.Grounds(d.Way.TYPED, hit.form)
