"""Importing: nothing twice, nothing half, one bad file stops no other."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.core.ports import Sniff
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .conftest import TEXT
from .fakes import Utf8Reader, WordList


def test_importing_again_adds_nothing(project: Project, tmp_path: Path) -> None:
    report = project.importing.add([tmp_path / "telegram.txt"])
    assert (len(report.added), len(report.skipped)) == (0, 1)
    assert len(project.documents()) == 1


def test_a_copy_under_another_name_is_the_same_document(project: Project, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(TEXT, "utf-8")
    assert len(project.importing.add([tmp_path / "copy.txt"]).skipped) == 1


def test_a_changed_file_stands_beside_the_first(project: Project, tmp_path: Path) -> None:
    (tmp_path / "telegram.txt").write_text("Other text.", "utf-8")
    report = project.importing.add([tmp_path / "telegram.txt"])
    assert [document.name for document in report.added] == ["telegram-2"]
    assert [before.name for _, before in report.changed] == ["telegram"]


def test_pages_and_text_come_in_whole(project: Project) -> None:
    pages = [project.page(row.id) for row in project.rows()]
    assert "".join(page.reading.page.text for page in pages) == TEXT


def test_bad_files_are_reported_and_stop_no_other(project: Project, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "broken.txt").write_text("fine\fBROKEN", "utf-8")
    (tmp_path / "good.txt").write_text("good", "utf-8")
    names = ["absent.txt", "binary.txt", "broken.txt", "good.txt"]
    report = project.importing.add([tmp_path / name for name in names])
    assert [path.name for path, _ in report.failed] == names[:3]
    assert all(str(path) in str(error) for path, error in report.failed)
    assert [document.name for document in report.added] == ["good"]
    assert [document.name for document in project.documents()] == ["telegram", "good"]


def test_names_are_valid_in_xml_and_unique(project: Project, tmp_path: Path) -> None:
    for folder, name in (("a", "004 Größe.txt"), ("b", "004 Größe.txt"), ("c", "Телеграмма.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(folder, "utf-8")
        project.importing.add([tmp_path / folder / name])
    names = [document.name for document in project.documents()][1:]
    assert names == ["d004-Groe", "d004-Groe-2", "document"]


def test_a_reader_that_breaks_is_named_and_stops_no_other(project: Project, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"fine\f" + b"\xff")
    (tmp_path / "good.txt").write_text("good", "utf-8")
    report = project.importing.add([tmp_path / "odd.txt", tmp_path / "good.txt"])
    assert [(path.name, "utf-8 failed" in str(error)) for path, error in report.failed] == [
        ("odd.txt", True)
    ]
    assert len(report.added) == 1


def test_a_folder_stands_for_its_texts_however_their_names_are_cased(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.TXT", "a.txt", "notes.doc"):
        (folder / name).write_text(name, "utf-8")
    assert [one.name for one in project.importing.add([folder]).added] == ["a", "b"]


def test_a_folder_without_texts_is_said_so(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.txt").write_text("good", "utf-8")
    report = project.importing.add([tmp_path / "empty", tmp_path / "good.txt"])
    assert [path.name for path, _ in report.failed] == ["empty"]
    assert len(report.added) == 1


def test_a_folder_that_may_not_be_read_stops_no_other(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "good.txt").write_text("good", "utf-8")

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)  # rights would not stop root, who runs some tests
    report = project.importing.add([tmp_path / "locked", tmp_path / "good.txt"])
    assert "Permission denied" in str(report.failed[0][1])
    assert len(report.added) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    report = project.importing.add([tmp_path / "pipe.txt"])
    assert "not a file" in str(report.failed[0][1])


@pytest.mark.parametrize("answer", [None, "pages of text", ("no page",)], ids=str)
def test_what_a_reader_may_not_answer_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    read = Utf8Reader.read

    def wrong(self: Utf8Reader, path: Path) -> object:
        return replace(read(self, path), pages=answer) if isinstance(answer, tuple) else answer

    monkeypatch.setattr(Utf8Reader, "read", wrong)
    (tmp_path / "good.txt").write_text("good", "utf-8")
    report = project.importing.add([tmp_path / "good.txt"])
    assert "utf-8 failed" in str(report.failed[0][1])
    assert len(project.documents()) == 1


def test_a_file_that_another_program_imports_meanwhile_comes_in_once(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.txt").write_text("new", "utf-8")
    other = Project(Opener().open(project.place), WordList({}), [Utf8Reader()], [])
    sniff = Utf8Reader.sniff

    def late(self: Utf8Reader, path: Path, head: bytes) -> Sniff:
        monkeypatch.undo()
        other.importing.add([path])
        return sniff(self, path, head)

    monkeypatch.setattr(Utf8Reader, "sniff", late)
    report = project.importing.add([tmp_path / "new.txt"])
    assert [document.name for _, document in report.skipped] == ["new"]
    assert [document.name for document in project.documents()] == ["telegram", "new"]
    other.close()
