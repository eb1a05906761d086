"""The sockets around writing: profiles, previews, collections, and the checks of what was written.

What writes one format is `core.ports.Writer`.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

from reviewer.core.edition import Edition, Profile
from reviewer.core.model import Document
from reviewer.core.ports import Problem, Writer

if TYPE_CHECKING:
    from reviewer.core.printed import Printed
    from reviewer.core.profile import Fault


@dataclass(frozen=True, slots=True)
class Declared:
    """What a profile's file declares: its title, what it leaves out or shows one side of, and
    whether a schema or rules of its own check what it makes; or its faults.
    """

    title: str = ""
    left_out: tuple[str, ...] = ()
    checked: bool = False
    faults: "tuple[Fault, ...]" = ()


class Profiles(Protocol):
    """Finds profiles of TEI that people declared; each is a format like any other."""

    def offered(self, folders: Sequence[Path]) -> Sequence[Writer]:
        """The formats of those that come with the program or lie in folders."""
        ...

    def at(self, name: str) -> Writer | None:
        """The format of a profile named by its file; None where the name is none of that sort."""
        ...

    def examine(self, path: Path) -> Declared:
        """What a file declares, or what is wrong with it. Raises UnreadableFile."""
        ...


class Printer(Protocol):
    """Makes printed documents of editions, for whoever shows them."""

    def __call__(self, edition: Edition, profile: Profile) -> "AbstractContextManager[Printed]":
        """The edition in a profile of its TEI; to be walked within the `with`."""
        ...


@dataclass(frozen=True, slots=True)
class Demands:
    """What a TEI file is held to.

    A RELAX NG `schema` (none: our own profile), Schematron rules. `ours`: this program wrote it;
    then it is held to our own profile as well as to the schema, and judged more strictly. `plain`:
    to schema and rules alone, whatever the file is. Pictures are looked for in the folder
    `pictures` (none: that of the file).
    """

    schema: Path | None = None
    schematron: Path | None = None
    ours: bool = False
    pictures: Path | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What files about all documents of an export say of themselves.

    `title` is the project's, `header` what it says of all documents (`core.header`), `documents`
    are those asked for, in order; not all of them need be written.
    """

    title: str
    header: Mapping[str, str]
    documents: Sequence[Document]


class Collection(Protocol):
    """Gathers the documents of one export into files about all of them.

    `apart` says that each document has a file of its own as well; if not, `add` takes what is in
    the file, which is removed then.
    """

    apart: bool

    def named(self, edition: Edition) -> Edition:
        """The edition, called as it has to be called in this collection."""
        ...

    def add(self, edition: Edition, file: Path) -> None:
        """Take in a document whose checked file this is; it has its last name where `apart`."""
        ...

    def files(self) -> Sequence[str]:
        """The names of the files that can be written now; none where they would say nothing."""
        ...

    def write(self, name: str, out: BinaryIO) -> None:
        """Write one of the files."""
        ...

    def check(self, name: str, path: Path) -> Sequence[Problem]:
        """What is wrong with one of the files; empty where it may be published."""
        ...

    def gone(self, before: Path, now: Path) -> Problem | None:
        """A warning where a file that is about to be replaced tells of more than its successor."""
        ...

    def close(self) -> None:
        """Let go of what was gathered."""
        ...


@runtime_checkable
class Collector(Protocol):
    """A writer that can also gather documents."""

    def collect(self, about: About, chosen: Mapping[str, str]) -> Collection | None:
        """A collection for one export; None where `chosen` asks for none."""
        ...


class Validator(Protocol):
    """Checks TEI files that may come from anywhere."""

    def validate(
        self,
        path: Path,
        demands: Demands = Demands(),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        """Problems of a file in the order of its lines; a schema is compiled once and kept.

        Raises UnreadableFile where schema or rules are none, ReviewerError where rules cannot be
        asked here, and Cancelled soon after `cancelled` says so.
        """
        ...

    def can_ask_rules(self) -> bool:
        """Whether Schematron rules can be asked here."""
        ...

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        """Words of a file of the reading profile that are not those of the edition's text."""
        ...

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        """What hinders files from standing in one collection."""
        ...

    def close(self) -> None:
        """Let go of processes and memory."""
        ...
