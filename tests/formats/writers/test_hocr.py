from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.formats.readers.hocr import HocrReader
from reviewer.formats.writers.hocr import HocrWriter
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

READER, WRITER = HocrReader(), HocrWriter()
SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title>
<meta name="ocr-system" content="by hand"/></head><body data-kept="yes">
<div class="ocr_page" id="p1" title="bbox 0 0 1000 1000; ppageno 0">
 <h2><span class="ocr_line" id="l0" title="bbox 0 0 400 20">Head line</span></h2>
 <p class="ocr_par" id="b1" lang="eng">
  <span class="ocr_line" id="l1" title="bbox 0 30 400 50; baseline 0 -3">
   <span class="ocrx_word" id="w1" title="bbox 0 30 30 50; x_wconf 91; x_fsize 9">The</span>
   <span class="ocrx_word" id="w2" title="bbox 40 30 100 50; x_wconf 30"><strong><em>solicy</em></strong></span>
   <span class="ocrx_word" id="w3" title="bbox 110 30 140 50">of&#173;</span>
  </span>
  <span class="ocr_line" id="l2" title="bbox 0 60 400 80">
   <span class="ocrx_word" id="w4" title="bbox 0 60 50 80; x_confs 90 80"><span class="ocrx_cinfo">m</span> <span class="ocrx_cinfo">e</span></span>
  </span>
 </p>
 <img src="kept.png" alt=""/>
