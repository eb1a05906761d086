import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine.wordlist import LONGEST, PADDING, STRANGE, Alphabet, WordList

ANY = st.text(st.characters(), max_size=LONGEST + 3)


def test_letters_have_codes_of_their_own_and_others_one_together() -> None:
    alphabet = Alphabet("abb")
    assert len(alphabet) == 4
    assert len({PADDING, STRANGE, alphabet.code("a"), alphabet.code("b")}) == 4
    assert alphabet.code("z") == alphabet.code("𝐀") == STRANGE


def test_more_letters_than_a_byte_holds_are_strange() -> None:
    alphabet = Alphabet(map(chr, range(0x4E00, 0x4E00 + 300)))
    assert len(alphabet) == 256
    assert alphabet.code(chr(0x4E00 + 253)) == 255
    assert alphabet.code(chr(0x4E00 + 254)) == STRANGE


@given(st.lists(ANY, max_size=5))
def test_any_words_are_encoded_letter_by_letter(words: list[str]) -> None:
    alphabet = Alphabet("ab")
    codes, lengths = alphabet.encode(words)
    assert codes.shape == (len(words), LONGEST)
    for word, row, length in zip(words, codes.tolist(), lengths.tolist(), strict=True):
        kept = word[:LONGEST]
        assert length == len(kept)
        # A NUL is a letter like any other, and never taken for a word's end.
        known = {"a": alphabet.code("a"), "b": alphabet.code("b")}
        assert row[:length] == [known.get(letter, STRANGE) for letter in kept]
        assert set(row[length:]) <= {PADDING}


def test_a_list_keeps_order_and_leaves_out_what_is_no_word() -> None:
    words = WordList([("river", 9.5), ("", 3.0), ("x" * (LONGEST + 1), 3.0), ("of", 99.5)])
    assert words.words == ["river", "of"]
    assert words.log_frequency == pytest.approx(np.log([10.0, 100.0]))
    assert words.lengths.tolist() == [5, 2]
    assert words.objects[[1, 0]].tolist() == ["of", "river"]


def test_words_added_stand_behind_and_change_nothing_before_them() -> None:
    words = WordList([("river", 10.0), ("of", 20.0)])
    more = words.extended([("rivet", 1.0), ("мост", 2.0)])
    assert more.words == ["river", "of", "rivet", "мост"]
    assert more.alphabet is words.alphabet
    assert more.codes[:2].tolist() == words.codes.tolist()
    assert more.log_frequency[:2].tolist() == words.log_frequency.tolist()
    # "t" is no letter of the list: the word stands there, but only as near as its other letters.
    assert more.codes[2, :5].tolist() == [*words.codes[0, :4].tolist(), STRANGE]
    assert set(more.codes[3, :4].tolist()) == {STRANGE}
    assert words.words == ["river", "of"]
    assert words.extended([]) is words


def test_a_list_without_words_is_a_list() -> None:
    words = WordList([])
    assert len(words) == 0
    assert words.codes.shape == (0, LONGEST)
    assert words.extended([("a", 1.0)]).words == ["a"]
