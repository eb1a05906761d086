"""A mark in a few words."""

from collections.abc import Iterable, Mapping

from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue

_TOLD = {
    MarkName.PERSON: ("name", "ref"),
    MarkName.PLACE: ("name", "ref"),
    MarkName.ORGANIZATION: ("name", "ref"),
    MarkName.DATE: ("when", "from"),
    MarkName.UNCLEAR: ("reason",),
    MarkName.GAP: ("text", "extent"),
    MarkName.SUPPLIED: ("reason",),
    MarkName.ADDED: ("rend", "place", "hand"),
    MarkName.ABBREVIATION: ("expansion",),
    MarkName.FOREIGN: ("lang",),
    MarkName.DELETED: ("rend", "hand"),
    MarkName.EMPHASIS: ("rend",),
    MarkName.REGULARIZED: ("regular",),
    MarkName.DAMAGE: ("agent",),
    MarkName.SURPLUS: ("reason",),
    MarkName.REPLACED: ("deleted", "hand"),
    MarkName.MENTION: ("name", "ref", "type"),
    MarkName.NUMBER: ("type",),
    MarkName.SEGMENT: ("type",),
    MarkName.NOTE: ("text",),
    MarkName.QUERY: ("text",),
}
"""What a mark says beside its name: the first of these attributes that it has."""
_VALUES = frozenset({"reason", "rend", "place", "agent", "type"})
"""Attributes whose values are words of ours, as far as we have them."""


def mark_words(name: MarkName, said: Iterable[tuple[str, str]], say: Catalogue) -> str:
    """A mark in a few words: "Person: Mikoyan, Anastas"."""
    named = say.say(f"marks.name.{name}")
    told = _told(name, dict(said), say)
    return say.say("marks.told", name=named, told=told) if told else named


def _told(name: MarkName, said: Mapping[str, str], say: Catalogue) -> str:
    """What a mark says beside its name."""
    unit, quantity = said.get("unit", ""), said.get("quantity", "")
    if name is MarkName.GAP and f"marks.amount.{unit}" in say and quantity.isdecimal():
        return say.say(f"marks.amount.{unit}", n=int(quantity))
    key = next((key for key in _TOLD.get(name, ()) if said.get(key)), "")
    value = said.get(key, "")
    known = "marks.language" if key == "lang" else "marks.value" if key in _VALUES else ""
    return say.say(f"{known}.{value}") if known and f"{known}.{value}" in say else value
