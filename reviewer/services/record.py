"""The record of a project: decisions with what they changed, read in parts and saved as a table."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.model import Document
from reviewer.core.past import Backwards
from reviewer.core.progress import Progress
from reviewer.core.record import (
    COLUMNS,
    TAKERS,
    Change,
    Entry,
    Wanted,
    Wording,
    cells,
    header_changes,
    unformulated,
)
from reviewer.core.records import decision_record
from reviewer.core.storage import Store, Unit
from reviewer.services.outfile import replacing

_PART = 400  # decisions read together
_AT_HAND = 64  # pages and documents kept, to say what a decision changed
_TOLD = 100  # decisions after which progress is told


Keep = Callable[[Entry], bool]
"""Lets an entry pass, or not."""


class Form(StrEnum):
    """How a record is saved: a table for spreadsheets, or a decision in JSON on each line."""

    CSV = "csv"
    JSON = "json"


class Record:
    """Reads the ledger as a table, newest first, in constant memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self) -> Sequence[str]:
        """Everybody who ever decided anything, in the order of the alphabet."""
        with self._store.reading() as unit:
            return unit.figures.people()

    def entries(
        self, wanted: Wanted, progress: Progress | None = None, keep: Keep | None = None
    ) -> Iterator[Entry]:
        """What is wanted and `keep` lets pass, the newest first.

        Raises Cancelled where `progress` is cancelled.
        """
        reader = _Reader(self._store, wanted)
        for count, decision in enumerate(reader.decisions()):
            if progress and count % _TOLD == 0:
                progress.report(count)
            entry = reader.entry(decision)
            if (not wanted.word or entry.has(wanted.word)) and (keep is None or keep(entry)):
                yield entry

    def save(
        self,
        wanted: Wanted,
        path: Path,
        form: Form,
        progress: Progress | None = None,
        limit: int | None = None,
        keep: Keep | None = None,
    ) -> int:
        """Write what is wanted to a file, whole or not at all; how many decisions it has.

        Raises StoreError where it cannot be written.
        """
        with replacing(path) as out:
            return self.write(wanted, out, form, progress, limit, keep)

    def write(
        self,
        wanted: Wanted,
        out: BinaryIO,
        form: Form,
        progress: Progress | None = None,
        limit: int | None = None,
        keep: Keep | None = None,
    ) -> int:
        """Write what is wanted, at most `limit`; how many decisions that were."""
        count = 0
        text = io.TextIOWrapper(out, "utf-8", errors="surrogatepass", newline="")
        try:
            # Without a mark in front, spreadsheets take UTF-8 for another encoding.
            table = csv.writer(text)
            if form is Form.CSV:
                text.write("\ufeff")
                table.writerow(COLUMNS)
            for entry in self.entries(wanted, progress, keep):
                if form is Form.CSV:
                    table.writerow(unformulated(cells(entry)))
                else:
                    text.write(json.dumps(decision_record(entry.decision)) + "\n")
                count += 1
                if limit is not None and count >= limit:
                    break
        finally:
            text.flush()
            text.detach()
        return count


class _Reader:
    """One walk through the ledger, with the pages that it quotes from."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store = store
        self._wanted = wanted
        self._past = Backwards()
        with store.reading() as unit:
            self._documents = {one.id: one for one in unit.sources.documents()}
            self._numbers = {row.id: row.number for row in unit.sources.rows()}
            for decision in takers(unit, wanted):
                self._past.see(decision)
        self._wording = lru_cache(_AT_HAND)(self._load)
        self._header = lru_cache(_AT_HAND)(self._load_header)

    def decisions(self) -> Iterator[d.Decision]:
        """The decisions that are wanted, without regard to their words."""
        before: DecisionId | None = None
        while True:
            with self._store.reading() as unit:
                part = read_part(unit, self._wanted, before, _PART)
            yield from part
            if len(part) < _PART:
                return
            before = part[-1].id

    def entry(self, decision: d.Decision) -> Entry:
        """A decision with what it changed."""
        place = decision.place
        document: Document | None = self._documents.get(place.document)
        if place.page is None:
            change = self._header(place.document).get(int(decision.id), Change())
        else:
            change = self._wording(place.page).change(decision)
        return Entry(
            decision,
            document.name if document else "",
            self._numbers.get(place.page) if place.page is not None else None,
            change,
            self._past.taker(decision.id),
        )

    def _load(self, page: PageId) -> Wording:
        with self._store.reading() as unit:
            source = unit.sources.page(page)
            place = d.Place(unit.sources.row(page).document, page)
            return Wording(source, unit.ledger.of(place))

    def _load_header(self, document: DocumentId) -> Mapping[int, Change]:
        with self._store.reading() as unit:
            found = unit.sources.header(document)
            return header_changes(unit.ledger.of(d.Place(document)), found)


def takers(unit: Unit, wanted: Wanted) -> Iterator[d.Decision]:
    """All that took something back where `wanted` looks, newest first, whoever did it and when."""
    before: DecisionId | None = None
    while part := read_takers(unit, wanted, before):
        yield from part
        before = part[-1].id


def read_takers(unit: Unit, wanted: Wanted, before: DecisionId | None) -> Sequence[d.Decision]:
    """Some of these, older than `before`."""
    everywhere = Wanted(page=wanted.page, document=wanted.document)
    return read_part(unit, everywhere, before, _PART, TAKERS)


def read_part(
    unit: Unit,
    wanted: Wanted,
    before: DecisionId | None,
    limit: int,
    acts: frozenset[str] = frozenset(),
) -> Sequence[d.Decision]:
    """The newest decisions that are wanted and older than `before`; of these acts, if any."""
    place, document = None, wanted.document if wanted.page is None else None
    if wanted.page is not None:
        place = d.Place(unit.sources.row(wanted.page).document, wanted.page)
    return unit.ledger.entries(
        before=before,
        limit=limit,
        by=wanted.by or None,
        place=place,
        document=document,
        since=wanted.since,
        until=wanted.until,
        acts=acts or wanted.acts,
    )
