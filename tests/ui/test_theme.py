"""Both appearances: complete, readable, and told apart by more than one colour."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from reviewer.core.places import resources
from reviewer.ui.theme import Theme, contrast, mix

THEMES = ("light", "dark")
SURFACES = ("desk", "pane", "paper", "raised", "locked", "hover", "selected")
TEXTS = ("ink", "muted", "faint", "accent", "danger", "good", "warn")
PAIRS = [
    *product(TEXTS, SURFACES),
    ("accent_ink", "accent"),
    ("accent_ink", "accent_hover"),
    ("selection_ink", "selection"),
    ("ink", "accent_soft"),
    ("ink", "pressed"),
    ("danger", "danger_soft"),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
]


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_surface(name: str) -> None:
    theme = Theme.load(name)
    weak = [
        f"{text} on {ground}: {ratio:.2f}"
        for text, ground in PAIRS
        if (ratio := contrast(getattr(theme, text), getattr(theme, ground))) < 4.5
    ]
    assert not weak


@pytest.mark.parametrize("name", THEMES)
def test_signs_without_text_are_visible(name: str) -> None:
    """WCAG 2.2, 1.4.11: three to one for what must be seen but is not text."""
    theme = Theme.load(name)
    signs = [role for role in theme.colours() if role.startswith("mark_")] + ["edge", "focus"]
    assert not [role for role in signs if contrast(getattr(theme, role), theme.paper) < 3]


@pytest.mark.parametrize("name", THEMES)
def test_the_page_is_the_brightest_surface(name: str) -> None:
    theme = Theme.load(name)
    paper = theme.paper.lightnessF()
    assert all(paper >= getattr(theme, role).lightnessF() for role in ("desk", "pane", "locked"))
    assert paper > theme.desk.lightnessF()


@pytest.mark.parametrize("name", THEMES)
def test_the_stylesheet_has_every_colour_filled_in(name: str) -> None:
    sheet = Theme.load(name).stylesheet("icons")
    assert "$" not in sheet
    assert 'url("icons/' in sheet


def test_a_theme_may_lack_no_role(tmp_path: Path) -> None:
    text = (resources() / "themes" / "light.toml").read_text("utf-8")
    (tmp_path / "bad.toml").write_text(text.replace('focus = "blue"\n', ""), "utf-8")
    with pytest.raises(ValueError, match="focus"):
        Theme.load("bad", tmp_path)


def test_a_role_must_point_into_the_palette(tmp_path: Path) -> None:
    text = (resources() / "themes" / "light.toml").read_text("utf-8")
    (tmp_path / "bad.toml").write_text(text.replace('focus = "blue"', 'focus = "#123"'), "utf-8")
    with pytest.raises(ValueError, match="palette"):
        Theme.load("bad", tmp_path)


def test_contrast_is_that_of_the_specification() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_mixing_goes_from_ground_to_top() -> None:
    black, white = QColor("black"), QColor("white")
    assert mix(white, black, 0).name() == "#000000"
    assert mix(white, black, 1).name() == "#ffffff"
    assert mix(white, black, 0.5).red() == pytest.approx(128, abs=1)
