"""Exporting: only what is approved, only what passes its check, never half a file."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from reviewer.core.edition import Edition
from reviewer.core.errors import Cancelled, StoreError, UsageError
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marked import Target
from reviewer.core.marks import MarkName
from reviewer.core.ports import Problem
from reviewer.core.progress import Progress
from reviewer.core.writing import (
    About,
)
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

    exporting = Exporting(project._store, [PageWriter()])
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


class Gathering:
    """A collection of the documents' names, for one file."""

    def __init__(self, about: About, apart: bool) -> None:
        self.apart = apart
        self.lines = [about.title]
        self.closed = False

    def named(self, edition: Edition) -> Edition:
        return edition

    def add(self, edition: Edition, file: Path) -> None:
        self.lines.append(f"{edition.document.name} {len(file.read_text('utf-8')) > 0}")

    def files(self) -> tuple[str, ...]:
        return ("all.txt",)

    def write(self, name: str, out: BinaryIO) -> None:
        out.write("\n".join(self.lines).encode())

    def check(self, name: str, path: Path) -> Sequence[Problem]:
        return [Problem(1, "No.")] if "wrong" in path.read_text("utf-8") else []

    def gone(self, before: Path, now: Path) -> Problem | None:
        return None

    def close(self) -> None:
        self.closed = True


class GatheringWriter(LinesWriter):
    """Gathers, too."""

    def __init__(self, apart: bool = True) -> None:
        self.apart = apart
        self.made: list[Gathering] = []

    def collect(self, about: About, chosen: Mapping[str, str]) -> Gathering:
        self.made.append(Gathering(about, self.apart))
        return self.made[-1]


def export_with(project: Project, writer: LinesWriter) -> Exporting:
    return Exporting(project._store, [writer])


def two_documents(project: Project, tmp_path: Path, word: str = "ice") -> None:
    source = tmp_path / f"{word}.txt"
    source.write_text(f"{word} page one\fpage two\fpage three", "utf-8")
    project.importing.add([source])


def test_a_file_about_all_documents_comes_behind_them(project: Project, tmp_path: Path) -> None:
    two_documents(project, tmp_path)
    project.headers.set_default("corpus-title", "The ice years")
    writer, out = GatheringWriter(), tmp_path / "out"
    report = export_with(project, writer).export(out, "lines", draft=True)
    assert [path.name for path in report.written] == ["telegram.txt", "ice.txt", "all.txt"]
    assert (out / "all.txt").read_text("utf-8") == "The ice years\ntelegram True\nice True"
    assert writer.made[0].closed


def test_documents_may_stand_in_the_collection_alone(project: Project, tmp_path: Path) -> None:
    two_documents(project, tmp_path)
    out = tmp_path / "out"
    report = export_with(project, GatheringWriter(apart=False)).export(out, "lines", draft=True)
    assert [path.name for path in out.iterdir()] == ["all.txt"]
    assert (out / "all.txt").read_text("utf-8").endswith("\ntelegram True\nice True")
    assert report.fine


def test_what_is_unsound_stays_out_of_the_collection(project: Project, tmp_path: Path) -> None:
    two_documents(project, tmp_path, "forbidden")
    out = tmp_path / "out"
    report = export_with(project, GatheringWriter(apart=False)).export(out, "lines", draft=True)
    assert not report.fine
    assert (out / "all.txt").read_text("utf-8").endswith("\ntelegram True")


def test_an_unsound_collection_is_not_put_in_place(project: Project, tmp_path: Path) -> None:
    project.headers.set_default("corpus-title", "wrong")
    report = export_with(project, GatheringWriter()).export(tmp_path / "out", "lines", draft=True)
    assert [path.name for path in report.written] == ["telegram.txt"]
    assert [path.name for path, _ in report.problems] == ["all.txt"]


def test_progress_goes_page_by_page(project: Project, tmp_path: Path) -> None:
    two_documents(project, tmp_path)
    steps: list[tuple[int, int]] = []
    progress = Watched(lambda done, total: steps.append((done, total)))
    export_with(project, LinesWriter()).export(
        tmp_path / "out", "lines", draft=True, progress=progress
    )
    total = len(project.rows())
    assert {all_ for _, all_ in steps} == {total}
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert {done for done, _ in steps} == set(range(total + 1))


@pytest.mark.parametrize("apart", [True, False])
def test_a_cancel_between_pages_leaves_what_was_finished(
    project: Project, tmp_path: Path, apart: bool
) -> None:
    two_documents(project, tmp_path)
    last = len(project.rows()) - 1

    def stop(done: int, total: int) -> None:
        if done == last:
            progress.cancel()

    progress = Watched(stop)
    writer, out = GatheringWriter(apart), tmp_path / "out"
    with pytest.raises(Cancelled):
        export_with(project, writer).export(out, "lines", draft=True, progress=progress)
    assert [path.name for path in out.iterdir()] == (["telegram.txt"] if apart else [])
    assert writer.made[0].closed


class Watched(Progress):
    """Tells of every step, however fast they come."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._told = told

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        super().report(done, total, label)
        self._told(done, total)


def test_names_of_the_header_bring_their_entries(project: Project, tmp_path: Path) -> None:
    entry = LexiconEntry(EntryKind.PERSON, "Berg, Ole", authorities=(("gnd", "118"),))
    exporting = Exporting(project._store, [], lambda forms: [entry] if "Berg, Ole" in forms else [])
    document = project.documents()[0].id
    assert exporting.edition(document).entries == ()
    project.headers.set(document, "sender", "Lind; Berg, Ole", "Ada")
    assert exporting.edition(document).entries == (entry,)
