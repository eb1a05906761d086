"""Who counts as whom, roles, logins, four eyes: the same by every way in."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.ids import PageId
from reviewer.core.people import Duty, Member
from reviewer.core.workflow import State
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from reviewer.store.store import SqlStore

from .fakes import LinesWriter, Utf8Reader, WordList
from .test_review import key_of

EDITOR = frozenset({Duty.EDITOR})
WRITER = frozenset({Duty.TRANSCRIBER})


@pytest.fixture
def team(project: Project) -> Project:
    project.team.put(Member("Bob", roles=EDITOR), "Bob")
    project.team.put(Member("Ada Lovelace", ("ada",), roles=WRITER), "Bob")
    project.team.put(Member("Olga", roles=frozenset({Duty.OBSERVER})), "Bob")
    return project


def worked(project: Project, page: PageId, by: str = "ada") -> None:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, by)
    project.approval.submit(page, by)


def test_nobody_signs_under_another_name(team: Project, page: PageId) -> None:
    team.team.set_roles("Ada Lovelace", [Duty.EDITOR], "Bob")
    worked(team, page)
    for name in ("Ada Lovelace", "ADA", " ada  lovelace"):
        with pytest.raises(NotAllowed, match="somebody else"):
            team.approval.approve(page, name)
        report = team.scripting.apply([(1, {"page": page, "act": "approve"})], name)
        assert report.applied == 0
        assert team.approval.refusal(page, d.Approve(), name) is not None
    assert team.approval.refusal(page, d.Approve(), "Bob") is None
    team.approval.approve(page, "Bob")


def test_roles_say_who_may_do_what(team: Project, page: PageId) -> None:
    key = key_of(team, page, "Cuben")
    for name in ("Olga", "Stranger"):
        with pytest.raises(NotAllowed, match="may not change pages"):
            team.review.accept(page, key, 1, name)
        team.talk.comment(page, "Nice page.", name)
    worked(team, page)
    with pytest.raises(NotAllowed, match="may not approve"):
        team.approval.approve(page, "Ada Lovelace")
    team.approval.approve(page, "Bob")
    other = team.rows()[1].id
    team.approval.submit(other, "ada")
    team.approval.approve(other, "Bob")
    with pytest.raises(NotAllowed, match="may not publish"):
        team.publishing.publish(team.documents()[0].id, "Bob")


def test_only_editors_and_publishers_change_the_list(team: Project) -> None:
    for name in ("ada", "Olga", "Stranger"):
        with pytest.raises(NotAllowed, match="list of people"):
            team.team.set_roles("Olga", [Duty.EDITOR], name)
        with pytest.raises(NotAllowed):
            team.team.set_four_eyes(False, name)
    with pytest.raises(UsageError, match="Nobody could"):
        team.team.set_roles("Bob", [Duty.TRANSCRIBER], "Bob")
    with pytest.raises(UsageError, match="belongs to"):
        team.team.alias("Olga", "ADA", "Bob")
    with pytest.raises(UsageError, match="nobody called"):
        team.team.remove("Zoe", "Bob")


def test_every_change_says_who_and_when(team: Project, page: PageId) -> None:
    team.review.accept(page, key_of(team, page, "Cuben"), 1, "ada")
    team.team.alias("ada", "A. L.", "Bob")
    team.team.set_four_eyes(False, "Bob")
    team.team.set_four_eyes(False, "Bob")  # no change
    people = team.team.people()
    alias, switch = people.changes[-2:]
    assert (alias.by, alias.what, alias.after) == ("Bob", "Ada Lovelace", team.log(1)[0].id)
    assert "A. L." in alias.new
    assert "A. L." not in alias.old
    assert (switch.what, switch.old, switch.new) == ("four_eyes", "on", "off")
    assert alias.at <= switch.at
    assert not people.four_eyes


def test_a_single_person_says_so_openly(project: Project, page: PageId) -> None:
    worked(project, page, "Ada")
    with pytest.raises(NotAllowed):
        project.approval.approve(page, "Ada")
    with pytest.raises(UsageError, match="by name"):
        project.settings.set("four_eyes", "off")
    project.team.set_four_eyes(False, "Ada")
    assert project.settings.get("four_eyes") == "off"
    project.approval.approve(page, "Ada")
    assert project.page(page).standing.alone
    document = project.documents()[0].id
    assert project.exporting.edition(document).alone
    project.team.set_four_eyes(True, "Ada")
    assert project.page(page).standing.state is State.APPROVED  # it was lawful then
    other = project.rows()[1].id
    project.approval.submit(other, "Ada")
    with pytest.raises(NotAllowed):
        project.approval.approve(other, "Ada")


def test_two_names_found_to_be_one_persons_undo_what_she_approved(
    project: Project, page: PageId
) -> None:
    worked(project, page, "Ada")
    project.approval.approve(page, "Augusta")
    assert project.rows()[0].state is State.APPROVED
    project.team.put(Member("Ada", ("Augusta",)), "Ada")
    assert project.page(page).standing.state is State.SUBMITTED
    assert project.rows()[0].state is State.SUBMITTED
    project.team.remove("Ada", "Ada")
    assert project.rows()[0].state is State.APPROVED


def test_an_editors_own_reading_waits_for_the_transcribers_eyes(
    team: Project, page: PageId
) -> None:
    worked(team, page)
    word = d.Draft(d.Replace(d.Span(0, 0), "Premier"))
    team.review.decide(page, [word], "Bob")
    with pytest.raises(NotAllowed, match="sign"):
        team.approval.approve(page, "Bob")
    (mine,) = team.page(page).standing.unsigned["bob"]
    with pytest.raises(NotAllowed):
        team.approval.approve_changes(page, [mine], "Bob")
    with pytest.raises(NotAllowed, match="with the editor"):
        team.review.decide(page, [word], "ada")
    team.approval.approve_changes(page, [mine], "ada")
    team.approval.approve(page, "Bob")


def test_an_editor_takes_back_their_own_correction(team: Project, page: PageId) -> None:
    worked(team, page)
    team.review.decide(page, [d.Draft(d.Replace(d.Span(0, 0), "Premier"))], "Bob")
    team.history.undo(page, "Bob")
    assert "bob" not in team.page(page).standing.unsigned
    team.history.redo(page, "Bob")
    assert "Premier" in team.page(page).reading.text
    team.history.undo(page, "Bob")
    team.approval.approve(page, "Bob")


def test_the_header_is_signed_with_the_last_page(project: Project) -> None:
    document = project.documents()[0].id
    first, second = (row.id for row in project.rows())
    title = d.Draft(d.SetHeader("title", "A telegram"))
    project.scripting.apply(
        [(1, {"document": document, "act": "set-header", "field_name": "date", "value": "1950"})],
        "Ada",
    )
    project._recorder.record_documents([(document, [title])], "Bob")
    for page in (first, second):
        project.approval.submit(page, "Ada")
    project.approval.approve(first, "Bob")
    with pytest.raises(NotAllowed, match="last page"):
        project.approval.approve(second, "Bob")
    project.approval.approve(second, "Cy")
    with pytest.raises(NotAllowed, match="Open a page"):
        project._recorder.record_documents([(document, [title])], "Cy")
    signed = next(one for one in project.log() if one.place.page is None)
    assert (signed.by, len(signed.act.targets)) == ("Cy", 2)  # type: ignore[attr-defined]


# logins, which only a server has: here they are put on


@contextmanager
def under(project: Project, login: str):  # type: ignore[no-untyped-def]
    store = project._store
    assert isinstance(store, SqlStore)
    before, store._login = store._login, login
    yield
    store._login = before


def test_a_name_belongs_to_the_login_that_first_signed_with_it(
    project: Project, page: PageId
) -> None:
    with under(project, "ada_db"):
        worked(project, page, "Ada")
        assert project.log(1)[0].login == "ada_db"
        with pytest.raises(NotAllowed, match="same login"):
            project.approval.approve(page, "Nobody Else")
    with under(project, "bob_db"):
        with pytest.raises(NotAllowed, match="belongs to the login ada_db"):
            project.approval.approve(page, "ada")
        project.approval.approve(page, "Bob")


def test_a_login_of_the_list_signs_only_as_its_person(project: Project, page: PageId) -> None:
    project.team.put(Member("Ada", ("A.",), "ada_db", EDITOR), "Ada")
    with under(project, "ada_db"):
        with pytest.raises(NotAllowed, match="belongs to Ada"):
            worked(project, page, "Bob")
        worked(project, page, "A.")
    with under(project, "other"), pytest.raises(NotAllowed, match="belongs to the login"):
        project.approval.approve(page, "Ada")


def test_two_people_of_one_login_are_two_where_the_list_says_so(
    project: Project, page: PageId
) -> None:
    with under(project, "desk"):
        project.team.put(Member("Ada", login="desk"), "Ada")
        project.team.put(Member("Bob", login="desk"), "Ada")
        worked(project, page, "Ada")
        project.approval.approve(page, "Bob")
    assert project.page(page).standing.state is State.APPROVED


def test_the_list_is_the_same_in_another_program(tmp_path: Path, project: Project) -> None:
    project.team.put(Member("Ada", ("A.",), "", EDITOR), "Ada")
    other = Project(
        Opener().open(str(tmp_path / "project")), WordList({}), [Utf8Reader()], [LinesWriter()]
    )
    assert other.team.people() == project.team.people()
    page = project.rows()[0].id
    worked(project, page, "Ada")
    other.page(page)  # at hand there
    project.team.put(Member("Ada", ("A.", "Bea"), "", EDITOR), "Ada")
    with pytest.raises(NotAllowed):
        other.approval.approve(page, "Bea")
    other.close()


@pytest.mark.parametrize("by", ["Olga", "Ada Lovelace", "Nobody", "", " "])
def test_what_counts_for_all_is_changed_by_editors_alone(team: Project, by: str) -> None:
    with pytest.raises(NotAllowed):
        team.settings.set("bulk_rate", 0.5, by)
    with pytest.raises(NotAllowed):
        team.headers.set_default("publisher", "Somebody", by)
    assert team.settings.get("bulk_rate") == 0.05
    team.settings.set("bulk_rate", 0.02, "Bob")
    team.headers.set_default("publisher", "The Archive", "Bob")
    assert team.settings.get("bulk_rate") == 0.02
