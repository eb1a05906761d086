"""Departments that wait until somebody asks for them."""

import pytest

from reviewer.ui.dashboard import Dashboard
from reviewer.ui.frame import Department
from reviewer.ui.hits import Hits
from reviewer.ui.later import Later, found
from reviewer.ui.lessons import Teaching
from tests.ui.typist import Typist


def waiting(typist: Typist) -> list[Later]:
    return [one for one in typist.window.departments if isinstance(one, Later)]


def is_made(typist: Typist, kind: type[Department]) -> bool:
    return bool(typist.window.findChildren(kind))


def test_none_is_made_for_the_first_page(typist: Typist) -> None:
    assert waiting(typist)
    assert not any(one._made for one in waiting(typist))


def test_each_stands_for_all_actions_of_its_department(typist: Typist) -> None:
    for one in waiting(typist):
        assert set(one.commands()) == set(one.make().commands()), one._place


def test_its_key_makes_it_and_does_the_action(typist: Typist) -> None:
    assert not is_made(typist, Dashboard)
    typist.press("Ctrl+Shift+D")
    room = typist.window.rooms.current
    assert room is found(typist.window.departments, Dashboard).view
    typist.press("Esc", "Ctrl+Shift+D")
    assert typist.window.rooms.current is room
    assert len(typist.window.findChildren(Dashboard)) == 1
    assert not is_made(typist, Teaching)


def test_one_that_is_made_hears_of_projects(typist: Typist) -> None:
    heard: list[str] = []

    class Listening(Department):
        def project_opened(self, project: object) -> None:
            heard.append("opened")

        def project_closing(self) -> None:
            heard.append("closing")

        def close(self) -> None:
            heard.append("closed")

    frame, project = typist.window.departments[0].frame, typist.window.desk.project
    assert project is not None
    later = Later(frame, "nowhere:Nothing", "dashboard")
    later.project_opened(project)
    later.project_closing()
    later.close()  # nothing to tell yet
    later.project_opened(project)
    later._made = Listening(frame)
    later.project_closing()
    later.project_opened(project)
    later.close()
    assert heard == ["closing", "opened", "closed"]


def test_departments_are_found_by_kind(typist: Typist) -> None:
    departments = typist.window.departments
    assert found(departments, Hits) is next(one for one in departments if isinstance(one, Hits))
    with pytest.raises(LookupError):
        found(departments[:0], Hits)
