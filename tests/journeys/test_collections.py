"""Documents with headers go out together: files, one corpus, and the list of letters."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from reviewer.core.ports import Problem
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.xml import XML_ID
from reviewer.services.app import App
from reviewer.services.project import Project

pytestmark = pytest.mark.journey

TEI = "{http://www.tei-c.org/ns/1.0}"
LETTER = (
    "SECRET\n\nACTION: Amembassy {place}\n\nThe harbour has been closed since Monday.\n\nHALVORSEN"
)


@pytest.fixture
def project(whole_app: App, tmp_path: Path) -> Project:
    """Three letters, two of them approved, with what their papers say in their headers."""
    made = whole_app.create(str(tmp_path / "project"))
    for place in ("OSLO", "BERGEN", "NARVIK"):
        source = tmp_path / f"{place.lower()}.txt"
        source.write_text(LETTER.format(place=place), "utf-8")
        made.importing.add([source])
    made.headers.set_default("corpus-title", "Harbours")
    for document in made.documents():
        for field, offers in made.headers.offers(document.id).items():
            made.headers.take(document.id, field, offers[0], "Ada")
    for row in made.rows()[:2]:
        made.approval.submit(row.id, "Ada")
        made.approval.approve(row.id, "Bob")
    return made


def test_approved_documents_and_files_about_them(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = project.exporting.export(out)
    assert [path.name for path in report.written] == [
        "oslo.xml",
        "bergen.xml",
        "corpus.xml",
        "cmif.xml",
    ]
    assert [one.severe for _, one in report.problems] == [False]  # correspSearch wants more
    whole = etree.parse(out / "corpus.xml")
    whole.xinclude()
    included = [one.get(XML_ID) for one in whole.getroot().iterfind(f"{TEI}TEI")]
    assert included == ["oslo", "bergen"]
    letters = etree.parse(out / "cmif.xml").getroot().iter(f"{TEI}correspDesc")
    assert [
        [part.text for part in letter.iter(f"{TEI}persName", f"{TEI}placeName")]
        for letter in letters
    ] == [["Halvorsen", "Oslo"], ["Halvorsen", "Bergen"]]


@pytest.mark.parametrize("profile", ["reading", "archival"])
def test_drafts_in_one_file(project: Project, tmp_path: Path, profile: str) -> None:
    out = tmp_path / "out"
    chosen = {"collection": "one", "profile": profile}
    report = project.exporting.export(out, "tei", chosen, draft=True)
    assert sorted(path.name for path in out.iterdir()) == ["cmif.xml", "corpus.xml"]
    assert [path.name for path in report.written] == ["corpus.xml", "cmif.xml"]
    corpus = etree.parse(out / "corpus.xml")
    schema = load_schema(own_schema())
    assert schema.validate(corpus), schema.error_log
    assert len(corpus.getroot().findall(f"{TEI}TEI")) == 3
    assert "Draft, not all approved" in (out / "corpus.xml").read_text("utf-8")


def test_what_a_replaced_file_told_of_is_named(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    project.exporting.export(out, draft=True)
    assert not _replaced(project.exporting.export(out, draft=True).problems)
    for kind in ("files", "one"):
        project.exporting.export(out, options={"collection": kind}, draft=True)
        report = project.exporting.export(out, options={"collection": kind})
        assert report.written[-2:] == [out / "corpus.xml", out / "cmif.xml"]
        told = _replaced(report.problems)
        assert [path.name for path, _ in told] == ["corpus.xml", "cmif.xml"]
        assert all("1 document that this one does not have: narvik" in text for _, text in told)
    (out / "corpus.xml").write_text("notes of mine", "utf-8")
    ((path, text),) = _replaced(project.exporting.export(out).problems)
    assert (path.name, text) == (
        "corpus.xml",
        "Another file stood here under this name. It was replaced.",
    )


def _replaced(problems: Sequence[tuple[Path, Problem]]) -> list[tuple[Path, str]]:
    """What is said of files that others took the place of."""
    return [(path, one.text) for path, one in problems if "stood here" in one.text]
