"""PAGE XML of other programs, read and compared with what is taken from the files by hand."""

from io import BytesIO
from pathlib import Path

from lxml import etree

from reviewer.core.geometry import Box
from reviewer.formats.readers.page import PageXmlReader


def _said_by(path: Path) -> list[str]:
    """The texts of a file by hand: regions as ReadingOrder says, lines, or the region's text."""
    root = etree.parse(BytesIO(path.read_bytes())).getroot()
    ns = {"p": etree.QName(root).namespace or ""}
    regions = {one.get("id", ""): one for one in root.findall(".//p:TextRegion", ns)}
    listed = [one.get("regionRef", "") for one in root.findall(".//p:RegionRefIndexed", ns)]
    names = [name for name in listed if name in regions]
    found: list[str] = []
    for name in [*names, *(name for name in regions if name not in names)]:
        lines = regions[name].findall("p:TextLine", ns)
        of_lines = [_line_by_hand(one, ns) for one in lines]
        own = regions[name].findtext("p:TextEquiv/p:Unicode", "", ns)
        found += of_lines if any(of_lines) or not own else own.split("\n")
    return [text for text in found if text.strip()]


def _line_by_hand(element: etree._Element, ns: dict[str, str]) -> str:
    own = element.findtext("p:TextEquiv/p:Unicode", "", ns)
    words = [one.findtext("p:TextEquiv/p:Unicode", "", ns) for one in element.findall("p:Word", ns)]
    return own or " ".join(words)


def test_files_of_others_give_their_text_in_order(shared: Path) -> None:
    paths = [
        path
        for path in sorted((shared / "data" / "formats").rglob("*.xml"))
        if PageXmlReader().sniff(path, path.read_bytes()[: 1 << 16]).score
    ]
    assert len(paths) >= 12
    for path in paths:
        (page,) = PageXmlReader().read(path).pages
        shown = [line.text for line in page.lines if line.text.strip()]
        assert shown == _said_by(path), path.name
        assert page.image is not None
        inside = Box(0, 0, page.image.width, page.image.height)
        boxes = [token.box for token in page.tokens if token.box]
        assert all(inside.united(box) == inside for box in boxes), path.name
