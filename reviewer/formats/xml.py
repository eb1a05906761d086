"""The one XML parser of the program, and the few names that all XML code shares.

Hardened: files come from anywhere. No entity is expanded, nothing is fetched, no DTD is loaded, and
libxml2's own limits on depth and size stay on.
"""

import re
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said

TEI_NS = "http://www.tei-c.org/ns/1.0"
_PLACE = re.compile(r", line \d+, column \d+$")  # libxml2 repeats it in its message
XML_NS = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"


def parse(path: Path) -> etree._ElementTree:
    """Parse a file. Raises UnreadableFile naming file, line and reason."""
    try:
        check_readable(path)
        # As bytes, not by name: lxml takes a name for a URL, and an odd byte for a broken disk.
        return parse_bytes(path.read_bytes(), str(path)).getroottree()
    except OSError as error:
        raise unreadable(path, error) from error


def parse_bytes(content: bytes, where: str) -> etree._Element:
    """The outermost element of an XML file's bytes; `where` names the file.

    Raises UnreadableFile naming file, line and reason.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        reason = _PLACE.sub("", error.msg or "it is empty")
        raise UnreadableFile(
            said("errors.this_is_not_well_formed_xml", reason=reason),
            where=said("errors.at_line", path=where, line=error.lineno or 1),
            safe=said("errors.the_file_was_not_changed"),
            advice=said("errors.correct_the_file_where_it_was"),
        ) from error


def tei(name: str) -> str:
    """The name of a TEI element as lxml writes it."""
    return f"{{{TEI_NS}}}{name}"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line of the file on which an element begins; 0 where that is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: etree._Element) -> str:
    """All text in an element, its children's included."""
    return "".join(str(piece) for piece in element.itertext())
