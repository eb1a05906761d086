"""What is offered for made-up papers, and what is not."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from reviewer.core.arranging import added_key
from reviewer.core.decisions import AddLine, Flow, Mark, Replace, SetFlow, SetRole
from reviewer.core.fitting import misfit
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.model import Page, Role
from reviewer.core.structure import structure
from tests.core.strategies import ledger, ledgers, pages

from .papers import BODY, LETTER, kinds, offered, paper, reading, said


def test_the_parts_of_a_letter_are_offered_once_each() -> None:
    assert said(LETTER) == [
        ("classification", "SECRET"),
        ("title", "Letter From the Consul at Port Amber to the Minister of Works"),
        ("date-line", "Port Amber, March 3, 1954, 6 p.m."),
        ("subject-line", "SUBJECT"),
        ("signature", "R. Alder"),
        ("page-number", "- 2 -"),
    ]


def test_what_was_taken_is_not_offered_again() -> None:
    acts = [act for offer in offered(LETTER) for act in offer.acts]
    assert said(LETTER, *acts) == []


def test_a_line_whose_role_somebody_set_is_left_alone() -> None:
    assert ("classification", "SECRET") not in said(LETTER, SetRole(0, Role.BODY))


def test_a_date_line_brings_its_date_as_a_mark() -> None:
    (offer,) = [one for one in offered(LETTER) if one.kind == "date-line"]
    (mark,) = [act for act in offer.acts if isinstance(act, Mark)]
    assert mark.attributes == {"when": "1954-03-03"}
    line = reading(LETTER).lines[4]
    assert line.text[line.starts[2] : line.starts[4] + mark.end.offset] == "March 3, 1954"


def test_running_text_alone_brings_no_offer() -> None:
    assert said(BODY) == []


@pytest.mark.parametrize(
    "line",
    [
        "He spoke of a secret treaty that nobody had seen so far.",
        "The letter from the consul was received here on Monday last week.",
        "From: what he said we conclude that the harbour is not to be finished.",
        "1714",
        "Conclusions",
    ],
)
def test_what_only_looks_like_a_head_is_no_offer(line: str) -> None:
    assert said(f"{BODY}\n{line}\n\n{BODY}") == []


def test_a_list_of_copies_is_one_offer() -> None:
    copies = "\n\n".join(f"Copy No. {n} to {name}" for n, name in enumerate("Ash Elm Oak".split()))
    (offer,) = offered(f"{copies}\n\n{BODY}")
    assert offer.kind == "distribution-list"
    assert [act.line for act in offer.acts if isinstance(act, SetRole)] == [0, 2, 4]


def test_a_list_under_its_word_ends_at_the_blank_line() -> None:
    (offer,) = offered(f"{BODY}\ncc: Mr. Ash\nMr. Elm\n\nPort Amber\n")
    assert offer.kind == "distribution-list"
    assert len(offer.acts) == 2


def test_a_number_that_counts_with_the_pages_is_a_page_number() -> None:
    others = [paper(f"{BODY}\n{n}\n", n) for n in (3, 5)]
    assert kinds(f"{BODY}\n14\n", others, number=4) == []
    others = [paper(f"{BODY}\n{n + 10}\n", n) for n in (3, 5)]
    assert kinds(f"{BODY}\n14\n", others, number=4) == ["page-number"]


def test_what_heads_the_pages_around_is_a_running_head() -> None:
    head = "HARBOUR BOARD, MINUTES OF 3 MARCH"
    others = [paper(f"{head[:-1]}E {n}\n\n{BODY}", n) for n in (2, 4)]
    assert kinds(f"{head} 3\n\n{BODY}", others, number=3) == ["running-head"]
    assert kinds(f"{head} 3\n\n{BODY}", number=3) == []


def test_the_last_line_of_a_page_that_is_not_the_last_is_no_signature() -> None:
    text = f"{BODY}\nPort Works\n"
    assert kinds(text) == ["signature"]
    assert kinds(text, [paper(BODY, 2)]) == []


@pytest.mark.parametrize(
    "line, kind",
    [
        ("Signed: R. Alder", "signature"),
        ("[illegible signature]", "illegible-signature"),
        ("Issued by Alder [signature illegible]", "illegible-signature"),
        ("3 March 1954 ALDER", "dated-signature"),
    ],
)
def test_signatures_that_say_so(line: str, kind: str) -> None:
    assert kinds(f"{BODY}\n{line}\n") == [kind]


def test_a_word_broken_at_the_line_end_is_joined_where_it_cannot_have_a_hyphen() -> None:
    (offer,) = offered("The harbour was not fin-\nished before the winter came over the land.\n")
    assert offer.acts == (Replace(offer.acts[0].span, "finished"),)  # type: ignore[attr-defined]
    assert kinds("He came by turn-\nworth while. In turn, it was worth it.\n") == []
    assert kinds("It was a self-\nevident thing.\n") == []
    assert kinds("The Anglo-\nAmerican loan.\n") == []
    assert kinds("The co-operation and co-\noperation of the board.\n") == []


def test_an_indented_line_below_a_sentence_begins_a_paragraph() -> None:
    text = BODY.replace("\n\n", "\n") * 3
    offers = offered(text)
    assert {offer.kind for offer in offers} == {"paragraph"}
    (first, *_) = offers
    assert first.acts == (AddLine(first.line),)
    after = reading(text, *first.acts)
    added = added_key(DecisionId(1))
    assert [line.n for line in after.lines][first.line] == added
    assert first.line not in [offer.line for offer in offered(text, *first.acts)]


def test_numero_signs_are_made_one_only_where_several_are_mixed() -> None:
    mixed = offered("Copy № 1\nletter Nº 2\nand No 3 of N°N° 4, 5\n")
    readings = [act.text for one in mixed for act in one.acts if isinstance(act, Replace)]
    assert readings == ["№", "№", "№№"]
    assert kinds("letter Nº 2 and Nº 3\n") == []
    assert kinds("No. 2, No. 3 and No. 4. No 5 men came.\n") == ["numero-sign"]
    assert kinds("He said no. No 5 men came.\n") == []


def test_a_line_of_brackets_alone_is_passed_over() -> None:
    assert kinds("[" * 50_000) == []  # each bracket tried with each other takes minutes


@given(pages, ledgers)
def test_every_act_fits_its_page(page, ledger_) -> None:  # type: ignore[no-untyped-def]
    now = fold(page, ledger_)
    for offer in structure(now, [page]):
        assert all(misfit(act, now) is None for act in offer.acts)
        line = next(line for line in now.lines if line.n == offer.line)
        assert 0 <= offer.start < offer.end <= len(line.text)
        assert 0 <= offer.sure <= 1


@given(pages)
def test_offers_are_the_same_when_made_again(page) -> None:  # type: ignore[no-untyped-def]
    once, again = structure(fold(page), []), structure(fold(page, ledger([])), [])
    assert once == again
    assert len({offer.key for offer in once}) == len(once)


def roles(text: str, *, near: Sequence[Page] = (), number: int = 1) -> list[tuple[Role, str]]:
    acts = (act for offer in offered(text, near=near, number=number) for act in offer.acts)
    return [(act.role, act.kind) for act in acts if isinstance(act, SetRole)]


@pytest.mark.parametrize(
    "line, role, kind",
    [
        ("Drafted by: R. Alder, Works Office", Role.PROCESSING, "drafting"),
        ("Clearances: Mr. Ash (HB), Mr. Elm (in draft)", Role.PROCESSING, "clearance"),
        ("Approved by: H. Oak", Role.PROCESSING, "clearance"),
        ("Telegram No. 412", Role.NUMBER, "telegram"),
        ("No. 17", Role.NUMBER, "telegram"),
        ("PRIORITY", Role.HANDLING, ""),
        ("NIACT IMMEDIATE", Role.HANDLING, ""),
        ("From: Consul, Port Amber", Role.ADDRESS, "sender"),
        ("Subject: The harbour wall", Role.HEADING, "subject"),
        ("SECRET", Role.STAMP, "classification"),
    ],
)
def test_lines_of_the_head_are_offered_with_their_kinds(line: str, role: Role, kind: str) -> None:
    assert roles(f"{line}\n\n{BODY}") == [(role, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "The paper was drafted by: nobody of our office, as he said at once.",
        "Approved by the board",
        "He asked for telegram no. 412",
        "Priority for the wall",
        "no. 17",
        "priority",
    ],
)
def test_what_only_sounds_like_an_office_is_no_offer(line: str) -> None:
    assert roles(f"{line}\n\n{BODY}") == []
    assert roles(f"{BODY}\n{BODY}\nPRIORITY\n\n{BODY}") == []  # not in the head


def test_copies_are_a_distribution_of_copies() -> None:
    copies = "\n".join(f"Copy No. {n} to {name}" for n, name in enumerate("Ash Elm Oak".split()))
    assert roles(f"{copies}\n\n{BODY}") == [(Role.DISTRIBUTION, "copy")] * 3


GOES_ON = "which he had seen in the winter, and that was the end of the matter.\n"
OPEN_END = f"{BODY}\nHe spoke of the wall of the harbour and of the\n"


def test_a_page_that_begins_in_the_middle_of_a_sentence_runs_on() -> None:
    (offer,) = offered(GOES_ON, near=[paper(f"{OPEN_END}\n- 4 -\n", 4)], number=5)
    assert offer.acts == (SetFlow(0, Flow.RUNS_ON),)
    assert kinds(f"- 5 -\n\n{GOES_ON}", [paper(OPEN_END, 4)], 5) == ["page-number", "runs-on"]


def test_running_on_is_held_back_where_it_is_not_sure() -> None:
    before = [paper(OPEN_END, 4)]
    assert kinds(GOES_ON, [paper(BODY, 4)], 5) == []  # the page before ends with a full stop
    assert kinds(GOES_ON.capitalize(), before, 5) == []
    assert kinds(GOES_ON, [paper(OPEN_END, 3)], 5) == []  # another page
    assert kinds(GOES_ON, number=5) == []
    for flow in Flow:
        assert offered(GOES_ON, SetFlow(0, flow), near=before, number=5) == []
