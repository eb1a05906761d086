"""The files that pages were read from, byte for byte."""

import zlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select

from reviewer.core.ids import DocumentId
from reviewer.core.model import Original
from reviewer.store import schema
from reviewer.store.channel import Channel

_ORIGINAL = schema.original.c
_HASHES = select(_ORIGINAL.name, _ORIGINAL.sha256).where(_ORIGINAL.document_id == bindparam("id"))
_ONE = select(schema.original).where(
    _ORIGINAL.document_id == bindparam("id"), _ORIGINAL.name == bindparam("name")
)
_HOLDER = (
    select(_ORIGINAL.document_id)
    .where(_ORIGINAL.sha256 == bindparam("sha256"))
    .order_by(_ORIGINAL.document_id)
    .limit(1)
)

_LEVEL = 1  # XML packs well at any, and importing a volume should not wait for it


class SqlOriginals:
    """The table `original`."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, document: DocumentId, original: Original) -> None:
        """Keep a file of a document that was just added; its name is new there."""
        row: dict[str, Any] = {
            "document_id": document,
            "name": original.name,
            "sha256": original.sha256,
            "format": original.format,
            "content": zlib.compress(original.content, _LEVEL),
        }
        self._channel.change(insert(schema.original), row)

    def of(self, document: DocumentId, name: str) -> Original | None:
        """A file of a document; None where it has none of this name."""
        row = self._channel.first(_ONE, {"id": document, "name": name})
        if row is None:
            return None
        return Original(row.name, row.sha256, row.format, zlib.decompress(row.content))

    def hashes(self, document: DocumentId) -> Mapping[str, str]:
        """The SHA-256 of each file of a document, by its name."""
        return {row.name: row.sha256 for row in self._channel.rows(_HASHES, {"id": document})}

    def holder(self, sha256: str) -> DocumentId | None:
        """The document that a file with this hash is kept for, the first if there are several."""
        found = self._channel.scalar(_HOLDER, {"sha256": sha256})
        return None if found is None else DocumentId(found)
