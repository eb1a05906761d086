"""Archival files without a ledger, broken ones, and TEI made by others."""

import re
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DocumentId
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.workflow import State
from reviewer.formats.words import plain_words
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import written
from tests.formats.random_projects import edition
from tests.services.archives import TEXT, Make, lawful, opened, text_of, the

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
