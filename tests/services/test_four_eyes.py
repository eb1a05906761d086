"""Ways in which somebody could try to sign their own work, or do what their role does not allow."""

import unicodedata

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed, ReviewerError, UsageError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.people import Duty, Member
from reviewer.core.workflow import State
from reviewer.services.project import Project

WRITER, EDITOR = frozenset({Duty.TRANSCRIBER}), frozenset({Duty.EDITOR})


def word(token: int, text: str) -> d.Draft:
    return d.Draft(d.Replace(d.Span(token, token), text))


def decided(project: Project, page: PageId, draft: d.Draft, by: str) -> DecisionId:
    project.review.decide(page, [draft], by)
    return project.page(page).decisions[-1].id


def state(project: Project, page: PageId) -> State:
    return project.page(page).standing.state


def refused(project: Project, page: PageId, act: dict[str, object], by: str) -> ReviewerError:
    """What a script is told that tries something."""
    report = project.scripting.apply([(1, {"page": page, **act})], by)
    assert report.applied == 0
    return report.refused[0][1]


def test_a_name_typed_in_another_way_is_the_same(project: Project, page: PageId) -> None:
    decided(project, page, word(0, "Premier"), "Jörg Weiß")
    project.approval.submit(page, "Jörg Weiß")
    apart = unicodedata.normalize("NFD", "Jörg Weiß")
    for name in ("JÖRG WEISS", apart, "Jörg\u00a0Weiß", "Jörg\u200b Weiß", "\ufeffJörg Weiß"):
        with pytest.raises(NotAllowed, match="somebody else"):
            project.approval.approve(page, name)


@pytest.mark.parametrize("what", ["submit", "approve", "publish", "reopen", "comment"])
def test_an_editor_rejects_changes_and_nothing_else(
    project: Project, page: PageId, what: str
) -> None:
    for row in project.rows():
        decided(project, row.id, word(0, "Premier"), "Ada")
        project.approval.submit(row.id, "Ada", comment="Please look.")
        project.approval.approve(row.id, "Bob")
    project.publishing.publish(project.documents()[0].id, "Cy")
    project.approval.reopen(page, "Bob")
    decided(project, page, word(1, "gave"), "Ada")
    project.approval.submit(page, "Ada", comment="Again.")
    before = project.page(page).decisions
    target = next(one.id for one in before if one.act.name == what)
    with pytest.raises(UsageError):
        project.approval.reject(page, [target], "Bob")
    assert project.page(page).decisions == before


def test_who_may_not_change_a_page_takes_no_mark_of_a_colleague_away(
    project: Project, page: PageId
) -> None:
    project.team.put(Member("Bob", roles=EDITOR), "Bob")
    project.team.put(Member("Ada", roles=WRITER), "Bob")
    project.team.put(Member("Olga", roles=frozenset({Duty.OBSERVER})), "Bob")
    mark = d.Draft(d.Mark(Anchor(0, 0), Anchor(0, 9), MarkName.UNCLEAR))
    number = decided(project, page, mark, "Ada")
    for name in ("Olga", "Stranger"):
        refused(project, page, {"act": "revert", "targets": [number]}, name)
    assert project.page(page).reading.marks
    project.approval.submit(page, "Ada")
    theirs = decided(project, page, mark, "Bob")
    refused(project, page, {"act": "revert", "targets": [theirs]}, "Ada")
    assert project.page(page).reading.marks


def test_who_is_no_editor_any_more_does_not_approve_by_redoing(
    project: Project, page: PageId
) -> None:
    project.team.put(Member("Bob", roles=EDITOR), "Bob")
    project.team.put(Member("Cy", roles=EDITOR), "Bob")
    project.team.put(Member("Ada", roles=WRITER), "Bob")
    decided(project, page, word(0, "Premier"), "Ada")
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Bob")
    project.history.undo(page, "Bob")
    project.team.set_roles("Bob", [Duty.TRANSCRIBER], "Cy")
    with pytest.raises(NotAllowed):
        project.history.redo(page, "Bob")
    assert state(project, page) is State.SUBMITTED


def test_an_approval_alone_is_not_redone_when_four_eyes_are_wanted_again(
    project: Project, page: PageId
) -> None:
    decided(project, page, word(0, "Premier"), "Ada")
    project.approval.submit(page, "Ada")
    project.team.set_four_eyes(False, "Ada")
    project.approval.approve(page, "Ada")
    project.history.undo(page, "Ada")
    project.team.set_four_eyes(True, "Bob")
    with pytest.raises(NotAllowed):
        project.history.redo(page, "Ada")
    assert state(project, page) is State.SUBMITTED


def test_an_editor_who_rejected_by_mistake_still_signs_the_page(
    project: Project, page: PageId
) -> None:
    mine = decided(project, page, word(0, "Premier"), "Ada")
    project.approval.submit(page, "Ada")
    project.approval.reject(page, [mine], "Bob")
    project.history.undo(page, "Bob")
    assert not project.page(page).standing.own(frozenset({"bob"}))
    project.approval.approve(page, "Bob")


