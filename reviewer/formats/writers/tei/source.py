"""What the edition was made from: the OCR lines (`sourceDoc`).

The OCR layer gives the imported text back, character for character: the lines of a surface are
joined by newlines, the surfaces by nothing. `line/@rend` says where a line ended otherwise (`crlf`,
`cr`), `surface/@rend` where a form feed ended the page. A text that ends in a newline has an empty
last line. Only what XML forbids is lost: such a character stands as U+FFFD. Words stand as `w`
where they have a place on the picture or the engine said how sure it was (22.1.2 CECECE).
"""

from collections.abc import Iterator

from reviewer.core.model import Line, Page
from reviewer.formats.words import LINE_ENDS
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Content, Element, Outline, element
from reviewer.formats.writers.tei.zones import label, line_zone, surface_id, word_zone

_REND = {end: name for name, end in LINE_ENDS.items()}


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
        line = page.lines[number - first_line] if number - first_line < len(page.lines) else None
        if line and (zone := line_zone(page, line.n, context)):
            attributes["facs"] = zone
        if text:
            attributes["xml:space"] = "preserve"
        content = _words(page, line, context) if line else []
        outline.put_verbatim(Element("line", attributes, content))
    outline.end()


def _words(page: Page, line: Line, context: Context) -> list[Content]:
    """The text of a line, with its words as elements where something is known of them."""
    content: list[Content] = []
    position = 0
    for token in line.tokens:
        zone = word_zone(page, token.n, context)
        if not zone and token.confidence is None:
            continue
        content += [line.text[position : token.start]] if position < token.start else []
        word = element("w", facs=zone)
        if token.confidence is not None:
            degree = f"{token.confidence:.4f}".rstrip("0").rstrip(".")
            word.children.append(element("certainty", locus="value", degree=degree))
        word.children.append(line.form(token))
        content.append(word)
        position = token.end
    return content + ([line.text[position:]] if position < len(line.text) else [])


def _lines(page: Page) -> Iterator[tuple[str, str]]:
    """The lines and their ends; behind the end of the last (form feed apart) one more, empty."""
    for line in page.lines[:-1]:
        yield line.text, line.end
    text, end = (page.lines[-1].text, page.lines[-1].end) if page.lines else ("", "")
    yield text, end.removesuffix("\f")
    if end.removesuffix("\f"):
        yield "", ""
