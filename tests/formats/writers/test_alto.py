from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Page
from reviewer.formats.readers.alto import AltoReader
from reviewer.formats.writers.alto import AltoWriter
from tests.contracts.writer_kit import WriterKit
from tests.core.strategies import acts
from tests.formats.editions import make_edition
from tests.formats.writers.rewrites import (
    edition_of,
    lines_now,
    lines_of,
    read_back,
    some_acts,
    untouched_boxes,
    write,
)

READER, WRITER = AltoReader(), AltoWriter()
NS = "{http://www.loc.gov/standards/alto/ns-v4#}"
SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:x="urn:x" x:kept="yes">
  <Description><MeasurementUnit>pixel</MeasurementUnit></Description>
  <Layout><Page ID="p1" PHYSICAL_IMG_NR="1" WIDTH="1000" HEIGHT="1000"><PrintSpace>
    <TextBlock ID="b1" STYLEREFS="f1">
      <TextLine ID="l1" HPOS="0" VPOS="0" WIDTH="400" HEIGHT="20" BASELINE="18">
        <String ID="s1" CONTENT="The" HPOS="0" VPOS="0" WIDTH="30" HEIGHT="20" WC="0.9" CC="000" STYLE="bold"/>
        <SP ID="sp1" HPOS="30" VPOS="0" WIDTH="10"/>
        <String ID="s2" CONTENT="solicy" HPOS="40" VPOS="0" WIDTH="60" HEIGHT="20" WC="0.3">
          <ALTERNATIVE>policy</ALTERNATIVE><Glyph CONTENT="s"/></String>
        <SP ID="sp2" HPOS="100" VPOS="0" WIDTH="10"/>
        <String ID="s3" CONTENT="con" HPOS="110" VPOS="0" WIDTH="30" HEIGHT="20" SUBS_TYPE="HypPart1" SUBS_CONTENT="consider"/>
        <HYP CONTENT="-" HPOS="140" VPOS="8" WIDTH="5" HEIGHT="2"/>
      </TextLine>
      <TextLine ID="l2" HPOS="0" VPOS="30" WIDTH="400" HEIGHT="20">
        <String ID="s4" CONTENT="sider" HPOS="0" VPOS="30" WIDTH="50" HEIGHT="20" SUBS_TYPE="HypPart2" SUBS_CONTENT="consider"/>
        <SP/>
        <String ID="s5" CONTENT="it" HPOS="60" VPOS="30" WIDTH="20" HEIGHT="20"/>
      </TextLine>
      <TextLine ID="l3" HPOS="0" VPOS="60" WIDTH="400" HEIGHT="20">
        <String ID="s6" CONTENT="last of all" HPOS="0" VPOS="60" WIDTH="110" HEIGHT="20"/>
      </TextLine>
    </TextBlock></PrintSpace></Page></Layout>
