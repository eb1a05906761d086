"""Deciding from the picture: a page of PAGE XML with its scan, through the real window."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.core.geometry import Box
from reviewer.services.app import App
from reviewer.ui.views.facsimile_canvas import Canvas
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

WORDS = (
    ("The", "policv", "of", "the", "Department"),
    ("was", "explained", "to", "the", "Ambassador"),
    ("in", "a", "telegrarn", "on", "Tuesday."),
)
SIZE = (1200, 700)


def word_box(line: int, number: int) -> Box:
    left = 80 + sum(24 * (len(word) + 1) for word in WORDS[line][:number])
    return Box(left, 100 + 150 * line, left + 24 * len(WORDS[line][number]), 150 + 150 * line)


def points(box: Box) -> str:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom))
    return " ".join(f"{x},{y}" for x, y in (*corners, (box.left, box.bottom)))


def page_xml(scan: str) -> str:
    lines = []
    for n, words in enumerate(WORDS):
        whole = word_box(n, 0).united(word_box(n, len(words) - 1))
        inner = "".join(
            f'<Word id="w{n}_{m}"><Coords points="{points(word_box(n, m))}"/>'
            f"<TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>"
            for m, word in enumerate(words)
        )
        lines.append(
            f'<TextLine id="l{n}"><Coords points="{points(whole)}"/>{inner}'
            f"<TextEquiv><Unicode>{' '.join(words)}</Unicode></TextEquiv></TextLine>"
        )
    space = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<PcGts xmlns="{space}"><Metadata>'
        "<Creator>by hand</Creator><Created>2026-01-01T00:00:00</Created>"
        "<LastChange>2026-01-01T00:00:00</LastChange></Metadata>"
        f'<Page imageFilename="{scan}" imageWidth="{SIZE[0]}" imageHeight="{SIZE[1]}">'
        f'<TextRegion id="r0"><Coords points="{points(Box(0, 0, *SIZE))}"/>{"".join(lines)}'
        "</TextRegion></Page></PcGts>\n"
    )


@pytest.fixture
def project(whole_app: App, tmp_path: Path) -> str:
    """A project of the page."""
    scan = Image.new("L", SIZE, 235)
    pen = ImageDraw.Draw(scan)
    for line, words in enumerate(WORDS):
        for number in range(len(words)):
            box = word_box(line, number)
            pen.rectangle((box.left, box.top + 8, box.right, box.bottom - 8), fill=40)
    scan.save(tmp_path / "cable.png")
    (tmp_path / "cable.xml").write_text(page_xml("cable.png"), "utf-8")
    whole_app.settings.set("name", "Mira Novak")
    made = whole_app.create(str(tmp_path / "Cables"))
    made.importing.add([tmp_path / "cable.xml"])
    made.close()
    return str(tmp_path / "Cables")


@pytest.fixture
def scanned(newcomer: Typist, project: str) -> Typist:
    """Somebody in front of the page, with the scan beside the text."""
    newcomer.window.projects.open(project)
    newcomer.settle()
    newcomer.wait(lambda: newcomer.window.picturing.picture)
    return newcomer


def outlined(typist: Typist) -> Box | None:
    QTest.qWait(1)
    return typist.window.desk_view.facsimile.current_box


def test_the_transcriber_decides_from_the_picture(scanned: Typist, project: str) -> None:
    typist, window = scanned, scanned.window
    view, picture = window.desk_view, window.picturing.picture
    assert picture is not None
    assert (picture.width, picture.height) == SIZE
    assert typist.form == "policv"
    assert outlined(typist) == word_box(0, 1)
    assert view.card.crop is not None
    assert view.card.crop.box == word_box(0, 1)

    typist.press("Return")
    assert "The policy of" in typist.text
    assert typist.form == "telegrarn"
    assert outlined(typist) == word_box(2, 2)

    view.facsimile.fit_page()
    canvas = view.facsimile.findChild(Canvas)
    assert canvas is not None
    spot = view.facsimile.place_of(word_box(1, 4)).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.mapFrom(view.facsimile, spot))
    assert view.reading.caret() == (1, len("was explained to the "))
    typist.type("British ")
    assert outlined(typist) == word_box(1, 4)
    typist.press("Esc", "Esc")

    typist.press("F5")
    assert not view.facsimile.isVisible()
    assert set(view.reading.strips.places) == {0, 1, 2}
    typist.press("F7")
    assert view.loupe.isVisible()
    typist.press("F7", "F5")
    assert not view.reading.strips.places

    window.close_project()
    window.projects.open(project)
    typist.settle()
    assert "The policy of" in typist.text
    assert not view.facsimile.isVisible()  # text alone was the last choice
    typist.press("F4")
    assert view.facsimile.isVisible()
    typist.wait(lambda: window.picturing.picture)


def test_a_scan_that_is_gone_leaves_the_text_and_comes_back(
    newcomer: Typist, project: str, tmp_path: Path
) -> None:
    typist, view = newcomer, newcomer.window.desk_view
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "cable.png").rename(moved / "cable.png")
    typist.window.projects.open(project)
    typist.settle()
    typist.wait(view.picture_hint.isVisible)
    assert not view.facsimile.isVisible()
    assert typist.text.startswith("The policv")
    opened = typist.window.desk.project
    assert opened is not None
    opened.picturing.search(moved)
    typist.wait(lambda: typist.window.picturing.picture)
    assert not view.picture_hint.isVisible()
    assert outlined(typist) == word_box(0, 1)
