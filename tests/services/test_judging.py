"""What an editor judges: every kind of change, what lies under it, and signing with a sample."""

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.judging import Change, What, bare
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.services.approval import changes_of
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
