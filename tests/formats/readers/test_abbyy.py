import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Alternative, NewDocument, Page, Role
from reviewer.formats.readers.abbyy import AbbyyReader
from tests.contracts.reader_kit import ReaderKit, Sample

READER = AbbyyReader()
NAMESPACE = "http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"


def volume(*pages: str, attributes: str = "", before: str = "") -> str:
    body = "".join(
        f'<page width="400" height="300" resolution="300">{page}</page>' for page in pages
    )
    return (
        f'<?xml version="1.0"?>\n<document xmlns="{NAMESPACE}" version="1.0" {attributes}>'
        f"{before}{body}</document>"
    )


def block(*lines: str, kind: str = "Text", style: str = "") -> str:
    return (
        f'<block blockType="{kind}" l="10" t="20" r="300" b="200"><region>'
        '<rect l="10" t="20" r="300" b="200"/></region><text>'
        f'<par style="{style}">{"".join(lines)}</par></text></block>'
    )


def line(inner: str, attributes: str = "") -> str:
    return (
        '<line baseline="38" l="10" t="20" r="290" b="44">'
        f'<formatting lang="GermanNewSpelling" {attributes}>{inner}</formatting></line>'
    )


def letters(text: str, **more: str) -> str:
    """Letters ten pixels wide; `more` has attributes for single letters by the letter."""
    return "".join(
        f'<charParams l="{10 + 10 * n}" t="20" r="{20 + 10 * n}" b="40" {more.get(char, "")}>'
        f"{char}</charParams>\n"
        for n, char in enumerate(text)
    )


