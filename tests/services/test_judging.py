"""What an editor judges: every kind of change, what lies under it, and signing with a sample."""

from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.ids import PageId
from reviewer.core.judging import Change, What, bare
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.sampling import Sample, size_needed
from reviewer.core.workflow import State
from reviewer.services.approval import changes_of
from reviewer.services.judging import From, Group
from reviewer.services.project import Project

from .test_review import key_of


def changes(project: Project, page: PageId) -> list[Change]:
    return list(changes_of(project.page(page)))


def decide(project: Project, page: PageId, by: str, *acts: d.Act) -> None:
    project.review.decide(page, [d.Draft(act) for act in acts], by)


def told(project: Project, page: PageId) -> list[tuple[What, str, str]]:
    return [(one.what, one.before, one.after) for one in changes(project, page)]


def test_every_kind_of_change_is_one_card(project: Project, page: PageId) -> None:
    # President handed Mikeyan a message. / The Cuben problem was serions.
    decide(project, page, "Ada", d.Replace(d.Span(2, 2), "Mikoyan"))
    decide(project, page, "Ada", d.Replace(d.Span(3, 3), ""))
    decide(project, page, "Ada", d.Insert(0, 4, "today"))
    decide(project, page, "Ada", d.Split(4, 2))
    decide(project, page, "Ada", d.Join(d.Span(7, 8)))
    decide(project, page, "Ada", d.SetRole(2, Role.HEADING))
    found = told(project, page)
    assert (What.READ, "Mikeyan", "Mikoyan") in found
    assert (What.REMOVED, "a", "") in found
    assert (What.ADDED, "", "today") in found
    assert (What.PARTED, "message.", "me ssage.") in found
    assert (What.JOINED, "problem was", "problemwas") in found
    assert (What.LINE, "", "") in found
    assert len(found) == 6


def test_a_mark_is_a_change_and_so_is_what_it_says_now(project: Project, page: PageId) -> None:
    where = Target((0, 0), (0, 9))
    project.marking.put(page, where, MarkName.PERSON, {"ref": "one"}, "Ada")
    (change,) = changes(project, page)
    assert (change.what, change.after, change.right) == (
        What.MARKED,
        "President",
        " handed Mikeyan a message.",
    )
    project.marking.put(page, where, MarkName.PERSON, {"ref": "two"}, "Ada")
    (change,) = changes(project, page)
    assert (change.what, change.former) == (What.REMARKED, {"ref": "one"})
    project.approval.submit(page, "Ada")
    project.approval.reject(page, change.rejected, "Eve")
    (change,) = changes(project, page)
    assert change.mark
    assert (change.what, change.mark.attributes) == (What.MARKED, {"ref": "one"})


def test_going_back_to_the_source_takes_all_readings_of_the_words_along(
    project: Project, page: PageId
) -> None:
    decide(project, page, "Ada", d.Replace(d.Span(2, 2), "Mikojan"))
    decide(project, page, "Bob", d.Replace(d.Span(2, 2), "Mikoyan"))
    project.approval.submit(page, "Bob")
    (change,) = changes(project, page)
    assert len(change.under) == 1
    project.approval.reject(page, change.rejected, "Eve")
    assert "Mikeyan" in project.page(page).reading.text
    assert not changes(project, page)


def test_what_was_signed_with_the_page_is_signed_when_it_comes_again(
    project: Project, page: PageId
) -> None:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.accept(page, key_of(project, page, "Cuben"), 1, "Ada")
    signed = changes(project, page)[1].decision.id
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Eve")
    project.approval.reopen(page, "Ada")
    decide(project, page, "Ada", d.Replace(d.Span(9, 9), "serious."))
    decide(project, page, "Ada", d.Revert((signed,)))
    found = changes(project, page)
    assert [(one.what, one.before, one.after, one.approved) for one in found] == [
        (What.READ, "Mikeyan", "Mikoyan", True),
        (What.RESTORED, "Cuban", "Cuben", False),
        (What.READ, "serions.", "serious.", False),
    ]


