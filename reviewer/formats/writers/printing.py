"""An edition as a printed document: written as TEI into a temporary file, and read from there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.core.edition import Edition, Profile
from reviewer.core.printed import Printed
from reviewer.formats.printed.from_tei import printed_document
from reviewer.formats.writers.tei import TeiWriter

_IN_MEMORY = 4 << 20  # bytes before the TEI goes to a file on disk


@contextmanager
def printed_edition(edition: Edition, profile: Profile = Profile.READING) -> Iterator[Printed]:
    """The edition in a profile of its TEI; to be walked within the `with`."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        TeiWriter().write(edition, spool, {"profile": profile.value})  # type: ignore[arg-type]
        yield printed_document(spool)  # type: ignore[arg-type]
