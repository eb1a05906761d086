from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reviewer.core.findings import Finding, Kind, Stamp
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Catalogue, Message
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.languages import Languages, Shelf
from tests.engine.samples import page_of

DESCRIPTION = """
language = "{code}"
name = "a language"
codes = ["{code}{code}x"]
[[table]]
layer = "{layer}"
kind = "word"
file = "words.tsv"
[[table]]
layer = "general"
kind = "word"
format = "hunspell"
file = "more.dic"
optional = true
advice = "Put more.dic there."
"""


class Echo:
    """An analyst that knows one word, its folder's name, and doubts the first word of a page."""

    version = "7"

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.closed = False

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.version, f"of {self.name}")

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        word = page.lines[0].words[0]
        assert word.span
        return (Finding(word.span, 0, 1, self.name, Kind.NON_WORD, 0.5),)

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        return Lessons(memory=((self.name, self.name, 1),))

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        return (LexiconEntry(EntryKind.WORD, word),) if word == self.name else ()

    def listed(self, language: str = "en") -> Sequence[LexiconEntry]:
        return (LexiconEntry(EntryKind.PLACE, self.name),)

    def troubles(self) -> Sequence[Message]:
        return (Message("engine.switched_off", {"part": "x", "reason": "y"}),)

    def close(self) -> None:
        self.closed = True


Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Puts a dictionary into the folder; gives the folder."""

    def put(code: str, layer: str = "general") -> Path:
        (tmp_path / code).mkdir()
        text = DESCRIPTION.format(code=code, layer=layer)
        (tmp_path / code / "dictionary.toml").write_text(text)
        (tmp_path / code / "words.tsv").write_text("word\tcount\nhouse\t1\n")
        return tmp_path

    return put


@pytest.fixture
def folder(lay: Lay) -> Path:
    lay("en")
    return lay("ru")


def asked(languages: Languages, language: str) -> list[str]:
    return [f.form for f in languages.analyse(page_of("x"), Context(language=language))]


@pytest.mark.parametrize("language", ["ru", "RU", "ru-RU", "ru_RU", "ru-Cyrl-RU", "ruruX", " ru "])
def test_a_page_is_judged_by_the_engine_of_its_language(folder: Path, language: str) -> None:
    assert asked(Languages(folder, Echo), language) == ["ru"]


@pytest.mark.parametrize("language", ["", "und", "mul", "zxx", "en", "en-GB"])
def test_a_page_that_says_no_language_is_judged_by_the_default(folder: Path, language: str) -> None:
    languages = Languages(folder, Echo)
    assert asked(languages, language) == ["en"]
    assert [trouble.id for trouble in languages.troubles()] == ["engine.switched_off"]


def test_a_language_without_a_dictionary_is_said_once(folder: Path) -> None:
    languages = Languages(folder, Echo)
    assert asked(languages, "fr-CA") == asked(languages, "fr") == ["en"]
    found = [trouble for trouble in languages.troubles() if trouble.id == "languages.none"]
    assert len(found) == 1
    assert "“fr”" in Catalogue.load().say(found[0])


def test_a_dictionary_that_cannot_be_opened_is_said(folder: Path) -> None:
    (folder / "ru" / "words.tsv").unlink()
    languages = Languages(folder, Echo)
    assert asked(languages, "ru") == ["en"]
    said = [Catalogue.load().say(trouble) for trouble in languages.troubles()]
    assert any("words.tsv" in line and "“ru”" in line for line in said)


def test_without_a_list_of_words_nothing_is_found_and_that_is_said(lay: Lay) -> None:
    lay("en")
    languages = Languages(lay("ru", layer="domain"), Echo)
    assert asked(languages, "ru") == []
    said = [Catalogue.load().say(trouble) for trouble in languages.troubles()]
    assert any("Put more.dic there." in line for line in said)


def test_an_engine_is_made_once_and_only_when_it_is_needed(folder: Path) -> None:
    made: list[str] = []

    def make(place: Path) -> Echo:
        made.append(place.name)
        return Echo(place)

    languages = Languages(folder, make)
    assert made == []
    for language in ("en", "en", "ru", "ru"):
        asked(languages, language)
    assert made == ["en", "ru"]


def test_the_stamp_follows_every_dictionary_and_the_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stamp() -> Stamp:
        return Languages(folder, Echo).stamp

    first = stamp()
    assert first == stamp()
    assert first.engine == "7"
    (folder / "ru" / "words.tsv").write_text("word\tcount\nhouse\t2\n")
    second = stamp()
    (folder / "ru" / "more.dic").write_text("1\nword\n")
    assert stamp() == second  # its other half is not there yet
    (folder / "ru" / "more.aff").write_text("SET UTF-8\n")
    third = stamp()
    monkeypatch.setattr(Echo, "version", "8")
    assert len({first, second, third, stamp()}) == 4


def test_a_page_seen_does_not_change_the_stamp(folder: Path) -> None:
    languages = Languages(folder, Echo)
    asked(languages, "ru")
    asked(languages, "fr")
    assert languages.stamp == Languages(folder, Echo).stamp


def test_words_are_looked_up_in_the_default_language_and_in_those_seen(folder: Path) -> None:
    languages = Languages(folder, Echo)
    assert [entry.preferred for entry in languages.entries("en")] == ["en"]
    assert not languages.entries("ru")
    asked(languages, "ru")
    assert [entry.preferred for entry in languages.entries("ru")] == ["ru"]


def test_each_language_lists_its_own_entries(folder: Path) -> None:
    languages = Languages(folder, Echo)
    assert [entry.preferred for entry in languages.listed("ru-RU")] == ["ru"]
    assert languages.listed("la") == ()


def test_lessons_need_no_language(folder: Path) -> None:
    assert Languages(folder, Echo).lessons(page_of("x"), ()).memory == (("en", "en", 1),)


def test_closing_closes_all(folder: Path) -> None:
    made: list[Echo] = []

    def make(place: Path) -> Echo:
        made.append(Echo(place))
        return made[-1]

    languages = Languages(folder, make)
    asked(languages, "ru")
    asked(languages, "en")
    languages.close()
    assert [engine.closed for engine in made] == [True, True]


def test_a_trouble_of_several_engines_is_told_once(folder: Path) -> None:
    languages = Languages(folder, Echo)
    asked(languages, "ru")
    asked(languages, "en")
    assert [trouble.id for trouble in languages.troubles()] == ["engine.switched_off"]


def test_a_shelf_has_what_can_be_opened(folder: Path) -> None:
    (folder / "en" / "dictionary.toml").write_text("language = ")
    shelf = Shelf(folder)
    assert list(shelf.dictionaries) == ["ru"]
    assert list(shelf.broken) == ["en"]
    assert shelf.code("rurux") == "ru"
    assert shelf.code("en") is None
