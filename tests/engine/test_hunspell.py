import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine import hunspell
from reviewer.engine.hunspell import forms
from tests.helpers.needs import need

Written = Callable[..., set[str]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes out a list of stems by an affix file."""

    def write(aff: str, *stems: str, encoding: str = "utf-8", **options: int) -> set[str]:
        path = tmp_path / "xx.dic"
        path.write_bytes("\n".join([str(len(stems)), *stems, ""]).encode(encoding))
        head = f"SET {encoding.upper()}\n"
        path.with_suffix(".aff").write_bytes((head + aff).encode(encoding))
        return set(forms(path, **options))

    return write


PLURAL = """
SFX S Y 3
SFX S 0 s [^sxy]
SFX S 0 es [sx]
SFX S y ies [^aeiou]y
"""


def test_suffixes_are_put_where_they_fit(written: Written) -> None:
    assert written(PLURAL, "dog/S", "box/S", "fly/S", "day/S", "the") == {
        "dog", "dogs", "box", "boxes", "fly", "flies", "day", "the",
    }  # fmt: skip


def test_prefixes_and_suffixes_are_crossed_where_both_allow_it(written: Written) -> None:
    aff = "PFX U {} 1\nPFX U 0 un .\nSFX D Y 1\nSFX D 0 ed .\n"
    assert written(aff.format("Y"), "lock/UD") == {"lock", "unlock", "locked", "unlocked"}
    assert written(aff.format("N"), "lock/UD") == {"lock", "unlock", "locked"}


def test_an_affix_may_be_inflected_once_more(written: Written) -> None:
    aff = "SFX A Y 1\nSFX A 0 er/S .\n" + PLURAL + "PFX R Y 1\nPFX R 0 re/A .\n"
    assert written(aff, "work/A") == {"work", "worker", "workers"}
    assert written(aff, "work/R") == {"work", "rework", "reworker"}


def test_stems_and_affixes_that_are_no_words_are_left_out(written: Written) -> None:
    aff = "NEEDAFFIX X\nONLYINCOMPOUND O\nFORBIDDENWORD !\nFULLSTRIP\n" + PLURAL
    assert written(aff, "drago/XS", "fu/OS", "dog/S", "dogs/!") == {"dragos", "dog"}
    inner = "SFX A Y 1\nSFX A 0 er/SX .\n"
    assert written(aff + inner, "work/A") == {"work", "workers"}


def test_both_halves_of_a_circumfix_stand_together(written: Written) -> None:
    # As in German participles.
    aff = "CIRCUMFIX C\nPFX G Y 1\nPFX G 0 ge/C .\nSFX T Y 2\nSFX T 0 t/CG .\nSFX T 0 en .\n"
    assert written(aff, "sag/T") == {"sag", "sagen", "gesagt"}


def test_letters_to_be_ignored_are_left_out(written: Written) -> None:
    assert written("IGNORE ́\nSFX A Y 1\nSFX A 0 а́ .\n", "во́д/A") == {"вод", "вода"}


@pytest.mark.parametrize("encoding", ["utf-8", "koi8-r", "iso8859-5", "cp1251"])
def test_cyrillic_lists_come_in_several_encodings(written: Written, encoding: str) -> None:
    aff = "SFX M Y 1\nSFX M а ы [^гкх]а\n"
    assert written(aff, "Москва/M", encoding=encoding) == {"Москва", "Москвы"}


def test_notes_phrases_and_figures_are_no_words(written: Written) -> None:
    assert written("", "word\tpo:noun", "other po:verb", "two words", "12", "km\\/h", "") == {
        "word", "other", "km/h",
    }  # fmt: skip


def test_a_list_may_go_without_its_count(tmp_path: Path) -> None:
    (tmp_path / "xx.aff").write_text("SET UTF-8\n")
    (tmp_path / "xx.dic").write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert list(forms(tmp_path / "xx.dic")) == ["one", "two"]


def test_a_stem_is_used_up_only_where_that_is_allowed(written: Written) -> None:
    aff = "SFX A Y 1\nSFX A go went go\n"
    assert written(aff, "go/A") == {"go"}
    assert written("FULLSTRIP\n" + aff, "go/A") == {"go", "went"}


def test_stems_come_before_their_forms_where_there_are_too_many(written: Written) -> None:
    assert written(PLURAL, "dog/S", "cat/S", most=3) == {"dog", "cat", "dogs"}


def test_an_affix_file_that_never_ends_is_cut_short(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = "".join(f"SFX {f} Y 1\nSFX {f} 0 {f.lower()}/ABCDEFGH .\n" for f in "ABCDEFGH")
    stems = [f"stem{n:04}/ABCDEFGH" for n in range(2000)]
    monkeypatch.setattr(hunspell, "MOST_STEPS", 5_000)
    made = written(rules, *stems)
    assert {stem.split("/")[0] for stem in stems} <= made
    assert len(made) < 2_000 + 2 * 5_000


def test_a_rule_that_never_fits_costs_steps_too(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = "SFX A Y 500\n" + "SFX A 0 x zzzzzzzzzzzz\n" * 500
    monkeypatch.setattr(hunspell, "MOST_STEPS", 10_000)
    seen: list[int] = []
    fits = hunspell.Rule.fits
    monkeypatch.setattr(
        hunspell.Rule, "fits", lambda *given, **more: (seen.append(1), fits(*given, **more))[1]
    )
    written(rules, *(f"stem{n:05}end/A" for n in range(1000)))
    assert 0 < len(seen) <= 10_000


def test_without_an_affix_file_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "xx.dic").write_text("1\nword\n")
    with pytest.raises(OSError, match=r"xx\.aff"):
        list(forms(tmp_path / "xx.dic"))


_lines = st.lists(st.text("abя/AB \t01", max_size=12), max_size=20)


@given(st.binary(max_size=400) | _lines.map("\n".join).map(str.encode))
def test_any_list_gives_words_or_none(tmp_path_factory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("dic")
    (folder / "xx.aff").write_text(
        "SET UTF-8\nPFX B Y 1\nPFX B 0 b .\nSFX A Y 1\nSFX A 0 a/AB .\n", "utf-8"
    )
    (folder / "xx.dic").write_bytes(content)
    for form in forms(folder / "xx.dic"):
        assert 0 < len(form) <= hunspell.LONGEST_FORM
        assert len(form.split()) == 1
        assert any(map(str.isalpha, form))


def test_hunspell_itself_takes_all_forms(tmp_path: Path) -> None:
    need(shutil.which("hunspell"), "the program hunspell, to compare with")
    path = next(iter(Path("/usr/share/hunspell").glob("ru_RU.dic")), None)
    need(path, "the package hunspell-ru")
    assert path
    some = [form for n, form in enumerate(forms(path)) if n % 97 == 0]
    assert len(some) > 10_000
    refused = subprocess.run(
        ["hunspell", "-i", "UTF-8", "-d", str(path.with_suffix("")), "-l"],
        input="\n".join([*some, "неваападении"]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert refused.stdout.split() == ["неваападении"]
