"""What no schema of TEI can check: pointers, dates in order, leftovers in the text.

Each check takes the root of a file and yields what it finds; the list follows the defects that
exports were found to have (DEFECTS.md).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from reviewer.formats.checking.characters import check_characters
from reviewer.formats.checking.dates import check_dates
from reviewer.formats.checking.found import Found
from reviewer.formats.checking.header import check_header
from reviewer.formats.checking.history import check_draft, check_history
from reviewer.formats.checking.layout import (
    check_blanks,
    check_blocks,
    check_choices,
    check_line_beginnings,
    check_misreadings,
)
from reviewer.formats.checking.pages import check_coordinates, check_images, check_pages
from reviewer.formats.checking.pointers import check_languages, check_pointers
from reviewer.formats.checking.transcript import check_transcript

_Check = Callable[[etree._Element], Iterable[Found]]

_ALWAYS: tuple[_Check, ...] = (
    check_pointers,
    check_languages,
    check_header,
    check_history,
    check_blocks,
    check_pages,
    check_coordinates,
    check_line_beginnings,
    check_choices,
    check_dates,
    check_characters,
)
_STRICT: tuple[_Check, ...] = (
    check_draft,
    check_transcript,
    check_blanks,
    check_misreadings,
)


def check_all(
    root: etree._Element, *, own: bool = False, folder: Path | None = None
) -> Iterator[Found]:
    """All checks, one after the other; pictures are looked for in `folder`.

    What may be meant so in files of others is severe in our `own`: words beside the transcript,
    indents among words, and a draft that passes for an edition.
    """
    for check in _ALWAYS:
        yield from check(root)
    for check in _STRICT:
        for one in check(root):
            yield replace(one, severe=own)
    if folder is not None:
        yield from check_images(root, folder)
