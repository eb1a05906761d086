"""Words that nobody touched: those most likely still wrong, and samples that tell how many are."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import accumulate
from random import Random

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.progress import Progress
from reviewer.core.reading import Word
from reviewer.core.spot_checks import CHECKS, Check, read_checks
from reviewer.core.storage import PageRow, Store
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_NOISY = 0.3  # share of doubted words from which on a line's other words are doubtful, too
_PART = 0.5  # of that share is how likely such a word is taken to be wrong
_TRIES = 20  # draws for each word wanted, where most words of the pages were touched


@dataclass(frozen=True, slots=True)
class Untouched:
    """A word that nobody decided on. `probability` that it is wrong, None where it was drawn."""

    page: PageId
    span: d.Span
    probability: float | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words drawn at random from `total` that nobody touched on so many pages."""

    words: tuple[Untouched, ...]
    total: int
    pages: int
    seed: int


class UntouchedWords:
    """Finds words to check, and keeps what the checks came to."""

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder

    def likely(
        self, pages: Iterable[PageId], most: int = 50, progress: Progress | None = None
    ) -> Sequence[Untouched]:
        """The words most likely still wrong: open findings, then words in lines full of them.

        Takes a while over many pages: not for the window's thread.
        """
        pages, progress = tuple(pages), progress or Progress()
        found: list[Untouched] = []
        for done, page in enumerate(pages):
            progress.report(done, len(pages))
            found += _doubtful(self._recorder.view(page))
            if len(found) > 4 * most:
                found = sorted(found, key=_likeliest)[:most]
        return sorted(found, key=_likeliest)[:most]

    def draw(
        self,
        pages: Iterable[PageId],
        size: int,
        seed: int,
        progress: Progress | None = None,
    ) -> Drawn:
        """Draw words that nobody touched, each as likely as any other, in the order of the text.

        Pages are drawn by their words and words on them at random; what was touched is drawn again.
        Takes a while: not for the window's thread.
        """
        wanted, progress = frozenset(pages), progress or Progress()
        with self._store.reading() as unit:
            rows = [row for row in unit.sources.rows() if row.id in wanted and row.tokens]
        total = sum(_untouched(self._recorder.view(row.id)) for row in rows)
        found: set[tuple[int, int]] = set()
        if rows:
            ends = list(accumulate(row.tokens for row in rows))
            chance = Random(seed)
            for _ in range(_TRIES * size):
                if len(found) >= min(size, total):
                    break
                progress.report(len(found), size)
                place = self._try(rows, ends, chance.randrange(ends[-1]))
                if place is not None:
                    found.add(place)
        words = tuple(Untouched(rows[row].id, d.Span(token, token)) for row, token in sorted(found))
        return Drawn(words, total, len(rows), seed)

    def _try(
        self, rows: Sequence[PageRow], ends: Sequence[int], number: int
    ) -> tuple[int, int] | None:
        """(row, token) of the word with this number, where nobody touched it."""
        row = bisect_right(ends, number)
        token = number - (ends[row - 1] if row else 0)
        word = self._recorder.view(rows[row].id).reading.word_of(token)
        single = word is not None and word.span == d.Span(token, token)
        return (row, token) if word and single and _is_untouched(word) else None

    def ask(self, word: Untouched, text: str, by: str) -> Changes:
        """Say of a word that it is wrong; the question goes back with its page."""
        draft = d.Draft(d.Comment(text, word.span, None, True))
        return self._recorder.record(word.page, [draft], by)

    def keep(self, drawn: Drawn, size: int, wrong: int, by: str) -> Check:
        """Keep what a sample came to, of which so many words were looked at.

        It is a count about the project, no decision about a word, and stands among its settings.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        check = Check(by, at, size, drawn.total, wrong, drawn.seed, drawn.pages)
        with self._store.writing() as unit:
            unit.claim(CHECKS)
            kept = unit.settings.get(CHECKS)
            rows = list(kept) if isinstance(kept, list) else []
            unit.settings.set(CHECKS, [*rows, asdict(check)])
        return check

    def checks(self) -> Sequence[Check]:
        """All samples that were looked through, oldest first."""
        with self._store.reading() as unit:
            return read_checks(unit.settings.get(CHECKS))


def _doubtful(view: PageView) -> Iterator[Untouched]:
    page = view.row.id
    for finding in view.open:
        yield Untouched(page, finding.span, finding.probability, finding.key)
    doubted = _doubted(view.open)
    for line in view.reading.lines:
        words = [word for word in line.words if word.span and word.text]
        share = sum(_of(word, doubted) for word in words) / len(words) if words else 0.0
        if share < _NOISY:
            continue
        for word in words:
            if word.span and not word.decided and not _of(word, doubted):
                yield Untouched(page, word.span, _PART * share)


def _doubted(findings: Iterable[Finding]) -> frozenset[int]:
    return frozenset(
        token for one in findings for token in range(one.span.first, one.span.last + 1)
    )


def _of(word: Word, tokens: frozenset[int]) -> bool:
    return word.span is not None and word.span.first in tokens


def _likeliest(word: Untouched) -> tuple[float, PageId, d.Span]:
    return -(word.probability or 0.0), word.page, word.span


def _is_untouched(word: Word) -> bool:
    return word.span is not None and bool(word.text) and not word.decided


def _untouched(view: PageView) -> int:
    return sum(_is_untouched(word) for line in view.reading.lines for word in line.words)
