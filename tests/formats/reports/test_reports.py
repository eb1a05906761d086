"""Reports as files: what stands in them, and that nobody is shut out."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from reviewer.core.sheet import (
    Bars,
    Column,
    Columns,
    Reach,
    Reaches,
    Row,
    Section,
    Sheet,
    Table,
    Told,
    limit,
)
from reviewer.formats.reports.drawing import _scale
from reviewer.formats.reports.html import HtmlWriter
from reviewer.formats.reports.table import HEAD, TableWriter

BARS = Bars("Pages", ("Done", "<New>"), (Row("All", (3, 1), "3 of 4", True), Row("x" * 90, (0, 2))))
COLUMNS = Columns(
    "By day", tuple(Column(str(n), "March" if n < 20 else "April", n, f"{n}.") for n in range(40))
)
REACHES = Reaches(
    "Shares", (Reach("All", 10, 2.5, 32.5, "10 % (2.5–32.5)"), Reach("b", 0, 0, 60, "0"))
)
TABLE = Table(
    "Figures & more",
    ("Person", "n", "Share"),
    (("=Ada", Told(1200, "1,200"), None), ("Ben", 3, Told(0.5, "50 %"))),
)


def sheet(*charts: Bars | Columns | Reaches) -> Sheet:
    sections = tuple(
        Section(f"s{n}", f"Section {n}", "Lead.", chart, (TABLE,), "Counted.")
        for n, chart in enumerate(charts)
    )
    return Sheet(
        "en", "Report on <x>", "About.", (("Pages", "4"),), sections, "Source", "Foot.", "How"
    )


def page(*charts: Bars | Columns | Reaches) -> Any:
    out = io.BytesIO()
    HtmlWriter().write(sheet(*charts), out)
    return html.document_fromstring(out.getvalue().decode("utf-8"))


def test_a_page_stands_alone_and_says_its_language() -> None:
    out = io.BytesIO()
    HtmlWriter().write(sheet(BARS, COLUMNS, REACHES), out)
    text = out.getvalue().decode("utf-8")
    assert '<html lang="en">' in text
    assert "<title>Report on &lt;x&gt;</title>" in text
    for word in ("<script", "src=", "@import", "url(http", "<link"):
        assert word not in text


def test_columns_of_words_begin_at_the_left_and_figures_end_at_the_right() -> None:
    assert TABLE.worded == (True, False, False)
    rows = (("a", "Ada", 3, None), ("b", None, 4, Told(0.5, "50 %")))
    table = Table("Steps", ("Change", "By", "n", "Share"), rows)
    assert table.worded == (True, True, False, False)
    section = Section("s", "Steps", "Lead.", None, (table,), "Counted.")
    out = io.BytesIO()
    HtmlWriter().write(replace(sheet(), sections=(section,)), out)
    found = html.document_fromstring(out.getvalue().decode("utf-8"))
    assert found.xpath("//*[@class='words']/text()") == ["Change", "By", "Ada"]


def test_each_drawing_has_a_name_and_a_table_beside_it() -> None:
    found = page(BARS, COLUMNS, REACHES)
    drawings = found.xpath("//svg[@role='img']")
    assert [one.xpath("string(title)") for one in drawings] == ["Pages", "By day", "Shares"]
    names = [one.get("aria-labelledby") for one in drawings]
    assert [one.xpath("string(title/@id)") for one in drawings] == names
    assert len(set(names)) == 3
    assert len(found.xpath("//section[figure][.//table]")) == 3


def test_tables_have_heads_for_rows_and_columns() -> None:
    (table,) = page(BARS).xpath("//table")
    assert table.xpath("string(caption)") == "Figures & more"
    assert table.xpath("thead//th[@scope='col']/text()") == ["Person", "n", "Share"]
    assert table.xpath("tbody//th[@scope='row']/text()") == ["=Ada", "Ben"]
    assert [one.text or "" for one in table.xpath("tbody//td")] == ["1,200", "", "3", "50 %"]


def test_headings_go_down_step_by_step() -> None:
    levels = [one.tag for one in page(BARS, COLUMNS).xpath("//h1|//h2|//h3")]
    assert levels == ["h1", "h2", "h2", "h2"]


def test_bars_are_as_long_as_what_they_count() -> None:
    bars = page(BARS).xpath("//svg[@role='img']//rect[title]")
    assert [bar.xpath("string(title)") for bar in bars][:2] == ["All, Done: 3", "All, <New>: 1"]
    wide = [float(bar.get("width")) + 1 for bar in bars]
    assert wide[0] == pytest.approx(3 * wide[1], rel=0.01)


@pytest.mark.parametrize(
    "chart", [BARS, COLUMNS, REACHES, Columns("", ()), Reaches("", ()), Bars("", (), ())]
)
def test_nothing_is_drawn_outside(chart: Bars | Columns | Reaches) -> None:
    (drawing,) = page(chart).xpath("//svg[@role='img']")
    _, _, wide, high = map(float, drawing.get("viewbox", drawing.get("viewBox")).split())
    for block in drawing.xpath(".//rect"):
        x, y, w, h = (float(block.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= wide + 1
        assert y + h <= high + 1


def test_the_table_of_figures_has_bare_values_and_no_formulas() -> None:
    out = io.BytesIO()
    TableWriter().write(sheet(BARS), out)
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert rows == [
        list(HEAD),
        ["Section 0", "Figures & more", "'=Ada", "n", "1200", "1,200"],
        ["Section 0", "Figures & more", "Ben", "n", "3", ""],
        ["Section 0", "Figures & more", "Ben", "Share", "0.5", "50 %"],
    ]


@pytest.mark.parametrize("most", [0, 1, 4, 5, 6, 47, 99, 101, 4_999, 1_000_000])
def test_scales_reach_over_what_they_show(most: int) -> None:
    ticks = _scale(most)
    assert ticks[0] == 0
    assert ticks[-1] >= max(1, most)
    assert 2 <= len(ticks) <= 6
    assert str(ticks[1]).rstrip("0") in ("1", "2", "5")


def test_a_scale_of_per_cents_ends_beyond_its_highest() -> None:
    assert [limit(high) for high in (0, 0.9, 1, 49, 50, 100)] == [1, 1, 2, 50, 100, 100]
