"""Scripted decisions: whatever a record holds, it is applied or refused with a reason."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core.errors import Conflict, ReviewerError
from reviewer.services.project import Project

KEEP = {"page": 1, "act": "keep", "span": [0, 0]}
HUGE = 10**30


def refused(project: Project, *records: Mapping[str, Any], by: str = "Ada") -> list[ReviewerError]:
    """The reasons, one for each record: all of them are to be refused."""
    report = project.scripting.apply(enumerate(records, 1), by)
    assert [number for number, _ in report.refused] == list(range(1, len(records) + 1))
    return [error for _, error in report.refused]


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": HUGE},
        {"page": True},
        {"revision": HUGE},
        {"revision": [1]},
        {"revision": True},
        {"grounds": 5},
        {"grounds": None},
        {"grounds": {"colour": "red"}},
        {"grounds": {"form": {"a": 1}}},
        {"grounds": {"rank": "first"}},
        {"grounds": {"probability": float("nan")}},
        {"grounds": {"probability": 3}},
        {"act": "revert", "targets": [HUGE]},
    ],
    ids=str,
)
def test_values_of_no_sense_are_refused(project: Project, wrong: dict[str, Any]) -> None:
    refused(project, {**KEEP, **wrong})
    assert project.log() == ()


def test_a_stale_revision_is_a_conflict(project: Project) -> None:
    assert project.scripting.apply([(1, {**KEEP, "revision": 0})], "Ada").applied == 1
    (error,) = refused(project, {**KEEP, "revision": 0}, by="Bob")
    assert isinstance(error, Conflict)
    assert "Ada" in str(error)


def test_only_decisions_of_the_page_are_answered(project: Project) -> None:
    other = project.rows()[1].id
    steps = [KEEP, {**KEEP, "page": other}, {"page": 1, "act": "submit"}]
    assert project.scripting.apply(enumerate(steps, 1), "Ada").applied == 3
    strange = project.log(1, page=other)[0].id
    for act in ("reject", "approve"):
        (error,) = refused(project, {"page": 1, "act": act, "targets": [strange]}, by="Bob")
        assert "no decision" in str(error)
    refused(project, {"page": 1, "act": "reject", "targets": []}, by="Bob")
    refused(project, {"page": other, "act": "revert", "targets": []})


def test_the_rules_of_the_desktop_hold(project: Project) -> None:
    submit, approve = ({"page": 1, "act": act} for act in ("submit", "approve"))
    project.scripting.apply([(1, KEEP)], "Ada")
    first = project.log(1)[0].id
    (theirs,) = refused(project, {"page": 1, "act": "revert", "targets": [first]}, by="Bob")
    assert "only Ada" in str(theirs)
    project.scripting.apply([(1, submit)], "Ada")
    refused(project, approve, by="  ADA ")  # blanks and case make no other person
    refused(project, approve, by=" ")
    assert project.scripting.apply([(1, approve)], "Bob").applied == 1
    refused(project, KEEP, {"page": 1, "act": "revert", "targets": [first]}, submit, approve)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
keys = ("page", "act", "span", "text", "targets", "grounds", "revision", "finding", "accept")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(keys), json_values))
def test_no_record_breaks_it(project: Project, wild: dict[str, Any]) -> None:
    report = project.scripting.apply([(1, {**KEEP, **wild})], "Ada")
    assert report.applied + len(report.refused) == 1
