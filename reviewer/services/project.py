"""A project: its documents, and the services that work on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.core.changes import Changes
from reviewer.core.decisions import Decision, Place
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.keeping import QueueItem
from reviewer.core.lazily import Lazily
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.model import Document
from reviewer.core.offers import Offers
from reviewer.core.ports import Analyst, ListFormat, Reader, Recognizer, Writer
from reviewer.core.storage import PageRow, Store
from reviewer.core.workflow import State
from reviewer.core.writing import Printer, Profiles, Validator
from reviewer.services.analysis import Analysis
from reviewer.services.approval import Approval
from reviewer.services.arranging import Arranging
from reviewer.services.autocorrecting import Autocorrecting
from reviewer.services.concordance import Concordance
from reviewer.services.crew import Factory, processors
from reviewer.services.documents import Documents
from reviewer.services.events import Events, Listener
from reviewer.services.exporting import Exporting
from reviewer.services.figures import Figures
from reviewer.services.grounding import Grounding
from reviewer.services.headers import Headers
from reviewer.services.history import History
from reviewer.services.importing import Importing
from reviewer.services.judging import Judging
from reviewer.services.knowing import Knowing
from reviewer.services.learning import Learning, Tutor
from reviewer.services.lexicon import Lexicon
from reviewer.services.lexicon_files import LexiconFiles
from reviewer.services.marking import Marking
from reviewer.services.offered import Offered
from reviewer.services.offering import Offering
from reviewer.services.own_lexicon import UserLexicon
from reviewer.services.pages import Pages, PageView
from reviewer.services.patterns import Patterns
from reviewer.services.people import Team, people_of
from reviewer.services.picturing import Picturing
from reviewer.services.proposals import Proposals
from reviewer.services.publishing import Publishing, Ready
from reviewer.services.queues import Queues
from reviewer.services.recognizing import Recognizing
from reviewer.services.record import Record
from reviewer.services.recording import Recorder
from reviewer.services.restoring import Restoring
from reviewer.services.review import Review
from reviewer.services.rewriting import Rewriting
from reviewer.services.ripples import Ripples
from reviewer.services.scripting import Scripting
from reviewer.services.searching import Searching
from reviewer.services.settings import Settings, UserSettings
from reviewer.services.talk import Talk
from reviewer.services.tallying import Tallying
from reviewer.services.untouched import UntouchedWords
from reviewer.services.validating import PlacedProblem, Validating
from reviewer.services.watching import Watching

if TYPE_CHECKING:
    from reviewer.core.sheet import SheetWriter
    from reviewer.services.previewing import Previewing
    from reviewer.services.report import Reporting


def _looks() -> tuple[Offers, ...]:
    """What makes offers of a page's looks; its many patterns are read with the first page."""
    from reviewer.core.conventions import conventions
    from reviewer.core.structure import structure

    return structure, conventions


def _severe(checks: Callable[[DocumentId], Sequence[PlacedProblem]] | None) -> Ready:
    """What keeps a document from being published, one sentence each."""

    def ready(document: DocumentId) -> Sequence[str]:
        return [one.text for one in checks(document) if one.severe] if checks else ()

    return ready


@dataclass(frozen=True, slots=True)
class Status:
    """How far a project is: documents, pages by state, words, findings made and still open."""

    documents: int
    pages: int
    states: Mapping[State, int]
    tokens: int
    decided: int
    findings: int
    open_findings: int
    unanalysed: int


