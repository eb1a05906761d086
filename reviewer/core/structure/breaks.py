"""Where lines break: words that go on over a line's end, and paragraphs that begin unmarked."""

import re
from collections import Counter
from collections.abc import Iterator

from reviewer.core.decisions import AddLine, Replace, Span
from reviewer.core.messages import Message
from reviewer.core.model import Role
from reviewer.core.offers import Offer, offer_key
from reviewer.core.structure.look import Look, Row

_LEFT = re.compile(r"(?:^|(?<=[^\w-]))([^\W\d_]{2,})[-¬\u00ad]$")
_RIGHT = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What is mostly written with a hyphen: whether the line broke there or the word has one is open.
_HYPHENATED = frozenset(
    "self non ill well half all so ex vice long short high low old new two three four five six "
    "seven eight nine ten first second third one much pre post anti pro co multi semi mid cross "
    "under over off on in by to and the up down out re far near full part free".split()
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
_INDENT = 3
_SHORT = 0.7
_MOST_SHORT = 0.15
_LEAST_PROSE = 8
_LETTERS = 4


def broken_words(look: Look) -> Iterator[Offer]:
    """Words with a hyphen at a line's end that go on in the next line."""
    pairs = [
        (row, behind)
        for row, behind in zip(look.rows, look.rows[1:], strict=False)
        if row.text[-1] in "-¬\u00ad" and behind.index == row.index + 1
    ]
    if not pairs:
        return
    known = Counter(word.lower() for row in look.rows for word in _WORD.findall(row.text))
    for row, behind in pairs:
        offer = _joined(row, behind, known)
        if offer:
            yield offer


def _joined(row: Row, behind: Row, known: Counter[str]) -> Offer | None:
    left, right = _LEFT.search(row.text), _RIGHT.match(behind.text)
    first, second = row.word_at(row.end), behind.word_at(behind.start)
    if not (left and right and first and second and first.span and second.span):
        return None
    if first.span.last + 1 != second.span.first or " " in first.text + second.text:
        return None
    whole, hyphened = left[1] + right[0], f"{left[1]}-{right[0]}"
    if not right[0].islower() or hyphened.lower() in known or left[1].isupper():
        return None
    seen = whole.lower() in known
    # Each half counts itself: standing elsewhere as well, both are words brought here by chance.
    if not seen and known[left[1].lower()] > 1 < known[right[0].lower()]:
        return None
    if not seen and (left[1].lower() in _HYPHENATED or len(whole) < 2 * _LETTERS - 1):
        return None
    text = first.text[:-1] + second.text
    return Offer(
        key=offer_key("broken-word", row.line.n, first.span.first),
        kind="broken-word",
        line=row.line.n,
        start=row.end - len(first.text),
        end=row.end,
        acts=(Replace(Span(first.span.first, second.span.last), text),),
        words=Message("offers.words.broken-word", {"text": text}),
        sure=0.95 if seen else 0.8,
    )


def paragraphs(look: Look) -> Iterator[Offer]:
    """Lines that begin a paragraph: indented, or behind a short line that ends a sentence."""
    rows = [row for row in look.rows if row.line.role is Role.BODY]
    prose = [row for row in rows if row.prose]
    if len(prose) < _LEAST_PROSE:
        return
    width = sorted(row.end for row in prose)[len(prose) * 9 // 10]
    margin = sorted(row.start for row in prose)[len(prose) // 4]
    # Where blank lines part the paragraphs, a short line says no more.
    unparted = sum(row.parted for row in prose) <= len(prose) // 10
    indented, short = [], []
    for prior, before, row in zip([rows[0], *rows], rows, rows[1:], strict=False):
        if not (_goes_on(look, before, row) and (before.prose or prior.prose)):
            continue
        if row.start >= margin + _INDENT and before.start < row.start:
            indented.append(row)
        elif unparted and before.end < _SHORT * width:
            short.append(row)
    yield from (_paragraph(row, "indent") for row in indented)
    # Lines that were cut at the ends of sentences are no lines of the paper.
    if len(short) <= len(prose) * _MOST_SHORT:
        yield from (_paragraph(row, "short") for row in short)


def _goes_on(look: Look, before: Row, row: Row) -> bool:
    """Whether a line begins a sentence right below the end of another."""
    if before.index + 1 != row.index or not row.prose or not _region(look, before, row):
        return False
    capital = row.text.lstrip("\"'“(")[:1].isupper()
    return capital and _SENTENCE_END.search(before.text) is not None


def _region(look: Look, one: Row, other: Row) -> bool:
    """Whether two lines stand in one region; regions part paragraphs by themselves."""
    lines = look.page.page.lines
    regions = {lines[n].region for row in (one, other) for n in row.line.sources[:1]}
    return len(regions) == 1


def _paragraph(row: Row, why: str) -> Offer:
    first = row.words[0]
    return Offer(
        key=offer_key("paragraph", row.line.n),
        kind="paragraph",
        line=row.line.n,
        start=row.start,
        end=row.start + len(first),
        acts=(AddLine(row.line.n),),
        words=Message(f"offers.words.paragraph-{why}", {"text": row.text}),
        sure=0.9 if why == "indent" else 0.75,
    )
