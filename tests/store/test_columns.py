import json

from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.store.columns import escape, unescape, write_json

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from("\x00\x10\ud800\udfff09af"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=12,
)


@given(ANY_TEXT)
@example("\x100000")
@example("\x10" * 3 + "0010")
@example("\ud83d\ude00")
def test_escaping_gives_storable_text_and_back(text: str) -> None:
    stored = escape(text)
    assert "\x00" not in stored
    stored.encode("utf-8")
    assert unescape(stored) == text


@given(ANY_TEXT, ANY_TEXT)
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert (escape(one) == escape(other)) == (one == other)


def test_plain_text_is_stored_as_it_is() -> None:
    text = "Plain \t text, \u2116 5, \U0001f600"
    assert escape(text) == text


@given(JSON)
@example(["\ud83d\ude00"])
@example({"\x10": "\\u0010\x00"})
def test_json_values_survive(value: object) -> None:
    stored = write_json(value)
    assert "\x00" not in stored
    stored.encode("utf-8")
    assert json.loads(unescape(stored)) == value
