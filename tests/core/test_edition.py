"""Editions: sessions and the state of a document."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.edition import document_state, make_sessions
from reviewer.core.workflow import State

from .strategies import NOON, ledger, ledgers

WORD = d.Replace(d.Span(0, 0), "x")


def test_a_session_ends_with_the_person_or_a_long_pause() -> None:
    decisions = ledger([WORD] * 5)
    decisions[2:] = [replace(one, at=one.at + timedelta(hours=3)) for one in decisions[2:]]
    decisions[4] = replace(decisions[4], by="Bob")
    assert [(s.number, s.by, len(s.decisions)) for s in make_sessions(decisions)] == [
        (1, "Ada", 2),
        (2, "Ada", 2),
        (3, "Bob", 1),
    ]


@given(ledgers)
def test_sessions_hold_every_decision_once(decisions: list[d.Decision]) -> None:
    sessions = list(make_sessions(decisions))
    assert [one for session in sessions for one in session.decisions] == decisions
    assert all(NOON <= session.start <= session.end for session in sessions)


@pytest.mark.parametrize(
    "states, whole",
    [
        ([], State.NEW),
        ([State.APPROVED, State.APPROVED], State.APPROVED),
        ([State.APPROVED, State.SUBMITTED], State.SUBMITTED),
        ([State.APPROVED, State.NEW], State.IN_WORK),
        ([State.IN_WORK, State.RETURNED], State.RETURNED),
        ([State.NEW, State.NEW], State.NEW),
    ],
)
def test_the_least_advanced_page_speaks_for_the_document(states: list[State], whole: State) -> None:
    assert document_state(states) is whole
