"""What is said of a form wherever it stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.lessons import Experience
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.rows import GROUP, ROW
from reviewer.engine.tokenizing import Piece, PieceKind, cut
from reviewer.engine.wordlist import LONGEST
from tests.engine.samples import forms_of

G = {name: n for n, name in enumerate(GROUP)}
R = {name: n for n, name in enumerate(ROW)}
TOKENS = st.text(st.characters(exclude_categories=["Zs"]), min_size=1, max_size=12) | st.text(
    "housriverft-'.l10O$/", min_size=1, max_size=40
)


def words_of(table: Forms, number: int, knowledge: Knowledge) -> list[str]:
    """What the candidates of a form propose, in the order of its rows."""
    low, high = table.bounds[number].tolist()
    numbers = table.words[low + 2 : high].tolist()
    return [
        knowledge.words.words[n] if n >= 0 else table.texts[row][0]
        for row, n in enumerate(numbers, low + 2)
    ]


def test_the_first_row_keeps_the_second_says_none_the_others_are_candidates(
    knowledge: Knowledge,
) -> None:
    table = forms_of(knowledge, "hoxse", "river")
    for low, high in table.bounds.tolist():
        flags = table.rows[low:high, [R["keep"], R["none"], R["candidate"]]]
        assert flags[0].tolist() == [1, 0, 0]
        assert flags[1].tolist() == [0, 1, 0]
        assert (flags[2:] == [0, 0, 1]).all()
    assert table.bounds[0, 1] == table.bounds[1, 0]
    assert {"house", "horse"} <= set(words_of(table, 0, knowledge))


def test_a_form_has_one_number_and_its_rows_are_worked_out_once(knowledge: Knowledge) -> None:
    table = forms_of(knowledge, "hoxse", "river", "hoxse")
    assert [form.text for form in table.forms] == ["hoxse", "river"]
    before = table.rows
    table.complete()
    assert table.rows is before
    assert len(table) == 2


@pytest.mark.parametrize(
    "token, known, held",
    [
        ("river", True, True),
        ("rIver", False, True),
        ("hoxse", False, False),
        ("river-house", True, True),
        ("river-hoxse", False, False),
        ("12", True, True),
        ("~", True, True),
        ("QXZ", True, False),
        ("ABX", True, True),
    ],
)
def test_what_is_known(knowledge: Knowledge, token: str, known: bool, held: bool) -> None:
    (form,) = forms_of(knowledge, token).forms
    assert (form.known, form.held) == (known, held)


def test_a_known_word_is_no_candidate_for_itself(knowledge: Knowledge) -> None:
    table = forms_of(knowledge, "house", "hOuse")
    assert "house" not in words_of(table, 0, knowledge)
    assert "horse" in words_of(table, 0, knowledge)
    assert words_of(table, 1, knowledge)[0] == "house"


def test_features_say_how_the_form_is_written(knowledge: Knowledge) -> None:
    table = forms_of(knowledge, "House", "HOUSE", "hOuse", "house's", "h0use")
    group = table.group
    assert group[:, G["title"]].tolist() == [1, 0, 0, 0, 0]
    assert group[:, G["upper"]].tolist() == [0, 1, 0, 0, 0]
    assert group[:, G["odd"]].tolist() == [0, 0, 1, 0, 0]
    assert group[:, G["possessive"]].tolist() == [0, 0, 0, 1, 0]
    assert group[:, G["digits"]] == pytest.approx([0, 0, 0, 0, 0.2])
    assert group[:, G["inner"]] == pytest.approx([0, 0, 0, 0, 0.2])
    assert group[:, G["known"]].tolist() == [1, 1, 0, 1, 0]


def test_features_of_a_candidate(knowledge: Knowledge) -> None:
    table = forms_of(knowledge, "petrl")
    names = words_of(table, 0, knowledge)
    row = table.rows[2 + names.index("petrel")]
    assert row[R["edits"]] == 1
    assert row[R["name"]] == 1
    assert row[R["raised"]] == 1  # a name for a form that is written small
    assert (row[R["first"]], row[R["last"]]) == (1, 1)
    assert row[R["longer"]] == pytest.approx(1 / 3)
    often = knowledge.words.log_frequency[knowledge.number("petrel")]
    assert row[R["frequency"]] == pytest.approx(often, rel=1e-3)


def test_longer_forms_than_any_word_have_no_near_words(knowledge: Knowledge) -> None:
    table = Forms(knowledge)
    text = "x" * (LONGEST + 1)
    table.add(Piece(PieceKind.WORD, 0, len(text), text))
    table.complete()
    assert words_of(table, 0, knowledge) == []


@pytest.mark.parametrize("reading", ["Quillhaven", "of Quillhaven"])
def test_what_was_decided_is_remembered_however_it_is_written(
    knowledge: Knowledge, reading: str
) -> None:
    learnt = Experience(memory=(("xqzzv", reading, 5),))
    ours = Knowledge(knowledge.lexicon, knowledge.context, None, learnt, knowledge)
    table = forms_of(ours, "xqzzv")
    assert words_of(table, 0, ours) == [reading]
    assert table.rows[2, R["remembered"]] == pytest.approx(np.log1p(5), rel=1e-3)


def test_a_removal_is_like_no_word(knowledge: Knowledge) -> None:
    table = forms_of(knowledge, "~")
    assert table.texts[2] == ("", "removal")
    assert (table.heads[2], table.tails[2]) == (0, 0)
    assert table.rows[2, R["longer"]] == pytest.approx(-1 / 3)


@given(st.lists(TOKENS, min_size=1, max_size=6), TOKENS)
def test_rows_do_not_depend_on_the_company(
    knowledge: Knowledge, others: list[str], token: str
) -> None:
    pieces = list(cut(token))
    alone, together = Forms(knowledge), Forms(knowledge)
    mine = [alone.add(piece) for piece in pieces]
    for piece in (piece for other in others for piece in cut(other)):
        together.add(piece)
    together.complete()
    theirs = [together.add(piece) for piece in pieces]
    for table in (alone, together):
        table.complete()
    for one, other in zip(mine, theirs, strict=True):
        a, b = slice(*alone.bounds[one]), slice(*together.bounds[other])
        for name in ("rows", "words", "blocks", "heads", "tails"):
            assert np.array_equal(getattr(alone, name)[a], getattr(together, name)[b]), name
        assert np.array_equal(alone.group[one], together.group[other])


@given(st.lists(TOKENS, max_size=8))
def test_the_table_is_whole_and_finite(knowledge: Knowledge, tokens: list[str]) -> None:
    table = Forms(knowledge)
    for token in tokens:
        for piece in cut(token):
            table.add(piece)
    table.complete()
    assert np.isfinite(table.rows).all()
    assert np.isfinite(table.group).all()
    assert (table.bounds[:, 1] - table.bounds[:, 0] >= 2).all()
    ends = [0, *table.bounds[:, 1].tolist()]
    assert table.bounds[:, 0].tolist() == ends[:-1]
    assert len(table.rows) == ends[-1] == len(table.words) == len(table.blocks)
    columns = (table.known, table.examined, table.numeric, table.long, table.small, table.numbers)
    assert {len(column) for column in columns} == {len(table)}
