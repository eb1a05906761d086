"""The header of documents: a form of fields with values, where each comes from, what is wrong.

What was typed for a document goes before what the project has for all, and that before what the
document's file said. What the paper says of itself is proposed and never taken unasked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.changes import Changes
from reviewer.core.decisions import Decision, Draft, Grounds, Place, Revert, SetHeader, Way
from reviewer.core.edition import document_state
from reviewer.core.errors import Conflict, NotAllowed, UsageError
from reviewer.core.header import BY_NAME, FIELDS, Field, Section, header, problem, typed
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.messages import Said, said
from reviewer.core.people import People
from reviewer.core.reading import PageReading, in_force
from reviewer.core.states import SIGNED, State
from reviewer.core.storage import Store, Unit
from reviewer.core.structure.letterhead import Proposal, letterhead
from reviewer.core.undoing import UndoStep, meant, undoable
from reviewer.services.lawful import Signatures
from reviewer.services.people import people_of
from reviewer.services.recording import Recorder

DEFAULTS = "header"
"""The project's setting with its values for all documents."""


class Comes(StrEnum):
    """Where a value comes from."""

    TYPED = "typed"
    DEFAULT = "default"
    FILE = "file"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Offered:
    """What the paper says of a field: the value, and the line that it rests on, to go there."""

    value: str
    page: PageId
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A field of the form. `otherwise` is what it falls back to where it is reset; `offers`
    are what the paper says of it, where that is something else; `decision` is the one by which a
    person typed or took it.
    """

    field: Field
    value: str
    comes: Comes
    otherwise: str = ""
    problem: Said | None = None
    offers: tuple[Offered, ...] = ()
    decision: Decision | None = None


class Headers:
    """The header fields of a project's documents."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder
        self._signatures = Signatures()

    def form(self, document: DocumentId) -> Sequence[Filled]:
        """All fields in the form's order. Raises UsageError where there is no such document."""
        with self._store.reading() as unit:
            unit.sources.document(document)
            found = unit.sources.header(document)
            here = _latest(unit.ledger.of(Place(document)))
            defaults = project_defaults(unit)
        offers = self.offers(document)
        return [
            _filled(field, found, defaults, here, offers)
            for field in FIELDS
            if field.section is not Section.COLLECTION
        ]

    def values(self, document: DocumentId) -> Mapping[str, str]:
        """The fields that have a value, as they go into exports."""
        with self._store.reading() as unit:
            return header_of(unit, document)

    def offers(self, document: DocumentId) -> Mapping[str, Sequence[Offered]]:
        """What the first and the last page say, by field."""
        with self._store.reading() as unit:
            rows = unit.sources.rows(document)
        if not rows:
            return {}
        first, last = rows[0].id, rows[-1].id
        top = self._recorder.view(first).reading
        end = None if first == last else self._recorder.view(last).reading
        found: dict[str, list[Offered]] = {}
        for one in letterhead(top, end):
            page = first if end is None or _is_on(one, top) else last
            found.setdefault(one.field, []).append(Offered(one.value, page, one.line, one.text))
        return found

    def set(
        self, document: DocumentId, field: str, value: str, by: str, seen: str | None = None
    ) -> Changes:
        """Fill a field, or clear it with an empty value: then it stays empty here.

        `seen` is the value that the person had before them: where a colleague has since said
        something else, Conflict is raised. Raises UsageError where there is no such field,
        NotAllowed on a signed document. A value with a problem is taken: the form says what is
        wrong with it.
        """
        if seen is not None:
            self._check_seen(document, field, value, seen)
        return self.set_all([document], {field: value}, by)

    def _check_seen(self, document: DocumentId, field: str, value: str, seen: str) -> None:
        with self._store.reading() as unit:
            if header_of(unit, document).get(field, "") == seen:
                return
            said_here = _of_header(unit.ledger.of(Place(document)))
        theirs = [
            one
            for one in in_force(said_here)
            if isinstance(one.act, SetHeader) and one.act.field_name == field
        ]
        raise Conflict([Draft(SetHeader(field, " ".join(value.split())))], theirs[-1:])

    def set_all(
        self, documents: Iterable[DocumentId], values: Mapping[str, str], by: str
    ) -> Changes:
        """Fill fields of several documents as one step; what stands so already is left alone."""
        for name in values:
            _known(name)
        steps = []
        with self._store.reading() as unit:
            for document in documents:
                here = typed(unit.ledger.of(Place(document)))
                drafts = [
                    Draft(SetHeader(name, line))
                    for name, value in values.items()
                    if here.get(name) != (line := " ".join(value.split()))
                ]
                steps.append((document, drafts))
        return self._record(steps, by)

    def take(self, document: DocumentId, field: str, offered: Offered, by: str) -> Changes:
        """Take what the paper says into a field; the ledger tells from which line."""
        _known(field)
        grounds = Grounds(
            Way.ACCEPTED, form=offered.text, suggestion=offered.value, source="letterhead"
        )
        draft = Draft(SetHeader(field, offered.value), grounds)
        return self._record([(document, [draft])], by)

    def reset(self, document: DocumentId, field: str, by: str) -> Changes:
        """Let a field be what the project or the file says again."""
        _known(field)
        with self._store.reading() as unit:
            decisions = in_force(unit.ledger.of(Place(document)))
        targets: tuple[DecisionId, ...] = tuple(
            one.id
            for one in decisions
            if isinstance(one.act, SetHeader) and one.act.field_name == field
        )
        return self._record([(document, [Draft(Revert(targets))] if targets else [])], by)

    def undo(self, document: DocumentId, by: str) -> Changes:
        """Take back the last step of `by` in a header, in all documents that it touched.

        Raises NotAllowed where there is none, or a colleague has since filled the same field.
        """
        done, _ = self._steps(document, by)
        if not done:
            raise NotAllowed(said("errors.nothing_to_undo_here"))
        return self._revert(document, done[-1], by)

    def redo(self, document: DocumentId, by: str) -> Changes:
        """Do again what the last undo of `by` in a header took back."""
        _, undone = self._steps(document, by)
        if not undone:
            raise NotAllowed(said("errors.nothing_to_redo_here"))
        return self._revert(document, undone[-1], by)

    def _steps(
        self, document: DocumentId, by: str
    ) -> tuple[Sequence[UndoStep], Sequence[UndoStep]]:
        with self._store.reading() as unit:
            decisions = _of_header(unit.ledger.of(Place(document)))
            return undoable(decisions, by, people_of(unit), unit.login)

    def _revert(self, document: DocumentId, step: UndoStep, by: str) -> Changes:
        batch = step.decisions[-1].batch
        with self._store.reading() as unit:
            whole = unit.ledger.batch(batch) if batch else step.decisions
            targets: dict[DocumentId, list[DecisionId]] = {document: []}
            for one in whole:
                targets.setdefault(one.place.document, []).append(one.id)
            for place, ids in targets.items():
                _check_latest(unit.ledger.of(Place(place)), ids, by, people_of(unit))
        return self._record(
            [(place, [Draft(Revert(tuple(ids)))]) for place, ids in targets.items()], by
        )

    def state(self, document: DocumentId) -> State:
        """How far the document is; a signed one keeps its header as it is."""
        with self._store.reading() as unit:
            return document_state(row.state for row in unit.sources.rows(document))

    def next_without(self, document: DocumentId) -> DocumentId | None:
        """The next document behind this one, from the end round again, in whose header nobody
        filled anything and somebody still may. None where there is no other.
        """
        with self._store.reading() as unit:
            order = [one.id for one in unit.sources.documents()]
            at = order.index(document) + 1 if document in order else 0
            for one in (*order[at:], *order[: max(at - 1, 0)]):
                if typed(unit.ledger.of(Place(one))):
                    continue
                if document_state(row.state for row in unit.sources.rows(one)) not in SIGNED:
                    return one
        return None

    def everywhere(self, field: str) -> Mapping[DocumentId, str]:
        """The value of a field in each document, in their order. Reads the whole project."""
        _known(field)
        with self._store.reading() as unit:
            defaults = project_defaults(unit)
            return {
                one.id: header(
                    unit.sources.header(one.id), defaults, typed(unit.ledger.of(Place(one.id)))
                ).get(field, "")
                for one in unit.sources.documents()
            }

    def _record(self, steps: Sequence[tuple[DocumentId, Sequence[Draft]]], by: str) -> Changes:
        if not any(drafts for _, drafts in steps):
            return Changes()
        return self._recorder.record_documents(steps, by)

    def default_form(self) -> Sequence[Filled]:
        """All fields with the project's values for all documents."""
        with self._store.reading() as unit:
            values = project_defaults(unit)
        return [_filled(field, {}, values, {}, {}) for field in FIELDS]

    def set_default(self, field: str, value: str, by: str = "") -> None:
        """Give the project a value for a field, or (empty) none.

        Raises UsageError on others, and NotAllowed where people have roles and `by` may not: the
        value goes into documents that others signed.
        """
        _known(field)
        with self._store.writing() as unit:
            self._signatures.check_keeper(unit, people_of(unit), by)
            unit.claim(DEFAULTS)
            values = dict(project_defaults(unit))
            values[field] = " ".join(value.split())
            unit.settings.set(DEFAULTS, {name: one for name, one in values.items() if one})


