"""Files that mean harm or are broken: each is refused or mended with a word on it, alone."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reviewer.assemble import make_readers
from reviewer.services.importing import ImportReport
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from tests.services.fakes import LinesWriter, WordList

GOOD = "A telegram that everybody can read.\n"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
)
PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def page_xml(words: str, inside: str = "", head: str = "") -> str:
    """PAGE XML with one line of text and what else is asked for."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<PcGts xmlns="{PAGE}"><Page imageFilename="none.png" imageWidth="200" imageHeight="100">'
        f'<TextRegion id="r"><Coords points="0,0 9,9 0,9"/><TextLine id="l">'
        f'<Coords points="1,1 9,1 9,9"/>{inside}<TextEquiv><Unicode>{words}</Unicode></TextEquiv>'
        "</TextLine></TextRegion></Page></PcGts>"
    )


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge, with next to nothing inside."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    store = Opener().create(str(tmp_path / "project"))
    project = Project(store, WordList({}), make_readers(), [LinesWriter()])
    yield project
    project.close()


def bring(project: Project, tmp_path: Path, name: str, data: str | bytes) -> ImportReport:
    """Import a file together with a good one, which must come in whatever happens."""
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data if isinstance(data, bytes) else data.encode())
    good.write_text(GOOD, "utf-8")
    report = project.importing.add([bad, good])
    assert "good" in [document.name for document in report.added]
    assert GOOD in [project.page(row.id).reading.text for row in project.rows()]
    return report


@pytest.mark.parametrize(
    "name, data, says",
    [
        ("laughs.xml", page_xml("&l11;", head=f"<!DOCTYPE PcGts [{LAUGHS}]>"), "laughs.xml"),
        ("cut.xml", page_xml("words")[:250], "line 1"),
        ("bomb.png", bomb(30_000, 30_000), "pixels"),
        ("empty.pdf", b"", "empty.pdf"),
        ("broken.pdf", b"%PDF-1.7\nnothing more", "broken.pdf"),
        ("noise.bin", bytes(range(256)) * 40, "noise.bin"),
        ("empty.tif", b"II*\x00", "empty.tif"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    project: Project, tmp_path: Path, name: str, data: str | bytes, says: str
) -> None:
    report = bring(project, tmp_path, name, data)
    if report.failed:
        ((path, error),) = report.failed
        assert path.name == name
        assert says in str(error)
        assert error.safe
        assert error.advice
    else:  # an entity that was left alone is no text, and does no harm
        assert name == "laughs.xml"
        texts = "".join(project.page(row.id).reading.text for row in project.rows())
        assert len(texts) < 1000
        assert "ha" not in texts.replace(GOOD, "")


def test_nothing_outside_is_read_by_an_entity(project: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the launch code", "utf-8")
    head = f'<!DOCTYPE PcGts [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    bring(project, tmp_path, "entity.xml", page_xml("before &x; behind", head=head))
    texts = "".join(project.page(row.id).reading.text for row in project.rows())
    assert "launch" not in texts


def test_a_truncated_tiff_is_refused(project: Project, tmp_path: Path) -> None:
    Pillow.effect_noise((400, 300), 60).save(tmp_path / "whole.tif")
    data = (tmp_path / "whole.tif").read_bytes()
    report = bring(project, tmp_path, "cut.tif", data[: len(data) // 2])
    assert [path.name for path, _ in report.failed] == ["cut.tif"]


def test_senseless_places_are_mended_with_a_remark(project: Project, tmp_path: Path) -> None:
    word = '<Word id="w{}"><Coords points="{}"/><TextEquiv><Unicode>{}</Unicode></TextEquiv></Word>'
    inside = word.format(1, "-50,-9 900,5 900,900", "far") + word.format(2, "NaN,1 inf,2", "odd")
    report = bring(project, tmp_path, "odd.xml", page_xml("far odd", inside))
    assert not report.failed
    assert any("odd.xml" in remark for _, remark in report.remarks)
    odd = next(row for row in project.rows() if row.tokens == 2)
    page = project.page(odd.id).reading.page
    assert page.text == "far odd\n"
    box = page.tokens[0].box
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, 200, 100)
    assert page.tokens[1].box is None


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "latin-1"])
def test_an_encoding_other_than_said_loses_nothing_or_says_so(
    project: Project, tmp_path: Path, encoding: str
) -> None:
    words = "été" if encoding == "latin-1" else "слово"
    data = page_xml(words).encode(encoding)
    report = bring(project, tmp_path, "lies.xml", data)
    if report.failed:
        assert "lies.xml" in str(report.failed[0][1])
    else:
        assert words in "".join(project.page(row.id).reading.text for row in project.rows())


@pytest.mark.slow
def test_very_many_words_come_in(project: Project, tmp_path: Path) -> None:
    many = 200_000
    word = '<TextLine id="l{0}"><Coords points="1,1 9,1 9,9"/>{1}</TextLine>'
    ten = "".join(
        f'<Word id="w{{0}}-{n}"><Coords points="1,1 9,1 9,9"/>'
        f"<TextEquiv><Unicode>word{n}</Unicode></TextEquiv></Word>"
        for n in range(10)
    )
    lines = "".join(word.format(n, ten.format(n)) for n in range(many // 10))
    data = page_xml("last").replace('<TextLine id="l">', lines + '<TextLine id="l">')
    report = bring(project, tmp_path, "many.xml", data)
    assert not report.failed
    assert max(row.tokens for row in project.rows()) == many + 1
