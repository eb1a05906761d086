"""Records: plain JSON values and back."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.errors import InputError
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.records import (
    act_record,
    decision_record,
    entry_record,
    finding_record,
    read_act,
    read_decision,
    read_entry,
    read_finding,
)

from .strategies import acts, ledgers

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def through_json(record: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(record))  # type: ignore[no-any-return]


@given(acts)
def test_acts_come_back(act: d.Act) -> None:
    assert read_act(through_json(act_record(act))) == act


@given(ledgers)
def test_decisions_come_back(decisions: list[d.Decision]) -> None:
    for decision in decisions:
        assert read_decision(through_json(decision_record(decision))) == decision


def test_findings_come_back() -> None:
    evidence = (Message("engine.letters", {"letters": "e→o", "times": 3}),)
    suggestion = Suggestion("Mikoyan", 0.9, "lexicon", evidence)
    finding = Finding(
        d.Span(3, 3), 0, 7, "Mikeyan", Kind.NON_WORD, 0.97, (Message("x"),), (suggestion,), True
    )
    assert read_finding(through_json(finding_record(finding))) == finding


def test_findings_stored_by_older_versions_are_never_taken_automatically() -> None:
    record = finding_record(Finding(d.Span(0, 0), 0, 1, "x", Kind.NON_WORD, 0.9, automatic=True))
    del record["automatic"]
    assert not read_finding(record).automatic


@given(st.sampled_from([act_record(d.Replace(d.Span(0, 1), "x")), {}]), st.data())
def test_wrong_records_are_refused_with_a_reason(good: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(["act", "span", "text", "cause", "other"]))
    record = {**good, key: data.draw(json_values)}
    with suppress(InputError):  # the only error there may be
        assert act_record(read_act(record))["act"] == record["act"]


@pytest.mark.parametrize(
    "record",
    [
        {"act": "no such"},
        {"act": "replace", "span": [3, 1], "text": "x"},
        {"act": "replace", "span": [0, 0]},
        {"act": "replace", "span": [0, 0], "text": 5},
        {"act": "replace", "span": [0, 0], "text": "x", "colour": "red"},
        {"act": "keep", "span": [-1, 0]},
        {"act": "revert", "targets": 3},
    ],
)
def test_what_is_no_act_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_act(record)


@pytest.mark.parametrize(
    "entry",
    [
        LexiconEntry(EntryKind.WORD, "word"),
        LexiconEntry(
            EntryKind.PERSON,
            "Petrel, Ada",
            ("Petrell, A.",),
            "note",
            "1901-",
            "own",
            Layer.PROJECT,
            (("viaf", "1"), ("gnd", "2")),
            EntryState.RIGHT,
        ),
    ],
)
def test_entries_come_back(entry: LexiconEntry) -> None:
    assert read_entry(through_json(entry_record(entry))) == entry


def test_what_a_newer_version_says_of_an_entry_survives() -> None:
    record = {
        "kind": "word",
        "preferred": "a",
        "layer": "project",
        "state": "odd",
        "colour": ["red"],
    }
    entry = read_entry(record)
    assert (entry.preferred, entry.state) == ("a", EntryState.USUAL)
    assert entry_record(entry) == record


def test_an_entry_as_older_versions_wrote_it_needs_no_new_fields() -> None:
    entry = LexiconEntry(EntryKind.WORD, "a")
    assert entry_record(entry) == {"kind": "word", "preferred": "a", "layer": "domain"}


@pytest.mark.parametrize(
    "record",
    [{}, {"kind": "word"}, {"kind": "hat", "preferred": "a"}, {"kind": "word", "preferred": 5}],
)
def test_what_is_no_entry_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_entry(record)