def project_defaults(unit: Unit) -> Mapping[str, str]:
    """The project's values for all documents; what a file edited by hand has else is left out."""
    kept = unit.settings.get(DEFAULTS, {})
    if not isinstance(kept, Mapping):
        return {}
    return {
        str(name): value for name, value in kept.items() if isinstance(value, str) and value.strip()
    }


def header_of(unit: Unit, document: DocumentId) -> dict[str, str]:
    """The header of a document, from all that says something of it."""
    here = typed(unit.ledger.of(Place(document)))
    return header(unit.sources.header(document), project_defaults(unit), here)


def _filled(
    field: Field,
    found: Mapping[str, str],
    defaults: Mapping[str, str],
    here: Mapping[str, tuple[str, Decision]],
    offers: Mapping[str, Sequence[Offered]],
) -> Filled:
    name, decision = field.name, None
    below = defaults.get(name) or found.get(name, "")
    if name in here:
        (value, decision), comes = here[name], Comes.TYPED
    elif defaults.get(name):
        value, comes = defaults[name], Comes.DEFAULT
    else:
        value, comes = below, Comes.FILE if below else Comes.NOWHERE
    said_there = tuple(one for one in offers.get(name, ()) if one.value != value)
    return Filled(field, value, comes, below, problem(field, value), said_there, decision)


