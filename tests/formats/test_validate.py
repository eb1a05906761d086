"""The validator on files that are broken in the ways exports break (DEFECTS.md)."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import UnreadableFile
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    Demands,
)
from reviewer.formats.validate import TeiValidator, load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import decide, make_edition, saved, written
from tests.golden.scripted import scripted_editions

Check = Callable[[str], tuple[Problem, ...]]

DECISIONS = [
    decide(d.Replace(d.Span(1, 1), "policy"), 1),
    decide(d.Mark(Anchor(2, 0), Anchor(2, 3), MarkName.PERSON, {"ref": "kennedy"}), 2),
    decide(d.Mark(Anchor(3, 0), Anchor(3, 4), MarkName.DATE, {"when": "1963"}), 3),
    decide(d.Submit(), 4),
    decide(d.Approve(), 5, by="Bob Editor"),
]
EDITION = make_edition("the solicy JFK 1963\nsecond line", DECISIONS)
READING = written(TeiWriter(), EDITION, profile="reading")
ARCHIVAL = written(TeiWriter(), EDITION, profile="archival")


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def run(xml: str) -> tuple[Problem, ...]:
        return tuple(TeiValidator().validate(saved(tmp_path, xml)))

    return run


def broken(xml: str, old: str, new: str) -> str:
    assert old in xml, f"the file has no {old}"
    return xml.replace(old, new, 1)


def test_a_sound_file_has_no_problems(check: Check) -> None:
    assert check(READING) == ()
    assert check(ARCHIVAL) == ()


SEVERE = [
    ("a control character", "<p xml", "\x01<p xml", "not well-formed"),
    ("an HTML entity", "the policy", "the&nbsp;policy", "not well-formed"),
    ("crossing tags", "<persName ref", "<b><persName ref", "not well-formed"),
    ("an id that begins with a figure", 'xml:id="t1-p1"', 'xml:id="1p"', ""),
    ("an id given twice", 'xml:id="t1-p1"', 'xml:id="t1-pb1"', "already defined"),
    ("no namespace", ' xmlns="http://www.tei-c.org/ns/1.0"', "", "namespace"),
    ("a date as people write it", 'when="1963"', 'when="27/11/1963"', "date"),
    ("a date that never was", 'when="1963"', 'when="1963-02-30"', "date"),
    ("two kinds of date", 'when="1963"', 'when="1963" from="1962"', "date"),
    ("a certainty of our own", "<persName ref", '<persName cert="85" ref', "persName"),
    ("a status of our own", 'status="approved"', 'status="done"', "revisionDesc"),
    ("p in p", "the policy", "<p>the</p> policy", "p"),
    ("loose text in a division", '<div type="message">', '<div type="message">x', "div) may not"),
    ("no publisher", "<publisher>No publisher named</publisher>", "", "publisher) is missing"),
    ("a pointer to nobody", 'ref="#t1-pers-kennedy"', 'ref="#nobody"', "points to nothing"),
    ("a hash that is missing", 'ref="#t1-pers-kennedy"', 'ref="t1-pers-kennedy"', "lacks its"),
    ("a name for a pointer", 'ref="#t1-pers-kennedy"', 'ref="John F. Kennedy"', "no pointer"),
    ("a language in words", 'xml:id="t1" xml:lang="en"', 'xml:id="t1" xml:lang="english"', "code"),
    ("a change without date", 'n="3" when="2026-03-01T12:05:00Z"', 'n="3"', "when"),
    ("changes out of order", "2026-03-01T12:05:00Z", "2026-02-01T12:05:00Z", "older"),
    ("changes that count up", 'n="3" when', 'n="1" when', "count down"),
    ("two statuses", '<revisionDesc status="approved"', '<revisionDesc status="draft"', "newest"),
    ("an empty paragraph", "</p>", '</p><p xml:id="t1-p2"> </p>', "p) is empty"),
    ("words run together", "second line</p>", "second<lb/>line</p>", "run together"),
]


@pytest.mark.parametrize(
    "old, new, said", [row[1:] for row in SEVERE], ids=[row[0] for row in SEVERE]
)
def test_defects_are_found(old: str, new: str, said: str, check: Check) -> None:
    problems = [one for one in check(broken(READING, old, new)) if one.severe]
    assert problems
    assert any(said in one.text for one in problems), problems
    assert all(one.line > 0 for one in problems)


WARNINGS = [
    ("escaped twice", "the policy", "the &amp;amp; policy", "escaped twice"),
    ("LaTeX", "the policy", r"the $N^{\rm o}$ policy", "LaTeX"),
    ("byte order mark", "the policy", "the \ufeffpolicy", "U+FEFF"),
    ("zero width", "the policy", "the \u200bpolicy", "U+200B"),
    ("soft hyphen", "the policy", "the pol\u00adicy", "U+00AD"),
    ("decomposed", "the policy", "the e\u0301 policy", "NFC"),
    ("lost character", "the policy", "the \ufffd policy", "U+FFFD"),
]


@pytest.mark.parametrize(
    "old, new, said", [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS]
)
def test_leftovers_are_warnings(old: str, new: str, said: str, check: Check) -> None:
    (problem,) = check(broken(READING, old, new))
    assert said in problem.text
    assert not problem.severe


def test_a_draft_must_say_so(check: Check, tmp_path: Path) -> None:
    draft = written(TeiWriter(), make_edition("a"), profile="reading")
    assert check(draft) == ()
    silent = re.sub(r"(<edition [^>]*>)[^<]*", r"\1First edition", draft)
    (problem,) = check(silent)
    assert "draft" in problem.text
    assert not problem.severe
    (ours,) = TeiWriter().check(saved(tmp_path, silent), {"profile": "reading"})
    assert ours.severe


@pytest.mark.parametrize(
    "old, new",
    [
        ("second line</p>", "second</p>"),
        ("second line</p>", "second line line</p>"),
        ('<sic source="#t1-ocr">solicy</sic>', '<sic source="#t1-ocr">policy</sic>'),
    ],
)
def test_a_word_lost_or_doubled_stops_our_own_export(old: str, new: str, tmp_path: Path) -> None:
    path = saved(tmp_path, broken(ARCHIVAL, old, new))
    assert any(one.severe for one in TeiWriter().check(path, {"profile": "archival"}))
    problems = TeiValidator().validate(path)
    assert problems
    assert not any(one.severe for one in problems)  # in files of others it may be meant so


def test_problems_come_in_the_order_of_the_lines_and_say_where(check: Check) -> None:
    first = broken(READING, 'ref="#t1-pers-kennedy"', 'ref="#nobody"')
    both = broken(first, 'who="#t1-ed2"', 'who="#no-one"')
    problems = check(both)
    assert [one.line for one in problems] == sorted(one.line for one in problems)
    lines = both.split("\n")
    for one in problems:
        assert ("nobody" in lines[one.line - 1]) == ("nobody" in one.text)


def test_many_problems_of_one_kind_are_cut_short(check: Check) -> None:
    xml = broken(READING, "the policy", "the policy" + "\n$x^{2}$ <lb/>" * 300)
    assert len(check(xml)) < 300


@pytest.mark.parametrize("content", ["", "no XML", "<a/>", "<!-- only this -->"])
def test_anything_else_is_a_problem_not_a_failure(content: str, check: Check) -> None:
    problems = check(content)
    assert problems
    assert problems[0].severe


_ENTITIES = "".join(
    f'<!ENTITY e{n} "{(f"&e{n - 1};" if n else "aaaaaaaaaa") * 10}">' for n in range(10)
)
_BOMB = f"""<!DOCTYPE TEI [{_ENTITIES}]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&e9;</p></body></text></TEI>"""
_SECRET = """<!DOCTYPE TEI [<!ENTITY s SYSTEM "FILE">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&s;</p></body></text></TEI>"""


def test_a_bomb_does_not_go_off(check: Check) -> None:
    problems = check(_BOMB)
    assert problems
    assert all(len(one.text) < 1000 for one in problems)


def test_a_file_gives_away_no_other(check: Check, tmp_path: Path) -> None:
    secret = saved(tmp_path, "A secret.", "secret.txt")
    assert not [
        one for one in check(_SECRET.replace("FILE", secret.as_uri())) if "secret" in one.text
    ]


@pytest.mark.parametrize(
    "content",
    [
        READING.encode().replace(b"the policy", b"the p\xf6licy"),
        READING.replace("UTF-8", "x-unheard-of").encode(),
        b"\x00" * 1000,
        b"<TEI>" * 100_000,
    ],
    ids=["a byte of another encoding", "an unknown one", "nothing", "too deep"],
)
def test_bytes_that_are_no_text_are_one_clear_problem(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(content)
    (problem,) = TeiValidator().validate(path)
    assert problem.severe
    assert "XML" in problem.text
    assert problem.advice


def test_a_large_file_is_checked_as_a_whole(tmp_path: Path) -> None:
    body = "".join(f"<p>line {n}</p>" for n in range(70_000))
    xml = READING.replace("</p>\n        </div>", f"</p>{body}<list/></div>", 1)
    problems = TeiValidator().validate(saved(tmp_path, xml))
    assert [one for one in problems if one.severe]
    assert len(problems) < 300


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = TeiValidator().validate(tmp_path / "missing.xml")
    assert "cannot be read" in problem.text


@pytest.mark.parametrize("content", ["", "<a/>", "<grammar xmlns='http://relaxng.org/ns/x'/>"])
def test_a_schema_that_is_none_is_refused(content: str, tmp_path: Path) -> None:
    file = saved(tmp_path, READING)
    with pytest.raises(UnreadableFile):
        TeiValidator().validate(file, Demands(saved(tmp_path, content, "schema.rng")))
    with pytest.raises(UnreadableFile):
        TeiValidator().validate(file, Demands(tmp_path / "missing.rng"))


def test_a_schema_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "schema.rng"
    path.write_bytes(own_schema().read_bytes())
    first = load_schema(path)
    assert load_schema(path) is first
    later = time.time() + 10
    os.utime(path, (later, later))
    assert load_schema(path) is not first


@pytest.mark.slow
def test_the_examples_of_others_are_sound_by_the_schema_of_tei(shared: Path) -> None:
    folder = shared / "tei"
    for path in [*folder.glob("example-[tz]*.xml"), *folder.glob("derived/[0-9z]*.xml")]:
        problems = TeiValidator().validate(path, Demands(folder / "tei_all.rng"))
        assert [one for one in problems if one.severe] == [], path.name


@pytest.mark.slow
def test_reviewed_samples_are_valid_tei(shared: Path, tmp_path: Path) -> None:
    for name, edition in scripted_editions().items():
        for profile in ("reading", "documentary", "archival"):
            path = saved(tmp_path, written(TeiWriter(), edition, profile=profile))
            problems = TeiValidator().validate(path, Demands(shared / "tei" / "tei_all.rng"))
            assert [one for one in problems if one.severe] == [], name
