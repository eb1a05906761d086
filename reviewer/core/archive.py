"""What an archival file keeps of a document beside its source: its past, and its text as it stands.

Pages are named by their number in the document, decisions by the file's own numbers: neither means
anything in the project that the file is opened in, until it has been restored there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reviewer.core import decisions as d
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.model import NewDocument
from reviewer.core.shown import Block, Talk

NOWHERE = DocumentId(0)
"""The document of places in a file."""


def place_in_file(page: int | None) -> d.Place:
    """The place of a decision in a file: a page by its number, or the document as a whole."""
    return d.Place(NOWHERE, None if page is None else PageId(page))


@dataclass(frozen=True)
class Archive:
    """What comes along with the source.

    `ledger` says whether the file has the decisions themselves (`decisions`, in ledger order); else
    they have to be told from `blocks`, its text as it stands, from `steps`, what was done with the
    document as a whole, and from `talks`. `partial`: of the text only marks and the document's own
    errors are meant, as in files made by others.

    `sha256` is that of the archival file, `imported` when its source once came in; `counts` are the
    lines of the transcript of each page. `shown` reads the blocks of another archival file, given
    as bytes; `foreign` reads the file for its text alone. `remarks` say what means nothing to us.
    """

    name: str
    sha256: str
    imported: datetime | None = None
    ledger: bool = False
    decisions: Sequence[d.Decision] = ()
    steps: Sequence[d.Decision] = ()
    blocks: Sequence[Block] = ()
    entries: Sequence[LexiconEntry] = ()
    foreign: Callable[[], NewDocument] | None = field(default=None, compare=False)
    shown: Callable[[bytes], Sequence[Block]] = field(default=lambda content: (), compare=False)
    talks: Sequence[Talk] = ()
    partial: bool = False
    remarks: Sequence[str] = ()
    counts: Sequence[int] = ()


@dataclass(frozen=True)
class ArchivedDocument(NewDocument):
    """A document with what comes along. Its origin is that of the file that its source once was
    read from. `marked` tells what somebody else marked and corrected, for whoever wants that, too.
    """

    archive: Archive | None = None
    marked: Callable[[], Archive] | None = None


def archive_of(new: NewDocument, *, marked: bool = False) -> Archive | None:
    """What comes along with a document, where something does; `marked`: also from others."""
    if not isinstance(new, ArchivedDocument):
        return None
    return new.archive or (new.marked() if marked and new.marked else None)
