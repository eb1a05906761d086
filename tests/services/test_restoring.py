"""Archival files open as the project they were saved from, whatever happened to them since."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.marks import MarkName
from reviewer.core.searching import Query
from reviewer.core.undoing import UndoStep
from reviewer.core.workflow import State
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import written
from tests.formats.random_projects import edition
from tests.services.archives import MORE, Make, edited, exported, lawful, opened, text_of, the

# the same state


def test_a_project_opens_as_it_was(make: Make, archive: Path, tmp_path: Path) -> None:
    project = make("second")
    report = opened(project, archive)
    restored = the(report)
    assert not report.remarks
    assert (restored.decisions, restored.people, restored.changed) == (8, 3, 0)
    assert exported(project, tmp_path / "again").read_bytes() == archive.read_bytes()
    first, second = project.rows()
    assert (first.state, second.state) == (State.IN_WORK, State.APPROVED)
    assert (first.decided, second.decided, first.revision) == (2, 2, 5)
    (document,) = project.documents()
    assert (document.name, document.origin.filename) == ("letter", "letter.txt")
    assert [entry.preferred for entry in project.lexicon.all()] == ["Mikoyan, A."]
    (hits,) = project.searching.find(Query("Mikoyan"))
    assert [hit.page for hit in hits] == [first.id]


def test_work_goes_on_as_if_it_had_never_left(make: Make, archive: Path) -> None:
    project = make("second")
    opened(project, archive)
    first, second = (row.id for row in project.rows())
    thread = next(one for one in project.log(100) if isinstance(one.act, d.Comment))
    answer = [d.Draft(d.Reply(thread.id, "yes")), d.Draft(d.CloseThread(thread.id))]
    project.review.decide(first, answer, "Ada")
    project.approval.submit(first, "Ada")
    with pytest.raises(NotAllowed):  # her own reading
        project.approval.approve(first, "Ada")
    project.approval.approve(first, "Bea")
    project.approval.reopen(first, "Bea")
    project.approval.reopen(second, "Bea")
    both = [one for one in project.log(100) if one.batch and one.by == "Ada"]
    step = tuple(one for one in reversed(both) if isinstance(one.act, d.Replace | d.Keep))
    project.history.undo_step(UndoStep(step), "Ada")  # over two pages, undone as one
    views = [project.page(page) for page in (first, second)]
    assert "Cuben" in views[0].reading.text
    assert not views[1].reading.decided_tokens


def test_numbers_of_another_project_change_nothing(
    make: Make, archive: Path, tmp_path: Path
) -> None:
    project = make("second")
    other = tmp_path / "other.txt"
    other.write_text("Something else\n", "utf-8")
    project.importing.add([other])
    page = project.rows()[0].id
    for _ in range(3):
        project.review.decide(page, [d.Draft(d.AddLine(0))], "Eve")
    opened(project, archive)
    out = tmp_path / "again"
    found = project.exporting.export(
        out, options={"profile": "archival"}, draft=True, documents=[project.documents()[1].id]
    )
    assert found.written[0].read_bytes() == archive.read_bytes()


@pytest.mark.parametrize("seed", range(MORE))
def test_open_and_save_is_the_same_file(make: Make, tmp_path: Path, seed: int) -> None:
    drawn = edition(seed)
    made = lawful(drawn)
    path = tmp_path / "drawn.xml"
    path.write_bytes(written(TeiWriter(), made, profile="archival").encode())
    project = make("second")
    restored = the(opened(project, path))
    assert restored.changed == 0
    out = BytesIO()
    again = project.exporting.edition(restored.document.id)
    TeiWriter().write(again, out, {"profile": "archival"})
    assert out.getvalue() == path.read_bytes()
    shutil.rmtree(tmp_path / "second" / "cache", ignore_errors=True)


# twice


def test_a_file_comes_in_once(make: Make, archive: Path, tmp_path: Path) -> None:
    project = make("second")
    opened(project, archive)
    report = opened(project, archive)
    assert not report.added
    assert [document.name for _, document in report.skipped] == ["letter"]
    source = tmp_path / "letter.txt"
    assert [document.name for _, document in opened(project, source).skipped] == ["letter"]
    assert len(project.documents()) == 1


def test_a_newer_file_of_a_document_is_refused_or_stands_beside(
    make: Make, archive: Path, tmp_path: Path
) -> None:
    project = make("second")
    opened(project, archive)
    page = project.rows()[0].id
    project.review.decide(page, [d.Draft(d.Keep(d.Span(1, 1)))], "Ada")
    newer = exported(project, tmp_path / "newer")
    ((_, error),) = opened(project, newer).failed
    assert "letter" in error.what
    assert len(project.documents()) == 1
    restored = the(opened(project, newer, again=True))
    assert restored.document.name == "letter-2"
    batches = [
        {one.batch for one in project.log(100) if one.batch and one.place.document == document.id}
        for document in project.documents()
    ]
    assert all(batches)
    assert batches[0].isdisjoint(batches[1])


# changed elsewhere


@pytest.mark.parametrize(
    "before, after, text",
    [
        ("a message\\.", "the message.", "handed Mikoyan the message."),
        ("a message\\.", "a long message.", "handed Mikoyan a long message."),
        ("handed ", "", "President Mikoyan a message."),
        (">Mikoyan</corr>", ">Mikojan</corr>", "handed Mikojan a"),
        (
            r"<choice>\s*<sic[^>]*>Cuben</sic>.*?</choice>",
            "Cuben",
            "The Cuben problem",
        ),
        ("Second page", "The second page", "The second page of it."),
    ],
)
def test_words_changed_elsewhere_become_decisions(
    make: Make, archive: Path, before: str, after: str, text: str
) -> None:
    project = make("second")
    report = opened(project, edited(archive, (before, after)))
    restored = the(report)
    assert text in text_of(project)
    assert restored.decisions == 8
    # One word each; two words for one are a change and an insertion, on a page to be opened first.
    assert restored.changed == (3 if text == "The second page of it." else 1)
    added = project.log(restored.changed)
    assert {one.by for one in added} == {"Dora"}
    assert {one.grounds.way for one in added} == {d.Way.SCRIPT}
    assert "Dora" in report.remarks[0][1]


def test_what_a_signed_page_reads_now_is_signed_by_nobody(make: Make, archive: Path) -> None:
    project = make("second")
    opened(project, edited(archive, ("Second page", "Last page")))
    second = project.rows()[1]
    assert second.state is State.IN_WORK
    assert project.page(second.id).reading.text == "Last page of it.\n"


def test_marks_and_roles_changed_elsewhere_become_decisions(make: Make, archive: Path) -> None:
    project = make("second")
    content = (
        (r"The (<choice>)", r'The <placeName ref="#x">\1'),
        (r"(Cuban</corr></choice>)", r"\1</placeName>"),
        ("<persName[^>]*>(<choice>.*?</choice>)</persName>", r"\1"),
        (">SECRET<", "><date when='1950'>SECRET</date><"),
    )
    restored = the(opened(project, edited(archive, *content)))
    reading = project.page(project.rows()[0].id).reading
    assert [(mark.name, dict(mark.attributes)) for mark in reading.marks] == [
        (MarkName.DATE, {"when": "1950"}),
        (MarkName.PLACE, {"ref": "x"}),
    ]
    assert restored.changed == 3


def test_a_file_laid_out_anew_is_the_same(make: Make, archive: Path) -> None:
    """White space, comments and the order of attributes say nothing."""
    changes = ((r">SECRET<", ">\n   SECRET<!-- so -->\n<"), (r'n="1" ', ""))
    restored = the(opened(make("second"), edited(archive, *changes)))
    assert restored.changed == 0


def test_a_text_that_was_made_anew_comes_in_as_a_text(make: Make, archive: Path) -> None:
    content = archive.read_text("utf-8")
    lines = content[content.index("<sourceDoc") : content.index("</sourceDoc>")]
    bare = re.sub(r"<line ([^>]*)>.*?</line>", r"<line \1/>", lines)
    text = content[content.index("<text>") : content.index("</text>")]
    copy = archive.with_name("bare.xml")
    new = "<text><body><div><p>Quite another text</p></div></body>"
    copy.write_text(content.replace(lines, bare).replace(text, new), "utf-8")
    report = opened(make("second"), copy)
    assert not report.failed
    assert len(report.added) == 1
