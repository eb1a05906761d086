"""A page as spots: what is known of each place before anything is weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.fold import fold
from reviewer.core.model import Page, Role
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine import survey as module
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey
from reviewer.engine.survey import Surveyor
from tests.core.strategies import ledger, ledgers, pages
from tests.engine.samples import page_of


def surveyed(knowledge: Knowledge, page: PageReading | str) -> tuple[Survey, Forms]:
    reading = page_of(page) if isinstance(page, str) else page
    ((survey, forms),) = Surveyor(knowledge).surveys(reading)
    return survey, forms


def texts(survey: Survey, forms: Forms) -> list[str]:
    return [forms.forms[number].text for number in survey.forms]


def unknown(knowledge: Knowledge, text: str) -> list[str]:
    survey, forms = surveyed(knowledge, text)
    return [forms.forms[n].text for n in survey.forms if not forms.forms[n].known]


def test_only_what_no_table_has_is_unknown(knowledge: Knowledge) -> None:
    assert unknown(knowledge, "The House of hxuse, ABX 12 Petrel's (river)") == ["hxuse"]


def test_a_compound_is_known_by_its_parts(knowledge: Knowledge) -> None:
    assert unknown(knowledge, "river-house river-hxuse") == ["hxuse"]
    survey, forms = surveyed(knowledge, "river-house river-hxuse")
    assert texts(survey, forms) == ["river-house", "river", "hxuse"]


def test_capitals_are_a_code_only_among_small_letters(knowledge: Knowledge) -> None:
    assert unknown(knowledge, "the house of QXZ") == []
    assert unknown(knowledge, "HOUSE RIVER QXZ HORSE") == ["QXZ"]


def test_what_stands_around_a_spot(knowledge: Knowledge) -> None:
    survey, forms = surveyed(knowledge, "(house, river\nthe ri- ver. Of")
    seen = {
        text: {
            name
            for name in ("alone", "before", "after", "hyphen", "stop", "first", "last")
            if getattr(survey, name)[n]
        }
        for n, text in enumerate(texts(survey, forms))
    }
    assert seen == {
        "house": {"before", "after", "first"},
        "river": {"alone", "last"},
        "the": {"alone", "first"},
        "ri": {"after", "hyphen"},
        "ver": {"after", "stop"},
        "Of": {"alone", "last"},
    }
    assert survey.lines == [0, 0, 1, 1, 1, 1]


def test_what_a_person_settled_is_context_only(knowledge: Knowledge) -> None:
    page = Page(1, make_lines("the hxuse of hxuse"))
    acts = [d.Keep(d.Span(1, 1)), d.Replace(d.Span(2, 2), "of the"), d.Insert(0, 3, "river")]
    survey, forms = surveyed(knowledge, fold(page, ledger(acts)))
    assert [
        (text, decided) for text, decided in zip(texts(survey, forms), survey.decided, strict=True)
    ] == [
        ("the", False),
        ("hxuse", True),
        ("of", True),
        ("the", True),
        ("hxuse", False),
        ("river", True),
    ]


def test_lines_of_noise_and_removed_words_are_passed_over(knowledge: Knowledge) -> None:
    page = Page(1, make_lines("the house\n~~ xx\nof river"))
    acts = [d.SetRole(1, Role.NOISE), d.Replace(d.Span(4, 4), "")]
    survey, forms = surveyed(knowledge, fold(page, ledger(acts)))
    assert texts(survey, forms) == ["the", "house", "river"]
    assert survey.first == [True, False, True]


@given(pages, ledgers)
def test_every_spot_stands_at_its_offsets(
    knowledge: Knowledge, page: Page, decisions: list[d.Decision]
) -> None:
    reading = fold(page, decisions)
    survey, forms = surveyed(knowledge, reading)
    columns = (survey.spans, survey.starts, survey.ends, survey.lines, survey.decided)
    assert {len(column) for column in columns} == {len(survey.forms)}
    place = (-1, 0)
    for n, text in enumerate(texts(survey, forms)):
        if survey.decided[n]:
            continue
        span, start, end = survey.spans[n], survey.starts[n], survey.ends[n]
        assert reading.text_of(span)[start:end] == text
        assert (survey.lines[n], 0) >= (place[0], 0)
        place = survey.lines[n], end
    for join in survey.joins:
        assert not survey.decided[join.left]
        assert not survey.decided[join.left + 1]
        assert join.form < len(forms)


WORDS = st.lists(st.sampled_from(["the", "hxuse,", "ri-", "ver", "river-hxuse", "\n", "a/b"]))


@given(WORDS, st.integers(1, 6))
def test_a_huge_page_comes_in_parts_that_make_the_whole(
    knowledge: Knowledge, words: list[str], most: int
) -> None:
    page = page_of(" ".join(words))
    whole, forms = surveyed(knowledge, page)
    spots = list(zip(texts(whole, forms), whole.spans, whole.starts, whole.lines, strict=True))
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_SPOTS", most)
        for part, table in Surveyor(knowledge).surveys(page):
            assert len(part.forms) <= most + 2
            found += zip(texts(part, table), part.spans, part.starts, part.lines, strict=True)
    assert found == spots


def test_the_same_token_is_cut_once_and_anew_when_the_table_is(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewer.engine import knowledge as knowing

    ours = Knowledge(knowledge.lexicon, knowledge.context, None, knowledge.experience, knowledge)
    surveyor = Surveyor(ours)
    ((_, first),) = surveyor.surveys(page_of("the house"))
    ((_, second),) = surveyor.surveys(page_of("the house of"))
    assert second is first
    assert [form.text for form in second.forms] == ["the", "house", "of"]
    monkeypatch.setattr(knowing, "MOST_FORMS", 2)
    ((again, third),) = surveyor.surveys(page_of("of the"))
    assert third is not first
    assert texts(again, third) == ["of", "the"]


def test_an_empty_page_has_no_spots(knowledge: Knowledge) -> None:
    for text in ("", " \n \n", "\f"):
        survey, _ = surveyed(knowledge, text)
        assert survey.forms == survey.joins == []
