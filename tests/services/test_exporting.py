"""Exporting: only what is approved, only what passes its check, never half a file."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from reviewer.core.edition import Edition
from reviewer.core.errors import StoreError, UsageError
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.services.exporting import Exporting
from reviewer.services.project import Project

from .fakes import LinesWriter


@pytest.fixture
def approved(project: Project) -> Project:
    for row in project.rows():
        project.approval.submit(row.id, "Ada")
        project.approval.approve(row.id, "Bob")
    return project


def test_unapproved_documents_are_left_out(project: Project, tmp_path: Path) -> None:
    report = project.exporting.export(tmp_path / "out", "lines")
    assert not report.written
    assert [document.name for document, _ in report.left_out] == ["telegram"]
    assert not report.fine


def test_drafts_are_written_when_asked_for(project: Project, tmp_path: Path) -> None:
    report = project.exporting.export(tmp_path / "out", "lines", draft=True)
    assert [path.name for path in report.written] == ["telegram.txt"]


def test_approved_documents_are_written(approved: Project, tmp_path: Path) -> None:
    report = approved.exporting.export(tmp_path / "out", "lines", {"case": "upper"})
    assert report.fine
    text = "".join(approved.page(row.id).reading.text for row in approved.rows())
    assert (tmp_path / "out/telegram.txt").read_text("utf-8") == text.upper()


def test_what_fails_its_check_is_not_put_in_place(project: Project, tmp_path: Path) -> None:
    source = tmp_path / "bad.txt"
    source.write_text("a forbidden word", "utf-8")
    project.importing.add([source])
    out = tmp_path / "out"
    out.mkdir()
    (out / "bad.txt").write_text("an earlier export", "utf-8")
    report = project.exporting.export(out, "lines", draft=True)
    assert [path.name for path, _ in report.problems] == ["bad.txt"]
    assert (out / "bad.txt").read_text("utf-8") == "an earlier export"
    assert sorted(path.name for path in out.iterdir()) == ["bad.txt", "telegram.txt"]


def test_unknown_formats_and_options_are_wrong_use(project: Project, tmp_path: Path) -> None:
    for writer, options in (("nothing", {}), ("lines", {"case": "odd"}), ("lines", {"x": "y"})):
        with pytest.raises(UsageError):
            project.exporting.export(tmp_path, writer, options)


def test_a_folder_that_cannot_be_made_is_said_so(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        project.exporting.export(tmp_path / "file", "lines", draft=True)


def test_what_a_killed_export_left_is_swept_away(project: Project, tmp_path: Path) -> None:
    left, young, strange = (
        tmp_path / name for name in (".telegram.txt.77.part", ".telegram.txt.78.part", ".x.part")
    )
    for path in (left, young, strange):
        path.write_text("half")
    for path in (left, strange):
        os.utime(path, (0, 0))
    project.exporting.export(tmp_path, "lines", draft=True)
    assert not left.exists()
    assert young.exists()  # another program may be writing it at this moment
    assert strange.exists()


def test_a_writer_that_breaks_leaves_earlier_exports(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: LinesWriter, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        out.write(b"half")
        raise KeyError(edition.document.name)

    monkeypatch.setattr(LinesWriter, "write", write)
    (tmp_path / "telegram.txt").write_text("an earlier export", "utf-8")
    report = project.exporting.export(tmp_path, "lines", draft=True)
    assert not report.fine
    assert "lines failed (KeyError" in report.problems[0][1].text
    assert (tmp_path / "telegram.txt").read_text("utf-8") == "an earlier export"
    assert not list(tmp_path.glob(".*.part"))


def test_a_format_with_a_page_a_file_writes_as_many_as_pages(
    project: Project, tmp_path: Path
) -> None:
    class PageWriter(LinesWriter):
        name = "apart"
        pages_apart = True

    exporting = Exporting(project._store, project._recorder, [PageWriter()])
    report = exporting.export(tmp_path / "out", "apart", draft=True)
    assert [path.name for path in report.written] == ["0001.txt", "0002.txt"]
    assert {path.parent for path in report.written} == {tmp_path / "out" / "telegram"}
    texts = [path.read_text("utf-8") for path in report.written]
    assert "Mikeyan" in texts[0]
    assert "Second" in texts[1]
    assert "Mikeyan" not in texts[1]


def test_entries_that_marked_names_refer_to_go_along(project: Project) -> None:
    document, page = project.documents()[0].id, project.rows()[0].id
    mikoyan = LexiconEntry(
        EntryKind.PERSON, "Mikoyan, Anastas", authorities=(("viaf", "44300636"),)
    )
    for entry in (mikoyan, LexiconEntry(EntryKind.PLACE, "Moscow")):
        project.lexicon.add(entry)
    assert project.exporting.edition(document).entries == ()
    said = {"ref": "Mikoyan, Anastas", "name": "Mikoyan, Anastas"}
    project.marking.put(page, Target((0, 17), (0, 24)), MarkName.PERSON, said, "Ada")
    (entry,) = project.exporting.edition(document).entries
    assert (entry.preferred, entry.authorities) == (mikoyan.preferred, mikoyan.authorities)