def taken_back(project: Project, page: PageId, number: DecisionId, by: str) -> DecisionId:
    """Revert a decision, whichever it is; the number of that."""
    record = {"page": page, "act": "revert", "targets": [number]}
    report = project.scripting.apply([(1, record)], by)
    assert report.applied == 1, report.refused
    return project.page(page).decisions[-1].id


def test_nobody_signs_their_own_change_while_it_is_taken_back(
    project: Project, page: PageId
) -> None:
    mine = decided(project, page, word(0, "Premier"), "Ada")
    away = taken_back(project, page, mine, "Ada")
    project.scripting.apply([(1, {"page": page, "act": "approve", "targets": [mine]})], "Ada")
    taken_back(project, page, away, "Ada")
    project.approval.submit(page, "Bob")
    with pytest.raises(NotAllowed):
        project.approval.approve(page, "Ada")


def test_what_comes_back_after_the_page_was_signed_without_it_waits(
    project: Project, page: PageId
) -> None:
    mine = decided(project, page, word(0, "Premier"), "Ada")
    away = taken_back(project, page, mine, "Ada")
    project.approval.submit(page, "Bob")
    project.approval.approve(page, "Cy")
    project.approval.reopen(page, "Cy")
    taken_back(project, page, away, "Ada")
    project.approval.submit(page, "Bob")
    assert "Premier" in project.page(page).reading.text
    with pytest.raises(NotAllowed):
        project.approval.approve(page, "Ada")
    project.approval.approve(page, "Cy")


def test_what_was_signed_with_the_page_is_not_taken_back_without_other_eyes(
    project: Project, page: PageId
) -> None:
    mine = decided(project, page, word(0, "Premier"), "Ada")
    project.approval.submit(page, "Bob")
    project.approval.approve(page, "Cy")
    project.approval.reopen(page, "Cy")
    taken_back(project, page, mine, "Ada")
    project.approval.submit(page, "Bob")
    with pytest.raises(NotAllowed):
        project.approval.approve(page, "Ada")
    project.approval.approve(page, "Cy")


def test_a_signed_change_rejected_by_mistake_is_signed_still(
    project: Project, page: PageId
) -> None:
    mine = decided(project, page, word(0, "Premier"), "Ada")
    project.approval.submit(page, "Bob")
    project.approval.approve(page, "Cy")
    project.approval.reopen(page, "Cy")
    project.approval.submit(page, "Bob")
    project.approval.reject(page, [mine], "Cy")
    project.history.undo(page, "Cy")
    assert not project.page(page).standing.waiting
    project.approval.approve(page, "Cy")


def test_a_batch_with_one_change_of_their_own_is_not_signed(project: Project, page: PageId) -> None:
    theirs = decided(project, page, word(0, "Premier"), "Ada")
    own = decided(project, page, word(1, "gave"), "Bob")
    project.approval.submit(page, "Ada")
    with pytest.raises(NotAllowed):
        project.approval.approve_changes(page, [theirs, own], "Bob")
    refused(project, page, {"act": "approve", "targets": [theirs, own]}, "bob ")
    assert not project.page(page).standing.approved


def header(project: Project, field: str, value: str, by: str) -> DecisionId:
    project.headers.set(project.documents()[0].id, field, value, by)
    return project.log(1)[0].id


def test_who_may_not_fill_a_header_does_not_empty_it(project: Project) -> None:
    document = project.documents()[0].id
    project.team.put(Member("Bob", roles=EDITOR), "Bob")
    project.team.put(Member("Olga", roles=frozenset({Duty.OBSERVER})), "Bob")
    number = header(project, "title", "A telegram", "Bob")
    for name in ("Olga", "Stranger"):
        record = {"document": document, "act": "revert", "targets": [number]}
        assert not project.scripting.apply([(1, record)], name).applied
        with pytest.raises(NotAllowed):
            project.headers.reset(document, "title", name)
    assert project.headers.values(document)["title"] == "A telegram"


def test_the_signature_under_a_header_is_not_taken_away_by_others(project: Project) -> None:
    document = project.documents()[0].id
    number = header(project, "title", "A telegram", "Ada")
    sign = {"document": document, "act": "approve", "targets": [number]}
    assert project.scripting.apply([(1, sign)], "Bob").applied
    signature = project.log(1)[0].id
    revert = {"document": document, "act": "revert", "targets": [signature]}
    assert not project.scripting.apply([(1, revert)], "Ada").applied


def test_nobody_signs_a_header_whose_signed_field_they_took_back(project: Project) -> None:
    first, second = (row.id for row in project.rows())
    document = project.documents()[0].id
    number = header(project, "title", "A telegram", "Ada")
    for page in (first, second):
        project.approval.submit(page, "Bob")
        project.approval.approve(page, "Cy")
    project.approval.reopen(second, "Cy")
    record = {"document": document, "act": "revert", "targets": [number]}
    assert project.scripting.apply([(1, record)], "Ada").applied
    project.approval.submit(second, "Bob")
    with pytest.raises(NotAllowed, match="last page"):
        project.approval.approve(second, "Ada")
    project.approval.approve(second, "Cy")
