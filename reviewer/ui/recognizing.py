"""OCR from the window: what can be read with which engine, the reading, and what came of it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from reviewer.core.errors import Cancelled
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.ports import RecognitionOptions
from reviewer.core.progress import Progress
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.services.recognizing import RecognitionReport
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.desk import Desk
from reviewer.ui.desk_words import key_of
from reviewer.ui.intake import Intake
from reviewer.ui.intake_words import show_engine, show_recognition
from reviewer.ui.starting import Projects
from reviewer.ui.views.banner import Banner, Notice, Tone
from reviewer.ui.views.import_report import ReportShown
from reviewer.ui.views.parts import KeyButton
from reviewer.ui.views.recognition import (
    EngineShown,
    RecognitionSheet,
    RecognitionShown,
    RecognitionWish,
)

_SETTING = "ocr"
_PAGE, _DOCUMENT, _ALL = "page", "document", "all"


@dataclass(frozen=True, slots=True)
class _Told:
    """What a run of OCR has to say: a note, or a report where pages failed."""

    read: int
    report: ReportShown | None


class Recognition(QObject):
    """Opens the dialog, runs OCR in the background, and has its text analysed."""

    noted = Signal(str)

    def __init__(
        self,
        app: App,
        desk: Desk,
        jobs: Jobs,
        projects: Projects,
        intake: Intake,
        banner: Banner,
    ) -> None:
        super().__init__(intake)
        self._say = app.catalogue
        self._settings = app.settings
        self._desk = desk
        self._jobs = jobs
        self._projects = projects
        self._intake = intake
        self._offer = Offer(self._say.say("intake.note.read_now"), key_of("ocr"), banner)
        self._offer.clicked.connect(self.ask_first)
        intake.wordless.connect(self._on_wordless)

    def _on_wordless(self, before: str, pages: int) -> None:
        what = self._say.say("intake.note.wordless", n=pages)
        more = self._say.say("intake.note.wordless_more")
        # Trouble stays until it is dealt with; a note would go with the next step.
        self._offer.show_notice(Notice(f"{before} {what}".strip(), more, Tone.TROUBLE))

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of OCR do, by their ids."""
        return {"ocr": self.ask_first, "second_reading": self.ask_again}

    # -- asking -----------------------------------------------------------------------------------

    def ask_first(self) -> None:
        """Ask how pages without text are to be read."""
        project = self._desk.project
        if project is None:
            return
        self._desk.settle()
        wordless = set(project.recognizing.wordless())
        if not wordless:
            self.noted.emit(self._say.say("intake.note.all_have_text"))
            return
        say, page = self._say.say, self._desk.page
        scopes = [(_ALL, say("intake.recognition.scopes.all", n=len(wordless)))]
        if page:
            here = wordless.intersection(page.document.pages)
            if here and here != wordless:
                text = say("intake.recognition.scopes.document", n=len(here))
                scopes.insert(0, (_DOCUMENT, text))
            if page.row.id in wordless and len(wordless) > 1:
                scopes.insert(0, (_PAGE, say("intake.recognition.scopes.page")))
        self._ask(project, scopes, again=False)

    def ask_again(self) -> None:
        """Ask how pages with text are to be read a second time."""
        project = self._desk.project
        if project is None:
            return
        self._desk.settle()
        say, page = self._say.say, self._desk.page
        scopes = [(_ALL, say("intake.recognition.scopes.all_again"))]
        if page:
            words = sum(row.tokens > 0 for row in project.rows(page.document.id))
            if words > 1:
                text = say("intake.recognition.scopes.document_again", n=words)
                scopes.insert(0, (_DOCUMENT, text))
            if page.row.tokens and page.reading.page.image:
                scopes.insert(0, (_PAGE, say("intake.recognition.scopes.page")))
        self._ask(project, scopes, again=True)

    def _ask(self, project: Project, scopes: Sequence[tuple[str, str]], again: bool) -> None:
        """Open the dialog as soon as the engines have said how they are."""
        engines, page = project.recognizing.engines, self._desk.page
        first = self._first(page.document.language if page else "en")

        def show(shown: list[EngineShown]) -> None:
            if self._desk.project is not project:
                return
            offered = RecognitionShown(shown, scopes, first, os.cpu_count() or 1)
            sheet = self._intake.open_sheet(
                lambda theme, window: RecognitionSheet(self._say, theme, offered, again, window)
            )
            sheet.asked.connect(lambda wish: self._run(project, wish, again))

        self._intake.asking.run(
            Message("intake.taking_stock"),
            lambda _: [show_engine(engine, self._say) for engine in engines],
            show,
            quiet=True,
        )

    def _first(self, language: str) -> RecognitionWish:
        """What is chosen at first: as the last time, but for language and pages."""
        kept = self._settings.get(_SETTING, {})
        kept = kept if isinstance(kept, dict) else {}
        known = kept.get("languages")
        languages: tuple[str, ...] = (language,)
        if isinstance(known, list) and language in known:
            others = (str(one) for one in known if one != language)
            languages = (language, *others)
        at_once = kept.get("at_once")
        return RecognitionWish(
            engine=str(kept.get("engine", "")),
            languages=languages,
            segmentation=str(kept.get("segmentation", "")),
            scope=_ALL,
            at_once=at_once if isinstance(at_once, int) else max(1, (os.cpu_count() or 1) - 1),
        )

    # -- reading ----------------------------------------------------------------------------------

    def _run(self, project: Project, wish: RecognitionWish, again: bool) -> None:
        self._settings.set(
            _SETTING,
            {
                "engine": wish.engine,
                "languages": list(wish.languages),
                "segmentation": wish.segmentation,
                "at_once": wish.at_once,
            },
        )
        self._offer.withdraw()
        options = RecognitionOptions(wish.languages, wish.segmentation)
        page = self._desk.page
        here = page.row.id if page else None
        together = page.document.pages if page else ()

        def work(progress: Progress) -> _Told | None:
            recognizing = project.recognizing
            pages = _pages_again(project, wish.scope, here, together)
            read = recognizing.read_again
            if not again:
                pages = _pages(project, wish.scope, here, together)
                read = recognizing.read
            try:
                report = read(pages, wish.engine, options, progress, wish.at_once)
            except Cancelled:
                return None  # pages that were read keep their text, and are to be analysed
            return self._make_told(project, report)

        def finished(told: _Told | None) -> None:
            if self._desk.project is not project:
                return
            if told:
                self._tell(told, again)
            self._projects.analyse(project)

        title = "intake.reading_again" if again else "intake.reading"
        self._jobs.run(Message(title), work, finished)

    def _make_told(self, project: Project, report: RecognitionReport) -> _Told:
        pages = [*report.read, *(page for page, _ in report.failed)] if report.failed else []
        names = {page: project.page(page).where for page in pages}
        return _Told(len(report.read), show_recognition(report, names, self._say))

    def _tell(self, told: _Told, again: bool) -> None:
        if told.report:
            self._intake.show_report(told.report)
        elif again and not told.read:
            self.noted.emit(self._say.say("intake.note.none_again"))
        else:
            message = "intake.note.read_again" if again else "intake.note.read"
            self.noted.emit(self._say.say(message, n=told.read))


