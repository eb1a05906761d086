"""Layouts of pages, lines, and lines of second readings, as JSON values and back.

Only what is set is written: plain text has no layout at all, and most lines of an OCR file are
plain rectangles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewer.core.geometry import Box, Points
from reviewer.core.model import Alternative, Line, Page, Region, Role, SecondReading, Token

Record = dict[str, Any]


def layout_record(page: Page) -> Record | None:
    """What a page has beyond text, boxes and image; None where that is nothing."""
    record: Record = {}
    if page.regions:
        record["regions"] = [region_record(region) for region in page.regions]
    lines = {str(line.n): shape for line in page.lines if (shape := _shape_record(line))}
    if lines:
        record["lines"] = lines
    if page.file:
        record["file"] = page.file
    if page.place:
        record["place"] = page.place
    if page.image and page.image.frame:
        record["frame"] = page.image.frame
    return record or None


def laid_out(page: Page, record: Mapping[str, Any]) -> Page:
    """The page with what its layout says."""
    shapes = record.get("lines", {})
    image = page.image
    return replace(
        page,
        lines=tuple(_shaped(line, shapes.get(str(line.n))) for line in page.lines),
        regions=tuple(read_region(n, region) for n, region in enumerate(record.get("regions", ()))),
        file=record.get("file", ""),
        place=record.get("place", 0),
        image=replace(image, frame=record.get("frame", 0)) if image else None,
    )


def words_record(tokens: Sequence[Token]) -> list[list[Any]]:
    """Tokens as lists: start, end, confidence, the sides of the box, alternatives."""
    words: list[list[Any]] = []
    for token in tokens:
        word: list[Any] = [token.start, token.end, token.confidence]
        if token.box:
            word += _sides(token.box)
        if token.alternatives:
            word.append([[other.text, other.confidence] for other in token.alternatives])
        words.append(word)
    return words


def read_words(words: Sequence[Sequence[Any]], first: int) -> tuple[Token, ...]:
    """The tokens of such lists, numbered from `first`."""
    return tuple(_token(n, *word) for n, word in enumerate(words, first))


def line_record(line: Line) -> Record:
    """All that a line is but for its number."""
    record: Record = {"text": line.text, "end": line.end, "role": str(line.role)}
    if line.box:
        record["box"] = _sides(line.box)
    return record | _shape_record(line) | {"words": words_record(line.tokens)}


def read_line(record: Mapping[str, Any], n: int, first: int) -> Line:
    """The line of such a record, as line `n` of its page; its tokens are numbered from `first`."""
    box = record.get("box")
    line = Line(
        n=n,
        text=record["text"],
        end=record["end"],
        tokens=read_words(record["words"], first),
        role=Role(record["role"]),
        box=Box(*box) if box else None,
    )
    return _shaped(line, record)


def second_record(second: SecondReading) -> list[Record]:
    """The lines of a second reading."""
    return [
        {"text": line.text, "words": words_record(line.tokens), **_shape_record(line)}
        | ({"box": _sides(line.box)} if line.box else {})
        for line in second.lines
    ]


def read_second(engine: str, records: Sequence[Mapping[str, Any]]) -> SecondReading:
    """The second reading of such lines."""
    lines: list[Line] = []
    number = 0
    for n, record in enumerate(records):
        tokens = read_words(record["words"], number)
        number += len(tokens)
        box = record.get("box")
        line = Line(n, record["text"], tokens=tokens, box=Box(*box) if box else None)
        lines.append(_shaped(line, record))
    return SecondReading(engine, tuple(lines))


def _token(n: int, start: int, end: int, confidence: float | None, *rest: Any) -> Token:
    sides = [side for side in rest if not isinstance(side, list)]
    others = rest[-1] if len(rest) > len(sides) else ()
    return Token(
        n,
        start,
        end,
        Box(*sides) if sides else None,
        confidence,
        tuple(Alternative(text, sure) for text, sure in others),
    )


def region_record(region: Region) -> Record:
    """All that a region is but for its number."""
    record: Record = {"kind": region.kind, "role": str(region.role)}
    if region.box:
        record["box"] = _sides(region.box)
    if region.outline:
        record["outline"] = _flat(region.outline)
    return record


def read_region(n: int, record: Mapping[str, Any]) -> Region:
    """The region of such a record."""
    box = record.get("box")
    return Region(
        n,
        record["kind"],
        Role(record["role"]),
        Box(*box) if box else None,
        _points(record.get("outline", ())),
    )


def _shape_record(line: Line) -> Record:
    record: Record = {}
    if line.region is not None:
        record["region"] = line.region
    if line.outline:
        record["outline"] = _flat(line.outline)
    if line.baseline:
        record["baseline"] = _flat(line.baseline)
    if line.confidence is not None:
        record["confidence"] = line.confidence
    return record


def _shaped(line: Line, record: Mapping[str, Any] | None) -> Line:
    if not record:
        return line
    return replace(
        line,
        region=record.get("region"),
        outline=_points(record.get("outline", ())),
        baseline=_points(record.get("baseline", ())),
        confidence=record.get("confidence"),
    )


def _sides(box: Box) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]


def _flat(points: Points) -> list[int]:
    return [number for point in points for number in point]


def _points(flat: Sequence[int]) -> Points:
    return tuple(zip(flat[::2], flat[1::2], strict=True))