</alto>
"""  # noqa: E501 - as such files are


class TestAltoWriter(WriterKit):
    writer = WRITER


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.xml"
    path.write_text(SAMPLE, "utf-8")
    return path


def rewritten(path: Path, *decided: d.Act) -> etree._Element:
    return etree.fromstring(write(WRITER, edition_of(READER, path, decided)))


def string(root: etree._Element, identity: str) -> dict[str, str]:
    (found,) = root.xpath(f"//*[@ID='{identity}']")
    return {str(name): str(value) for name, value in found.items()}


def row(root: etree._Element, line: str) -> list[str]:
    (found,) = root.xpath(f"//*[@ID='{line}']")
    return [one.get("CONTENT") or etree.QName(one).localname for one in found]


def canonical(data: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(data), method="c14n", with_comments=True))


def test_without_decisions_nothing_changes(sample: Path) -> None:
    written = write(WRITER, edition_of(READER, sample))
    assert canonical(written) == canonical(sample.read_bytes())
    assert b"<!-- kept -->" in written


def test_a_corrected_word_keeps_its_place_and_loses_the_guesses(sample: Path) -> None:
    root = rewritten(sample, d.Replace(d.Span(1, 1), "policy"))
    assert string(root, "s2") == {
        "ID": "s2",
        "CONTENT": "policy",
        "HPOS": "40",
        "VPOS": "0",
        "WIDTH": "60",
        "HEIGHT": "20",
    }
    assert not len(root.xpath("//*[@ID='s2']")[0])
    assert row(root, "l1") == ["The", "SP", "policy", "SP", "con", "-"]
    assert string(root, "s1")["WC"] == "0.9"
    assert [one.get("ID") for one in root.iter(NS + "SP")][:2] == ["sp1", "sp2"]


def test_a_removed_word_takes_its_space_along(sample: Path) -> None:
    root = rewritten(sample, d.Replace(d.Span(1, 1), ""))
    assert row(root, "l1") == ["The", "SP", "con", "-"]


def test_a_split_word_shares_its_place(sample: Path) -> None:
    root = rewritten(sample, d.Split(1, 2))
    assert row(root, "l1") == ["The", "SP", "so", "SP", "licy", "SP", "con", "-"]
    new = root.find(f".//{NS}String[@CONTENT='licy']")
    assert new is not None
    # Seven columns: the blank between the two has its own.
    assert (string(root, "s2")["WIDTH"], new.get("HPOS"), new.get("WIDTH")) == ("17", "66", "34")
    identities = root.xpath("//@ID")
    assert len(set(identities)) == len(identities)


def test_joined_words_unite_their_places(sample: Path) -> None:
    root = rewritten(sample, d.Join(d.Span(0, 1)))
    assert row(root, "l1") == ["Thesolicy", "SP", "con", "-"]
    assert string(root, "s1") == {
        "ID": "s1",
        "CONTENT": "Thesolicy",
        "HPOS": "0",
        "VPOS": "0",
        "WIDTH": "100",
        "HEIGHT": "20",
        "STYLE": "bold",
    }


def test_both_halves_follow_a_correction(sample: Path) -> None:
    root = rewritten(sample, d.Replace(d.Span(2, 2), "con-"), d.Replace(d.Span(3, 3), "sole"))
    assert string(root, "s3")["SUBS_CONTENT"] == "console"
    assert string(root, "s4")["SUBS_CONTENT"] == "console"
    assert row(root, "l1")[-2:] == ["con", "-"]


def test_halves_that_are_put_together_are_halves_no_more(sample: Path) -> None:
    root = rewritten(sample, d.Join(d.Span(2, 3)), d.Replace(d.Span(2, 3), "consider"))
    assert row(root, "l1") == ["The", "SP", "solicy", "SP", "consider"]
    assert row(root, "l2") == ["it"]
    assert "SUBS_TYPE" not in string(root, "s3")
    assert string(root, "s3")["WIDTH"] == "35"  # its half alone: the other stands a line below


def test_a_string_of_several_words_stays_one(sample: Path) -> None:
    root = rewritten(sample, d.Replace(d.Span(6, 6), "for"))
    assert string(root, "s6")["CONTENT"] == "last for all"
    assert string(root, "s6")["WIDTH"] == "110"


def test_lines_are_moved_removed_parted_and_added(sample: Path, tmp_path: Path) -> None:
    decided = (
        d.MoveLine(2, 0),
        d.Replace(d.Span(3, 4), ""),
        d.SplitLine(1),
        d.AddLine(None),
    )
    edition = edition_of(READER, sample, decided)
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert [" ".join(words) for words in lines_of(page)] == ["last of all", "The", "solicy con-"]
    assert page.lines[1].box == Box(0, 0, 30, 20)
    assert page.lines[2].box == Box(40, 0, 145, 20)


def test_explicit_reading_order_yields_to_the_move(sample: Path, tmp_path: Path) -> None:
    references = "".join(f'<ElementRef ID="r{n}" REF="l{n}"/>' for n in (3, 1, 2))
    sample.write_text(
        SAMPLE.replace(
            "<Layout>",
            f'<ReadingOrder><OrderedGroup ID="g">{references}</OrderedGroup></ReadingOrder>'
            "<Layout>",
        ),
        "utf-8",
    )
    edition = edition_of(READER, sample, [d.MoveLine(0, None)])
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert lines_of(page) == lines_now(edition)
    assert lines_now(edition)[-1] == ["last", "of", "all"]


def test_a_page_of_several_is_written_alone(sample: Path, tmp_path: Path) -> None:
    second = '<Page ID="p2" PHYSICAL_IMG_NR="2"><PrintSpace><TextBlock ID="b9"><TextLine>' + (
        '<String CONTENT="Secnod"/></TextLine></TextBlock></PrintSpace></Page></Layout>'
    )
    sample.write_text(SAMPLE.replace("</Layout>", second), "utf-8")
    edition = edition_of(READER, sample, [d.Replace(d.Span(0, 0), "Second")], place=1)
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert page.text == "Second\n"
    assert len(read_back(READER, WRITER, edition_of(READER, sample), tmp_path)) == 2


def test_a_measure_in_other_units_stays_in_them(sample: Path, tmp_path: Path) -> None:
    sample.write_text(SAMPLE.replace(">pixel<", ">inch1200<"), "utf-8")
    root = rewritten(sample, d.Split(1, 2))
    new = root.find(f".//{NS}String[@CONTENT='licy']")
    assert new is not None
    assert (new.get("HPOS"), new.get("WIDTH")) == ("64", "36")  # whole pixels are four units


def test_a_page_of_another_format_becomes_alto_4(tmp_path: Path) -> None:
    edition = make_edition("Dear Sir\nYours", [d.Replace(d.Span(0, 0), "De\x00ar")])
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert page.text == "De\ufffdar Sir\nYours\n"


@given(ledger=st.lists(acts, max_size=8))
def test_whatever_is_decided_can_be_read_again(
    ledger: list[d.Act], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("alto")
    path = folder / "sample.xml"
    path.write_text(SAMPLE, "utf-8")
    edition = edition_of(READER, path, ledger)
    lines = [line for page in read_back(READER, WRITER, edition, folder) for line in lines_of(page)]
    assert lines == lines_now(edition)


# The shared files

XLINK = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/1999/xlink"><xsd:attributeGroup name="simpleLink">
  <xsd:anyAttribute namespace="http://www.w3.org/1999/xlink" processContents="skip"/>
  </xsd:attributeGroup></xsd:schema>"""


