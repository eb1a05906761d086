"""Scenes of the editor's desk and of publishing. Each leaves the window as it found it."""

from collections.abc import Callable
from pathlib import Path

from reviewer.ui.actions import Need
from reviewer.ui.judging import Judging
from reviewer.ui.preview import Preview
from scripts.photographer import Photographer
from scripts.shot_projects import ALIKE, EDITOR, SENT, SERIES, TRANSCRIBER

_SIZE = (1440, 900)
_READ = 1500  # milliseconds until a worker has looked through a small project

Scene = Callable[[Photographer], None]


def editing(camera: Photographer) -> None:
    """What an editor does with pages that wait, and what is asked and answered about them."""
    camera.resize(*_SIZE)
    camera.be(EDITOR)
    camera.open(Path.home() / "Documents" / SERIES)
    camera.until(lambda: camera.window.picturing.picture is not None)
    if Need.FACSIMILE in camera.window.picturing.needs:
        camera.do("picture")  # the text has the room
    for scene in (_judging, _tracked, _thread, _threads, _documents, _report):
        camera.show_page(SENT)
        scene(camera)
        camera.clear()
    camera.open(Path.home() / "Documents" / ALIKE)
    _alike(camera)
    camera.clear()
    camera.be(TRANSCRIBER)


def publishing(camera: Photographer) -> None:
    """A document's header, and what keeps it from being published."""
    camera.resize(*_SIZE)
    camera.window.projects.open_sample()
    camera.ready()
    for scene in (_header, _validating):
        scene(camera)
        camera.clear()


def previewing(camera: Photographer) -> None:
    """A document as it will be read, beside its picture, and as its file."""
    camera.resize(*_SIZE)
    camera.open(Path.home() / "Documents" / SERIES)
    camera.until(lambda: camera.window.picturing.picture is not None)
    camera.show_page(0)
    _preview(camera)
    camera.clear()


def _judging(camera: Photographer) -> None:
    camera.do("judging")
    camera.press("Return", "Return", "Return", "Right")
    camera.wait(_READ)
    camera.take("judging")


def _alike(camera: Photographer) -> None:
    """What a sample of changes that are the same showed."""
    camera.do("judging")
    walk = camera.department(Judging)
    camera.until(lambda: walk.walk.survey.pages)
    camera.press("G")
    camera.press("Return")
    while walk.view.shown is not None:
        camera.press("Return")
    camera.take("judging_sample")


def _tracked(camera: Photographer) -> None:
    camera.do("tracked")
    camera.press("N", "N", "N", "A")
    camera.take("tracked")


def _thread(camera: Photographer) -> None:
    """What is said about a word, at the word."""
    camera.do("talk_next")
    camera.do("talk")
    camera.take("thread")


def _threads(camera: Photographer) -> None:
    camera.do("threads")
    camera.wait(_READ)
    camera.take("threads")


def _documents(camera: Photographer) -> None:
    camera.do("documents")
    camera.wait(_READ)
    camera.take("documents")


def _report(camera: Photographer) -> None:
    camera.do("report")
    camera.wait(2 * _READ)
    camera.take("report")


def _header(camera: Photographer) -> None:
    camera.do("header_form")
    camera.wait(_READ)
    camera.press(*["Tab"] * 3)  # to the sender, whom the page names
    camera.take("header")


def _preview(camera: Photographer) -> None:
    preview = camera.department(Preview)
    camera.do("preview")
    for action, name in (
        ("preview_reading", "preview"),
        ("preview_beside", "preview_beside"),
        ("preview_profile", "preview_xml"),  # the next one: line for line
    ):
        camera.do(action)
        camera.until(lambda: preview.view.ready)
        if name == "preview_beside":
            camera.until(lambda: preview.view.facsimile.picture_shown)
        camera.take(name)


def _validating(camera: Photographer) -> None:
    camera.do("validating")
    camera.do("validating_project")
    camera.until(lambda: not camera.window.jobs.busy)
    camera.take("validating")
