"""What an approved page teaches: letters that are confused, words decided, how right we were.

Each word of the source is laid beside its approved reading. Everything is counted, nothing is
weighed here, so that pages can be summed (`core.lessons.total`) and forgotten again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from reviewer.core.decisions import Cause, Span
from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.lessons import Bin, Lessons, Pair, bin_of
from reviewer.core.reading import PageReading, Word
from reviewer.core.text import fold_case
from reviewer.engine.differences import differences
from reviewer.engine.evaluate import Outcome, judge, squeeze

LONGEST = 60
"""Letters of a word that is worth remembering or comparing; what is longer is not a word."""
UNLIKE = 0.5
"""Words of which a larger share of the letters differs were not misread but written anew."""


def lessons(page: PageReading, findings: Sequence[Finding]) -> Lessons:
    """What a page teaches that reads as its editor approved it.

    `findings` are what the engine said of the page's *source*, before anybody decided anything:
    only so do they say how right it was, and only so does the same ledger teach the same.
    """
    confusions, letters = _confusions(_words(page))
    memory = Counter(_remembered(_words(page)))
    judged: Counter[tuple[int, bool]] = Counter()
    eligible: Counter[tuple[int, bool]] = Counter()
    doubted: Counter[tuple[int, bool]] = Counter()
    source = fold(page.page)
    confirmed = _confirmed(page, findings)
    for finding in findings:
        stretch = _Stretch.of(finding, source, page)
        if stretch is None:
            continue
        doubted[bin_of(finding.probability), stretch.wrong] += 1
        form = _bare(finding.form)
        if not stretch.wrong and 0 < len(form) <= LONGEST:
            memory[form, form] += 1
        if finding.suggestions:
            first = finding.suggestions[0]
            outcome = stretch.outcome(first.text)
            if outcome is not Outcome.UNTOUCHED:
                case = bin_of(first.probability), outcome is Outcome.FIXED
                judged[case] += 1
                eligible[case] += finding.automatic
    memory.update((form, form) for form in confirmed)
    return Lessons(
        confusions=_pairs(confusions),
        letters=tuple(sorted(letters.items())),
        memory=_pairs(memory),
        judged=_bins(judged),
        eligible=_bins(eligible),
        doubted=_bins(doubted),
    )


def blocks(read: str, true: str) -> Iterator[tuple[str, str]]:
    """What was read for what, as blocks of one or two letters: 1:1, 2:1, 1:2, added or lost.

    A stretch of differing letters that can be cut in several ways (three for two, say) is passed
    over: any cut of it would be a guess.

    >>> list(blocks("modem", "modern"))
    [('m', 'rn')]
    """
    for one, other in differences(read, true):
        if len(one) == len(other):
            yield from zip(one, other, strict=True)
        elif not one:
            yield from (("", letter) for letter in other)
        elif not other:
            yield from ((letter, "") for letter in one)
        elif len(one) <= 2 and len(other) <= 2:
            yield one, other


def _words(page: PageReading) -> Iterator[Word]:
    """The words that stand for words of the source, in the order of the source."""
    words = (word for line in page.lines for word in line.words if word.span)
    return iter(sorted(words, key=lambda word: (word.span or Span(0, 0)).first))


def _confusions(words: Iterable[Word]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Which blocks were read for which, and how often each true letter was compared."""
    confusions: Counter[tuple[str, str]] = Counter()
    letters: Counter[str] = Counter()
    count = 0
    for word in words:
        read, true = fold_case(squeeze(word.source)), fold_case(squeeze(word.text))
        if not read or not true or max(len(read), len(true)) > LONGEST:
            continue  # noise says nothing of how letters are read
        if word.changed and word.cause is Cause.SOURCE:
            continue  # the typist's slip, which the machine read rightly
        if read != true:
            if Levenshtein.normalized_distance(read, true) > UNLIKE:
                continue
            confusions.update(blocks(read, true))
        letters.update(true)
        count += 1
    letters[""] = letters.total() + count
    return confusions, +letters


def _remembered(words: Iterable[Word]) -> Iterator[tuple[str, str]]:
    """The words that were read otherwise: (form, reading)."""
    for word in words:
        if word.changed:
            form, reading = _bare(word.source), _bare(word.text)
            if form != reading and 0 < len(form) <= LONGEST and len(reading) <= LONGEST:
                yield form, reading


def _confirmed(page: PageReading, findings: Iterable[Finding]) -> Iterator[str]:
    """The forms that somebody let stand though the engine had not doubted them.

    Those that it had doubted count as findings that were wrong to doubt.
    """
    doubted = {n for one in findings for n in range(one.span.first, one.span.last + 1)}
    for word in _words(page):
        if word.kept and word.span and not word.changed:
            form, span = _bare(word.source), range(word.span.first, word.span.last + 1)
            if 0 < len(form) <= LONGEST and doubted.isdisjoint(span):
                yield form


def _bare(text: str) -> str:
    """A form without the signs at its edges; one of nothing but signs as it is."""
    text = squeeze(text)
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end] or text


class _Stretch:
    """The words that a finding is about, as imported and as approved."""

    def __init__(self, have: str, want: str, start: int, end: int) -> None:
        self._have = have
        self._want = want
        self._start = start
        self._end = end
        self.wrong = squeeze(have) != squeeze(want)

    @classmethod
    def of(cls, finding: Finding, source: PageReading, page: PageReading) -> "_Stretch | None":
        """None where the finding does not fit the source.

        Words that the editor joined over the finding's edges belong to it.
        """
        spans = [word.span for word in page.words_in(finding.span) if word.span]
        if not spans:
            return None
        whole = Span(min(span.first for span in spans), max(span.last for span in spans))
        if source.word_of(whole.last) is None:
            return None
        have, own = source.text_of(whole), source.text_of(finding.span)
        upto = source.text_of(Span(whole.first, finding.span.last))
        shift = len(upto) - len(own)
        start, end = shift + finding.start, shift + finding.end
        if have[start:end] != finding.form:
            return None
        return cls(have, page.text_of(whole), start, end)

    def outcome(self, suggestion: str) -> Outcome:
        """What taking a suggestion would have done."""
        got = self._have[: self._start] + suggestion + self._have[self._end :]
        return judge(self._have, self._want, got)


def _pairs(counts: Counter[tuple[str, str]]) -> tuple[Pair, ...]:
    return tuple((one, other, n) for (one, other), n in sorted(counts.items()))


def _bins(cases: Counter[tuple[int, bool]]) -> tuple[Bin, ...]:
    counts: dict[int, tuple[int, int]] = {}
    for (which, right), n in cases.items():
        all_of, right_of = counts.get(which, (0, 0))
        counts[which] = all_of + n, right_of + n * right
    return tuple((which, *both) for which, both in sorted(counts.items()) if both[0])
