"""The writer of ALTO files."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError
from reviewer.core.model import Original
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading
from reviewer.formats.readers.alto.layout import AltoFile
from reviewer.formats.writers.alto.fresh import fresh_file
from reviewer.formats.writers.alto.rewrite import PageRewriter
from reviewer.formats.writers.originals import NewIds, detach, original_of, tree_of
from reviewer.formats.xml import line_of, local, parse


class AltoWriter:
    """Writes pages back into the ALTO they were read from, with all that we do not know of.

    Pages from elsewhere become ALTO 4.4 in pixels.
    """

    name = "alto"
    suffix = ".alto.xml"
    pages_apart = True
    options: tuple[Option, ...] = ()

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition: one file, with a `Page` for each of its pages."""
        pages = list(edition.pages)
        original = original_of(edition, pages, self.name)
        tree = _rewritten(original, pages) if original else None
        if tree is None:
            tree = fresh_file(edition, pages)
        tree.write(out, encoding="UTF-8", xml_declaration=True)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether it is ALTO whose words have content and whose places are numbers."""
        try:
            root = parse(path).getroot()
        except ReviewerError as error:
            return (Problem(0, str(error)),)
        if local(root).lower() != "alto":
            return (Problem(line_of(root), f"The outermost element is {local(root)}, not alto."),)
        if not AltoFile(root).pages:
            return (Problem(line_of(root), "There is no Page in it."),)
        return [problem for element in root.iter(etree.Element) for problem in _problems(element)]


def _rewritten(original: Original, pages: Sequence[PageReading]) -> etree._ElementTree | None:
    """The file that was read, corrected; None where it is not the file that these pages name."""
    root = tree_of(original)
    alto = AltoFile(root)
    if any(reading.page.place >= len(alto.pages) for reading in pages):
        return None
    wanted = {reading.page.place for reading in pages}
    for place, element in enumerate(alto.pages):
        if place not in wanted:
            detach(element)
    ids = NewIds(alto.ids)
    for reading in pages:
        if not PageRewriter(alto, alto.pages[reading.page.place], ids).rewrite(reading):
            return None
    return root.getroottree()


def _problems(element: etree._Element) -> list[Problem]:
    name, found = local(element), []
    if name == "String" and element.get("CONTENT") is None:
        found.append(Problem(line_of(element), "A String has no CONTENT."))
    if name == "TextLine" and not any(local(child) == "String" for child in element):
        found.append(Problem(line_of(element), "A TextLine has no String.", severe=False))
    for side in ("HPOS", "VPOS", "WIDTH", "HEIGHT"):
        said = element.get(side)
        if said is not None and not _is_number(said):
            # It may have come so; what we write ourselves is a number.
            found.append(Problem(line_of(element), f"{name}/@{side} is no number.", severe=False))
    return found


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False
