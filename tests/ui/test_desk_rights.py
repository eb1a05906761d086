"""What the desk offers whom on a page that waits: the same as the workflow allows."""

from PySide6.QtWidgets import QWidget

from reviewer.core import decisions as d
from reviewer.core.people import Duty, Member
from reviewer.core.workflow import State
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.ui.views.desk import Side
from tests.ui.typist import Typist


def project_of(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    return project


def become(typist: Typist, app: App, name: str) -> None:
    app.settings.set("name", name)
    typist.window.person.changed.emit()


def offered(typist: Typist) -> bool:
    """Whether the changes can be judged by key."""
    foot: QWidget = typist.window.desk_view.changes._foot
    return foot.isVisible()


def test_who_works_alone_approves_their_own_page(typist: Typist) -> None:
    first, me = typist.page.row.id, typist.window.person.name
    project_of(typist).team.set_four_eyes(False, me)
    typist.press("Return", "Ctrl+Return", "PgUp")
    assert typist.window.desk_view.side is Side.TRANSCRIBER  # sent, and not shown as another's
    typist.press("Ctrl+Shift+R")
    assert offered(typist)
    assert "approve" in typist.foot
    assert "colleague" not in typist.foot
    typist.press("Ctrl+Return")
    assert typist.stored(first).standing.state is State.APPROVED
    assert typist.stored(first).standing.alone


def test_a_page_sent_under_another_of_ones_names_is_ones_own(typist: Typist, app: App) -> None:
    me = typist.window.person.name
    project_of(typist).team.put(Member(me, ("A. L.",)), me)
    typist.press("Return", "Ctrl+Return")
    become(typist, app, "A. L.")
    typist.press("PgUp")
    assert typist.window.desk_view.side is Side.TRANSCRIBER
    typist.press("Ctrl+Shift+R")
    assert not offered(typist)
    assert "a colleague has to approve" in typist.foot


def test_an_editor_who_changed_a_word_goes_on_judging_the_rest(typist: Typist, app: App) -> None:
    first = typist.page.row.id
    typist.press("Return", "Ctrl+Return")
    become(typist, app, "Jonas Weber")
    typist.press("PgUp")
    draft = d.Draft(d.Replace(d.Span(0, 0), "Otherwise"))
    project_of(typist).review.decide(first, [draft], "Jonas Weber")
    typist.window.desk.refresh()
    assert typist.window.desk_view.side is Side.EDITOR
    assert offered(typist)
    assert "a colleague has to approve" in typist.foot


def test_who_may_not_judge_is_told_why(typist: Typist, app: App) -> None:
    me, project = typist.window.person.name, project_of(typist)
    typist.press("Return", "Ctrl+Return")
    project.team.put(Member("Jonas Weber", roles=frozenset({Duty.EDITOR})), me)
    project.team.put(Member("Olga", roles=frozenset({Duty.OBSERVER})), "Jonas Weber")
    become(typist, app, "Olga")
    typist.press("PgUp")
    assert typist.window.desk_view.side is Side.EDITOR
    assert not offered(typist)
    assert "Olga may not" in typist.foot
    become(typist, app, "Jonas Weber")
    assert offered(typist)
