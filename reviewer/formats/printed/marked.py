"""The one style of characters that a run has in a word processor, and what lies beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.core.printed import About, Run, Sign

NAMES = {
    About.UNCLEAR: "Unclear",
    About.SUPPLIED: "Supplied",
    About.GAP: "Gap",
    About.DELETED: "Crossed Out",
    About.ADDED: "Added",
    About.SURPLUS: "Superfluous",
    About.SIC: "Error in Document",
    About.CORR: "Correction",
    About.NAME: "Name",
    About.DATE: "Date in Text",
    About.DAMAGE: "Damaged",
    About.NUMBER: "Number in Text",
    About.SEGMENT: "Handling",
    About.FOREIGN: "Foreign",
}
"""What styles of characters are called, the first that fits a run being taken: doubt before names,
because a reader must not miss it.
"""
NAME_KINDS = {"person": "Person", "organization": "Organization", "place": "Place"}
PAGE = "Page Label"


@dataclass(frozen=True, slots=True)
class Face:
    """How a run is set: the name of its style (or none), its language, and flags of its own."""

    style: str
    language: str
    bold: bool
    italic: bool
    underline: bool
    raised: bool
    small_caps: bool


def face(run: Run) -> Face:
    """How a run is set."""
    rend = {
        word for mark in run.marks if mark.about is About.STYLE for word in mark.get("rend").split()
    }
    foreign = run.mark(About.FOREIGN)
    return Face(
        _style(run.marks),
        foreign.get("lang") if foreign else "",
        "bold" in rend,
        "italic" in rend,
        "underline" in rend,
        "superscript" in rend,
        "smallcaps" in rend,
    )


def _style(marks: Sequence[Sign]) -> str:
    # What the machine misread is no error of the document's.
    meant = (mark for mark in marks if not (mark.about is About.SIC and mark.get("source")))
    found = {mark.about: mark for mark in meant}
    for about, name in NAMES.items():
        if about in found:
            kind = found[about].get("kind")
            return NAME_KINDS.get(kind, name) if about is About.NAME else name
    return ""


def style_names() -> tuple[str, ...]:
    """All styles of characters."""
    return (*NAMES.values(), *NAME_KINDS.values(), PAGE)
