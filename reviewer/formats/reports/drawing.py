"""Charts of a report as SVG, by our own hand: told apart by lightness and pattern, not by hue.

Each drawing says what it shows to screen readers; its figures stand in the table beside it.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import cycle

from reviewer.core.sheet import Bars, Chart, Columns, Reach, Reaches, Row, limit

_WIDE = 720  # units of the drawing's own
_NAMES = 184  # of these, for names at the left
_ENDS = 96  # and for what stands at the end
_REACHED = 232  # the same of shares, which stand there with their bounds and what they are of
_ROW = 26
_BAR = 14
_SIZE = 12  # letters
_LETTER = 6.4  # how wide a letter is taken to be
_WIDEST = 7.2  # in faces that are wider than ours
_PITCH = 34.0  # of columns, at most
_TALL = 190
_FILLS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7")
"""Classes of the style sheet, for parts from left to right."""

PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="5" height="5" class="ground"/>'
    '<rect width="1.6" height="5" class="line"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" class="ground"/><circle cx="2" cy="2" r="1" class="line"/>'
    "</pattern></defs></svg>"
)
"""Stands once in a page; the fills refer to it."""


def draw(chart: Chart, name: str) -> Iterator[str]:
    """The chart as an SVG element; `name` is its own among all of the page."""
    match chart:
        case Bars():
            yield from _bars(chart, name)
        case Columns():
            yield from _columns(chart, name)
        case Reaches():
            yield from _reaches(chart, name)


def _open(title: str, name: str, high: float) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDE} {high:g}" role="img" aria-labelledby="{name}"'
        f' xmlns="http://www.w3.org/2000/svg"><title id="{name}">{escape(title)}</title>'
    )


def _words(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
        f"{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(text)}</text>"
    )


def _block(x: float, y: float, wide: float, high: float, kind: str, said: str = "") -> str:
    title = f"<title>{escape(said)}</title>" if said else ""
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{max(0.5, wide):.2f}" height="{high:.2f}"'
        f' class="{kind}">{title}</rect>'
    )


def _short(text: str, room: float) -> str:
    """As many letters as there is room for."""
    most = int(room / _WIDEST)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _bars(chart: Bars, name: str) -> Iterator[str]:
    places = list(_key(chart.parts))
    top = (places[-1][2] + 12 if places else 0) + 8
    yield _open(chart.title, name, top + len(chart.rows) * _ROW)
    for n, (part, x, y) in enumerate(places):
        yield _block(x, y - 10, 12, 12, _FILLS[n % len(_FILLS)])
        yield _words(x + 18, y, part, "muted")
    for n, row in enumerate(chart.rows):
        yield from _bar(row, chart.parts, top + n * _ROW)
    yield "</svg>"


def _key(parts: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """(part, x, y) of the key to the fills, in as many lines as it takes."""
    x, y = 0.0, 12.0
    for part in parts:
        wide = 18 + len(part) * _LETTER + 20
        if x and x + wide > _WIDE:
            x, y = 0.0, y + 18
        yield part, x, y
        x += wide


def _bar(row: Row, parts: Sequence[str], top: float) -> Iterator[str]:
    middle = top + _BAR / 2 + 4
    yield _words(0, middle, _short(row.name, _NAMES - 8), "strong" if row.strong else "")
    unit = (_WIDE - _NAMES - _ENDS) / max(1, sum(row.counts))
    x = float(_NAMES)
    for n, (part, count) in enumerate(zip(parts, row.counts, strict=True)):
        if count:
            said = f"{row.name}, {part}: {count}"
            yield _block(x, top, count * unit - 1, _BAR, _FILLS[n % len(_FILLS)], said)
        x += count * unit
    yield _words(_WIDE - _ENDS + 8, middle, _short(row.end, _ENDS - 8), "muted")


def _columns(chart: Columns, name: str) -> Iterator[str]:
    ticks = _scale(max((one.count for one in chart.columns), default=0))
    left = len(_grouped(ticks[-1])) * _LETTER + 12
    bottom = _TALL - 36.0
    yield _open(chart.title, name, _TALL)
    for tick in ticks:
        y = bottom - (bottom - 8) * tick / ticks[-1]
        yield f'<path d="M{left:g} {y:.2f}H{_WIDE}" class="rule"/>'
        yield _words(left - 8, y + 4, _grouped(tick), "muted", "end")
    pitch = min(_PITCH, (_WIDE - left) / max(1, len(chart.columns)))
    free, under, under_free = left, "", left
    for n, one in enumerate(chart.columns):
        x = left + n * pitch
        high = (bottom - 8) * one.count / ticks[-1]
        yield _block(x + pitch * 0.12, bottom - high, pitch * 0.76, high, "f2", one.words)
        wide = len(one.label) * _LETTER
        if x >= free:
            yield _words(x + pitch / 2, bottom + 15, one.label, "muted", "middle")
            free = x + wide + 4
        if one.under != under and x >= under_free:
            yield _words(x + pitch * 0.12, bottom + 31, one.under, "muted")
            under, under_free = one.under, x + len(one.under) * _LETTER + 10
    yield "</svg>"


def _grouped(number: int) -> str:
    """A number with narrow blanks between thousands, which every language can read."""
    return f"{number:,}".replace(",", "\u202f")


def _scale(most: int) -> list[int]:
    """Round numbers from 0 to at least `most`.

    >>> _scale(47)
    [0, 10, 20, 30, 40, 50]
    """
    step, factors = 1, cycle((2, 2.5, 2))
    while step * 5 < most:
        step = round(step * next(factors))
    count = max(1, -(-most // step))
    return [n * step for n in range(count + 1)]


def _reaches(chart: Reaches, name: str) -> Iterator[str]:
    end = limit(max((row.high for row in chart.rows), default=0))
    room = _WIDE - _NAMES - _REACHED
    bottom = len(chart.rows) * _ROW + 4
    yield _open(chart.title, name, bottom + 22)
    for tick in (0, end / 2, end) if end % 2 == 0 else (0, end):
        x = _NAMES + room * tick / end
        yield f'<path d="M{x:.2f} 0V{bottom:g}" class="rule"/>'
        yield _words(x, bottom + 15, f"{tick:g} %", "muted", "middle")
    for n, row in enumerate(chart.rows):
        yield from _reach(row, n * _ROW + 4, room / end)
    yield "</svg>"


def _reach(row: Reach, top: float, unit: float) -> Iterator[str]:
    middle = top + _BAR / 2
    yield _words(0, middle + 4, _short(row.name, _NAMES - 8), "strong" if row.strong else "")
    x = _NAMES + row.low * unit
    said = f"{row.name}: {row.words}"
    yield _block(x, middle - 3, (row.high - row.low) * unit, 6, "band", said)
    yield _block(_NAMES + row.share * unit - 2, middle - 7, 4, _BAR, "f1", said)
    yield _words(_WIDE - _REACHED + 12, middle + 4, _short(row.words, _REACHED - 12), "muted")
