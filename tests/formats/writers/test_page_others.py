"""PAGE XML of other programs written back, against the schemas of the format."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Page, Role
from reviewer.formats.readers.page import PageXmlReader
from tests.formats.editions import editions
from tests.formats.writers.test_page import VERSIONS, again, decided, page_of, read, write


def schema(shared: Path, version: str) -> etree.XMLSchema:
    folder = shared / "data" / "formats" / "page_xml_prima"
    return etree.XMLSchema(etree.parse(str(folder / f"{version}_pagecontent.xsd")))


def files_of_others(shared: Path) -> list[Path]:
    paths = sorted((shared / "data" / "formats").rglob("*.xml"))
    return [path for path in paths if PageXmlReader().sniff(path, path.read_bytes()).score]


def canonical(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter("{*}LastChange"):
        element.text = ""
    return etree.tostring(root, method="c14n")


def without_places(page: Page) -> list[list[str]]:
    return [line.text.split() for line in page.lines]


def test_files_of_others_come_back_as_they_were(shared: Path, tmp_path: Path) -> None:
    for path in files_of_others(shared):
        data = path.read_bytes()
        edition = read(data, tmp_path)
        assert write(edition) == data, path.name
        # Said in another version, it is the same page.
        for version in VERSIONS[1:]:
            other = page_of(read(write(edition, version), tmp_path))
            assert [line.text for line in other.lines] == [
                line.text for line in page_of(edition).lines
            ]
            assert [token.box for token in other.tokens] == [
                token.box for token in page_of(edition).tokens
            ]


def test_a_word_changed_there_and_back_changes_nothing_else(shared: Path, tmp_path: Path) -> None:
    for path in files_of_others(shared):
        edition = read(path.read_bytes(), tmp_path)
        page = page_of(edition)
        last = len(page.tokens) - 1
        changed = decided(edition, d.Replace(d.Span(last, last), "Xyzzy"))
        found = again(changed, tmp_path)
        before, after = without_places(page), without_places(found)
        differing = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
        assert len(differing) == 1, path.name
        assert differing[0][1] == [*differing[0][0][:-1], "Xyzzy"]
        assert [token.box for token in found.tokens] == [token.box for token in page.tokens]
        assert [one.box for one in found.lines] == [one.box for one in page.lines]
        # Mended back from there, all is as it was but the glyphs and rivals of that one word.
        back = decided(
            read(write(changed), tmp_path), d.Replace(d.Span(last, last), page.form(last))
        )
        assert without_places(again(back, tmp_path)) == before
        unlike = _differing_lines(canonical(path.read_bytes()), canonical(write(changed)))
        assert len(unlike) < 120, path.name


def _differing_lines(one: bytes, other: bytes) -> set[bytes]:
    return set(one.split(b"<")) ^ set(other.split(b"<"))


@pytest.mark.parametrize("version", ["2019-07-15", "2013-07-15"])
def test_what_is_written_back_is_valid_where_the_original_was(
    version: str, shared: Path, tmp_path: Path
) -> None:
    valid = schema(shared, version)
    checked = 0
    for path in files_of_others(shared):
        edition = read(path.read_bytes(), tmp_path)
        if not valid.validate(etree.fromstring(write(edition, version))):
            continue  # it was not valid to begin with
        checked += 1
        changed = decided(edition, *_many_acts(page_of(edition)))
        assert valid.validate(etree.fromstring(write(changed, version))), (
            path.name,
            valid.error_log,
        )
    assert checked >= 5


def _many_acts(page: Page) -> list[d.Act]:
    last = len(page.tokens) - 1
    made: list[d.Act] = [
        d.Replace(d.Span(0, 0), "two words"),
        d.Replace(d.Span(last, last), ""),
        d.Insert(0, 0, "lost"),
        d.MoveLine(0, None),
        d.SetRole(0, Role.STAMP),
    ]
    return [*made, d.Join(d.Span(1, 2))] if last > 3 else made


@given(edition=editions())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_new_files_are_valid(edition: Edition, shared: Path) -> None:
    for version in VERSIONS[1:]:
        valid = schema(shared, version)
        for reading in edition.pages:
            data = write(replace(edition, pages=[reading]), version)
            assert valid.validate(etree.fromstring(data)), valid.error_log


def test_pages_of_others_written_anew_are_valid_and_the_same(shared: Path, tmp_path: Path) -> None:
    valid = schema(shared, "2019-07-15")
    for path in files_of_others(shared):
        edition = replace(read(path.read_bytes(), tmp_path), originals={})
        data = write(edition)
        assert valid.validate(etree.fromstring(data)), (path.name, valid.error_log)
        page, found = page_of(edition), page_of(read(data, tmp_path))
        assert [one.text for one in found.lines] == [one.text for one in page.lines], path.name
        assert [one.role for one in found.lines] == [one.role for one in page.lines], path.name
        boxes = [one.box for one in found.tokens]
        # Where a word has no place, the schema wants one: that of its line.
        assert boxes == [token.box or box for token, box in zip(page.tokens, boxes, strict=True)], (
            path.name
        )
