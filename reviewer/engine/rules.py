"""What people's entries rule out: forms that are right as they stand, readings never to be offered.

Weighed evidence has no say here: somebody who knows the papers has said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reviewer.core.findings import Finding, Kind
from reviewer.core.lexicon import EntryState, Layer, LexiconEntry, overlaid
from reviewer.core.reading import PageReading, Word
from reviewer.engine.compiling import key_of
from reviewer.engine.lexicon import fits
from reviewer.engine.ranking import MENDED, SHOWN

_LEFT = 0.02
"""Where the other answers have less than this together, they cannot share what was ruled out."""
_SIGNS = ".,;:!?()[]{}\"'“”‘’*_-–—/\\|"

Stretch = tuple[int, int]


class Rules:
    """The rules of some entries; a louder layer's entry takes the place of a quieter one's."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        listed = overlaid(entries)
        own = {
            key_of(form)
            for entry in listed
            if entry.layer is Layer.USER and not entry.forbids
            for form in entry.forms
        }
        self._right: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._never: dict[str, set[str]] = defaultdict(set)
        for entry in listed:
            if entry.state is EntryState.RIGHT:
                for form in entry.forms:
                    words = tuple(filter(None, map(_bare, form.split())))
                    if words:
                        self._right[key_of(words[0])].append(words)
            elif entry.forbids and (
                entry.layer is Layer.USER or key_of(entry.preferred) not in own
            ):
                self._never[key_of(entry.preferred)].update(map(key_of, entry.variants or [""]))

    def __bool__(self) -> bool:
        return bool(self._right or self._never)

    def apply(
        self, found: Sequence[Finding], page: PageReading, threshold: float
    ) -> Sequence[Finding]:
        """The findings that the rules leave, without the suggestions that they forbid."""
        if not found or not self:
            return found
        right = list(self._stretches(page)) if self._right else []
        left = (one for one in found if not self._is_right(one, page, right))
        allowed = (self._allowed(one, threshold) for one in left)
        return tuple(one for one in allowed if one)

    # Right as it stands

    def _is_right(self, finding: Finding, page: PageReading, right: Sequence[Stretch]) -> bool:
        if finding.kind is Kind.NOISE:
            return False  # it doubts the line, not the word
        if any(
            len(words) == 1 and fits(_bare(finding.form), words[0])
            for words in self._right.get(key_of(_bare(finding.form)), ())
        ):
            return True
        start, end = page.stretch_of(finding.span, finding.start, finding.end)
        return any(a <= start and end <= b for a, b in right)

    def _stretches(self, page: PageReading) -> Iterator[Stretch]:
        """Where forms of several words stand in the text of the page."""
        words = [word for line in page.lines for word in line.words if word.span and word.text]
        bare = [_bare(word.text) for word in words]
        for n, word in enumerate(bare):
            for form in self._right.get(key_of(word), ()):
                here = bare[n : n + len(form)]
                if len(here) == len(form) > 1 and all(map(_is_written, here, form)):
                    yield _start(words[n], page), _end(words[n + len(form) - 1], page)

    # Never suggested

    def _allowed(self, finding: Finding, threshold: float) -> Finding | None:
        """The finding with what is ruled out shared among the other answers, keeping included."""
        key = key_of(finding.form)
        kept = tuple(
            one
            for one in finding.suggestions
            if not self._never.get(key_of(one.text), _NONE) & {"", key}
        )
        if len(kept) == len(finding.suggestions):
            return finding
        out = sum(one.probability for one in finding.suggestions if one not in kept)
        first = bool(kept) and kept[0] is finding.suggestions[0]
        automatic = finding.automatic and first
        left = 1.0 - out
        if left < _LEFT:
            return replace(finding, suggestions=kept, automatic=automatic)
        wrong = max(0.0, finding.probability - out) / left
        shared = tuple(
            replace(one, probability=round(min(1.0, one.probability / left), 5)) for one in kept
        )
        mended = bool(shared) and shared[0].probability >= MENDED
        if wrong < (threshold if mended else max(threshold, SHOWN["word"])):
            return None
        return replace(
            finding, probability=round(wrong, 5), suggestions=shared, automatic=automatic
        )


_NONE: frozenset[str] = frozenset()


def _is_written(word: str, form: str) -> bool:
    return key_of(word) == key_of(form) and fits(word, form)


def _bare(word: str) -> str:
    """A word without the signs around it."""
    return word.strip(_SIGNS)


def _start(word: Word, page: PageReading) -> int:
    assert word.span
    return page.offset_of(word.span.first)


def _end(word: Word, page: PageReading) -> int:
    assert word.span
    return page.offset_of(word.span.last) + len(word.text)
