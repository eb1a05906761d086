"""Which pages a change of the lexicon reaches."""

from collections.abc import Sequence

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.lexicon import EntryKind, EntryState, LexiconEntry
from reviewer.services.lexicon import Edit
from reviewer.services.project import Project
from reviewer.services.ripples import MOST

# The project of these tests: "… Mikeyan …\n\nThe Cuben problem was serions.\f Second page, Cuben."


def word(form: str, *variants: str, state: EntryState = EntryState.USUAL) -> LexiconEntry:
    return LexiconEntry(EntryKind.WORD, form, variants, state=state)


@pytest.fixture
def pages(project: Project) -> Sequence[PageId]:
    return [row.id for row in project.rows()]


@pytest.mark.parametrize(
    "entry, reached",
    [
        (word("President"), [0]),
        (word("preside"), []),
        (word("Cuban"), [0, 1]),
        (word("Mikoyan"), [0]),
        (word("Anastas Mikoyan"), [0]),
        (word("Cuban", "Cuben", state=EntryState.NEVER), [0, 1]),
        (word("Zanzibar"), []),
    ],
)
def test_pages_with_the_word_or_a_likely_misreading_are_reached(
    project: Project, pages: Sequence[PageId], entry: LexiconEntry, reached: list[int]
) -> None:
    assert project.ripples.pages(Edit(into=(entry,))) == {pages[n] for n in reached}
    assert project.ripples.pages(Edit(out=(entry,))) == {pages[n] for n in reached}


def test_those_pages_are_to_be_analysed_again_but_the_one_at_hand(
    project: Project, pages: Sequence[PageId]
) -> None:
    assert project.ripples.spread(Edit(into=(word("Cuban"),)), but=pages[0]) == 1
    assert project.analysis.stale() == (pages[1],)


def test_approved_pages_stay_as_they_are(project: Project, pages: Sequence[PageId]) -> None:
    project.approval.submit(pages[1], "ada")
    project.approval.approve(pages[1], "ben")
    assert project.ripples.pages(Edit(into=(word("Cuban"),))) == {pages[0]}


def test_a_whole_list_reaches_all_pages_with_findings(
    project: Project, pages: Sequence[PageId]
) -> None:
    listed = tuple(word(f"qq{n}") for n in range(MOST + 1))
    assert project.ripples.pages(Edit(into=listed)) == set(pages)


def test_a_correction_is_what_the_page_holds(project: Project, pages: Sequence[PageId]) -> None:
    finding = project.page(pages[1]).open[0]
    project.review.decide(pages[1], [d.Draft(d.Replace(finding.span, "Zanzibar."))], "ada")
    assert project.ripples.pages(Edit(into=(word("Zanzibar"),))) == {pages[1]}
