"""What is said for a suggestion."""

import re
from pathlib import Path
from typing import Any

import pytest

from reviewer.core.lessons import Experience
from reviewer.core.messages import Catalogue, Message
from reviewer.engine import evidence as module
from reviewer.engine.evidence import Claim, Witness
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.survey import Surveyor
from tests.engine.samples import page_of


def witness(knowledge: Knowledge, page: str) -> Witness:
    ((survey, forms),) = Surveyor(knowledge).surveys(page_of(page))
    return Witness(survey, forms, knowledge)


def messages(
    knowledge: Knowledge, form: str, text: str, page: str = "{} horse", spot: int = 0
) -> tuple[Message, ...]:
    """What speaks for a text at one spot of a page."""
    claim = Claim(form, text, spot, spot)
    (said,) = witness(knowledge, page.format(form)).evidence([claim])
    return said


def said(knowledge: Knowledge, form: str, text: str, *place: Any) -> dict[str, Any]:
    return {message.id: message.values for message in messages(knowledge, form, text, *place)}


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
def test_letters_that_differ(
    knowledge: Knowledge, form: str, text: str, changes: str, n: int
) -> None:
    assert said(knowledge, form, text)["engine.letters"] == {"n": n, "changes": changes}


def test_only_case_differs(knowledge: Knowledge) -> None:
    assert "engine.case" in said(knowledge, "hOuse", "house")


def test_a_name_says_who_it_is(knowledge: Knowledge) -> None:
    values = said(knowledge, "Petrxl", "Petrel")["engine.name_noted"]
    assert (values["preferred"], values["note"]) == ("Petrel, Ada", "keeper of the light")


def test_a_word_written_small_is_nobodys_name(knowledge: Knowledge) -> None:
    assert not any("name" in key for key in said(knowledge, "hxuse", "house"))
    assert any("name" in key for key in said(knowledge, "Hxuse", "House"))


def test_an_abbreviation_says_what_it_stands_for(knowledge: Knowledge) -> None:
    assert said(knowledge, "ABK", "ABX")["engine.term_noted"]["note"] == "Board of Examples"
    assert "engine.term_noted" not in said(knowledge, "abk", "abx")


def test_frequency_page_and_neighbours(knowledge: Knowledge) -> None:
    found = messages(knowledge, "rivxr", "river", "river of the {} of", 3)
    assert [(m.id, m.values) for m in found[1:]] == [
        ("engine.frequency", {"n": 300}),
        ("engine.present", {"n": 1}),
        ("engine.pair", {"pair": "the river", "n": 30}),
    ]


def test_only_known_words_are_neighbours(knowledge: Knowledge) -> None:
    assert "engine.pair" not in said(knowledge, "rivxr", "river", "thx {}", 1)
    assert "engine.pair" not in said(knowledge, "rivxr", "river", "the , 12 {}", 2)
    assert "engine.present" not in said(knowledge, "rivxr", "river", "the {}", 1)


def test_two_words_and_nothing(knowledge: Knowledge) -> None:
    assert said(knowledge, "ofthe", "of the")["engine.pair"] == {"pair": "of the", "n": 32}
    assert "engine.split" in said(knowledge, "ofthe", "of the")
    assert list(said(knowledge, "~", "")) == ["engine.removal"]


@pytest.mark.parametrize("form", ["ri ver", "ri- ver", "ri-ver"])
def test_one_word_that_was_parted(knowledge: Knowledge, form: str) -> None:
    assert "engine.join" in said(knowledge, form, "river")


def test_usual_misreadings_are_called_so(knowledge: Knowledge) -> None:
    usual = said(knowledge, "heuxe", "house")
    assert usual["engine.letters"] == {"n": 2, "changes": "e→o, x→s"}
    assert usual["engine.usual"] == {"changes": "e→o"}
    assert "engine.usual" not in said(knowledge, "hxuse", "house")
    alone = said(knowledge, "heuse", "house")
    assert alone["engine.letters_usual"] == {"n": 1, "changes": "e→o"}


def test_decisions_are_told_first(knowledge: Knowledge) -> None:
    learnt = Experience(memory=(("hxuse", "house", 4),))
    ours = Knowledge(knowledge.lexicon, knowledge.context, None, learnt, knowledge)
    found = messages(ours, "hxuse", "house")
    assert found[0].id == "engine.decided"
    assert found[0].values == {"n": 4, "text": "house", "kept": 0}
    assert "engine.decided" not in said(ours, "hxuse", "horse")


@pytest.mark.parametrize(
    "kept, wanted",
    [
        (0, "corrected 14 times to house, never kept"),
        (1, "corrected 14 times to house, kept once"),
        (1200, "corrected 14 times to house, kept 1,200 times"),
    ],
)
def test_memory_says_how_often_the_form_was_kept(
    knowledge: Knowledge, kept: int, wanted: str
) -> None:
    memory = (("hxuse", "house", 14), ("hxuse", "hxuse", kept))[: 1 + bool(kept)]
    learnt = Experience(memory=memory)
    ours = Knowledge(knowledge.lexicon, knowledge.context, None, learnt, knowledge)
    assert Catalogue.load().say(messages(ours, "hxuse", "house")[0]) == wanted


def test_each_claim_gets_its_own_answer(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Knowledge(knowledge.lexicon, knowledge.context, None, Experience(), knowledge)
    claims = [
        Claim("rivxr", "river", 1, 1), Claim("~", "", 2, 2), Claim("ofthe", "of the", 3, 3)
    ]  # fmt: skip
    page = "the rivxr ~ ofthe"
    together = list(witness(ours, page).evidence(claims))
    alone = [next(witness(ours, page).evidence([claim])) for claim in claims]
    assert together == alone
    # Nor does it matter what was said before, or whether it is still remembered.
    monkeypatch.setattr(module, "REMEMBERED", 0)
    assert list(witness(ours, page).evidence(claims)) == together
    assert list(witness(ours, page).evidence([])) == []


def test_every_message_has_a_sentence(root: Path) -> None:
    catalogue = Catalogue.load()
    used = set()
    for path in (root / "reviewer" / "engine").glob("*.py"):
        used |= set(re.findall(r'"(engine\.[a-z_]+)"', path.read_text("utf-8")))
    used |= {f"engine.{a}_{b}" for a in ("name", "term") for b in ("noted", "bare")}
    assert len(used) > 12
    assert [message for message in used if message not in catalogue] == []


def test_sentences_take_the_values(knowledge: Knowledge) -> None:
    catalogue = Catalogue.load()
    sentences = [catalogue.say(message) for message in messages(knowledge, "Petrxl", "Petrel")]
    assert "Petrel, Ada: keeper of the light" in sentences
    assert not any("{" in s or s.startswith("engine.") for s in sentences)
    assert "2 changes" in catalogue.say(Message("engine.letters", {"n": 2, "changes": "a→b"}))
