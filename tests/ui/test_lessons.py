"""The room of what was learnt, by keys alone."""

from reviewer.core import decisions as d
from reviewer.services.project import Project
from reviewer.ui.views.lessons import LessonsView, Shelf
from tests.ui.typist import Typist


def taught(typist: Typist) -> Project:
    """The project, once its first page has taught."""
    project = typist.window.desk.project
    assert project is not None
    page = typist.page.row.id
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), "Mikoyan"))], "Ada")
    project.review.decide(page, [d.Draft(d.Replace(d.Span(6, 6), "Cuban"))], "Ada")
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Bob")
    project.learning.run()
    return project


def room(typist: Typist) -> LessonsView:
    view = typist.window.rooms.current
    assert isinstance(view, LessonsView)
    return view


def told(typist: Typist) -> list[str]:
    return [row.words for row in room(typist).list.rows.rows]


def test_readings_are_listed_found_and_forgotten_for_good(typist: Typist) -> None:
    project = taught(typist)
    typist.press("Ctrl+Shift+E")
    typist.wait(lambda: told(typist) == ["Cuben → Cuban", "Mikeyan → Mikoyan"])
    assert room(typist).lead.text() == "One approved page taught."
    typist.type("mik")
    typist.wait(lambda: told(typist) == ["Mikeyan → Mikoyan"])
    typist.press("Down", "Ctrl+Del")
    typist.wait(lambda: told(typist) == [])
    assert "Forgotten for good: Mikeyan" in typist.said
    assert project.learning.experience().memory == (("Cuben", "Cuban", 1),)
    typist.press("Esc", "F6", "F6")
    assert room(typist).shelf is Shelf.UNLEARNT
    assert told(typist) == ["Mikeyan: no reading of it counts"]
    typist.press("F5")
    typist.wait(lambda: not told(typist))
    assert len(project.learning.experience().memory) == 2


def test_all_is_forgotten_only_when_asked_twice(typist: Typist) -> None:
    project = taught(typist)
    typist.press("Ctrl+Shift+E")
    typist.wait(lambda: told(typist))
    typist.press("Ctrl+Shift+Del")
    assert "once more" in typist.said
    assert project.learning.experience().pages == 1
    typist.press("Down", "Ctrl+Shift+Del")
    assert project.learning.experience().pages == 1  # something else was done in between
    typist.press("Ctrl+Shift+Del")
    assert project.learning.experience().pages == 0
    assert project.learning.run().pages == 0


def test_an_untaught_project_says_when_pages_teach(typist: Typist) -> None:
    typist.press("Ctrl+Shift+E")
    assert room(typist).chart.accessibleName()
    typist.wait(lambda: room(typist).lead.text() == "0 approved pages taught.")
    typist.press("Esc")
    assert typist.window.rooms.current is None
