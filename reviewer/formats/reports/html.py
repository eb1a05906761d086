"""A report as a web page that stands alone: no script, nothing fetched, ready to be printed."""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from reviewer.core.sheet import Cell, Section, Sheet, Table, Told
from reviewer.formats.reports.drawing import PATTERNS, draw

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1c1f23;font:16px/1.5 "IBM Plex Sans",system-ui,sans-serif}
main{max-width:48rem;margin:0 auto;padding:3rem 1.5rem}
h1,h2{font-family:"IBM Plex Serif",Georgia,serif;line-height:1.2;font-weight:600}
h1{font-size:2rem;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid #c9ced4}
.about,.method,.foot{color:#4d545c}
.method,.foot{font-size:.875rem}
dl{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem 1.5rem;margin:2rem 0 0}
dt{font-size:.875rem;color:#4d545c}
dd{margin:0;font:600 1.25rem/1.3 "IBM Plex Serif",Georgia,serif;font-variant-numeric:lining-nums}
figure{margin:1.5rem 0}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font:12px "IBM Plex Sans",system-ui,sans-serif;fill:#1c1f23}
svg .muted{fill:#4d545c}svg .strong{font-weight:600}
.rule{stroke:#d5d9de;stroke-width:1;fill:none}
.ground{fill:#fff}.line{fill:#234f7d}
.f1{fill:#163a5f}.f2{fill:#4576a8}.f3{fill:#8db1d3}.f4{fill:#d3e2f0}
.f4,.f5,.f6,.f7{stroke:#234f7d;stroke-width:.75}
.f5{fill:url(#hatch)}.f6{fill:url(#dots)}.f7{fill:#fff}
.band{fill:#b9cfe4}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.875rem;
font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{padding:.25rem .375rem;border-bottom:1px solid #d5d9de;text-align:right;vertical-align:top}
thead th{font-weight:600;border-bottom-color:#6b737c}
th.words,td.words{text-align:left}
th:first-child,td:first-child{text-align:left;padding-left:0}
tbody th{font-weight:400;min-width:6.5rem}
td.told{white-space:nowrap}
@media (max-width:36rem){dl{grid-template-columns:1fr 1fr}}
@page{size:A4;margin:18mm 16mm}
@media print{body{font-size:10pt}main{padding:0;max-width:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,caption{break-after:avoid}figure,tr,dl{break-inside:avoid}thead{display:table-header-group}
.wide{overflow:visible}}
"""

_LEFT = ' class="words"'


class HtmlWriter:
    """One HTML file."""

    suffix = ".html"

    def write(self, sheet: Sheet, out: BinaryIO) -> None:
        """Write the page."""
        # A text may hold half a character of a broken source: shown as a question mark.
        out.writelines(part.encode("utf-8", "replace") + b"\n" for part in _page(sheet))


def _page(sheet: Sheet) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{escape(sheet.language)}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(sheet.title)}</title><style>{_STYLE}</style></head><body><main>"
    yield f'{PATTERNS}<h1>{escape(sheet.title)}</h1><p class="about">{escape(sheet.about)}</p>'
    yield "<dl>"
    for name, figure in sheet.facts:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(figure)}</dd></div>"
    yield "</dl>"
    for section in sheet.sections:
        yield from _section(section, sheet)
    yield f'<h2>{escape(sheet.source)}</h2><p class="foot">{escape(sheet.foot)}</p>'
    yield "</main></body></html>"


def _section(section: Section, sheet: Sheet) -> Iterator[str]:
    name = escape(section.name)
    yield f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(section.title)}</h2>'
    yield f"<p>{escape(section.lead)}</p>"
    if section.chart is not None:
        yield "<figure>"
        yield from draw(section.chart, f"{name}-chart")
        yield "</figure>"
    for table in section.tables:
        yield from _table(table)
    method = f"{escape(sheet.methods)}: {escape(section.method)}"
    yield f'<p class="method">{method}</p></section>'


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide"><table><caption>{escape(table.caption)}</caption><thead><tr>'
    worded = table.worded
    for head, words in zip(table.head, worded, strict=True):
        yield f'<th scope="col"{_LEFT if words else ""}>{escape(head)}</th>'
    yield "</tr></thead><tbody>"
    for first, *rest in table.rows:
        cells = "".join(map(_cell, rest, worded[1:]))
        yield f'<tr><th scope="row">{_said(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cell(cell: Cell, words: bool) -> str:
    if words:
        return f"<td{_LEFT}>{_said(cell)}</td>"
    kind = ' class="told"' if isinstance(cell, Told) else ""
    return f"<td{kind}>{_said(cell)}</td>"


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return escape(cell.words if isinstance(cell, Told) else str(cell))