def test_the_same_again_is_alike_whatever_stands_around_it(project: Project, page: PageId) -> None:
    decide(project, page, "Ada", d.Replace(d.Span(9, 9), "serious."))
    decide(project, page, "Ada", d.Replace(d.Span(2, 2), "serious"))
    one, other = changes(project, page)
    assert one.likeness != other.likeness
    assert other.likeness == (What.READ, "serions", "serious")
    assert bare("(serions,", "(serious,") == ("serions", "serious")
    assert bare("...", "") == ("...", "")


@pytest.fixture
def waiting(project: Project, page: PageId) -> PageId:
    """A page with two accepted suggestions, sent by Ada."""
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.accept(page, key_of(project, page, "Cuben"), 1, "Ada")
    project.approval.submit(page, "Ada")
    return page


def words(project: Project, page: PageId) -> str:
    return project.page(page).reading.text


def test_typing_the_source_rejects_and_typing_the_same_signs(
    project: Project, waiting: PageId
) -> None:
    first, second = changes(project, waiting)
    project.judging.read(waiting, first, "Mikeyan", "Eve")
    assert "Mikeyan" in words(project, waiting)
    project.judging.read(waiting, second, "Cuban", "Eve")
    (left,) = changes(project, waiting)
    assert left.approved


def test_an_editors_own_reading_waits_for_somebody_else(project: Project, waiting: PageId) -> None:
    first, second = changes(project, waiting)
    project.judging.read(waiting, first, "Mikojan", "Eve")
    project.judging.sign(waiting, second, "Eve")
    own, _ = changes(project, waiting)
    assert (own.after, own.decision.by, own.approved) == ("Mikojan", "Eve", False)
    with pytest.raises(NotAllowed):
        project.judging.sign(waiting, own, "Eve")
    with pytest.raises(NotAllowed):
        project.judging.approve(waiting, "Eve")
    project.judging.sign(waiting, own, "Ada")  # the transcriber's eyes are other eyes
    project.judging.approve(waiting, "Eve")
    assert project.page(waiting).standing.state is State.APPROVED


def test_readings_to_go_back_to(project: Project, page: PageId) -> None:
    decide(project, page, "Ada", d.Replace(d.Span(2, 2), "Mikojan"))
    decide(project, page, "Bob", d.Replace(d.Span(2, 2), "Nikoyan"))
    project.approval.submit(page, "Bob")
    (change,) = changes(project, page)
    found = project.judging.readings(project.page(page), change)
    assert [(one.text, one.origin) for one in found] == [
        ("Mikeyan", From.SOURCE),
        ("Mikojan", From.EARLIER),
        ("Mikoyan", From.SUGGESTION),
        ("Mike", From.SUGGESTION),
    ]
    project.judging.take(page, change, found[1], "Eve")
    (back,) = changes(project, page)
    assert (back.after, back.decision.by, back.approved) == ("Mikojan", "Ada", True)
    project.judging.take(page, back, found[2], "Eve")
    (own,) = changes(project, page)
    assert (own.after, own.decision.by, own.approved) == ("Mikoyan", "Eve", False)
    assert own.decision.grounds.way is d.Way.ACCEPTED
    project.judging.take(page, own, found[0], "Eve")
    assert not changes(project, page)


def test_an_added_word_is_typed_anew(project: Project, page: PageId) -> None:
    decide(project, page, "Ada", d.Insert(0, 4, "todya"))
    project.approval.submit(page, "Ada")
    (change,) = changes(project, page)
    project.judging.read(page, change, "today", "Eve")
    assert "message. today" in words(project, page)
    assert "todya" not in words(project, page)


def test_lines_have_no_words_to_type(project: Project, page: PageId) -> None:
    decide(project, page, "Ada", d.SetRole(2, Role.HEADING))
    project.approval.submit(page, "Ada")
    (change,) = changes(project, page)
    with pytest.raises(UsageError):
        project.judging.read(page, change, "Heading", "Eve")


def test_a_question_stands_about_its_change(project: Project, waiting: PageId) -> None:
    first = changes(project, waiting)[0]
    project.judging.say(waiting, first, "Is that the Armenian?", "Eve", asks=True)
    act = project.page(waiting).decisions[-1].act
    assert act == d.Comment("Is that the Armenian?", first.span, first.decision.id, True)
    project.judging.send_back(waiting, "Eve", "See the question.")
    assert project.page(waiting).standing.state is State.RETURNED


