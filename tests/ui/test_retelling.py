"""A word's story and the comparison, by keys alone."""

from reviewer.core import decisions as d
from reviewer.core.marks import Anchor, MarkName
from reviewer.ui.later import found
from reviewer.ui.tracked import Tracked
from reviewer.ui.views.compare import CompareView
from reviewer.ui.views.story import StoryPopup
from tests.ui.typist import Typist


def popup(typist: Typist) -> StoryPopup:
    found: StoryPopup = typist.window.findChildren(StoryPopup)[0]
    return found


def words(typist: Typist) -> list[str]:
    return [row.words for row in popup(typist).shown.rows]


def decide(typist: Typist, by: str, *acts: d.Act) -> None:
    project = typist.window.desk.project
    assert project is not None
    project.review.decide(typist.page.row.id, [d.Draft(act) for act in acts], by)


def comparison(typist: Typist) -> CompareView:
    view = typist.window.rooms.current
    assert isinstance(view, CompareView)
    return view


def test_the_story_of_the_word_at_the_caret(typist: Typist) -> None:
    typist.press("Return")
    decide(typist, "Ada", d.Mark(Anchor(2, 0), Anchor(2, 7), MarkName.PERSON))
    typist.press("F6")
    typist.window.desk_view.reading.place_caret(0, 20)
    typist.press("Ctrl+T")
    assert popup(typist).shown.title == "The story of “Mikoyan”"
    assert words(typist) == [
        "The machine read “Mikeyan”",
        "“Mikeyan” became “Mikoyan”",
        "Marked “Mikeyan”: Person",
    ]
    assert "suggestion 1, 90 % likely" in popup(typist).shown.rows[1].foot
    typist.press("Esc")
    assert not popup(typist).isVisible()


def test_a_decided_word_is_looked_at_again_from_its_story(typist: Typist) -> None:
    typist.press("Return", "F6")
    typist.window.desk_view.reading.place_caret(0, 20)
    typist.press("Ctrl+T", "R")
    assert typist.form == "Mikeyan"
    assert "Mikeyan" in typist.stored().reading.text


def test_another_suggestion_is_taken_from_the_story_of_a_colleague_s_word(typist: Typist) -> None:
    decide(typist, "Ada", d.Replace(d.Span(2, 2), "Mikojan"))
    typist.press("F6")
    typist.window.desk_view.reading.place_caret(0, 20)
    typist.press("Ctrl+T")
    offered = [row.words for row in popup(typist).shown.suggestions]
    assert offered == ["Take “Mikoyan” instead", "Take “Mike” instead"]
    typist.press("1")
    assert "Mikoyan" in typist.stored().reading.text


def test_the_finding_at_hand_has_a_story_too(typist: Typist) -> None:
    typist.press("Ctrl+T")
    assert words(typist) == ["The machine read “Mikeyan”", "Nobody changed it"]
    assert not popup(typist).shown.can_reopen
    assert not popup(typist).shown.suggestions  # they stand on the card


def test_where_there_is_no_word_this_is_said(typist: Typist) -> None:
    decide(typist, "Ada", d.Keep(d.Span(0, 9)))
    typist.press("F6")
    typist.window.desk_view.reading.place_caret(1, 0)
    typist.press("Ctrl+T")
    assert "Put the caret on a word" in typist.said


def test_the_page_stands_beside_its_raw_text(typist: Typist) -> None:
    typist.press("Return")
    decide(typist, "Ada", d.MoveLine(2, 0), d.Replace(d.Span(9, 9), ""))
    typist.press("Ctrl+Shift+C")
    view = comparison(typist)
    notes = [line.note for line in view.list.lines]
    assert notes == ["moved here", "", "", "stands elsewhere now"]
    assert "".join(run.text for run in view.list.lines[1].now).startswith(
        "President handed Mikoyan"
    )
    assert view.lead.text() == "3 places differ."
    at = view.list.at
    typist.press("Home", "N")
    assert view.list.at == 1
    typist.press("F8")
    assert view.list.at == 3
    typist.press("F8", "P")
    assert view.list.at == 1
    assert at == 0  # where the finding at hand stands
    typist.press("Return")
    assert typist.window.rooms.current is None


def test_both_hear_of_a_project_that_closes(typist: Typist) -> None:
    typist.press("Ctrl+Shift+C", "Esc", "Ctrl+W")
    assert not found(typist.window.departments, Tracked).view.list.lines
