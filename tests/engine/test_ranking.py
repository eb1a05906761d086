"""From shares to findings: what is shown, in which order, and what needs no person."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.findings import Finding, Kind
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.ranking import (
    LEAST,
    MENDED,
    MOST,
    NAME_MARGIN,
    SETTLED,
    SHOWN,
    Ranker,
)
from reviewer.engine.survey import Surveyor
from reviewer.engine.weighing import ROW, weigh
from tests.engine.samples import page_of

THRESHOLD = 0.35
NONE = "(none of these)"
Answers = Mapping[str, Mapping[str, float]]


def ranked(
    knowledge: Knowledge, text: str, answers: Answers, costs: Mapping[str, float] | None = None
) -> Sequence[Finding]:
    """The findings of a text, where each form in `answers` has these shares, keeping it the rest.

    Joins are named by the word that they make. All other forms are surely right.
    """
    page = page_of(text)
    ((survey, forms),) = Surveyor(knowledge).surveys(page)
    weighed = weigh(survey, forms, knowledge)
    shares = np.zeros(len(weighed.rows), np.float32)
    count = len(survey.forms)
    for group, spot in enumerate(weighed.spots.tolist()):
        low, high = weighed.first[group], weighed.first[group + 1]
        number = survey.forms[spot] if spot < count else survey.joins[spot - count].form
        form = forms.forms[number]
        wanted = dict(answers.get(form.text, {}) if spot < count or form.text not in text else {})
        shares[low] = 1 - sum(wanted.values())
        shares[low + 1] = wanted.pop(NONE, 0.0)
        for row in range(low + 2, high):
            place = int(weighed.places[row])
            reading = form.text if place < 0 else knowledge.reading(form, place)[0]
            shares[row] = wanted.pop(reading, 0.0)
            weighed.rows[row, ROW.index("cost")] = (costs or {}).get(reading, 5.0)
        assert not wanted, f"no answer at {form.text}: {wanted}"
    return Ranker(survey, forms, weighed, shares, knowledge).findings(page, THRESHOLD)


def only(found: Sequence[Finding]) -> Finding:
    (finding,) = found
    return finding


def test_what_is_likely_wrong_is_shown_with_its_readings_the_likeliest_first(
    knowledge: Knowledge,
) -> None:
    found = only(ranked(knowledge, "the hoxse,", {"hoxse": {"horse": 0.3, "house": 0.5}}))
    assert (found.form, found.start, found.end) == ("hoxse", 0, 5)
    assert found.probability == pytest.approx(0.8, abs=1e-4)
    assert [s.text for s in found.suggestions] == ["house", "horse"]
    assert [s.probability for s in found.suggestions] == pytest.approx([0.5, 0.3], abs=1e-4)
    assert found.kind is Kind.NON_WORD
    assert [reason.id for reason in found.reasons] == ["engine.unknown"]
    assert all(s.evidence for s in found.suggestions)


@pytest.mark.parametrize(
    "shares, shown",
    [
        ({"house": THRESHOLD + 0.01}, True),
        ({"house": THRESHOLD - 0.01}, False),
        ({"house": MENDED + 0.01, NONE: THRESHOLD}, True),
        # Where nothing likely can be offered, a look costs more than it brings.
        ({"house": MENDED - 0.01, NONE: THRESHOLD}, False),
        ({NONE: SHOWN["word"] - 0.01}, False),
        ({NONE: SHOWN["word"] + 0.01}, True),
    ],
)
def test_which_places_are_shown(
    knowledge: Knowledge, shares: Mapping[str, float], shown: bool
) -> None:
    assert bool(ranked(knowledge, "the hoxse", {"hoxse": shares})) is shown


def test_unlikely_readings_are_left_out(knowledge: Knowledge) -> None:
    found = only(ranked(knowledge, "hoxse", {"hoxse": {"house": 0.9, "horse": LEAST / 2}}))
    assert [s.text for s in found.suggestions] == ["house"]
    bare = only(ranked(knowledge, "hoxse", {"hoxse": {NONE: 0.9}}))
    assert bare.suggestions == ()
    assert not bare.automatic


def test_a_card_has_no_more_readings_than_keys(knowledge: Knowledge) -> None:
    own = [f"hou{a}{b}se" for a in "abcd" for b in "abcd"]
    lexicon = knowledge.lexicon.extended(own)
    ours = Knowledge(lexicon, knowledge.context, None, knowledge.experience, knowledge)
    shares = dict.fromkeys(own[:12], 0.05)
    found = only(ranked(ours, "houxyse", {"houxyse": shares}))
    assert len(found.suggestions) == MOST


@pytest.mark.parametrize(
    "text, form, shares, kind, reason",
    [
        ("hoxse", "hoxse", {"house": 0.9}, Kind.NON_WORD, "engine.unknown"),
        ("hOuse", "hOuse", {"house": 0.9}, Kind.NON_WORD, "engine.odd_case"),
        ("horse", "horse", {"house": 0.9}, Kind.REAL_WORD, "engine.unlikely_here"),
        ("h0use", "h0use", {"house": 0.9}, Kind.PATTERN, "engine.mixed"),
        ("ofthe", "ofthe", {"of the": 0.9}, Kind.BOUNDARY, "engine.unknown"),
        ("~", "~", {"": 0.9}, Kind.PATTERN, "engine.stray_signs"),
        ("ri ver", "river", {"river": 0.9}, Kind.BOUNDARY, "engine.joined"),
    ],
)
def test_kinds_and_reasons(
    knowledge: Knowledge, text: str, form: str, shares: Mapping[str, float], kind: Kind, reason: str
) -> None:
    found = only(ranked(knowledge, text, {form: shares}))
    assert (found.kind, found.form) == (kind, text)
    assert [message.id for message in found.reasons] == [reason]


# Joins


@pytest.mark.parametrize("text", ["(ri ver),", "(ri-\nver),", "(ri- ver),", "(ri\t  ver),"])
def test_a_join_stands_from_its_first_letter_to_its_last(knowledge: Knowledge, text: str) -> None:
    found = only(ranked(knowledge, f"the {text}", {"river": {"river": 0.9}}))
    words = page_of(f"the {text}").text_of(found.span)
    assert words[found.start : found.end] == found.form
    assert (found.form[:2], found.form[-3:]) == ("ri", "ver")
    assert (found.start, found.end) == (1, len(words) - 2)
    assert found.suggestions[0].text == "river"


def test_a_likely_join_stands_for_its_halves(knowledge: Knowledge) -> None:
    halves = {"ri": {NONE: 0.95}, "ver": {NONE: 0.95}}
    joined = ranked(knowledge, "ri ver", {**halves, "river": {"river": 0.6}})
    assert [finding.form for finding in joined] == ["ri ver"]
    parted = ranked(knowledge, "ri ver", {**halves, "river": {"river": 0.4}})
    assert [finding.form for finding in parted] == ["ri", "ver"]


def test_of_two_joins_with_a_word_in_common_the_likelier_one_is_shown(
    knowledge: Knowledge,
) -> None:
    found = ranked(knowledge, "hox sxe hox", {"hoxsxe": {"house": 0.7}, "sxehox": {NONE: 0.8}})
    assert [finding.form for finding in found] == ["sxe hox"]


# What may be taken without a person


def automatic(knowledge: Knowledge, text: str, answers: Answers, **costs: float) -> bool:
    (first, *_) = ranked(knowledge, text, answers, costs)
    return first.automatic


def test_a_word_may_be_mended_without_a_person(knowledge: Knowledge) -> None:
    assert automatic(knowledge, "hoxse", {"hoxse": {"house": 0.9}})


@pytest.mark.parametrize(
    "text, answers",
    [
        ("l96O", {"l96O": {"1960": 0.99}}),
        ("h0use", {"h0use": {"house": 0.99}}),
        ("~", {"~": {"": 0.99}}),
    ],
    ids=["figures", "a figure in a word", "removal"],
)
def test_figures_and_removals_are_for_a_person(
    knowledge: Knowledge, text: str, answers: Answers
) -> None:
    assert not automatic(knowledge, text, answers)


def test_a_name_is_taken_only_on_strong_evidence(knowledge: Knowledge) -> None:
    def taken(share: float, cost: float = 5.0, **others: float) -> bool:
        return automatic(knowledge, "Petrxl", {"Petrxl": {"Petrel": share, **others}}, Petrel=cost)

    assert taken(0.9)
    assert not taken(0.9, cost=12.0)
    # As likely that it is right, or another reading of it.
    rival = 0.9 / (NAME_MARGIN + 1)
    assert not taken(0.9 - rival - 0.01)
    assert taken(0.72, Petrell=0.2)
    assert not taken(0.6, Petrell=0.25)


def test_a_blank_is_taken_out_only_beside_a_hyphen_within_a_line(knowledge: Knowledge) -> None:
    answers = {"river": {"river": 0.95}}
    taken = {
        text: automatic(knowledge, text, answers) for text in ("ri- ver", "ri ver", "ri-\nver")
    }
    assert taken == {"ri- ver": True, "ri ver": False, "ri-\nver": False}


def test_a_joined_name_is_a_name_whatever_was_looked_at_before(knowledge: Knowledge) -> None:
    def taken(share: float) -> bool:
        return automatic(knowledge, "Pet- rel", {"Petrel": {"Petrel": share}}, Petrel=3.0)

    assert taken(0.9)
    for before in ("zembrq", "rivqr"):
        ranked(knowledge, before, {})
        assert taken(0.9)
        assert not taken(0.6)


def test_two_doubts_in_one_token_wait_for_each_other(knowledge: Knowledge) -> None:
    def taken(second: float) -> list[bool]:
        answers = {"hoxse": {"house": 0.95}, "rivxr": {"river": second}}
        return [finding.automatic for finding in ranked(knowledge, "hoxse/rivxr", answers)]

    assert taken(SETTLED + 0.05) == [True, True]
    assert taken(SETTLED - 0.05)[0] is False
    apart = {"hoxse": {"house": 0.95}, "rivxr": {"river": 0.5}}
    assert [f.automatic for f in ranked(knowledge, "hoxse rivxr", apart)] == [True, True]


def test_a_doubtful_fragment_beside_a_word_may_belong_to_it(knowledge: Knowledge) -> None:
    answers = {"hoxse": {"house": 0.95}, "xq": {NONE: 0.9}}
    assert [f.automatic for f in ranked(knowledge, "hoxse xq", answers)] == [False, False]
    assert [f.automatic for f in ranked(knowledge, "hoxse the xq", answers)] == [True, False]


WORDS = (
    "the of hoxse, (rivxr) ri- ver ~ l96O h0use ofthe Petrxl hoxse/rivxr ABX river-hxuse".split()
)


@given(st.lists(st.sampled_from([*WORDS, "\n"]), max_size=12), st.integers(0, 2**32 - 1))
def test_whatever_the_shares_findings_are_sound(
    knowledge: Knowledge, words: list[str], seed: int
) -> None:
    page = page_of(" ".join(words))
    ((survey, forms),) = Surveyor(knowledge).surveys(page)
    weighed = weigh(survey, forms, knowledge)
    if not len(weighed.group):
        return
    dice = np.random.default_rng(seed)
    raw = dice.gamma(0.3, size=len(weighed.rows)) + 1e-9
    sums = np.add.reduceat(raw, weighed.first[:-1])
    shares = (raw / sums[weighed.owner]).astype(np.float32)
    found = Ranker(survey, forms, weighed, shares, knowledge).findings(page, THRESHOLD)
    taken: set[tuple[int, int]] = set()
    for finding in found:
        assert page.text_of(finding.span)[finding.start : finding.end] == finding.form
        assert THRESHOLD - 1e-4 <= finding.probability <= 1
        offered = [s.probability for s in finding.suggestions]
        assert offered == sorted(offered, reverse=True)
        assert all(0 < share <= 1 for share in offered)
        assert sum(offered) <= finding.probability + 1e-4
        assert finding.form not in [s.text for s in finding.suggestions]
        assert len({s.text for s in finding.suggestions}) == len(offered)
        base = page.offset_of(finding.span.first) + finding.start
        places = {(base + n, 0) for n in range(len(finding.form.rstrip()))}
        if "\n" not in page.text[base : base + len(finding.form)]:
            assert not places & taken
            taken |= places
    assert [f.span for f in found] == sorted(f.span for f in found)
