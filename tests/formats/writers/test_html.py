"""HTML for readers: the text, whole and accessible, and nothing fetched from elsewhere."""

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from lxml import html
from PIL import Image as Pillow

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Image, Page
from reviewer.core.text import make_lines
from reviewer.core.workflow import State
from reviewer.formats.printed import printed_document
from reviewer.formats.writers.html import HtmlWriter
from reviewer.formats.writers.html.check import check_html
from reviewer.formats.writers.html.writer import html_lines, style
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import decide, editions, make_edition
from tests.formats.printed.files import printed
from tests.formats.printed.test_from_tei import EXAMPLES
from tests.formats.writers.readable import ReadableKit, letter, made, relaxed
from tests.helpers.needs import need

WRITER = HtmlWriter()
_UNREAD = (
    f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("gap", "deleted", "note-ref", "page", "surplus", "furniture", "line-number")
)
_SILENT = " | ".join(_UNREAD)
_BLOCKS = "p h1 h2 h3 li td th caption div section br".split()


def text_of(content: bytes) -> html.HtmlElement:
    """The `main` of a file."""
    (found,) = html.document_fromstring(content.decode()).xpath("//main")
    return found


def words_of(main: html.HtmlElement) -> list[str]:
    """What is read of it: no signs, no notes, no page labels."""
    for silent in main.xpath(_SILENT):
        if silent.getparent() is not None:
            silent.drop_tree()
    for block in main.iter(*_BLOCKS):
        block.tail = f" {block.tail or ''}"
        block.text = f" {block.text or ''}"
    for marginal in main.xpath("//span[@role='note']"):
        marginal.text = f" {marginal.text or ''}"
    return main.text_content().split()


class TestContract(WriterKit):
    writer = WRITER


class TestReadable(ReadableKit):
    writer = WRITER

    def words(self, content: bytes, edition: Edition) -> list[str]:
        return words_of(text_of(content))

    def all_text(self, content: bytes) -> str:
        return html.document_fromstring(content.decode()).text_content()


def page(edition: Edition, **chosen: str) -> html.HtmlElement:
    return html.document_fromstring(made(WRITER, edition, **chosen).decode())


@relaxed
@given(edition=editions())
def test_every_file_is_valid_html(edition: Edition) -> None:
    for profile in ("reading", "documentary"):
        content = made(WRITER, edition, profile=profile).decode()
        html5lib.HTMLParser(strict=True).parse(content)


def test_the_examples_are_valid_html(tmp_path: Path) -> None:
    for name in ("telegram-1950", "telegram-1963", "zones"):
        source = EXAMPLES / f"example-{name}.xml"
        need(source.is_file(), "the folder of examples beside the project")
        path = tmp_path / f"{name}.html"
        path.write_text("".join(html_lines(printed_document(source))))
        html5lib.HTMLParser(strict=True).parse(path.read_text())
        assert check_html(path) == []


def test_titles_languages_and_landmarks() -> None:
    found = page(letter())
    assert found.get("lang") == "en"
    assert found.findtext(".//title") == "A letter on ice"
    assert [one.text_content() for one in found.xpath("//h1")] == ["A letter on ice"]
    for landmark in ("header", "main", "footer"):
        assert len(found.xpath(f"//{landmark}")) == 1
    (skip,) = found.find_class("skip")
    assert skip.get("href") == "#text"


def test_names_have_a_title_a_reference_and_stand_in_the_index() -> None:
    found = page(letter())
    (name,) = found.xpath("//span[contains(@class, 'name person')]")
    assert (name.text_content(), name.get("title")) == ("Agne", "Flood, A.")
    assert name.get("data-ref") == "#t1-pers-flood"
    (link,) = found.xpath("//section[contains(@class, 'names')]//a")
    assert link.get("href") == f"#{name.get('id')}"


def test_dates_are_times_where_html_has_a_form_for_them() -> None:
    assert page(letter()).xpath("//time/@datetime") == ["1931"]


def test_a_note_and_its_reference_point_to_each_other() -> None:
    found = page(letter())
    (reference,) = found.find_class("note-ref")
    (note,) = found.xpath("//ol[@class='notes']/li")
    assert note.get("id") == "note-1"
    assert reference.find("a").get("href") == "#note-1"
    assert note.xpath("a/@href") == ["#ref-1"]
    assert "As in <the> diary*." in note.text_content()


def test_only_signs_that_occur_are_explained() -> None:
    signs = page(letter()).xpath("//section[contains(@class, 'signs')]//dd/text()")
    assert "Doubtful reading" in signs
    assert "Supplied by the editor" in signs
    assert "Crossed out in the document" not in signs
    assert not page(make_edition("plain words")).find_class("signs")


def test_who_approved_it_and_on_which_terms_stands_at_the_end() -> None:
    edition = letter()
    foot = page(edition).find(".//footer").text_content()
    assert "Approved" in foot
    assert "Published by River Archive" in foot
    assert "Licence: Free to use" in foot


def test_a_draft_is_kept_out_of_search_engines() -> None:
    draft = page(letter(state=State.SUBMITTED))
    assert draft.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert draft.findtext(".//title").startswith("Draft, not approved")


def test_german_documents_are_framed_in_german() -> None:
    german = "".join(html_lines(printed("<p>Eis</p>")))
    assert 'lang="en"' in german
    edition = make_edition("Eis", language="de-AT")
    found = page(edition)
    assert found.get("lang") == "de"
    assert found.find(".//main").get("lang") == "de-AT"
    assert "Entwurf, nicht freigegeben" in found.text_content()


