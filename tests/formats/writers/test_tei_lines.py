"""TEI of pages whose lines were parted, joined, added and moved, in any order, with a layout."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.edition import Edition, Profile
from reviewer.core.geometry import Box
from reviewer.core.ids import DecisionId
from reviewer.core.model import Image, Page, Region, Role
from reviewer.core.text import make_lines
from reviewer.formats.words import imported_text, plain_words, reading_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import parse
from tests.formats.editions import make_edition, saved, written

WRITER = TeiWriter()
TEXT = "TELEGRAM\nThe embassy re-\nports that\n\nall is\nwell in  Moscow\n43\nSIGNED\n"
TOKENS = len(TEXT.split())
LINES = TEXT.count("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tei")


def _box(left: int, line: int, width: int) -> Box:
    top = 40 + 30 * line
    return Box(left, top, left + width, top + 24)


def laid_out(text: str) -> Page:
    """A page of three regions, with a box for every line and word."""
    lines = tuple(
        replace(
            line,
            region=line.n // 3,
            box=_box(40, line.n, 400),
            tokens=tuple(
                replace(token, box=_box(40 + 9 * token.start, line.n, 30)) for token in line.tokens
            ),
        )
        for line in make_lines(text)
    )
    regions = tuple(
        Region(n, "paragraph", Role.BODY, Box(30, 30 + 90 * n, 530, 118 + 90 * n))
        for n in range(lines[-1].n // 3 + 1)
    )
    return Page(1, lines, image=Image("page.png", 600, 400, "image/png"), regions=regions)


_tokens = st.integers(0, TOKENS - 1)
_lines = st.one_of(
    st.integers(0, LINES - 1),
    st.integers(0, LINES - 1),
    _tokens.map(split_key),
    st.integers(1, 12).map(DecisionId).map(added_key),
)
_acts = st.one_of(
    st.builds(d.SplitLine, _tokens),
    st.builds(d.JoinLines, _lines, _lines),
    st.builds(d.MoveLine, _lines, st.none() | _lines),
    st.builds(d.AddLine, st.none() | _lines),
    st.builds(d.SetRole, _lines, st.sampled_from(Role)),
    st.builds(d.Insert, _lines, st.none(), st.just("added words")),
    st.builds(d.Insert, _lines, _tokens, st.just("behind")),
    st.builds(lambda n: d.Replace(d.Span(n, n), ""), _tokens),
    st.builds(lambda n: d.Replace(d.Span(n, n), "changed"), _tokens),
)
_pages = st.sampled_from([laid_out(TEXT), Page(1, make_lines(TEXT))])
_editions = st.builds(
    lambda page, acts: make_edition([page], acts), _pages, st.lists(_acts, max_size=12)
)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(edition=_editions)
def test_the_words_stand_in_the_order_of_the_reading(edition: Edition, folder: Path) -> None:
    expected = reading_words(edition)
    for profile in Profile:
        path = saved(folder, written(WRITER, edition, profile=profile))
        assert plain_words(path) == expected


@relaxed
@given(edition=_editions)
def test_every_profile_passes_its_check(edition: Edition, folder: Path) -> None:
    for profile in Profile:
        path = saved(folder, written(WRITER, edition, profile=profile))
        assert [one for one in WRITER.check(path, {"profile": profile}) if one.severe] == []


@relaxed
@given(edition=_editions)
def test_the_archive_keeps_the_lines_as_they_were_imported(edition: Edition, folder: Path) -> None:
    path = saved(folder, written(WRITER, edition, profile="archival"))
    assert imported_text(parse(path).getroot()) == TEXT


def test_a_moved_paragraph_stands_where_it_was_put(folder: Path) -> None:
    moved = [d.MoveLine(line, 0) for line in (4, 5)]
    path = saved(folder, written(WRITER, make_edition(TEXT, moved), profile="reading"))
    assert plain_words(path)[:5] == ["all", "is", "well", "in", "Moscow"]
