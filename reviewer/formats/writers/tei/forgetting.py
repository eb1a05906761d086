"""What files about all documents told of before they are replaced: others may have made them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from reviewer.core.messages import said
from reviewer.core.ports import Problem
from reviewer.formats.xml import XML_ID, tei

_XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
_SHOWN = 5  # names of documents that are told


def what_is_gone(before: Path, now: Path) -> Problem | None:
    """A warning naming the documents that one file tells of and its successor does not.

    None where none is missing.
    """
    try:
        old = set(_documents(before))
    except (etree.XMLSyntaxError, OSError):
        old = set()
    if not old:
        return Problem(0, said("export.replaced_another"), False)
    lost = sorted(old - set(_documents(now)))
    if not lost:
        return None
    names = ", ".join(lost[:_SHOWN]) + (", …" if len(lost) > _SHOWN else "")
    return Problem(0, said("export.told_of_more", n=len(lost), names=names), False)


def _documents(path: Path) -> Iterator[str]:
    """The documents that a corpus includes or holds, or whose letters a list has."""
    events = etree.iterparse(
        str(path), events=("start", "end"), resolve_entities=False, no_network=True
    )
    for event, found in events:
        if event == "end":
            found.clear()
        elif found.tag == _XINCLUDE:
            yield unquote(found.get("href", ""))
        elif found.tag == tei("correspDesc"):
            yield found.get("key", "")
        elif found.tag == tei("TEI") and found.getparent() is not None:
            yield found.get(XML_ID, "")