def read(path: Path, content: str | bytes) -> tuple[NewDocument, list[Page]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    new = READER.read(path)
    return new, list(new.pages)


class TestContract(ReaderKit):
    reader = READER
    samples = (
        Sample(
            "volume.xml",
            volume(block(line("Dear Sir,"), line("thanks")) + block(line("end"))).encode(),
            "Dear Sir,\nthanks\nend\n",
        ),
        Sample(
            "two.xml",
            volume(block(line(letters("ab cd"))), block(line(letters("e")))).encode("utf-16"),
            "ab cd\ne\n",
            pages=2,
        ),
        Sample("no text.xml", volume(block(kind="Picture")).encode(), ""),
    )


def test_letters_become_words_with_boxes_and_confidences(tmp_path: Path) -> None:
    sure = {"a": 'charConfidence="90"', "b": 'charConfidence="50"', "c": 'charConfidence="255"'}
    _, (page,) = read(tmp_path / "v.xml", volume(block(line(letters("ab c", **sure)))))
    first, second = page.tokens
    assert (first.box, first.confidence) == (Box(10, 20, 30, 40), 0.7)
    assert (second.box, second.confidence) == (Box(40, 20, 50, 40), None)
    (found,) = page.lines
    assert found.box == Box(10, 20, 290, 44)
    assert found.baseline == ((10, 38), (290, 38))
    (region,) = page.regions
    assert (region.kind, region.box, found.region) == ("Text", Box(10, 20, 300, 200), 0)


def test_without_confidences_doubted_letters_count_over_the_whole_page(tmp_path: Path) -> None:
    doubted = block(line(letters("abcd ef", b='suspicious="1"')), line(letters("gh")))
    _, (page,) = read(tmp_path / "v.xml", volume(doubted))
    assert [token.confidence for token in page.tokens] == [0.75, 1.0, 1.0]
    _, (page,) = read(tmp_path / "v.xml", volume(block(line(letters("ab")))))
    assert [token.confidence for token in page.tokens] == [None]


def test_other_readings_are_kept_the_surest_first(tmp_path: Path) -> None:
    variants = (
        '<charRecVariants><charRecVariant charConfidence="40">o</charRecVariant>'
        '<charRecVariant charConfidence="30">e</charRecVariant></charRecVariants>'
    )
    hot = letters("hot", h='charConfidence="60"')
    whole = (
        "<wordRecVariants><wordRecVariant><variantText>"
        f"{hot}</variantText></wordRecVariant>"
        "<wordRecVariant><variantText>hat</variantText></wordRecVariant></wordRecVariants>"
    )
    one = '<charParams l="1" t="1" r="2" b="2">{}{}</charParams>'
    inner = one.format("", "h") + one.format(variants, "a") + one.format("", "d")
    _, (page,) = read(tmp_path / "v.xml", volume(block(line(whole + inner))))
    assert page.text == "had\n"
    assert page.tokens[0].alternatives == (
        Alternative("hot", 0.6),
        Alternative("hat", None),
        Alternative("hod", 0.4),
        Alternative("hed", 0.3),
    )


@pytest.mark.parametrize(
    "said, shown",
    [("com\u00ac", "com-"), ("com\u00ad", "com\u00ad"), ("a\u00acb", "a\u00acb"), ("com-", "com-")],
)
def test_the_hyphen_of_finereader_is_shown_as_one(said: str, shown: str, tmp_path: Path) -> None:
    for inner in (said, letters(said)):
        _, (page,) = read(tmp_path / "v.xml", volume(block(line(inner))))
        assert page.lines[0].text == shown


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    rows = "".join(
        "<row>" + "".join(f"<cell><text><par>{line(c)}</par></text></cell>" for c in row) + "</row>"
        for row in ("ab", "cd")
    )
    table = f'<block blockType="Table" l="1" t="1" r="9" b="9">{rows}</block>'
    _, (page,) = read(tmp_path / "v.xml", volume(block(line("before")) + table))
    assert page.text == "before\na\nb\nc\nd\n"
    assert [found.region for found in page.lines] == [0, 1, 1, 1, 1]


def test_paragraph_styles_give_roles(tmp_path: Path) -> None:
    styles = "".join(
        f'<paragraphStyle id="s{n}" role="{role}"/>'
        for n, role in enumerate(("heading", "rt", "garb", "text"))
    )
    head = f"<documentData><paragraphStyles>{styles}</paragraphStyles></documentData>"
    blocks = "".join(block(line("word"), style=f"s{n}") for n in range(4))
    _, (page,) = read(tmp_path / "v.xml", volume(blocks, before=head))
    assert [one.role for one in page.lines] == [Role.HEADING, Role.FORM, Role.NOISE, Role.BODY]


def test_page_elements_count_where_no_block_has_text(tmp_path: Path) -> None:
    element = f"<pageElement><text><par>{line('inside')}</par></text></pageElement>"
    sections = f"<pageSection><stream>{element}</stream></pageSection>"
    _, (page,) = read(tmp_path / "v.xml", volume(block(kind="Picture") + sections))
    assert page.text == "inside\n"
    _, (page,) = read(tmp_path / "v.xml", volume(block(line("block")) + sections))
    assert page.text == "block\n"


@pytest.mark.parametrize(
    "attributes, code", [('mainLanguage="EnglishUnitedStates"', "en"), ("", "de")]
)
def test_the_language_is_named_or_that_of_most(attributes: str, code: str, tmp_path: Path) -> None:
    new, _ = read(tmp_path / "v.xml", volume(block(line("Wort")), attributes=attributes))
    assert new.language == code


def test_images_beside_the_file_are_found_and_held_against_it(tmp_path: Path) -> None:
    Pillow.new("L", (400, 300)).save(tmp_path / "v-1.png")
    Pillow.new("L", (300, 400)).save(tmp_path / "v-2.png")
    new, pages = read(tmp_path / "v.xml", volume(block(line("a")), block(line("b"))))
    assert [page.image.path if page.image else "" for page in pages] == [
        str(tmp_path / "v-1.png"),
        str(tmp_path / "v-2.png"),
    ]
    (remark,) = new.remarks
    assert "page 2" in remark
    assert "300 × 400" in remark


def test_senseless_numbers_are_left_out(tmp_path: Path) -> None:
    wild = '<charParams l="nan" t="20" r="1e400" b="x" charConfidence="inf">a</charParams>'
    outside = '<charParams l="-50" t="900" r="99999" b="-7">b</charParams>'
    content = volume(block(line(wild + outside))).replace('width="400"', 'width="1e9"')
    new, (page,) = read(tmp_path / "v.xml", content)
    assert page.text == "ab\n"
    assert page.tokens[0].confidence is None
    assert page.tokens[0].box is not None
    assert page.tokens[0].box.top >= 0
    assert len(new.remarks) == 1


@pytest.mark.parametrize(
    "content, reason",
    [
        ("<document><page>", "line 1"),
        (volume(), "no pages"),
        ('<!DOCTYPE d [<!ENTITY x "y">]><document>&x;</document>', "no pages"),
        ("", "line 1"),
    ],
    ids=["cut off", "no pages", "entity", "empty"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(tmp_path / "v.xml", content)


def test_other_xml_gets_no_score() -> None:
    for head in (b"<document><p>charParams</p></document>", b"<TEI/>"):
        assert READER.sniff(Path("v.xml"), head).score == 0
    assert READER.sniff(Path("v.xml"), b"<document>\n<charParams l='1'>").score == 0.8


_words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=6)


@given(st.lists(st.lists(_words, min_size=1, max_size=4), max_size=4))
def test_text_comes_in_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
) -> None:
    root = etree.fromstring(volume(block()).encode())
    paragraph = next(root.iter(f"{{{NAMESPACE}}}par"))
    for words in lines:
        found = etree.SubElement(paragraph, f"{{{NAMESPACE}}}line")
        stretch = etree.SubElement(found, f"{{{NAMESPACE}}}formatting")
        for char in " ".join(words):
            letter = etree.SubElement(
                stretch, f"{{{NAMESPACE}}}charParams", l="1", t="1", r="2", b="2"
            )
            letter.text = char
    path = tmp_path_factory.mktemp("abbyy") / "v.xml"
    _, (page,) = read(path, etree.tostring(root))
    expected = [" ".join(words) for words in lines]
    expected = [one[:-1] + "-" if one.endswith("\u00ac") else one for one in expected]
    assert [one.text for one in page.lines] == expected


def test_the_samples_of_others(shared: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(
        shared / "data/formats/abbyy_xml/abbyy_xml_sample_collection.zip"
    ) as found:
        found.extractall(tmp_path)
    paths = sorted(tmp_path.rglob("*_ABBYY_*.xml"))
    assert len(paths) == 5
    boxes = []
    for path in paths:
        root = etree.fromstring(path.read_bytes())
        with path.open("rb") as file:
            assert READER.sniff(path, file.read(1 << 16)).score == 1
        new = READER.read(path)
        (page,) = new.pages
        spaced = {"a": "http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"}
        expected = []
        for one in root.xpath("//a:line", namespaces=spaced):
            letters = one.xpath(".//a:charParams", namespaces=spaced)
            parts = [each.text or " " for each in letters] or one.itertext()
            expected.append("".join(parts).split())
        assert [one.text.split() for one in page.lines] == expected
        assert sum(map(len, expected)) == len(page.tokens) > 600
        assert all(one.box for one in page.lines)
        assert new.language == "en"
        assert new.remarks == []
        if any(token.box for token in page.tokens):
            boxes.append([token.box for token in page.tokens])
    assert len(boxes) == 3
    assert all(one == boxes[0] for one in boxes)
    with pytest.raises(UnreadableFile):
        READER.read(next(tmp_path.rglob("*.result.xml")))
