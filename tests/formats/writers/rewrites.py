"""Reading files, deciding on their pages and writing them back: what tests of both ends share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Page
from reviewer.core.ports import Reader, Writer
from reviewer.formats.boxed import boxed_lines
from tests.formats.editions import make_edition


def edition_of(
    reader: Reader, path: Path, acts: Sequence[d.Act] = (), place: int | None = None
) -> Edition:
    """The edition of a file after acts on its first page, or of one of its pages alone."""
    new = reader.read(path)
    pages = list(new.pages)
    if place is not None:
        pages = [replace(pages[place], number=1)]
    edition = make_edition(pages, list(acts))
    return replace(edition, originals={one.name: one for one in new.originals})


def write(writer: Writer, edition: Edition) -> bytes:
    out = BytesIO()
    writer.write(edition, out, {})
    return out.getvalue()


def lines_now(edition: Edition) -> list[list[str]]:
    """The words of the lines of the first page as they are to be, without empty lines."""
    reading = next(iter(edition.pages))
    found = [line.text.split() for line in boxed_lines(reading)]
    return [line for line in found if line]


def lines_of(page: Page) -> list[list[str]]:
    return [line.text.split() for line in page.lines if line.tokens]


def read_back(reader: Reader, writer: Writer, edition: Edition, folder: Path) -> list[Page]:
    """What the file says that the writer makes; it has to pass the writer's own check."""
    path = folder / f"back{writer.suffix}"
    path.write_bytes(write(writer, edition))
    assert [one for one in writer.check(path, {}) if one.severe] == []
    return list(reader.read(path).pages)


def untouched_boxes(page: Page, acts: Sequence[d.Act]) -> dict[str, object]:
    """The box of each word that no act speaks of and whose form stands but once."""
    spoken = {
        token
        for act in acts
        if isinstance(act, d.Replace | d.Join)
        for token in range(act.span.first, act.span.last + 1)
    } | {act.token for act in acts if isinstance(act, d.Split)}
    forms = [page.form(token.n) for token in page.tokens]
    often = Counter(forms)
    return {
        form: token.box
        for form, token in zip(forms, page.tokens, strict=True)
        if often[form] == 1 and token.n not in spoken
    }


def some_acts(page: Page) -> list[d.Act]:
    """An act of each kind, spread over a page."""
    count, last = len(page.tokens), len(page.lines) - 1
    at = [count * n // 12 for n in range(12)]
    # Only what the page is large enough for; the fold passes over the rest.
    acts: list[d.Act] = [
        d.Replace(d.Span(at[1], at[1]), "Corrected"),
        d.Replace(d.Span(at[2], at[2]), ""),
        d.Insert(page.line_of(at[3]).n, at[3], "two words"),
        d.Split(at[4], 1),
        d.Join(d.Span(at[5], min(at[5] + 1, count - 1))),
        d.SplitLine(at[6] + 1),
        d.MoveLine(last, 0),
        d.AddLine(last // 2),
        d.Insert(last // 2, None, "first"),
    ]
    if last > 3:
        acts += [d.JoinLines(1, 2), d.Replace(_line_span(page, 3), "")]
    return acts


def _line_span(page: Page, n: int) -> d.Span:
    tokens = page.lines[n].tokens or page.lines[0].tokens
    return d.Span(tokens[0].n, tokens[-1].n)
