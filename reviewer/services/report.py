"""Making a project's report: all pages and decisions, gone through once, a part at a time."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from reviewer import __version__
from reviewer.core.errors import UsageError
from reviewer.core.findings import Stamp
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Catalogue, said
from reviewer.core.model import Document
from reviewer.core.people import PEOPLE, People, read_people
from reviewer.core.progress import Progress
from reviewer.core.report import DocumentSum, Report, Scope, report_record, waited
from reviewer.core.report_pages import Sums
from reviewer.core.sheet import SheetWriter
from reviewer.core.spot_checks import CHECKS, Check, read_checks
from reviewer.core.storage import PageRow, Store
from reviewer.core.workflow import State
from reviewer.services.figures import Estimated, Figures
from reviewer.services.outfile import replacing
from reviewer.services.report_words import sheet_of

_JSON = ".json"
_PAGES = 50  # whose decisions are read together, and again where one of them changed

_Part = tuple[tuple[PageId, int], ...]
"""Pages at their revisions."""


@dataclass
class _Source:
    """What a report is made of, read at once; the decisions come later, in parts."""

    documents: Sequence[Document]
    rows: Mapping[DocumentId, Sequence[PageRow]]
    imported: Mapping[DocumentId, datetime]
    people: People
    checks: Sequence[Check]


class Reporting:
    """Makes reports. Safe on any thread."""

    def __init__(
        self, store: Store, figures: Figures, name: str, writers: Sequence[SheetWriter] = ()
    ) -> None:
        """`name` is that of the project; `writers` make files of reports."""
        self._store = store
        self._figures = figures
        self._name = name
        self._writers = writers
        self._counting = Lock()
        self._about: tuple[datetime | None, datetime | None, People] | None = None
        self._parts: dict[_Part, Sums] = {}

    def make(self, scope: Scope, progress: Progress) -> Report:
        """Count everything. Memory holds a part of the decisions at a time, and sums; another
        report of the same days reads only the parts in which something was decided since.

        Raises UsageError where the scope names a document that is not there, Cancelled where it is
        stopped.
        """
        source = self._source(scope.documents)
        estimated = self._figures.estimates(progress, scope.documents)
        with self._counting:
            sums = self._sums(source, scope, progress)
        rows = [row for rows in source.rows.values() for row in rows]
        whole = estimated[None]
        return Report(
            project=self._name,
            made=datetime.now(UTC),
            version=__version__,
            scope=scope,
            documents=tuple(
                _document(one, source.rows[one.id], sums, estimated[one.id])
                for one in source.documents
                if one.id in estimated
            ),
            states=_states(rows),
            people=sums.people,
            days=sums.days,
            accepted=sums.accepted,
            judged_by_kind=sums.by_kind,
            judged_by_person=sums.by_person,
            samples=sums.samples,
            checks=tuple(one for one in source.checks if scope.holds(one.moment)),
            waited=waited(sums.waits),
            threads=sums.threads,
            left=whole.left,
            approved=whole.approved,
            whole=whole.whole,
            unseen=whole.unseen,
            stamps=_stamps(rows),
        )

    @property
    def suffixes(self) -> Sequence[str]:
        """How the files that reports can be saved as end."""
        return (*(writer.suffix for writer in self._writers), _JSON)

    def save(self, report: Report, path: Path, say: Catalogue) -> None:
        """Write a report as its file's ending says, whole or not at all.

        Raises UsageError where nothing writes such files, StoreError where it cannot be written.
        """
        suffix = path.suffix.lower()
        writer = next((one for one in self._writers if one.suffix == suffix), None)
        if writer is None and suffix != _JSON:
            known = ", ".join(self.suffixes)
            raise UsageError(said("errors.no_report_as", suffix=suffix, known=known))
        with replacing(path) as out:
            if writer is None:
                record = json.dumps(report_record(report), ensure_ascii=False, indent=2)
                out.write(record.encode("utf-8", "replace"))
            else:
                writer.write(sheet_of(report, say), out)

    def _source(self, wanted: Collection[DocumentId]) -> _Source:
        with self._store.reading() as unit:
            documents = [one for one in unit.sources.documents() if not wanted or one.id in wanted]
            if len(documents) < len(set(wanted)):
                raise UsageError(said("errors.no_such_document"))
            rows: dict[DocumentId, list[PageRow]] = {one.id: [] for one in documents}
            for row in unit.sources.rows():
                if row.document in rows:
                    rows[row.document].append(row)
            imported = {one.id: unit.sources.imported_at(one.id) for one in documents}
            people = read_people(unit.settings.get(PEOPLE))
            checks = () if wanted else read_checks(unit.settings.get(CHECKS))
        return _Source(documents, rows, imported, people, checks)

    def _sums(self, source: _Source, scope: Scope, progress: Progress) -> Sums:
        """Add up all decisions, those of some pages together."""
        about = scope.since, scope.until, source.people
        if self._about != about:
            self._about, self._parts = about, {}
        whole, kept = Sums(scope, source.people), dict[_Part, Sums]()
        rows = [row for rows in source.rows.values() for row in rows]
        for done in range(0, len(rows), _PAGES):
            progress.report(done, len(rows))
            part = tuple((row.id, row.revision) for row in rows[done : done + _PAGES])
            if part not in self._parts:
                self._parts[part] = self._added(part, source, scope)
            kept[part] = self._parts[part]
            whole.merge(kept[part])
        self._parts = kept
        self._add_headers(source, whole)
        progress.report(len(rows), len(rows))
        return whole

    def _added(self, part: _Part, source: _Source, scope: Scope) -> Sums:
        sums = Sums(scope, source.people)
        with self._store.reading() as unit:
            found = unit.ledger.of_pages(page for page, revision in part if revision)
        for decisions in found.values():
            sums.add(decisions, source.imported[decisions[0].place.document])
        return sums

    def _add_headers(self, source: _Source, sums: Sums) -> None:
        documents = [one.id for one in source.documents]
        for start in range(0, len(documents), _PAGES):
            with self._store.reading() as unit:
                found = unit.ledger.of_headers(documents[start : start + _PAGES])
            for decisions in found.values():
                sums.add(decisions)


def _document(
    one: Document, rows: Sequence[PageRow], sums: Sums, estimated: Estimated
) -> DocumentSum:
    return DocumentSum(
        name=one.name,
        title=one.title,
        states=_states(rows),
        words=sum(row.tokens for row in rows),
        decisions=sums.decided[one.id],
        talk=sums.talk_of(one.id),
        left=estimated.left,
        approved=estimated.approved,
        unseen=estimated.unseen,
    )


def _states(rows: Sequence[PageRow]) -> Mapping[State, int]:
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in State}


def _stamps(rows: Sequence[PageRow]) -> Mapping[Stamp, int]:
    """The engines and dictionaries that judged the pages, the most used first."""
    return dict(Counter(row.stamp for row in rows if row.stamp).most_common())