def test_signs_are_made_by_the_style_sheet_so_that_copies_are_the_text() -> None:
    unclear = page(letter()).xpath("//main//span[@class='unclear']/text()")
    assert unclear[0] == "ice"


def test_the_documentary_text_keeps_lines_and_errors() -> None:
    lines = "".join(
        html_lines(
            printed(
                '<p><lb n="4"/>the <choice><sic>rivver</sic><corr>river</corr></choice>'
                '\n<lb n="5"/>bed</p>'
            )
        )
    )
    main = text_of(lines.encode())
    assert len(main.xpath(".//br")) == 1
    assert main.find_class("sic")[0].text == "rivver"
    assert main.find_class("corr")[0].text == "river"


def test_a_page_that_is_named_within_a_paragraph_stands_apart_from_the_words() -> None:
    found = "".join(html_lines(printed('<p>not <pb n="2"/>yet</p>')))
    assert text_of(found.encode()).text_content().split() == ["not", "Page", "2", "yet"]


def test_a_name_is_indexed_as_it_is_read() -> None:
    body = (
        '<p>by <persName><choice><sic>Flod</sic><corr>Fl<lb n="2" break="no"/>ood</corr></choice>'
        "</persName></p>"
    )
    (named,) = text_of_names("".join(html_lines(printed(body))))
    assert named.startswith("Flood:")


def text_of_names(content: str) -> list[str]:
    """The rows of the index of names."""
    rows = html.document_fromstring(content).xpath("//section[contains(@class, 'names')]//li")
    return [row.text_content() for row in rows]


def test_no_blank_is_lost_in_a_stamp() -> None:
    # In a table browsers leave out blanks that stand alone between two elements.
    rule = style().partition(".stamp {")[2].partition("}")[0]
    assert "display" not in rule


def test_lists_pages_and_tables_nest_as_html_wants() -> None:
    body = (
        '<list><head>Bring</head><item>rope<list><item>thin</item></list></item><pb n="2"/>'
        "<item>nails</item></list><table><row role='label'><cell cols='2'>a</cell></row></table>"
    )
    content = "".join(html_lines(printed(body)))
    html5lib.HTMLParser(strict=True).parse(content)
    main = text_of(content.encode())
    assert [one.tag for one in main.xpath(".//ul/*")] == ["li", "li", "li", "li"]
    assert main.xpath(".//th/@colspan") == ["2"]
    assert words_of(main) == ["Bring", "rope", "thin", "nails", "a"]


def test_pictures_of_pages_stand_in_the_file(tmp_path: Path) -> None:
    Pillow.new("RGB", (60, 90), "navy").save(tmp_path / "one.png")
    edition = make_edition("word", image=Image("one.png", 60, 90, "image/png"))
    edition = replace(edition, folder=tmp_path)
    (picture,) = page(edition, pictures="small").xpath("//img")
    assert picture.get("src").startswith("data:image/jpeg;base64,")
    assert picture.get("alt") == "Picture of page 1"
    assert not page(edition, pictures="none").xpath("//img")


def test_each_page_has_its_own_picture_also_where_it_begins_within_a_paragraph(
    tmp_path: Path,
) -> None:
    edition = _three_pages(tmp_path)
    found = page(edition, pictures="small")
    shown = [picture.get("alt") for picture in found.xpath("//img")]
    assert shown == [f"Picture of page {number}" for number in (1, 2, 3)]
    colours = [_colour(picture.get("src")) for picture in found.xpath("//img")]
    assert [colour.index(max(colour)) for colour in colours] == [0, 1, 2]
    assert len(found.xpath("//p//span[@class='page']")) == 1, "page 2 begins within a paragraph"


def _three_pages(folder: Path) -> Edition:
    """A paragraph runs on from page 1 to page 2; their pictures are red, green and blue."""
    pages = []
    for number, colour in enumerate(("red", "lime", "blue"), start=1):
        Pillow.new("RGB", (60, 90), colour).save(folder / f"{number}.png")
        image = Image(f"{number}.png", 60, 90, "image/png")
        pages.append(Page(number, make_lines(f"page {number} says\n"), image=image))
    runs_on = decide(d.SetFlow(0, d.Flow.RUNS_ON), 1, page=2)
    return replace(make_edition(pages, [runs_on]), folder=folder)


def _colour(source: str) -> tuple[int, ...]:
    content = b64decode(source.partition(",")[2])
    pixel = Pillow.open(BytesIO(content)).convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_missing_picture_is_left_out(tmp_path: Path) -> None:
    edition = make_edition("word", image=Image("gone.png", 60, 90, "image/png"))
    assert not page(replace(edition, folder=tmp_path), pictures="small").xpath("//img")


@pytest.mark.parametrize(
    "wrong, said",
    [
        ("<p id='a'></p><p id='a'></p>", "given twice"),
        ("<a href='#nowhere'>x</a>", "nowhere"),
        ("<h3>deep</h3>", "level 3"),
        ("<script>1</script>", "<script>"),
        ("<img alt='x' src='https://other.example/x.png'>", "not in the file"),
        ("<img src='data:,'>", "cannot see"),
        ("<p><b></p>", "closes nothing"),
        ("<p class='a' class='b'></p>", "twice"),
    ],
)
def test_the_check_finds_what_is_wrong(wrong: str, said: str, tmp_path: Path) -> None:
    good = "".join(html_lines(printed("<p>a</p>")))
    path = tmp_path / "x.html"
    path.write_text(good)
    assert check_html(path) == []
    path.write_text(good.replace("<main", f"{wrong}<main", 1))
    assert any(said in problem.text for problem in check_html(path))
