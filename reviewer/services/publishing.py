"""Publishing documents and withdrawing them: all pages of a document in one step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.edition import document_version
from reviewer.core.errors import NotAllowed, NotReady
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.reading import in_force
from reviewer.core.states import SIGNED, State, state_words
from reviewer.core.storage import PageRow, Store
from reviewer.services.lawful import not_all_approved, not_allowed
from reviewer.services.people import people_of
from reviewer.services.recording import Recorder

Ready = Callable[[DocumentId], Sequence[str]]
"""What hinders a document from being published, one sentence each; nothing where it is fit."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One time that a document went to readers; `version` is that of the document then.

    `withdrawn_at` and `withdrawn_by` say when that was over and who said so, with the `reason`.
    """

    version: int
    at: datetime
    by: str
    comment: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    reason: str = ""


class Publishing:
    """Sends approved documents to readers and calls them back. What was published stays known."""

    def __init__(
        self, store: Store, recorder: Recorder, ready: Ready = lambda document: ()
    ) -> None:
        self._store = store
        self._recorder = recorder
        self._ready = ready

    def publish(self, document: DocumentId, by: str, comment: str = "") -> Changes:
        """Publish a document. Raises NotAllowed where a page is not approved or `by` may not,
        NotReady where its checks find something severe.
        """
        rows = self._rows(document)
        left = [row for row in rows if row.state is not State.PUBLISHED]
        unfinished = [row for row in left if row.state not in (State.APPROVED, State.WITHDRAWN)]
        if unfinished:
            raise not_all_approved(unfinished, self._name(document))
        if not left:
            raise self._refused(document, "only_approved_is_published", "published_already")
        problems = self._ready(document)
        if problems:
            raise NotReady(problems, self._name(document))
        return self._step(left, d.Publish(comment), by)

    def withdraw(self, document: DocumentId, by: str, reason: str = "") -> Changes:
        """Call a published document back. Raises NotAllowed where it is not published."""
        rows = [row for row in self._rows(document) if row.state is State.PUBLISHED]
        if not rows:
            raise not_allowed(
                (said("errors.not_published"), said("errors.nothing_to_withdraw")),
                self._name(document),
            )
        return self._step(rows, d.Withdraw(reason), by)

    def reopen(self, document: DocumentId, by: str, reason: str = "") -> Changes:
        """Open all signed pages of a document again, which begins a new version."""
        rows = [row for row in self._rows(document) if row.state in SIGNED]
        if not rows:
            raise not_allowed(
                (said("errors.nothing_signed"), said("errors.work_as_it_is")), self._name(document)
            )
        return self._step(rows, d.Reopen(reason), by)

    def publications(self, document: DocumentId) -> Sequence[Publication]:
        """Each time that the document was published, the first one first."""
        with self._store.reading() as unit:
            history = in_force(unit.ledger.of_document(document))
            pages = len(unit.sources.document(document).pages)
            people = people_of(unit)
        found: list[Publication] = []
        seen: set[str] = set()
        for one in history:
            step = one.batch or f"#{one.id}"
            if not isinstance(one.act, d.Publish | d.Withdraw) or step in seen:
                continue
            seen.add(step)
            if isinstance(one.act, d.Publish):
                before = [past for past in history if past.id < one.id]
                version = document_version(before, pages, people)
                found.append(Publication(version, one.at, one.by, one.act.comment))
            elif found:
                found[-1] = replace(
                    found[-1], withdrawn_at=one.at, withdrawn_by=one.by, reason=one.act.reason
                )
        return found

    def _step(self, rows: Iterable[PageRow], act: d.Act, by: str) -> Changes:
        rows = list(rows)
        steps: list[tuple[PageId, Sequence[d.Draft]]] = [(row.id, [d.Draft(act)]) for row in rows]
        seen = {row.id: row.revision for row in rows}
        return self._recorder.record_all(steps, by, expected=seen, whole=True)

    def _rows(self, document: DocumentId) -> Sequence[PageRow]:
        with self._store.reading() as unit:
            found = unit.sources.document(document)
            rows = unit.sources.rows(document)
        if not rows:
            raise not_allowed(
                (said("errors.no_pages_to_publish"), said("errors.approve_all_pages")), found.name
            )
        return rows

    def _name(self, document: DocumentId) -> str:
        with self._store.reading() as unit:
            return unit.sources.document(document).name

    def _refused(self, document: DocumentId, what: str, advice: str) -> NotAllowed:
        state = state_words(State.PUBLISHED)
        return not_allowed(
            (said(f"errors.{what}", state=state), said(f"errors.{advice}")), self._name(document)
        )
