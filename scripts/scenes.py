"""What the screenshots show, scene by scene. Each leaves the window as it found it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QTextCursor

from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.ui.actions import Need
from reviewer.ui.hits import Hits
from reviewer.ui.lexicon import LexiconDesk
from reviewer.ui.mark_desk import MarkDesk
from reviewer.ui.offering import Offerings
from scripts.photographer import Photographer
from scripts.scenes_editor import editing, previewing, publishing
from scripts.shot_projects import SCANNED, SERIES

_SIZE = (1440, 900)
_WIDE = (1680, 980)  # with the picture beside the text
_DECIDED = 9  # findings that the transcriber settles for the editor's picture
_TRANSCRIBER, _EDITOR = "Mira Novak", "Jonas Weber"
_OPEN = 12  # the first page of the series with work to do, from 0

Scene = Callable[[Photographer], None]


def sample(camera: Photographer) -> None:
    """Start page, desk and editor's desk, with the sample."""
    camera.resize(*_SIZE)
    camera.take("start")
    at_sample(camera)
    camera.take("desk")
    window = camera.window
    for _ in range(_DECIDED):
        window.deciding.accept()
    window.deciding.submit()
    camera.be(_EDITOR)
    _show_fullest(camera)
    window.desk_view.focus_side()
    for _ in range(2):
        window.desk_view.changes.approve_current()
    camera.take("editor")
    camera.be(_TRANSCRIBER)


def exporting(camera: Photographer) -> None:
    """The dialog that exports, behind a draft of the sample that was written."""
    at_sample(camera)
    _export(camera)


def at_sample(camera: Photographer) -> None:
    """The sample's fullest page, some findings further on."""
    camera.resize(*_SIZE)
    camera.window.projects.open_sample()
    camera.ready()
    _show_fullest(camera)
    for _ in range(4):
        camera.window.walking.next_finding()


def contrast(camera: Photographer) -> None:
    """The desk alone."""
    at_sample(camera)
    camera.take("desk")


def _show_fullest(camera: Photographer) -> None:
    project = camera.window.desk.project
    rows = project.rows() if project else ()
    camera.window.desk.show(max(rows, key=lambda row: row.findings).id)
    camera.wait()


def _export(camera: Photographer) -> None:
    """A draft that was exported, with the dialog that says so."""
    window = camera.window
    dialog = window.publishing.ask(window.theme)
    if dialog is None:
        raise LookupError("no project is open")
    dialog.folder.setText("~/Documents/Export")
    dialog.choose("tei", profile="reading")
    dialog.draft.setChecked(True)
    dialog.go_button.click()
    camera.until(dialog.go_button.isEnabled)
    camera.take("export")
    dialog.reject()


def scanned(camera: Photographer) -> None:
    """The picture beside the text, the loupe over it, and line by line above the text."""
    window = camera.window
    camera.resize(*_WIDE)
    camera.open(Path.home() / "Documents" / SCANNED)
    camera.until(lambda: window.picturing.picture is not None)
    for _ in range(3):
        window.walking.next_finding()
    camera.take("facsimile")
    camera.do("loupe")
    camera.take("loupe")
    camera.do("loupe")
    camera.do("picture_mode")
    camera.take("strips")
    camera.do("picture_mode")


def series(camera: Photographer) -> None:
    """All that a project at work has to show."""
    _open_series(camera)
    for scene in _SERIES:
        camera.show_page(_OPEN)
        scene(camera)
        camera.clear()


def marking(camera: Photographer) -> None:
    """Marks in the text, their list, and the popover that puts them there."""
    _open_series(camera)
    _marks(camera)
    camera.clear()


def _open_series(camera: Photographer) -> None:
    camera.resize(*_SIZE)
    camera.open(Path.home() / "Documents" / SERIES)
    camera.until(lambda: camera.window.picturing.picture is not None)
    if Need.FACSIMILE in camera.window.picturing.needs:
        camera.do("picture")  # the text has the room


def _queue(camera: Photographer) -> None:
    camera.do("queue")
    camera.wait(800)  # its counts are read meanwhile
    camera.take("queue")


def _fast(camera: Photographer) -> None:
    camera.do("fast")
    camera.press("X", "U", "S")
    camera.wait(800)
    camera.take("fast")


def _hits(camera: Photographer) -> None:
    _at_word(camera, "Mlnister", "telegrain")
    camera.do("occurrences")
    hits = camera.department(Hits)
    hits.view.bar.turn("project")
    camera.wait(500)  # it looks when nobody types any more
    camera.until(lambda: hits.hits and not hits.search.busy)
    hits.view.list.setFocus()
    camera.press("End", "Up", "Space", "Down")
    camera.wait(800)
    camera.take("hits")


def _replace(camera: Photographer) -> None:
    hits = camera.department(Hits)
    camera.do("find")
    camera.press("Ctrl+A")
    camera.type("Port Ansel")
    camera.do("replace")
    camera.type("Port Anselm")
    hits.view.bar.turn("project")
    camera.wait(500)
    camera.until(lambda: hits.hits and not hits.search.busy)
    camera.press(*["Down"] * 11)
    camera.take("replace")


