"""What the two sample documents must give: the nine misread words, and silence on a clean page."""

from pathlib import Path

import pytest

from reviewer.core.findings import Finding
from reviewer.core.ports import Context
from reviewer.engine.pipeline import Engine
from tests.engine.samples import page_of


def findings(engine: Engine, path: Path) -> list[Finding]:
    return list(engine.analyse(page_of(path.read_text("utf-8")), Context()))


@pytest.fixture(scope="module")
def noisy(engine: Engine, seeds: Path) -> list[Finding]:
    return findings(engine, next(seeds.glob("004_*.txt")))


@pytest.fixture(scope="module")
def clean(engine: Engine, seeds: Path) -> list[Finding]:
    return findings(engine, next(seeds.glob("000_*.txt")))


@pytest.mark.parametrize(
    "form, right",
    [
        ("Mikeyan", "Mikoyan"),
        ("Senstor", "Senator"),
        ("Pereign", "Foreign"),
        ("Ehrushchev", "Khrushchev"),
        ("Fresident", "President"),
        ("earnessly", "earnestly"),
        ("Cuben", "Cuban"),
        ("Kirushchev", "Khrushchev"),
        ("MOSCON", "MOSCOW"),
    ],
)
def test_misread_words_are_found_and_mended(noisy: list[Finding], form: str, right: str) -> None:
    first = [f.suggestions[0].text for f in noisy if f.form == form]
    assert first
    assert set(first) == {right}


@pytest.mark.parametrize(
    "form, right",
    [("Cube", "Cuba"), ("solicy", "policy"), ("maticas", "nations"), ("testraty", "contrary")],
)
def test_the_context_brings_the_right_word_among_the_first_three(
    noisy: list[Finding], form: str, right: str
) -> None:
    found = [finding for finding in noisy if finding.form == form]
    assert found
    for finding in found:
        assert right in [suggestion.text for suggestion in finding.suggestions[:3]]


def test_codes_are_no_findings(noisy: list[Finding]) -> None:
    forms = {f.form for f in noisy}
    assert not forms & {"EUR", "SAL", "INR", "NARA", "NLJ", "RMR", "S/AL", "88-87"}


def test_names_of_the_clean_page_are_no_findings(clean: list[Finding]) -> None:
    names = {"Tsarapkin", "Vyshinsky", "Lancaster", "Malik", "Mikoyan", "Bulganin"}
    found = {f.form.removesuffix("'s").casefold() for f in clean}
    assert not found & {name.casefold() for name in names}
    assert len(clean) <= 12


def test_no_rule_names_a_word_of_the_samples(root: Path, noisy: list[Finding]) -> None:
    code = "".join(p.read_text("utf-8") for p in (root / "reviewer" / "engine").glob("*.py"))
    assert not {f.form for f in noisy if len(f.form) > 3 and f.form in code}
