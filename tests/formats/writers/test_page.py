"""PAGE XML written: into files that were read, and anew."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.fold import fold
from reviewer.core.geometry import Box
from reviewer.core.model import Page, Role
from reviewer.core.ports import Writer
from reviewer.formats.characters import lawful
from reviewer.formats.readers.page import PageXmlReader
from reviewer.formats.writers.page import PageXmlWriter
from tests.contracts.writer_kit import WriterKit
from tests.core.strategies import acts
from tests.formats.editions import editions, make_edition

VERSIONS = PageXmlWriter.options[0].values
NS = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
SAMPLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="{NS}"><Metadata><Creator>a hand</Creator><Created>2020-01-01T00:00:00</Created>
<LastChange>2020-01-01T00:00:00</LastChange></Metadata>
<Page imageFilename="leaf.png" imageWidth="400" imageHeight="300">
<TextRegion id="a" type="heading" custom="readingOrder {{index:0;}}">
 <Coords points="10,10 200,10 200,40 10,40"/>
 <TextLine id="a1" custom="readingOrder {{index:0;}}"><Coords points="10,10 200,12 200,40 10,40"/>
  <TextEquiv conf="0.5"><Unicode>A Tittle</Unicode></TextEquiv></TextLine>
</TextRegion>
<TextRegion id="b" custom="readingOrder {{index:1;}}" other="kept">
 <Coords points="10,50 300,50 300,200 10,200"/>
 <TextLine id="b1" custom="readingOrder {{index:0;}} person {{offset:4; length:5;}}
 gap {{offset:12; length:0;}}">
  <Coords points="10,50 300,50 300,70 10,70"/><Baseline points="10,65 300,66"/>
  <Word id="w1"><Coords points="10,50 50,50 50,70 10,70"/>
   <Glyph id="g1"><Coords points="10,50 20,50 20,70 10,70"/></Glyph>
   <TextEquiv index="0" conf="0.9"><Unicode>Tbe</Unicode></TextEquiv>
   <TextEquiv index="1" conf="0.4"><Unicode>The</Unicode></TextEquiv></Word>
  <Word id="w2"><Coords points="60,50 110,50 110,70 60,70"/>
   <TextEquiv><Unicode>Kuban</Unicode></TextEquiv><UserDefined/></Word>
  <Word id="w3"><Coords points="120,50 200,50 200,70 120,70"/>
   <TextEquiv><Unicode>towncrier</Unicode></TextEquiv></Word>
  <TextEquiv><Unicode>Tbe Kuban towncrier</Unicode></TextEquiv>
 </TextLine>
 <TextLine id="b2" custom="readingOrder {{index:1;}}"><Coords points="10,80 300,80 300,100 10,100"/>
  <Word id="w4"><Coords points="10,80 40,80 40,100 10,100"/>
   <TextEquiv><Unicode>to</Unicode></TextEquiv></Word>
  <Word id="w5"><Coords points="50,80 90,80 90,100 50,100"/>
   <TextEquiv><Unicode>day</Unicode></TextEquiv></Word>
  <TextEquiv><Unicode>to day</Unicode></TextEquiv>
 </TextLine>
 <TextEquiv><Unicode>Tbe Kuban towncrier
to day</Unicode></TextEquiv>
</TextRegion>
<TextRegion id="c"><Coords points="10,210 300,210 300,290 10,290"/>
 <TextEquiv><Unicode>One line
and another</Unicode></TextEquiv></TextRegion>
</Page></PcGts>
"""


def read(data: bytes, folder: Path, name: str = "leaf.xml") -> Edition:
    """An edition of a PAGE file, with its original."""
    path = folder / name
    path.write_bytes(data)
    new = PageXmlReader().read(path)
    pages = list(new.pages)
    edition = make_edition(pages)
    return replace(edition, originals={one.name: one for one in new.originals})


def decided(edition: Edition, *acts: d.Act) -> Edition:
    pages = [reading.page for reading in edition.pages]
    return replace(make_edition(pages, acts), originals=edition.originals)


def write(edition: Edition, version: str = "as read") -> bytes:
    out = BytesIO()
    PageXmlWriter().write(edition, out, {"version": version})
    return out.getvalue()


def page_of(edition: Edition) -> Page:
    return next(iter(edition.pages)).page


def again(edition: Edition, folder: Path) -> Page:
    """The page as it is read from what the edition writes."""
    return page_of(read(write(edition), folder, "again.xml"))


def tree_of(edition: Edition) -> etree._Element:
    return etree.fromstring(write(edition))


def by_id(root: etree._Element, name: str) -> etree._Element:
    (found,) = [one for one in root.iter(etree.Element) if one.get("id") == name]
    return found


def ids(root: etree._Element) -> set[str]:
    return {one.get("id", "") for one in root.iter(etree.Element)}


def text_by_id(root: etree._Element, name: str) -> str:
    return str(by_id(root, name).findtext(f"{{{NS}}}TextEquiv/{{{NS}}}Unicode"))


@pytest.fixture
def sample(tmp_path: Path) -> Edition:
    return read(SAMPLE.encode(), tmp_path)


class TestPageXmlWriter(WriterKit):
    writer: ClassVar[Writer] = PageXmlWriter()


def test_what_nobody_touched_comes_back_byte_for_byte(sample: Edition) -> None:
    assert write(sample) == SAMPLE.encode()


def test_a_change_that_was_taken_back_leaves_no_trace(sample: Edition) -> None:
    there_and_back = decided(sample, d.Replace(d.Span(0, 0), "Some"), d.Replace(d.Span(0, 0), "A"))
    assert write(there_and_back) == SAMPLE.encode()


def test_a_changed_word_keeps_its_place_and_loses_what_spoke_of_the_old(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(2, 2), "The")))
    word = by_id(root, "w1")
    assert text_by_id(root, "w1") == "The"
    points = [one.get("points") for one in word.iter(f"{{{NS}}}Coords")]
    assert points == ["10,50 50,50 50,70 10,70"]
    assert len(word.findall(f"{{{NS}}}TextEquiv")) == 1
    assert word.find(f"{{{NS}}}Glyph") is None
    assert not any("conf" in one.attrib for one in word.iter())
    assert text_by_id(root, "b1") == "The Kuban towncrier"
    assert text_by_id(root, "b") == "The Kuban towncrier\nto day"
    assert text_by_id(root, "a1") == "A Tittle"
    assert [one.get("conf") for one in by_id(root, "a1").iter(f"{{{NS}}}TextEquiv")] == ["0.5"]


def test_what_we_do_not_know_is_kept(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(3, 3), "Cuban")))
    assert by_id(root, "b").get("other") == "kept"
    assert by_id(root, "w2").find(f"{{{NS}}}UserDefined") is not None


def test_words_split_share_the_place_and_words_joined_unite_it(
    sample: Edition, tmp_path: Path
) -> None:
    edition = decided(sample, d.Split(4, 4), d.Join(d.Span(5, 6)))
    root = tree_of(edition)
    assert text_by_id(root, "w3") == "town"
    assert text_by_id(root, "w3_2") == "crier"
    assert text_by_id(root, "w4") == "today"
    assert "w5" not in ids(root)
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines[1:3]] == ["Tbe Kuban town crier", "today"]
    town, crier = page.lines[1].tokens[2:]
    assert (town.box, crier.box) == (Box(120, 50, 152, 70), Box(160, 50, 200, 70))
    assert page.lines[2].tokens[0].box == Box(10, 80, 90, 100)


def test_words_removed_and_added(sample: Edition, tmp_path: Path) -> None:
    edition = decided(
        sample, d.Replace(d.Span(3, 3), ""), d.Insert(2, 6, "again"), d.Insert(2, None, "and")
    )
    root = tree_of(edition)
    assert "w2" not in ids(root)
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines[1:3]] == ["Tbe towncrier", "and to day again"]
    assert all(token.box for line in page.lines[1:3] for token in line.tokens)


def test_a_line_without_a_word_left_stays_as_a_place(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.Replace(d.Span(5, 6), ""))
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines[1:3]] == ["Tbe Kuban towncrier", ""]
    assert page.lines[2].box == Box(10, 80, 300, 100)


def test_the_text_of_a_region_without_lines(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(7, 7), "The first")))
    assert text_by_id(root, "c") == "The first line\nand another"


def test_tags_of_transkribus_move_with_their_text(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(2, 2), "Of the")))
    assert "person {offset:7; length:5;}" in by_id(root, "b1").get("custom", "")
    root = tree_of(decided(sample, d.Replace(d.Span(3, 3), "")))
    custom = by_id(root, "b1").get("custom", "")
    assert "person" not in custom
    assert re.search(r"gap \{offset:\d+; length:0;\}", custom)


def test_a_line_parted_has_the_places_of_its_words(sample: Edition, tmp_path: Path) -> None:
    page = again(decided(sample, d.SplitLine(4)), tmp_path)
    assert [line.text for line in page.lines[1:4]] == ["Tbe Kuban", "towncrier", "to day"]
    first, second = page.lines[1:3]
    assert (first.box, second.box) == (Box(10, 50, 110, 70), Box(120, 50, 200, 70))
    assert (first.baseline, second.baseline) == (((10, 65), (110, 65)), ((120, 65), (200, 66)))
    assert second.region == first.region


def test_lines_put_together_unite_their_places(sample: Edition, tmp_path: Path) -> None:
    page = again(decided(sample, d.JoinLines(1, 2)), tmp_path)
    assert [line.text for line in page.lines[1:3]] == ["Tbe Kuban towncrier to day", "One line"]
    assert page.lines[1].box == Box(10, 50, 200, 100)
    assert [token.box for token in page.lines[1].tokens][3:] == [
        Box(10, 80, 40, 100),
        Box(50, 80, 90, 100),
    ]


def test_a_line_added(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.AddLine(2))
    added = next(line.n for line in next(iter(edition.pages)).lines if line.n > 100)
    page = again(decided(sample, d.AddLine(2), d.Insert(added, None, "new words")), tmp_path)
    assert [line.text for line in page.lines[1:4]] == [
        "Tbe Kuban towncrier",
        "new words",
        "to day",
    ]


def test_a_changed_word_leaves_the_outline_of_its_line(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(1, 1), "Title")))
    points = [one.get("points") for one in by_id(root, "a1").iter(f"{{{NS}}}Coords")]
    assert points == ["10,10 200,12 200,40 10,40"]


def test_lines_moved_within_a_region(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.MoveLine(2, 1))
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines] == [
        "A Tittle",
        "to day",
        "Tbe Kuban towncrier",
        "One line",
        "and another",
    ]
    assert text_by_id(tree_of(edition), "b") == "to day\nTbe Kuban towncrier"


def test_regions_in_another_order(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.MoveLine(0, 3))
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines][:3] == ["Tbe Kuban towncrier", "to day", "A Tittle"]


def test_regions_without_ids_of_their_own_are_given_some(tmp_path: Path) -> None:
    for content in (SAMPLE.replace(' id="c"', ""), SAMPLE.replace(' id="c"', ' id="b"')):
        edition = read(content.encode(), tmp_path)
        before = [line.text for line in page_of(edition).lines]
        found = again(decided(edition, d.MoveLine(0, None)), tmp_path)
        assert [line.text for line in found.lines] == [*before[1:], before[0]]


def test_a_line_moved_amid_those_of_another_region(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.MoveLine(0, 2))
    page = again(edition, tmp_path)
    assert [line.text for line in page.lines][:3] == ["Tbe Kuban towncrier", "A Tittle", "to day"]
    assert {line.region for line in page.lines[:3]} == {page.lines[0].region}


def test_the_role_of_a_line_is_noted(sample: Edition, tmp_path: Path) -> None:
    edition = decided(sample, d.SetRole(1, Role.STAMP), d.SetRole(0, Role.BODY))
    page = again(edition, tmp_path)
    assert [line.role for line in page.lines[:3]] == [Role.BODY, Role.STAMP, Role.BODY]


def test_the_date_of_the_last_change_is_that_of_the_last_decision(sample: Edition) -> None:
    root = tree_of(decided(sample, d.Replace(d.Span(0, 0), "The")))
    assert root.findtext(f"{{{NS}}}Metadata/{{{NS}}}LastChange") == "2026-03-01T12:01:00Z"


def test_points_of_the_oldest_version_stay_points(tmp_path: Path) -> None:
    old = re.sub(
        r'<Coords points="([^"]*)"/>',
        lambda found: (
            "<Coords>"
            + "".join(
                '<Point x="{}" y="{}"/>'.format(*pair.split(",")) for pair in found[1].split()
            )
            + "</Coords>"
        ),
        SAMPLE,
    )
    edition = decided(read(old.encode(), tmp_path), d.Split(4, 4))
    root = tree_of(edition)
    points = by_id(root, "w3").findall(f"{{{NS}}}Coords/{{{NS}}}Point")
    assert [(one.get("x"), one.get("y")) for one in points][:2] == [("120", "50"), ("152", "50")]
    newer = etree.fromstring(write(edition, "2013-07-15"))
    assert str(newer.tag).endswith("2013-07-15}PcGts")
    assert next(newer.iter("{*}Point"), None) is None


@given(edition=editions())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_new_files_say_what_the_pages_say(edition: Edition, tmp_path: Path) -> None:
    for reading in edition.pages:
        alone = replace(edition, pages=[reading])
        page = again(alone, tmp_path)
        wanted = [lawful(line.text).split() for line in reading.lines if not line.removed]
        assert [line.text.split() for line in page.lines] == wanted


@given(edition=editions())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_decided_is_what_is_read_again(edition: Edition, tmp_path: Path) -> None:
    """Pages of hypothesis, first made PAGE files, then decided upon, written back and read."""
    for reading in edition.pages:
        alone = replace(edition, pages=[fold(reading.page)], history=())
        first = read(write(alone), tmp_path)
        changed = decided(first, *(one.act for one in reading.decisions))
        now = next(iter(changed.pages))
        found = again(changed, tmp_path)
        shown = [line.text.split() for line in now.lines if line.text.strip()]
        assert [line.text.split() for line in found.lines if line.text.strip()] == shown
        kept = [line for line in now.lines if line.text.strip()]
        roles = [line.role for line in found.lines if line.text.strip()]
        assert roles == [line.role for line in kept]


@given(steps=st.lists(acts, max_size=8))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_decided_about_a_page_with_regions_is_what_is_read_again(
    steps: list[d.Act], tmp_path: Path
) -> None:
    changed = decided(read(SAMPLE.encode(), tmp_path), *steps)
    now = next(iter(changed.pages))
    found = again(changed, tmp_path)
    shown = [line.text.split() for line in now.lines if line.text.strip()]
    assert [line.text.split() for line in found.lines if line.text.strip()] == shown
    root = tree_of(changed)
    given = [one.get("id") for one in root.iter(etree.Element) if one.get("id")]
    assert len(given) == len(set(given))
    assert [one for one in root.iter("{*}Word") if one.find("{*}Coords") is None] == []


@pytest.mark.parametrize(
    "old, new, problem",
    [
        ('id="w2"', 'id="w1"', "there twice"),
        ('id="w2"', "", "no id"),
        ('<Coords points="60,50 110,50 110,70 60,70"/>', "", "no Coords"),
        ("60,50 110,50", "60,5x0", "points"),
        ('imageWidth="400"', 'imageWidth="wide"', "imageWidth"),
        ('imageFilename="leaf.png"', "", "picture"),
        ("LastChange", "Other", "LastChange"),
        ("<Page ", "<Page/><Page ", "one page"),
        (
            '<TextRegion id="a"',
            '<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="0" regionRef="z"/>'
            '</OrderedGroup></ReadingOrder><TextRegion id="a"',
            "no region",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.xml"
    path.write_text(SAMPLE, encoding="utf-8")
    assert PageXmlWriter().check(path, {}) == []
    path.write_text(SAMPLE.replace(old, new), encoding="utf-8")
    found = PageXmlWriter().check(path, {})
    assert [one for one in found if problem in one.text]
    assert all(one.line > 0 for one in found)
    # What somebody else's program wrote does not keep the corrected text from being published.
    assert not any(one.severe for one in found)
    path.write_text(SAMPLE.replace(old, new).replace("a hand", "reviewer"), encoding="utf-8")
    severe = [one for one in PageXmlWriter().check(path, {}) if one.severe]
    assert severe or problem == "one page"


@pytest.mark.parametrize("content", ["<alto/>", "<PcGts/>", "<PcGts><Metadata/></PcGts>"])
def test_what_is_no_page_is_severe(content: str, tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text(content)
    assert any(one.severe for one in PageXmlWriter().check(path, {}))
