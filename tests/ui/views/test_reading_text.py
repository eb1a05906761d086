"""Text into a Qt document and back, and typing as the view keeps it; none of it needs a window."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.text import changed, merge
from reviewer.ui.views.reading_text import StandIns, column, flatten, units
from reviewer.ui.views.reading_typing import Edit, Step, Typing, moved

_ANY = st.text(st.characters(codec=None, categories=None), max_size=40)
_WORDS = st.text("ab 😀", max_size=12)


@given(st.lists(_ANY, max_size=5))
def test_stand_ins_give_every_character_back_one_for_one(texts: list[str]) -> None:
    stand_ins = StandIns(texts)
    for text in texts:
        shown = stand_ins.show(text)
        assert len(shown) == len(text)
        assert stand_ins.read(shown) == text
        assert not set(shown) & set("\n\r\0\u2028\u2029\ufdd0\ufdd1\ufffc")
        assert not any(0xD800 <= ord(char) < 0xE000 for char in shown)


def test_a_stand_in_that_the_page_itself_uses_is_not_taken() -> None:
    stand_ins = StandIns(["␊", "a\nb"])
    assert stand_ins.read(stand_ins.show("␊")) == "␊"
    assert stand_ins.read(stand_ins.show("a\nb")) == "a\nb"
    assert stand_ins.show("a\nb") != "a␊b"


@given(_ANY.filter(lambda text: not any(0xD800 <= ord(char) < 0xE000 for char in text)))
def test_columns_and_utf16_units_map_both_ways(text: str) -> None:
    for place in range(len(text) + 1):
        offset = units(text, place)
        assert offset == len(text[:place].encode("utf-16-le")) // 2
        assert column(text, offset) == place


def test_inside_a_pair_the_column_is_that_of_its_character() -> None:
    assert column("a😀b", 2) == 1


@given(_ANY)
def test_flattened_text_is_one_line_of_visible_characters(text: str) -> None:
    flat = flatten(text)
    assert StandIns([flat]).show(flat) == flat
    assert "\n" not in flat


def test_line_breaks_become_one_blank_each() -> None:
    assert flatten("one\r\ntwo\nthree\u2028four") == "one two three four"


@given(_WORDS, _WORDS)
def test_a_change_is_the_stretch_that_makes_one_text_of_the_other(old: str, new: str) -> None:
    start, old_end, new_end = changed(old, new)
    assert old[:start] + new[start:new_end] + old[old_end:] == new


def test_stretches_move_with_the_text_and_take_in_what_touches_them() -> None:
    assert moved(5, 8, 0, 0, 3) == (8, 11)
    assert moved(0, 3, 5, 6, 9) == (0, 3)
    assert moved(2, 5, 5, 5, 6) == (2, 6)
    assert moved(2, 5, 3, 4, 3) == (2, 4)


def test_changes_of_two_people_in_one_line_are_both_kept_where_they_are_apart() -> None:
    assert merge("one two three", "one2 two three", "one two threes") == "one2 two threes"
    assert merge("one two three", "one two threes", "won two three") == "won two threes"
    assert merge("one two three", "one too three", "one tow three") == "one too three"


def _typed(before: str, after: str, at: int, to: int) -> Step:
    return Step((Edit(0, before, after),), (0, at), (0, to))


def test_letters_of_a_word_are_taken_back_together_and_done_again() -> None:
    typing = Typing()
    typing.record(_typed("so", "som", 2, 3))
    typing.record(_typed("som", "some", 3, 4))
    step = typing.undo()
    assert step is not None
    assert step.edits == (Edit(0, "some", "so"),)
    assert step.caret_after == (0, 2)
    assert not typing
    again = typing.redo()
    assert again is not None
    assert again.edits == (Edit(0, "so", "some"),)
    assert typing.lines == (0,)


def test_a_blank_begins_a_step_of_its_own() -> None:
    typing = Typing()
    typing.record(_typed("so", "som", 2, 3))
    typing.record(_typed("som", "som ", 3, 4))
    step = typing.undo()
    assert step is not None
    assert step.edits == (Edit(0, "som ", "som"),)


def test_typing_back_to_what_stood_there_is_no_typing() -> None:
    typing = Typing()
    typing.record(_typed("so", "som", 2, 3))
    typing.record(_typed("som", "so", 3, 2))
    assert not typing


def test_the_words_being_typed_are_left_beyond_their_edges() -> None:
    typing = Typing()
    typing.record(_typed("one two three", "one twoo three", 7, 8))
    text = "one twoo three"
    assert [place for place in range(len(text) + 1) if typing.covers((0, place), text)] == [
        *range(4, 9)
    ]
    assert not typing.covers((1, 5), text)
