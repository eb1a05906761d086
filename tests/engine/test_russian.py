"""A second language by tables alone: Russian, with the word list of the package hunspell-ru."""

import os
from pathlib import Path

import pytest

from reviewer.core.findings import Finding
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.engine import tables
from reviewer.engine.languages import Languages
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pipeline import Engine
from reviewer.engine.tables import Dictionary, rows
from tests.engine.samples import page_of
from tests.helpers.needs import need

RUSSIAN = Context(language="ru")
CLEAN = """Товарищ Микоян прибыл в Гавану для переговоров с правительством Кубы. Хрущёв направил
президенту Кеннеди послание, в котором говорилось о мире и безопасности. «Мы считаем, — заявил
Громыко, — что вопрос о Берлине может быть решён за столом переговоров». МИД СССР сообщил об этом
представителям США и ООН. Царапкин и Вышинский были в Женеве."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The Russian engine, with the cache that the session shares."""
    need(Dictionary.open(dictionaries() / "ru").has_words, "the package hunspell-ru")
    return Engine(dictionaries() / "ru", Path(os.environ["REVIEWER_CACHE"]))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Dictionary:
    """The Russian dictionary on a machine that has no word list."""
    monkeypatch.setattr(tables, "system_folders", lambda: iter(()))
    return Dictionary.open(dictionaries() / "ru")


def found(engine: Engine, text: str) -> dict[str, Finding]:
    return {finding.form: finding for finding in engine.analyse(page_of(text), RUSSIAN)}


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("правитсльством", "правительством"),
        ("безопасиости", "безопасности"),
        ("Царапкии", "Царапкин"),
        ("пергеоворов", "переговоров"),
        ("ПРАВИТСЛЬСТВОМ", "ПРАВИТЕЛЬСТВОМ"),
    ],
)
def test_a_misread_word_is_found_and_the_right_one_comes_first(
    engine: Engine, wrong: str, right: str
) -> None:
    finding = found(engine, f"Вопрос был поставлен перед {wrong} на этих днях.")[wrong]
    assert finding.suggestions[0].text == right


def test_a_clean_page_gives_no_finding(engine: Engine) -> None:
    assert not found(engine, CLEAN)


def test_names_are_known_in_every_case_and_only_with_their_capital(engine: Engine) -> None:
    names = "Микоян Микояном Хрущёвым Хрущеву Вышинского Кубой Праги Ханоем Царапкина Громыко"
    assert all(map(engine.lexicon.knows, names.split()))
    assert all(map(engine.lexicon.knows, names.upper().split()))
    assert not any(map(engine.lexicon.knows, names.lower().split()))


def test_an_english_page_is_judged_by_the_english_engine_beside_it(engine: Engine) -> None:
    cache = Path(os.environ["REVIEWER_CACHE"])
    languages = Languages(dictionaries(), lambda folder: Engine(folder, cache))
    russian = languages.analyse(page_of("Новое правитсльство страны"), RUSSIAN)
    english = languages.analyse(page_of("The Senstor spoke."), Context())
    assert [finding.form for finding in russian] == ["правитсльство"]
    assert [finding.form for finding in english] == ["Senstor"]
    assert not languages.troubles()


def test_without_the_word_list_the_names_are_still_there(bare: Dictionary) -> None:
    assert not bare.has_words
    assert [missing.file for missing in bare.missing] == ["ru_RU.dic"]
    assert "hunspell-ru" in bare.missing[0].advice
    lexicon = Lexicon(bare)
    assert lexicon.knows("Микояном")
    assert "Совета министров" in lexicon.entries("Микоян")[0].note
    assert lexicon.entries("СССР")[0].note == "Союз Советских Социалистических Республик"


def test_every_shipped_table_is_sound(bare: Dictionary) -> None:
    for path in bare.files:
        if path.suffix == ".tsv":
            width = len(path.read_text("utf-8").split("\n", 1)[0].split("\t"))
            assert all(len(row) == width and None not in row.values() for row in rows(path)), path


def test_every_name_of_the_tables_is_declined(bare: Dictionary) -> None:
    """The names stand in two tables: what is said of them, and how they are declined."""
    folder = dictionaries() / "ru" / "domain"
    declined = {line.split("/")[0] for line in (folder / "names.dic").read_text("utf-8").split()}
    for table in ("persons.tsv", "places.tsv"):
        for row in rows(folder / table):
            assert row["preferred"].split(",")[0] in declined
