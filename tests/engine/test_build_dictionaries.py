import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    path = root / "scripts" / "build_dictionaries.py"
    spec = importlib.util.spec_from_file_location("build_dictionaries", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_misreadings_are_told_from_rare_words(script: ModuleType) -> None:
    noise = script.Noise({"harbour": 9000, "liarbour": 4, "harb0ur": 2, "arbour": 30}, {"arbour"})
    assert noise.looks_misread("liarbour")
    assert not noise.looks_misread("harbour")
    assert not noise.looks_misread("arbour")
    assert noise.looks_misread("arbour", trust=False)


@pytest.mark.parametrize(
    "left, right, one",
    [
        (("john", "foster"), ("john", "f."), True),
        (("j.",), ("john", "foster"), True),
        (("john", "f"), ("john", "q"), False),
        (("jane",), ("john",), False),
        ((), ("john",), False),
    ],
)
def test_given_names_of_one_person(script: ModuleType, left, right, one: bool) -> None:
    assert script.compatible(left, right) is one


def test_descriptions_meet_other_spellings(script: ModuleType) -> None:
    said = script.Descriptions()
    said.add("Pétrel, Ada M.", "keeper")
    said.add("Petrel, Bo", "sailor")
    assert said.find("Petrel, Ada") == Counter({"keeper": 1})
    assert [name for name, _ in said.others()] == ["Petrel, Bo"]


def test_long_descriptions_end_at_a_clause(script: ModuleType) -> None:
    text = "Keeper of the northern light until May 1950; " + "thereafter inspector, " * 12
    short = script.best_description(Counter([text]))
    assert len(short) <= 200
    assert text.startswith(short)
    assert not short.endswith((",", ";", " "))


def test_useless_variants_are_left_out(script: ModuleType) -> None:
    seen = {"Petrell": 12, "Ada": 50}
    kept = script.useful_variants(
        "Petrel, Ada", ["Petrell, Ada", "Petril, Ada", "Petrel, A."], seen
    )
    assert kept == ["Petrell, Ada"]
