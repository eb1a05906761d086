"""Signs that transcribers type where they have no marks, offered as marks.

They are those of the Library of Congress (By the People), FromThePage, the National Archives, the
Smithsonian's Transcription Center and Scripto, as their guides give them: `[illegible]`, `[?]`
after a word or in its place, `[word?]`, `[2 words illegible]`, `s[???]`, `[...]`, `[sic]`,
`[deleted: x]`, `[handwritten: x]`, `<del>`, `<add>`, `<unclear>`, `<gap/>`, `<abbr expan="">`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from reviewer.core import decisions as d
from reviewer.core.marked import Target
from reviewer.core.marking import after, cut, plan
from reviewer.core.marks import MarkName
from reviewer.core.messages import Message
from reviewer.core.model import Page
from reviewer.core.offers import Offer, offer_key
from reviewer.core.reading import PageReading, ReadingLine

_ILLEGIBLE = re.compile(
    r"\b(illegible|unreadable|undecipherable|indecipherable|unintelligible|unleserlich|illisible"
    r"|неразборчиво|нрзб)\b\.?",
    re.IGNORECASE,
)
_LOST = {
    "damage": "torn|damaged|faded|cut off|blotted|stained|burnt|hole|page torn",
    "redacted": "redacted|excised|sanitized|declassified",
}
_COUNTED = re.compile(
    r"(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s+(words?|lines?|letters?|characters?|chars?|pages?)\b",
    re.IGNORECASE,
)
_NUMBERS = dict(
    zip(
        "a one two three four five six seven eight nine ten".split(),
        [1, *range(1, 11)],
        strict=True,
    )
)
_UNITS = {"w": "word", "l": "line", "c": "char", "p": "page"}
_BRACKETS = re.compile(r"\[\[?\s*([^\[\]]{1,160}?)\s*\]\]?")
_LABELLED = re.compile(r"([\w -]{2,24}):\s*(\S.*)", re.DOTALL)
_LABELS: tuple[tuple[MarkName, str, Mapping[str, str]], ...] = (
    (MarkName.DELETED, "deleted|deletion|crossed out|struck|struck out|strikethrough", {}),
    (MarkName.ADDED, "added|addition|inserted|insertion|interlined", {}),
    (MarkName.ADDED, "handwritten|hand-written|in handwriting|manuscript", {"rend": "handwritten"}),
    (MarkName.ADDED, "marginalia|margin|in margin", {"place": "margin"}),
    (MarkName.ADDED, "left margin|right margin|top margin|bottom margin", {"place": "margin"}),
)
_SAYING = {"note": MarkName.NOTE, "editor": MarkName.NOTE, "query": MarkName.QUERY}
_PAIRS: tuple[tuple[MarkName, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (MarkName.DELETED, r"<(del|s|strike)>(?P<in>[^<>]+)</\1>"),
        (
            MarkName.DELETED,
            r"\[\[?(crossed out|strikethrough)\]\]?(?P<in>[^\[\]]+)\[\[?(?:end |/)\1\]\]?",
        ),
        (MarkName.DELETED, r"\[-{2}(?P<in>[^\[\]]+?)-{2}\]"),
        (MarkName.DELETED, r"~~(?P<in>[^~]+)~~"),
        (MarkName.ADDED, r"<(add|ins)>(?P<in>[^<>]+)</\1>"),
        (MarkName.ADDED, r"\[\[?(inserted|insertion)\]\]?(?P<in>[^\[\]]+)\[\[?(?:end |/)\1\]\]?"),
        (MarkName.UNCLEAR, r"<(unclear)>(?P<in>[^<>]+)</\1>"),
        (MarkName.UNCLEAR, r"\[\?+\s?(?P<in>[^\[\]?]+)\?+\]"),
        (MarkName.UNCLEAR, r"\[(?P<in>[^\[\]?:]*\w[^\[\]?:]*)\?\]"),
        (MarkName.SUPPLIED, r"<(supplied)>(?P<in>[^<>]+)</\1>"),
        (MarkName.SIC, r"<(sic)>(?P<in>[^<>]+)</\1>"),
        (
            MarkName.ABBREVIATION,
            r"<(abbr)(?: expan=[\"“](?P<expansion>[^\"<>]*)[\"”])?>(?P<in>[^<>]+)</\1>",
        ),
    )
)
_MOST = 200
_GAP_TAG = re.compile(r"<gap ?/?>", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\u2026|\.( ?\.)+")
_WORD_BEFORE = re.compile(r"(\S*\w\S*)\s*$")


@dataclass(frozen=True)
class _Sign:
    """What columns `start` to `end` of a line mean: a mark on the letters from `first` to `last`.

    Those of them that lie within the sign stay, its others go. Where `first` is `last` the mark
    stands between letters.
    """

    name: MarkName
    start: int
    end: int
    first: int
    last: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    exact: bool = True


def conventions(page: PageReading, near: Sequence[Page] = ()) -> Iterator[Offer]:
    """The typed signs of a page, each offered as the mark that it stands for; of very many the
    first. Those behind them come when these were taken.
    """
    return islice(_offers(page), _MOST)


def _offers(page: PageReading) -> Iterator[Offer]:
    for index, line in enumerate(page.lines):
        if not any(sign in line.text for sign in "[<~"):
            continue
        met: Counter[tuple[MarkName, int]] = Counter()  # several may be typed behind one word
        for sign in _signs(line.text):
            token = _token(line, sign.start)
            key = offer_key(f"sign-{sign.name}", line.n, token, met[sign.name, token])
            met[sign.name, token] += 1
            offer = _offer(page, index, line, sign, key)
            if offer is not None:
                yield offer


def _signs(text: str) -> Iterator[_Sign]:
    found: list[_Sign] = []
    for look in (_pairs, _gap_tags, _in_brackets):
        for sign in look(text):
            if all(sign.end <= other.start or other.end <= sign.start for other in found):
                found.append(sign)
    return iter(sorted(found, key=lambda sign: sign.start))


def _pairs(text: str) -> Iterator[_Sign]:
    for name, pattern in _PAIRS:
        for match in pattern.finditer(text):
            inner = match["in"]
            first = match.start("in") + len(inner) - len(inner.lstrip())
            last = match.end("in") - (len(inner) - len(inner.rstrip()))
            expansion = match.groupdict().get("expansion")
            said = {"expansion": expansion} if expansion else {}
            if first < last:
                yield _Sign(name, match.start(), match.end(), first, last, said)


def _gap_tags(text: str) -> Iterator[_Sign]:
    for match in _GAP_TAG.finditer(text):
        yield _Sign(MarkName.GAP, *match.span(), match.start(), match.start())


def _in_brackets(text: str) -> Iterator[_Sign]:
    for match in _BRACKETS.finditer(text):
        for look in (_question, _gap, _sic, _labelled, _crossed_out):
            sign = look(text, match, match[1])
            if sign is not None:
                yield sign
                break


def _question(text: str, match: re.Match[str], said: str) -> _Sign | None:
    """`[?]`: doubt about the word before, or where none is, a word that nobody could read."""
    if set(said) != {"?"}:
        return None
    glued = match.start() > 0 and not text[match.start() - 1].isspace()
    if len(said) == 1:
        return _on_word_before(MarkName.UNCLEAR, text, match) or _gap_at(match, {})
    unit = "char" if glued else "word"
    return _gap_at(match, {"unit": unit, "quantity": str(len(said))})


def _gap(_: str, match: re.Match[str], said: str) -> _Sign | None:
    if _ELLIPSIS.fullmatch(said):
        return _gap_at(match, {})
    attributes = extent(said)
    if _ILLEGIBLE.search(said):
        rest = _COUNTED.sub("", _ILLEGIBLE.sub("", said)).strip(" ,:;-()")
        named = {"text": said} if rest else {}
        return _gap_at(match, {"reason": "illegible", **attributes, **named})
    for reason, words in _LOST.items():
        if re.search(rf"\b({words})\b", said, re.IGNORECASE) and ":" not in said:
            return _gap_at(match, {"reason": reason, **attributes, "text": said})
    return None


def _sic(text: str, match: re.Match[str], said: str) -> _Sign | None:
    if said.rstrip("!.").lower() != "sic":
        return None
    return _on_word_before(MarkName.SIC, text, match)


def _labelled(text: str, match: re.Match[str], said: str) -> _Sign | None:
    """`[handwritten: see me]`: what stands behind the colon, and what is said of it."""
    parts = _LABELLED.fullmatch(said)
    if not parts or text[: match.start()][-1:].isalnum():
        return None
    label = parts[1].strip().lower()
    if label in _SAYING:
        at = match.start()
        return _Sign(_SAYING[label], *match.span(), at, at, {"text": parts[2].strip()})
    for name, labels, attributes in _LABELS:
        if label in labels.split("|"):
            first = match.start(1) + parts.start(2)
            return _Sign(name, *match.span(), first, first + len(parts[2].rstrip()), attributes)
    return None


def _crossed_out(text: str, match: re.Match[str], said: str) -> _Sign | None:
    """`[crossed out]` beside crossed out words, as the National Archives ask for."""
    if said.lower() not in ("crossed out", "struck out", "strikethrough"):
        return None
    return _on_word_before(MarkName.DELETED, text, match)


def _on_word_before(name: MarkName, text: str, match: re.Match[str]) -> _Sign | None:
    before = _WORD_BEFORE.search(text, 0, match.start())
    if before is None or before[1].endswith("]"):
        return None
    return _Sign(name, *match.span(), *before.span(1), exact=False)


def _gap_at(match: re.Match[str], attributes: Mapping[str, str]) -> _Sign:
    return _Sign(MarkName.GAP, *match.span(), match.start(), match.start(), attributes)


def extent(said: str) -> dict[str, str]:
    """How much a gap is said to hold, as its mark says it.

    >>> extent("two words illegible"), extent("about half the page")
    ({'unit': 'word', 'quantity': '2'}, {})
    """
    found = _COUNTED.search(said)
    if not found:
        return {}
    figure = found[1].lower()
    number = int(figure) if figure.isdigit() else _NUMBERS.get(figure, 1)
    unit = "char" if found[2].lower().startswith("let") else _UNITS[found[2][0].lower()]
    return {"unit": unit, "quantity": str(number)} if number else {}


# -- from signs to offers -------------------------------------------------------------------------


def _offer(page: PageReading, index: int, line: ReadingLine, sign: _Sign, key: str) -> Offer | None:
    acts = _acts(page, index, line, sign)
    if not acts:
        return None
    form = line.text[sign.start : sign.end]
    on = line.text[sign.first : sign.last]
    return Offer(
        key=key,
        kind=f"sign-{sign.name}",
        line=line.n,
        start=sign.start,
        end=sign.end,
        acts=acts,
        words=Message(f"marks.offer.{sign.name}", {"form": form, "words": on}),
        sure=0.95,
    )


def _token(line: ReadingLine, column: int) -> int:
    """The source token of the word at a column, or before it where that word has none.

    How many words stand before would change when another sign of the line is taken.
    """
    words = zip(line.words, line.starts, strict=True)
    tokens = [word.span.first for word, at in words if word.text and word.span and at <= column]
    return tokens[-1] if tokens else 0


def _acts(page: PageReading, index: int, line: ReadingLine, sign: _Sign) -> tuple[d.Act, ...]:
    """The acts that take the sign out and put the mark in."""
    if sign.name is MarkName.GAP:
        target = Target((index, sign.start), (index, sign.end))
        return plan(page, target, sign.name, sign.attributes).acts
    inside = sign.start <= sign.first < sign.last <= sign.end
    middle = (sign.first, sign.last) if inside else (sign.start, sign.start)
    gone = [(sign.start, middle[0]), (middle[1], sign.end)]
    taken = cut(page, index, gone, frozenset())
    now = after(page, taken)
    columns = _moved(line.text, now.lines[index].text, gone)
    target = Target((index, columns(sign.first)), (index, columns(sign.last)), sign.exact)
    marked = plan(now, target, sign.name, sign.attributes)
    return (*taken, *marked.acts) if marked.refused is None else ()


def _moved(old: str, new: str, gone: Sequence[tuple[int, int]]) -> Callable[[int], int]:
    """Where a column of a line is after letters were taken out: blanks go with their words."""
    letters = [column for column, letter in enumerate(new) if not letter.isspace()]

    def column(before: int) -> int:
        passed = sum(
            not letter.isspace() and not any(first <= n < last for first, last in gone)
            for n, letter in enumerate(old[:before])
        )
        ends = before > 0 and (before >= len(old) or old[before].isspace() or _in(before, gone))
        if ends and passed:
            return letters[passed - 1] + 1
        return letters[passed] if passed < len(letters) else len(new)

    return column


def _in(column: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= column < last for first, last in ranges)
