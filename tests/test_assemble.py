"""Joining the rooms: built-ins, plug-ins, and plug-ins that are broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer import api, assemble
from reviewer.formats import validate
from reviewer.services.app import App
from reviewer.services.project import Project


class ShoutReader:
    """A plug-in as somebody would write it, with nothing but `reviewer.api`."""

    name = "shout"

    holds = api.Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> api.Sniff:
        return api.Sniff(1.0 if path.suffix == ".shout" else 0.0, "by its name")

    def read(self, path: Path) -> api.NewDocument:
        text = path.read_text("utf-8").upper()
        origin = api.Origin(path.name, "0" * 64, "shout")
        return api.NewDocument(path.stem, origin, iter([api.Page(1, api.make_lines(text))]))


class DoubtsVowels:
    """A detector that raises on the second word."""

    name = "vowels"

    def detect(self, page: api.PageReading, context: api.Context) -> Iterator[api.Finding]:
        raise ZeroDivisionError("no vowels")
        yield


@dataclass
class Point:
    """An entry point of a package that is not really installed."""

    name: str
    loaded: Callable[[], Any]

    def load(self) -> Any:
        return self.loaded()


class Nothing:
    """Registered as a writer, which it is not."""


class Usurper(ShoutReader):
    """A reader that takes the name of a built-in one."""

    name = "text"


def broken() -> Any:
    raise ImportError("a library of the plug-in is missing")


@pytest.fixture
def app(
    monkeypatch: pytest.MonkeyPatch, fresh_home: Path, request: pytest.FixtureRequest
) -> Iterator[App]:
    points = {
        "reviewer.readers": [
            Point("shout", lambda: ShoutReader),
            Point("broken", broken),
            Point("usurper", lambda: Usurper),
        ],
        "reviewer.writers": [Point("empty", lambda: Nothing)],
        "reviewer.detectors": [Point("vowels", lambda: DoubtsVowels)],
    }
    monkeypatch.setattr(assemble, "entry_points", lambda group: points.get(group, []))
    app = assemble.build()
    yield app
    app.close()


def test_a_plugged_reader_reads(app: App, tmp_path: Path) -> None:
    (tmp_path / "a.shout").write_text("quiet words")
    project = app.create(str(tmp_path / "p"))
    report = project.importing.add([tmp_path / "a.shout"])
    assert not report.failed
    assert project.page(project.rows()[0].id).reading.text == "QUIET WORDS"
    project.close()


def test_a_broken_plug_in_is_reported_and_stops_nothing(app: App) -> None:
    told = {health.part: health for health in app.doctor()}
    assert not told["plug-in broken"].fine
    assert "a library of the plug-in is missing" in told["plug-in broken"].text
    assert "no name, suffix" in told["plug-in Nothing"].text
    assert "another part text" in told["plug-in text"].text
    assert {part for part, health in told.items() if not health.fine} == {
        "plug-in broken",
        "plug-in Nothing",
        "plug-in text",
    }


def test_a_detector_that_raises_is_switched_off_and_named(app: App) -> None:
    (answer,) = app.suggest(["The Senstor spoke."])
    assert [finding["form"] for finding in answer["findings"]] == ["Senstor"]
    assert any("vowels" in trouble for trouble in app.troubles())


def test_the_sample_is_made_once(app: App) -> None:
    first, second = app.sample(), app.sample()
    assert len(first.documents()) == len(second.documents()) == 2
    first.close()
    second.close()


def test_what_plug_ins_may_import_is_there_and_documented() -> None:
    assert api.API_VERSION == 2
    for name in api.__all__:
        thing = getattr(api, name)
        assert thing is api.API_VERSION or thing.__doc__, name


def test_of_two_that_make_a_project_both_get_it(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "p")
    create = App.create

    def late(self: App, place: str) -> Project:
        create(self, place).close()
        return create(self, place)

    monkeypatch.setattr(App, "create", late)
    project = app.open_or_create(place)
    assert project.place == place
    project.close()


def test_a_window_loads_schemas_of_profiles_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.rng").write_text(
        '<element name="doc" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    (tmp_path / "house.toml").write_text('[validation]\nrng = "own.rng"\n')
    file = tmp_path / "file.xml"
    file.write_text("<other/>")
    monkeypatch.setattr(validate, "load_schema", None)  # nothing may be loaded here
    app = assemble.build(pooled=True)
    try:
        profiles = app._parts.profiles
        assert profiles is not None
        writer = profiles.at(f"profile:{tmp_path / 'house.toml'}")
        assert writer is not None
        (problem,) = writer.check(file, {})
        assert problem.severe
    finally:
        app.close()
