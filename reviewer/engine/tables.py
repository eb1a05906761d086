"""The dictionary of a language on disk: which tables there are, and the rows they hold."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.lexicon import EntryKind, Layer


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dictionary.

    `share` scales its counts to those of the period's corpus; `listing` marks a bare list of
    "word count" lines, as the general list has them.
    """

    layer: Layer
    kind: EntryKind
    path: Path
    share: float = 1.0
    listing: bool = False


@dataclass(frozen=True)
class Dictionary:
    """The tables of one language, from the `dictionary.toml` that names them.

    `letter_words` are the letters that are words by themselves; where a language does not say, any
    letter may be one.
    """

    language: str
    name: str
    tables: tuple[Table, ...]
    letter_words: str = ""
    confusions: Path | None = None
    bigrams: Path | None = None
    weights: Path | None = None

    @classmethod
    def open(cls, folder: Path) -> "Dictionary":
        """Read `dictionary.toml` in a language's folder.

        Raises `UnreadableFile` where it, or a table it names, is missing or makes no sense.
        """
        path = folder / "dictionary.toml"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            tables = tuple(_table(folder, row) for row in data["table"])
            made = cls(
                language=data["language"],
                name=data["name"],
                tables=tables,
                letter_words=str(data.get("letter_words", "")),
                confusions=_optional(folder, data, "confusions"),
                bigrams=_optional(folder, data, "bigrams"),
                weights=_optional(folder, data, "weights"),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnreadableFile(
                f"The dictionary cannot be opened: {error!s}.",
                where=str(path),
                safe="Projects and decisions are not touched by dictionaries.",
                advice="Install the program again, or mend the file.",
            ) from error
        for file in made.files:
            if not file.is_file():
                raise UnreadableFile(
                    "A table of the dictionary is missing.",
                    where=str(file),
                    safe="Projects and decisions are not touched by dictionaries.",
                    advice="Install the program again, or mend dictionary.toml.",
                )
        return made

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file the engine reads of this dictionary."""
        others = (self.confusions, self.bigrams, self.weights)
        return tuple(t.path for t in self.tables) + tuple(path for path in others if path)

    @cached_property
    def stamp(self) -> str:
        """A short hash of all tables' content and of what `dictionary.toml` says of them."""
        digest = hashlib.sha256(self.letter_words.encode())
        for table in self.tables:
            digest.update(f"{table.layer}|{table.kind}|{table.share}|{table.listing}\n".encode())
        for path in self.files:
            digest.update(path.read_bytes())
            digest.update(b"\0")
        return digest.hexdigest()[:16]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table with a header row."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}


def _table(folder: Path, row: dict[str, object]) -> Table:
    package = row.get("package")
    if package:
        # The package is found without being imported: its list is data, and importing it is slow.
        spec = find_spec(str(package))
        if spec is None or not spec.submodule_search_locations:
            raise ValueError(f"package {package} is not installed")
        folder = Path(next(iter(spec.submodule_search_locations)))
    return Table(
        layer=Layer(str(row["layer"])),
        kind=EntryKind(str(row["kind"])),
        path=folder / str(row["file"]),
        share=float(str(row.get("share", 1.0))),
        listing=bool(package),
    )


def _optional(folder: Path, data: dict[str, object], key: str) -> Path | None:
    return folder / str(data[key]) if key in data else None
