"""What is said of corrections: of one, of the next, of all."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import UsageError
from reviewer.core.ids import PageId
from reviewer.services.grounding import Statement
from reviewer.services.project import Project

from .test_review import key_of

SAID = Statement(d.Cause.SOURCE, d.Certainty.LOW, d.Ground.EXTERNAL, "the copy in Bonn")


def span_of(project: Project, page: PageId, form: str) -> d.Span:
    return next(f.span for f in project.page(page).findings if f.form == form)


def correct(project: Project, page: PageId, form: str, text: str) -> d.Span:
    span = span_of(project, page, form)
    project.review.correct(page, key_of(project, page, form), text, "Ada")
    return span


def said(project: Project, page: PageId, span: d.Span) -> Statement | None:
    return project.grounding.of(project.page(page), span)


def test_nothing_is_said_unless_somebody_does(project: Project, page: PageId) -> None:
    span = span_of(project, page, "serions")
    assert said(project, page, span) is None
    correct(project, page, "serions", "serious")
    assert said(project, page, span) == Statement()


def test_what_is_said_of_a_correction_is_one_step_and_keeps_how_it_was_made(
    project: Project, page: PageId
) -> None:
    span = span_of(project, page, "Mikeyan")
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    before = project.page(page).reading.text
    project.grounding.state(page, span, SAID, "Ada")
    assert said(project, page, span) == SAID
    assert project.page(page).reading.text == before
    grounds = project.log()[0].grounds
    assert (grounds.way, grounds.suggestion, grounds.rank) == (d.Way.ACCEPTED, "Mikoyan", 1)
    assert project.grounding.texts == ("the copy in Bonn",)
    project.history.undo(page, "Ada")
    assert said(project, page, span) == Statement()


def test_saying_the_same_again_writes_nothing(project: Project, page: PageId) -> None:
    span = correct(project, page, "serions", "serious")
    project.grounding.state(page, span, SAID, "Ada")
    count = len(project.log())
    project.grounding.state(page, span, SAID, "Ada")
    assert len(project.log()) == count


def test_deciding_the_word_again_keeps_what_was_said(project: Project, page: PageId) -> None:
    span = correct(project, page, "serions", "serious")
    project.grounding.state(page, span, SAID, "Ada")
    line = project.page(page).reading.lines[2]
    project.review.retype(page, line.n, line.text.replace("serious", "severe"), "Ada")
    assert said(project, page, span) == SAID
    assert project.page(page).reading.text_of(span) == "severe."


def test_a_word_that_reads_as_imported_again_has_nothing_said_of_it(
    project: Project, page: PageId
) -> None:
    span = correct(project, page, "serions", "serious")
    project.grounding.state(page, span, SAID, "Ada")
    line = project.page(page).reading.lines[2]
    project.review.retype(page, line.n, line.text.replace("serious", "serions"), "Ada")
    assert said(project, page, span) is None
    act = project.log()[0].act
    assert isinstance(act, d.Replace)
    assert act.cause is d.Cause.OCR


def test_it_can_be_said_before_and_counts_once(project: Project, page: PageId) -> None:
    span = span_of(project, page, "serions")
    project.grounding.foresee(page, span, SAID)
    assert project.grounding.coming(page, span) == SAID
    other = correct(project, page, "Cuben", "Cuban")
    assert said(project, page, other) == Statement()
    correct(project, page, "serions", "serious")
    assert said(project, page, span) == SAID
    assert project.grounding.coming(page, span) is None


def test_a_project_may_say_it_of_all_corrections(project: Project, page: PageId) -> None:
    project.grounding.set_usual(Statement(d.Cause.SOURCE, d.Certainty.HIGH, d.Ground.INTERNAL))
    span = correct(project, page, "serions", "serious")
    assert said(project, page, span) == Statement(d.Cause.SOURCE, d.Certainty.HIGH)
    assert project.settings.get("correction_cause") == "source"
    project.review.noise(page, key_of(project, page, "Cuben"), "Ada")
    act = project.log()[0].act
    assert isinstance(act, d.Replace)
    assert act.cause is d.Cause.OCR  # what is not there was misread, whatever the project says


def test_of_words_as_imported_nothing_can_be_said(project: Project, page: PageId) -> None:
    with pytest.raises(UsageError):
        project.grounding.state(page, span_of(project, page, "Cuben"), SAID, "Ada")
