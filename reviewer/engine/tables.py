"""The dictionary of a language on disk: which tables there are, and the rows they hold."""

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.lexicon import EntryKind, Layer
from reviewer.core.messages import said

# After hunspell(1), and where packages for Linux, macOS and Windows put their lists.
_SYSTEM_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/opt/local/share/hunspell",
    "~/.local/share/hunspell",
    "~/Library/Spelling",
    "/Library/Spelling",
)
_OFFICES = (
    "/usr/lib/libreoffice",
    "/Applications/LibreOffice.app/Contents/Resources",
    "C:/Program Files/LibreOffice",
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dictionary.

    `share` scales its counts to those of the period's corpus; `listing` marks a bare list of
    "word count" lines, as the general list has them. `affixes` is the second file of a list in
    Hunspell's format, which has no counts: there each form counts `share`.
    """

    layer: Layer
    kind: EntryKind
    path: Path
    share: float = 1.0
    listing: bool = False
    affixes: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made of."""
        return (self.path, self.affixes) if self.affixes else (self.path,)


@dataclass(frozen=True, slots=True)
class Missing:
    """An optional table that this machine does not have: its file, and how to get it."""

    file: str
    advice: str


@dataclass(frozen=True)
class Dictionary:
    """The tables of one language, from the `dictionary.toml` that names them.

    `letter_words` are the letters that are words by themselves; where a language does not say, any
    letter may be one. `codes` are other codes of the same language, as files have them ("rus" for
    "ru"). `missing` are optional tables that are not there; everything else works without them.
    """

    language: str
    name: str
    tables: tuple[Table, ...]
    codes: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    letter_words: str = ""
    confusions: Path | None = None
    ngrams: Path | None = None
    network: Path | None = None
    second: Path | None = None

    @classmethod
    def open(cls, folder: Path) -> "Dictionary":
        """Read `dictionary.toml` in a language's folder.

        Raises `UnreadableFile` where it, or a table it names, is missing or makes no sense. Tables
        marked `optional` are left out where their file is missing.
        """
        path = folder / "dictionary.toml"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            tables = [_table(folder, row) for row in data["table"]]
            made = cls(
                language=data["language"],
                name=data["name"],
                tables=tuple(table for table in tables if isinstance(table, Table)),
                codes=tuple(map(str, data.get("codes", ()))),
                missing=tuple(table for table in tables if isinstance(table, Missing)),
                letter_words=str(data.get("letter_words", "")),
                confusions=_optional(folder, data, "confusions"),
                ngrams=_optional(folder, data, "ngrams"),
                network=_optional(folder, data, "network"),
                second=_optional(folder, data, "second"),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnreadableFile(
                said("errors.dictionary_cannot_be_opened", reason=str(error)),
                where=str(path),
                safe=said("errors.dictionaries_touch_nothing"),
                advice=said("errors.install_or_mend"),
            ) from error
        for file in made.files:
            if not file.is_file():
                raise UnreadableFile(
                    said("errors.dictionary_table_missing"),
                    where=str(file),
                    safe=said("errors.dictionaries_touch_nothing"),
                    advice=said("errors.install_or_mend_toml"),
                )
        return made

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file the engine reads of this dictionary."""
        others = (self.confusions, self.ngrams, self.network, self.second)
        return tuple(path for table in self.tables for path in table.files) + tuple(
            path for path in others if path
        )

    @property
    def has_words(self) -> bool:
        """Whether there is a list of the language's words, without which all words are unknown."""
        broad = (Layer.GENERAL, Layer.PERIOD)
        return any(t.kind is EntryKind.WORD and t.layer in broad for t in self.tables)

    @cached_property
    def stamp(self) -> str:
        """A short hash of all tables' content and of what `dictionary.toml` says of them."""
        digest = hashlib.sha256(self.letter_words.encode())
        for table in self.tables:
            kind = "hunspell" if table.affixes else table.listing
            digest.update(f"{table.layer}|{table.kind}|{table.share}|{kind}\n".encode())
        for path in self.files:
            digest.update(path.read_bytes())
            digest.update(b"\0")
        return digest.hexdigest()[:16]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table with a header row."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}


def _table(folder: Path, row: dict[str, object]) -> Table | Missing:
    file = str(row["file"])
    path = _found(folder, file, row)
    affixes = None
    match row.get("format", "table"), row["kind"]:
        case "hunspell", "word":
            affixes = path.with_suffix(".aff") if path else None
        case "table", _:
            pass
        case form, kind:
            raise ValueError(f"{file}: there is no format {form} for {kind}s")
    if row.get("optional") and not (path and all(p.is_file() for p in (path, affixes) if p)):
        return Missing(file, str(row.get("advice", "")))
    if path is None:
        where = f"package {row['package']}" if "package" in row else "a list of the system's"
        raise ValueError(f"{where} is not installed")
    return Table(
        layer=Layer(str(row["layer"])),
        kind=EntryKind(str(row["kind"])),
        path=path,
        share=float(str(row.get("share", 1.0))),
        listing="package" in row and affixes is None,
        affixes=affixes,
    )


def _found(folder: Path, file: str, row: dict[str, object]) -> Path | None:
    """Where the file of a table is: in an installed package, among the system's, or our own."""
    if "package" in row:
        # The package is found without being imported: its list is data, and importing it is slow.
        spec = find_spec(str(row["package"]))
        if spec is None or not spec.submodule_search_locations:
            return None
        return Path(next(iter(spec.submodule_search_locations))) / file
    if row.get("system"):
        found = (place / file for place in system_folders())
        return next((path for path in found if path.is_file()), None)
    return folder / file


def system_folders() -> Iterator[Path]:
    """Folders where word lists in Hunspell's format are kept, those named by $DICPATH first."""
    for named in os.environ.get("DICPATH", "").split(os.pathsep):
        if named:
            yield Path(named)
    for place in _SYSTEM_FOLDERS:
        yield Path(place).expanduser()
    # LibreOffice brings its lists as extensions, one folder a language.
    for office in _OFFICES:
        yield from sorted(Path(office).glob("share/extensions/dict-*"))


def _optional(folder: Path, data: dict[str, object], key: str) -> Path | None:
    return folder / str(data[key]) if key in data else None
