from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.formats.naming import find_image, language_code, root_name


@pytest.mark.parametrize(
    "said, code",
    [
        ("English", "en"),
        ("eng", "en"),
        ("EN", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("de_AT", "de"),
        ("en-GB", "en"),
        ("deu_latf", "de"),
        ("frk", "de"),
        ("chi_sim_vert", "zh"),
        ("eng+fra", "en"),
        ("Norwegian Bokmål", "nb"),
        ("Guaraní", "gn"),
        ("Old Church Slavonic", "cu"),
        ("Greek", "el"),
        ("other", ""),
        ("", ""),
        ("xx", ""),
    ],
)
def test_languages_however_they_are_named(said: str, code: str) -> None:
    assert language_code(said) == code


@given(st.text(max_size=20))
def test_any_language_gives_two_letters_or_none(said: str) -> None:
    assert len(language_code(said)) in (0, 2)


@pytest.mark.parametrize(
    "named, there",
    [
        ("one.png", "one.png"),
        ("C:\\scans\\one.png", "one.png"),
        ("/srv/scans/one.png", "one.png"),
        ("one.png", "images/one.png"),
        ("one.png", "../one.png"),
        ("one.png", "../images/one.png"),
        ("deep/one.png", "deep/one.png"),
        ("one.tif", "one.jpg"),
        ("one", "one.jpg"),
        ("ONE.TIF", "img/one.jp2"),
        ("one.orig", "one.orig.png"),
    ],
)
def test_a_picture_is_found(named: str, there: str, tmp_path: Path) -> None:
    xml = tmp_path / "page" / "one.xml"
    picture = xml.parent / there
    picture.parent.mkdir(parents=True, exist_ok=True)
    xml.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"")
    found = find_image(xml, named)
    assert found is not None
    assert found.resolve() == picture.resolve()


@pytest.mark.parametrize("named", ["", "two.png", "\0", "x" * 5000, "one.xml", "..", "//host/two"])
def test_a_picture_that_is_not_there(named: str, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text("<a/>")
    (tmp_path / "other.png").write_bytes(b"")
    assert find_image(tmp_path / "one.xml", named) is None


def test_the_named_file_goes_before_one_of_like_name(tmp_path: Path) -> None:
    for name in ("one.jpg", "one.png"):
        (tmp_path / name).write_bytes(b"")
    assert find_image(tmp_path / "one.xml", "one.png") == tmp_path / "one.png"


@pytest.mark.parametrize(
    "head, name",
    [
        (b"<mets>", "mets"),
        (b"<m:mets xmlns:m='x'", "mets"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <a> --><PcGts\n", "PcGts"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>\n<a/>', "a"),
        (b"<!DOCTYPE html><html>", "html"),
        ("<?xml version='1.0' encoding='utf-16'?><alto>".encode("utf-16"), "alto"),
        (b"<!-- never closed <a>", ""),
        (b"text <a>", ""),
        (b"", ""),
    ],
)
def test_the_root_of_a_file(head: bytes, name: str) -> None:
    assert root_name(head) == name


@given(st.binary(max_size=80))
def test_any_bytes_have_a_root_or_none(head: bytes) -> None:
    assert "<" not in root_name(head)


def test_a_folder_that_is_a_link_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "one.png").write_bytes(b"")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real", target_is_directory=True)
    for named in ("one.png", "../link/one.png", "one.tif"):
        assert find_image(link / "one.xml", named) == link / "one.png"
