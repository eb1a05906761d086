"""Volumes: a folder of pages as one document, again and again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.core.errors import Cancelled, UnreadableFile
from reviewer.core.model import Image, NewDocument, Origin, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.core.progress import Progress, Step
from reviewer.core.text import make_lines
from reviewer.services.events import Events
from reviewer.services.exporting import Exporting
from reviewer.services.importing import Importing
from reviewer.services.project import Project
from reviewer.services.volumes import hash_file
from reviewer.store.opener import Opener

from .fakes import LinesWriter, WordList


class PageFiles:
    """Reads a page a file, with a picture beside it; remarks on pages that say ODD."""

    name = "pagefile"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        return Sniff(0.9 if path.suffix == ".pf" else 0, "its name")

    def read(self, path: Path) -> NewDocument:
        content = path.read_bytes()
        remarks: list[str] = []

        def pages() -> Iterator[Page]:
            text = content.decode()
            if "BROKEN" in text:
                raise UnreadableFile("It is broken.", where=str(path))
            if "ODD" in text:
                remarks.append(f"{path.name} is odd")
            image = Image(str(path.with_suffix(".png")), 10, 20, "image/png")
            yield Page(1, make_lines(text), image=image, file=path.name)

        origin = Origin(path.name, hash_file(path), self.name, "utf-8", len(content))
        original = Original(path.name, origin.sha256, self.name, content)
        return NewDocument(path.stem, origin, pages(), originals=[original], remarks=remarks)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    store = Opener().create(str(tmp_path / "project"))
    project = Project(store, WordList({}), [PageFiles()], [LinesWriter()])
    yield project
    project.close()


def volume(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, count + 1):
        (folder / f"p{n}.pf").write_text(f"page {n}\n", "utf-8")
    return folder


def test_pages_are_numbered_through_and_know_their_files(project: Project, tmp_path: Path) -> None:
    report = project.importing.add([volume(tmp_path / "Box_3", 11)])
    (document,) = report.added
    assert (document.title, document.origin.filename) == ("Box 3", "Box_3")
    pages = [project.page(row.id).reading.page for row in project.rows()]
    assert [page.number for page in pages] == list(range(1, 12))
    assert [page.text for page in pages] == [f"page {n}\n" for n in range(1, 12)]
    assert pages[9].file == "p10.pf"
    edition = project.exporting.edition(document.id)
    assert edition.originals["p10.pf"].content == b"page 10\n"


def test_importing_again_adds_only_what_is_new(project: Project, tmp_path: Path) -> None:
    folder = volume(tmp_path / "box", 3)
    project.importing.add([folder])
    again = project.importing.add([folder])
    assert (len(again.added), [path for path, _ in again.skipped]) == (0, [folder])
    (folder / "p2.pf").write_text("page 2, corrected\n", "utf-8")
    (folder / "p4.pf").write_text("page 4\n", "utf-8")
    third = project.importing.add([folder])
    assert [document.name for document in third.added] == ["box-2"]
    assert [before.name for _, before in third.changed] == ["box"]
    rows = project.rows(third.added[0].id)
    texts = [project.page(row.id).reading.text for row in rows]
    assert texts == ["page 2, corrected\n", "page 4\n"]
    assert not project.importing.add([folder]).added


def test_a_broken_page_stops_no_other(project: Project, tmp_path: Path) -> None:
    folder = volume(tmp_path / "box", 3)
    (folder / "p1.pf").write_text("BROKEN", "utf-8")
    report = project.importing.add([folder])
    assert [path.name for path, _ in report.failed] == ["p1.pf"]
    pages = [project.page(row.id).reading.page for row in project.rows()]
    assert [(page.number, page.file) for page in pages] == [(1, "p2.pf"), (2, "p3.pf")]
    (folder / "p1.pf").write_text("mended", "utf-8")
    assert [document.name for document in project.importing.add([folder]).added] == ["box-2"]


def test_where_every_page_is_broken_nothing_is_added(project: Project, tmp_path: Path) -> None:
    folder = volume(tmp_path / "box", 2)
    for path in folder.iterdir():
        path.write_text("BROKEN", "utf-8")
    report = project.importing.add([folder])
    assert not report.added
    assert [path for path, _ in report.failed] == [folder]
    assert not project.documents()


def test_what_was_mended_is_reported(project: Project, tmp_path: Path) -> None:
    folder = volume(tmp_path / "box", 2)
    (folder / "p2.pf").write_text("ODD", "utf-8")
    report = project.importing.add([folder])
    assert report.remarks == [(folder, "p2.pf is odd")]


def test_pages_without_words_are_named(project: Project, tmp_path: Path) -> None:
    folder = volume(tmp_path / "box", 2)
    (folder / "p2.pf").write_text("", "utf-8")
    report = project.importing.add([folder])
    assert report.wordless == [project.rows()[1].id]


def test_a_picture_in_the_project_is_kept_by_its_path_from_there(
    project: Project, tmp_path: Path
) -> None:
    for folder in (tmp_path / "project" / "images", tmp_path / "else"):
        volume(folder, 1)
        (folder / "p1.pf").write_text(str(folder), "utf-8")
        project.importing.add([folder])
    paths = [project.page(row.id).reading.page.image for row in project.rows()]
    assert [image.path for image in paths if image] == [
        "images/p1.png",
        str(tmp_path / "else" / "p1.png"),
    ]


def test_progress_counts_files_and_a_stop_leaves_no_half_document(
    project: Project, tmp_path: Path
) -> None:
    folder = volume(tmp_path / "box", 5)
    steps: list[Step] = []
    progress = Progress(steps.append)
    project.importing.add([folder], progress)
    assert steps[-1].done == steps[-1].total == 5

    class Stopping(Progress):
        def report(self, done: int, total: int = 0, label: str = "") -> None:
            if done == 3:
                self.cancel()
            super().report(done, total, label)

    with pytest.raises(Cancelled):
        project.importing.add([volume(tmp_path / "other", 6)], Stopping())
    assert len(project.documents()) == 1


def test_a_list_of_files_that_are_not_there_is_refused(project: Project, tmp_path: Path) -> None:
    class Lists(PageFiles):
        name = "list"
        holds = Holds.ORDER

        def read(self, path: Path) -> NewDocument:
            new = super().read(path)
            return replace(new, pages=iter([Page(1, ()), Page(2, ())]), remarks=["no a.xml"])

    importing = Importing(project._store, [Lists()], project.picturing, Events())
    path = volume(tmp_path / "box", 1) / "p1.pf"
    ((failed, error),) = importing.add([path]).failed
    assert failed == path
    assert "no a.xml" in str(error)
    assert not project.documents()


def test_a_list_says_which_of_its_files_have_changed(project: Project, tmp_path: Path) -> None:
    class Lists(PageFiles):
        name = "list"
        holds = Holds.ORDER

        def read(self, path: Path) -> NewDocument:
            new = super().read(path)
            other = path.with_name("p2.pf")
            named = Original(other.name, hash_file(other), self.name)
            return replace(new, originals=[named])

    importing = Importing(project._store, [Lists()], project.picturing, Events())
    path = volume(tmp_path / "box", 2) / "p1.pf"
    assert not importing.add([path]).remarks
    assert not importing.add([path]).remarks
    path.with_name("p2.pf").write_text("changed", "utf-8")
    report = importing.add([path])
    assert len(report.skipped) == 1
    ((named, remark),) = report.remarks
    assert named == path
    assert "p2.pf has changed" in remark


@pytest.mark.parametrize("count, files", [(1, ["p1.txt"]), (2, ["p1.txt", "p2.txt"])])
def test_what_was_one_file_is_written_back_as_one(
    project: Project, tmp_path: Path, count: int, files: list[str]
) -> None:
    class PageWriter(LinesWriter):
        name = "pagefile"
        pages_apart = True

    class Books(PageFiles):
        def read(self, path: Path) -> NewDocument:
            new = super().read(path)
            (page,) = new.pages
            return replace(new, pages=iter([page, replace(page, number=2, place=1)]))

    reader = Books() if count == 1 else PageFiles()
    importing = Importing(project._store, [reader], project.picturing, Events())
    importing.add([volume(tmp_path / "box", count)])
    exporting = Exporting(project._store, [PageWriter()])
    report = exporting.export(tmp_path / "out", "pagefile", draft=True)
    assert [path.name for path in report.written] == files
