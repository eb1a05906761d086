"""Archival files open as the project they were saved from, whatever happened to them since."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import DocumentId
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.ports import Reader
from reviewer.core.renumbering import counted
from reviewer.core.searching import Query
from reviewer.core.undoing import UndoStep
from reviewer.core.workflow import State
from reviewer.formats.readers.tei import TeiReader
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.words import plain_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.importing import ImportReport
from reviewer.services.project import Project
from reviewer.services.restoring import Restored
from reviewer.store.opener import Opener
from tests.formats.editions import make_edition, written
from tests.formats.random_projects import edition
from tests.services.fakes import WordList

TEXT = (
    "SECRET\n\nPresident handed Mikeyan a message.\n\nThe Cuben problem\nwas serions.\n"
    "\fSecond page of it.\n"
)
MORE = int(os.environ.get("REVIEWER_RANDOM_PROJECTS", "0")) or 10
Make = Callable[[str], Project]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Project] = []

    def one(name: str) -> Project:
        store = Opener().create(str(tmp_path / name))
        readers: list[Reader] = [TeiReader(), PlainTextReader()]
        made.append(Project(store, WordList({}), readers, [TeiWriter()]))
        return made[-1]

    yield one
    for project in made:
        project.close()


@pytest.fixture
def archive(make: Make, tmp_path: Path) -> Path:
    """The archival file of a letter that Ada worked on and Bea approved in part."""
    project = make("first")
    source = tmp_path / "letter.txt"
    source.write_text(TEXT, "utf-8")
    project.importing.add([source])
    project.lexicon.add(LexiconEntry(EntryKind.PERSON, "Mikoyan, A.", authorities=(("VIAF", "1"),)))
    first, second = (row.id for row in project.rows())
    review = project.review
    review.decide(first, [d.Draft(d.SetRole(0, Role.STAMP, "classification"))], "Ada")
    grounds = d.Grounds(d.Way.ACCEPTED, "Mikeyan", "Mikoyan", 1, 0.9, "names")
    review.decide(first, [d.Draft(d.Replace(d.Span(3, 3), "Mikoyan"), grounds)], "Ada")
    name = d.Draft(d.Mark(Anchor(3, 0), Anchor(3, 7), MarkName.PERSON, {"ref": "Mikoyan, A."}))
    review.decide(first, [name], "Ada")
    review.decide(first, [d.Draft(d.Comment("sure?", d.Span(7, 7), asks=True))], "Cy")
    review.decide_all(
        [
            (first, [d.Draft(d.Replace(d.Span(7, 7), "Cuban"))]),
            (second, [d.Draft(d.Keep(d.Span(0, 1)))]),
        ],
        "Ada",
    )
    project.approval.submit(second, "Ada")
    project.approval.approve(second, "Bea")
    return exported(project, tmp_path / "out")


def exported(project: Project, out: Path) -> Path:
    report = project.exporting.export(out, options={"profile": "archival"}, draft=True)
    assert not report.problems
    return report.written[0]


def opened(project: Project, *paths: Path, again: bool = False) -> ImportReport:
    return project.importing.add(paths, by="Dora", again=again)


def the(report: ImportReport) -> Restored:
    assert not report.failed
    (restored,) = report.restored
    return restored


def edited(path: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a file whose text somebody changed with another program."""
    head, text = path.read_text("utf-8").split("<text>")
    text, tail = text.split("</text>")
    for before, after in changes:
        assert re.search(before, text), before
        text = re.sub(before, after, text, count=1)
    copy = path.with_name(f"{path.stem}-edited.xml")
    copy.write_text(f"{head}<text>{text}</text>{tail}", "utf-8")
    return copy


def text_of(project: Project) -> str:
    return "".join(project.page(row.id).reading.text for row in project.rows())


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


def lawful(drawn: Edition) -> Edition:
    """The edition with a ledger whose decisions name only some before them, as all real ones do."""
    pages = [reading.page for reading in drawn.pages]
    made = make_edition(pages, list(counted(drawn.history)), name=drawn.document.name)
    return replace(made, header=drawn.header, document=drawn.document)


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


# without a ledger


def without_ledger(path: Path) -> Path:
    content = path.read_text("utf-8")
    copy = path.with_name("bare.xml")
    copy.write_text(re.sub("<standOff>.*</standOff>", "", content, flags=re.DOTALL), "utf-8")
    return copy


def test_decisions_are_told_from_the_text_where_there_is_no_ledger(
    make: Make, archive: Path
) -> None:
    project = make("second")
    restored = the(opened(project, without_ledger(archive)))
    assert text_of(project) == TEXT.replace("Mikeyan", "Mikoyan").replace("Cuben", "Cuban")
    reading = project.page(project.rows()[0].id).reading
    assert (reading.lines[0].role, reading.lines[0].kind) == (Role.STAMP, "classification")
    assert [mark.name for mark in reading.marks] == [MarkName.PERSON]
    replaced = [one for one in project.log(100) if isinstance(one.act, d.Replace)]
    assert {one.by for one in replaced} == {"Ada"}
    assert {one.grounds.way for one in replaced} == {d.Way.TYPED, d.Way.ACCEPTED}
    assert restored.document.name == "letter"


