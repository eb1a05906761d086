"""Plain lists: one form a line, all of one kind."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.ports import ListRead, ListRow, Sniff
from reviewer.formats.lists.texts import begins, text_of_file


class PlainList:
    """Reads and writes forms, one a line; what else entries say is left out."""

    name = "plain"
    suffix = ".txt"
    kinds = frozenset(EntryKind)

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Any text may be a plain list."""
        if not begins(head):
            return Sniff(0.0, "it is no text")
        return Sniff(0.3, "it is a text")

    def read(self, path: Path, kind: EntryKind) -> ListRead:
        """Each line that is not blank is a form."""
        lines = text_of_file(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return ListRead(
            [
                ListRow(number, LexiconEntry(kind, " ".join(line.split())))
                for number, line in enumerate(lines, 1)
                if line.strip()
            ]
        )

    def write(self, entries: Iterable[LexiconEntry], out: BinaryIO) -> None:
        """The preferred forms."""
        for entry in entries:
            if not entry.forbids:
                out.write(f"{' '.join(entry.preferred.split())}\n".encode("utf-8", "replace"))
