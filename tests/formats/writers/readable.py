"""What every format for readers must do, and how the words of each are found again.

Subclass `ReadableKit`, give `writer`, and `words(content, edition)`: the words that a person reads
in the document's text, without what the format says around it.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import ClassVar

from hypothesis import HealthCheck, given, settings

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.ports import Writer
from reviewer.core.printed import About, Note, PageBegin, PageBlock, Run, inlines_of
from reviewer.core.workflow import State
from reviewer.formats.printed.sheet import Look
from reviewer.formats.words import reading_words
from reviewer.formats.writers.printing import printed_edition
from tests.formats.editions import editions, make_edition
from tests.golden.scripted import scripted_editions

relaxed = settings(suppress_health_check=list(HealthCheck), max_examples=40)
FORBIDDEN = {**dict.fromkeys(range(0x7F, 0xA0), "\ufffd"), 0x85: " "}
FORBIDDEN |= dict.fromkeys([n for n in range(0x20) if chr(n) not in "\t\n\r"], "\ufffd")
FORBIDDEN |= dict.fromkeys([*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)], "\ufffd")
FORBIDDEN |= dict.fromkeys([n for n in range(0x110000) if n & 0xFFFE == 0xFFFE], "\ufffd")
FRAME = frozenset(
    {Look.TITLE, Look.SUBTITLE, Look.DRAFT, Look.ABOUT, Look.BACK, Look.SIGN, Look.IMPRINT}
)
"""Styles of what stands around the document's own text."""
HEADER = {
    "title": "A letter on ice",
    "author": "Agnes Flood",
    "publisher": "River Archive",
    "licence": "Free to use",
    "licence-url": "https://terms.example/by",
    "sender": "Agnes Flood",
    "sent": "1931-02-03",
}


def settled(words: Sequence[str]) -> list[str]:
    """Words in NFC, with what no format can hold replaced."""
    text = unicodedata.normalize("NFC", " ".join(words)).translate(FORBIDDEN)
    return text.split()


def made(writer: Writer, edition: Edition, **chosen: str) -> bytes:
    """The file that a writer makes."""
    out = BytesIO()
    options = {option.name: option.values[0] for option in writer.options}
    writer.write(edition, out, options | chosen)
    return out.getvalue()


def letter(*more: d.Act, state: State = State.APPROVED) -> Edition:
    """A small letter in which names, a date, a note, doubt and a gap occur."""
    marks = (
        d.Mark(Anchor(0, 0), Anchor(0, 4), MarkName.PERSON, {"ref": "flood", "name": "Flood, A."}),
        d.Mark(Anchor(2, 0), Anchor(2, 4), MarkName.DATE, {"when": "1931"}),
        d.Mark(Anchor(4, 0), Anchor(4, 3), MarkName.UNCLEAR, {"reason": "faded"}),
        d.Mark(Anchor(5, 0), Anchor(5, 6), MarkName.SUPPLIED, {"reason": "omitted"}),
        d.Mark(Anchor(7, 0), Anchor(7, 5), MarkName.NOTE, {"text": "As in <the> diary*."}),
        d.Mark(Anchor(6, 0), Anchor(6, 5), MarkName.GAP, {"text": "two words"}),
        *more,
    )
    text = "Agnes in 1931 saw ice nearby. Again there.\n\n*not* [a](list) # <b>\n\f"
    edition = make_edition([text, "1. Second page & more"], marks, header=HEADER)
    return replace(edition, state=state)


def insertions(edition: Edition, page: str, note: str) -> list[str]:
    """What a format of letters alone writes into the text, in order: pages, gaps, notes.

    `page` and `note` are how it writes them, with {} for the label.
    """
    found: list[str] = []
    with printed_edition(edition) as printed:
        notes = 0
        for piece in printed.pieces:
            if isinstance(piece, PageBlock):
                found.append(page.format(piece.page.label))
            for runs in inlines_of(piece):
                for one in runs:
                    if isinstance(one, PageBegin):
                        found.append(page.format(one.label))
                    elif isinstance(one, Note) and not one.marginal:
                        notes += 1
                        found.append(note.format(notes))
                    elif isinstance(one, Run) and one.under(About.GAP):
                        found.append(one.text)
    return found


def without(text: str, inserted: Sequence[str]) -> str:
    """The text once these were taken out of it, each behind the one before."""
    parts: list[str] = []
    start = 0
    for one in inserted:
        shown = one.translate(FORBIDDEN)
        at = text.find(shown, start)
        assert at >= 0, (shown, text[start:])
        parts.append(text[start:at])
        start = at + len(shown)
    return "".join([*parts, text[start:]])


class ReadableKit:
    writer: ClassVar[Writer]

    def words(self, content: bytes, edition: Edition) -> list[str]:
        """The words of the document's text; `edition` tells what else stands between them."""
        raise NotImplementedError

    @relaxed
    @given(edition=editions())
    def test_its_words_are_those_of_the_reading(self, edition: Edition) -> None:
        assert settled(self.words(made(self.writer, edition), edition)) == settled(
            reading_words(edition)
        )

    def test_the_seeds_have_the_words_of_the_reading(self) -> None:
        for edition in scripted_editions().values():
            found = self.words(made(self.writer, edition), edition)
            assert settled(found) == settled(reading_words(edition))

    def test_its_words_are_those_of_the_reading_when_approved(self) -> None:
        edition = letter()
        found = self.words(made(self.writer, edition), edition)
        assert settled(found) == settled(reading_words(edition))

    def all_text(self, content: bytes) -> str:
        """All that a person reads, the format's own words included."""
        raise NotImplementedError

    def test_a_draft_says_so_and_an_approved_text_does_not(self) -> None:
        draft = made(self.writer, letter(state=State.IN_WORK))
        assert "Draft, not approved" in self.all_text(draft)
        assert "Draft" not in self.all_text(made(self.writer, letter()))
