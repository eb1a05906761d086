"""Every defect of the list: told of in a file, by ourselves and where only it can by Schematron."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from reviewer.core.writing import (
    Demands,
)
from reviewer.formats import diagnosing
from reviewer.formats.validate import TeiValidator, load_schema
from tests.formats.broken import BROKEN, SOUND, Broken
from tests.formats.editions import saved
from tests.helpers.needs import need, need_rules

VALIDATOR = TeiValidator()
OURS = Demands(ours=True)
_BY_RULES = [row for row in BROKEN if row.rules]


def rows(some: list[Broken] | tuple[Broken, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", some, ids=[row.name for row in some])


@pytest.mark.parametrize("profile", SOUND)
def test_sound_files_have_no_problems(profile: str, tmp_path: Path) -> None:
    assert VALIDATOR.validate(saved(tmp_path, SOUND[profile]), OURS) == ()


@rows(BROKEN)
def test_a_defect_is_told(row: Broken, tmp_path: Path) -> None:
    problems = VALIDATOR.validate(saved(tmp_path, row.xml), OURS)
    assert problems
    told = [one for one in problems if row.told in one.text]
    assert told, [one.text for one in problems]
    assert row.mild or any(one.severe for one in told)
    assert all(one.line > 0 for one in told)
    assert all(one.advice for one in told), "what is to be done is said"


@rows(BROKEN)
def test_no_word_of_the_checkers_own_reaches_people(row: Broken, tmp_path: Path) -> None:
    jargon = re.compile(r"RelaxNG|Expecting|Did not expect|datatype|\{http")
    for one in VALIDATOR.validate(saved(tmp_path, row.xml), OURS):
        assert not jargon.search(one.text), one.text


@rows(_BY_RULES)
def test_what_only_rules_see_is_told_by_them(row: Broken, tmp_path: Path, shared: Path) -> None:
    need_rules()
    rules = Demands(schematron=shared / "tei" / "tei_all.sch")
    problems = VALIDATOR.validate(saved(tmp_path, row.xml), rules)
    (told,) = (one for one in problems if row.rules in one.text)
    assert told.severe
    assert told.line > 0


@pytest.mark.slow
@rows(_BY_RULES)
def test_only_rules_see_it_of_any_tei(row: Broken, tmp_path: Path, shared: Path) -> None:
    """So that the row is what it says: the grammar of TEI lets it pass."""
    grammar = load_schema(shared / "tei" / "tei_all.rng")
    assert grammar.validate(etree.parse(saved(tmp_path, row.xml))), grammar.error_log


def test_an_id_that_two_files_have_is_told(tmp_path: Path) -> None:
    first, again, other = (
        saved(tmp_path, xml, f"{number}.xml")
        for number, xml in enumerate(
            (SOUND["reading"], SOUND["archival"], SOUND["reading"].replace("t1", "t2"))
        )
    )
    assert VALIDATOR.between([first, other]) == ()
    ((path, problem),) = VALIDATOR.between([first, other, again])
    assert path == again
    assert "t1" in problem.text
    assert first.name in problem.text


def test_a_file_far_from_our_profile_is_told_of_in_few_attempts(
    monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    count = 0
    mends = diagnosing._Trial._mends

    def counted(trial: diagnosing._Trial, element: etree._Element) -> bool:
        nonlocal count
        count += 1
        return mends(trial, element)

    monkeypatch.setattr(diagnosing._Trial, "_mends", counted)
    problems = VALIDATOR.validate(shared / "tei" / "example-telegram-1963.xml")
    assert len(problems) > 3
    assert count <= 2 * diagnosing._MOST


@pytest.mark.slow
def test_jing_and_libxml2_agree_on_every_defect(shared: Path, tmp_path: Path) -> None:
    need(shutil.which("java"), "a Java for jing (Debian: default-jre-headless)")
    jing = Path(sys.executable).with_name("pyjing")
    schema = shared / "tei" / "tei_all.rng"
    # jing stops at the first file that is no XML; about those two parsers cannot differ.
    rows = [row for row in BROKEN if "well-formed" not in row.told]
    files = {saved(tmp_path, row.xml, f"{number}.xml"): row.name for number, row in enumerate(rows)}
    done = subprocess.run(
        [str(jing), str(schema), *map(str, files)], capture_output=True, text=True, check=False
    )
    theirs = {Path(line.partition(".xml:")[0] + ".xml") for line in done.stdout.splitlines()}
    grammar = load_schema(schema)
    for path, name in files.items():
        assert grammar.validate(etree.parse(path)) is (path not in theirs), name
    assert theirs
