"""A report on paper: what stands on it, and that it needs no window."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPainter, QTextCursor

from reviewer.core.sheet import (
    Bars,
    Chart,
    Column,
    Columns,
    Reach,
    Reaches,
    Row,
    Section,
    Sheet,
    Table,
)
from reviewer.ui.paper import PdfWriter
from reviewer.ui.views.paper import MOST, drawing_of, make_document, paper_theme

BARS = Bars("Pages", ("Done", "New"), (Row("All", (3, 1), "3 of 4", True), Row("One", (0, 2))))
COLUMNS = Columns("By day", tuple(Column(str(n), "March", n, f"{n}.") for n in range(9)))
REACHES = Reaches(
    "Shares", (Reach("All", 10, 2.5, 32.5, "10 %", True), Reach("b", 0, 0, 60, "0 %"))
)


def sheet(*charts: Chart | None, rows: int = 2) -> Sheet:
    table = Table("Figures", ("Person", "n"), tuple((f"P{n}", n) for n in range(rows)))
    sections = tuple(
        Section(f"s{n}", f"Section {n}", "Lead.", chart, (table,), "Counted.")
        for n, chart in enumerate(charts)
    )
    facts = (("Pages", "4"), ("Words", "12"), ("People", "1"), ("More", "2"))
    return Sheet("en", "Report on x", "About.", facts, sections, "Source", "Foot.", "How")


def pages(of: Sheet) -> list[str]:
    out = io.BytesIO()
    PdfWriter().write(of, out)
    document = pypdfium2.PdfDocument(out.getvalue())
    # Which glyphs make a word is the reader's guess; what counts is that they are there.
    texts = (page.get_textpage().get_text_range() for page in document)
    return ["".join(text.split()) for text in texts]


@pytest.mark.parametrize("chart", [BARS, COLUMNS, REACHES])
def test_every_chart_of_a_sheet_can_be_painted(chart: Chart, qapp: object) -> None:
    drawing = drawing_of(chart)
    image = QImage(640, drawing.height_for(640), QImage.Format.Format_RGB32)
    image.fill(paper_theme().raised)
    painter = QPainter(image)
    marks = drawing.draw(painter, 640, paper_theme())
    painter.end()
    assert marks
    assert all(mark.where.left() >= 0 and mark.where.right() <= 641 for mark in marks)
    assert len(drawing.table()) > 1


def test_bands_do_not_reach_into_one_another(qapp: object) -> None:
    drawing = drawing_of(REACHES)
    image = QImage(640, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    first, second = drawing.draw(painter, 640, paper_theme())
    painter.end()
    assert not first.where.intersects(second.where)
    assert second.where.width() > first.where.width()


def test_the_text_has_all_of_the_sheet(qapp: object) -> None:
    text = make_document(sheet(BARS, None), 640).toPlainText()
    for words in (
        "Report on x",
        "About.",
        "12",
        "Section 1",
        "Lead.",
        "P1",
        "How: Counted.",
        "Foot.",
    ):
        assert words in text
    assert text.count("\ufffc") == 1


def test_pdf_has_text_and_numbered_pages(qapp: object) -> None:
    found = pages(sheet(BARS, COLUMNS, REACHES, None, rows=20))
    assert len(found) > 1
    assert "Reportonx" in found[0]
    assert f"1/{len(found)}" in found[0]
    assert "3of4" in found[0]  # words within a drawing


def test_a_heading_stays_with_its_drawing(qapp: object) -> None:
    for rows in range(20, 34):
        for text in pages(sheet(None, COLUMNS, rows=rows)):
            assert ("Section1" in text) == ("March" in text)


def test_nothing_is_lost_where_pages_are_moved(qapp: object) -> None:
    for rows in (5, 21, 25, 29, 33):
        text = " ".join(pages(sheet(BARS, COLUMNS, REACHES, BARS, rows=rows)))
        assert [text.count(f"Section{n}") for n in range(4)] == [1] * 4
        assert text.count("Counted.") == 4
        assert text.count(f"P{rows - 1}{rows - 1}") == 4
        assert "Foot." in text


def test_long_tables_say_how_much_is_left_out(qapp: object) -> None:
    text = make_document(sheet(None, rows=MOST + 1234), 640).toPlainText()
    assert "… + 1\u202f234" in text
    assert f"P{MOST - 1}" in text
    assert f"P{MOST}\n" not in text


def test_a_command_makes_pdf_without_a_screen(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.ui.test_paper import sheet, BARS\n"
        "from reviewer.ui.paper import PdfWriter\n"
        "with open(sys.argv[1], 'wb') as out: PdfWriter().write(sheet(BARS), out)\n"
    )
    path = tmp_path / "x.pdf"
    clean = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], env=clean, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert path.read_bytes().startswith(b"%PDF-")


def test_every_row_has_its_hairline_and_begins_at_the_left(qapp: object) -> None:
    document = make_document(sheet(None, rows=3), 640)
    table = QTextCursor(document.findBlock(document.toPlainText().index("Person"))).currentTable()
    for row in range(table.rows()):
        forms = [table.cellAt(row, n).format().toTableCellFormat() for n in range(2)]
        assert [form.bottomBorder() for form in forms] == [1, 1]
        assert forms[0].leftPadding() == 0


def test_how_it_was_counted_stays_with_the_end_of_its_table() -> None:
    for rows in range(24, 60, 4):
        parts = [part for part in pages(sheet(None, rows=rows)) if "How:Counted." in part]
        assert len(parts) == 1
        assert f"P{rows - 1}" in parts[0]


def test_a_short_section_is_not_parted() -> None:
    for rows in range(3, 40, 6):
        long, short = sheet(None, rows=rows).sections, sheet(COLUMNS, rows=2).sections
        section = replace(short[0], title="Short", method="Told.")
        parts = pages(replace(sheet(), sections=(*long, section)))
        (one,) = [part for part in parts if "Short" in part]
        assert "How:Told." in one
