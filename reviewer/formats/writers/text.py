"""Plain text: the reading as it stands on the screen, without its noise."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.files import unreadable
from reviewer.core.model import Role
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.formats import encodings

_SURROGATES = re.compile("[\ud800-\udfff]")  # pasted by accident; UTF-8 has no form for them


class PlainTextWriter:
    """Writes UTF-8 without byte order mark."""

    name = "text"
    suffix = ".txt"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "lines",
            ("source", "joined"),
            "source: line for line as in the source; joined: each paragraph on one line",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the present text, page by page; lines that were removed leave nothing behind."""
        joined = chosen.get("lines") == "joined"
        last = ""
        for page in edition.pages:
            if last and last not in "\r\n\f":
                out.write(
                    b"\f"
                )  # the page before ends without a break: its last word must not run on
            for piece in _paragraphs(page) if joined else _lines(page):
                out.write(_SURROGATES.sub("\ufffd", piece).encode())
                last = piece[-1:] or last

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether a file can be read back as UTF-8; lost characters are warnings."""
        problems: list[Problem] = []
        try:
            text = encodings.decode(path.read_bytes(), "utf-8")
        except UnicodeDecodeError as error:
            return (Problem(0, f"Byte {error.start} of the file is not UTF-8."),)
        except OSError as error:
            return (Problem(0, str(unreadable(path, error))),)
        for number, line in enumerate(text.split("\n"), start=1):
            if "\ufffd" in line:
                problems.append(
                    Problem(number, "U+FFFD stands for a character that was lost.", severe=False)
                )
        return problems


def _is_dropped(line: ReadingLine) -> bool:
    return line.removed or line.role is Role.NOISE


def _lines(page: PageReading) -> Iterator[str]:
    for line in page.lines:
        if not _is_dropped(line):
            yield line.text + line.end
        elif line.end.endswith("\f"):
            yield "\f"


def _paragraphs(page: PageReading) -> Iterator[str]:
    """Paragraphs parted by a blank line; one ends at a blank line or where the role changes."""
    words: list[str] = []
    role: Role | None = None
    for line in page.lines:
        if _is_dropped(line):
            continue
        found = line.text.split()
        if words and (not found or line.role is not role):
            yield " ".join(words) + "\n\n"
            words = []
        words += found
        role = line.role
    if words:
        yield " ".join(words) + "\n"
    if page.page.text.endswith("\f"):
        yield "\f"
