"""All appearances: complete, readable, and told apart by more than one colour."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from reviewer.core.places import resources
from reviewer.services.settings import declared
from reviewer.ui.appearance import CHOICES, Appearance
from reviewer.ui.theme import Theme, contrast, mix

THEMES = CHOICES[1:]
CONTRAST = [name for name in THEMES if name.endswith("contrast")]
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
READINGS = ("paper", "locked", "accent_soft")
"""What the text of a page stands on."""
GROUNDS = ("desk", "pane", "paper", "raised", "locked", "selected")
"""What fields, cards and rings stand on."""


def weaker(name: str, pairs: Iterable[tuple[str, str]], least: float) -> list[str]:
    """The pairs of roles whose contrast is less than it should be."""
    theme = Theme.load(name)
    return [
        f"{top} on {ground}: {ratio:.2f}"
        for top, ground in pairs
        if (ratio := contrast(getattr(theme, top), getattr(theme, ground))) < least
    ]


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_surface(name: str) -> None:
    assert not weaker(name, PAIRS, 4.5)


@pytest.mark.parametrize("name", CONTRAST)
def test_high_contrast_is_high(name: str) -> None:
    """WCAG 2.2, 1.4.6: seven to one."""
    assert not weaker(name, PAIRS, 7)


@pytest.mark.parametrize("name", THEMES)
def test_signs_without_text_are_visible(name: str) -> None:
    """WCAG 2.2, 1.4.11: three to one for what must be seen but is not text."""
    marks = [role for role in Theme.load(name).colours() if role.startswith("mark_")]
    pairs = [*product(marks, READINGS), *product(("edge", "focus"), GROUNDS)]
    assert not weaker(name, pairs, 3)


@pytest.mark.parametrize("name", CONTRAST)
def test_hairlines_are_lines_where_contrast_is_high(name: str) -> None:
    assert not weaker(name, product(("line",), GROUNDS), 3)


def test_there_is_a_file_for_each_choice_and_a_choice_for_each_file() -> None:
    files = {path.stem for path in (resources() / "themes").glob("*.toml")}
    assert files == set(THEMES)
    assert declared("theme").values == CHOICES


def test_light_and_dark_change_places_with_the_contrast_that_was_chosen(
    qapp: QApplication,
) -> None:
    appearance = Appearance(qapp, "light-contrast")
    assert appearance.toggle() == "dark-contrast"
    assert appearance.theme.name == "dark-contrast"
    assert appearance.toggle() == "light-contrast"
    appearance.choose("dark")
    assert appearance.toggle() == "light"


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
