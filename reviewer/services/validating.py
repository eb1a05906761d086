"""Documents checked as they would be published, with each problem at its place on the page.

Every profile is written to a temporary file, held to our own schema, to the user's schema of TEI
and to their Schematron rules, and its words to those on the screen.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reviewer.core.edition import Edition, Profile
from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.ports import Problem, Writer
from reviewer.core.progress import Progress
from reviewer.core.reading import PageReading
from reviewer.core.spots import Spot
from reviewer.core.storage import Store
from reviewer.core.writing import Demands, Validator
from reviewer.services.exporting import Exporting
from reviewer.services.placing import Placed, Placer
from reviewer.services.settings import Settings

_NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """What is wrong, what to do, and where: a place on a page, a header field, or neither.

    `profiles` are those whose file has the problem.
    """

    document: DocumentId
    text: str
    advice: str = ""
    severe: bool = True
    at: Placed | None = None
    field: str = ""
    word: str = ""
    profiles: tuple[str, ...] = ()


@dataclass
class Checked:
    """What was checked, by what, when (UTC), and what was found.

    `schema` and `schematron` name files of the user's, empty where they have none; `unchecked`
    says why something could not be checked.
    """

    documents: int = 0
    schema: str = ""
    schematron: str = ""
    unchecked: list[str] = field(default_factory=list)
    problems: list[PlacedProblem] = field(default_factory=list)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def fine(self) -> bool:
        """Whether nothing severe was found."""
        return not any(problem.severe for problem in self.problems)


class Validating:
    """Checks what would be written."""

    def __init__(
        self,
        store: Store,
        exporting: Exporting,
        read: Callable[[PageId], PageReading],
        settings: Settings,
        validator: Validator | None,
    ) -> None:
        self._store = store
        self._exporting = exporting
        self._read = read
        self._settings = settings
        self._validator = validator

    def ready(
        self, document: DocumentId, cancelled: Callable[[], bool] = lambda: False
    ) -> Sequence[PlacedProblem]:
        """What hinders a document from being published; only severe problems block.

        Raises ReviewerError where it cannot be told: a schema that is missing or cannot be used.
        """
        demands, _ = self._demands()
        with tempfile.TemporaryDirectory(prefix="reviewer-") as folder:
            return list(self._document(document, demands, cancelled, Path(folder)))

    def check(
        self,
        documents: Sequence[DocumentId] | None = None,
        page: PageId | None = None,
        progress: Progress | None = None,
    ) -> Checked:
        """Check documents (default: all); of `page` alone only what lies on it is told.

        Raises ReviewerError where schema or rules cannot be used, Cancelled.
        """
        demands, unchecked = self._demands()
        progress = progress or Progress()
        with self._store.reading() as unit:
            known = unit.sources.documents()
        wanted = [one.id for one in known if documents is None or one.id in documents]
        checked = Checked(
            documents=len(wanted),
            schema=demands.schema.name if demands.schema else "",
            schematron=demands.schematron.name if demands.schematron else "",
            unchecked=unchecked,
        )
        with tempfile.TemporaryDirectory(prefix="reviewer-") as folder:
            place = Path(folder)
            for one in progress.over(wanted, len(wanted)):
                found = self._document(one, demands, lambda: progress.cancelled, place)
                checked.problems += [each for each in found if page is None or _is_on(each, page)]
            if page is None:
                checked.problems += self._between(wanted, place)
        return checked

    def _checks(self) -> Validator:
        if self._validator is None:
            raise ReviewerError(said("errors.no_validator"))
        return self._validator

    def _demands(self) -> tuple[Demands, list[str]]:
        """What files are held to here, and why not to all that is wanted."""
        schema = str(self._settings.get("tei_schema"))
        rules = str(self._settings.get("tei_schematron"))
        home = Path(self._store.url)
        pictures = home if home.is_dir() else None
        unchecked: list[str] = []
        if rules and not self._checks().can_ask_rules():
            unchecked = [said("errors.schematron_not_here"), said("errors.schematron_install")]
            rules = ""
        demands = Demands(_path(schema), _path(rules), ours=True, pictures=pictures)
        return demands, unchecked

    def _writer(self) -> Writer:
        for writer in self._exporting.writers:
            if writer.name == "tei":
                return writer
        raise UsageError(said("errors.there_is_no_format", name="tei"))

    def _document(
        self,
        document: DocumentId,
        demands: Demands,
        cancelled: Callable[[], bool],
        folder: Path,
    ) -> Iterator[PlacedProblem]:
        """The problems of a document, those that several profiles share once.

        The file of the reading profile stays in the folder.
        """
        edition = self._exporting.edition(document)
        with self._store.reading() as unit:
            rows = unit.sources.rows(document)
        placer = Placer(rows, self._read, edition.history)
        found: dict[tuple[str, Placed | None, str], PlacedProblem] = {}
        for profile in Profile:
            path = _file(folder, document, profile)
            for problem in self._profile(edition, profile, path, demands, cancelled):
                _gather(found, _placed(problem, document, profile, placer))
            if profile is not Profile.READING:
                path.unlink()
        yield from found.values()

    def _profile(
        self,
        edition: Edition,
        profile: Profile,
        path: Path,
        demands: Demands,
        cancelled: Callable[[], bool],
    ) -> Sequence[Problem]:
        validator = self._checks()
        with path.open("wb") as file:
            self._writer().write(edition, file, {"profile": str(profile)})
        problems = list(validator.validate(path, demands, cancelled))
        if profile is Profile.READING and not any(one.severe for one in problems):
            problems += validator.compare(path, edition)
        return problems

    def _between(self, documents: Sequence[DocumentId], folder: Path) -> Iterator[PlacedProblem]:
        """What hinders the documents from standing in one collection."""
        of = {_file(folder, one, Profile.READING): one for one in documents}
        for path, problem in self._checks().between(list(of)):
            yield PlacedProblem(of[path], problem.text, problem.advice, problem.severe)


def _file(folder: Path, document: DocumentId, profile: Profile) -> Path:
    return folder / f"{document}-{profile}.xml"


def _path(name: str) -> Path | None:
    return Path(name).expanduser() if name else None


def _is_on(problem: PlacedProblem, page: PageId) -> bool:
    return problem.at is not None and problem.at.page == page


def _placed(
    problem: Problem, document: DocumentId, profile: Profile, placer: Placer
) -> PlacedProblem:
    spot = problem.spot or _NOWHERE
    return PlacedProblem(
        document,
        problem.text,
        problem.advice,
        problem.severe,
        placer.place(spot),
        spot.field,
        spot.word,
        (str(profile),),
    )


def _gather(
    found: dict[tuple[str, Placed | None, str], PlacedProblem], problem: PlacedProblem
) -> None:
    """Take a problem in; one that another profile has as well counts once, severe if it ever is."""
    key = problem.text, problem.at, problem.field
    other = found.get(key)
    if other is None:
        found[key] = problem
        return
    found[key] = PlacedProblem(
        problem.document,
        problem.text,
        problem.advice,
        problem.severe or other.severe,
        problem.at,
        problem.field,
        problem.word,
        tuple(dict.fromkeys((*other.profiles, *problem.profiles))),
    )
