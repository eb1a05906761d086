"""The names of OpenDocument 1.3 that are used here."""

import re

from lxml import etree

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_OTHER = re.compile("[^A-Za-z0-9]")


def o(name: str) -> str:
    """`text:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """A new last child; `text_style_name` is written text:style-name."""
    made = etree.SubElement(parent, o(name))
    for key, value in attributes.items():
        prefix, _, local = key.partition("_")
        made.set(o(f"{prefix}:{local.replace('_', '-')}"), value)
    return made


def style_name(name: str) -> str:
    """A style's name as it may stand in the file: `Page_20_Label`."""
    return _OTHER.sub(lambda found: f"_{ord(found[0]):x}_", name)


def add_text(parent: etree._Element, content: str) -> None:
    """Text behind all that is in an element."""
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + content
    else:
        last.tail = (last.tail or "") + content
