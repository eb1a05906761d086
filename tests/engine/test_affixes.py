import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine import affixes
from reviewer.engine.affixes import Affixes, Rule, parted


@pytest.fixture
def read(tmp_path: Path):
    def reads(text: str | bytes) -> Affixes:
        path = tmp_path / "xx.aff"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return Affixes.read(path)

    return reads


def rule(condition: str, read) -> Rule:
    made = read(f"SET UTF-8\nSFX A Y 1\nSFX A 0 x {condition}\n")
    return made.classes["A"].rules[0]


@pytest.mark.parametrize(
    "named, known",
    [
        ("UTF-8", "utf-8"),
        ("KOI8-R", "koi8-r"),
        ("ISO8859-5", "iso8859-5"),
        ("microsoft-cp1251", "cp1251"),
        ("TIS620-2533", "tis-620"),
    ],
)
def test_encodings_are_known_by_hunspells_names(read, named: str, known: str) -> None:
    text = "SET " + named + "\nIGNORE x\nSFX A Y 1\nSFX A 0 "
    letter = {"tis-620": "ก", "utf-8": "я"}.get(known, "я")
    made = read(text.encode("ascii") + letter.encode(known) + b" .\n")
    assert made.encoding == known
    assert made.classes["A"].rules[0].add == letter


@pytest.mark.parametrize("named", ["zip", "unicode_escape", "punycode", "base64", "x" * 500])
def test_what_is_no_encoding_of_text_is_refused(read, named: str) -> None:
    with pytest.raises(ValueError, match="encoding"):
        read(f"SET {named}\n")


def test_without_a_name_the_encoding_is_western(read) -> None:
    made = read("SFX A Y 1\nSFX A 0 é .\n".encode("latin-1"))
    assert made.classes["A"].rules[0].add == "é"


@pytest.mark.parametrize(
    "kind, text, flags",
    [
        ("", "AB", {"A", "B"}),
        ("FLAG UTF-8", "яB", {"я", "B"}),
        ("FLAG long", "AaBb", {"Aa", "Bb"}),
        ("FLAG num", "12,7", {"12", "7"}),
        ("AF 2\nAF AB # 1\nAF C # 2", "1", {"A", "B"}),
        ("AF 2\nAF AB\nAF C", "2", {"C"}),
        ("AF 1\nAF AB", "9", set()),
        ("AF 1\nAF AB", "9" * 5000, set()),
    ],
)
def test_flags_are_written_in_four_ways(read, kind: str, text: str, flags: set[str]) -> None:
    assert read(f"SET UTF-8\n{kind}\n").flags(text) == flags


def test_a_class_has_its_rules_with_their_own_flags(read) -> None:
    made = read("SET UTF-8\nFLAG num\nPFX 10 Y 1\nPFX 10 0 un/20,21 [^aeiou]. # a note\n")
    affix = made.classes["10"]
    assert (affix.prefix, affix.cross, affix.reach) == (True, True, 2)
    assert affix.rules[0].add == "un"
    assert affix.rules[0].flags == {"20", "21"}
    assert made.prefixes == {"10"}


@pytest.mark.parametrize(
    "condition, fitting, other",
    [
        (".", "", None),
        ("y", "day", "dot"),
        ("[^aeiou]y", "fly", "day"),
        ("[sx]", "box", "bog"),
        ("a.b", "zaqb", "zab"),
        ("[^]", "q", ""),
        ("[", "q[", "q"),
    ],
)
def test_conditions_look_at_the_edge(read, condition: str, fitting: str, other: str | None) -> None:
    made = rule(condition, read)
    assert made.fits(fitting, prefix=False)
    if other is not None:
        assert not made.fits(other, prefix=False)


def test_a_prefixs_condition_looks_at_the_beginning() -> None:
    made = Rule("", "im", affixes._condition("[mp]"))
    assert made.fits("possible", prefix=True)
    assert not made.fits("able", prefix=True)


def test_too_many_rules_are_refused(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affixes, "MOST_RULES", 3)
    with pytest.raises(ValueError, match="more than 3 rules"):
        read("SFX A Y 4\n" + "SFX A 0 x .\n" * 4)


def test_too_large_a_file_is_refused(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affixes, "LARGEST_FILE", 100)
    with pytest.raises(ValueError, match="larger"):
        read("# " + "x" * 100)


_words = st.sampled_from(
    "SET FLAG AF SFX PFX Y N 0 4 . A B AB/ a/AB [^a] [ NEEDAFFIX IGNORE long num я".split()
)


@given(
    st.lists(st.lists(_words, max_size=6).map(" ".join)).map("\n".join).map(str.encode)
    | st.binary(max_size=300)
)
def test_any_file_is_read_or_refused(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("aff") / "xx.aff"
    path.write_bytes(content)
    try:
        made = Affixes.read(path)
    except ValueError:
        return
    assert all(affix.reach >= 1 for affix in made.classes.values())


@given(st.text(), st.text(alphabet="ABC/"))
def test_a_slash_parts_letters_and_flags(letters: str, flags: str) -> None:
    written = (letters or "x").replace("\\", "").replace("/", "\\/")
    if written.startswith("\\/"):
        written = "x" + written
    assert parted(f"{written}/{flags}") == (written.replace("\\/", "/"), flags)


def test_examples_are_true() -> None:
    result = doctest.testmod(affixes)
    assert result.attempted > 0
    assert result.failed == 0
