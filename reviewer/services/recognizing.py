"""OCR inside: reading pictures that have no text yet, and pages a second time."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeAlias

from reviewer.core.changes import Changes
from reviewer.core.errors import RecognitionFailed, ReviewerError, UsageError
from reviewer.core.ids import PageId
from reviewer.core.messages import listed, said
from reviewer.core.model import Image, Page, SecondReading
from reviewer.core.ports import Health, RecognitionOptions, Recognizer
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.services.ahead import ahead
from reviewer.services.events import Events
from reviewer.services.pages import Pages
from reviewer.services.picturing import Picturing

SECOND_SCALE = 0.75
"""How large the picture is when the same engine reads it again: the best of five settings on the 24
pages of the reference folder (`make bench ARGS=second`).
"""


@dataclass
class RecognitionReport:
    """Pages that were read, and pages that could not be, with the reason."""

    read: list[PageId] = field(default_factory=list)
    failed: list[tuple[PageId, ReviewerError]] = field(default_factory=list)


_Keep: TypeAlias = Callable[[PageId, Page], None]


class Recognizing:
    """Runs OCR engines over pictures of pages; each page is kept as soon as it was read."""

    def __init__(
        self,
        store: Store,
        pages: Pages,
        pictures: Picturing,
        engines: Sequence[Recognizer],
        events: Events,
        jobs: int = 1,
    ) -> None:
        self._store = store
        self._pages = pages
        self._pictures = pictures
        self._all = engines
        self._events = events
        self._jobs = jobs

    @property
    def _engines(self) -> dict[str, Recognizer]:
        return {engine.name: engine for engine in self._all}

    @property
    def engines(self) -> Sequence[Recognizer]:
        """All engines, those that cannot be used here included; `health` tells."""
        return tuple(self._engines.values())

    def health(self) -> Sequence[Health]:
        """Which engines can be used here, and how to get the others."""
        return [engine.health() for engine in self._engines.values()]

    def wordless(self) -> Sequence[PageId]:
        """Pages that have a picture and no text, in order."""
        with self._store.reading() as unit:
            images = unit.sources.images()
            return [row.id for row in unit.sources.rows() if not row.tokens and row.id in images]

    def read(
        self,
        pages: Sequence[PageId] | None = None,
        engine: str = "",
        options: RecognitionOptions | None = None,
        progress: Progress | None = None,
        jobs: int = 0,
    ) -> RecognitionReport:
        """Read pages that have no text yet (default: all of them).

        Raises RecognitionFailed where no engine can be used, UsageError where a page has text.
        """
        wordless = self.wordless()
        pages = wordless if pages is None else pages
        for page in pages:
            if page not in wordless:
                raise UsageError(
                    said("errors.the_page_has_text_already"),
                    where=self._pages.now(page).where,
                    safe=said("errors.nothing_was_changed"),
                    advice=said("errors.read_it_a_second_time_instead"),
                )
        return self._run(pages, engine, options, progress, jobs, self._fill)

    def read_again(
        self,
        pages: Sequence[PageId] | None = None,
        engine: str = "",
        options: RecognitionOptions | None = None,
        progress: Progress | None = None,
        jobs: int = 0,
    ) -> RecognitionReport:
        """Give pages with text and picture a second reading (default: all that have none).

        The text stays as it is; where the two differ, the next analysis says so. Where no engine is
        named it is the last that can be used, since the text is likeliest to be by the first; the
        first, where it is the only one, gets the picture at another size.
        Raises RecognitionFailed where no engine can be used.
        """
        if pages is None:
            with self._store.reading() as unit:
                images, read = unit.sources.images(), unit.second.pages()
                pages = [
                    row.id
                    for row in unit.sources.rows()
                    if row.tokens and row.id in images and row.id not in read
                ]
        languages = options.languages if options else self._languages(pages)
        name = engine or self._choose(*self._other_than_first(languages)).name
        if options is None and name == next(iter(self._engines), ""):
            options = RecognitionOptions(languages, scale=SECOND_SCALE)

        def keep(page: PageId, read: Page) -> None:
            with self._store.writing() as unit:
                unit.second.put(page, SecondReading(name, read.lines))
                unit.findings.expire([page])
            self._events.publish(Changes(findings=frozenset({page})))

        return self._run(pages, name, options, progress, jobs, keep)

    def _languages(self, pages: Sequence[PageId]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._pages.now(page).document.language for page in pages))

    def _other_than_first(self, languages: Sequence[str]) -> Sequence[str]:
        """The engines that read these languages, the first one last; all where none does."""
        fit = [
            name
            for name, engine in self._engines.items()
            if set(languages) <= set(engine.languages())
        ]
        return tuple(reversed(fit or self._engines))

    def _choose(self, *names: str) -> Recognizer:
        """The first engine of these, or of all, that can be used."""
        for name in names:
            if name not in self._engines:
                known = ", ".join(self._engines) or "none"
                raise UsageError(
                    said("errors.there_is_no_ocr_engine", name=name),
                    advice=said("errors.known_engines", known=known),
                )
        engines = [self._engines[name] for name in names or self._engines]
        healths = [engine.health() for engine in engines]
        for engine, health in zip(engines, healths, strict=True):
            if health.fine:
                return engine
        raise RecognitionFailed(
            _together(health.text for health in healths) or said("errors.no_ocr_engine"),
            safe=said("errors.nothing_was_changed_all_else_works"),
            advice=_together(health.advice for health in healths if health.advice),
        )

    def _run(
        self,
        pages: Sequence[PageId],
        engine: str,
        options: RecognitionOptions | None,
        progress: Progress | None,
        jobs: int,
        keep: _Keep,
    ) -> RecognitionReport:
        chosen = self._choose(*([engine] if engine else []))
        progress = progress or Progress()
        progress.report(0, len(pages))
        report = RecognitionReport()

        def read(page: PageId) -> Page | ReviewerError:
            try:
                image, language = self._image(page)
                wanted = options or RecognitionOptions((language,))
                return chosen.recognize(image, wanted, lambda: progress.cancelled)
            except ReviewerError as error:
                return error

        with closing(ahead(pages, read, jobs or self._jobs)) as found:
            for done, (page, result) in enumerate(found, 1):
                progress.report(done - 1, len(pages))
                if isinstance(result, Page):
                    keep(page, result)
                    report.read.append(page)
                else:
                    report.failed.append((page, result))
                progress.report(done, len(pages))
        return report

    def _image(self, page: PageId) -> tuple[Image, str]:
        view = self._pages.now(page)
        image = view.reading.page.image
        if image is None:
            raise RecognitionFailed(
                said("errors.the_page_has_no_picture"),
                where=view.where,
                safe=said("errors.nothing_was_changed"),
                advice=said("errors.give_it_one_first"),
            )
        return self._pictures.absolute(image), view.document.language

    def _fill(self, page: PageId, read: Page) -> None:
        with self._store.writing() as unit:
            filled = unit.sources.fill(page, read)
        if filled:
            changed = frozenset({page})
            self._pages.renew(changed)
            self._events.publish(Changes(readings=changed, findings=changed, standings=changed))


def _together(sentences: Iterable[str]) -> str:
    return listed(sentences, "errors.one_after_the_other")