class Project:
    """An open project."""

    def __init__(
        self,
        store: Store,
        analyst: Analyst,
        readers: Sequence[Reader],
        writers: Sequence[Writer],
        jobs: int = 1,
        *,
        personal: UserSettings | None = None,
        own: UserLexicon | None = None,
        recognizers: Sequence[Recognizer] = (),
        lists: Sequence[ListFormat] = (),
        reports: "Sequence[SheetWriter]" = (),
        learns: bool = False,
        validator: Validator | None = None,
        printer: Printer | None = None,
        exporting: Factory | None = None,
        profiles: Profiles | None = None,
    ) -> None:
        """`personal` and `own` are the person's settings and words; `learns`: in the background,
        whenever a page was approved. `exporting` opens the same project in another process.
        """
        self._store = store
        self._events = Events()
        self._analyst = analyst
        pages = Pages(store)
        self._recorder = Recorder(store, pages, self._events)
        self.picturing = Picturing(store, pages, readers, self._events)
        restoring = Restoring(
            lambda: self.lexicon.known(),
            Rewriting(writers),
            people_of,
            lambda: str(personal.get("name")) if personal else "",
        )
        self.importing = Importing(store, readers, self.picturing, self._events, restoring)
        self.recognizing = Recognizing(
            store, pages, self.picturing, recognizers, self._events, jobs
        )
        self.settings = Settings(store, personal)
        self.lexicon = Lexicon(store, own, self._shared_entries)
        self.lexicon_files = LexiconFiles(self.lexicon, lists)
        self.ripples = Ripples(store)
        self.tallying = Tallying(store)
        self.proposals = Proposals(store, self.lexicon)
        self.learning = Learning(
            store, self._recorder, analyst, jobs, lambda: float(self.settings.get("precision"))
        )
        self.figures = Figures(store, self.learning)
        knowing = Knowing(self.lexicon, self.learning)
        self.analysis = Analysis(store, self._recorder, analyst, jobs, knowing.contexts)
        self.autocorrecting = Autocorrecting(store, self._recorder, self.analysis)
        self._tutor = Tutor(self.learning) if learns else None
        self.grounding = Grounding(self._recorder, self.settings)
        self.review = Review(self._recorder, self.grounding)
        self.searching = Searching(store, self._recorder, Patterns())
        self.concordance = Concordance(self._recorder, self.review)
        self.marking = Marking(store, self._recorder)
        self.queues = Queues(store)
        self.arranging = Arranging(self._recorder)
        self.offering = Offering(store, self._recorder, Lazily(_looks))
        self.history = History(store, self._recorder)
        self.record = Record(store)
        self.approval = (
            Approval(self._recorder, self._tutor.wake) if self._tutor else Approval(self._recorder)
        )
        self.judging = Judging(store, self._recorder, self.approval, self.settings)
        self.untouched = UntouchedWords(store, self._recorder)
        self.headers = Headers(store, self._recorder)
        offered = Offered(writers, profiles, self._profile_folders)
        self.exporting = Exporting(store, offered, self.lexicon.called, exporting, processors())
        self.validating = Validating(
            store, self.exporting, lambda page: self.page(page).reading, self.settings, validator
        )
        self._reports, self._printer, self._validator = reports, printer, validator
        checks = self.validating.ready if validator else None
        self.publishing = Publishing(store, self._recorder, _severe(checks))
        self.scripting = Scripting(self._recorder, self.review, self.publishing)
        self.team = Team(store, self._recorder)
        self.talk = Talk(store, self._recorder)
        self.listing = Documents(store, self._events)
        self._watching = Watching(store)

    @cached_property
    def reporting(self) -> "Reporting":
        """Made when it is first asked for: what it takes along need not be loaded at the start."""
        from reviewer.services.report import Reporting

        return Reporting(self._store, self.figures, self.name, self._reports)

    @cached_property
    def previewing(self) -> "Previewing":
        """Made when it is first asked for, as `reporting` is."""
        from reviewer.services.previewing import Previewing

        return Previewing(
            self._store,
            self.exporting,
            lambda page: self.page(page).reading,
            self._printer,
            self._validator,
        )

    @property
    def place(self) -> str:
        """The folder, or the URL without its password."""
        return self._store.url

    @property
    def name(self) -> str:
        """A short name for titles."""
        return Path(self.place.rstrip("/")).name or self.place

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change that this program makes; call the result to stop."""
        return self._events.subscribe(listener)

    def _shared_entries(self) -> Sequence[LexiconEntry]:
        """The entries of the engine's tables for the languages of the documents."""
        languages = dict.fromkeys(document.language for document in self.documents())
        return [
            entry for language in languages or ["en"] for entry in self._analyst.listed(language)
        ]

    def changed_elsewhere(self, shown: PageView | None) -> Changes:
        """What another program wrote since the last call, and whether `shown` is still so.

        `subscribe` tells of what this program does; this tells of the rest, and has to be asked.
        """
        return self._watching.look(shown)

    def documents(self) -> Sequence[Document]:
        """All documents, in the order of import."""
        with self._store.reading() as unit:
            return unit.sources.documents()

    def rows(self, document: DocumentId | None = None) -> Sequence[PageRow]:
        """Pages as lists show them."""
        with self._store.reading() as unit:
            return unit.sources.rows(document)

    def page(self, page: PageId) -> PageView:
        """A page as it is now."""
        return self._recorder.view(page)

    def _profile_folders(self) -> list[Path]:
        """Where profiles of TEI may lie; of two of one name the project's own counts."""
        chosen, home = str(self.settings.get("profiles")), Path(self._store.url)
        folders = [Path(chosen).expanduser()] if chosen else []
        return [*folders, home / "profiles"] if home.is_dir() else folders

    def queue(self, limit: int = 100, skip: int = 0) -> Sequence[QueueItem]:
        """Open findings in the order of the pages."""
        with self._store.reading() as unit:
            return unit.findings.queue(limit=limit, skip=skip)

    def log(
        self,
        limit: int = 100,
        before: DecisionId | None = None,
        by: str | None = None,
        page: PageId | None = None,
    ) -> Sequence[Decision]:
        """The newest decisions first."""
        with self._store.reading() as unit:
            place = Place(unit.sources.row(page).document, page) if page is not None else None
            return unit.ledger.entries(before=before, limit=limit, by=by, place=place)

    def status(self) -> Status:
        """How far it is."""
        rows = self.rows()
        states = {state: sum(row.state is state for row in rows) for state in State}
        return Status(
            documents=len({row.document for row in rows}),
            pages=len(rows),
            states={state: count for state, count in states.items() if count},
            tokens=sum(row.tokens for row in rows),
            decided=sum(row.decided for row in rows),
            findings=sum(row.findings for row in rows),
            open_findings=sum(row.open_findings for row in rows),
            unanalysed=len(self.analysis.stale()),
        )

    def close(self) -> None:
        """Let go of the store; the engine belongs to the app and stays."""
        if self._tutor:
            self._tutor.close()
        self.searching.close()
        self._store.close()
