"""The revision history in the header: who did what, and how far the document then was."""

from dataclasses import replace

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.standings import standing
from reviewer.formats.writers.tei.names import Ids
from reviewer.formats.writers.tei.people import STATUS, Changes, People
from tests.core.test_workflow import signed_ledgers
from tests.formats.editions import make_edition, place_of


@given(signed_ledgers)
def test_each_change_tells_the_state_that_the_document_then_had(ledger: list[d.Decision]) -> None:
    """Pages are followed, not folded for each change, until somebody takes a decision back."""
    ledger = [replace(one, place=place_of(1)) for one in ledger]
    edition = make_edition("one two three", ledger)
    changes = Changes(edition, People(Ids("t1")), Ids("t1"), "app")
    told = [one.attributes["status"] for one in changes.elements()][::-1]
    ends = [session.decisions[-1].id for session in edition.sessions]
    found = [standing(one for one in ledger if one.id <= end).state for end in ends]
    assert told == ["draft", *(STATUS[state] for state in found)]
