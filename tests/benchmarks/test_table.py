import pytest

from benchmarks import table
from benchmarks.accuracy import Outcome
from benchmarks.sets import GoldSet

GOLD = GoldSet("made", "made pages", 3, {"f1": 90, "alarms_per_1000": 12, "wer_change": -12})


def measures(**other: float | None) -> dict[str, float | None]:
    base = {
        "documents": 4,
        "tokens": 1200,
        "f1": 91.5,
        "precision": 99.0,
        "recall": 85.0,
        "alarms_per_1000": 13.0,
        "hit1": 60.0,
        "hit5": 70.0,
        "wer_change": -13.0,
        "auto_precision": 98.0,
    }
    return {**base, **other}


OUTCOMES = [
    Outcome("reviewer", measures={"made": measures()}),
    Outcome("symspellpy 2", "6.1", measures={"made": measures(f1=75.0, wer_change=0.0)}),
    Outcome("aspell", "0.6", measures={"made": measures(f1=70.0, auto_precision=None)}),
    Outcome("JamSpell", absent="no way to build it"),
]


def cells(text: str, head: str) -> list[str]:
    (line,) = (line for line in text.splitlines() if line.strip().startswith(head))
    return line.strip().removeprefix(head).split()


def test_systems_stand_beneath_each_other() -> None:
    text = table.accuracy_table([GOLD], OUTCOMES, honest=True)
    assert "made pages: 4 documents, in every 3rd stretch, 1,200 tokens" in text
    assert cells(text, "symspellpy 2")[0] == "75.0"
    assert cells(text, "aspell")[-1] == "–"
    assert len(cells(text, "reviewer")) == len(table.MEASURES)


def test_what_falls_short_has_a_star() -> None:
    text = table.accuracy_table([GOLD], OUTCOMES, honest=True)
    starred = [cell for cell in cells(text, "reviewer") if cell.endswith("*")]
    assert starred == ["13.0*"]
    assert cells(text, "wanted")[0] == "90.0"


def test_what_is_absent_is_named_with_its_reason() -> None:
    text = table.accuracy_table([GOLD], OUTCOMES, honest=True)
    assert "JamSpell: not installed (no way to build it)" in text
    assert "symspellpy 2 (6.1), aspell (0.6)" in text


@pytest.mark.parametrize("honest", [True, False])
def test_figures_of_documents_that_were_learnt_from_are_marked(honest: bool) -> None:
    text = table.accuracy_table([GOLD], OUTCOMES, honest=honest)
    figure = table.accuracy_figures(OUTCOMES, honest=honest)["engine.made.f1"]
    assert ("trained on these documents" in text) is not honest
    assert ("note" in figure) is not honest


def test_figures_have_the_peers_by_name() -> None:
    found = table.accuracy_figures(OUTCOMES, honest=True)
    assert found["engine.made.f1"] == {
        "value": 91.5,
        "unit": "%",
        "peer": 75.0,
        "ratio": 1.22,
        "peers": {"symspellpy 2": 75.0, "aspell": 70.0},
    }
    assert found["engine.made.wer_change"]["ratio"] is None  # nothing is a share of nothing
    assert found["engine.peers.JamSpell"]["value"] == 0
    assert found["engine.peers.aspell"] == {"value": 1, "unit": "installed", "note": "0.6"}


SPEEDS: dict[str, dict[str, float | None]] = {
    "page.cold": {"reviewer": 0.114},
    "lookup": {"reviewer": 150.0, "symspellpy 2": 1500.0, "aspell": 350.0},
    "lookup.recall20": {"reviewer": 0.757, "symspellpy 2": 0.67, "aspell": 0.5},
    "memory": {"symspellpy 2": 200.0},
}


def test_speed_is_given_in_units_for_people() -> None:
    text = table.speed_table(SPEEDS)
    assert cells(text, "page of 500, new, ms") == ["114.0", "–", "–"]
    assert cells(text, "lookup of unknown words, µs") == ["150.0", "1,500", "350.0"]
    found = table.speed_figures(SPEEDS)
    assert found["engine.lookup"]["ratio"] == 0.1
    assert found["engine.lookup.recall20"]["value"] == 75.7
    assert "engine.memory" not in found  # ours was not measured
