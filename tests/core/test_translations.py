"""Every sentence in every language: nothing missing, nothing left over, no letter given out twice."""

import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from reviewer.core.messages import ENGLISH, languages
from reviewer.core.places import resources
from reviewer.core.pseudo import disguise

OTHERS = [language for language in languages() if language != ENGLISH]
_MANUAL = resources() / "manual"
_SIGNS = re.compile(r"\{(?:keys|(?:key|do):[^{}]*)\}|\]\([^()]*\)")


@cache
def sentences(area: str, language: str) -> dict[str, str]:
    """The sentences of one message file by their dotted ids; none where there is no file."""
    path = resources() / "messages" / f"{area}.{language}.toml"
    return dict(_flat(tomllib.loads(path.read_text("utf-8")))) if path.is_file() else {}


def _flat(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


def areas() -> list[str]:
    """The names of the message files, as the English ones have them."""
    found = (resources() / "messages").glob(f"*.{ENGLISH}.toml")
    return sorted(path.name.removesuffix(f".{ENGLISH}.toml") for path in found)


def everything(language: str) -> dict[str, str]:
    """All sentences of a language."""
    return {key: text for area in areas() for key, text in sentences(area, language).items()}


def placeholders(sentence: str) -> Counter[str]:
    """The values that stand in a sentence, with how they are written."""
    parts = string.Formatter().parse(sentence)
    return Counter(f"{name}:{form}" for _, name, form, _ in parts if name is not None)


def values(sentences_of: dict[str, str], key: str) -> set[str]:
    """The values of a message. One thing may be said without its number, two may not."""
    found = set(placeholders(sentences_of[key]))
    return found - {"n:", "n:,"} if key.endswith(".one") else found


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("area", areas())
def test_every_sentence_is_there_with_its_values(area: str, language: str) -> None:
    english, other = sentences(area, ENGLISH), sentences(area, language)
    assert sorted(english.keys() - other.keys()) == []
    assert sorted(other.keys() - english.keys()) == []
    odd = [key for key in english if values(english, key) != values(other, key)]
    assert not odd, odd
    assert [key for key, text in other.items() if english[key].strip() and not text.strip()] == []


@pytest.mark.parametrize("language", [ENGLISH, *OTHERS])
def test_a_message_is_said_in_one_file_alone(language: str) -> None:
    often = Counter(key for area in areas() for key in sentences(area, language))
    assert [key for key, n in often.items() if n > 1] == []


@pytest.mark.parametrize("language", [ENGLISH, *OTHERS])
@pytest.mark.parametrize("group", ["marks.key", "views.role_key"])
def test_the_letters_of_a_list_are_each_given_once(group: str, language: str) -> None:
    letters = [
        text for key, text in everything(language).items() if key.rpartition(".")[0] == group
    ]
    assert letters and all(len(letter) == 1 and letter.isupper() for letter in letters)
    assert len(set(letters)) == len(letters), sorted(letters)


@pytest.mark.parametrize("language", OTHERS)
def test_paragraphs_are_kept(language: str) -> None:
    english, other = everything(ENGLISH), everything(language)
    assert [
        key for key in english if english[key].count("\n\n") != other.get(key, "").count("\n\n")
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_keys_are_called_as_the_keyboard_calls_them(language: str) -> None:
    """The words of English keyboards stand in no sentence of a language that has its own."""
    own = {"de": r"\b(Ctrl|Shift|Del|Space|Backspace|PgUp|PgDown)\b"}
    found = re.compile(own[language])
    assert [key for key, text in everything(language).items() if found.search(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_manual_is_there_page_by_page(language: str) -> None:
    english = {path.name: path for path in (_MANUAL / ENGLISH).glob("*.md")}
    other = {path.name: path for path in (_MANUAL / language).glob("*.md")}
    assert english and sorted(english) == sorted(other)
    for name, path in english.items():
        meant, said = (
            Counter(_SIGNS.findall(one.read_text("utf-8"))) for one in (path, other[name])
        )
        assert meant == said, name


def test_a_disguise_is_what_it_says() -> None:
    """Every sentence survives its disguise with its values."""
    english = everything(ENGLISH)
    assert [
        key for key, text in english.items() if placeholders(disguise(text)) != placeholders(text)
    ] == []
