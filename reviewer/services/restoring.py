"""Opening archival files: after the source, everything that was decided about it comes back.

The ledger of the file says all, if the file has one. Somebody may have worked on the file with
another program since: then its text says something else than source and ledger, and what differs
becomes decisions of whoever imports it. A file without a ledger, made by hand or by others, is told
from its text altogether.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import uuid4

from reviewer.core import decisions as d
from reviewer.core.archive import Archive
from reviewer.core.edition import document_version
from reviewer.core.errors import InputError
from reviewer.core.fitting import last_token
from reviewer.core.fold import Fold
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import said
from reviewer.core.model import Document
from reviewer.core.page_text import present_text
from reviewer.core.people import PLAIN, People
from reviewer.core.reading import PageReading
from reviewer.core.rebuilding import Rebuilt, rebuild
from reviewer.core.renumbering import counted
from reviewer.core.shown import Block, differing, words_of
from reviewer.core.standings import standing
from reviewer.core.states import SIGNED
from reviewer.core.storage import Unit
from reviewer.core.threads import threads
from reviewer.services.claims import Claim, claims_of

Known = Callable[[], Sequence[LexiconEntry]]
Writing = Callable[[Document, Sequence[PageReading], Sequence[d.Decision]], bytes | None]
"""Writes an archival file of a document with such readings and such a ledger; None: cannot."""


class Irreconcilable(InputError):
    """The text of an archival file cannot be told as decisions about its own transcript."""


@dataclass
class Restored:
    """What came back: how many decisions, by how many persons, which entries are new to the
    project. `changed` are decisions that the file's own text asked for; `claims` say whose
    approvals the file tells of; `remarks` say what did not fit.
    """

    document: Document
    decisions: int = 0
    people: int = 0
    entries: tuple[LexiconEntry, ...] = ()
    changed: int = 0
    remarks: list[str] = field(default_factory=list)
    claims: tuple[Claim, ...] = ()


class Restoring:
    """Puts the past of a document into a project that has only its source."""

    def __init__(
        self,
        known: Known = tuple,
        writing: Writing | None = None,
        people: Callable[[Unit], People] = lambda unit: PLAIN,
        signer: Callable[[], str] = lambda: "",
    ) -> None:
        """`known` gives the entries of the lexicon, `people` who counts as whom in the project,
        `signer` the person's name.

        Without `writing` the text of files with a ledger is not looked at.
        """
        self._known = known
        self._writing = writing
        self._people = people
        self._signer = signer

    def restore(
        self, unit: Unit, document: Document, archive: Archive, by: str, *, beside: bool = False
    ) -> Restored:
        """Bring everything back, in the unit that the document was just added in.

        `by` signs what the file does not say who decided. `beside`: the project has the document
        already, so steps of several decisions are steps of their own, or undoing one would undo the
        other. Raises Irreconcilable.
        """
        past = _Past(unit, document, archive, self._name(by), self._writing)
        ledger = past.ledger()
        if unit.login:
            # A server says by itself who is who. What a file says of logins would bind names to
            # them: somebody could take a colleague's, or be kept from signing with their own.
            ledger = [replace(one, login="") for one in ledger]
        written = unit.ledger.restore(_parted(ledger) if beside else ledger)
        people = self._people(unit)
        self._count(unit, document, written, people)
        told = _by_page(written[: len(written) - past.changed])
        return Restored(
            document,
            len(written) - past.changed,
            len({" ".join(one.by.split()).casefold() for one in written}),
            self._learn(unit, archive.entries),
            past.changed,
            past.remarks,
            claims_of(told, _by_page(written), past.refused, people),
        )

    def _name(self, by: str) -> str:
        """Who signs: somebody has to."""
        return " ".join((by.strip() or self._signer()).split()) or said("restoring.somebody")

    def _count(
        self, unit: Unit, document: Document, written: Iterable[d.Decision], people: People
    ) -> None:
        """Bring up to date what lists show of the pages, as recording does."""
        for page, ledger in _by_page(written).items():
            reading = Fold(unit.sources.page(page)).read(ledger)
            unit.texts.put(page, len(ledger), present_text(reading))
            unit.sources.set_counts(
                page,
                state=standing(ledger, people).state,
                findings=0,
                open_findings=0,
                decided=sum(line.decided for line in reading.lines),
            )
            unit.talks.put(document.id, page, threads(ledger))
        history = unit.ledger.of_document(document.id)
        unit.talks.put(document.id, None, threads(one for one in history if one.place.page is None))
        version = document_version(history, len(document.pages), people)
        unit.listing.set_version(document.id, version)

    def _learn(self, unit: Unit, entries: Sequence[LexiconEntry]) -> tuple[LexiconEntry, ...]:
        """Put the entries that marked names refer to into the project where it knows none such."""
        known = {entry.name for entry in self._known()} if entries else set()
        new = tuple(entry for entry in entries if entry.name not in known)
        for entry in new:
            unit.entries.put(entry)
        return new


class _Past:
    """The ledger that a document is to have."""

    def __init__(
        self, unit: Unit, document: Document, archive: Archive, by: str, writing: Writing | None
    ) -> None:
        self._document = document
        self._archive = archive
        self._by = by
        self._writing = writing
        self._folds = [Fold(unit.sources.page(page)) for page in document.pages]
        self.changed = 0
        self.refused: dict[PageId, str] = {}
        """Who approved a page in a step that is not lawful and was left out."""
        self.remarks: list[str] = [*archive.remarks]

    def ledger(self) -> Sequence[d.Decision]:
        """All decisions, in order, numbered as nobody else's."""
        if not self._archive.ledger:
            return self._told()
        ledger = self._fitting(_placed(self._archive.decisions, self._document, self.remarks))
        ledger = list(counted(ledger))
        present = self._shown(ledger)
        if present is None:
            return ledger
        touched, gone = differing(present, self._archive.blocks)
        if not touched and not gone:
            return ledger
        rebuilt = rebuild(
            self._readings(ledger),
            self._archive.counts,
            self._archive.blocks,
            touched=touched,
            gone=gone,
            behind=len(ledger),
        )
        added = self._opened(ledger, self._decisions(rebuilt, datetime.now(UTC), d.Way.SCRIPT))
        self.changed = len(added)
        self._check([*ledger, *added], rebuilt)
        if added:
            self.remarks.append(said("restoring.changed_elsewhere", n=len(added), name=self._by))
        return [*ledger, *added]

    def _fitting(self, decisions: Iterable[d.Decision]) -> list[d.Decision]:
        """The decisions without those about words that are not there, which nobody can have made:
        whoever walks over the words of one would not come to an end.
        """
        words = {
            page: len(fold.page.tokens)
            for page, fold in zip(self._document.pages, self._folds, strict=True)
        }
        found: list[d.Decision] = []
        lost = 0
        for decision in decisions:
            page, last = decision.place.page, last_token(decision.act)
            if last is not None and last >= (words[page] if page is not None else 0):
                lost += 1
                continue
            found.append(decision)
        if lost:
            self.remarks.append(said("restoring.no_such_word", n=lost))
        return found

    def _told(self) -> Sequence[d.Decision]:
        """The ledger of a file that has none."""
        archive = self._archive
        rebuilt = rebuild(
            self._readings(()),
            archive.counts,
            archive.blocks,
            archive.talks,
            partial=archive.partial,
        )
        dates = [step.signed.at for step in rebuilt.steps if step.signed.at]
        ledger = list(
            self._decisions(rebuilt, max(dates, default=archive.imported or datetime.now(UTC)))
        )
        ledger += self._reviewed(ledger)
        self._check(ledger, rebuilt)
        return ledger

    def _decisions(
        self, rebuilt: Rebuilt, usual: datetime, way: d.Way | None = None
    ) -> list[d.Decision]:
        """The steps as decisions; who and when are ours where the file does not say."""
        batch = uuid4().hex if way is not None else ""
        pages = self._document.pages
        return [
            d.Decision(
                step.id,
                d.Place(self._document.id, None if step.page is None else pages[step.page]),
                self._by if way is not None else step.signed.by or self._by,
                usual if way is not None else step.signed.at or usual,
                step.act,
                _grounds(step.signed.grounds, step.signed.by, way),
                batch,
            )
            for step in rebuilt.steps
        ]

    def _opened(
        self, ledger: Sequence[d.Decision], added: Sequence[d.Decision]
    ) -> list[d.Decision]:
        """What is added, with the pages that were signed opened again before it."""
        number = len(ledger)
        past, opening = _by_page(ledger), list[d.Decision]()
        for page, new in _by_page(added).items():
            if standing(past.get(page, ())).state in SIGNED:
                reason = said("restoring.reason")
                opening.append(
                    replace(new[0], act=d.Reopen(reason), grounds=d.Grounds(d.Way.SCRIPT))
                )
        together = list(added)
        for n, one in enumerate(opening, start=len(added) + 1):
            together.append(replace(one, id=DecisionId(number + n)))
        # In the ledger the opening stands first; numbers only name what is behind them.
        return [*together[len(added) :], *together[: len(added)]]

    def _reviewed(self, ledger: Sequence[d.Decision]) -> list[d.Decision]:
        """The states that the file tells of, as far as these steps are lawful."""
        made: list[d.Decision] = []
        past = _by_page(ledger)
        refused = 0
        for step in self._archive.steps:
            batch = uuid4().hex
            for page in self._document.pages:
                number = DecisionId(len(ledger) + len(made) + 1)
                place = d.Place(self._document.id, page)
                one = replace(step, id=number, place=place, batch=batch)
                so_far = past.setdefault(page, [])
                if standing([*so_far, one]).state is standing(so_far).state:
                    if isinstance(one.act, d.Approve):
                        self.refused[page] = one.by
                    else:
                        refused += 1
                    continue
                so_far.append(one)
                made.append(one)
        if refused:
            self.remarks.append(said("restoring.unlawful", n=refused))
        return made

    def _check(self, ledger: Sequence[d.Decision], rebuilt: Rebuilt) -> None:
        """Say what of the file's text is lost. Raises Irreconcilable where that is its wording."""
        if rebuilt.marks:
            self.remarks.append(said("restoring.marks_lost", n=rebuilt.marks))
        if rebuilt.talks:
            self.remarks.append(said("restoring.talks_lost", n=rebuilt.talks))
        shown = None if self._archive.partial else self._shown(ledger)
        if shown is None:
            return
        wanted = Counter(word for block in self._archive.blocks for word in words_of(block))
        found = Counter(word for block in shown for word in words_of(block))
        if wanted != found:
            lost = list((wanted - found) + (found - wanted))
            raise Irreconcilable(said("restoring.irreconcilable", words=", ".join(lost[:5])))

    def _readings(self, ledger: Sequence[d.Decision]) -> list[PageReading]:
        by_page = _by_page(ledger)
        return [
            fold.read(by_page.get(page, ()))
            for page, fold in zip(self._document.pages, self._folds, strict=True)
        ]

    def _shown(self, ledger: Sequence[d.Decision]) -> Sequence[Block] | None:
        """The text as we would write it of such a ledger."""
        if self._writing is None:
            return None
        content = self._writing(self._document, self._readings(ledger), ledger)
        return None if content is None else self._archive.shown(content)


def _grounds(given: d.Grounds, by: str, way: d.Way | None) -> d.Grounds:
    if way is not None:
        return replace(given, way=way)
    return given if by else replace(given, way=d.Way.SCRIPT)


def _by_page(ledger: Iterable[d.Decision]) -> dict[PageId, list[d.Decision]]:
    found: dict[PageId, list[d.Decision]] = defaultdict(list)
    for decision in ledger:
        if decision.place.page is not None:
            found[decision.place.page].append(decision)
    return dict(found)


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
    names: Mapping[str, str] = defaultdict(lambda: uuid4().hex)
    return [replace(one, batch=names[one.batch]) if one.batch else one for one in decisions]
