"""The `custom` attribute as Transkribus fills it: tags with values, like style sheets.

`readingOrder {index:0;} structure {type:heading;} person {offset:3; length:7;}`: the first two
speak of the element, those with an offset of a stretch of its text, in characters (Transkribus
wiki, "PAGE XML custom tags"; characters as Java counts them are UTF-16 units).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviewer.core.text import common_edges

_TAG = re.compile(r"([^\s{};]+)\s*\{([^{}]*)\}")
_LONG = 2000  # characters above which no more than the edges of two texts are compared
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
    """A stretch of text, `start` to `end`, that grew by `growth` UTF-16 units.

    `before` and `behind`: what came in without replacing anything belongs to the word before it, to
    that behind it.
    """

    start: int
    end: int
    growth: int
    before: bool = False
    behind: bool = False

    def place(self, at: int, *, at_end: bool) -> int:
        """Where the beginning or the end of a tag stands after the edit."""
        if self.start == self.end == at:
            stays = not self.before if at_end else self.behind
            return at if stays else at + self.growth
        if at <= self.start:
            return at
        if at >= self.end:
            return at + self.growth
        # Inside the change: a tag that begins or ends there has all of what was put in its place.
        return self.end + self.growth if at_end else self.start


def _edits(old: str, new: str) -> Iterator[_Edit]:
    """The changed stretches, from the last to the first, so that none moves another."""
    for kind, i, j, k, m in reversed(_codes(old, new)):
        if kind != "equal":
            start, end, put = _units(old[:i]), _units(old[:j]), new[k:m]
            yield _Edit(
                start,
                end,
                _units(put) - (end - start),
                before=not (put[:1].isspace() or old[:i][-1:].isspace()),
                behind=not (put[-1:].isspace() or old[j : j + 1].isspace()),
            )


def _codes(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) <= _LONG:
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    first, last = common_edges(old, new)
    return [("replace", first, len(old) - last, first, len(new) - last)]


def _moved_tag(tag: re.Match[str], edits: Sequence[_Edit]) -> str:
    values = {value[1]: value[2].strip() for value in _VALUE.finditer(tag[2])}
    offset, length = _whole(values.get("offset")), _whole(values.get("length"))
    if offset is None or length is None:
        return tag[0]
    start, end = offset, offset + length
    for edit in edits:
        start, end = edit.place(start, at_end=False), edit.place(end, at_end=True)
    if end <= start and length > 0 and edits:
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
