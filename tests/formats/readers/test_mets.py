"""METS: volumes of pages that other readers read."""

import hashlib
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.model import NewDocument, Page
from reviewer.core.ports import Reader
from reviewer.formats.readers.mets import MetsReader
from reviewer.formats.readers.page import PageXmlReader
from tests.contracts.reader_kit import ReaderKit, Sample

PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="{image}" imageWidth="40" imageHeight="30"><TextRegion id="r"{more}>
<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextRegion></Page></PcGts>"""


def group(use: str, *files: str) -> str:
    inside = "".join(
        f'<file ID="{use}{n}"><FLocat xlink:href="{href}"/></file>\n'
        for n, href in enumerate(files, start=1)
    )
    return f'<fileGrp USE="{use}">{inside}</fileGrp>'


def division(*pointers: str, more: str = "") -> str:
    return (
        f'<div TYPE="page"{more}>'
        + "".join(f'<fptr FILEID="{one}"/>' for one in pointers)
        + "</div>"
    )


def mets(groups: str, *divisions: str, before: str = "") -> str:
    structure = (
        f'<structMap TYPE="PHYSICAL"><div DMDID="d1">{"".join(divisions)}</div></structMap>'
        if divisions
        else ""
    )
    return (
        '<?xml version="1.0"?>\n<mets xmlns="http://www.loc.gov/METS/"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink">{before}\n'
        f"<fileSec>{groups}</fileSec>{structure}</mets>"
    )


def save(folder: Path, content: str, **texts: str) -> Path:
    """A METS file beside page files named by the keywords."""
    for name, text in texts.items():
        page = PAGE.format(image=f"{name}.png", text=text, more="")
        (folder / f"{name}.xml").write_text(page, encoding="utf-8")
    path = folder / "mets.xml"
    path.write_text(content, encoding="utf-8")
    return path


def read(path: Path) -> tuple[NewDocument, list[Page]]:
    new = MetsReader([PageXmlReader()]).read(path)
    return new, list(new.pages)


def texts(pages: list[Page]) -> list[str]:
    return [" ".join(line.text for line in page.lines) for page in pages]


class TestMetsReader(ReaderKit):
    reader: ClassVar[Reader] = MetsReader([PageXmlReader()])
    samples: ClassVar[tuple[Sample, ...]] = (
        # A page without its files is a page nevertheless.
        Sample(
            "volume.xml",
            mets(group("img", "a.png", "b.png"), division("img1"), division("img2")).encode(),
            "",
            pages=2,
        ),
    )


def test_pages_follow_the_structure_and_not_the_list_of_files(tmp_path: Path) -> None:
    content = mets(
        group("FULLTEXT", "one.xml", "two.xml"), division("FULLTEXT2"), division("FULLTEXT1")
    )
    new, pages = read(save(tmp_path, content, one="first", two="second"))
    assert texts(pages) == ["second", "first"]
    assert [page.number for page in pages] == [1, 2]
    assert [page.file for page in pages] == ["two.xml", "one.xml"]
    originals = list(new.originals)
    assert [one.name for one in originals] == ["two.xml", "one.xml"]
    for original in originals:
        assert original.content == (tmp_path / original.name).read_bytes()
        assert original.sha256 == hashlib.sha256(original.content).hexdigest()
        assert original.format == "page"


def test_a_full_text_goes_before_other_files_and_pictures_come_from_their_group(
    tmp_path: Path,
) -> None:
    Pillow.new("L", (40, 30)).save(tmp_path / "scan.png")
    content = mets(
        group("THUMBS", "small.png")
        + group("MAX", "scan.png")
        + group("OTHER", "mets.xml")
        + group("OCR-D-GT-PAGE", "one.xml"),
        division("THUMBS1", "MAX1", "OTHER1", "OCR-D-GT-PAGE1", more=' ORDERLABEL="iv"'),
        division("MAX1"),
    )
    _, pages = read(save(tmp_path, content, one="words"))
    assert texts(pages) == ["words", ""]
    assert pages[0].label == "iv"
    assert [Path(page.image.path).name for page in pages if page.image] == ["scan.png", "scan.png"]


def test_files_of_one_name_are_one_page_where_there_is_no_structure(tmp_path: Path) -> None:
    content = mets(group("IMG", "one.png", "two.png") + group("PAGE", "one.xml", "two.xml"))
    _, pages = read(save(tmp_path, content, one="first", two="second"))
    assert texts(pages) == ["first", "second"]


@pytest.mark.parametrize(
    "href", ["pages/one.xml", "pages\\one.xml", "pages/o%6Ee.xml", "file:pages/one.xml"]
)
def test_references_however_they_are_written(href: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    save(folder, "", one="words")
    _, pages = read(save(tmp_path, mets(group("PAGE", href), division("PAGE1"))))
    assert texts(pages) == ["words"]


def test_an_absolute_reference_to_a_page_file_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    save(elsewhere, "", one="words")
    content = mets(group("PAGE", (elsewhere / "one.xml").as_uri()), division("PAGE1"))
    _, pages = read(save(tmp_path, content))
    assert texts(pages) == ["words"]


def test_a_file_with_per_cent_signs_in_its_name(tmp_path: Path) -> None:
    save(tmp_path, "", **{"a%20b": "words"})
    _, pages = read(save(tmp_path, mets(group("PAGE", "a%20b.xml"), division("PAGE1"))))
    assert texts(pages) == ["words"]


def test_a_file_named_twice_is_read_where_it_is_now(tmp_path: Path) -> None:
    twice = (
        '<fileGrp USE="PAGE"><file ID="p"><FLocat xlink:href="http://example.org/one.xml"/>'
        '<FLocat xlink:href="one.xml"/></file></fileGrp>'
    )
    new, pages = read(save(tmp_path, mets(twice, division("p")), one="words"))
    assert texts(pages) == ["words"]
    assert new.remarks == []


def test_nothing_is_fetched(tmp_path: Path) -> None:
    content = mets(
        group("PAGE", "http://example.org/one.xml", "//host/share/two.xml"),
        division("PAGE1"),
        division("PAGE2"),
    )
    new, pages = read(save(tmp_path, content))
    assert texts(pages) == ["", ""]
    assert len(new.remarks) == 1
    assert "2 files are on the network" in new.remarks[0]
    assert "mets.xml, line 3" in new.remarks[0]


def test_what_no_page_reader_takes_is_not_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not to be told")
    inner = tmp_path / "inner"
    inner.mkdir()
    new, pages = read(save(inner, mets(group("PAGE", "../secret"), division("PAGE1"))))
    assert texts(pages) == [""]
    assert list(new.originals) == []


def test_broken_and_missing_pages_do_not_hold_up_the_others(tmp_path: Path) -> None:
    content = mets(
        group("PAGE", "broken.xml", "missing.xml", "one.xml"),
        division("PAGE1"),
        division("PAGE2"),
        division("PAGE3"),
    )
    (tmp_path / "broken.xml").write_text("<PcGts><Page></PcGts>")
    new, pages = read(save(tmp_path, content, one="words"))
    assert texts(pages) == ["", "", "words"]
    assert any("broken.xml" in remark for remark in new.remarks)
    assert any("missing.xml" in remark for remark in new.remarks)
    assert [one.name for one in new.originals] == ["one.xml"]


def test_a_file_that_several_pages_name_is_read_once(tmp_path: Path) -> None:
    content = mets(group("PAGE", "one.xml"), division("PAGE1"), division("PAGE1"))
    _, pages = read(save(tmp_path, content, one="words"))
    assert texts(pages) == ["words"]


def test_title_and_language_of_the_volume(tmp_path: Path) -> None:
    described = (
        '<dmdSec ID="d0"><title>Not this</title></dmdSec>'
        '<dmdSec ID="d1"><mods xmlns="http://www.loc.gov/mods/v3">'
        "<title>Letters\n of a year</title><languageTerm>ger</languageTerm></mods></dmdSec>"
    )
    content = mets(group("PAGE", "one.xml"), division("PAGE1"), before=described)
    new, _ = read(save(tmp_path, content, one="words"))
    assert (new.title, new.language) == ("Letters of a year", "de")


def test_the_language_of_the_pages_where_the_volume_is_silent(tmp_path: Path) -> None:
    page = PAGE.format(image="one.png", text="mots", more=' primaryLanguage="French"')
    (tmp_path / "one.xml").write_text(page)
    new, _ = read(save(tmp_path, mets(group("PAGE", "one.xml"), division("PAGE1"))))
    assert new.language == "fr"


@pytest.mark.parametrize("content", ["<mets/>", "<mets", "<other/>", ""])
def test_what_is_no_volume_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(save(tmp_path, content))
    assert "mets.xml" in str(caught.value)


def test_volumes_of_others(shared: Path, tmp_path: Path) -> None:
    """Their page files are not beside them, so pages made here stand in for those."""
    folder = shared / "data" / "formats" / "mets"
    for path in sorted(folder.glob("*.xml")):
        place = tmp_path / path.stem
        place.mkdir()
        copy = place / path.name
        copy.write_bytes(path.read_bytes())
        verdict = MetsReader([]).sniff(copy, copy.read_bytes())
        assert verdict.score == 1
        named = [
            piece.partition('"')[0]
            for piece in copy.read_text().split('href="')[1:]
            if '.xml"' in piece
        ]
        for name in named:
            page = PAGE.format(image="none.png", text=f"words of {name}", more="")
            (place / name).write_text(page)
        pages = texts(read(copy)[1])
        linked = [f"words of {name}" for name in named]
        assert pages
        assert pages == linked[: len(pages)]


def test_a_volume_without_a_title_is_named_after_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Letters_1950"
    folder.mkdir()
    new, _ = read(save(folder, mets(group("PAGE", "one.xml"), division("PAGE1")), one="words"))
    assert new.title == "Letters 1950"
