from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind
from reviewer.core.ports import Context
from reviewer.engine.detection import NonWordDetector, SignDetector, places
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.survey import Surveyor
from tests.engine.samples import page_of


def non_words(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    found = NonWordDetector(Surveyor(lexicon)).detect(page_of(text), Context())
    return [(f.form, f.reasons[0].id) for f in found]


def signs(text: str, lexicon: Lexicon) -> list[str]:
    return [f.form for f in SignDetector(Surveyor(lexicon)).detect(page_of(text), Context())]


@pytest.mark.parametrize(
    "text, found",
    [
        ("the hxuse,", [("hxuse", "engine.unknown")]),
        ("the hOuse", [("hOuse", "engine.odd_case")]),
        ("the h0use", [("h0use", "engine.mixed")]),
        ("the t house", [("t", "engine.lone_letter")]),
        ("a house", []),
        ("(t) house", []),
        ("QX/TZ QXZ U.Q. 12 3rd 6:57 № 4 Nº 5 $N^{\\rm o}$", []),
        ("house-1966 310-364", []),
        ("Hxuse-1966", [("Hxuse-1966", "engine.mixed")]),
        ("river/hxuse--horse", [("hxuse", "engine.unknown")]),
    ],
)
def test_what_is_pointed_at(lexicon: Lexicon, text: str, found: list[tuple[str, str]]) -> None:
    assert non_words(text, lexicon) == found


def test_a_finding_covers_the_doubtful_letters_alone(lexicon: Lexicon) -> None:
    text = 'the "hxuse\'s" river'
    (finding,) = NonWordDetector(Surveyor(lexicon)).detect(page_of(text), Context())
    assert finding.span == Span(1, 1)
    assert text.split()[1][finding.start : finding.end] == finding.form == "hxuse"


def test_stray_signs(lexicon: Lexicon) -> None:
    assert signs("the ~ house ©| of - the & river . . . ", lexicon) == ["~", "©|"]


def test_loose_punctuation_is_noise_only_on_a_noisy_page(lexicon: Lexicon) -> None:
    assert signs("the , house " * 20, lexicon) == []
    assert signs("thx , hxuse " * 20, lexicon) == [","] * 20


def at(first: int, start: int, end: int, form: str = "") -> Finding:
    return Finding(Span(first, first), start, end, form, Kind.NON_WORD, 0.5)


@given(st.lists(st.builds(at, st.integers(0, 3), st.integers(0, 5), st.integers(6, 9))))
def test_places_never_overlap_and_stand_in_order(findings: Sequence[Finding]) -> None:
    kept = list(places(findings))
    assert kept == sorted(kept, key=lambda f: (f.span, f.start, f.end))
    for left, right in pairwise(kept):
        assert left.span != right.span or left.end <= right.start
    assert not findings or findings[0] in kept


def test_findings_over_several_tokens_clash_by_token() -> None:
    wide = Finding(Span(0, 2), 0, 9, "a b c", Kind.BOUNDARY, 0.5)
    assert list(places([wide, at(1, 0, 1), at(3, 0, 1)])) == [wide, at(3, 0, 1)]
