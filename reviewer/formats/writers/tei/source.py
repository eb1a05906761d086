"""What the edition was made from: page images (`facsimile`) and OCR lines (`sourceDoc`).

The OCR layer gives the imported text back, character for character: the lines of a surface are
joined by newlines, the surfaces by nothing. `line/@rend` says where a line ended otherwise (`crlf`,
`cr`), `surface/@rend` where a form feed ended the page. A text that ends in a newline has an empty
last line. Only what XML forbids is lost: such a character stands as U+FFFD.
"""

from collections.abc import Iterator
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from reviewer.core.model import Image, Page
from reviewer.formats.words import LINE_ENDS
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Element, Outline, element

_REND = {end: name for name, end in LINE_ENDS.items()}


def surface_id(page: Page, context: Context) -> str:
    """The id of the facsimile of a page."""
    return context.ids.make("f", page.number)


def label(page: Page) -> str:
    """What a page is called: its label in the source, else its number."""
    return " ".join(page.label.split()) or str(page.number)


def facsimile(page: Page, context: Context) -> Element | None:
    """The surface with the page's image; None where there is no image."""
    if page.image is None:
        return None
    graphic = element(
        "graphic",
        url=_url(page.image),
        mimeType=page.image.mime,
        width=f"{page.image.width}px",
        height=f"{page.image.height}px",
    )
    return element(
        "surface",
        graphic,
        xml_id=surface_id(page, context),
        n=label(page),
        ulx="0",
        uly="0",
        lrx=str(page.image.width),
        lry=str(page.image.height),
    )


def _url(image: Image) -> str:
    """The image as a relative URL; of an absolute path the name alone, as the rest is local."""
    path = PurePath(image.path)
    if path.is_absolute() or PureWindowsPath(image.path).drive:
        return quote(PureWindowsPath(image.path).name)
    return quote(PureWindowsPath(image.path).as_posix())


def count_lines(page: Page) -> int:
    """How many lines the OCR layer has for a page."""
    return sum(1 for _ in _lines(page))


def write_surface(page: Page, first_line: int, outline: Outline, context: Context) -> None:
    """Write the OCR lines of a page."""
    facsimile_id = f"#{surface_id(page, context)}" if page.image else ""
    form_feed = "formfeed" if page.text.endswith("\f") else ""
    outline.begin("surface", n=label(page), corresp=facsimile_id, rend=form_feed)
    last = first_line + count_lines(page) - 1
    for number, (text, end) in enumerate(_lines(page), start=first_line):
        attributes = {"n": str(number), "xml:id": context.line_id(number)}
        if end in _REND and number < last:
            attributes["rend"] = _REND[end]
        if text:
            attributes["xml:space"] = "preserve"
        outline.put_verbatim(Element("line", attributes, [text] if text else []))
    outline.end()


def _lines(page: Page) -> Iterator[tuple[str, str]]:
    """The lines and their ends; behind the end of the last (form feed apart) one more, empty."""
    for line in page.lines[:-1]:
        yield line.text, line.end
    text, end = (page.lines[-1].text, page.lines[-1].end) if page.lines else ("", "")
    yield text, end.removesuffix("\f")
    if end.removesuffix("\f"):
        yield "", ""
