"""Rules asked of a file. SaxonC does it: the rules of TEI need XPath 2, which libxml2 has not."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import said
from reviewer.formats.schematron.compiling import compiled
from reviewer.formats.schematron.reading import read_rules, refused
from reviewer.formats.xml import local, parse_bytes

_NO_PROTOCOLS = ("http://saxon.sf.net/feature/allowedProtocols", "")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule says of an element."""

    element: etree._Element
    text: str
    severe: bool


def at_hand() -> bool:
    """Whether rules can be asked here at all."""
    return find_spec("saxonche") is not None


def check_by(path: Path, tree: etree._ElementTree) -> list[Found]:
    """What the rules of a file find in a tree.

    Raises UnreadableFile where the rules cannot be used, ReviewerError where SaxonC is not here.
    """
    if not at_hand():
        raise ReviewerError(
            said("errors.schematron_not_here"), advice=said("errors.schematron_install")
        )
    try:
        sheet = _sheet(path.resolve(), path.stat().st_mtime)
    except OSError as error:
        raise refused(path, error.strerror or str(error)) from error
    return sheet.check(tree)


@lru_cache(maxsize=4)
def _sheet(path: Path, changed: float) -> "_Sheet":
    """Rules, compiled once in a process and anew when their file changes."""
    return _Sheet(path)


@lru_cache(maxsize=1)
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    processor = PySaxonProcessor(license=False)
    # Rules come from anywhere: they may fetch nothing, neither from the net nor from this machine.
    processor.set_configuration_property(*_NO_PROTOCOLS)
    return processor


class _Sheet:
    def __init__(self, path: Path) -> None:
        self._path = path
        text = compiled(read_rules(path)).decode()
        try:
            self._made = (
                _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=text)
            )
        except Exception as error:  # SaxonC's own kind, which stands in a module of its own
            raise refused(path, _first(error)) from error

    def check(self, tree: etree._ElementTree) -> list[Found]:
        root = tree.getroot()
        try:
            node = _processor().parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
            told = self._made.transform_to_string(xdm_node=node)
        except Exception as error:
            raise refused(self._path, _first(error)) from error
        found = parse_bytes((told or "<told/>").encode(), str(self._path))
        return [
            Found(
                _element(root, one.get("place", "")),
                _BLANKS.sub(" ", one.text or "").strip(),
                one.get("severe") == "yes",
            )
            for one in found
        ]


def _element(root: etree._Element, place: str) -> etree._Element:
    """The element that a row of numbers names; the nearest around it where it is none."""
    here = root
    for number in place.split()[1:]:
        inside = [child for child in here if local(child)]
        if int(number) > len(inside):
            break
        here = inside[int(number) - 1]
    return here


def _first(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:3]) or type(error).__name__