def _marks(camera: Photographer) -> None:
    """The popover with its look-up, marks in the text, and their list."""
    page = camera.show_page(_OPEN + 1)
    project = camera.window.desk.project
    assert project is not None
    for name, words, said in (
        (MarkName.EMPHASIS, "CONFIDENTIAL", {"rend": "underline"}),
        (MarkName.DATE, "April 13, 1961", {"when": "1961-04-13"}),
        (MarkName.PLACE, "Geneva", {}),
        (MarkName.PERSON, "Mr. Dobrev", {}),
        (MarkName.UNCLEAR, "Counselor", {"reason": "faded"}),
        (MarkName.ORGANIZATION, "Department", {}),
        (MarkName.PLACE, "Moscow", {}),
        (MarkName.QUERY, "ferry", {"text": "Is this the ferry to Port Ansel?"}),
        (MarkName.PLACE, "Vienna", {}),
    ):
        place = _place_of(camera, words)
        if place:
            line, column = place
            target = Target((line, column), (line, column + len(words)), exact=False)
            project.marking.put(page, target, name, said, _TRANSCRIBER)
    camera.wait()
    camera.take("marks")
    camera.do("marks_list")
    camera.take("mark_list")
    camera.press("Esc")
    _at_word(camera, "Sorokin", "Harlan")
    camera.do("mark")
    camera.take("mark")
    camera.press("P")
    popup = camera.department(MarkDesk).popup
    camera.wait(2500)  # the shared tables are read meanwhile
    camera.take("mark_name")
    popup.close()


def _lexicon(camera: Photographer) -> None:
    camera.do("lexicon")
    view = camera.department(LexiconDesk).view
    camera.until(lambda: view.model.rowCount() > 0)
    camera.do("lexicon_search")
    camera.type("khrush")
    camera.press("Down")
    camera.wait(1000)
    camera.take("lexicon")
    camera.do("lexicon_proposals")
    camera.until(lambda: view.proposals.model.rows)
    camera.take("proposals")
    camera.do("lexicon_proposals")


def _past(camera: Photographer) -> None:
    """History, a word's story, the raw text beside the present one, and what was learnt."""
    camera.show_page(2)
    camera.do("history")
    camera.do("history_project")
    camera.wait(800)
    camera.press("Down", "Down")
    camera.take("history")
    camera.clear()
    camera.window.desk_view.reading.setFocus()
    project, page = camera.window.desk.project, camera.window.desk.page
    assert project is not None
    assert page is not None
    words = [word for line in page.reading.lines for word in line.words if word.changed]
    _at_word(camera, words[1].text)
    camera.do("story")
    camera.take("story")
    camera.clear()
    camera.do("compare")
    camera.press("N", "N")
    camera.take("compare")
    camera.clear()
    camera.do("lessons")
    camera.wait(1000)
    camera.take("lessons")


def _offers(camera: Photographer) -> None:
    offering = camera.department(Offerings)
    camera.until(lambda: offering.offers)
    camera.do("offers")
    camera.take("offers")
    camera.press("Esc")


def _preferences(camera: Photographer) -> None:
    from reviewer.ui.comfort import Comfort

    camera.do("preferences")
    camera.take("preferences")
    dialog = camera.department(Comfort).preferences.dialog
    assert dialog is not None
    dialog.show_page("keys")
    camera.take("preferences_keys")


def _characters(camera: Photographer) -> None:
    camera.window.desk_view.reading.setFocus()
    camera.app.settings.set("characters", list("№§éüčš–“”"))
    camera.do("characters")
    camera.take("characters")


def _dashboard(camera: Photographer) -> None:
    camera.do("dashboard")
    camera.wait(4000)  # pages are weighed meanwhile
    camera.take("dashboard")


def _tour(camera: Photographer) -> None:
    camera.window.desk_view.focus_side()
    camera.do("tour")
    camera.press("Right")
    camera.take("tour")
    camera.press("Esc")


def _manual(camera: Photographer) -> None:
    camera.do("manual")
    camera.take("manual")


def _palette(camera: Photographer) -> None:
    camera.do("palette")
    camera.type("hist")
    camera.take("palette")


def _keys(camera: Photographer) -> None:
    camera.do("keys")
    camera.take("keys")


def _place_of(camera: Photographer, words: str) -> tuple[int, int] | None:
    """Line and column at which words stand for the first time on the page shown."""
    for line, text in enumerate(camera.window.desk_view.reading.line_texts()):
        column = text.find(words)
        if column >= 0:
            return line, column
    return None


def _at_word(camera: Photographer, *words: str) -> None:
    """Put the caret to the first of some words that stands on the page."""
    reading = camera.window.desk_view.reading
    reading.setFocus()
    place = next(filter(None, (_place_of(camera, one) for one in words)), None)
    if place is None:
        raise LookupError(f"none of {words} on the page")
    reading.go_to(*place)
    cursor = reading.textCursor()
    cursor.clearSelection()
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    reading.setTextCursor(cursor)
    camera.wait()


_SERIES: tuple[Scene, ...] = (
    _queue,
    _fast,
    _hits,
    _replace,
    _offers,
    _lexicon,
    _past,
    _preferences,
    _characters,
    _dashboard,
    _tour,
    _manual,
    _palette,
    _keys,
)

_ALL = (sample, exporting, scanned, series, marking, editing, publishing, previewing)
SCENES: Mapping[str, tuple[Scene, ...]] = {
    "light": _ALL,
    "dark": _ALL,
    "light-contrast": (contrast,),
    "dark-contrast": (contrast,),
}
"""What is shown in which theme."""
