"""OCR inside, and finding pictures, with a fake engine and fake pictures."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from reviewer.core.errors import Cancelled, RecognitionFailed, UnreadableFile, UsageError
from reviewer.core.model import Image, NewDocument, Origin, Page
from reviewer.core.ports import Health, Holds, RecognitionOptions, Sniff
from reviewer.core.progress import Progress
from reviewer.core.text import make_lines
from reviewer.services.project import Project
from reviewer.services.recognizing import SECOND_SCALE
from reviewer.services.volumes import hash_file
from reviewer.store.opener import Opener

from .fakes import LinesWriter, Utf8Reader, WordList


class TextPictures:
    """Pictures that are texts; the picture of a text is the file beside it with another suffix."""

    name = "picture"
    holds = Holds.PICTURES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        return Sniff(0.9 if path.suffix == ".pic" else 0, "its name")

    def read(self, path: Path) -> NewDocument:
        image = Image(str(path), 10, 20, "image/pic")
        origin = Origin(path.name, hash_file(path), self.name)
        return NewDocument(path.stem, origin, iter([Page(1, (), image=image)]))


class Spelling:
    """An OCR engine that reads what stands in the file, in capitals where it is asked to shout."""

    segmentations = ("plain", "shout")

    def __init__(self, name: str = "spelling", *, fine: bool = True) -> None:
        self.name = name
        self.fine = fine
        self.asked: list[tuple[Image, RecognitionOptions]] = []
        self.started = Event()
        self.waits = False

    def health(self) -> Health:
        return Health(self.name, self.fine, "It is here." if self.fine else "It is not.", "Get it.")

    def languages(self) -> Sequence[str]:
        return ["en"]

    def recognize(
        self,
        image: Image,
        options: RecognitionOptions,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        self.asked.append((image, options))
        self.started.set()
        while self.waits:
            if cancelled():
                raise Cancelled
        text = Path(image.path).read_text("utf-8")
        if "BROKEN" in text:
            raise RecognitionFailed("It cannot be read.", where=image.path)
        return Page(1, make_lines(text.upper() if options.segmentation == "shout" else text))


@pytest.fixture
def engine() -> Spelling:
    return Spelling()


@pytest.fixture
def project(tmp_path: Path, engine: Spelling) -> Iterator[Project]:
    store = Opener().create(str(tmp_path / "project"))
    recognizers = [Spelling("absent", fine=False), engine]
    readers = [TextPictures(), Utf8Reader()]
    analyst = WordList({"wrods": ["words"]})
    project = Project(store, analyst, readers, [LinesWriter()], recognizers=recognizers)
    folder = tmp_path / "box"
    folder.mkdir()
    for n, text in enumerate(("some wrods", "BROKEN", "more wrods here"), 1):
        (folder / f"{n}.pic").write_text(text, "utf-8")
    project.importing.add([folder])
    yield project
    project.close()


def texts(project: Project) -> list[str]:
    return [project.page(row.id).reading.text for row in project.rows()]


def test_pictures_without_text_are_read_by_the_first_engine_that_can(
    project: Project, engine: Spelling
) -> None:
    assert len(project.recognizing.wordless()) == 3
    assert texts(project) == ["", "", ""]
    report = project.recognizing.read()
    assert texts(project) == ["some wrods", "", "more wrods here"]
    assert [page for page, _ in report.failed] == [project.rows()[1].id]
    assert project.recognizing.wordless() == [project.rows()[1].id]
    assert all(Path(image.path).is_absolute() for image, _ in engine.asked)
    assert project.analysis.run() == 3
    assert project.status().open_findings == 2


def test_a_page_with_text_is_read_a_second_time_and_keeps_its_text(project: Project) -> None:
    project.recognizing.read()
    project.analysis.run()
    first = project.rows()[0].id
    with pytest.raises(UsageError):
        project.recognizing.read([first])
    options = RecognitionOptions(segmentation="shout")
    report = project.recognizing.read_again([first], options=options)
    assert report.read == [first]
    assert texts(project)[0] == "some wrods"
    assert project.analysis.stale() == (first,)
    project.analysis.run()
    second = project._analyst.contexts[-1].second  # type: ignore[attr-defined]
    assert second is not None
    assert (second.engine, second.lines[0].text) == ("spelling", "SOME WRODS")
    others = project.recognizing.read_again()
    assert others.read == [project.rows()[2].id]


def test_a_second_reading_is_by_another_engine_or_at_another_size(
    tmp_path: Path, engine: Spelling
) -> None:
    other = Spelling("other")
    for engines, by, scale in (([engine, other], other, 1.0), ([engine], engine, SECOND_SCALE)):
        store = Opener().create(str(tmp_path / f"{len(engines)}"))
        readers = [TextPictures()]
        project = Project(store, WordList({}), readers, [], recognizers=engines)
        (tmp_path / "a.pic").write_text("words", "utf-8")
        project.importing.add([tmp_path / "a.pic"])
        project.recognizing.read()
        assert engine.asked[-1][1].scale == 1.0
        assert len(project.recognizing.read_again().read) == 1
        assert by.asked[-1][1].scale == scale
        project.close()


def test_without_an_engine_it_is_said_how_to_get_one(project: Project) -> None:
    with pytest.raises(RecognitionFailed) as caught:
        project.recognizing.read(engine="absent")
    assert "It is not." in str(caught.value)
    assert caught.value.advice == "Get it."
    with pytest.raises(UsageError):
        project.recognizing.read(engine="unheard of")


def test_a_stop_ends_the_engine_and_keeps_what_was_read(project: Project, engine: Spelling) -> None:
    project.recognizing.read([project.rows()[0].id])
    engine.waits = True

    class Stopping(Progress):
        @property
        def cancelled(self) -> bool:
            if engine.started.is_set():
                self.cancel()
            return super().cancelled

    engine.started.clear()
    with pytest.raises(Cancelled):
        project.recognizing.read([project.rows()[2].id], progress=Stopping())
    assert texts(project) == ["some wrods", "", ""]


def test_pictures_that_moved_are_found_again(project: Project, tmp_path: Path) -> None:
    assert not project.picturing.lost()
    (tmp_path / "box").rename(tmp_path / "moved")
    pages = [row.id for row in project.rows()]
    assert project.picturing.lost() == pages
    (tmp_path / "moved" / "3.pic").unlink()
    search = project.picturing.search(tmp_path)
    assert [page for page, _ in search.found] == pages[:2]
    assert search.missing == pages[2:]
    assert project.picturing.lost() == pages[2:]
    project.recognizing.read([pages[0]])
    assert texts(project)[0] == "some wrods"


def test_a_picture_is_given_by_hand(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "project" / "other.pic"
    path.write_text("by hand", "utf-8")
    page = project.rows()[0].id
    project.picturing.attach(page, path)
    image = project.page(page).reading.page.image
    assert image is not None
    assert image.path == "other.pic"
    assert project.picturing.absolute(image).path == str(path)
    with pytest.raises(UnreadableFile):
        project.picturing.attach(page, path, frame=3)
    (tmp_path / "text.txt").write_text("no picture", "utf-8")
    with pytest.raises(UnreadableFile):
        project.picturing.attach(page, tmp_path / "text.txt")
