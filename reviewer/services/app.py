"""The app: what both faces are handed. `assemble` builds it."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reviewer.core.errors import ReviewerError, StoreError
from reviewer.core.lazily import Lazily
from reviewer.core.lessons import DEFAULT
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Catalogue, said
from reviewer.core.places import seeds
from reviewer.core.ports import (
    Analyst,
    Health,
    ListFormat,
    Pictures,
    Problem,
    Reader,
    Recognizer,
    Scorer,
    Writer,
)
from reviewer.core.storage import Store, StoreOpener
from reviewer.core.writing import (
    Declared,
    Demands,
    Printer,
    Profiles,
    Validator,
)
from reviewer.services.evaluating import Evaluating
from reviewer.services.exporting import Exporting
from reviewer.services.gathering import Stock, take_stock
from reviewer.services.own_lexicon import UserLexicon
from reviewer.services.project import Project
from reviewer.services.settings import UserSettings
from reviewer.services.suggesting import suggest
from reviewer.services.untold import UntoldTyping

if TYPE_CHECKING:
    from reviewer.core.sheet import SheetWriter

_RECENT_KEPT = 12
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project opened before; `opened` is UTC. `there` is whether it can still be found."""

    place: str
    name: str
    opened: datetime
    there: bool


@dataclass(frozen=True)
class Parts:
    """The concrete things that the app is made of.

    `scorer` makes what measures the engine; `learns`: open projects learn in the background from
    each page that is approved, as a window wants it and a command does not. `exporting` opens a
    project once more in a process that helps to write its documents.
    """

    opener: StoreOpener
    analyst: Analyst
    readers: Sequence[Reader]
    writers: Sequence[Writer]
    validator: Validator
    settings: UserSettings
    catalogue: Catalogue
    data: Path
    checks: Sequence[Callable[[], Health]]
    jobs: int = 1
    scorer: Callable[[], Scorer] | None = None
    learns: bool = False
    recognizers: Sequence[Recognizer] = ()
    lists: Sequence[ListFormat] = ()
    pictures: Pictures | None = None
    reports: "Sequence[SheetWriter]" = ()
    printer: Printer | None = None
    exporting: Callable[[str], Exporting] | None = None
    profiles: Profiles | None = None


