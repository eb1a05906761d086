"""A TEI file of ours as a printed document, read block by block in constant memory."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.printed import Group, Held, Matter, Piece, Printed
from reviewer.formats.printed.blocks import Blocks
from reviewer.formats.printed.matter import outer_names, read_matter
from reviewer.formats.xml import local

_OUTER = frozenset("TEI text front body back group div div1 div2 div3 div4".split())
_DIVISIONS = {kind.value: kind for kind in (Held.DISTRIBUTION, Held.MESSAGE, Held.ENCLOSURE)}
_DIVISIONS[Held.PROCESSING.value] = Held.PROCESSING
_TRANSPARENT = "document"  # the division that holds the others says nothing of its own


def printed_document(source: Path | BinaryIO) -> Printed:
    """A printed document of a TEI file of any profile, or of an open one that can be rewound.

    The stream has to stay open as long as pieces are walked, by one walk at a time. Raises
    UnreadableFile naming file, line and reason, also while walking.
    """
    matter = _matter(source)
    return Printed(matter, lambda: _pieces(source))


def _events(source: Path | BinaryIO) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of each element. Hardened as `formats.xml.parse` is."""
    where = str(source) if isinstance(source, Path) else "TEI"
    stream = source.open("rb") if isinstance(source, Path) else source
    stream.seek(0)
    try:
        yield from etree.iterparse(
            stream,
            events=("start", "end"),
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            said("errors.this_is_not_well_formed_xml", reason=error.msg or "it is empty"),
            where=said("errors.at_line", path=where, line=error.lineno or 1),
            safe=said("errors.the_file_was_not_changed"),
            advice=said("errors.correct_the_file_where_it_was"),
        ) from error
    finally:
        if isinstance(source, Path):
            stream.close()


def _matter(source: Path | BinaryIO) -> Matter:
    names = ("", "und")
    first = True
    for event, element in _events(source):
        if first:
            names, first = outer_names(element), False
        if event == "end" and local(element) == "teiHeader":
            return read_matter(element, *names)
        if event == "start" and local(element) == "text":
            break
    return Matter(id=names[0], language=names[1])


def _pieces(source: Path | BinaryIO) -> Iterator[Piece]:
    """The pieces of the text. Divisions are walked, each block in them is taken whole; what stands
    behind the text is not read.
    """
    numbers = count(1)
    path: list[str] = []
    inside = 0  # how deep we are in a block, or in what is no text
    groups: list[Group | None] = []
    for event, element in _events(source):
        name = local(element)
        if event == "start":
            if inside or not _is_outer(path, name):
                inside += 1
                continue
            path.append(name)
            groups.append(_group(name, element, numbers))
        elif inside:
            inside -= 1
            if len(path) == 1:  # beside the text: an OCR layer may be longer than it
                _forget(element)
            elif not inside:
                where = tuple(group for group in groups if group)
                yield from Blocks(numbers, where).block(element)
                _forget(element)
        else:
            path.pop()
            groups.pop()
            _forget(element)
            if len(path) == 1:
                return


def _is_outer(path: list[str], name: str) -> bool:
    if not path:
        return name == "TEI"
    return name == "text" if path == ["TEI"] else name in _OUTER


def _group(name: str, element: etree._Element, numbers: "count[int]") -> Group | None:
    if not name.startswith("div"):
        return None
    kind = element.get("type", "")
    if kind == _TRANSPARENT:
        return None
    return Group(_DIVISIONS.get(kind, Held.DIVISION), next(numbers), kind)


def _forget(element: etree._Element) -> None:
    """Let go of an element that was read, and of what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
