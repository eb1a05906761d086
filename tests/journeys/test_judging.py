"""An editor's hour: three pages with a hundred changes, judged by keys alone."""

from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.judging_sheet import Verdict
from reviewer.core.workflow import State
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.ui.judging import Judging
from reviewer.ui.later import found
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

_CHANGES = (40, 35, 25)
_MOST = 110  # key presses for a hundred changes, the approval of their pages included


class Counted(Typist):
    """A typist whose presses are counted, letters that are typed included."""

    presses = 0

    def press(self, *keys: str) -> None:
        """Press keys, and count them."""
        self.presses += len(keys)
        super().press(*keys)

    def type(self, text: str) -> None:
        """Type letters, and count them."""
        self.presses += len(text)
        super().type(text)


@pytest.fixture
def pages(newcomer: Typist, whole_app: App, tmp_path: Path) -> list[PageId]:
    """A project with three pages of which Mira read a hundred words otherwise, on the desk."""
    project = whole_app.create(str(tmp_path / "Hundred"))
    text = "\f".join(
        "".join(f"The wird{n} of line {n}.\n" for n in range(changes)) for changes in _CHANGES
    )
    (tmp_path / "hundred.txt").write_text(text, "utf-8")
    project.importing.add([tmp_path / "hundred.txt"])
    pages = [row.id for row in project.rows()]
    for page, changes in zip(pages, _CHANGES, strict=True):
        correct(project, page, changes)
    project.close()
    whole_app.settings.set("name", "Jonas Weber")
    newcomer.window.projects.open(str(tmp_path / "Hundred"))
    newcomer.settle()
    return pages


def correct(project: Project, page: PageId, changes: int) -> None:
    for line in range(changes):
        token = 5 * line + 1
        act = d.Replace(d.Span(token, token), f"word{line}")
        project.review.decide(page, [d.Draft(act)], "Mira Novak")
    project.approval.submit(page, "Mira Novak")


def editor(typist: Typist) -> Counted:
    """The same window, with every press counted."""
    return Counted(typist.window, typist._bot)


def test_a_hundred_changes_in_a_hundred_and_ten_presses(
    newcomer: Typist, pages: list[PageId]
) -> None:
    typist = editor(newcomer)
    typist.press("F12")
    for changes in _CHANGES:
        for number in range(changes):
            typist.press("R" if number == 3 else "Return")
        typist.press("Return")  # the page, once it is asked for
    typist.press("Return")  # back to the desk
    assert typist.presses <= _MOST
    assert typist.presses == 100 + len(pages) + 2
    for page, changes in zip(pages, _CHANGES, strict=True):
        stored = typist.stored(page)
        assert stored.standing.state is State.APPROVED
        assert stored.standing.approved_by == "Jonas Weber"
        text = stored.reading.text
        assert text.count("word") == changes - 1
        assert text.count("wird") == 1  # what was rejected reads as it was imported


def test_the_editors_own_reading_is_refused_with_a_clear_word(
    newcomer: Typist, pages: list[PageId]
) -> None:
    typist = editor(newcomer)
    typist.press("F12", "E")
    typist.type("werd0")
    typist.press("Return")
    room = found(typist.window.departments, Judging)
    for _ in range(_CHANGES[0] - 1):
        typist.press("Return")
    assert "Somebody else has to approve this page" in room.view.note.text
    typist.press("Ctrl+Return")
    assert typist.stored(pages[0]).standing.state is State.SUBMITTED
    assert "Jonas Weber" in typist.said
    typist.press("Esc", "Ctrl+Shift+N", "Ctrl+A")
    typist.type("Mira Novak")
    typist.press("Return", "F12")
    cards = room.walk.sheet(typist.window.desk.page).cards
    assert cards[0].verdict is Verdict.OPEN  # hers to approve: four eyes
    typist.press("Return", "Ctrl+Return")
    assert typist.stored(pages[0]).standing.state is State.SUBMITTED  # she sent it herself
    typist.press("Esc", "Ctrl+Shift+N", "Ctrl+A")
    typist.type("Jonas Weber")
    typist.press("Return", "F12", "Return")
    assert typist.stored(pages[0]).standing.state is State.APPROVED
