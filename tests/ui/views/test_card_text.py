"""Texts as cards and rows paint them."""

import pytest

from reviewer.ui.views.card_text import one_line


@pytest.mark.parametrize("broken", ["Port\nAnsel", "Port\r\nAnsel"])
def test_the_end_of_a_line_is_a_blank(broken: str) -> None:
    assert one_line(broken) == "Port Ansel"


def test_what_has_no_shape_is_shown_by_a_sign() -> None:
    assert one_line("a\x07b") == "a\u2407b"
