"""The header of documents: a form of fields with values, where each comes from, what is wrong.

What was typed for a document goes before what the project has for all, and that before what the
document's file said. What the paper says of itself is proposed and never taken unasked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core.changes import Changes
from reviewer.core.decisions import Draft, Grounds, Place, Revert, SetHeader, Way
from reviewer.core.errors import UsageError
from reviewer.core.header import BY_NAME, FIELDS, Field, Section, header, problem, typed
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.messages import Said, said
from reviewer.core.reading import PageReading, in_force
from reviewer.core.storage import Store, Unit
from reviewer.core.structure.letterhead import Proposal, letterhead
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
    are what the paper says of it, where that is something else.
    """

    field: Field
    value: str
    comes: Comes
    otherwise: str = ""
    problem: Said | None = None
    offers: tuple[Offered, ...] = ()


class Headers:
    """The header fields of a project's documents."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder

    def form(self, document: DocumentId) -> Sequence[Filled]:
        """All fields in the form's order. Raises UsageError where there is no such document."""
        with self._store.reading() as unit:
            unit.sources.document(document)
            found = unit.sources.header(document)
            here = typed(unit.ledger.of(Place(document)))
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

    def set(self, document: DocumentId, field: str, value: str, by: str) -> Changes:
        """Fill a field, or clear it with an empty value: then it stays empty here.

        Raises UsageError where there is no such field, NotAllowed on a published document. A value
        with a problem is taken: the form says what is wrong with it.
        """
        return self.set_all([document], {field: value}, by)

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

    def _record(self, steps: Sequence[tuple[DocumentId, Sequence[Draft]]], by: str) -> Changes:
        if not any(drafts for _, drafts in steps):
            return Changes()
        return self._recorder.record_documents(steps, by)

    def default_form(self) -> Sequence[Filled]:
        """All fields with the project's values for all documents."""
        with self._store.reading() as unit:
            values = project_defaults(unit)
        return [_filled(field, {}, values, {}, {}) for field in FIELDS]

    def set_default(self, field: str, value: str) -> None:
        """Give the project a value for a field, or (empty) none. Raises UsageError on others."""
        _known(field)
        with self._store.writing() as unit:
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
    here: Mapping[str, str],
    offers: Mapping[str, Sequence[Offered]],
) -> Filled:
    name = field.name
    below = defaults.get(name) or found.get(name, "")
    if name in here:
        value, comes = here[name], Comes.TYPED
    elif defaults.get(name):
        value, comes = defaults[name], Comes.DEFAULT
    else:
        value, comes = below, Comes.FILE if below else Comes.NOWHERE
    said_there = tuple(one for one in offers.get(name, ()) if one.value != value)
    return Filled(field, value, comes, below, problem(field, value), said_there)


def _is_on(proposal: Proposal, page: PageReading) -> bool:
    return any(
        line.n == proposal.line and line.text.strip() == proposal.text for line in page.lines
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
