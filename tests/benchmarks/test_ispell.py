import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import ispell
from benchmarks.ispell import Part, PipePeer, combine, parse
from benchmarks.peers import NotInstalled
from tests.helpers.needs import need

# A program that speaks the protocol: it knows "house" and cuts words at hyphens.
PROGRAM = """
import re, sys
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
print("@(#) International Ispell Version 3.1.20 (but really Made 1.2.3)", flush=True)
for line in sys.stdin:
    if line.strip() == "!":
        continue
    if line.strip() == "^dies":
        break
    for found in re.finditer(r"[^\\W_]+", line):
        if found[0] == "qxz":
            print("# qxz", found.start())
        elif found[0] != "house":
            print("&", found[0], "2", str(found.start()) + ":", "house, ho use")
    print(flush=True)
"""


@pytest.fixture
def peer(tmp_path: Path) -> PipePeer:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    made = PipePeer("made", [sys.executable, str(program)])
    made.start()
    return made


@pytest.mark.parametrize(
    "line, part",
    [
        ("& hovse 2 1: house, hose\n", Part(0, "hovse", ("house", "hose"))),
        ("& Ibe 2 5: T be, The\n", Part(4, "Ibe", ("T be", "The"))),
        ("& été 1 3: étés\n", Part(2, "été", ("étés",))),
        ("? undo 0 1: un+do\n", Part(0, "undo", ("un+do",))),
        ("# qxz 7\n", Part(6, "qxz", ())),
        ("*\n", None),
        ("+ HOUSE\n", None),
        ("-\n", None),
        ("\n", None),
        ("", None),
    ],
)
def test_lines_of_an_answer(line: str, part: Part | None) -> None:
    assert parse(line) == part


@given(st.text())
def test_no_line_is_too_odd(line: str) -> None:
    found = parse(line)
    assert found is None or found.form


def test_a_form_without_wrong_parts_is_right() -> None:
    assert combine("house", []) is None


def test_parts_are_mended_together() -> None:
    parts = [Part(0, "hovse", ("house", "hose")), Part(6, "boet", ("boat",))]
    assert combine("hovse-boet", parts) == ("house-boat", "hose-boet")


def test_a_part_without_suggestions_leaves_the_form_without() -> None:
    assert combine("qxz", [Part(0, "qxz", ())]) == ()


def test_a_part_that_is_not_in_the_form_mends_nothing() -> None:
    assert combine("house", [Part(0, "hovse", ("house",))]) == ()


def test_a_program_is_asked_over_its_pipe(peer: PipePeer) -> None:
    assert peer.version == "1.2.3"
    assert peer.process > 0
    assert [peer.ask(form) for form in ("house", "hovse", "qxz", "house-boet", "été")] == [
        None,
        ("house", "ho use"),
        (),
        ("house-house", "house-ho use"),
        ("house", "ho use"),
    ]
    peer.close()


def test_a_program_that_ends_is_told_of(peer: PipePeer) -> None:
    with pytest.raises(RuntimeError, match="dies"):
        peer.ask("dies")
    peer.close()


def test_a_missing_program_is_named() -> None:
    with pytest.raises(NotInstalled, match="no-such-program"):
        PipePeer("none", ["no-such-program"]).start()


def test_a_program_without_its_dictionary_is_not_installed() -> None:
    silent = PipePeer("silent", [sys.executable, "-c", "print('no dictionary')"])
    with pytest.raises(NotInstalled, match="dictionary for silent"):
        silent.start()


@pytest.mark.parametrize("name", ["hunspell", "aspell"])
def test_the_real_program_answers(name: str) -> None:
    need(shutil.which(name), f"the program {name} with its English dictionary")
    made = getattr(ispell, name)()
    made.start()
    assert made.version[0].isdigit()
    assert made.ask("house") is None
    assert "house" in (made.ask("hovse") or ())
    assert "sea-house" in (made.ask("sea-hovse") or ())
    assert made.ask("don’t") is None
    made.close()