def _latest(decisions: Iterable[Decision]) -> Mapping[str, tuple[str, Decision]]:
    """What people filled in, by field, with the decision that says so."""
    return {
        one.act.field_name: (one.act.value, one)
        for one in in_force(decisions)
        if isinstance(one.act, SetHeader)
    }


def _is_on(proposal: Proposal, page: PageReading) -> bool:
    return any(
        line.n == proposal.line and line.text.strip() == proposal.text for line in page.lines
    )


def _of_header(decisions: Iterable[Decision]) -> Sequence[Decision]:
    """What was decided about the fields, and what was taken back of that."""
    found: dict[DecisionId, Decision] = {}
    for one in decisions:
        act = one.act
        if isinstance(act, SetHeader) or (
            isinstance(act, Revert) and act.targets and found.keys() >= set(act.targets)
        ):
            found[one.id] = one
    return tuple(found.values())


def _check_latest(
    decisions: Sequence[Decision], targets: Collection[DecisionId], by: str, people: People
) -> None:
    """Raise NotAllowed where somebody else has since filled a field that these decisions fill."""
    by_id = {one.id: one for one in decisions}
    latest = max(targets, default=DecisionId(0))
    fields = {one.act.field_name for one in meant(targets, by_id) if isinstance(one.act, SetHeader)}
    for one in in_force(decisions):
        act = one.act
        if one.id <= latest or not isinstance(act, SetHeader) or act.field_name not in fields:
            continue
        if not people.same(one.by, by):
            raise NotAllowed(
                said("errors.decided_since", name=one.by, act=act.describe()),
                safe=said("errors.nothing_was_changed"),
            )


def _known(name: str) -> Field:
    field = BY_NAME.get(name)
    if field is None:
        raise UsageError(
            said("errors.no_such_field", name=name),
            safe=said("errors.nothing_was_changed"),
            advice=said("errors.known_fields", names=", ".join(BY_NAME)),
        )
    return field
