"""Transkribus' tags in the `custom` attribute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.formats.readers.page.custom import moved, values_of, with_value

TAGS = "readingOrder {index:3;} person {offset:4; length:5; name:A B;} gap {offset:9; length:0;}"


def test_values() -> None:
    assert values_of(TAGS, "person") == {"offset": "4", "length": "5", "name": "A B"}
    assert values_of(TAGS, "readingOrder") == {"index": "3"}
    assert values_of(TAGS, "place") == {}
    assert values_of(None, "person") == {}
    assert values_of("structure {type: heading", "structure") == {}


def test_setting_a_value() -> None:
    assert with_value(None, "structure", "type", "stamp") == "structure {type:stamp;}"
    assert with_value("a {b:c;}", "a", "b", "x y") == "a {b:x-y;}"
    assert with_value("a {b:c;}", "a", "d", "e") == "a {b:c; d:e;}"
    assert with_value("a {b:c;}", "d", "e", "f") == "a {b:c;} d {e:f;}"


@pytest.mark.parametrize(
    "new, place",
    [
        ("The Kuban boy", (4, 5)),
        ("Then Kuban boy", (5, 5)),
        ("The Cuban boy", (4, 5)),
        ("The Cubans boy", (4, 6)),
        ("The boy", None),
        ("Kuban boy", (0, 5)),
        ("The very Kuban boy", (9, 5)),
        ("The Ku ban boys", (4, 6)),
        ("Then Kuban and boys", (5, 5)),
        ("\U0001f600 Kuban boy", (3, 5)),  # Java counts two units for what is one character
    ],
)
def test_tags_move_with_their_text(new: str, place: tuple[int, int] | None) -> None:
    after = moved("x {offset:4; length:5;}", "The Kuban boy", new)
    wanted = "" if place is None else f"x {{offset:{place[0]}; length:{place[1]};}}"
    assert after == wanted


def test_what_has_no_place_stays() -> None:
    tags = "readingOrder {index:0;} structure {type:heading;} odd {offset:x; length:2;}"
    assert moved(tags, "one two", "two") == tags


@given(st.text("ab {}:;x", max_size=40), st.text("ab ", max_size=12), st.text("abc ", max_size=12))
def test_nothing_breaks_them(custom: str, old: str, new: str) -> None:
    moved(custom, old, new)
    values_of(with_value(custom, "x", "a", "b"), "x")


_TEXTS = st.text("abc \U0001f600", max_size=12)


@given(_TEXTS, _TEXTS, st.integers(0, 9), st.integers(1, 9))
def test_places_stay_within_the_text(old: str, new: str, offset: int, length: int) -> None:
    start, size = min(offset, len(old)), min(length, len(old) - min(offset, len(old)))
    after = values_of(moved(f"x {{offset:{start}; length:{size};}}", old, new), "x")
    if after:
        assert int(after["offset"]) >= 0
        assert int(after["offset"]) + int(after["length"]) <= len(new.encode("utf-16-le")) // 2
