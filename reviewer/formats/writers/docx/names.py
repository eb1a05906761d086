"""The names of WordprocessingML (ECMA-376, part 1) that are used here."""

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """A name as lxml writes it."""
    return f"{{{W}}}{name}"


def child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """A new last child; its attributes are of the same namespace."""
    made = etree.SubElement(parent, w(name))
    for key, value in attributes.items():
        made.set(w(key), value)
    return made


def text(run: etree._Element, name: str, content: str) -> None:
    """Text in a run, its blanks kept: `t`, or `delText` in a deletion."""
    made = child(run, name)
    made.text = content
    made.set(_SPACE, "preserve")
