"""The features of all answers at all spots of a page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.decisions import Decision, Keep, Span
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey
from reviewer.engine.survey import Surveyor
from reviewer.engine.weighing import (
    GROUP,
    GROUP_AGAIN,
    ROW,
    ROW_AGAIN,
    Weighed,
    look_again,
    weigh,
)
from tests.core.strategies import ledger, ledgers, pages
from tests.engine.samples import page_of

G = {name: n for n, name in enumerate(GROUP_AGAIN)}
R = {name: n for n, name in enumerate(ROW_AGAIN)}


def weighed(knowledge: Knowledge, page: PageReading | str) -> tuple[Survey, Forms, Weighed]:
    reading = page_of(page) if isinstance(page, str) else page
    ((survey, forms),) = Surveyor(knowledge).surveys(reading)
    return survey, forms, weigh(survey, forms, knowledge)


def even(w: Weighed) -> np.ndarray:
    """Shares of a first look that knows nothing."""
    return (1 / np.diff(w.first))[w.owner].astype(np.float32)


def rows_of(knowledge: Knowledge, w: Weighed, group: int, forms: Forms) -> dict[str, np.ndarray]:
    """The rows of a group, by the word that they propose."""
    low, high = w.first[group], w.first[group + 1]
    return {
        knowledge.words.words[forms.words[place]]: w.rows[row]
        for row, place in enumerate(w.places[low:high].tolist(), low)
        if place >= 0 and forms.words[place] >= 0
    }


def test_groups_are_the_open_spots_and_then_the_joins(knowledge: Knowledge) -> None:
    page = Page(1, make_lines("the hxuse of ri ver"))
    survey, _, w = weighed(knowledge, fold(page, ledger([Keep(Span(1, 1))])))
    assert w.spots.tolist() == [0, 2, 3, 4, 5]
    assert len(survey.joins) == 1
    assert w.group[:, G["join"]].tolist() == [0, 0, 0, 0, 1]
    assert len(w.first) == len(w.group) + 1
    assert w.owner.tolist() == np.repeat(np.arange(5), np.diff(w.first)).tolist()


def test_a_join_that_makes_a_word_has_three_answers(knowledge: Knowledge) -> None:
    _, _, w = weighed(knowledge, "ri ver")
    rows = w.rows[w.first[-2] :]
    assert len(rows) == 3
    assert rows[:, R["keep"]].tolist() == [1, 0, 0]
    assert rows[:, R["none"]].tolist() == [0, 1, 0]
    assert rows[:, R["itself"]].tolist() == [0, 0, 1]
    assert rows[2, R["candidate"]] == 1
    assert w.places[-1] == -1
    often = knowledge.words.log_frequency[knowledge.number("river")]
    assert rows[2, R["frequency"]] == pytest.approx(often, rel=1e-3)


def test_a_noisy_page_is_told_from_a_clean_one(knowledge: Knowledge) -> None:
    def noise(text: str) -> float:
        return float(weighed(knowledge, text)[2].group[0, G["noise"]])

    clean = noise("the house of the river " * 9)
    assert clean < noise("the hxuse of the river " * 9) < noise("the hxuse of the rivxr " * 9)
    # A name that no list has is no noise.
    assert noise("the house of Xandrine " * 9) == pytest.approx(clean, abs=0.5)


def test_neighbours_make_an_answer_likelier(knowledge: Knowledge) -> None:
    _, forms, w = weighed(knowledge, "the rivxr of the rivxr")
    between = rows_of(knowledge, w, 4, forms)["river"]
    begin = rows_of(knowledge, w, 1, forms)["river"]
    assert begin[R["left"]] > 0
    assert between[R["left_two"]] > begin[R["left_two"]] == 0
    assert between[R["unlisted"]] == 0
    _, forms, w = weighed(knowledge, "мир rivxr")
    alone = rows_of(knowledge, w, 1, forms)["river"]
    assert [alone[R[name]] for name in ("left", "right", "left_two", "between")] == [0, 0, 0, 0]


def test_words_of_the_page_are_likelier_on_it(knowledge: Knowledge) -> None:
    _, forms, w = weighed(knowledge, "river river hoxse")
    found = rows_of(knowledge, w, 2, forms)
    assert found["house"][R["present"]] == 0
    _, forms, w = weighed(knowledge, "house house hoxse")
    found = rows_of(knowledge, w, 2, forms)
    assert found["house"][R["present"]] == pytest.approx(np.log1p(2))
    assert found["horse"][R["present"]] == 0


def test_halves_of_a_known_word_are_marked(knowledge: Knowledge) -> None:
    _, _, w = weighed(knowledge, "ri- ver")
    assert w.group[:, G["half_left"]].tolist() == [2, 0, 0]
    assert w.group[:, G["half_right"]].tolist() == [0, 2, 0]


def test_the_second_look_knows_what_the_first_made_of_the_page(knowledge: Knowledge) -> None:
    survey, forms, w = weighed(knowledge, "house hoxse river river river")
    shares = np.zeros(len(w.rows), np.float32)
    shares[w.first[:-1]] = 1
    sure, _ = look_again(w, shares, survey, forms, knowledge.context)
    assert (sure[:, [G["wrong_near"], G["wrong_far"], G["wrong_page"]]] == 0).all()
    shares[w.first[1]], shares[w.first[1] + 2] = 0, 1
    doubtful, rows = look_again(w, shares, survey, forms, knowledge.context)
    # A doubt is told to its neighbours, not to itself.
    assert doubtful[:, G["wrong_near"]].tolist() == pytest.approx([1 / 2, 0, 1 / 4, 1 / 3, 0])
    assert doubtful[:, G["wrong_far"]].tolist() == [0.25, 0, 0.25, 0.25, 0.25]
    assert doubtful[:, G["wrong_page"]].tolist() == [0.25, 0, 0.25, 0.25, 0.25]
    assert rows[:, R["first_share"]] == pytest.approx(np.log(np.maximum(shares, 1e-5)))


def test_a_misreading_that_is_likely_elsewhere_supports_its_like(knowledge: Knowledge) -> None:
    survey, forms, w = weighed(knowledge, "hoxse river hoxse")
    shares = np.zeros(len(w.rows), np.float32)
    shares[w.first[:-1]] = 1
    candidate = next(
        row
        for row in range(2, w.first[1])
        if knowledge.words.words[forms.words[w.places[row]]] == "house"
    )
    shares[0], shares[candidate] = 0, 1
    _, rows = look_again(w, shares, survey, forms, knowledge.context)
    other = w.first[2] + candidate
    assert rows[candidate, R["support"]] == 0
    assert rows[other, R["support"]] == pytest.approx(np.log(2))
    assert rows[w.first[2], R["support"]] == rows[w.first[2] + 1, R["support"]] == 0


def test_what_a_neighbour_likely_reads_is_the_context_of_the_second_look(
    knowledge: Knowledge,
) -> None:
    survey, forms, w = weighed(knowledge, "thx rivxr")
    left = {text: row[R["left"]] for text, row in rows_of(knowledge, w, 1, forms).items()}
    shares = np.zeros(len(w.rows), np.float32)
    shares[w.first[:-1]] = 1
    the = next(
        row
        for row in range(2, w.first[1])
        if knowledge.words.words[forms.words[w.places[row]]] == "the"
    )
    shares[0], shares[the] = 0, 1
    _, rows = look_again(w, shares, survey, forms, knowledge.context)
    river = next(
        row for row in range(w.first[1] + 2, w.first[2])
        if knowledge.words.words[forms.words[w.places[row]]] == "river"
    )  # fmt: skip
    assert rows[river, R["left"]] > 0
    assert rows[river, R["left"]] >= left["river"]


@given(pages, ledgers)
def test_any_page_is_weighed_in_finite_numbers(
    knowledge: Knowledge, page: Page, decisions: list[Decision]
) -> None:
    survey, forms, w = weighed(knowledge, fold(page, decisions))
    assert w.group.shape == (len(w.spots), len(GROUP))
    assert w.rows.shape == (w.first[-1], len(ROW))
    assert (np.diff(w.first) >= 2).all()
    assert (w.rows[w.first[:-1], R["keep"]] == 1).all()
    assert (w.rows[w.first[:-1] + 1, R["none"]] == 1).all()
    assert w.rows[:, [R["keep"], R["none"], R["candidate"]]].sum() == len(w.rows)
    assert len(w.spots) == survey.decided.count(False) + len(survey.joins)
    group, rows = look_again(w, even(w), survey, forms, knowledge.context)
    assert group.shape == (len(w.spots), len(GROUP_AGAIN))
    assert rows.shape == (w.first[-1], len(ROW_AGAIN))
    for matrix in (w.group, w.rows, group, rows):
        assert matrix.dtype == np.float32
        assert np.isfinite(matrix).all()


@given(st.lists(st.sampled_from("the hxuse rivxr ri- ver ~ 1960 of ABX".split()), max_size=12))
def test_forms_seen_before_change_nothing(knowledge: Knowledge, words: list[str]) -> None:
    page = page_of(" ".join(words))
    fresh = Knowledge(knowledge.lexicon, knowledge.context, None, knowledge.experience, knowledge)
    _, _, here = weighed(knowledge, page)
    survey, forms, there = weighed(fresh, page)
    assert np.array_equal(here.group, there.group)
    assert np.array_equal(here.rows, there.rows)
    weighed(fresh, "something else, ri- ver and xx")
    assert np.array_equal(weigh(survey, forms, fresh).rows, there.rows)
