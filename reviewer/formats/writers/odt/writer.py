"""The ODT writer (OpenDocument 1.3), by odfdo; loaded with the first file."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition, Profile
from reviewer.core.ports import Option, Problem
from reviewer.formats.writers.docx.writer import CHANGES, PAGES
from reviewer.formats.writers.odt.check import check_odt
from reviewer.formats.writers.printing import printed_edition


class OdtWriter:
    """Writes ODT; memory grows with the document, as the file is made in one piece."""

    name = "odt"
    suffix = ".odt"
    pages_apart = False
    options: tuple[Option, ...] = (CHANGES, PAGES)

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition; the same one gives the same bytes. A page that begins within a
        paragraph is named there in any case: OpenDocument breaks pages between paragraphs only.
        """
        from reviewer.formats.writers.odt.document import write_document

        tracked = chosen.get("changes") == "tracked"
        profile = Profile.ARCHIVAL if tracked else Profile.READING
        with printed_edition(edition, profile) as printed:
            breaks = chosen.get("pages") == "broken"
            write_document(printed, out, tracked=tracked, breaks=breaks)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether the file is whole, and all styles and changes that it uses are in it."""
        return check_odt(path)
