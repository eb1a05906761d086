"""Writes corrected text as PAGE XML."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.model import Original
from reviewer.core.ports import Option, Problem
from reviewer.core.reading import PageReading
from reviewer.formats.readers.page.layout import lay_out
from reviewer.formats.writers.originals import original_of
from reviewer.formats.writers.page.back import BackWriter, is_untouched
from reviewer.formats.writers.page.check import check_root
from reviewer.formats.writers.page.fresh import NEWEST, fresh_tree
from reviewer.formats.writers.page.stamp import date_of, set_last_change
from reviewer.formats.writers.page.versions import convert
from reviewer.formats.xml import local, parse, parse_bytes

AS_READ = "as read"


class PageXmlWriter:
    """Writes the text as it reads now into the PAGE file that it came from, or into a new one.

    All that the file holds beside the text is kept. A page that nobody changed comes back byte for
    byte. What PAGE cannot say: words have no order but that of their elements, so text that moved
    into another line takes its words along; a line that now stands amid those of another region
    becomes one of that region's; a role given to a line is noted as `structure` in @custom, which
    the schema leaves to the programs (a region that has text but no lines can hold but one role).
    """

    name = "page"
    suffix = ".page.xml"
    pages_apart = True
    options: tuple[Option, ...] = (
        Option(
            "version",
            (AS_READ, NEWEST, "2013-07-15"),
            "the version of PAGE; what an older one has no words for is left out",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the page of the edition."""
        version = chosen.get("version", AS_READ)
        readings = list(edition.pages)
        original = original_of(edition, readings, self.name)
        untouched = all(is_untouched(reading) for reading in readings)
        if original is not None and untouched and version == AS_READ:
            out.write(original.content)
            return
        tree = _written_back(original, readings, edition) if original is not None else None
        if tree is None:
            tree = fresh_tree(edition, readings)
        if version != AS_READ:
            convert(tree.getroot(), version)
        encoding = tree.docinfo.encoding or "UTF-8"
        if tree.docinfo.standalone:
            tree.write(out, encoding=encoding, xml_declaration=True, standalone=True)
        else:
            tree.write(out, encoding=encoding, xml_declaration=True)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """What is wrong with a file; in one that came from elsewhere, much of that is not ours."""
        try:
            return list(check_root(parse(path).getroot()))
        except UnreadableFile as error:
            return (Problem(0, str(error)),)


def _written_back(
    original: Original, readings: Sequence[PageReading], edition: Edition
) -> "etree._ElementTree | None":
    """The tree of the original with the text put in; None where it does not fit the pages."""
    try:
        root = parse_bytes(original.content, original.name)
    except UnreadableFile:
        return None
    pages = [one for one in root.iterchildren(etree.Element) if local(one) == "Page"]
    for reading in readings:
        if reading.page.place >= len(pages):
            return None
        layout = lay_out(pages[reading.page.place])
        if sum(1 for _ in layout.lines()) != len(reading.page.lines):
            return None
        if not is_untouched(reading):
            BackWriter(layout, reading).write()
            set_last_change(root, layout.ns, date_of(edition))
    return root.getroottree()
