"""Untold typing: what stands on the screen and in no decision yet, kept against a sudden end.

Typing becomes a decision when its words are left, so that the ledger holds words and not halves of
them. Meanwhile a small file of the person's own says what is being typed; a program that is killed
leaves it behind, and the next one to open the project makes decisions of it.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.text import merge
from reviewer.services.project import Project


@dataclass(frozen=True, slots=True)
class LineTyped:
    """A line by its lasting number: what it said before, and what it says on the screen."""

    line: int
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Untold:
    """What is being typed on a page: in its lines, and in the field for a finding of this key."""

    page: PageId
    lines: tuple[LineTyped, ...] = ()
    finding: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.field)


class UntoldTyping:
    """Keeps what is being typed, one file for each project, in a folder of the person's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, place: str) -> Path:
        """The file for a project; the folder is there then, where it can be made."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{hashlib.sha256(place.encode()).hexdigest()[:24]}.json"

    def keep(self, place: str, untold: Untold) -> None:
        """Write down what is being typed. A full disk must not stop anybody from typing."""
        path = self.path(place)
        new = path.with_suffix(".new")
        with suppress(OSError):
            new.write_text(json.dumps(asdict(untold)), "utf-8")
            new.replace(path)

    def drop(self, place: str) -> None:
        """It has been told."""
        with suppress(OSError):
            self.path(place).unlink(missing_ok=True)

    def find(self, place: str) -> Untold | None:
        """What was left behind; None where nothing was, or nothing that can be read."""
        try:
            return _read(json.loads(self.path(place).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def tell(project: Project, untold: Untold, by: str) -> bool:
    """Make decisions of what was left behind; whether there was anything to decide.

    What was told after all is passed over. Where a line reads otherwise by now, both changes are
    made if they are apart. Raises ReviewerError where the page cannot be edited any more.
    """
    view = project.page(untold.page)
    before = view.revision
    texts = {line.n: line.text for line in view.reading.lines}
    for typed in untold.lines:
        present = texts.get(typed.line)
        if present is not None and present != typed.now:
            wanted = merge(typed.before, typed.now, present)
            project.review.retype(untold.page, typed.line, wanted, by)
    finding = view.finding(untold.finding)
    if untold.field and finding in view.open:
        with suppress(ReviewerError):  # the line may have settled it
            project.review.correct(untold.page, untold.finding, untold.field, by)
    return project.page(untold.page).revision > before


def _read(held: dict[str, Any]) -> Untold:
    return Untold(
        PageId(int(held["page"])),
        tuple(
            LineTyped(int(one["line"]), str(one["before"]), str(one["now"]))
            for one in held["lines"]
        ),
        str(held["finding"]),
        str(held["field"]),
    )
