"""Marks in words, and where each of them is shown."""

from collections.abc import Mapping

from reviewer.core.marked import Target, pieces
from reviewer.core.marks import PlacedMark
from reviewer.core.messages import Catalogue
from reviewer.core.reading import PageReading
from reviewer.services.marking import queries_of
from reviewer.services.pages import PageView
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.mark_told import mark_words
from reviewer.ui.views.shown import MarkShown

_LONGEST = 48  # letters


def show_marks(reading: PageReading) -> Mapping[int, tuple[MarkShown, ...]]:
    """The marks by the index of the line that they have a part on."""
    found: dict[int, list[MarkShown]] = {}
    for mark in reading.marks:
        parts = list(pieces(reading, mark))
        for number, (line, start, end) in enumerate(parts):
            shown = MarkShown(
                decision=int(mark.decision),
                name=mark.name,
                start=start,
                end=end,
                said=tuple(mark.attributes.items()),
                opens=number == 0,
                closes=number == len(parts) - 1,
            )
            found.setdefault(line, []).append(shown)
    return {line: tuple(marks) for line, marks in found.items()}


def words_of(mark: PlacedMark, say: Catalogue) -> str:
    """A mark of the page in a few words."""
    return mark_words(mark.name, mark.attributes.items(), say)


def queries_words(page: PageView, say: Catalogue) -> str:
    """How many queries to the editor stand on a page, and the key that lists them."""
    count = len(queries_of(page.reading))
    key = IN_FORCE.near_and_far("marks_list")[0]
    return say.say("marks.queries", n=count, key=key) if count else ""


def text_of(page: PageView, target: Target) -> str:
    """The words of a target, as one line."""
    parts: list[str] = []
    for index in range(target.start[0], min(target.end[0] + 1, len(page.reading.lines))):
        text = page.reading.lines[index].text
        first = target.start[1] if index == target.start[0] else 0
        last = target.end[1] if index == target.end[0] else len(text)
        parts += text[first:last].split()
    return " ".join(parts)


def short(words: str) -> str:
    """Words that a sentence has room for."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}\u2026"