@pytest.mark.parametrize("seed", range(10))
def test_the_text_alone_gives_the_same_words(make: Make, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "drawn.xml"
    made = lawful(edition(seed))
    path.write_bytes(written(TeiWriter(), made, profile="archival").encode())
    project = make("second")
    report = opened(project, without_ledger(path))
    assert not report.failed
    out = tmp_path / "again.xml"
    with out.open("wb") as file:
        again = project.exporting.edition(report.added[0].id)
        TeiWriter().write(again, file, {"profile": "archival"})
    assert sorted(plain_words(out)) == sorted(plain_words(path))


def test_the_example_made_by_hand(make: Make, shared: Path, tmp_path: Path) -> None:
    project = make("second")
    example = shared / "tei" / "example-telegram-1963.xml"
    report = opened(project, example)
    the(report)
    assert not report.remarks
    (row,) = project.rows()
    assert row.state is State.APPROVED
    log = project.log(1000)
    by = {one.act.name: one.by for one in log}
    assert by["approve"] == "Approver Two (placeholder)"
    assert by["replace"] == "Reviewer One (placeholder)"
    assert by["set-role"] == "Dora"
    threads = [one.act for one in reversed(log) if isinstance(one.act, d.TALK_ACTS)]
    assert [type(act) for act in threads] == [d.Comment, d.Comment, d.Reply]
    assert sum(isinstance(one.act, d.Replace) for one in log) == 48
    changed = next(one for one in log if one.grounds.reference and one.grounds.evidence)
    assert isinstance(changed.act, d.Replace)
    assert (changed.act.text, changed.grounds.certainty) == ("late", d.Certainty.HIGH)
    assert changed.at.isoformat() == "2026-11-02T16:40:00+00:00"
    out = project.exporting.export(tmp_path / "out", draft=True)
    expected = example.with_suffix(".reading.txt").read_text("utf-8")
    assert plain_words(out.written[0]) == re.sub(r"\[…\]", " ", expected).split()


# made by others

FOREIGN = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson>
<person xml:id="p1"><persName>Roe, Jane</persName><idno type="GND">7</idno></person>
</listPerson></particDesc></profileDesc></teiHeader><text><body><pb n="1"/>
<head>A <hi rend="bold">bold</hi> head</head>
<p>Dear <persName ref="#p1">Mrs Roe</persName><note type="marginal">seen</note>, the
<choice><sic>comitee</sic><corr>committee</corr></choice> met on <date when="1950">1950</date> in
<choice><abbr>St</abbr><expan>Saint</expan></choice> <del>Paris</del> <supplied>so</supplied>
<unknownThing>Louis</unknownThing>.</p></body></text></TEI>"""


def test_marks_of_others_come_along_where_somebody_asks(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_text(FOREIGN, "utf-8")
    plain = make("plain")
    assert not opened(plain, path).restored
    project = make("second")
    restored = the(project.importing.add([path], by="Dora", marks=True))
    reading = project.page(project.rows()[0].id).reading
    assert reading.text == (
        "A bold head\nDear Mrs Roe, the committee met on 1950 in St Louis.\nseen\n"
    )
    assert [(mark.name, dict(mark.attributes)) for mark in reading.marks] == [
        (MarkName.EMPHASIS, {"rend": "bold"}),
        (MarkName.PERSON, {"ref": "Roe, Jane"}),
        (MarkName.DATE, {"when": "1950"}),
        (MarkName.ABBREVIATION, {"expansion": "Saint"}),
    ]
    (changed,) = [one for one in project.log(100) if isinstance(one.act, d.Replace)]
    assert changed.act == d.Replace(d.Span(7, 7), "committee", d.Cause.SOURCE)
    assert (changed.by, changed.grounds.way) == ("Dora", d.Way.SCRIPT)
    assert any("unknownThing" in remark for remark in restored.remarks)
    assert [entry.preferred for entry in restored.entries] == ["Roe, Jane"]


@pytest.mark.parametrize(
    "before, after",
    [
        ("xml:id=", "n="),
        ("corresp=", "rend="),
        ("change=", "rendition="),
        ("target=", "source="),
        ('<fs type="grounds">.*?</fs>', ""),
        ('n="1"', 'n="999999999999999999999"'),
        ("<p ", "<p>" * 200 + "</p>" * 199 + "<p "),
        ('<numeric value="[^"]*"', '<numeric value="-7"'),
        ('<lb n="[^"]*"', '<lb n="4"'),
        ("<line ", "<lime "),
        ("</line>", "</line><line/>"),
        ("when=", "when-iso="),
    ],
)
def test_broken_files_of_ours_never_break_the_import(
    make: Make, archive: Path, before: str, after: str
) -> None:
    content = archive.read_text("utf-8")
    found = re.sub(before, after, content, flags=re.DOTALL)
    assert found != content
    copy = archive.with_name("broken.xml")
    copy.write_text(found, "utf-8")
    report = opened(make("second"), copy)
    assert len(report.added) + len(report.failed) == 1
    assert all("reader" not in error.what for _, error in report.failed)


def test_documents_keep_apart(make: Make, archive: Path) -> None:
    project = make("second")
    opened(project, archive)
    assert {one.place.document for one in project.log(100)} == {DocumentId(1)}
