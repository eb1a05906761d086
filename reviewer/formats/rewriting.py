"""Planning how a corrected page is written into the file that it was read from.

The plan says, word by word, which element of the file stays as it is, which takes another text, and
where a new one is needed; the writers of each format carry it out. Elements of words that nobody
touched are never touched.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.core.geometry import Box, around
from reviewer.core.reading import PageReading
from reviewer.formats.binding import SourceLine, SourceWord, words_by_token
from reviewer.formats.boxed import BoxedLine, BoxedWord, boxed_lines


@dataclass(frozen=True, slots=True)
class Slot:
    """What is to stand at one place of a line.

    `source` is the word of the file that takes it (None: a new one); where it is not `changed`, its
    element stays as it is. `box` is a new place in pixels; None leaves the one there is.
    """

    text: str
    source: SourceWord | None
    changed: bool
    box: Box | None = None


@dataclass
class PlannedLine:
    """A line to be, with the line of the file that becomes it (None: a new one).

    `dirty` says that its words are not those of the file; `moved` that it does not stay where it
    stands; `box` is a new place in pixels; None leaves the one there is.
    """

    source: SourceLine | None
    slots: list[Slot]
    box: Box | None = None
    moved: bool = False

    @property
    def dirty(self) -> bool:
        """Whether any word has to be touched, added, removed or brought."""
        if self.source and self.source.text is not None:
            # The line itself is all there is to write to (see SourceLine).
            whole = [slot.source.element for slot in self.slots if slot.source]
            return whole != [self.source.element] or any(slot.changed for slot in self.slots)
        words = self.source.words if self.source else []
        same = len(words) == len(self.slots) and all(
            slot.source is word for slot, word in zip(self.slots, words, strict=True)
        )
        return not same or any(slot.changed for slot in self.slots)


@dataclass
class Plan:
    """The lines of a page as they are to be, in order, and those that go."""

    lines: list[PlannedLine] = field(default_factory=list)
    removed: list[SourceLine] = field(default_factory=list)

    @property
    def kept(self) -> list[SourceWord]:
        """The words of the file that stay in some line, changed or not."""
        return [slot.source for line in self.lines for slot in line.slots if slot.source]


def plan_page(reading: PageReading, sources: Sequence[SourceLine]) -> Plan | None:
    """The plan for a page; None where these are not the lines that it was read from."""
    by_token = words_by_token(reading.page, sources)
    if by_token is None:
        return None
    planner = _Planner(reading, by_token)
    plan = Plan()
    stayed: list[int] = []
    for boxed in boxed_lines(reading):
        source = sources[boxed.n] if boxed.n < len(sources) else None
        slots = [slot for group in planner.groups(boxed) for slot in planner.slots(*group)]
        if not slots and (source is None or source.words):
            continue  # all its words were removed: the line was noise
        plan.lines.append(PlannedLine(source, slots, planner.line_box(boxed, source)))
        if source is not None:
            stayed.append(boxed.n)
    kept = set(stayed)
    plan.removed = [source for n, source in enumerate(sources) if n not in kept]
    _mark_moved(plan, stayed)
    return plan


def _mark_moved(plan: Plan, order: Sequence[int]) -> None:
    still = _longest_rise(order)
    numbers = iter(order)
    for line in plan.lines:
        line.moved = line.source is None or next(numbers) not in still


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The most of these numbers that stand in rising order already: moving the others sorts all."""
    tails: list[int] = []  # of the best rise of each length
    places: list[int] = []
    before: list[int | None] = []
    for i, n in enumerate(numbers):
        at = bisect_left(tails, n)
        before.append(places[at - 1] if at else None)
        tails[at : at + 1] = [n]
        places[at : at + 1] = [i]
    found: set[int] = set()
    step = places[-1] if places else None
    while step is not None:
        found.add(numbers[step])
        step = before[step]
    return found


