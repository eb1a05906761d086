"""Every sentence in every language: nothing missing, nothing left over, no letter given twice."""

import ast
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reviewer
from reviewer.core.messages import ENGLISH, Catalogue, languages
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
    assert letters
    assert all(len(letter) == 1 and letter.isupper() for letter in letters)
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
    assert english
    assert sorted(english) == sorted(other)
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


# -- words in code --------------------------------------------------------------------------------

_SPOKEN = ("what", "safe", "advice", "text")
_ENGLISH_ONLY = ("cli",)  # the command line speaks English, like its commands


@cache
def modules() -> dict[str, ast.Module]:
    """The program's modules, but for those whose words stay English."""
    root = Path(reviewer.__file__).parent
    return {
        str(path.relative_to(root)): ast.parse(path.read_text("utf-8"))
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).parts[0] not in _ENGLISH_ONLY
    }


def errors() -> set[str]:
    """The names of all classes that are errors people may see."""
    classes = [
        n for tree in modules().values() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)
    ]
    found, before = {"ReviewerError"}, 0
    while len(found) > before:
        before = len(found)
        found |= {one.name for one in classes if {name_of(base) for base in one.bases} & found}
    return found


def name_of(node: ast.expr) -> str:
    """The last part of a name in code."""
    return getattr(node, "id", getattr(node, "attr", ""))


def literal(node: ast.AST) -> bool:
    """Whether an expression may be a sentence that is written out in code."""
    match node:
        case ast.Constant(str(text)):
            return any(letter.isalpha() for letter in text)
        case ast.JoinedStr(parts) | ast.BoolOp(_, parts):
            return any(map(literal, parts))
        case ast.IfExp(_, one, other) | ast.BinOp(one, _, other):
            return literal(one) or literal(other)
    return False


def sentences_in(call: ast.Call) -> list[ast.expr]:
    """What a call that makes an error or the state of a part says to people."""
    first = slice(2, 4) if name_of(call.func) == "Health" else slice(0, 1)
    return [*call.args[first], *(one.value for one in call.keywords if one.arg in _SPOKEN)]


def test_no_error_is_written_out_in_code() -> None:
    """Errors carry messages (`said`), so that a window in another language can say them."""
    makers = errors() | {"Health"}
    assert {"Conflict", "UnreadableFile", "NewerProject"} <= makers
    found = [
        f"{path}:{node.lineno}: {ast.unparse(one)}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) in makers
        for one in sentences_in(node)
        if literal(one)
    ]
    assert found == []


def test_every_message_that_code_names_is_there() -> None:
    catalogue = Catalogue.load()
    named = {
        str(node.args[0].value): f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and name_of(node.func) in ("said", "say")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and "." in str(node.args[0].value)
    }
    assert len(named) > 300
    assert {message: at for message, at in named.items() if message not in catalogue} == {}
