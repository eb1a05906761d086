"""The place of a change in the picture, on its card."""

from reviewer.core import decisions as d
from reviewer.core.model import Role
from tests.ui.test_judging import room
from tests.ui.test_picturing import MIKEYAN, app, pictures, place  # noqa: F401
from tests.ui.typist import Typist


def test_the_card_shows_the_place_of_its_change_or_the_line(typist: Typist) -> None:
    project, page = typist.window.desk.project, typist.page.row.id
    assert project
    project.review.decide(page, [d.Draft(d.SetRole(2, Role.HEADING))], "Ada")
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), "Mikoyan"))], "Ada")
    project.approval.submit(page, "Ada")
    typist.press("F12")
    view = room(typist).view
    typist.wait(lambda: view.card.crop and view.card.crop.picture)
    crop = view.card.crop
    assert crop
    assert crop.box == MIKEYAN
    typist.press("A")
    crop = view.card.crop
    assert crop
    assert crop.box.top > MIKEYAN.bottom  # the line that was given a role
    typist.press("A")
    assert view.shown is None
    assert view.card.crop is None
