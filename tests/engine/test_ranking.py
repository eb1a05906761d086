from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.findings import Kind, Suggestion
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pairs import Pairs
from reviewer.engine.ranking import LEAST, MOST, PLAIN, Ranker, Weights, merge
from reviewer.engine.survey import Survey
from tests.engine.samples import finding_of, page_of


@pytest.fixture
def ranker(lexicon: Lexicon) -> Ranker:
    return Ranker(PLAIN, Pairs(lexicon.dictionary.bigrams, "test", None))


def proposals(*pairs: tuple[str, float]) -> list[Suggestion]:
    return [Suggestion(text, probability, "test") for text, probability in pairs]


def test_likelier_letters_come_first(ranker: Ranker, lexicon: Lexicon) -> None:
    survey = Survey(page_of("hoxse"), lexicon)
    found = ranker.rank(finding_of("hoxse"), proposals(("house", 1e-2), ("horse", 1e-4)), survey)
    assert [s.text for s in found.suggestions] == ["house", "horse"]


def test_neighbours_change_the_order(ranker: Ranker, lexicon: Lexicon) -> None:
    choices = proposals(("horse", 1e-3), ("river", 1e-3))
    alone = ranker.rank(finding_of("hivsr"), choices, Survey(page_of("hivsr"), lexicon))
    behind = ranker.rank(finding_of("hivsr", 1), choices, Survey(page_of("the hivsr"), lexicon))
    assert [s.text for s in alone.suggestions] == ["horse", "river"]
    assert [s.text for s in behind.suggestions] == ["river", "horse"]


def test_a_name_is_preferred_where_a_capital_stands(ranker: Ranker, lexicon: Lexicon) -> None:
    features = [
        ranker.of_candidate(finding_of(form), choice, ("", ""), Survey(page_of(form), lexicon))
        for form in ("Petrxl", "petrxl")
        for choice in proposals(("Petrel", 1e-2))
    ]
    assert [f["name"] for f in features] == [1.0, 0.0]


def test_two_words_make_it_a_matter_of_boundaries(ranker: Ranker, lexicon: Lexicon) -> None:
    survey = Survey(page_of("ofthe"), lexicon)
    found = ranker.rank(finding_of("ofthe"), proposals(("of the", 1e-2)), survey)
    assert found.kind is Kind.BOUNDARY
    assert found.suggestions[0].text == "of the"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["house", "horse", "", "of the", "x", "é", "мир"]), st.floats(0, 1)
        ),
        max_size=12,
    ),
    st.sampled_from(["hoxse", "H", "~", "HOUSE", "12x", "hOuse"]),
)
def test_all_answers_together_are_certain(shared_ranker, choices, form) -> None:
    ranker, lexicon = shared_ranker
    found = ranker.rank(finding_of(form), proposals(*choices), Survey(page_of(form), lexicon))
    shares = [s.probability for s in found.suggestions]
    assert 0 <= found.probability <= 1
    assert sum(shares) <= found.probability + 1e-9
    assert shares == sorted(shares, reverse=True)
    assert len(shares) <= MOST
    assert all(share >= LEAST for share in shares)
    assert form not in [s.text for s in found.suggestions]


@pytest.fixture(scope="module")
def shared_ranker(engine) -> tuple[Ranker, Lexicon]:
    return engine.ranker, engine.lexicon


def test_one_suggestion_a_text_and_the_likeliest(ranker: Ranker) -> None:
    merged = merge("x", proposals(("a", 0.1), ("x", 0.9), ("a", 0.3), ("b", 0.2)))
    assert [(s.text, s.probability) for s in merged] == [("a", 0.3), ("b", 0.2)]


def test_weights_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_text("[candidate]\nletters = 2\n[keep]\nbias = -1\n[none]\nbias = -2\n", "utf-8")
    assert Weights.open(path) == Weights({"letters": 2}, {"bias": -1}, {"bias": -2})
    assert Weights.open(None) is PLAIN


def test_pairs_lift_what_follows_and_nothing_else(lexicon: Lexicon) -> None:
    pairs = Pairs(lexicon.dictionary.bigrams, "test", None)
    assert pairs.count("of", "the") == 800
    assert pairs.lift("the", "river", lexicon) > 0
    assert pairs.lift("", "river", lexicon) == pairs.lift("the", "", lexicon) == 0.0
    assert pairs.lift("the", "unheard", lexicon) == 0.0
    assert Pairs(None, "test", None).count("of", "the") == 0