</div></body></html>
"""  # noqa: E501 - as such files are


class TestHocrWriter(WriterKit):
    writer = WRITER


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.hocr"
    path.write_text(SAMPLE, "utf-8")
    return path


def rewritten(path: Path, *decided: d.Act) -> etree._Element:
    return etree.fromstring(write(WRITER, edition_of(READER, path, decided)))


def by_id(root: etree._Element, identity: str) -> etree._Element:
    (found,) = root.xpath(f"//*[@id='{identity}']")
    return found


def canonical(data: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(data), method="c14n", with_comments=True))


def test_without_decisions_nothing_changes(sample: Path) -> None:
    written = write(WRITER, edition_of(READER, sample))
    assert canonical(written) == canonical(sample.read_bytes())
    assert b"XHTML 1.0 Strict" in written
    assert b"<title></title>" in written  # browsers take <title/> for one that never ends


def test_a_corrected_word_keeps_its_place_and_mark_up(sample: Path) -> None:
    word = by_id(rewritten(sample, d.Replace(d.Span(3, 3), "policy")), "w2")
    assert word.get("title") == "bbox 40 30 100 50"
    assert etree.tostring(word, with_tail=False).count(b"<em>policy</em>") == 1


def test_letters_of_a_corrected_word_go(sample: Path) -> None:
    word = by_id(rewritten(sample, d.Replace(d.Span(5, 5), "we")), "w4")
    assert (word.text, len(word), word.get("title")) == ("we", 0, "bbox 0 60 50 80")


def test_a_line_given_as_a_whole_stays_so(sample: Path) -> None:
    line = by_id(rewritten(sample, d.Replace(d.Span(1, 1), "lines")), "l0")
    assert (line.text, len(line)) == ("Head lines", 0)


def test_split_joined_and_added_words(sample: Path, tmp_path: Path) -> None:
    decided = (d.Split(3, 2), d.Insert(1, 2, "bold"), d.Replace(d.Span(4, 4), ""))
    root = rewritten(sample, *decided)
    assert [one.get("title") for one in by_id(root, "l1")] == [
        "bbox 0 30 30 50; x_wconf 91; x_fsize 9",
        "bbox 30 30 40 50",
        "bbox 40 30 57 50",
        "bbox 66 30 100 50",
    ]
    identities = root.xpath("//@id")
    assert len(set(identities)) == len(identities)
    (page,) = read_back(READER, WRITER, edition_of(READER, sample, decided), tmp_path)
    assert lines_of(page)[1] == ["The", "bold", "so", "licy"]


def test_lines_are_moved_parted_and_removed(sample: Path, tmp_path: Path) -> None:
    decided = (d.MoveLine(2, 0), d.SplitLine(3), d.Replace(d.Span(0, 1), ""))
    edition = edition_of(READER, sample, decided)
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert lines_of(page) == lines_now(edition) == [["me"], ["The"], ["solicy", "of\xad"]]
    root = rewritten(sample, *decided)
    assert root.find(".//{*}h2") is None
    assert root.find(".//{*}img") is not None


def test_words_of_a_line_that_was_joined_come_along(sample: Path, tmp_path: Path) -> None:
    edition = edition_of(READER, sample, [d.JoinLines(1, 2)])
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert lines_of(page)[1] == ["The", "solicy", "of\xad", "me"]
    assert by_id(rewritten(sample, d.JoinLines(1, 2)), "w4").get("title") == (
        "bbox 0 60 50 80; x_confs 90 80"
    )


def test_a_page_of_several_is_written_alone(sample: Path, tmp_path: Path) -> None:
    second = "<div class='ocr_page'><span class='ocr_line'>Secnod</span></div></body>"
    sample.write_text(SAMPLE.replace("</body>", second), "utf-8")
    edition = edition_of(READER, sample, [d.Replace(d.Span(0, 0), "Second")], place=1)
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert page.text == "Second\n"


def test_what_is_not_xml_is_mended_and_becomes_utf8(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes(
        "<html><head><meta charset=windows-1251><body><div class=ocr_page>"
        "<span class=ocr_line><span class=ocrx_word>Посол</span></div><hr>".encode("cp1251")
    )
    edition = edition_of(READER, path, [d.Replace(d.Span(0, 0), "Посла")])
    written = write(WRITER, edition)
    assert "Посла".encode() in written
    assert b'charset="utf-8"' in written
    assert b"<hr/>" in written
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert page.text == "Посла\n"


def test_rubble_of_broken_tags_does_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_text(
        "<html><body><div class='ocr_page'><span class='ocr_line' id='l1\" 7=8 x9'>Dear</span><p>"
        "<span class='ocr_line' 12 =\"'>Sir</span></div>"
    )
    edition = edition_of(READER, path)
    pages = list(READER.read(path).pages)
    assert [page.lines for page in read_back(READER, WRITER, edition, tmp_path)] == [
        page.lines for page in pages
    ]
    etree.fromstring(write(WRITER, edition))


def test_a_page_of_another_format_becomes_xhtml(tmp_path: Path) -> None:
    edition = make_edition("Dear Sir\nYours", [d.Replace(d.Span(0, 0), "De\x00ar")])
    (page,) = read_back(READER, WRITER, edition, tmp_path)
    assert page.text == "De\ufffdar Sir\nYours\n"


def test_boxes_and_confidences_survive_in_a_new_file(sample: Path, tmp_path: Path) -> None:
    (page,) = READER.read(sample).pages
    (back,) = read_back(READER, WRITER, make_edition([page]), tmp_path)
    assert [token.box for token in back.tokens] == [token.box for token in page.tokens]
    assert [token.confidence for token in back.tokens][2:4] == [0.91, 0.3]


@given(ledger=st.lists(acts, max_size=8))
def test_whatever_is_decided_can_be_read_again(
    ledger: list[d.Act], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hocr")
    path = folder / "sample.hocr"
    path.write_text(SAMPLE, "utf-8")
    edition = edition_of(READER, path, ledger)
    lines = [line for page in read_back(READER, WRITER, edition, folder) for line in lines_of(page)]
    assert lines == lines_now(edition)


def test_shared_files_come_back_with_and_without_corrections(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "formats"
    files = [*folder.glob("*/*.hocr"), *folder.glob("*/*.html")]
    assert len(files) >= 8
    for path in files:
        pages = list(READER.read(path).pages)
        back = read_back(READER, WRITER, edition_of(READER, path), tmp_path)
        assert [page.lines for page in back] == [page.lines for page in pages], path.name
        decided = some_acts(pages[0])
        edition = edition_of(READER, path, decided)
        corrected = read_back(READER, WRITER, edition, tmp_path)
        assert lines_of(corrected[0]) == lines_now(edition), path.name
        assert corrected[1:] == back[1:]
        if len(etree.HTML(path.read_bytes()).xpath("//*[starts-with(@class, 'ocrx_word')]")):
            places = untouched_boxes(corrected[0], [])
            for form, box in untouched_boxes(pages[0], decided).items():
                assert places.get(form, box) == box, (path.name, form)
