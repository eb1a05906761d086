"""Input that hurts: whatever a page holds, findings are sound and stand where they say."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.core.fold import fold
from reviewer.core.lessons import Experience
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine.pipeline import Engine
from tests.core.strategies import ledgers, pages
from tests.engine.samples import page_of

ROUNDING = 1e-4
"""Probabilities are given with five digits, and a finding has up to ten of them."""


def check(page: PageReading, findings: Sequence[Finding]) -> None:
    """That findings are of this page, in order, and their probabilities those of one choice."""
    places = [(f.span, f.start, f.end) for f in findings]
    assert places == sorted(places)
    assert len({f.key for f in findings}) == len(findings)
    for finding in findings:
        assert page.text_of(finding.span)[finding.start : finding.end] == finding.form
        assert finding.form
        assert finding.reasons
        assert 0 <= finding.probability <= 1
        shares = [s.probability for s in finding.suggestions]
        assert all(0 <= share <= 1 for share in shares)
        assert sum(shares) + (1 - finding.probability) <= 1 + ROUNDING
        assert shares == sorted(shares, reverse=True)
        texts = [s.text for s in finding.suggestions]
        assert len(set(texts)) == len(texts)
        assert finding.form not in texts
        assert finding.suggestions or not finding.automatic


ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=120)
"""Lone surrogates, too: the core takes them, since damaged files hold them."""
PIECES = [
    *["Presldent", "tele-", "gram", "\n", " ", "\t", "\u00a0", "\u2028", "\r\n", "\0", "~", "--"],
    *[
        "'s",
        "/",
        "—",
        "l96O",
        "é",
        "e\u0301",
        "ﬁ",
        "\u0421uba",
        "$N^{\\rm o}$",
        "$",
        "\\",
        "\ud800",
    ],
    *["👩\u200d👩\u200d👧", "\u202e", "مرحبا", "İ", "ß", "ǅ", "\u0345", "㋿", "\U0010ffff"],
]
TRICKY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=120)
@given(ANYTHING | TRICKY)
@example("")
@example("\0\0 \0")
@example("İ" * 40 + " Sen\ud800stor")
@example("the\ttele\t gram")
@example("x\u00adtele-\r\ngram ¬ tele¬\ngram")
def test_any_text_is_answered(engine: Engine, text: str) -> None:
    page = page_of(text)
    check(page, engine.analyse(page, Context()))
    assert engine.troubles() == ()


def test_readings_of_mixed_scripts_share_one_probability(engine: Engine) -> None:
    (finding,) = engine.analyse(page_of("and Сuba said"), Context())
    shares = [s.probability for s in finding.suggestions]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= finding.probability + ROUNDING


@settings(max_examples=80)
@given(pages, ledgers)
def test_any_page_that_was_worked_on_is_answered(
    engine: Engine, page: Page, decisions: list[d.Decision]
) -> None:
    reading = fold(page, decisions)
    findings = engine.analyse(reading, Context())
    check(reading, findings)
    for finding in findings:
        assert not any(word.decided for word in reading.words_in(finding.span))


@settings(max_examples=40)
@given(
    st.frozensets(st.text(min_size=1, max_size=31) | st.sampled_from(["Cuben", "é", "\0"])),
    st.lists(st.tuples(TRICKY, st.text(max_size=9), st.integers(1, 99)), max_size=5),
    st.lists(st.tuples(st.text(max_size=2), st.text(max_size=2), st.integers(1, 999)), max_size=5),
)
def test_anything_may_have_been_learnt(
    plain_engine: Engine,
    words: frozenset[str],
    memory: list[tuple[str, str, int]],
    confusions: list[tuple[str, str, int]],
) -> None:
    learnt = Experience(
        tuple(confusions),
        tuple((letter, 99) for letter in ("", "a", "é")),
        tuple(memory),
        stamp=repr((memory, confusions)),
    )
    page = page_of(" ".join(["the hoase", *words, *(form for form, _, _ in memory)]))
    check(page, plain_engine.analyse(page, Context(words=words, experience=learnt)))


HARD = {
    "an endless token": "a" * 100_000,
    "an endless name": "Senator " + "Khrushchev" * 10_000,
    "endless figures": "1" * 100_000,
    "endless signs": "~" * 100_000,
    "endless hyphens": "x-" * 50_000,
    "endless slashes": "tbe/" * 25_000,
    "many parts in a token": "tbe/" * 60,
    "only signs": "... --- ... ;;; ~~~ , . ( ) [ ] !\n" * 50,
    "emoji": "👩\u200d👩\u200d👧 🇨🇺 ☃️ 😀😀😀 " * 30,
    "combining marks": ("e" + "\u0301" * 50 + " ") * 40,
    "only combining marks": "\u0301 \u0301\u0301 " * 100,
    "right to left": "مرحبا بالعالم שלום עולם \u202eabc\u202c " * 30,
    "NUL": "\0 a\0b \0\0\0 Sen\0tor " * 50,
    "lone surrogates": "\ud800 Sen\udfffstor \udc80\udc80 " * 50,
    "blanks": " \t\u00a0\u2003 \n" * 200,
    "no blanks": "thePresidentoftheUnitedStatesand" * 8,
    "all letters apart": "P r e s i d e n t o f t h e " * 40,
    "every character once": "".join(map(chr, range(1, 0x3000))),
    "one word": "Presldent " * 2_000,
    "many lines": "tbe\n" * 3_000,
    "LaTeX": "$N^{\\rm o}$ \\frac{1}{2} ^{_{ }$ $$ \\\\ $ a b c " * 60,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_pages_are_answered(engine: Engine, text: str) -> None:
    page = page_of(text)
    check(page, engine.analyse(page, Context()))
    assert engine.troubles() == ()


WORDS = "The Presldent saw the Arnbassador; he had a tele- gram ofthe Minister on l2 May ~ and so "


def test_one_line_of_three_hundred_kilobytes(engine: Engine) -> None:
    page = page_of(WORDS * (300_000 // len(WORDS)))
    findings = engine.analyse(page, Context())
    check(page, findings)
    assert len(findings) > 3_000


@pytest.mark.slow
def test_one_line_of_two_megabytes_of_different_words(engine: Engine) -> None:
    words = (f"{word}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(40_000)
             for word in ("Presld", "telegr", "govern", "the"))  # fmt: skip
    page = page_of(" ".join(words)[:2_000_000])
    check(page, engine.analyse(page, Context()))