class Offline(etree.Resolver):
    """The schemas import that of XLink from the net."""

    def resolve(self, url: str, pubid: str, context: object) -> object:
        return self.resolve_string(XLINK, context) if url.endswith("xlink.xsd") else None


@cache
def schema(path: Path) -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(Offline())
    return etree.XMLSchema(etree.parse(path, parser))


def schema_of(root: etree._Element, shared: Path) -> etree.XMLSchema | None:
    folder = shared / "data" / "formats" / "alto_schema"
    for version in ("2-1", "3-1", "4-4"):
        if f"ns-v{version[0]}" in str(root.tag):
            return schema(folder / f"alto-{version}.xsd")
    return None


def shared_pages(shared: Path) -> list[tuple[Path, Page]]:
    found = []
    for path in sorted((shared / "data" / "formats").glob("*/*.xml")):
        if READER.sniff(path, path.read_bytes()[: 1 << 16]).score:
            try:
                found += [(path, page) for page in READER.read(path).pages]
            except UnreadableFile:
                assert path.name == "test_invalid_alto.xml"
    assert len(found) > 10
    return found


def test_shared_files_come_back_as_they_were(shared: Path, tmp_path: Path) -> None:
    for path, page in shared_pages(shared):
        edition = edition_of(READER, path)
        assert canonical(write(WRITER, edition)) == canonical(path.read_bytes()), path.name
        (back,) = read_back(READER, WRITER, edition, tmp_path)
        assert [one.text for one in back.lines] == [one.text for one in page.lines]


def test_shared_files_take_corrections_and_stay_valid(shared: Path, tmp_path: Path) -> None:
    validated = 0
    for path, page in shared_pages(shared):
        decided = some_acts(page)
        edition = edition_of(READER, path, decided)
        (back,) = read_back(READER, WRITER, edition, tmp_path)
        assert lines_of(back) == lines_now(edition), path.name
        before = etree.parse(path)
        # Where a file gives its words one by one, each has a place of its own.
        if len(before.xpath("//*[local-name()='String']")) == len(page.tokens):
            places = untouched_boxes(back, [])
            for form, box in untouched_boxes(page, decided).items():
                assert places.get(form, box) == box, (path.name, form)
        rules = schema_of(before.getroot(), shared)
        if rules is not None and rules.validate(before):
            rules.assertValid(etree.fromstring(write(WRITER, edition)))
            validated += 1
    assert validated > 10


def test_shared_pages_written_anew_are_valid(shared: Path, tmp_path: Path) -> None:
    rules = schema(shared / "data" / "formats" / "alto_schema" / "alto-4-4.xsd")
    for path, page in shared_pages(shared):
        edition = make_edition([page], some_acts(page))
        rules.assertValid(etree.fromstring(write(WRITER, edition)))
        (back,) = read_back(READER, WRITER, edition, tmp_path)
        assert lines_of(back) == lines_now(edition), path.name
