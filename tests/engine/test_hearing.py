from dataclasses import replace

import pytest

from reviewer.core.geometry import Box
from reviewer.core.model import Alternative, Page, SecondReading
from reviewer.core.text import make_lines
from reviewer.engine.heard import Heard, Read, objections, told
from reviewer.engine.hearing import trimmed
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.second import align
from reviewer.engine.spots import Survey
from reviewer.engine.survey import Surveyor
from tests.engine.samples import page_of


def listened(knowledge: Knowledge, text: str, other: str) -> Survey:
    """The survey of a page, with what a second reading has on the same line heard."""
    page = page_of(text)
    alignment = align(page.page, SecondReading("other", make_lines(other)))
    ((survey, _),) = Surveyor(knowledge).surveys(page, alignment)
    return survey


def reads(survey: Survey) -> list[str | None]:
    """What is read in the place of each spot and join; None where nothing is known."""
    assert survey.heard is not None
    found = survey.heard.reads
    numbers = range(len(survey.forms) + len(survey.joins))
    return [found[n].text if n in found else None for n in numbers]


def joined(survey: Survey, left: int) -> str | None:
    """What is read in the place of the join that begins at a spot."""
    (place,) = (n for n, join in enumerate(survey.joins) if join.left == left)
    return reads(survey)[len(survey.forms) + place]


@pytest.mark.parametrize(
    "text, suffix, core",
    [
        ("“house,”", False, "house"),
        ("river's", True, "river"),
        ("river's", False, "river's"),
        ("(the river)", False, "the river"),
        ("25,", False, "25"),
        ("...", False, ""),
        ("", False, ""),
    ],
)
def test_signs_at_the_edges_are_no_part_of_a_reading(text: str, suffix: bool, core: str) -> None:
    assert trimmed(text, suffix) == core


def test_in_the_place_of_signs_signs_are_read() -> None:
    assert trimmed("--", False, signs=True) == "--"
    assert trimmed("a,", False, signs=True) == "a"


def test_each_piece_of_a_token_has_its_own_reading(knowledge: Knowledge) -> None:
    survey = listened(knowledge, "the house/rivor of", "the horse/river of")
    assert reads(survey)[:4] == ["the", "horse", "river", "of"]


def test_half_of_a_word_is_no_reading_but_its_join_has_one(knowledge: Knowledge) -> None:
    survey = listened(knowledge, "the ho use of the river", "the house of the river")
    assert reads(survey)[:6] == ["the", None, None, "of", "the", "river"]
    assert joined(survey, 1) == "house"


def test_a_hyphen_within_a_word_joins_as_well(knowledge: Knowledge) -> None:
    survey = listened(knowledge, "the self- river of the", "the self-river of the")
    assert survey.heard is not None
    assert survey.heard.one_word == {1}


def test_two_words_that_it_has_apart_speak_against_a_join(knowledge: Knowledge) -> None:
    survey = listened(knowledge, "the ho use of the river", "the ho. use of the river")
    assert joined(survey, 1) == "ho use"


def test_a_reading_much_longer_than_what_stands_there_is_none(knowledge: Knowledge) -> None:
    here = replace(make_lines("x")[0].tokens[0], box=Box(0, 0, 90, 20))
    page = page_of("x")
    page = replace(page, page=Page(1, (replace(page.page.lines[0], tokens=(here,)),)))
    line = make_lines("abcdefghijklm")[0]
    there = replace(line, tokens=(replace(line.tokens[0], box=Box(0, 0, 90, 20)),))
    alignment = align(page.page, SecondReading("other", (there,)))
    assert alignment.match(0) is not None
    ((survey, _),) = Surveyor(knowledge).surveys(page, alignment)
    assert survey.heard is None


def test_other_words_that_say_the_same_are_no_doubts(knowledge: Knowledge) -> None:
    page = page_of("hoase")
    others = (Alternative("house,"), Alternative("Hoase"), Alternative("house"), Alternative("?"))
    line = page.page.lines[0]
    token = replace(line.tokens[0], alternatives=others)
    page = replace(page, page=Page(1, (replace(line, tokens=(token,)),)))
    ((survey, _),) = Surveyor(knowledge).surveys(page)
    assert survey.heard is not None
    assert survey.heard.doubts == {0: ("house",)}


def test_a_page_read_once_without_any_doubt_is_not_listened_to(knowledge: Knowledge) -> None:
    ((survey, _),) = Surveyor(knowledge).surveys(page_of("the hoase"))
    assert survey.heard is None


def test_what_is_said_of_it() -> None:
    heard = Heard(reads={0: Read("house"), 1: Read("")}, doubts={0: ("Horse",)})
    assert [m.id for m in objections(heard, 0, "hoase")] == ["engine.second_reads"]
    assert not objections(heard, 0, "House")
    assert [m.id for m in objections(heard, 1, "x")] == ["engine.second_nothing"]
    assert not objections(heard, 2, "x")
    assert [m.id for m in told(heard, 0, "HOUSE")] == ["engine.second_too"]
    assert [m.id for m in told(heard, 0, "horse")] == ["engine.thought_of"]
    assert [m.id for m in told(heard, 1, "")] == ["engine.second_nothing"]
    assert not told(heard, 0, "hoase")
