"""Plain text: the words of the reading and nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.files import unreadable
from reviewer.core.model import Role
from reviewer.core.ports import Option, Problem
from reviewer.core.printed import Matter, PageBlock, Printed
from reviewer.core.reading import PageReading
from reviewer.core.telling import Telling
from reviewer.core.workflow import State
from reviewer.formats import encodings
from reviewer.formats.printed.lines import text_lines
from reviewer.formats.words import line_words
from reviewer.formats.writers.printing import printed_edition
from reviewer.formats.writers.tei.blocks import FURNITURE

_SURROGATES = re.compile("[\ud800-\udfff]")  # pasted by accident; UTF-8 has no form for them
_LEFT_OUT = FURNITURE | {Role.NOISE}


class PlainTextWriter:
    """Writes UTF-8 without byte order mark.

    Line for line it is the page as on the screen, without what the reading profile leaves out;
    joined, it is the text of that profile, its paragraphs and their order.
    """

    name = "text"
    suffix = ".txt"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "lines",
            ("source", "joined"),
            "source: line for line as in the source; joined: each paragraph on one line",
        ),
        Option(
            "about",
            ("draft", "always", "never"),
            "what stands above the text. draft: that it is not approved, where it is not;"
            " always: also title, approval and licence; never: nothing",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the present text, page by page; lines that were removed leave nothing behind."""
        about = chosen.get("about", "draft")
        if chosen.get("lines") != "joined" and about != "always":
            # Most of what is exported line for line needs no TEI for it.
            if about == "draft" and edition.state is not State.APPROVED:
                telling = Telling(Matter(language=edition.document.language))
                out.write(_encoded(telling.say("draft") + "\n\n"))
            out.writelines(_encoded(piece) for piece in _pages(edition))
            return
        with printed_edition(edition) as printed:
            out.writelines(_encoded(piece) for piece in _above(printed, about))
            if chosen.get("lines") == "joined":
                out.writelines(_encoded(piece) for piece in _joined(printed))
            else:
                out.writelines(_encoded(piece) for piece in _pages(edition))

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


def _encoded(piece: str) -> bytes:
    return _SURROGATES.sub("\ufffd", piece).encode()


def _above(printed: Printed, about: str) -> Iterator[str]:
    """What stands above the text, a blank line behind it."""
    matter, telling = printed.matter, Telling(printed.matter)
    lines = [telling.say("draft")] if matter.draft and about != "never" else []
    if about == "always":
        lines += [matter.title, matter.subtitle]
        lines += [f"{name}: {value}" for name, value in telling.rows()]
        lines += telling.imprint()
    told = [line for line in lines if line]
    if told:
        yield "\n".join(told) + "\n\n"


def _joined(printed: Printed) -> Iterator[str]:
    """Paragraphs parted by a blank line, pages by a form feed."""
    stood = False
    parting = ""
    for piece in printed.pieces:
        if isinstance(piece, PageBlock):
            parting = "\n\f" if stood else ""
        elif lines := text_lines(piece):
            yield parting or ("\n" if stood else "")
            yield "\n".join(lines) + "\n"
            stood, parting = True, ""


def _pages(edition: Edition) -> Iterator[str]:
    """The pages line for line."""
    last = ""
    for page in edition.pages:
        if last and last not in "\r\n\f":
            yield "\f"  # the page before ends without a break: its last word must not run on
        for piece in _lines(page):
            yield piece
            last = piece[-1:] or last


def _lines(page: PageReading) -> Iterator[str]:
    for line, words in zip(page.lines, line_words(page), strict=True):
        found = unicodedata.normalize("NFC", line.text).split()
        if line.removed or line.role in _LEFT_OUT or (found and not words):
            if line.end.endswith("\f"):
                yield "\f"
        elif words == found:
            yield line.text + line.end  # its blanks as they were
        else:
            yield " ".join(words) + line.end
