"""The DOCX writer (Office Open XML, ECMA-376), by python-docx; loaded with the first file."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition, Profile
from reviewer.core.ports import Option, Problem
from reviewer.formats.writers.docx.check import check_docx
from reviewer.formats.writers.printing import printed_edition

CHANGES = Option(
    "changes",
    ("none", "tracked"),
    "none: the approved text; tracked: the words as imported, with every change tracked",
)
PAGES = Option(
    "pages",
    ("named", "broken"),
    "named: [p. 2] where a page begins; broken: a new page there",
)


class DocxWriter:
    """Writes DOCX; memory grows with the document, as python-docx holds it whole."""

    name = "docx"
    suffix = ".docx"
    pages_apart = False
    options: tuple[Option, ...] = (CHANGES, PAGES)

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition; the same one gives the same bytes."""
        from reviewer.formats.writers.docx.document import write_document

        tracked = chosen.get("changes") == "tracked"
        profile = Profile.ARCHIVAL if tracked else Profile.READING
        with printed_edition(edition, profile) as printed:
            breaks = chosen.get("pages") == "broken"
            write_document(printed, out, tracked=tracked, breaks=breaks)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether the file is whole, and all styles and footnotes that it uses are in it."""
        return check_docx(path)
