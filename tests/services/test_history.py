"""Undo over batches, pages and the project."""

from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.people import Member
from reviewer.services.project import Project

TEXT = "one two three four\fone two three four\fone two three four\n"


@pytest.fixture
def pages(project: Project, tmp_path: Path) -> list[PageId]:
    """Three pages with the same four words."""
    source = tmp_path / "words.txt"
    source.write_text(TEXT, "utf-8")
    (document,) = project.importing.add([source]).added
    return list(document.pages)


def read(word: int, text: str) -> d.Draft:
    return d.Draft(d.Replace(d.Span(word, word), text))


def batch(project: Project, pages: list[PageId], word: int, text: str, by: str = "Ada") -> Changes:
    return project.review.decide_all([(page, [read(word, text)]) for page in pages], by)


def texts(project: Project, pages: list[PageId]) -> list[str]:
    return [project.page(page).reading.text.strip() for page in pages]


def test_a_batch_is_taken_back_from_a_page_where_it_was_not_the_last(
    project: Project, pages: list[PageId]
) -> None:
    one, two, _ = pages
    batch(project, pages, 0, "ONE")
    project.review.decide(two, [read(1, "TWO")], "Ada")
    done = project.history.undo(one, "Ada")
    assert (done.decisions, done.readings, done.left) == (3, frozenset(pages), ())
    assert texts(project, pages)[1] == "one TWO three four"
    # On the second page its own step is next; the batch is neither undone twice nor done again.
    project.history.undo(two, "Ada")
    assert texts(project, pages) == ["one two three four"] * 3
    assert project.history.can(two, "Ada") == (False, True)
    assert project.history.redo(two, "Ada").readings == {two}
    assert project.history.redo(two, "Ada").decisions == 3
    assert texts(project, pages)[::2] == ["ONE two three four"] * 2


def test_a_batch_leaves_the_page_where_a_colleague_decided_since(
    project: Project, pages: list[PageId]
) -> None:
    batch(project, pages, 0, "ONE")
    project.review.decide(pages[2], [read(0, "Eins")], "Bob")
    with pytest.raises(NotAllowed, match="Bob has since"):
        project.history.undo(pages[2], "Ada")
    done = project.history.undo(pages[0], "Ada")
    assert (done.decisions, done.readings) == (2, frozenset(pages[:2]))
    assert [error.where for error in done.left] == ["words, page 3"]
    assert texts(project, pages)[2] == "Eins two three four"
    # Once the colleague takes that back, so can she the rest; redo then does all of it again.
    project.history.undo(pages[2], "Bob")
    assert project.history.undo(pages[2], "Ada").readings == {pages[2]}
    assert texts(project, pages) == ["one two three four"] * 3
    project.history.redo(pages[1], "Ada")
    assert texts(project, pages)[0] == "ONE two three four"


def test_the_last_step_anywhere_is_taken_back_and_done_again(
    project: Project, pages: list[PageId]
) -> None:
    one, two, three = pages
    project.review.decide(three, [read(3, "FOUR")], "Ada")
    batch(project, [one, two], 0, "ONE")
    project.review.decide(two, [read(1, "TWO")], "Ada")
    project.review.decide(one, [read(3, "vier")], "Bob")
    full = texts(project, pages)
    last = project.history.last("Ada")
    assert last is not None
    assert last.pages == {two}
    assert [project.history.undo_last("Ada").decisions for _ in range(3)] == [1, 2, 1]
    assert texts(project, pages) == ["one two three vier", *["one two three four"] * 2]
    assert project.history.last("Ada") is None
    with pytest.raises(NotAllowed, match="nothing to undo"):
        project.history.undo_last("Ada")
    assert [project.history.redo_last("Ada").decisions for _ in range(3)] == [1, 2, 1]
    assert texts(project, pages) == full
    with pytest.raises(NotAllowed, match="nothing to do again"):
        project.history.redo_last("Ada")


def test_undoing_on_one_page_does_not_hide_the_last_step_on_another(
    project: Project, pages: list[PageId]
) -> None:
    project.review.decide(pages[0], [read(0, "ONE")], "Ada")
    project.review.decide(pages[1], [read(0, "ONE")], "Ada")
    project.history.undo(pages[1], "Ada")
    last = project.history.last("Ada")
    assert last is not None
    assert last.pages == {pages[0]}


def test_any_step_of_mine_can_be_taken_back_and_that_undone(
    project: Project, pages: list[PageId]
) -> None:
    page = pages[0]
    for word, text in enumerate(("ONE", "TWO", "THREE")):
        project.review.decide(page, [read(word, text)], "Ada")
    first = project.history.last("Ada")
    assert first is not None
    step = type(first)((project.history.steps(page)[0],))
    assert project.history.undo_step(step, "Ada").decisions == 1
    assert texts(project, pages)[0] == "one TWO THREE four"
    project.history.undo(page, "Ada")
    assert texts(project, pages)[0] == "ONE TWO THREE four"
    with pytest.raises(NotAllowed, match="only Ada can undo"):
        project.history.undo_step(step, "Bob")


def test_redo_stands_though_a_colleague_worked_on_other_words_meanwhile(
    project: Project, pages: list[PageId]
) -> None:
    page = pages[0]
    project.review.decide(page, [read(0, "ONE")], "Ada")
    project.history.undo(page, "Ada")
    project.review.decide(page, [read(3, "vier")], "Bob")
    project.history.redo(page, "Ada")
    assert texts(project, pages)[0] == "ONE two three vier"
    project.history.undo(page, "Ada")
    project.review.decide(page, [read(0, "eins")], "Bob")
    with pytest.raises(NotAllowed, match="Bob has since"):
        project.history.redo(page, "Ada")


def test_a_person_undoes_what_they_did_under_any_of_their_names(
    project: Project, pages: list[PageId]
) -> None:
    project.team.put(Member("Ada Lovelace", ("AL",)), "Bob")
    project.review.decide(pages[0], [read(0, "ONE")], "AL")
    project.review.decide(pages[1], [read(0, "EINS")], "Ada Lovelace")
    project.review.decide(pages[2], [read(0, "UN")], "Bob")
    assert project.history.can(pages[0], "ada lovelace") == (True, False)
    project.history.undo_last("al")
    project.history.undo_last("Ada Lovelace")
    assert texts(project, pages) == [*["one two three four"] * 2, "UN two three four"]
    with pytest.raises(NotAllowed, match="nothing to undo"):
        project.history.undo_last("AL")
    project.history.redo(pages[0], "Ada Lovelace")
    assert texts(project, pages)[0] == "ONE two three four"
