"""What the export dialog is given to show, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option of a format: its name, its meaning in words, and (value, words) to choose from."""

    name: str
    meaning: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormatShown:
    """A format that can be written: its name, that in words, and a line on what it is for.

    `pages_apart`: each page becomes a file of its own. `group` names those that it stands with;
    without one it stands at the end.
    """

    name: str
    text: str
    options: tuple[OptionShown, ...] = ()
    about: str = ""
    pages_apart: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """What can be exported: the title of the document shown (empty: none), and how many there are.

    `pages` are those of the document shown, `all_pages` those of all documents.
    """

    document: str
    documents: int
    pages: int = 1
    all_pages: int = 1


@dataclass(frozen=True)
class ExportWish:
    """What a person asked for. `all_documents`: not only the one that is shown."""

    all_documents: bool
    writer: str
    options: Mapping[str, str]
    draft: bool
    folder: Path


@dataclass(frozen=True)
class ExportShown:
    """What came of it: one line on top, then (sign, text, detail) for each file or document.

    `sign` is "check" for a valid file, "warning" for a problem, "info" for one left out.
    """

    fine: bool
    text: str
    lines: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


def grouped(formats: Sequence[FormatShown]) -> Mapping[str, Sequence[FormatShown]]:
    """Formats by their groups: those for readers first, what is in none at the end."""
    groups: dict[str, list[FormatShown]] = {"readers": [], "software": [], "lists": [], "": []}
    for one in formats:
        groups.setdefault(one.group, []).append(one)
    return {name: members for name, members in groups.items() if members}
