"""Publishing documents: written beside, checked, and only then put in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from reviewer.core.decisions import Decision, Mark
from reviewer.core.edition import Edition, document_course, document_state, make_sessions
from reviewer.core.errors import UsageError
from reviewer.core.fold import fold
from reviewer.core.header import names_in
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.lazily import Lazily
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.marks import NAMES, MarkName
from reviewer.core.messages import said
from reviewer.core.model import Document, Original, Page
from reviewer.core.ports import Writer
from reviewer.core.progress import Progress
from reviewer.core.reading import PageReading
from reviewer.core.storage import Store
from reviewer.core.writing import (
    About,
    Collection,
    Collector,
)
from reviewer.services.crew import Crew, Factory, Wish
from reviewer.services.filing import ExportReport as ExportReport
from reviewer.services.filing import Filing, parts_of, sweep, unwritable, why_left_out
from reviewer.services.headers import header_of, project_defaults
from reviewer.services.littering import littering
from reviewer.services.offered import Offered
from reviewer.services.people import people_of

_REFERRING = NAMES | {MarkName.MENTION}
"""Marks that may refer to an entry of the lexicon."""
_SHORT = 4
"""Pages of a document that is read at once; most telegrams are as short."""
_MANY = 200
"""Pages from which on starting processes costs less than it saves."""


class _Pages:
    """The readings of some pages, made anew on each walk so that none is held.

    They are those that `history` makes, whatever is decided meanwhile. `passed` hears of each page
    that was dealt with, and may raise Cancelled. The sources of a short document are `known`.
    """

    def __init__(
        self,
        store: Store,
        pages: Sequence[PageId],
        history: Sequence[Decision],
        passed: Callable[[int], None],
        known: Mapping[PageId, Page],
    ) -> None:
        self._store = store
        self._pages = pages
        self._known = known
        self._passed = passed
        self._decisions: dict[PageId, list[Decision]] = {page: [] for page in pages}
        for decision in history:
            if decision.place.page in self._decisions:
                self._decisions[decision.place.page].append(decision)

    def __iter__(self) -> Iterator[PageReading]:
        for number, page in enumerate(self._pages, start=1):
            yield fold(self._known.get(page) or self._read(page), self._decisions[page])
            self._passed(number)

    def _read(self, page: PageId) -> Page:
        with self._store.reading() as unit:
            return unit.sources.page(page)


class _Later:
    """Pages that are read when somebody walks over them."""

    def __init__(self, find: Callable[[], Iterable[PageReading]]) -> None:
        self._find = find

    def __iter__(self) -> Iterator[PageReading]:
        return iter(self._find())


class _Originals(Mapping[str, Original]):
    """The files a document was read from; each is fetched when it is asked for."""

    def __init__(self, store: Store, document: DocumentId, names: Sequence[str]) -> None:
        self._store = store
        self._document = document
        self._names = names

    def __getitem__(self, name: str) -> Original:
        with self._store.reading() as unit:
            found = unit.originals.of(self._document, name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Exporting:
    """Writes documents in any format that a writer knows."""

    def __init__(
        self,
        store: Store,
        writers: Sequence[Writer],
        called: Callable[[Set[str]], Sequence[LexiconEntry]] = lambda forms: (),
        factory: Factory | None = None,
        jobs: int = 1,
        many: int = _MANY,
    ) -> None:
        """`called` gives the entries of some preferred forms that people made; louder ones last.

        `factory` opens the same project in another process: where `many` pages or more are to be
        written, `jobs` of these do it.
        """
        self._called = called
        self._factory = factory
        self._jobs = jobs
        self._many = many
        self._store = store
        self._writers = writers

    @property
    def writers(self) -> Sequence[Writer]:
        """The formats there are."""
        return tuple(self._writers)

    def edition(
        self, document: DocumentId, passed: Callable[[int], None] = lambda _: None
    ) -> Edition:
        """All that a writer needs of a document; `passed` hears how many pages were dealt with."""
        with self._store.reading() as unit:
            found = unit.sources.document(document)
            rows = unit.sources.rows(document)
            found_header = unit.sources.header(document)
            header = header_of(unit, document)
            history = unit.ledger.of_document(document)
            imported = unit.sources.imported_at(document)
            engine = unit.findings.stamp(rows[0].id) if rows else None
            files = tuple(unit.originals.hashes(document))
            people = people_of(unit)
            pages = [row.id for row in rows]
            known = {page: unit.sources.page(page) for page in pages if len(pages) <= _SHORT}
        version, alone = document_course(history, len(rows), people)
        home = Path(self._store.url)
        return Edition(
            document=found,
            pages=_Pages(self._store, pages, history, passed, known),
            state=document_state(row.state for row in rows),
            imported=imported,
            header=header,
            found=found_header,
            history=history,
            sessions=tuple(make_sessions(history)),
            engine=engine,
            originals=_Originals(self._store, document, files),
            folder=home if home.is_dir() else None,
            entries=self._meant(history, header),
            version=version,
            alone=alone,
            people=people,
        )

    def _meant(
        self, history: Sequence[Decision], header: Mapping[str, str]
    ) -> tuple[LexiconEntry, ...]:
        """The entries that marked names and the header refer to; read only where there are any."""
        marks = (one.act for one in history if isinstance(one.act, Mark))
        meant = {
            ref for mark in marks if mark.mark in _REFERRING and (ref := mark.attributes.get("ref"))
        }
        meant |= {named.name for _, named in names_in(header)}
        if not meant:
            return ()
        return tuple(one for one in self._called(meant) if not one.forbids)

    def export(
        self,
        out: Path,
        writer: str = "tei",
        options: Mapping[str, str] | None = None,
        documents: Sequence[DocumentId] | None = None,
        draft: bool = False,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write documents (default: all) into a folder; only approved ones unless `draft`.

        Raises UsageError on an unknown format or option, StoreError where the folder can't be used.
        """
        chosen_writer, chosen = self.choose(writer, options or {})
        with self._store.reading() as unit:
            found = [d for d in unit.sources.documents() if documents is None or d.id in documents]
        progress = progress or Progress()
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(out, error) from error
        sweep(out)
        report = ExportReport()
        with ExitStack() as stack, littering():
            collection = self.collection(chosen_writer, chosen, found)
            if collection is not None:
                stack.callback(collection.close)
            filing = Filing(chosen_writer, chosen, collection, report)
            wish = Wish(out, writer, chosen, draft, collection is not None, tuple(found))
            total = sum(len(document.pages) for document in found)
            if self._factory and self._jobs > 1 and len(found) > 1 and total >= self._many:
                self._write_apart(wish, filing, report, progress)
            else:
                self._write_here(wish, chosen_writer, filing, report, progress)
            filing.collected(out)
            progress.report(total, total)
        return report

    def _write_here(
        self, wish: Wish, writer: Writer, filing: Filing, report: ExportReport, progress: Progress
    ) -> None:
        """One document after the other."""
        done, total = 0, sum(len(document.pages) for document in wish.about)
        for document in wish.about:
            progress.report(done, total, document.name)
            step = partial(_step, progress, done, len(document.pages), total, document.name)
            edition = self.edition(document.id, step)
            done += len(document.pages)
            reason = None if wish.draft else why_left_out(edition)
            if reason is not None:
                report.left_out.append((document, reason))
                continue
            for target, part in parts_of(edition, writer, wish.out):
                filing.write(part, target)

    def _write_apart(
        self, wish: Wish, filing: Filing, report: ExportReport, progress: Progress
    ) -> None:
        """Several documents at a time, in processes of their own; put in place in order."""
        assert self._factory is not None, "asked for only where there is one"
        total = sum(len(document.pages) for document in wish.about)
        crew = Crew(self._factory, wish, self._jobs)

        def glance(number: int) -> None:
            progress.report(min(crew.pages.value, total), total, wish.about[number].name)

        try:
            every = crew.make([document.id for document in wish.about], glance)
            for document, made in zip(wish.about, every, strict=True):
                if made.left_out is not None:
                    report.left_out.append((document, made.left_out))
                edition = made.edition and self._with_ledger(made.edition)
                for piece in made.pieces:
                    filing.settle(piece, edition)
        finally:
            crew.close()
            sweep(wish.out, crew.processes)

    def _with_ledger(self, bare: Edition) -> Edition:
        """An edition that came from another process, with what was left behind: read if asked."""
        document = bare.document.id
        return replace(
            bare,
            pages=_Later(lambda: self.edition(document).pages),
            history=Lazily(lambda: self.edition(document).history),
            sessions=Lazily(lambda: self.edition(document).sessions),
            originals=_Originals(self._store, document, tuple(bare.originals)),
        )

    def collection(
        self, writer: Writer, chosen: Mapping[str, str], documents: Sequence[Document]
    ) -> Collection | None:
        """What gathers documents as the options ask; None where they ask for nothing."""
        if not isinstance(writer, Collector):
            return None
        with self._store.reading() as unit:
            said = project_defaults(unit)
        title = said.get("corpus-title") or PurePosixPath(self._store.url).name or "Documents"
        return writer.collect(About(title, said, documents), chosen)

    def choose(self, name: str, options: Mapping[str, str]) -> tuple[Writer, dict[str, str]]:
        """A writer by its name, and the value of each of its options. Raises UsageError."""
        writers = {writer.name: writer for writer in self._writers}
        writer = writers.get(name) or _declared(self._writers, name)
        if writer is None:
            raise UsageError(
                said("errors.there_is_no_format", name=name),
                advice=said("errors.known_formats", names=", ".join(writers)),
            )
        chosen = {option.name: option.values[0] for option in writer.options}
        for key, value in options.items():
            lawful = {option.name: option.values for option in writer.options}.get(key)
            if lawful is None or value not in lawful:
                what = ", ".join(lawful) if lawful else "no such option"
                raise UsageError(
                    said("errors.option_cannot", name=name, key=key, value=value, what=what)
                )
            chosen[key] = value
        return writer, chosen


def _declared(writers: Sequence[Writer], name: str) -> Writer | None:
    """The format of a profile that is named by its file."""
    return writers.named(name) if isinstance(writers, Offered) else None


def _step(progress: Progress, before: int, pages: int, total: int, name: str, number: int) -> None:
    """Tell of a page; a writer that walks twice stays at the document's end meanwhile."""
    progress.report(before + min(number, pages), total, name)
