import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import readings
from benchmarks.readings import GoldPage, Setting, reading
from reviewer.core.model import Page
from reviewer.core.ports import RecognitionOptions
from reviewer.core.text import make_lines
from reviewer.engine.voices import ALONE, FEATURES, Voices
from scripts.fit_second import BY_HAND, Examples, fit, fit_all, write


def gold(tmp_path: Path) -> GoldPage:
    return GoldPage("dev_7_heavy", Page(1, make_lines("a word")), "a word", tmp_path / "none.png")


def setting(engine: str) -> Setting:
    return Setting(engine, RecognitionOptions(("en",), "one block", 1.5))


def groups(engine: str, count: int = 4_000, weight: float = 1.5) -> Examples:
    """Groups of two answers, whose right one follows a feature with a known weight."""
    generator = np.random.default_rng(3)
    features = np.zeros((2 * count, len(FEATURES)))
    features[::2, 0] = generator.integers(0, 2, count)
    features[::2, FEATURES.index("keep_sure")] = features[::2, 0]
    scores = generator.standard_normal(2 * count)
    first = np.arange(0, 2 * count + 1, 2)
    lead = scores[::2] - scores[1::2] + weight * features[::2, 0]
    labels = (generator.random(count) > 1 / (1 + np.exp(-lead))).astype(np.int64)
    return Examples("page", engine, scores, features, first, labels)


def test_a_weight_is_found_again() -> None:
    (found,) = fit([groups("one")], [0])
    assert found == pytest.approx(1.5, abs=0.15)


def test_what_is_always_so_is_worth_nothing() -> None:
    same = groups("one", weight=0.0)
    (found,) = fit([same], [0])
    assert found == pytest.approx(0.0, abs=0.15)


def test_each_engine_has_its_weights_and_they_can_be_read(tmp_path: Path) -> None:
    made = fit_all([groups(ALONE), groups("tesseract")])
    assert made[ALONE]["keep_agree"] == 0.0  # there is nothing to agree with
    assert made[ALONE]["keep_sure"] > 0.5
    assert made["tesseract"]["keep_agree"] > 0.5
    assert all(made[engine][name] == value for engine in made for name, value in BY_HAND.items())
    path = tmp_path / "second.json"
    write(path, made)
    voices = Voices.read(path)
    assert voices.of("tesseract")[0] == pytest.approx(made["tesseract"]["keep_agree"])


def test_settings_have_names_of_their_own() -> None:
    names = [each.name for each in readings.SETTINGS]
    assert len(set(names)) == len(names)
    assert setting("tesseract").name == "tesseract-1.5x-one-block"


def test_what_was_kept_needs_no_engine(tmp_path: Path) -> None:
    page, asked = gold(tmp_path), setting("gone")
    kept = [[["a", [1, 2, 3, 4], 0.5], ["word", None, None]]]
    (tmp_path / f"{page.name}.{asked.name}.json").write_text(json.dumps(kept), "utf-8")
    found = reading(page, asked, tmp_path)
    assert found is not None
    assert found.engine == "gone"
    (line,) = found.lines
    assert line.text == "a word"
    assert line.tokens[0].box is not None
    assert line.tokens[0].confidence == 0.5


def test_what_was_not_kept_cannot_be_made_without_its_engine(tmp_path: Path) -> None:
    assert reading(gold(tmp_path), setting("gone"), tmp_path) is None


def test_the_level_is_the_end_of_the_name(tmp_path: Path) -> None:
    assert gold(tmp_path).level == "heavy"
