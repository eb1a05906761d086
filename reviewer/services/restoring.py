"""Opening archival files: after the source, everything that was decided about it comes back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from reviewer.core import decisions as d
from reviewer.core.archive import Archive
from reviewer.core.fold import Fold
from reviewer.core.ids import PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import said
from reviewer.core.model import Document
from reviewer.core.page_text import present_text
from reviewer.core.people import PLAIN, People
from reviewer.core.reading import PageReading
from reviewer.core.standings import standing
from reviewer.core.storage import Unit

Known = Callable[[], Sequence[LexiconEntry]]


@dataclass
class Restored:
    """What came back: how many decisions, by how many persons, which entries are new; what did not
    fit or had to be done beyond, in words.
    """

    document: Document
    decisions: int = 0
    people: int = 0
    entries: tuple[LexiconEntry, ...] = ()
    changed: int = 0
    remarks: list[str] = field(default_factory=list)


class Restoring:
    """Puts the past of a document into a project that has only its source."""

    def __init__(
        self, known: Known = tuple, people: Callable[[Unit], People] = lambda unit: PLAIN
    ) -> None:
        """`known` gives the entries of the lexicon, `people` who counts as whom in the project."""
        self._known = known
        self._people = people

    def restore(
        self,
        unit: Unit,
        document: Document,
        archive: Archive,
        *,
        beside: bool = False,
        by: str = "",
    ) -> Restored:
        """Bring everything back, in the unit that the document was just added in.

        `beside` says that the project has the document already: steps of several decisions are
        then steps of their own, or undoing one would undo the other.
        """
        restored = Restored(document)
        decisions = _placed(archive.decisions, document, restored.remarks)
        if beside:
            decisions = _parted(decisions)
        written = unit.ledger.restore(decisions)
        restored.decisions = len(written)
        restored.people = len({" ".join(one.by.split()).casefold() for one in written})
        self._count(unit, document, written)
        restored.entries = self._learn(unit, archive.entries)
        return restored

    def _count(
        self, unit: Unit, document: Document, written: Iterable[d.Decision]
    ) -> Mapping[PageId, PageReading]:
        """Bring up to date what lists show of the pages, as recording does."""
        ledgers: dict[PageId, list[d.Decision]] = defaultdict(list)
        for decision in written:
            if decision.place.page is not None:
                ledgers[decision.place.page].append(decision)
        people = self._people(unit)
        readings: dict[PageId, PageReading] = {}
        for page in document.pages:
            ledger = ledgers.get(page, [])
            reading = Fold(unit.sources.page(page)).read(ledger)
            readings[page] = reading
            if ledger:
                unit.texts.put(page, len(ledger), present_text(reading))
                unit.sources.set_counts(
                    page,
                    state=standing(ledger, people).state,
                    findings=0,
                    open_findings=0,
                    decided=sum(line.decided for line in reading.lines),
                )
        return readings

    def _learn(self, unit: Unit, entries: Sequence[LexiconEntry]) -> tuple[LexiconEntry, ...]:
        """Put the entries that marked names refer to into the project where it knows none such."""
        known = {entry.name for entry in self._known()} if entries else set()
        new = tuple(entry for entry in entries if entry.name not in known)
        for entry in new:
            unit.entries.put(entry)
        return new


def _placed(
    decisions: Sequence[d.Decision], document: Document, remarks: list[str]
) -> list[d.Decision]:
    """The decisions about pages of the project; those about pages that are not there are told."""
    found: list[d.Decision] = []
    lost = 0
    for decision in decisions:
        number = decision.place.page
        if number is not None and not 1 <= number <= len(document.pages):
            lost += 1
            continue
        page = None if number is None else document.pages[number - 1]
        found.append(replace(decision, place=d.Place(document.id, page)))
    if lost:
        remarks.append(said("restoring.no_such_page", n=lost))
    return found


def _parted(decisions: Iterable[d.Decision]) -> list[d.Decision]:
    names: dict[str, str] = defaultdict(lambda: uuid4().hex)
    return [replace(one, batch=names[one.batch]) if one.batch else one for one in decisions]
