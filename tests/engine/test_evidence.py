import re
from pathlib import Path

import pytest

from reviewer.core.messages import Catalogue, Message
from reviewer.engine.evidence import evidence
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pairs import Pairs
from reviewer.engine.survey import Survey
from tests.engine.samples import page_of


def said(form: str, text: str, lexicon: Lexicon, beside: tuple[str, str] = ("", "")) -> dict:
    pairs = Pairs(lexicon.dictionary.bigrams, "test", None)
    survey = Survey(page_of(f"the house {form}"), lexicon)
    return {m.id: m.values for m in evidence(form, text, beside, survey, pairs)}


@pytest.mark.parametrize(
    "form, text, changes, n",
    [
        ("hxuse", "house", "x→o", 1),
        ("huse", "house", "+o", 1),
        ("hoouse", "house", "−o", 1),
        ("bxuze", "house", "bx→ho, z→s", 2),
        ("HXUSE", "HOUSE", "x→o", 1),
    ],
)
def test_letters_that_differ(lexicon: Lexicon, form: str, text: str, changes: str, n: int) -> None:
    assert said(form, text, lexicon)["engine.letters"] == {"n": n, "changes": changes}


def test_only_case_differs(lexicon: Lexicon) -> None:
    assert "engine.case" in said("hOuse", "house", lexicon)


def test_a_name_says_who_it_is(lexicon: Lexicon) -> None:
    values = said("Petrxl", "Petrel", lexicon)["engine.name_noted"]
    assert (values["preferred"], values["note"]) == ("Petrel, Ada", "keeper of the light")


def test_a_word_written_small_is_nobodys_name(lexicon: Lexicon) -> None:
    assert not any("name" in key for key in said("hxuse", "house", lexicon))
    assert any("name" in key for key in said("Hxuse", "House", lexicon))


def test_an_abbreviation_says_what_it_stands_for(lexicon: Lexicon) -> None:
    assert said("ABK", "ABX", lexicon)["engine.term_noted"]["note"] == "Board of Examples"
    assert "engine.term_noted" not in said("abk", "abx", lexicon)


def test_frequency_page_and_neighbours(lexicon: Lexicon) -> None:
    found = said("rivxr", "river", lexicon, ("the", "of"))
    assert found["engine.pair"] == {"pair": "the river", "n": 90}
    assert found["engine.frequency"]["n"] == 300
    assert said("hxuse", "house", lexicon)["engine.present"] == {"n": 1}


def test_two_words_and_nothing(lexicon: Lexicon) -> None:
    assert said("ofthe", "of the", lexicon)["engine.pair"] == {"pair": "of the", "n": 800}
    assert "engine.split" in said("ofthe", "of the", lexicon)
    assert list(said("~", "", lexicon)) == ["engine.removal"]


def test_every_message_has_a_sentence(root: Path) -> None:
    catalogue = Catalogue.load()
    used = set()
    for path in (root / "reviewer" / "engine").glob("*.py"):
        used |= set(re.findall(r'"(engine\.[a-z_]+)"', path.read_text("utf-8")))
    used |= {f"engine.{a}_{b}" for a in ("name", "term") for b in ("noted", "bare")}
    assert len(used) > 12
    assert [message for message in used if message not in catalogue] == []


def test_sentences_take_the_values(lexicon: Lexicon) -> None:
    catalogue = Catalogue.load()
    pairs = Pairs(lexicon.dictionary.bigrams, "test", None)
    survey = Survey(page_of("the house rivxr"), lexicon)
    found = evidence("Petrxl", "Petrel", ("the", ""), survey, pairs)
    sentences = [catalogue.say(message) for message in found]
    assert "Petrel, Ada: keeper of the light" in sentences
    assert not any("{" in s or s.startswith("engine.") for s in sentences)
    assert "2 changes" in catalogue.say(Message("engine.letters", {"n": 2, "changes": "a→b"}))
