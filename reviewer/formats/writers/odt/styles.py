"""The styles of the file, and those that a single run needs besides."""

from io import BytesIO

from lxml import etree
from odfdo import Document, Style

from reviewer.formats.printed.marked import PAGE, Face, style_names
from reviewer.formats.printed.sheet import Look
from reviewer.formats.writers.odt.names import child, o, style_name

FOOTNOTE = "Footnote"
_UNUSED = ("Configurations2/", "Thumbnails/")
_GREY = {"fo:color": "#555555"}
_BORDER = "0.5pt solid #555555"
_FRAME = {"fo:border": _BORDER, "fo:padding": "0.1cm"}
_RIGHT = {"fo:text-align": "end"}
_BOLD = {"fo:font-weight": "bold"}

_TEXT: dict[str, dict[str, str]] = {
    Look.TITLE: _BOLD | {"fo:font-size": "18pt"},
    Look.SUBTITLE: {"fo:font-style": "italic", "fo:font-size": "13pt"},
    Look.DRAFT: _BOLD,
    Look.ABOUT: _GREY | {"fo:font-size": "10.5pt"},
    Look.HEADING: _BOLD | {"fo:font-size": "13pt"},
    Look.BACK: _BOLD | {"fo:font-size": "12pt"},
    Look.PAGE: _GREY | {"fo:font-size": "8.5pt"},
    Look.FURNITURE: _GREY | {"fo:font-size": "9.5pt"},
    Look.MARGINAL: {"fo:font-size": "10pt"},
    Look.IMPRINT: _GREY | {"fo:font-size": "9.5pt"},
    FOOTNOTE: {"fo:font-size": "9.5pt"},
}
_LAYOUT: dict[str, dict[str, str]] = {
    Look.TITLE: {"fo:keep-with-next": "always"},
    Look.DRAFT: _FRAME,
    Look.HEADING: {"fo:margin-top": "12pt", "fo:keep-with-next": "always"},
    Look.BACK: {"fo:margin-top": "12pt", "fo:keep-with-next": "always"},
    Look.DATELINE: _RIGHT,
    Look.SIGNATURE: _RIGHT,
    Look.CLOSER: _RIGHT,
    Look.QUOTE: {"fo:margin-left": "1cm", "fo:margin-right": "1cm"},
    Look.STAMP: _FRAME,
    Look.MARGINAL: {"fo:margin-left": "1cm", "fo:border-left": _BORDER, "fo:padding": "0.15cm"},
    Look.ITEM: {"fo:margin-left": "0.6cm"},
}
_AFTER: dict[str, str] = {
    Look.BODY: "6pt",
    Look.TITLE: "6pt",
    Look.DRAFT: "12pt",
    Look.QUOTE: "6pt",
}


def _underlined(style: str, kind: str = "single") -> dict[str, str]:
    return {
        "style:text-underline-style": style,
        "style:text-underline-type": kind,
        "style:text-underline-width": "auto",
    }


_CHARACTERS: dict[str, dict[str, str]] = {
    "Unclear": _underlined("dotted"),
    "Supplied": _underlined("dash"),
    "Crossed Out": {"style:text-line-through-style": "solid"},
    "Added": _underlined("wave"),
    "Superfluous": _underlined("solid", "double"),
    "Damaged": _underlined("dot-dash"),
    "Error in Document": {"fo:font-style": "italic"},
    "Foreign": {"fo:font-style": "italic"},
    "Gap": _GREY,
    PAGE: _GREY | {"fo:font-size": "8.5pt"},
}


def make_template() -> bytes:
    """An empty document with our styles."""
    document = Document("text")
    _clear(document)
    for name in (*map(str, Look), FOOTNOTE):
        layout = {"fo:margin-top": "0cm", "fo:margin-bottom": _AFTER.get(name, "3pt")}
        style = Style(
            "paragraph", name=style_name(name), display_name=name, parent_style="Standard"
        )
        style.set_properties(layout | {"fo:line-height": "115%"} | _LAYOUT.get(name, {}))
        style.set_properties(_TEXT.get(name, {}), area="text")
        document.insert_style(style)
    for name in style_names():
        style = Style("text", name=style_name(name), display_name=name)
        style.set_properties(_CHARACTERS.get(name, {}), area="text")
        document.insert_style(style)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _clear(document: Document) -> None:
    """Take out what odfdo's template says about a window and another text, and numbered heads."""
    for level in document.styles.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        level.set_attribute("loext:num-list-format", "")
    for name in document.get_parts():
        if name.startswith(_UNUSED):
            document.del_part(name)
    for name in list(document.manifest.get_paths()):
        if name.startswith(_UNUSED):
            document.manifest.del_full_path(name)


class Automatic:
    """Styles of single runs and paragraphs, made when they are first asked for."""

    def __init__(self, parent: etree._Element) -> None:
        self._parent = parent
        self._made: dict[object, str] = {}

    def of_run(self, looks: Face) -> str:
        """The style of a run; empty where it needs none."""
        named = style_name(looks.style) if looks.style else ""
        own = _own(looks)
        if not own:
            return named
        return self._style(("text", looks), "text", named, "text-properties", own)

    def of_paragraph(self, look: str, *, breaks: bool, depth: int) -> str:
        """The style of a paragraph; `breaks`: a new page begins with it."""
        own = {"fo:break-before": "page"} if breaks else {}
        if depth > 1:
            own["fo:margin-left"] = f"{0.6 * depth:.1f}cm"
        named = style_name(look)
        if not own:
            return named
        key = (look, breaks, depth)
        return self._style(key, "paragraph", named, "paragraph-properties", own)

    def _style(
        self, key: object, family: str, parent: str, area: str, properties: dict[str, str]
    ) -> str:
        if key not in self._made:
            name = f"A{len(self._made) + 1}"
            made = child(self._parent, "style:style", style_name=name, style_family=family)
            if parent:
                made.set(o("style:parent-style-name"), parent)
            said = child(made, f"style:{area}")
            for attribute, value in properties.items():
                said.set(o(attribute), value)
            self._made[key] = name
        return self._made[key]


def _own(looks: Face) -> dict[str, str]:
    found: dict[str, str] = {}
    if looks.bold:
        found["fo:font-weight"] = "bold"
    if looks.italic:
        found["fo:font-style"] = "italic"
    if looks.underline:
        found |= _underlined("solid")
    if looks.raised:
        found["style:text-position"] = "super 58%"
    if looks.small_caps:
        found["fo:font-variant"] = "small-caps"
    if looks.language:
        code, _, country = looks.language.partition("-")
        found |= {"fo:language": code, "fo:country": country or "none"}
    return found
