"""Decisions under other numbers: acts name decisions, and ledgers that are copied count anew.

A line that somebody added is named after its decision (`core.arranging`), so lines are looked at,
too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from reviewer.core import decisions as d
from reviewer.core.arranging import added_decision, added_key
from reviewer.core.ids import DecisionId

NOTHING = DecisionId(0)
"""Names no decision: stands for one that a ledger does not have, or not yet."""
_LINES = ("line", "before", "behind")
_ONES = ("thread", "about")


def named_decisions(act: d.Act) -> Iterator[DecisionId]:
    """The decisions that an act names."""
    for name in _names(act):
        value = getattr(act, name)
        if name == "targets":
            yield from value
        elif name in _LINES:
            added = None if value is None else added_decision(value)
            if added is not None:
                yield added
        elif value is not None:
            yield value


def renumbered(act: d.Act, ids: Mapping[DecisionId, DecisionId]) -> d.Act:
    """The act with the new number of each decision that it names; one without is `NOTHING`."""
    changed: dict[str, object] = {}
    for name in _names(act):
        value = getattr(act, name)
        if name == "targets":
            changed[name] = tuple(ids.get(target, NOTHING) for target in value)
        elif value is None:
            continue
        elif name in _ONES:
            changed[name] = ids.get(value, NOTHING)
        elif (added := added_decision(value)) is not None:
            changed[name] = added_key(ids.get(added, NOTHING))
    return replace(act, **changed) if changed else act


def counted(decisions: Iterable[d.Decision]) -> Iterator[d.Decision]:
    """The decisions of a ledger, in order, numbered from 1; each names only some before it."""
    ids: dict[DecisionId, DecisionId] = {}
    for number, decision in enumerate(decisions, 1):
        new = DecisionId(number)
        yield replace(decision, id=new, act=renumbered(decision.act, ids))
        ids[decision.id] = new


def _names(act: d.Act) -> tuple[str, ...]:
    return _NAMES.get(type(act), ())


_NAMES: dict[type[d.Act], tuple[str, ...]] = {
    act: names
    for act in (*d.TEXT_ACTS, *d.TALK_ACTS, d.Approve, d.Reject, d.Revert)
    if (
        names := tuple(
            field.name for field in fields(act) if field.name in ("targets", *_ONES, *_LINES)
        )
    )
}