@pytest.fixture
def pages(project: Project, tmp_path: Path) -> list[PageId]:
    """Ten pages on which Ada read the same word otherwise twelve times each, as one step."""
    file = tmp_path / "many.txt"
    file.write_text("\f".join("serions " * 12 + "others\n" for _ in range(10)), "utf-8")
    project.importing.add([file])
    pages = [row.id for row in project.rows()[2:]]
    drafts = [d.Draft(d.Replace(d.Span(n, n), "serious")) for n in range(12)]
    project.review.decide_all([(page, drafts) for page in pages], "Ada")
    for page in pages:
        project.approval.submit(page, "Ada")
    return pages


def surveyed(project: Project, by: str = "Eve") -> Group:
    survey = project.judging.survey(project.judging.waiting(), by)
    (group,) = survey.groups.values()
    return group


def test_a_group_is_what_is_the_same_again(project: Project, pages: list[PageId]) -> None:
    group = surveyed(project)
    assert group.likeness == (What.READ, "serions", "serious")
    assert len(group.spots) == 120
    assert group.batch
    survey = project.judging.survey(pages, "Eve")
    change = changes(project, pages[0])[0]
    assert survey.group(change) == group
    assert survey.times(change) == 120
    assert not project.judging.survey(pages, "Ada").groups  # her own are nothing to judge


def test_what_else_the_same_form_was_made_of(project: Project, pages: list[PageId]) -> None:
    decide_back = project.page(pages[0]).decisions[-1].id
    project.history.undo(pages[0], "Ada")
    assert decide_back
    decide(project, pages[0], "Ada", d.Replace(d.Span(0, 0), "Serionis"))
    project.approval.submit(pages[0], "Ada")
    survey = project.judging.survey(pages, "Eve")
    assert survey.otherwise(changes(project, pages[1])[0]) == [("Serionis", 1)]


def test_the_rest_is_signed_on_a_clean_sample_and_says_so(
    project: Project, pages: list[PageId]
) -> None:
    group = surveyed(project)
    size = project.judging.size_for(group)
    assert size == size_needed(120, 0.05)
    seen = project.judging.draw(group, size, 7)
    rest = [spot for spot in group.spots if spot not in seen]
    sample = Sample(size, 120, 0, 7)
    project.judging.sign_rest(rest, sample, "Eve")
    (group,) = project.judging.survey(pages, "Eve").groups.values()
    assert set(group.spots) == set(seen)
    signing = [one for page in pages for one in project.page(page).decisions[-1:]]
    notes = {one.grounds.source for one in signing if isinstance(one.act, d.Approve)}
    assert notes == {sample.note}
    assert len({one.batch for one in signing if isinstance(one.act, d.Approve)}) == 1
    project.history.undo_last("Eve")
    assert len(surveyed(project).spots) == 120


def test_too_much_wrong_is_refused_and_nothing_is_signed(
    project: Project, pages: list[PageId]
) -> None:
    group = surveyed(project)
    with pytest.raises(NotAllowed):
        project.judging.sign_rest(group.spots[50:], Sample(50, 120, 3, 7), "Eve")
    with pytest.raises(UsageError):
        project.judging.sign_rest(group.spots, Sample(100, 120, 0, 7), "Eve")
    assert len(surveyed(project).spots) == 120
    project.settings.set("bulk_rate", 0.3)
    project.judging.sign_rest(group.spots[50:], Sample(50, 120, 3, 7), "Eve")


def test_the_last_page_takes_the_header_along(project: Project, page: PageId) -> None:
    first, second = (row.id for row in project.rows())
    project.headers.set(project.rows()[0].document, "title", "A cable", "Ada")
    for one in (first, second):
        project.review.decide(one, [d.Draft(d.Keep(d.Span(0, 0)))], "Ada")
        project.approval.submit(one, "Ada")
    assert not project.judging.header(project.page(first))  # another page is still open
    project.judging.approve(first, "Eve")
    assert project.judging.header(project.page(second)) == [("title", "A cable")]
    project.judging.approve(second, "Eve")
    assert not project.judging.header(project.page(second))
