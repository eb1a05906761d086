"""What is known for one collection: the dictionary, with a project's own laid over it."""

import numpy as np
import pytest

from reviewer.core.lessons import Experience
from reviewer.engine import knowledge as module
from reviewer.engine.form import Form
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.tokenizing import Piece, PieceKind, cut
from reviewer.engine.wordlist import LONGEST
from tests.engine.samples import forms_of


def cut_one(text: str) -> Piece:
    (piece,) = cut(text)
    return piece


def form(text: str, kind: PieceKind = PieceKind.WORD) -> Form:
    return Form(text, kind, text.lower(), False, False, -1)


def own(base: Knowledge, *words: str, experience: Experience | None = None) -> Knowledge:
    """The knowledge of a project with words and lessons of its own."""
    lexicon = base.lexicon.extended(words)
    return Knowledge(lexicon, base.context, None, experience or Experience(), base)


def taught(*memory: tuple[str, str, int]) -> Experience:
    return Experience(memory=memory)


def texts(found: Knowledge, *asked: str) -> list[list[str]]:
    """The words that forms may stand for, sorted."""
    forms = forms_of(found, *asked).forms
    return [sorted(found.words.words[c.number] for c in some) for some in found.near(forms)]


def test_a_projects_words_are_known_and_looked_for(knowledge: Knowledge) -> None:
    ours = own(knowledge, "Quillhaven", "river")
    assert ours.number("quillhaven") == len(knowledge.words)
    assert ours.number("river") == knowledge.number("river")
    assert texts(ours, "quillhavcn", "rivxr") == [["quillhaven"], ["river"]]
    assert texts(knowledge, "quillhavcn") == [[]]
    assert knowledge.number("quillhaven") == -1


def test_a_projects_word_with_letters_of_its_own_is_looked_for(knowledge: Knowledge) -> None:
    assert texts(own(knowledge, "Brzęczyszcz"), "Brzęczyszoz") == [["brzęczyszcz"]]


def test_words_longer_than_any_are_no_trouble(knowledge: Knowledge) -> None:
    ours = own(knowledge, "x" * (LONGEST + 1))
    assert len(ours.words) == len(knowledge.words)
    assert texts(ours, "rivxr") == [["river"]]


def test_only_names_are_names_and_only_raised_words_raised(knowledge: Knowledge) -> None:
    def ask(flags: np.ndarray) -> list[bool]:
        return [bool(flags[knowledge.number(w)]) for w in ("petrel", "zembra", "river", "abx")]

    assert ask(knowledge.names) == [True, True, False, False]
    assert ask(knowledge.raised) == [True, True, False, True]
    assert not knowledge.names[-1]
    assert not knowledge.raised[-1]


def test_lost_blanks_the_usual_pair_first(knowledge: Knowledge) -> None:
    known = Form("ofthe", PieceKind.WORD, "ofthe", True, True, -1)
    found = knowledge.splits([form("ofthe"), form("theriver"), form("hoxse"), known])
    assert [[choice.text for choice in some] for some in found] == [
        ["of the"],
        ["the river"],
        [],
        [],
    ]


@pytest.mark.parametrize(
    "text, kind, source, reading",
    [
        ("~", PieceKind.SIGNS, "removal", ""),
        ("l96O", PieceKind.MIXED, "figures", "1960"),
        ("Xqz", PieceKind.WORD, "memory", "Quillhaven"),
    ],
)
def test_candidates_that_no_list_has(
    knowledge: Knowledge, text: str, kind: PieceKind, source: str, reading: str
) -> None:
    ours = own(knowledge, experience=taught(("Xqz", "Quillhaven", 2), ("Xqz", "Xqz", 1)))
    (choice,) = ours.specials(form(text, kind))
    assert (choice.source, choice.text) == (source, reading)
    assert list(ours.specials(form("river"))) == []


def test_decisions_are_remembered_as_strongly_as_they_were_made(knowledge: Knowledge) -> None:
    ours = own(knowledge, experience=taught(("hoxse", "Horse", 3), ("hoxse", "hoxse", 1)))
    assert ours.decided("hoxse", "Horse") == 3
    assert ours.decided("hoxse", "house") == 0
    assert ours.remembered("hoxse", "horse") == pytest.approx(np.log1p(3) * 3 / 4)
    assert ours.kept("hoxse") == pytest.approx(np.log1p(1) / 4)
    assert ours.remembered("hoxse", "house") == ours.remembered("river", "horse") == 0.0
    assert ours.kept("river") == knowledge.kept("hoxse") == 0.0


def test_own_confusions_make_them_cheaper(knowledge: Knowledge) -> None:
    seen = Experience(confusions=(("x", "r", 50),), letters=(("", 2_000), ("r", 200)))

    def cost(found: Knowledge) -> float:
        (some,) = found.near(forms_of(found, "hoxse").forms)
        return next(c.cost for c in some if found.words.words[c.number] == "horse")

    assert cost(own(knowledge, experience=seen)) < cost(knowledge) - 1


def test_the_same_misreading_has_the_same_number(knowledge: Knowledge) -> None:
    one, same, other, longer = knowledge.first_blocks(
        ["hoxse", "rivex", "hoxse", "hoxe"], ["horse", "river", "house", "horse"]
    ).tolist()
    assert one == same
    assert len({one, other, longer}) == 3
    assert min(one, other, longer) > 0


def test_readings_are_cased_like_their_form(knowledge: Knowledge) -> None:
    table = knowledge.forms
    for text, wanted in (("Rivxr", "River"), ("RIVXR", "RIVER"), ("petrxl", "Petrel")):
        (piece,) = forms_of(knowledge, text).forms
        number = table.add(cut_one(text))
        table.complete()
        low, high = table.bounds[number].tolist()
        readings = [knowledge.reading(piece, row) for row in range(low + 2, high)]
        assert (wanted, "nearest words") in readings


def test_neighbours_of_a_reading_are_its_first_and_last_word(knowledge: Knowledge) -> None:
    of, the, river = knowledge.context.ids(["of", "the", "river"]).tolist()
    listed = knowledge.number("river")
    heads, tails = knowledge.context_ids(
        ["river", "of the", "The-River", "hoxse", ""], np.array([listed, -1, -1, -1, -1])
    )
    assert heads.tolist() == [river, of, the, 0, 0]
    assert tails.tolist() == [river, the, river, 0, 0]


def test_the_table_of_forms_starts_anew_where_it_grew_too_large(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = own(knowledge)
    before = ours.fresh_forms()
    assert ours.fresh_forms() is before
    before.add(cut_one("river"))
    before.add(cut_one("house"))
    monkeypatch.setattr(module, "MOST_FORMS", 1)
    assert ours.fresh_forms() is not before
    assert len(ours.forms) == 0
