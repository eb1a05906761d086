"""Making a project's report: all pages and decisions, gone through once, a part at a time."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reviewer import __version__
from reviewer.core import decisions as d
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
from reviewer.core.storage import PageRow, Store
from reviewer.core.workflow import State
from reviewer.services.figures import Figures
from reviewer.services.outfile import replacing
from reviewer.services.report_words import sheet_of

_JSON = ".json"
_PAGES = 100  # whose decisions are read together


@dataclass
class _Source:
    """What a report is made of, read at once; the decisions come later, in parts."""

    documents: Sequence[Document]
    rows: Mapping[DocumentId, Sequence[PageRow]]
    imported: Mapping[DocumentId, datetime]
    people: People


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

    def make(self, scope: Scope, progress: Progress) -> Report:
        """Count everything. Memory holds a part of the pages at a time, and sums.

        Raises UsageError where the scope names a document that is not there, Cancelled where it is
        stopped.
        """
        estimated = self._figures.estimates(progress, scope.documents)
        source = self._source(scope.documents)
        sums = Sums(scope, source.people)
        decided = self._decided(source, sums, progress)
        documents = tuple(
            DocumentSum(
                name=one.name,
                title=one.title,
                states=_states(source.rows[one.id]),
                words=sum(row.tokens for row in source.rows[one.id]),
                decisions=decided[one.id],
                left=estimated[one.id].left,
                signed=estimated[one.id].signed,
                unseen=estimated[one.id].unseen,
            )
            for one in source.documents
            if one.id in estimated
        )
        whole = estimated[None]
        rows = [row for rows in source.rows.values() for row in rows]
        return Report(
            project=self._name,
            made=datetime.now(UTC),
            version=__version__,
            scope=scope,
            documents=documents,
            states=_states(rows),
            people=sums.people,
            days=sums.days,
            accepted=sums.accepted,
            judged_by_kind=sums.by_kind,
            judged_by_person=sums.by_person,
            waited=waited(sums.waits),
            threads=sums.threads,
            left=whole.left,
            signed=whole.signed,
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
        return _Source(documents, rows, imported, people)

    def _decided(self, source: _Source, sums: Sums, progress: Progress) -> Mapping[DocumentId, int]:
        """Add up all decisions; how many each document has."""
        decided: Counter[DocumentId] = Counter()
        homes = {row.id: home for home, rows in source.rows.items() for row in rows}
        pages = list(homes)
        for done in range(0, len(pages), _PAGES):
            progress.report(done, len(pages))
            for page, decisions in self._of_pages(pages[done : done + _PAGES]):
                home = homes[page]
                decided[home] += sums.add(decisions, source.imported[home])
        for document in source.documents:
            with self._store.reading() as unit:
                about = unit.ledger.of(d.Place(document.id))
            decided[document.id] += sums.add(about)
        progress.report(len(pages), len(pages))
        return decided

    def _of_pages(self, pages: Sequence[PageId]) -> Iterator[tuple[PageId, Sequence[d.Decision]]]:
        with self._store.reading() as unit:
            found = unit.ledger.of_pages(pages)
        yield from found.items()


def _states(rows: Sequence[PageRow]) -> Mapping[State, int]:
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in State}


def _stamps(rows: Sequence[PageRow]) -> Mapping[Stamp, int]:
    """The engines and dictionaries that judged the pages, the most used first."""
    return dict(Counter(row.stamp for row in rows if row.stamp).most_common())
