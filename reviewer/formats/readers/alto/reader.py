"""The reader of ALTO files."""

from collections.abc import Iterator
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats import xml
from reviewer.formats.binding import add_lines, picture, size
from reviewer.formats.building import PageBuilder
from reviewer.formats.naming import language_code, root_name
from reviewer.formats.origins import both_of, read_whole, title_of
from reviewer.formats.readers.alto.layout import AltoFile, AltoPage


class AltoReader:
    """Reads ALTO 1 to 4 (Library of Congress and ccs-gmbh namespaces, others, or none)."""

    name = "alto"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of XML files whose outermost element is `alto`."""
        root = root_name(head)
        if root.lower() == "alto":
            return Sniff(1.0, "its outermost element is alto")
        return Sniff(0.0, f"its outermost element is {root}" if root else "it is not XML")

    def read(self, path: Path) -> NewDocument:
        """Parse the file; its pages are made one by one."""
        data = read_whole(path)
        root = xml.parse_bytes(data, str(path))
        alto = AltoFile(root)
        _check(path, alto)
        encoding = root.getroottree().docinfo.encoding or ""
        origin, original = both_of(path, data, self.name, encoding)
        remarks: list[str] = []
        return NewDocument(
            title=title_of(path),
            origin=origin,
            pages=_pages(path, alto, remarks),
            language=language_code(alto.language) or "en",
            originals=(original,),
            remarks=remarks,
        )


def _check(path: Path, alto: AltoFile) -> None:
    """Raise UnreadableFile for XML that is not ALTO, or holds no page."""
    name = xml.local(alto.root)
    what = ""
    if name.lower() != "alto":
        what = f"This is not an ALTO file: its outermost element is {name}."
    elif not alto.pages:
        what = "This ALTO file holds no page."
    if what:
        raise UnreadableFile(
            what,
            where=said("errors.at_line", path=str(path), line=xml.line_of(alto.root)),
            safe=said("errors.nothing_was_imported"),
            advice=said("errors.make_anew"),
        )


def _pages(path: Path, alto: AltoFile, remarks: list[str]) -> Iterator[Page]:
    for place, element in enumerate(alto.pages):
        image = picture(path, alto.image, place, own=len(alto.pages) == 1)
        page = AltoPage(alto, element, image)
        where = f"{path.name}, page {place + 1}"
        if page.remark:
            remarks.append(f"{where}: {page.remark}")
        builder = PageBuilder(
            remarks,
            where,
            image.width if image and page.matches else size(page.width * page.scale.across),
            image.height if image and page.matches else size(page.height * page.scale.down),
        )
        lines = page.lines()
        add_lines(builder, lines, page.blocks(lines))
        label = (element.get("PRINTED_IMG_NR") or "").strip()
        yield builder.make(place + 1, label=label, image=image, file=path.name, place=place)
