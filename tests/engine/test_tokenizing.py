import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine.tokenizing import LONGEST_WORD, PieceKind, cut, parts

K = PieceKind


@pytest.mark.parametrize(
    "form, kind, text",
    [
        ("(house),", K.WORD, "house"),
        ("\u201cDon\u2019t", K.WORD, "Don\u2019t"),
        ("self-rule,", K.COMPOUND, "self-rule"),
        ("a", K.LETTER, "a"),
        ("1,345.50", K.NUMBER, "1,345.50"),
        ("$400", K.NUMBER, "$400"),
        ("22nd", K.ORDINAL, "22nd"),
        ("XIV", K.ORDINAL, "XIV"),
        ("6:57", K.TIME, "6:57"),
        ("1345Z", K.TIME, "1345Z"),
        ("11/27/63", K.DATE, "11/27/63"),
        ("1963-11-27", K.DATE, "1963-11-27"),
        ("S/AL", K.CODE, "S/AL"),
        ("s/s", K.CODE, "s/s"),
        ("INR", K.CODE, "INR"),
        ("88-87", K.NUMBER, "88-87"),
        ("SOV:30Guthriers1", K.CODE, "SOV:30Guthriers1"),
        ("U.S.", K.CODE, "U.S"),
        ("Nº", K.NUMBER_SIGN, "Nº"),
        ("№", K.NUMBER_SIGN, "№"),
        ("N°N°", K.NUMBER_SIGN, "N°N°"),
        ("$N^{\\rm", K.LATEX, "$N^{\\rm"),
        ("o}$", K.LATEX, "o}$"),
        ("—", K.SIGNS, "—"),
        ("be[ore", K.MIXED, "be[ore"),
        ("£rom", K.MIXED, "£rom"),
        ("wor1d", K.MIXED, "wor1d"),
        ("мир.", K.WORD, "мир"),
    ],
)
def test_kinds(form: str, kind: PieceKind, text: str) -> None:
    (piece,) = cut(form)
    assert (piece.kind, piece.text) == (kind, text)


@pytest.mark.parametrize(
    "form, text, suffix",
    [
        ("Ada's,", "Ada", "'s"),
        ("Ada’s", "Ada", "’s"),
        ("ADA'S", "ADA", "'S"),
        ("boys'", "boys", ""),
    ],
)
def test_possessive_stays_outside(form: str, text: str, suffix: str) -> None:
    (piece,) = cut(form)
    assert (piece.text, piece.suffix) == (text, suffix)


def test_dashes_and_slashes_part_words() -> None:
    assert [p.text for p in cut("noon--midnight")] == ["noon", "midnight"]
    assert [p.text for p in cut("either/orphan")] == ["either", "orphan"]


def test_parts_of_a_compound_keep_their_places() -> None:
    form = "(self-rule's)"
    found = parts(cut(form)[0])
    assert [p.text for p in found] == ["self", "rule"]
    assert [form[p.start : p.end] for p in found] == ["self", "rule"]
    assert found[-1].suffix == "'s"


def test_an_endless_token_is_named_and_not_examined() -> None:
    for letter in "aA1-'.é/":
        (piece,) = cut(letter * 100_000)
        assert piece.kind is K.OVERLONG
        assert (piece.start, piece.end) == (0, 100_000)


def test_longer_than_any_word_is_overlong() -> None:
    assert cut("a" * (LONGEST_WORD + 1))[0].kind is K.OVERLONG


# What a token may hold: anything but blanks; a good part of it words, digits and tricky signs.
TOKENS = st.text(st.characters(exclude_categories=["Zs", "Cs"])) | st.text(
    string.ascii_letters + string.digits + "-'’./:,()$^{}\\№º°—"
)


@given(TOKENS)
def test_offsets_are_exact_and_in_order(form: str) -> None:
    position = 0
    for piece in cut(form):
        assert position <= piece.start < piece.end <= len(form)
        assert form[piece.start : piece.end] == piece.text
        assert form[piece.end :].startswith(piece.suffix)
        position = piece.end


@given(TOKENS)
def test_every_letter_is_in_some_piece(form: str) -> None:
    covered = {n for p in cut(form) for n in range(p.start, p.end + len(p.suffix))}
    assert all(n in covered for n, c in enumerate(form) if c.isalnum())


@given(TOKENS)
def test_parts_tile_their_piece(form: str) -> None:
    for piece in cut(form):
        for part in parts(piece):
            assert form[part.start : part.end] == part.text
            assert piece.start <= part.start <= part.end <= piece.end
