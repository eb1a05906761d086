"""Writing a document as archival TEI while it is being opened, to compare it with its file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from reviewer.core.decisions import Decision
from reviewer.core.edition import Edition, Profile, make_sessions
from reviewer.core.model import Document
from reviewer.core.ports import Writer
from reviewer.core.reading import PageReading
from reviewer.core.workflow import State

_FORMAT = "tei"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # of the header nothing is compared


class Rewriting:
    """Writes with the writer of TEI, where there is one."""

    def __init__(self, writers: Sequence[Writer]) -> None:
        self._writers = writers

    def __call__(
        self, document: Document, readings: Sequence[PageReading], ledger: Sequence[Decision]
    ) -> bytes | None:
        """The bytes of the file; None without a writer. What they say of the header is not true."""
        writer = next((one for one in self._writers if one.name == _FORMAT), None)
        if writer is None:
            return None
        edition = Edition(
            document=document,
            pages=readings,
            state=State.IN_WORK,
            imported=_LONG_AGO,
            history=ledger,
            sessions=tuple(make_sessions(ledger)),
        )
        out = BytesIO()
        writer.write(edition, out, {"profile": str(Profile.ARCHIVAL)})
        return out.getvalue()
