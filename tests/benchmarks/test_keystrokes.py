"""How key presses are counted."""

from typing import Any

import pytest

from benchmarks.keystrokes import Cost, by_findings, page_cost, plain
from reviewer.engine.evaluate import units


def found(text: str, form: str, *suggestions: str) -> dict[str, Any]:
    start = text.index(form)
    return {"start": start, "end": start + len(form), "suggestions": list(suggestions)}


def test_a_plain_editor_asks_for_the_place_a_deletion_and_all_letters() -> None:
    assert plain("hovse", "house") == 1 + 1 + 5
    assert plain("ho vse", "house") == 1 + 2 + 5
    assert plain("house", "house") == 0


@pytest.mark.parametrize(
    "suggestions, keys",
    [
        (("house", "hose"), 1),
        (("hose", "house"), 1),
        ((), 1 + 5 + 1),
        (("hose",), 1 + 5 + 1),
        ((*"abcdefghi", "house"), 1 + 5 + 1),
    ],
)
def test_a_finding_costs_a_key_or_its_letters(suggestions: tuple[str, ...], keys: int) -> None:
    text = "the hovse stands"
    finding = found(text, "hovse", *suggestions)
    assert page_cost(text, "the house stands", [finding]) == Cost(keys, 1)


def test_a_false_alarm_costs_a_key() -> None:
    text = "the house stands"
    assert page_cost(text, text, [found(text, "house", "horse")]) == Cost(1, 0)


def test_what_is_not_found_is_typed_in_the_text() -> None:
    assert page_cost("the hovse stands", "the house stands", []) == Cost(7 + 1, 1)
    assert page_cost("the hovse stands", "the house stands", None) == Cost(7, 1)


def test_noise_is_one_key() -> None:
    text = "the ~~ house"
    assert page_cost(text, "the house", [found(text, "~~")]).keys == 1


def test_what_stands_around_a_form_has_to_be_right_too() -> None:
    text = "hovse, stands"
    unit = next(units(text, "house. stands"))
    assert by_findings(text, unit, [found(text, "hovse", "house")]) == 1 + 6 + 1
    unit = next(units(text, "house, stands"))
    assert by_findings(text, unit, [found(text, "hovse", "house")]) == 1


def test_two_findings_in_one_unit_may_be_right_together() -> None:
    text = "sea-hovse"
    findings = [found(text, "sea", "see"), found(text, "hovse", "house")]
    assert page_cost(text, "sea-house", findings) == Cost(2, 1)


def test_curved_quotation_marks_are_no_errors() -> None:
    assert page_cost("the Minister\u2019s house", "the Minister's house", []) == Cost(0, 0)
