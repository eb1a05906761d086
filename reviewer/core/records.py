"""Acts, grounds, findings and decisions as plain JSON values and back.

One form for the store's columns, scripted decisions (`reviewer apply`), logs and tests.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.errors import InputError
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.messages import Message, said
from reviewer.core.model import Role

Record = dict[str, Any]

_ACTS: dict[str, type[d.Act]] = {
    act.name: act
    for act in (
        *d.TEXT_ACTS,
        d.SetHeader,
        d.Submit,
        d.Approve,
        d.Reject,
        d.Return,
        d.Reopen,
        d.Publish,
        d.Withdraw,
        *d.TALK_ACTS,
        d.Revert,
    )
}


# fields() makes its tuple anew at each call, which shows in a ledger of 100,000 decisions.
_FIELDS = {act: tuple(field.name for field in fields(act)) for act in _ACTS.values()}


def act_record(act: d.Act) -> Record:
    """An act as JSON values; `act` names its kind."""
    record: Record = {"act": act.name}
    for name in _FIELDS[type(act)]:
        record[name] = _plain(getattr(act, name))
    return record


def read_act(record: Mapping[str, Any]) -> d.Act:
    """The act of a record. Raises InputError where it is not one, saying which part is wrong."""
    kind = _ACTS.get(str(record.get("act")))
    if kind is None:
        known = ", ".join(sorted(_ACTS))
        raise InputError(
            said("errors.unknown_act", given=repr(record.get("act"))),
            advice=said("errors.known_acts", known=known),
        )
    values: Record = {}
    name = ""
    try:
        for name in _FIELDS[kind]:
            if name in record:
                values[name] = _READ[name](record[name])
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise InputError(
            said(
                "errors.act_part_cannot_be",
                act=kind.name,
                name=name,
                value=repr(record[name]),
                reason=str(error),
            )
        ) from error
    if len(values) + 1 < len(record):  # each part that was read and the act itself stand there
        names = ", ".join(sorted(map(str, record.keys() - {"act", *_FIELDS[kind]})))
        raise InputError(said("errors.act_has_no", act=kind.name, names=names))
    try:
        return kind(**values)
    except TypeError as error:
        raise InputError(said("errors.act_wrong", act=kind.name, reason=str(error))) from error


def _plain(value: Any) -> Any:
    if isinstance(value, d.Span):
        return [value.first, value.last]
    if isinstance(value, Anchor):
        return [value.token, value.offset]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("not a number of a token, line or character")
    return value


def _number_or_none(value: Any) -> int | None:
    return None if value is None else _number(value)


def _pair(value: Any) -> tuple[int, int]:
    first, second = value
    return _number(first), _number(second)


def _targets(value: Any) -> tuple[DecisionId, ...]:
    return tuple(DecisionId(_number(target)) for target in value)


def _span_or_none(value: Any) -> d.Span | None:
    return None if value is None else d.Span(*_pair(value))


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _one_of(words: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """What reads a word of a list. Looked up: asking the list takes ten times as long."""
    known = {str(word): word for word in words}

    def read(value: Any) -> StrEnum:
        return known.get(value) or words(value)

    return read


_READ: dict[str, Any] = {
    "span": lambda value: d.Span(*_pair(value)),
    "words": _span_or_none,
    "start": lambda value: Anchor(*_pair(value)),
    "end": lambda value: Anchor(*_pair(value)),
    "text": _text,
    "cause": _one_of(d.Cause),
    "mark": _one_of(MarkName),
    "role": _one_of(Role),
    "line": _number,
    "token": _number,
    "offset": _number,
    "after": _number_or_none,
    "before": _number_or_none,
    "behind": _number,
    "targets": _targets,
    "attributes": lambda value: {_text(k): _text(v) for k, v in value.items()},
    "field_name": _text,
    "value": _text,
    "comment": _text,
    "reason": _text,
    "kind": _text,
    "place": _text,
    "flow": _one_of(d.Flow),
    "about": lambda value: None if value is None else DecisionId(_number(value)),
    "asks": _truth,
    "thread": lambda value: DecisionId(_number(value)),
}


def _probability(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"a probability is a number from 0 to 1, not {value!r}")
    return value


_GROUNDS: dict[str, Any] = {
    "way": _one_of(d.Way),
    "form": _text,
    "suggestion": _text,
    "rank": _number_or_none,
    "probability": _probability,
    "source": _text,
    "certainty": _one_of(d.Certainty),
    "evidence": _one_of(d.Ground),
    "reference": _text,
}


_PLAIN_GROUNDS = {way: d.Grounds(way) for way in d.Way}
"""What most decisions rest on: that somebody typed it, and nothing more."""


def grounds_record(grounds: d.Grounds) -> Record:
    """Grounds as JSON values, only what is set."""
    record: Record = {"way": str(grounds.way)}
    for field in fields(grounds):
        value = getattr(grounds, field.name)
        if field.name != "way" and value not in ("", None):
            record[field.name] = value
    return record


def read_grounds(record: Mapping[str, Any]) -> d.Grounds:
    """The grounds of a record; raises InputError on unknown keys or ways and values of no sense."""
    try:
        if record.keys() == {"way"}:
            return _PLAIN_GROUNDS[d.Way(record["way"])]
        values = {name: _GROUNDS[name](value) for name, value in record.items()}
        return d.Grounds(**values)
    except KeyError as error:
        raise InputError(said("errors.grounds_have_no", name=str(error.args[0]))) from error
    except (TypeError, ValueError) as error:
        raise InputError(said("errors.grounds_wrong", reason=str(error))) from error


def decision_record(decision: d.Decision) -> Record:
    """A decision as JSON values, for logs."""
    return {
        "id": decision.id,
        "document": decision.place.document,
        "page": decision.place.page,
        "by": decision.by,
        "at": decision.at.astimezone(UTC).isoformat(),
        "batch": decision.batch,
        **({"login": decision.login} if decision.login else {}),
        **act_record(decision.act),
        "grounds": grounds_record(decision.grounds),
    }


def read_decision(record: Mapping[str, Any]) -> d.Decision:
    """The decision of a record made by `decision_record`."""
    rest = {key: record[key] for key in record if key not in _DECISION_KEYS}
    page = record["page"]
    return d.Decision(
        id=DecisionId(record["id"]),
        place=d.Place(DocumentId(record["document"]), None if page is None else PageId(page)),
        by=record["by"],
        at=datetime.fromisoformat(record["at"]),
        act=read_act(rest),
        grounds=read_grounds(record["grounds"]),
        batch=record["batch"],
        login=record.get("login", ""),
    )


_DECISION_KEYS = frozenset({"id", "document", "page", "by", "at", "batch", "login", "grounds"})


def message_record(message: Message) -> Record:
    """A message as JSON values."""
    return {"id": message.id, **({"values": dict(message.values)} if message.values else {})}


def read_message(record: Mapping[str, Any]) -> Message:
    """The message of a record."""
    return Message(record["id"], record.get("values", {}))


def suggestion_record(suggestion: Suggestion) -> Record:
    """A suggestion as JSON values."""
    return {
        "text": suggestion.text,
        "probability": suggestion.probability,
        "source": suggestion.source,
        "evidence": [message_record(message) for message in suggestion.evidence],
    }


def read_suggestion(record: Mapping[str, Any]) -> Suggestion:
    """The suggestion of a record."""
    return Suggestion(
        text=record["text"],
        probability=record["probability"],
        source=record["source"],
        evidence=tuple(read_message(message) for message in record["evidence"]),
    )


def finding_record(finding: Finding) -> Record:
    """A finding with its suggestions as JSON values."""
    return {
        "span": [finding.span.first, finding.span.last],
        "start": finding.start,
        "end": finding.end,
        "form": finding.form,
        "kind": str(finding.kind),
        "probability": finding.probability,
        "reasons": [message_record(message) for message in finding.reasons],
        "suggestions": [suggestion_record(suggestion) for suggestion in finding.suggestions],
        "automatic": finding.automatic,
    }


def read_finding(record: Mapping[str, Any]) -> Finding:
    """The finding of a record."""
    return Finding(
        span=d.Span(*record["span"]),
        start=record["start"],
        end=record["end"],
        form=record["form"],
        kind=Kind(record["kind"]),
        probability=record["probability"],
        reasons=tuple(read_message(message) for message in record["reasons"]),
        suggestions=tuple(read_suggestion(suggestion) for suggestion in record["suggestions"]),
        automatic=record.get("automatic", False),  # findings stored before there was such a thing
    )


def entry_record(entry: LexiconEntry) -> Record:
    """A lexicon entry as JSON values, only what is set; and what a newer version had set."""
    record = {name: json.loads(value) for name, value in entry.others}
    for field in fields(entry):
        value = _plain(getattr(entry, field.name))
        if field.name != "others" and value not in ("", [], None, EntryState.USUAL):
            record[field.name] = value
    if entry.authorities:
        record["authorities"] = [list(pair) for pair in entry.authorities]
    return record


def read_entry(record: Mapping[str, Any]) -> LexiconEntry:
    """The lexicon entry of a record; what a newer version wrote there is kept aside.

    Raises InputError where it is not one.
    """
    try:
        values = {name: read(record[name]) for name, read in _ENTRY.items() if name in record}
        others = {name: value for name, value in record.items() if name not in _ENTRY}
        if values.get("state", EntryState.USUAL) is None:
            others["state"] = record["state"]
            del values["state"]
        kept = tuple((str(name), json.dumps(value)) for name, value in sorted(others.items()))
        return LexiconEntry(**values, others=kept)
    except (TypeError, ValueError) as error:
        raise InputError(said("errors.no_lexicon_entry", reason=str(error))) from error


def _state(value: Any) -> EntryState | None:
    """A state; None where it is one of a newer version, which then counts as the usual one."""
    text = _text(value)
    return EntryState(text) if text in set(EntryState) else None


def _authority(value: Any) -> tuple[str, str]:
    scheme, number = value
    return _text(scheme), _text(number)


_ENTRY: dict[str, Any] = {
    "kind": EntryKind,
    "layer": Layer,
    "preferred": _text,
    "variants": lambda value: tuple(_text(variant) for variant in value),
    "note": _text,
    "dates": _text,
    "source": _text,
    "authorities": lambda value: tuple(_authority(pair) for pair in value),
    "state": _state,
}
