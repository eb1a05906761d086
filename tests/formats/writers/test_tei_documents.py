"""Whole documents, whatever was decided about them: valid, complete, nothing lost."""

import io
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from reviewer.core.edition import Edition, Profile
from reviewer.core.marks import MarkName
from reviewer.core.reading import PageReading
from reviewer.formats.validate import own_schema
from reviewer.formats.words import imported_text, plain_words, reading_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import parse
from tests.formats.editions import editions, saved, written
from tests.golden.scripted import scripted_editions

WRITER = TeiWriter()
PROFILES = tuple(Profile)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ELEMENTS = {
    MarkName.PERSON: "persName",
    MarkName.PLACE: "placeName",
    MarkName.ORGANIZATION: "orgName",
    MarkName.DATE: "date",
    MarkName.UNCLEAR: "unclear",
    MarkName.GAP: "gap",
    MarkName.SUPPLIED: "supplied",
    MarkName.DELETED: "del",
    MarkName.ADDED: "add",
    MarkName.ABBREVIATION: "abbr",
    MarkName.FOREIGN: "foreign",
    MarkName.SIC: "sic",
    MarkName.EMPHASIS: "hi",
    MarkName.REGULARIZED: "orig",
    MarkName.DAMAGE: "damage",
    MarkName.SURPLUS: "surplus",
    MarkName.REPLACED: "add",
    MarkName.MENTION: "rs",
    MarkName.NUMBER: "",  # idno where it holds text alone, else seg
    MarkName.SEGMENT: "seg",
    MarkName.NOTE: "note",
    MarkName.QUERY: "anchor",
}
LEFT_OUT = {MarkName.DELETED, MarkName.SURPLUS, MarkName.REGULARIZED, MarkName.REPLACED}
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tei")


def lawful(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def marked(pages: Iterable[PageReading]) -> set[MarkName]:
    return {mark.name for page in pages for mark in page.marks}


@relaxed
@given(edition=editions())
def test_every_file_passes_every_check(edition: Edition, folder: Path) -> None:
    for profile in PROFILES:
        path = saved(folder, written(WRITER, edition, profile=profile))
        problems = [one for one in WRITER.check(path, {"profile": profile}) if one.severe]
        assert problems == []


@relaxed
@given(edition=editions())
def test_the_words_of_the_file_are_those_of_the_reading(edition: Edition, folder: Path) -> None:
    expected = lawful(" ".join(reading_words(edition)))
    left_out = bool(LEFT_OUT & marked(edition.pages))
    for profile in PROFILES:
        if left_out and profile is not Profile.READING:
            continue  # where half a word is crossed out, the two halves of two words may touch
        path = saved(folder, written(WRITER, edition, profile=profile))
        assert " ".join(plain_words(path)) == expected


@relaxed
@given(edition=editions())
def test_the_archive_gives_the_imported_text_back(edition: Edition, folder: Path) -> None:
    path = saved(folder, written(WRITER, edition, profile="archival"))
    # A form feed may not stand in XML, but that of a line or page end is told by @rend.
    expected = "".join(page.page.text for page in edition.pages)
    assert imported_text(parse(path).getroot()).replace("\f", "") == lawful(
        expected.replace("\f", "")
    )
    assert imported_text(parse(path).getroot()).count("\f") == expected.count("\f")


@relaxed
@given(edition=editions())
def test_every_decision_in_force_is_in_the_archive(edition: Edition) -> None:
    xml = written(WRITER, edition, profile="archival")
    for page in edition.pages:
        for line in page.lines:
            for word in line.words:
                if word.changed:
                    assert f'xml:id="t1-dec{word.decision}"' in xml
    for name in marked(edition.pages):
        assert f"<{ELEMENTS[name]}" in xml


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    """TEI's own schema; it takes seconds to load, so once for all."""
    return etree.RelaxNG(etree.parse(shared / "tei" / "tei_all.rng"))


@pytest.mark.slow
@relaxed
@given(edition=editions())
def test_what_is_valid_by_our_schema_is_valid_tei(edition: Edition, tei_all: etree.RelaxNG) -> None:
    for profile in PROFILES:
        xml = written(WRITER, edition, profile=profile)
        assert tei_all.validate(etree.parse(io.BytesIO(xml.encode()))), tei_all.error_log


@pytest.mark.slow
def test_another_validator_agrees(folder: Path) -> None:
    files = [
        saved(folder, written(WRITER, edition, profile=profile), f"{name}-{profile}.xml")
        for name, edition in scripted_editions().items()
        for profile in PROFILES
    ]
    assert files
    jing = Path(sys.executable).with_name("pyjing")
    done = subprocess.run(
        [str(jing), str(own_schema()), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr
