"""Zones: what lies where on the picture, written down and read again."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Profile
from reviewer.core.geometry import Box, Points
from reviewer.core.model import Image, Line, Page, Region, Role, Token
from reviewer.core.text import make_lines
from reviewer.formats.readers.tei.reader import TeiReader
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.words import imported_text, plain_words, reading_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import XML_ID, parse, tei
from tests.core.strategies import acts, texts
from tests.formats.editions import make_edition, saved, written
from tests.formats.writers.test_tei_documents import FORBIDDEN

WRITER = TeiWriter()
IMAGE = Image("images/1.png", 300, 400, "image/png")
_x, _y = st.integers(0, IMAGE.width), st.integers(0, IMAGE.height)
boxes = st.builds(
    lambda xs, ys: Box(min(xs), min(ys), max(xs), max(ys)), st.tuples(_x, _x), st.tuples(_y, _y)
)
outlines = st.lists(st.tuples(_x, _y), min_size=3, max_size=5).map(tuple)


@st.composite
def layouts(draw: st.DrawFn) -> Page:
    """A page of any text on which some things have a place and others have not."""
    regions = tuple(
        Region(n, draw(st.sampled_from(["paragraph", "", "Stamp zone"])), Role.BODY, *shape)
        for n, shape in enumerate(
            draw(st.lists(st.tuples(st.none() | boxes, outlines), max_size=3))
        )
    )
    lines: list[Line] = []
    for line in make_lines(draw(texts)):
        tokens = tuple(
            Token(
                token.n,
                token.start,
                token.end,
                draw(st.none() | boxes),
                draw(st.sampled_from([None, 0.0, 0.5, 0.125, 1.0])),
            )
            for token in line.tokens
        )
        outline: Points = draw(st.just(()) | outlines)
        region = draw(st.none() | st.integers(0, len(regions) - 1)) if regions else None
        box = draw(st.none() | boxes)
        lines.append(Line(line.n, line.text, line.end, tokens, Role.BODY, box, region, outline))
    return Page(1, tuple(lines), image=IMAGE, regions=regions)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(page=layouts(), decided=st.lists(acts, max_size=6))
def test_any_layout_passes_every_check(
    page: Page, decided: list[d.Act], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("zones")
    edition = make_edition([page], decided)
    for profile in Profile:
        path = saved(folder, written(WRITER, edition, profile=profile))
        assert not [one for one in WRITER.check(path, {}) if one.severe]
    path = saved(folder, written(WRITER, edition, profile="reading"))
    lawful = [FORBIDDEN.sub("\ufffd", word) for word in reading_words(edition)]
    assert plain_words(path) == lawful
    assert not parse(path).getroot().findall(f".//{tei('zone')}")


def sample() -> Page:
    """Two regions with lines, one of them a polygon; the last line stands in no region."""
    tokens = (
        Token(0, 0, 4, Box(10, 20, 50, 30), 0.98),
        Token(1, 5, 8, Box(55, 20, 80, 30), 0.6125),
        Token(2, 0, 3, Box(10, 40, 40, 50)),
        Token(3, 0, 4, None, 0.5),
    )
    shape = ((10, 38), (90, 40), (90, 52), (10, 50))
    lines = (
        Line(0, "Some wrd", tokens=tokens[:2], role=Role.HEADING, box=Box(9, 19, 81, 31), region=0),
        Line(1, "two", tokens=tokens[2:3], region=1, outline=shape, baseline=((10, 50), (90, 52))),
        Line(2, "last", tokens=tokens[3:], box=Box(0, 60, 30, 70)),
    )
    regions = (
        Region(0, "heading", Role.HEADING, Box(5, 10, 95, 35)),
        Region(1, "paragraph", Role.BODY, None, ((5, 36), (95, 36), (95, 55))),
    )
    return Page(1, lines, "1r", IMAGE, regions)


def test_our_schema_wants_three_corners_of_an_outline_and_two_points_of_a_baseline() -> None:
    zone = '<zone xml:id="z" type="line" points="1,1 9,1 9,9"/>'
    whole = written(WRITER, make_edition([sample()]), profile="archival")
    given = whole.replace("</surface>", f"{zone}</surface>", 1)
    schema = load_schema(own_schema())
    assert schema.validate(etree.ElementTree(etree.fromstring(given.encode())))
    less = given.replace("1,1 9,1 9,9", "1,1 9,1")
    assert not schema.validate(etree.ElementTree(etree.fromstring(less.encode())))


def test_words_stand_in_lines_and_lines_in_regions(tmp_path: Path) -> None:
    edition = make_edition([sample()], [d.Replace(d.Span(1, 1), "word"), d.MoveLine(2, 0)])
    root = parse(saved(tmp_path, written(WRITER, edition, profile="archival"))).getroot()
    surface = root.find(f"{tei('facsimile')}/{tei('surface')}")
    assert surface is not None
    assert (surface.get("lrx"), surface.get("lry")) == ("300", "400")
    found = {zone.get(XML_ID): zone for zone in surface.iter(tei("zone"))}
    parents = {
        name: parent.get(XML_ID)
        for name, zone in found.items()
        if (parent := zone.getparent()) is not None
    }
    assert parents == {
        "t1-f1-r1": "t1-f1",
        "t1-f1-l1": "t1-f1-r1",
        "t1-f1-w1": "t1-f1-l1",
        "t1-f1-w2": "t1-f1-l1",
        "t1-f1-r2": "t1-f1",
        "t1-f1-l2": "t1-f1-r2",
        "t1-f1-w3": "t1-f1-l2",
        "t1-f1-l3": "t1-f1",
    }
    assert found["t1-f1-l2"].get("points") == "10,38 90,40 90,52 10,50"
    text = root.find(tei("text"))
    assert text is not None
    assert [lb.get("facs") for lb in text.iter(tei("lb"))] == [
        "#t1-f1-l3",
        "#t1-f1-l1",
        "#t1-f1-l2",
    ]
    assert [block.get("facs") for block in text.iter(tei("head"), tei("p"), tei("ab"))] == [
        "#t1-f1-l3",  # it stands in no region
        "#t1-f1-r1",
        "#t1-f1-r2",
    ]
    words = root.findall(f".//{tei('w')}")
    degrees = [certainty.get("degree") for word in words for certainty in word]
    assert ([word.get("facs") for word in words], degrees) == (
        ["#t1-f1-w1", "#t1-f1-w2", "#t1-f1-w3", None],
        ["0.98", "0.6125", "0.5"],
    )
    assert imported_text(root) == sample().text


def test_documentary_files_have_zones_down_to_lines(tmp_path: Path) -> None:
    edition = make_edition([sample()])
    root = parse(saved(tmp_path, written(WRITER, edition, profile="documentary"))).getroot()
    assert [zone.get("type") for zone in root.iter(tei("zone"))] == [
        "region",
        "line",
        "region",
        "line",
        "line",
    ]
    assert root.find(f".//{tei('w')}") is None


def test_our_own_files_give_the_layout_again(tmp_path: Path) -> None:
    page = sample()
    path = saved(tmp_path, written(WRITER, make_edition([page]), profile="archival"))
    (again,) = TeiReader().read(path).pages
    assert again.text == page.text
    assert again.tokens == page.tokens
    for line, before in zip(again.lines, page.lines, strict=True):
        assert (line.outline, line.baseline) == (before.outline, before.baseline)
        assert line.region == before.region
        assert line.box == before.box or before.box is None
    assert [(region.kind, region.outline) for region in again.regions] == [
        (region.kind, region.outline) for region in page.regions
    ]
    assert again.image is not None
    assert (again.image.width, again.image.height, again.label) == (300, 400, "1r")


def test_zones_are_valid_tei(tmp_path: Path, shared: Path) -> None:
    edition = make_edition([sample()], [d.SplitLine(1), d.AddLine(None), d.SetRole(0, Role.STAMP)])
    files = [
        saved(tmp_path, written(WRITER, edition, profile=profile), f"{profile}.xml")
        for profile in Profile
    ]
    schema = shared / "tei" / "tei_all.rng"
    jing = Path(sys.executable).with_name("pyjing")
    done = subprocess.run([jing, schema, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert etree.parse(files[0]).getroot() is not None
