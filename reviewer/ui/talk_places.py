"""Where threads stand: from a place in the text to what is said of it, and back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.core import decisions as d
from reviewer.core.fitting import span_of
from reviewer.core.ids import DecisionId
from reviewer.core.reading import PageReading
from reviewer.core.threads import Thread
from reviewer.services.pages import PageView
from reviewer.ui.views.shown import LineShown

_TALK = {False: "open", True: "asks"}


@dataclass(frozen=True, slots=True)
class Spot:
    """What is talked about: words of the page, a decision on them, or (neither) the page."""

    words: d.Span | None = None
    about: DecisionId | None = None

    @property
    def whole(self) -> bool:
        """Whether it is the page as a whole."""
        return self.words is None and self.about is None


def span_in(reading: PageReading, start: tuple[int, int], end: tuple[int, int]) -> d.Span | None:
    """The tokens from one place (line, column) to another; of an empty stretch, the word there.

    None where no word stands; the first word alone where lines were moved.
    """
    found: list[d.Span] = []
    for index in range(start[0], min(end[0] + 1, len(reading.lines))):
        line = reading.lines[index]
        first = start[1] if index == start[0] else 0
        last = end[1] if index == end[0] else len(line.text)
        for word, at in zip(line.words, line.starts, strict=True):
            touches = at <= last and first <= at + len(word.text)
            inside = at < last and first < at + len(word.text)
            if word.span and word.text and (touches if start == end else inside):
                found.append(word.span)
    if not found:
        return None
    if start == end or found[-1].last < found[0].first:
        return found[0]
    return d.Span(found[0].first, found[-1].last)


def place_of(reading: PageReading, span: d.Span | None) -> tuple[int, int, int] | None:
    """(line index, start, end column) of words as they stand now, on the first of their lines."""
    if span is None or span.last >= len(reading.page.tokens):
        return None
    places = [reading.place_of(token) for token in range(span.first, span.last + 1)]
    known = [place for place in places if place is not None]
    if not known:
        return None
    line, first = known[0]
    last = max(number for index, number in known if index == line)
    shown = reading.lines[line]
    return line, shown.starts[first], shown.starts[last] + len(shown.words[last].text)


def threads_at(page: PageView, spot: Spot) -> list[Thread]:
    """The threads of a spot, open ones first, those opened last before others."""
    found = [one for one in page.threads if _concerns(page, one, spot)]
    return sorted(found, key=lambda one: (not one.open, -one.id))


def _concerns(page: PageView, thread: Thread, spot: Spot) -> bool:
    span = words_of_thread(page, thread)
    if spot.whole or span is None:
        return spot.whole and span is None
    if spot.about is not None and thread.about == spot.about:
        return True
    words = spot.words
    return bool(words and words.first <= span.last and span.first <= words.last)


def words_of_thread(page: PageView, thread: Thread) -> d.Span | None:
    """The tokens that a thread is about, also where it is about a decision."""
    if thread.words is not None or thread.about is None:
        return thread.words
    about = page.reading.decision(thread.about)
    return span_of(about.act) if about else None


def in_order(page: PageView) -> list[Thread]:
    """The open threads of a page in the order of the text; about the page as a whole come first."""

    def order(thread: Thread) -> tuple[tuple[int, int], int]:
        place = place_of(page.reading, words_of_thread(page, thread))
        return (place[:2] if place else (-1, 0)), thread.id

    return sorted((one for one in page.threads if one.open), key=order)


def with_talk(lines: Sequence[LineShown], page: PageView) -> tuple[LineShown, ...]:
    """The lines, with a sign where threads are open about words of them."""
    asks: dict[int, bool] = {}
    for thread in page.threads:
        place = place_of(page.reading, words_of_thread(page, thread)) if thread.open else None
        if place is not None:
            asks[place[0]] = asks.get(place[0], False) or thread.asks
    if not asks:
        return tuple(lines)
    return tuple(
        replace(line, talk=_TALK[asks[line.index]]) if line.index in asks else line
        for line in lines
    )
