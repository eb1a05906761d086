"""What stands in a file of words and lines, element by element.

Readers make pages of it, writers find by it the element that a word came from. A page has exactly
these lines, and a line's text is exactly that of these words with single blanks between them, so
the two agree by position.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box, Points
from reviewer.core.model import Alternative, Image, Line, Page, Role
from reviewer.formats import images
from reviewer.formats.building import PageBuilder, Piece, make_box, make_points
from reviewer.formats.naming import find_image

MOST_ALTERNATIVES = 5
_NEAR = 0.02  # two proportions of one page; rounding alone makes less
_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*"
    rb"<(?:[\w.-]+:)?([\w.-]+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class SourceWord:
    """An element that holds a word, or several; `hyphen` is that of a hyphen glued to it."""

    piece: Piece
    element: etree._Element
    hyphen: etree._Element | None = None


@dataclass
class SourceLine:
    """An element that holds a line. `blanks` are elements for words that hold none.

    `text`, where it is given, is what the file says of the line beside its words; then the line
    itself is all there is to write to. `kind` is the line's own type, where it has one.
    """

    element: etree._Element
    words: list[SourceWord] = field(default_factory=list)
    block: etree._Element | None = None
    text: str | None = None
    kind: str = ""
    role: Role | None = None
    box: Box | None = None
    outline: Points = ()
    baseline: Points = ()
    confidence: float | None = None
    blanks: list[etree._Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """What an element that holds lines says of itself."""

    kind: str = ""
    role: Role = Role.BODY
    box: Box | None = None
    outline: Points = ()


def blocks_around(
    lines: Sequence["SourceLine"], block: Callable[[etree._Element], SourceBlock]
) -> dict[etree._Element | None, SourceBlock]:
    """What the elements that hold these lines say of themselves, each asked once."""
    found: dict[etree._Element | None, SourceBlock] = {}
    for line in lines:
        if line.block is not None and line.block not in found:
            found[line.block] = block(line.block)
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels of the picture for each unit of the file, across and down."""

    across: float = 1.0
    down: float = 1.0

    def box(self, left: float, top: float, right: float, bottom: float) -> Box | None:
        """A box of the file's units in pixels; None where it makes no sense."""
        return make_box(
            left * self.across, top * self.down, right * self.across, bottom * self.down
        )

    def points(self, pairs: Iterable[tuple[float, float]]) -> Points:
        """Points of the file's units in pixels; none where one makes no sense."""
        return make_points((x * self.across, y * self.down) for x, y in pairs)


def scale_to(
    image: Image | None, width: float, height: float, fallback: float = 1.0
) -> Scale | None:
    """The scale of a page of this size, in the file's units, on its picture.

    Without a picture it is `fallback` pixels a unit. None where page and picture have not the same
    proportions: the one cannot be the page of the other.
    """
    if image is None or not (_positive(width) and _positive(height)):
        return Scale(fallback, fallback)
    if abs(image.width - width) <= 1 and abs(image.height - height) <= 1:
        return Scale()
    across, down = image.width / width, image.height / height
    if abs(across - down) > _NEAR * max(across, down):
        return None
    return Scale(across, down)


def _positive(number: float) -> bool:
    return math.isfinite(number) and number > 0


def number(text: str | None) -> float:
    """A number out of a file; NaN where there is none."""
    try:
        return float(text or "nan")
    except ValueError:
        return math.nan


def size(number_: float) -> int:
    """A length in whole pixels; 0 where it makes no sense."""
    return round(number_) if _positive(number_) and number_ < 1_000_000 else 0


def picture(path: Path, named: str, frame: int = 0, *, own: bool = True) -> Image | None:
    """The picture of a page: by the name that its file gives, else of a like name beside it.

    `frame` is the page's number, from 0, in a picture that holds several; `own` says that the name
    was given for this page alone, so that a single picture is its own.
    """
    found = find_image(path, named) if named else None
    try:
        if found is not None:
            several = images.frames(found) > 1
            if several or own or not frame:
                return images.measure(found, frame if several else 0)
    except UnreadableFile:
        return None
    return images.measured(images.image_of(path, frame + 1, images.siblings(path)))


def other_words(
    text: str, letters: Sequence[str], choices: Sequence[Sequence[tuple[str, float | None]]]
) -> list[Alternative]:
    """The word with one letter read otherwise, for each choice that the engine had; best first.

    None where letters and text do not agree: then no letter's place in the word is known.
    """
    if "".join(letters) != text:
        return []
    found: dict[str, float | None] = {}
    for n, options in enumerate(choices):
        for option, sureness in options:
            word = "".join((*letters[:n], option, *letters[n + 1 :]))
            if word != text and word.strip() and (found.get(word) or -1) < (sureness or 0):
                found[word] = sureness
    ranked = sorted(found.items(), key=lambda item: -(item[1] or 0))  # stable: equals as given
    return [Alternative(word, sureness) for word, sureness in ranked[:MOST_ALTERNATIVES]]


def add_lines(
    builder: PageBuilder,
    lines: Iterable[SourceLine],
    describe: dict[etree._Element | None, SourceBlock],
) -> None:
    """Add lines in reading order; their blocks become regions when their first line comes."""
    numbers: dict[etree._Element, int] = {}
    for line in lines:
        block = line.block
        if block is not None and block not in numbers:
            said = describe[block]
            numbers[block] = builder.add_region(said.kind, said.role, said.box, said.outline)
        builder.add_line(
            [word.piece for word in line.words],
            text=line.text,
            region=None if block is None else numbers[block],
            role=line.role,
            box=line.box,
            outline=line.outline,
            baseline=line.baseline,
            confidence=line.confidence,
        )


def words_by_token(page: Page, lines: Sequence[SourceLine]) -> dict[int, list[SourceWord]] | None:
    """The words of the file that each token was read from; None where the page is another's."""
    if len(page.lines) != len(lines):
        return None
    found: dict[int, list[SourceWord]] = {}
    for line, source in zip(page.lines, lines, strict=True):
        if not _bind(line, source, found):
            return None
    return found


def _bind(line: Line, source: SourceLine, found: dict[int, list[SourceWord]]) -> bool:
    if source.text is not None:
        whole = SourceWord(Piece(line.text, source.box), source.element)
        found.update((token.n, [whole]) for token in line.tokens)
        return True
    if not line.tokens:
        return not source.words
    words, at, end = iter(source.words), 0, -1
    current: SourceWord | None = None
    for token in line.tokens:
        # Words and tokens run in step; a word may hold several tokens, never a token two words.
        while current is None or token.start >= end:
            current = next(words, None)
            if current is None:
                return False
            at, end = end + 1, end + 1 + len(current.piece.text)
        if token.start < at:
            return False
        found[token.n] = [current]
    return next(words, None) is None
