"""What can be said of each mark: lines to type, details to choose, kinds of which one is chosen."""

from collections.abc import Mapping

from reviewer.core.lexicon import EntryKind
from reviewer.core.marks import MarkName

KINDS = {
    MarkName.PERSON: (EntryKind.PERSON,),
    MarkName.PLACE: (EntryKind.PLACE,),
    MarkName.ORGANIZATION: (EntryKind.ORGANIZATION,),
}
"""Which entries a name may refer to."""

CHOICES: Mapping[MarkName, tuple[str, tuple[str, ...]]] = {
    MarkName.EMPHASIS: ("rend", ("underline", "bold", "italic", "superscript", "smallcaps")),
    MarkName.DAMAGE: ("agent", ("", "tear", "hole", "water", "mould", "rubbing", "fire")),
    MarkName.NUMBER: ("type", ("telegram", "register")),
    MarkName.SEGMENT: ("type", ("handling", "label", "typist")),
    MarkName.MENTION: ("type", ("person", "place", "organization")),
}
"""Marks of which one thing is asked, answered by a letter: its attribute and what that may be.

What is most often meant comes first; an empty value says nothing.
"""

LINE = {
    MarkName.GAP: "text",
    MarkName.ABBREVIATION: "expansion",
    MarkName.FOREIGN: "lang",
    MarkName.REGULARIZED: "regular",
    MarkName.REPLACED: "deleted",
    MarkName.NOTE: "text",
    MarkName.QUERY: "text",
}
"""The attribute that the line of the form fills."""
NEEDED = frozenset({MarkName.NOTE, MarkName.QUERY, MarkName.REGULARIZED})
"""Marks that say nothing without their line."""

HAND = "hand"
"""Whose hand wrote it; of this detail people make the values themselves."""
_TAKEN_OUT = ("overstrike", "overtyped", "erased")
DETAILS: Mapping[MarkName, Mapping[str, tuple[str, ...]]] = {
    MarkName.UNCLEAR: {
        "reason": ("illegible", "faded", "damage", "blot"),
        "cert": ("high", "medium", "low"),
    },
    MarkName.GAP: {"reason": ("illegible", "faded", "damage", "blot", "redacted")},
    MarkName.SUPPLIED: {
        "reason": ("omitted", "illegible", "damage"),
        "cert": ("high", "medium", "low"),
    },
    MarkName.DELETED: {"rend": _TAKEN_OUT, HAND: ()},
    MarkName.ADDED: {
        "place": ("above", "below", "inline", "margin"),
        "rend": ("handwritten",),
        HAND: (),
    },
    MarkName.REPLACED: {"rend": _TAKEN_OUT, HAND: ()},
    MarkName.SURPLUS: {"reason": ("repeated",)},
}
ASKED = frozenset({MarkName.GAP, MarkName.REPLACED})
"""Marks whose form is there anyway, so that their details are asked for at once."""
LABELS = {"reason": "reason", "cert": "certainty", "place": "place", "rend": "rend", HAND: "hand"}
NAME_ROWS = 6
ROWS = {
    MarkName.DATE: 2,
    MarkName.FOREIGN: 4,
    **{name: len(values) for name, (_, values) in CHOICES.items()},
}
"""So many of what may be meant are in sight."""
