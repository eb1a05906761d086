"""What a check finds in a file: an element, and sentences about it."""

from dataclasses import dataclass

from lxml import etree

from reviewer.core.messages import Said, Value, said
from reviewer.formats.xml import local

_NAMED = frozenset(
    "ab abbr address addrLine annotation availability body cell change choice closer corr"
    " correspAction correspDesc date dateline del div facsimile fw gap graphic head hi idno"
    " item language lb licence list msIdentifier note opener org orgName p pb persName person"
    " place placeName publicationStmt publisher repository resp respStmt revisionDesc row seg"
    " sic signed stamp subst supplied surface table TEI teiHeader text title titleStmt unclear"
    " zone".split()
)
"""Elements that have a name in people's words."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with an element, and what to do; `word` is what stands there."""

    element: etree._Element
    text: str
    todo: str = ""
    severe: bool = True
    word: str = ""


def found(
    element: etree._Element, kind: str, *, severe: bool = True, word: str = "", **values: Value
) -> Found:
    """A finding of a kind, whose sentences stand under `problems`."""
    return Found(
        element,
        said(f"problems.{kind}.what", **values),
        said(f"problems.{kind}.todo", **values),
        severe,
        word,
    )


def called(element: etree._Element) -> Said | str:
    """What people call an element, with its name."""
    return called_so(local(element))


def called_so(name: str) -> Said | str:
    """What people call the elements of a name."""
    return said(f"problems.names.{name}") if name in _NAMED else name
