"""The extraction of words is held against reading texts that other people wrote down."""

from pathlib import Path

import pytest

from reviewer.formats.words import plain_words
from tests.formats.editions import saved

EXAMPLES = ["example-telegram-1950", "example-telegram-1963", "example-zones"]
DERIVED = {"1950": EXAMPLES[0], "1963": EXAMPLES[1], "zones": EXAMPLES[2]}


def expected(shared: Path, example: str) -> list[str]:
    text = (shared / "tei" / f"{example}.reading.txt").read_text("utf-8")
    return text.replace("[…]", "").split()


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_words_of_the_examples(example: str, shared: Path) -> None:
    found = plain_words(shared / "tei" / f"{example}.xml")
    assert found == expected(shared, example)


@pytest.mark.parametrize("name, example", DERIVED.items())
@pytest.mark.parametrize("profile", ["reading", "documentary"])
def test_the_words_are_the_same_in_every_profile(
    name: str, example: str, profile: str, shared: Path
) -> None:
    found = plain_words(shared / "tei" / "derived" / f"{name}-{profile}.xml")
    assert found == expected(shared, example)


@pytest.mark.parametrize(
    "content, words",
    [
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("<p>a<lb/>b</p>", ["ab"]),  # what a renderer that drops lb would show
        ("<p>a <lb/>b</p>", ["a", "b"]),
        ("<p>a <choice>\n<sic>x</sic>\n<corr>b</corr>\n</choice>.</p>", ["a", "b."]),
        ("<p>a <choice><abbr>b</abbr><expan>long</expan></choice></p>", ["a", "b"]),
        ("<p>a <choice><sic>x</sic><corr/></choice> b</p>", ["a", "b"]),
        ("<p>a<note type='editorial'>x</note><note>y</note> b</p>", ["a", "b"]),
        ("<note type='marginal'>a</note><fw>x</fw><p>b<gap><desc>[…]</desc></gap></p>", ["a", "b"]),
        ("<p><del>x</del> <add>a</add><surplus>y</surplus></p>", ["a"]),
        ("<p>e\u0301</p>", ["\u00e9"]),
        ("<p>a<!-- x --><?x y?>b</p>", ["ab"]),
    ],
)
def test_what_counts_as_a_word(content: str, words: list[str], tmp_path: Path) -> None:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{content}</body></text></TEI>'
    assert plain_words(saved(tmp_path, tei)) == words


def test_a_file_without_text_has_no_words(tmp_path: Path) -> None:
    assert plain_words(saved(tmp_path, "<a/>")) == []
