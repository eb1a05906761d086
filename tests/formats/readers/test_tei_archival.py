"""Archival files of ours give back the source and everything that was decided, as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.archive import NOWHERE, Archive, archive_of
from reviewer.core.edition import Edition
from reviewer.core.geometry import Box
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Alternative, Image, Line, NewDocument, Page, Region, Role, Token
from reviewer.core.renumbering import counted
from reviewer.formats.readers.tei import TeiReader
from reviewer.formats.words import imported_text
from reviewer.formats.writers.tei import TeiWriter
from tests.core.strategies import texts
from tests.formats.editions import DOCUMENT, NOON, decide, editions, make_edition, written

relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


def reopened(folder: Path, edition: Edition) -> tuple[NewDocument, Archive, list[Page]]:
    path = folder / "t.xml"
    path.write_bytes(written(TeiWriter(), edition, profile="archival").encode())
    new = TeiReader().read(path)
    archive = archive_of(new)
    assert archive
    return new, archive, list(new.pages)


@relaxed
@given(editions())
def test_source_and_ledger_come_back_as_they_were(tmp_path: Path, edition: Edition) -> None:
    new, archive, pages = reopened(tmp_path, edition)
    assert new.remarks == []
    assert pages == [reading.page for reading in edition.pages]
    assert archive.ledger
    assert list(archive.decisions) == [
        replace(one, place=d.Place(NOWHERE, one.place.page)) for one in counted(edition.history)
    ]
    document = edition.document
    assert (archive.name, new.title, new.language) == (
        document.name,
        document.title,
        document.language,
    )
    assert (new.origin, new.imported) == (document.origin, edition.imported)


@relaxed
@given(texts)
@example("\f\f")
@example("a\n\f")
@example("a\r\n\n")
@example("\x01 \x0b\ud800 e\u0301\n")
def test_every_character_comes_back(tmp_path: Path, text: str) -> None:
    edition = make_edition([text])
    _, _, pages = reopened(tmp_path, edition)
    assert pages == [reading.page for reading in edition.pages]
    content = (tmp_path / "t.xml").read_bytes()
    shown = imported_text(etree.fromstring(content))
    assert len(shown) == len(pages[0].text)


_boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    *(st.integers(-5, 90) for _ in range(2)),
    *(st.integers(1, 40) for _ in range(2)),
)
_sure = st.none() | st.floats(0, 1).map(lambda one: round(one, 6))
_regions = st.builds(
    lambda kind, role, box: (kind, role, box),
    st.sampled_from(["paragraph", "Marg:note", "", "page-number"]),
    st.sampled_from(Role),
    st.none() | _boxes,
)


@st.composite
def laid_out(draw: st.DrawFn) -> Page:
    """A page with whatever layouts may hold, on a picture or on none."""
    regions = tuple(
        Region(n, kind, role, box)
        for n, (kind, role, box) in enumerate(draw(st.lists(_regions, max_size=3)))
    )
    lines: list[Line] = []
    tokens = 0
    for n in range(draw(st.integers(0, 4))):
        words = draw(st.lists(st.sampled_from(["word", "a", "Cuba,", "e\u0301"]), max_size=3))
        made, at = [], 0
        for word in words:
            thoughts = draw(st.lists(st.builds(Alternative, st.just("x"), _sure), max_size=2))
            box, sure = draw(st.none() | _boxes), draw(_sure)
            made.append(Token(tokens, at, at + len(word), box, sure, tuple(thoughts)))
            tokens += 1
            at += len(word) + 1
        lines.append(
            Line(
                n,
                " ".join(words),
                tokens=tuple(made),
                role=draw(st.sampled_from(Role)),
                box=draw(st.none() | _boxes),
                region=draw(st.none() | st.integers(0, len(regions) - 1)) if regions else None,
                outline=draw(st.sampled_from([(), ((1, 2), (30, 2), (30, 9))])),
                baseline=draw(st.sampled_from([(), ((1, 9), (30, 9))])),
                confidence=draw(_sure),
            )
        )
    label = draw(st.sampled_from(["", "1", "3v", "two  blanks"]))
    return Page(1, tuple(lines), label, regions=regions, file="scan.xml", place=3)


@relaxed
@given(laid_out(), st.sampled_from([0, 2]), st.booleans())
def test_whatever_the_layout_says_comes_back(
    tmp_path: Path, page: Page, frame: int, pictured: bool
) -> None:
    if pictured:
        name = "scans.tif" if frame else "scan.png"
        kind = "image/tiff" if frame else "image/png"
        page = replace(page, image=Image(f"pictures/{name}", 100, 80, kind, frame))
    _, _, pages = reopened(tmp_path, make_edition([page]))
    assert pages == [page]


def test_header_entries_batches_and_names_come_back(tmp_path: Path) -> None:
    entry = LexiconEntry(
        EntryKind.PERSON, "Mikoyan, A.", ("Mikeyan",), authorities=(("VIAF", "1"), ("x y", "2"))
    )
    ledger = [
        replace(decide(d.SetHeader("title", "Typed"), 1), place=d.Place(DOCUMENT)),
        replace(decide(d.Keep(d.Span(0, 0)), 2, by="ada  reviewer"), batch="b1"),
        replace(decide(d.Keep(d.Span(1, 1)), 3), batch="b1"),
    ]
    edition = make_edition("a b\n", ledger, header={"title": "Typed", "genre": "x"})
    edition = replace(edition, found={"genre": "x"}, entries=(entry,))
    new, archive, _ = reopened(tmp_path, edition)
    assert new.header == {"genre": "x"}
    assert [replace(one, layer=Layer.DOMAIN) for one in archive.entries] == [entry]
    assert [one.by for one in archive.decisions] == [one.by for one in ledger]
    assert [one.batch for one in archive.decisions] == ["", "b1", "b1"]
    assert archive.imported == NOON


def test_what_cannot_be_read_of_a_ledger_is_told(tmp_path: Path) -> None:
    edition = make_edition("a b\n", [d.Keep(d.Span(0, 0)), d.Keep(d.Span(1, 1))])
    content = written(TeiWriter(), edition, profile="archival")
    content = content.replace('<fs type="keep">', '<fs type="from-the-future">', 1)
    path = tmp_path / "t.xml"
    path.write_text(content, "utf-8")
    new = TeiReader().read(path)
    archive = archive_of(new)
    assert archive
    assert [one.act for one in archive.decisions] == [d.Keep(d.Span(1, 1))]
    (remark,) = new.remarks
    assert "from-the-future" in remark


@pytest.mark.parametrize(
    "name, said",
    [
        (MarkName.MENTION, {"type": "organization", "key": "office", "role": "sender"}),
        (MarkName.MENTION, {"type": "person", "ref": "https://viaf.org/viaf/1"}),
        (MarkName.GAP, {"reason": "torn", "unit": "word", "quantity": "2", "precision": "low"}),
        (MarkName.REPLACED, {"deleted": "ice", "rend": "overtyped", "place": "above"}),
        (MarkName.REPLACED, {"deleted": "ice", "hand": "blue pencil"}),
        (MarkName.DELETED, {"hand": "blue pencil", "rend": "overtyped"}),
        (MarkName.UNCLEAR, {"reason": "faded", "cert": "low", "evidence": "internal"}),
        (MarkName.ABBREVIATION, {"expansion": "Ambassador"}),
    ],
)
def test_what_a_mark_says_is_read_from_its_element(
    name: MarkName, said: dict[str, str], tmp_path: Path
) -> None:
    mark = d.Mark(Anchor(1, 0), Anchor(1, 5), name, said)
    _, archive, _ = reopened(tmp_path, make_edition("the river rose", [mark]))
    found = [one for block in archive.blocks for one in block.marks if one.name is name]
    assert [dict(one.attributes) for one in found] == [said]
