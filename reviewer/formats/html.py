"""Lenient HTML: files that OCR programs call hOCR, in whatever state they come.

Well-formed XHTML is read as XML, all else by libxml2's HTML parser, which closes what was left
open. Both are hardened: nothing is fetched, no entity of the file's own is expanded, and libxml2's
limits on depth and size stay on. Element names carry the XHTML namespace or none: ask
`reviewer.formats.xml.local`.
"""

import codecs
import html.entities
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.formats import encodings
from reviewer.formats.xml import local

LARGEST = 512 << 20
"""Bytes of the largest file that is read: a book of a thousand pages has a tenth of them."""
_HEAD = 4096
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_SAID_XML = re.compile(rb"\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_SAID_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# An internal subset declares entities, and hOCR has no use for them.
_SUBSET = re.compile(r"(<!DOCTYPE[^>\[]*)\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, production 2


@dataclass(frozen=True)
class HtmlFile:
    """A parsed file: `xhtml` says that it was well-formed XML, `remarks` what was mended.

    `doctype` is the document type declaration as it stood, empty where there was none.
    """

    root: etree._Element
    encoding: str
    xhtml: bool
    doctype: str = ""
    remarks: list[str] = field(default_factory=list)


def load(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFile where it cannot be read or is far too large."""
    try:
        check_readable(path)
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(
                said("errors.the_file_is_larger_than_mb", number=LARGEST >> 20),
                where=str(path),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.split_it_into_several_files"),
            )
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def parse_html(data: bytes, name: str) -> HtmlFile:
    """Parse the bytes of a file called `name`. Raises UnreadableFile where no element is in it."""
    remarks: list[str] = []
    encoding = declared_encoding(data)
    text = _decoded(data, encoding, name, remarks)
    text = _SUBSET.sub(r"\1>", _XML_DECLARATION.sub("", text.lstrip("\ufeff"), count=1), count=1)
    text = _FORBIDDEN.sub("\ufffd", text)
    found = _DOCTYPE.search(text, 0, _HEAD)
    doctype = found[0] if found else ""
    # Without it libxml2 writes the tree as it stands, and does not add what XHTML might want.
    text = text.replace(doctype, "", 1) if doctype else text
    root = _as_xml(text)
    if root is not None:
        return HtmlFile(root, encoding, True, doctype, remarks)
    root = _as_html(text)
    if root is None:
        raise UnreadableFile(
            said("errors.there_is_no_html_element"),
            where=said("errors.at_line", path=name, line=1),
            safe=said("errors.nothing_was_imported"),
            advice=said("errors.make_anew"),
        )
    remarks.append(f"{name}: it is not well-formed XHTML; it was read as HTML.")
    return HtmlFile(root, encoding, False, doctype, remarks)


def declared_encoding(data: bytes) -> str:
    """The encoding by byte order mark, XML declaration, `meta`, else by looking at the bytes.

    Bytes above ASCII that are lawful UTF-8 are UTF-8, whatever is declared: by chance they are
    hardly ever.
    """
    head = data[: encodings.SAMPLE]
    guess = encodings.detect(head, whole=len(head) == len(data))
    if guess.name.endswith("-sig") or guess.name.startswith("utf-16"):
        return guess.name
    if not head.isascii() and guess.name == "utf-8":
        return "utf-8"
    declared = _SAID_XML.search(data[:_HEAD]) or _SAID_META.search(data[:_HEAD])
    if declared is not None:
        try:
            found = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            return guess.name or "utf-8"
        # ASCII and Latin-1 are what people declare who mean Windows' set (WHATWG, encodings).
        return "cp1252" if found in ("iso8859-1", "ascii") else found
    return guess.name or "cp1252"


def _decoded(data: bytes, encoding: str, name: str, remarks: list[str]) -> str:
    for one in dict.fromkeys((encoding, "utf-8", encodings.detect(data).name or encoding)):
        try:
            text = encodings.decode(data, one)
        except (UnicodeDecodeError, LookupError):
            continue
        if one != encoding:
            remarks.append(
                f"{name}: it is not in {encoding.upper()}; it was read as {one.upper()}."
            )
        return text
    remarks.append(f"{name}: some bytes are not lawful in {encoding.upper()} and were replaced.")
    plain = encoding.removesuffix("-sig")
    try:
        return data.decode(plain, "replace")
    except LookupError:  # a codec that is not one of text
        return data.decode("utf-8", "replace")


def _as_xml(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    # HTML's names for characters are declared in a DTD that is not loaded.
    text = _ENTITY.sub(_character, text)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root if local(root).lower() == "html" else None


def _character(found: re.Match[str]) -> str:
    if found[1] in _OF_XML:
        return found[0]
    return html.entities.html5.get(found[1] + ";", found[0])


def _as_html(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    return root