class App:
    """Opens projects and answers what needs none."""

    def __init__(self, parts: Parts) -> None:
        self._off: list[Health] = []
        self._papers: list[SheetWriter] = []
        reads, writes = ("holds", "sniff", "read"), ("suffix", "options", "pages_apart", "write")
        self._parts = replace(
            parts,
            readers=Lazily(lambda: self._usable(parts.readers, reads)),
            writers=Lazily(lambda: self._usable(parts.writers, (*writes, "check"))),
        )
        self.lexicon = UserLexicon(parts.data / "lexicon.jsonl")
        self.untold = UntoldTyping(parts.data / "typing")

    @property
    def settings(self) -> UserSettings:
        """Personal settings."""
        return self._parts.settings

    @property
    def catalogue(self) -> Catalogue:
        """The sentences of the person's language."""
        return self._parts.catalogue

    @property
    def writers(self) -> Sequence[Writer]:
        """Formats that can be written."""
        return self._parts.writers

    def take_paper(self, writer: "SheetWriter") -> None:
        """Let a face write reports too, as what only it can make."""
        self._papers.append(writer)

    def take_stock(self, files: Sequence[Path]) -> Stock:
        """See which of the files chosen are to be brought in, and whether they are single pages."""
        return take_stock(files, self._parts.readers)

    @property
    def pictures(self) -> Pictures | None:
        """What opens page images; None where the app was built without."""
        return self._parts.pictures

    def exists(self, place: str) -> bool:
        """Whether there is a project at a folder or URL."""
        return self._parts.opener.exists(place)

    def open(self, place: str) -> Project:
        """Open a project. Raises NotAProject, NewerProject or StoreError."""
        return self._project(self._parts.opener.open(place), place)

    def create(self, place: str) -> Project:
        """Make a new project. Raises StoreError where there is one already."""
        return self._project(self._parts.opener.create(place), place)

    def open_or_create(self, place: str) -> Project:
        """Open a project, making it first where there is none."""
        if self.exists(place):
            return self.open(place)
        try:
            return self.create(place)
        except StoreError:
            if self.exists(place):  # somebody else has made it at the same moment
                return self.open(place)
            raise

    def sample(self) -> Project:
        """The sample project, made from the seeds on first use."""
        made_of = tomllib.loads((seeds() / "sample.toml").read_text("utf-8"))
        project = self.open_or_create(str(self._parts.data / made_of["name"]))
        project.importing.add([seeds() / document for document in made_of["documents"]])
        return project

    def is_sample(self, project: Project) -> bool:
        """Whether a project is the sample project."""
        made_of = tomllib.loads((seeds() / "sample.toml").read_text("utf-8"))
        return project.place == str(self._parts.data / made_of["name"])

    def recent(self) -> Sequence[RecentProject]:
        """Projects opened last, newest first."""
        found: list[RecentProject] = []
        for entry in self.settings.get("recent"):
            try:
                place, name = str(entry["place"]), str(entry["name"])
                opened = datetime.fromisoformat(entry["opened"])
            except (KeyError, TypeError, ValueError):
                continue  # written by hand or by another version
            found.append(RecentProject(place, name, opened, self.exists(place)))
        return found

    def remember(self, project: Project) -> None:
        """Put a project at the head of the recent ones."""
        place = project.place
        entry = {"place": place, "name": project.name, "opened": datetime.now(UTC).isoformat()}
        others = [
            other
            for other in self.settings.get("recent")
            if isinstance(other, dict) and other.get("place") != place
        ]
        self.settings.set("recent", [entry, *others][:_RECENT_KEPT])

    def forget(self, place: str) -> None:
        """Take a project off the list of recent ones; the project itself stays."""
        others = [e for e in self.settings.get("recent") if e.get("place") != place]
        self.settings.set("recent", others)

    def suggest(
        self, texts: Sequence[str], language: str = "en", automatic: float = DEFAULT
    ) -> list[dict[str, Any]]:
        """Findings and suggestions for segments of a document outside any project, as JSON values.

        `automatic` is the probability from which first suggestions are taken where they may be.
        """
        own = tuple(self.lexicon.all())
        return suggest(self._parts.analyst, self.catalogue, texts, language, automatic, own)

    def evaluating(self, language: str = "en", automatic: float = DEFAULT) -> Evaluating:
        """What judges texts of known truth; the person's own words are left out.

        Raises ReviewerError where the app was built without measures.
        """
        if self._parts.scorer is None:
            raise ReviewerError(said("errors.no_measures"))

        def answer(texts: Sequence[str]) -> list[dict[str, Any]]:
            return suggest(self._parts.analyst, self.catalogue, texts, language, automatic)

        return Evaluating(answer, self._parts.scorer)

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word."""
        return self._parts.analyst.entries(word)

    def validate(self, path: Path, demands: Demands = Demands()) -> Sequence[Problem]:  # noqa: B008
        """Problems of a TEI file, by our own profile or whatever it is to be held to."""
        return self._parts.validator.validate(path, demands)

    def examine_profile(self, path: Path) -> Declared:
        """What a profile of TEI declares, or what is wrong with its file."""
        return self._profiles().examine(path)

    def profiles(self) -> Sequence[str]:
        """The names of the formats that profiles make, in no project."""
        return [writer.name for writer in self._profiles().offered(())]

    def _profiles(self) -> Profiles:
        if self._parts.profiles is None:
            raise ReviewerError(said("profile.nobody"))
        return self._parts.profiles

    def validate_together(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        """What hinders TEI files from standing in one collection."""
        return self._parts.validator.between(paths)

    def troubles(self) -> Sequence[str]:
        """Parts of the engine that were switched off, in words."""
        return [self.catalogue.say(message) for message in self._parts.analyst.troubles()]

    def doctor(self) -> Sequence[Health]:
        """Whether each part works here, and what to do if not."""
        report: list[Health] = []
        for check in self._parts.checks:
            try:
                report.append(check())
            except (ReviewerError, OSError, ImportError) as error:
                report.append(Health(check.__name__, False, str(error)))
        report += [engine.health() for engine in self._parts.recognizers]
        # Looked at so that it shows which of them cannot be used.
        _ = len(self._parts.readers), len(self._parts.writers)
        return [*report, *self._off]

    def close(self) -> None:
        """End the processes of the engine and of the pictures."""
        self._parts.analyst.close()
        if self._parts.pictures:
            self._parts.pictures.close()
        self._parts.validator.close()

    def _usable(self, parts: Sequence[P], needed: Sequence[str]) -> Sequence[P]:
        """The parts that have what is needed and a name of their own; others are switched off."""
        fit: dict[str, P] = {}
        for part in parts:
            name = getattr(part, "name", None)
            missing = [one for one in needed if not hasattr(part, one)]
            if not isinstance(name, str) or not name:
                missing.insert(0, "name")
            if missing:
                reason = said("errors.part_has_no", names=", ".join(missing))
            elif name in fit:
                reason = said("errors.part_before", name=name)
            else:
                fit[str(name)] = part
                continue
            self._off.append(
                Health(
                    f"plug-in {name or type(part).__name__}",
                    False,
                    said("errors.switched_off", reason=reason),
                    said("errors.update_the_package"),
                )
            )
        return tuple(fit.values())

    def _project(self, store: Store, place: str) -> Project:
        parts = self._parts
        return Project(
            store,
            parts.analyst,
            parts.readers,
            parts.writers,
            parts.jobs,
            personal=parts.settings,
            own=self.lexicon,
            recognizers=parts.recognizers,
            lists=parts.lists,
            reports=(*parts.reports, *self._papers),
            learns=parts.learns,
            validator=parts.validator,
            printer=parts.printer,
            exporting=partial(parts.exporting, place) if parts.exporting else None,
            profiles=parts.profiles,
        )
