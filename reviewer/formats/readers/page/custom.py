"""The `custom` attribute as Transkribus fills it: tags with values, like style sheets.

`readingOrder {index:0;} structure {type:heading;} person {offset:3; length:7;}`: the first two
speak of the element, those with an offset of a stretch of its text, in characters (Transkribus
wiki, "PAGE XML custom tags"; characters as Java counts them are UTF-16 units).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviewer.core.text import common_edges, cut_tokens

_TAG = re.compile(r"([^\s{};]+)\s*\{([^{}]*)\}")
_VALUE = re.compile(r"([^\s:;]+)\s*:([^;]*)")


def values_of(custom: str | None, name: str) -> dict[str, str]:
    """The values of the first tag of a name; none where there is no such tag."""
    for tag in _TAG.finditer(custom or ""):
        if tag[1] == name:
            return {value[1]: value[2].strip() for value in _VALUE.finditer(tag[2])}
    return {}


def with_value(custom: str | None, name: str, key: str, value: str) -> str:
    """The attribute with one value of a tag set; the tag is added at the end where it is not."""
    written = custom or ""
    clean = re.sub(r"[{};:\s]+", "-", value)
    for tag in _TAG.finditer(written):
        if tag[1] == name:
            start, end = tag.span(2)
            return written[:start] + _put(tag[2], key, clean) + written[end:]
    return f"{written} {name} {{{key}:{clean};}}".strip()


def moved(custom: str, old: str, new: str) -> str:
    """The attribute after its text was changed from `old` to `new`.

    Tags behind a change move with their text, those around it grow or shrink, those whose text is
    gone are dropped.
    """
    edits = list(_edits(old, new))
    pieces, position = [], 0
    for tag in _TAG.finditer(custom):
        pieces.append(custom[position : tag.start()])
        position = tag.end()
        pieces.append(_moved_tag(tag, edits))
    kept = "".join([*pieces, custom[position:]])
    return re.sub(r"\s{2,}", " ", kept).strip()


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch of text, `start` to `end`, that grew by `growth` UTF-16 units."""

    start: int
    end: int
    growth: int

    def place(self, at: int, *, at_end: bool) -> int:
        """Where the beginning or the end of a tag stands after the edit."""
        if at < self.start or (at == self.start and (at_end or self.start < self.end)):
            return at
        if at >= self.end:
            return at + self.growth
        # Inside the change: a tag that begins or ends there has all of what was put in its place.
        return self.end + self.growth if at_end else self.start


def _edits(old: str, new: str) -> Iterator[_Edit]:
    """The changed stretches, from the last to the first, so that none moves another."""
    before, after = list(cut_tokens(old)), list(cut_tokens(new))
    ours = [old[start:end] for start, end in before]
    theirs = [new[start:end] for start, end in after]
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for kind, i, j, k, m in reversed(codes):
        if kind == "equal":
            continue
        # With the blanks around, so that a word that goes takes one along.
        start, end = _stretch(before, i, j, len(old))
        here, there = _stretch(after, k, m, len(new))
        prefix, suffix = common_edges(old[start:end], new[here:there])
        length = _units(new[here + prefix : there - suffix])
        first = _units(old[: start + prefix])
        last = _units(old[: end - suffix])
        yield _Edit(first, last, length - (last - first))


def _stretch(cuts: Sequence[tuple[int, int]], i: int, j: int, length: int) -> tuple[int, int]:
    return (cuts[i - 1][1] if i else 0), (cuts[j][0] if j < len(cuts) else length)


def _moved_tag(tag: re.Match[str], edits: Sequence[_Edit]) -> str:
    values = {value[1]: value[2].strip() for value in _VALUE.finditer(tag[2])}
    offset, length = _whole(values.get("offset")), _whole(values.get("length"))
    if offset is None or length is None:
        return tag[0]
    start, end = offset, offset + length
    for edit in edits:
        start, end = edit.place(start, at_end=False), edit.place(end, at_end=True)
    if end <= start and length > 0:
        return ""
    inside = _put(_put(tag[2], "offset", str(start)), "length", str(end - start))
    return tag[0][: tag.start(2) - tag.start()] + inside + "}"


def _put(inside: str, key: str, value: str) -> str:
    for found in _VALUE.finditer(inside):
        if found[1] == key:
            return inside[: found.start(2)] + value + inside[found.end(2) :]
    return f"{inside}{key}:{value};" if not inside.strip() else f"{inside.rstrip()} {key}:{value};"


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
