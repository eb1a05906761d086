"""The styles of the file: by name, so that a publisher changes one and all that has it changes."""

from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.shared import Cm, Pt, RGBColor

from reviewer.formats.printed.marked import PAGE, style_names
from reviewer.formats.printed.sheet import Look
from reviewer.formats.writers.docx.names import child, w

FOOTNOTE_TEXT, FOOTNOTE_REFERENCE = "footnote text", "footnote reference"
_KEPT = (
    "Normal,Default Paragraph Font,Normal Table,No List,Heading 1,Heading 1 Char,Heading 2,"
    "Heading 2 Char,Title,Title Char,Subtitle,Subtitle Char,Body Text,Body Text Char,Quote,"
    "Quote Char,Table Grid"
).split(",")
_OWN_OF_WORD = frozenset({"Salutation", "Signature", "Closing", FOOTNOTE_TEXT, FOOTNOTE_REFERENCE})
_GREY = RGBColor(0x55, 0x55, 0x55)
_INK = RGBColor(0, 0, 0)
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
_FACE, _SIZE = "Times New Roman", 11.5
_SIZES = {
    Look.TITLE: 18.0,
    Look.SUBTITLE: 13.0,
    Look.HEADING: 13.0,
    Look.BACK: 12.0,
    Look.PAGE: 8.5,
    Look.FURNITURE: 9.5,
    Look.MARGINAL: 10.0,
    Look.IMPRINT: 9.5,
    Look.ABOUT: 10.5,
}
_AFTER = {Look.BODY: 6.0, Look.TITLE: 6.0, Look.DRAFT: 12.0, Look.HEADING: 4.0, Look.QUOTE: 6.0}


def lay_styles(document: Document) -> None:
    """Make the styles of a new document ours."""
    styles: Any = document.styles
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    normal = styles["Normal"]
    _set_face(normal, _SIZE)
    for look in Look:
        _paragraph(styles, look)
    for name in style_names():
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        _CHARACTERS.get(name, _nothing)(style.font)
    _footnotes(styles)


def _set_face(style: Any, size: float) -> None:
    """Face, size and colour; the template's themes are taken out, for they would win."""
    style.font.name = _FACE
    style.font.size = Pt(size)
    style.font.color.rgb = _INK
    fonts = style.element.rPr.find(w("rFonts"))
    for name in list(fonts.attrib):
        if str(name).endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(w("cs"), _FACE)


def _paragraph(styles: Any, look: Look) -> None:
    known = [style.name for style in styles]
    if look not in known:
        built_in = str(look) in _OWN_OF_WORD
        styles.add_style(str(look), WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style = styles[str(look)]
    if look is not Look.BODY:
        style.base_style = styles["Normal"]
    _set_face(style, _SIZES.get(look, _SIZE))
    style.quick_style, style.hidden = True, False
    spacing = style.paragraph_format
    spacing.space_before = Pt(0)
    spacing.space_after = Pt(_AFTER.get(look, 3.0))
    spacing.line_spacing = 1.15
    properties = style.element.pPr
    if (border := properties.find(w("pBdr"))) is not None:
        properties.remove(border)  # the template's title has one
    _LOOKS.get(look, _nothing)(style)


def _nothing(_: Any) -> None:
    """Leave it as it is."""


def _title(style: Any) -> None:
    style.font.bold = True
    style.paragraph_format.keep_with_next = True


def _heading(style: Any) -> None:
    style.font.bold = True
    style.paragraph_format.space_before = Pt(12)
    style.paragraph_format.keep_with_next = True


def _right(style: Any) -> None:
    style.paragraph_format.alignment = _RIGHT


def _grey(style: Any) -> None:
    style.font.color.rgb = _GREY


def _marginal(style: Any) -> None:
    style.paragraph_format.left_indent = Cm(1)
    _framed(style, ("left",))


def _quote(style: Any) -> None:
    style.font.italic = False
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(1)


def _item(style: Any) -> None:
    style.paragraph_format.left_indent = Cm(0.6)


def _stamp(style: Any) -> None:
    _framed(style, ("top", "left", "bottom", "right"))


def _draft(style: Any) -> None:
    style.font.bold = True
    _stamp(style)


def _italic(style: Any) -> None:
    style.font.italic = True


def _framed(style: Any, sides: tuple[str, ...]) -> None:
    """Lines around a paragraph; `pBdr` has its place among its neighbours."""
    properties = style.element.get_or_add_pPr()
    borders = child(properties, "pBdr")
    for side in sides:
        child(borders, side, val="single", sz="6", space="4", color="555555")
    after = ("spacing", "ind", "jc", "outlineLvl", "contextualSpacing")
    found = next((one for one in properties if one.tag in {w(name) for name in after}), None)
    if found is not None:
        found.addprevious(borders)


_LOOKS: dict[Look, Callable[[Any], None]] = {
    Look.TITLE: _title,
    Look.SUBTITLE: _italic,
    Look.DRAFT: _draft,
    Look.HEADING: _heading,
    Look.BACK: _heading,
    Look.DATELINE: _right,
    Look.SIGNATURE: _right,
    Look.CLOSER: _right,
    Look.QUOTE: _quote,
    Look.STAMP: _stamp,
    Look.MARGINAL: _marginal,
    Look.FURNITURE: _grey,
    Look.PAGE: _grey,
    Look.IMPRINT: _grey,
    Look.ABOUT: _grey,
    Look.ITEM: _item,
}


def _set(name: str, value: Any) -> Callable[[Any], None]:
    return lambda font: setattr(font, name, value)


def _label(font: Any) -> None:
    font.size = Pt(8.5)
    font.color.rgb = _GREY


_CHARACTERS: dict[str, Callable[[Any], None]] = {
    "Unclear": _set("underline", WD_UNDERLINE.DOTTED),
    "Supplied": _set("underline", WD_UNDERLINE.DASH),
    "Crossed Out": _set("strike", True),
    "Added": _set("underline", WD_UNDERLINE.WAVY),
    "Superfluous": _set("underline", WD_UNDERLINE.DOUBLE),
    "Damaged": _set("underline", WD_UNDERLINE.DOT_DASH),
    "Error in Document": _set("italic", True),
    "Foreign": _set("italic", True),
    "Gap": lambda font: setattr(font.color, "rgb", _GREY),
    PAGE: _label,
}


def _footnotes(styles: Any) -> None:
    text = styles.add_style(FOOTNOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    _set_face(text, 9.5)
    text.paragraph_format.space_after = Pt(2)
    reference = styles.add_style(FOOTNOTE_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