def _pages(
    project: Project, scope: str, here: PageId | None, together: Sequence[PageId]
) -> list[PageId]:
    """The pages of a scope that have no text; somebody may have filled some meanwhile."""
    chosen = {_PAGE: [here], _DOCUMENT: together}.get(scope)
    return [page for page in project.recognizing.wordless() if chosen is None or page in chosen]


def _pages_again(
    project: Project, scope: str, here: PageId | None, together: Sequence[PageId]
) -> list[PageId] | None:
    """The pages of a scope that have text and picture; None for all without a second reading."""
    if scope == _ALL:
        return None
    chosen = together if scope == _DOCUMENT else [page for page in (here,) if page is not None]
    views = (project.page(page) for page in chosen)
    return [view.row.id for view in views if view.row.tokens and view.reading.page.image]


class Offer(KeyButton):
    """A button on the banner, there only while the notice is shown that it belongs to."""

    def __init__(self, text: str, key: str, banner: Banner) -> None:
        super().__init__(text, key, "primary", banner)
        self._banner = banner
        self._notice: Notice | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = banner.layout()
        if isinstance(line, QHBoxLayout):
            line.insertWidget(line.count() - 1, self, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        banner.covers.connect(self._stay)
        self.clicked.connect(self.withdraw)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, and this button with it."""
        self._notice = notice
        self.show()
        self._banner.show_notice(notice)

    def withdraw(self) -> None:
        """Put the notice away, if it is still shown."""
        if self._notice is not None and self._banner.notice is self._notice:
            self._banner.clear()

    def _stay(self, *_: object) -> None:
        self.setVisible(self._notice is not None and self._banner.notice is self._notice)
