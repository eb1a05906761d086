"""What of a source no element of TEI has, in our own archival files (`writers.tei.remainder`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from reviewer.core.errors import InputError
from reviewer.core.layouts import line_record, read_line, read_region, region_record
from reviewer.core.messages import said
from reviewer.core.model import Image, Line, Page
from reviewer.formats import feature_structures
from reviewer.formats.xml import line_of, tei

_NOTES = (
    f"{tei('standOff')}/{tei('listAnnotation')}[@type='source']/{tei('annotation')}/{tei('note')}"
)
_PLAIN = ("number", "label", "file", "place")

Record = dict[str, Any]


def page_remainder(page: Page, native: Page) -> Record:
    """What has to be said of a page that reads as `native` from the elements alone."""
    record: Record = {
        name: getattr(page, name) for name in _PLAIN if getattr(page, name) != getattr(native, name)
    }
    shown, there = _sizes(page.image), _sizes(native.image)
    if page.image is not None and shown != there:
        record["image"] = shown
    if page.regions != native.regions:
        record["regions"] = [region_record(region) for region in page.regions]
    if len(page.lines) != len(native.lines):
        record["count"] = len(page.lines)
    kept = dict(enumerate(native.lines))
    lines = {str(n): line_record(line) for n, line in enumerate(page.lines) if kept.get(n) != line}
    if lines:
        record["lines"] = lines
    return record


def completed(native: Page, record: Mapping[str, Any]) -> Page:
    """The page that such a record was made of. Raises InputError where it cannot be."""
    try:
        return _completed(native, record)
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise InputError(said("errors.source_incomplete", number=native.number)) from error


def read_remainder(
    root: etree._Element, remarks: list[str]
) -> tuple[Mapping[str, Any] | None, Mapping[int, Mapping[str, Any]]]:
    """What is said of the document (None: nothing), and of its pages by number."""
    document: Mapping[str, Any] | None = None
    pages: dict[int, Mapping[str, Any]] = {}
    for found in root.iterfind(f"{_NOTES}/{tei('fs')}"):
        try:
            kind, values = feature_structures.read(found)
        except InputError as error:
            remarks.append(f"line {line_of(found)}: what is said of the source: {error}")
            continue
        if kind == "document":
            document = values
        elif kind == "page" and isinstance(values.get("nth"), int):
            pages[values["nth"]] = values
    return document, pages


def _completed(native: Page, record: Mapping[str, Any]) -> Page:
    lines = {int(n): line for n, line in record.get("lines", {}).items()}
    made: list[Line] = []
    first = 0
    for n in range(int(record.get("count", len(native.lines)))):
        if n in lines:
            line = read_line(lines[n], n, first)
        else:
            given = native.lines[n]
            tokens = enumerate(given.tokens, first)
            line = replace(given, tokens=tuple(replace(token, n=m) for m, token in tokens))
        first += len(line.tokens)
        made.append(line)
    regions = native.regions
    if "regions" in record:
        regions = tuple(read_region(n, one) for n, one in enumerate(record["regions"]))
    image = native.image
    if "image" in record:
        path = image.path if image else str(record["image"].get("path", ""))
        sizes = {name: record["image"][name] for name in ("width", "height", "mime", "frame")}
        image = Image(path, **sizes)
    plain = {name: record[name] for name in _PLAIN if name in record}
    return replace(native, lines=tuple(made), regions=regions, image=image, **plain)


def _sizes(image: Image | None) -> Record:
    if image is None:
        return {}
    return {
        "width": image.width,
        "height": image.height,
        "mime": image.mime,
        "frame": image.frame,
    }
