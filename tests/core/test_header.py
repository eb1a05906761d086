"""Header fields: how values are read, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.header import (
    BY_NAME,
    FIELDS,
    Named,
    Section,
    Sort,
    header,
    names_in,
    problem,
    read_languages,
    read_list,
    read_names,
    typed,
)
from reviewer.core.messages import Catalogue
from tests.core.strategies import ledger


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(FIELDS)


def test_lists_are_parted_by_semicolons() -> None:
    assert read_list(" SECRET ;; NO  FORN; SECRET") == ("SECRET", "NO FORN")


def test_names_may_have_addresses() -> None:
    assert read_names("Berg, Ole <https://d-nb.info/gnd/1>; Lind <not one>; <x:y>") == (
        Named("Berg, Ole", "https://d-nb.info/gnd/1"),
        Named("Lind <not one>"),
        Named("<x:y>"),
    )


def test_languages_have_codes() -> None:
    assert read_languages("en: English (translation); no ; ???") == (
        ("en", "English (translation)"),
        ("no", ""),
    )


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("sent", "soon", "no date"),
        ("uri", "www.example.org", "no web address"),
        ("languages", "Norwegian!", "no language code"),
        ("recipient", "Lind <here>", "no web address"),
    ],
)
def test_problems_are_told(name: str, value: str, words: str) -> None:
    assert words in str(problem(BY_NAME[name], value))


@pytest.mark.parametrize(
    "name, value",
    [
        ("sent", "3 March 1948"),
        ("uri", "https://archive.example/t1"),
        ("languages", "en; no: Norwegian"),
        ("recipient", "Lind <https://viaf.org/1>"),
        ("title", "<anything>"),
        ("sent", "  "),
    ],
)
def test_what_is_right_has_no_problem(name: str, value: str) -> None:
    assert problem(BY_NAME[name], value) is None


@given(st.sampled_from(FIELDS), st.text(max_size=20))
def test_anything_may_be_typed(field: object, value: str) -> None:
    problem(field, value)  # type: ignore[arg-type]
    read_names(value)
    assert all(code for code, _ in read_languages(value))


def test_what_was_typed_goes_before_the_project_before_the_file() -> None:
    acts = [
        d.SetHeader("title", "Typed"),
        d.SetHeader("genre", ""),
        d.SetHeader("sender", "Berg"),
        d.Revert((3,)),  # type: ignore[arg-type]
    ]
    said = typed(ledger(acts))
    assert said == {"title": "Typed", "genre": ""}
    file = {"title": "File", "genre": "letter", "date": "1948", "sender": "Lind"}
    assert header(file, {"date": "1950", "licence": "CC0", "sender": ""}, said) == {
        "title": "Typed",
        "date": "1950",
        "licence": "CC0",
        "sender": "Lind",
    }


def test_names_of_a_header() -> None:
    fields = {"sender": "Berg; Lind", "recipient-place": "Oslo", "title": "To Berg"}
    assert names_in(fields) == [
        (Sort.PERSON, Named("Berg")),
        (Sort.PERSON, Named("Lind")),
        (Sort.PLACE, Named("Oslo")),
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_field_has_its_words(language: str) -> None:
    words = Catalogue.load(language)
    wanted = [f"header.fields.{field.name}" for field in FIELDS]
    wanted += [f"header.help.{field.name}" for field in FIELDS]
    wanted += [f"header.sections.{section}" for section in Section]
    assert [one for one in wanted if one not in words] == []