class _Planner:
    """Gives the file's words to places in the lines; each but once."""

    def __init__(
        self,
        reading: PageReading,
        by_token: dict[int, list[SourceWord]],
    ) -> None:
        self._reading = reading
        self._page = reading.page
        self._by_token = by_token
        self._tokens: dict[int, list[int]] = {}
        for token, words in by_token.items():
            for word in words:
                self._tokens.setdefault(id(word), []).append(token)
        self._used: set[int] = set()

    def groups(self, line: BoxedLine) -> Iterator[tuple[list[BoxedWord], list[SourceWord]]]:
        """Words of a line that share words of the file, together with these."""
        words: list[BoxedWord] = []
        units: list[SourceWord] = []
        waiting: list[BoxedWord] = []  # added words: perhaps within a word of the file
        for word in line.words:
            found = self._units(word)
            if not found:
                waiting.append(word)
                continue
            if units and found[0] is units[-1]:
                words += [*waiting, word]
            else:
                if words:
                    yield words, units
                yield from (([one], []) for one in waiting)
                words, units = [word], []
            units += [unit for unit in found if not any(unit is other for other in units)]
            waiting = []
        if words:
            yield words, units
        yield from (([one], []) for one in waiting)

    def slots(self, words: list[BoxedWord], units: list[SourceWord]) -> Iterator[Slot]:
        """The places for such words."""
        free = [unit for unit in units if id(unit) not in self._used]
        read = set(_tokens(words))
        held = [self._tokens[id(unit)] for unit in units]
        whole = len(free) == len(units) and [one for some in held for one in some] == sorted(read)
        if whole and not any(word.changed for word in words) and all(word.span for word in words):
            self._used.update(map(id, units))
            yield from (Slot(unit.piece.text, unit, changed=False) for unit in units)
        elif any(len(tokens) > 1 for tokens in held):
            # The file gives several words as one, or only the line as a whole: so do we. What it
            # gives only in part here is left to its own line.
            self._used.update(
                id(unit)
                for n, (unit, tokens) in enumerate(zip(units, held, strict=True))
                if n == 0 or read.issuperset(tokens)
            )
            source = units[0] if free[:1] == units[:1] else None
            stays = source is not None and read.issuperset(held[0])
            box = None if stays else around(self._box(word) for word in words)
            yield Slot(" ".join(word.text for word in words), source, changed=True, box=box)
        else:
            self._used.update(map(id, units))
            stays = whole and len(units) == len(words) == 1
            for i, word in enumerate(words):
                box = None if stays else self._box(word)
                yield Slot(word.text, free[i] if i < len(free) else None, changed=True, box=box)

    def line_box(self, boxed: BoxedLine, source: SourceLine | None) -> Box | None:
        """The new place of a line that is new, or has other tokens of the source than it had."""
        if source is None or self._exchanged(boxed):
            if source is not None and source.box is None:
                return None
            return around(self._box(word) for word in boxed.words) or boxed.box
        added = any(word.span is None for word in boxed.words)
        return boxed.box if added and source.box and boxed.box != source.box else None

    def _exchanged(self, boxed: BoxedLine) -> bool:
        """Whether a token came from another line, or went to one."""
        came = any(
            word.span and self._page.line_of(word.span.first).n != boxed.n for word in boxed.words
        )
        places = (self._reading.place_of(token.n) for token in self._page.lines[boxed.n].tokens)
        return came or any(
            place is not None and self._reading.lines[place[0]].n != boxed.n for place in places
        )

    def _units(self, word: BoxedWord) -> list[SourceWord]:
        found: list[SourceWord] = []
        for token in _tokens([word]):
            found += [
                unit
                for unit in self._by_token.get(token, ())
                if not any(unit is other for other in found)
            ]
        return found

    def _box(self, word: BoxedWord) -> Box | None:
        """The place of a word; of one that runs on in the next line, that of its beginning."""
        if word.span is None:
            return word.box
        line = self._page.line_of(word.span.first)
        if line.tokens[-1].n >= word.span.last:
            return word.box
        tokens = (token for token in line.tokens if token.n >= word.span.first)
        return around(token.box for token in tokens)


def _tokens(words: Sequence[BoxedWord]) -> Iterator[int]:
    """The tokens that words were read from, each once."""
    last = None
    for word in words:
        if word.span is not None and word.span != last:
            yield from range(word.span.first, word.span.last + 1)
        last = word.span
