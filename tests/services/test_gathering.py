"""Gathering: which files of a folder make which documents."""

from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.core.model import NewDocument
from reviewer.core.ports import Holds, Reader, Sniff
from reviewer.formats.readers.tei import TeiReader
from reviewer.services.gathering import Gathered, gather, natural, take_stock


class BySuffix:
    """Takes files by their suffix alone."""

    def __init__(self, suffix: str, holds: Holds, score: float = 0.9) -> None:
        self.name = suffix
        self.holds = holds
        self._score = score

    def sniff(self, path: Path, head: bytes) -> Sniff:
        fits = path.suffix.lower() == f".{self.name}"
        return Sniff(self._score if fits else 0, f"{self.name}: {fits}")

    def read(self, path: Path) -> NewDocument:
        raise AssertionError("nobody asked for reading")


READERS: list[Reader] = [
    BySuffix("mets", Holds.ORDER),
    BySuffix("xml", Holds.PAGES),
    BySuffix("hocr", Holds.PAGES),
    BySuffix("txt", Holds.DOCUMENT, 0.4),
    BySuffix("json", Holds.DOCUMENT, 0.4),
    BySuffix("png", Holds.PICTURES),
]


def look(folder: Path, *names: str) -> Gathered:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return gather([folder], READERS)


def documents(found: Gathered) -> dict[str, list[str]]:
    return {bundle.path.name: [part.path.name for part in bundle.parts] for bundle in found.bundles}


def test_pages_of_a_folder_are_one_document_in_the_order_people_count(tmp_path: Path) -> None:
    folder = tmp_path / "Volume 7"
    found = look(folder, "p10.xml", "p9.xml", "P1.xml", "notes.json", ".hidden.xml")
    assert documents(found) == {"Volume 7": ["P1.xml", "p9.xml", "p10.xml"]}
    assert [path.name for path, _ in found.passed_over] == ["notes.json"]


def test_texts_are_documents_of_their_own_with_their_pictures(tmp_path: Path) -> None:
    names = ["a.txt", "b.txt", "a.png", "b-2.png", "bc.png"]
    assert documents(look(tmp_path / "f", *names)) == {
        "a.txt": ["a.txt"],
        "b.txt": ["b.txt"],
        "bc.png": ["bc.png"],
    }


def test_a_page_in_two_formats_comes_in_once(tmp_path: Path) -> None:
    found = look(tmp_path / "f", "1.xml", "1.hocr", "1.txt", "1.png", "2.hocr", "2.png", "3.png")
    assert documents(found) == {"f": ["1.xml", "2.hocr", "3.png"]}
    reasons = {path.name: why for path, why in found.passed_over}
    assert reasons == dict.fromkeys(["1.hocr", "1.txt"], "the same page as 1.xml")


def test_as_many_pictures_as_pages_belong_to_them(tmp_path: Path) -> None:
    found = look(tmp_path / "f", "1.xml", "2.xml", "scan_0001.png", "scan_0002.png")
    assert documents(found) == {"f": ["1.xml", "2.xml"]}


def test_page_folders_belong_to_the_folder_above(tmp_path: Path) -> None:
    found = look(tmp_path / "Letters", "1.png", "2.png", "page/1.xml", "other/9.xml")
    assert documents(found) == {"9.xml": ["9.xml"], "Letters": ["1.xml", "2.png"]}


def test_a_list_of_files_speaks_for_its_folder(tmp_path: Path) -> None:
    found = look(tmp_path / "f", "all.mets", "1.xml", "1.png", "page/2.xml")
    assert documents(found) == {"all.mets": ["all.mets"]}


def test_a_folder_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    found = look(tmp_path / "f", "notes.md")
    assert not found.bundles
    ((path, error),) = found.failed
    assert path == tmp_path / "f"
    assert isinstance(error, UnreadableFile)


@pytest.mark.parametrize("as_one", [False, True])
def test_files_that_are_named_are_one_document_only_where_that_is_asked(
    tmp_path: Path, as_one: bool
) -> None:
    folder = tmp_path / "box" / "page"
    look(folder, "2.xml", "1.xml")
    found = gather([folder / "2.xml", folder / "1.xml"], READERS, as_one=as_one)
    apart = {"2.xml": ["2.xml"], "1.xml": ["1.xml"]}
    assert documents(found) == ({"box": ["1.xml", "2.xml"]} if as_one else apart)


def write(folder: Path, *names: str) -> list[Path]:
    look(folder, *names)
    return [folder / name for name in names]


def test_a_picture_named_with_its_text_is_no_page_of_its_own(tmp_path: Path) -> None:
    files = write(tmp_path / "f", "a.xml", "a.png", "b.xml", "b.png", "c.png")
    stock = take_stock(files, READERS)
    assert [path.name for path in stock.files] == ["a.xml", "b.xml", "c.png"]
    assert stock.pages == 3
    assert documents(gather(files, READERS, as_one=True)) == {"f": ["a.xml", "b.xml", "c.png"]}
    assert len(gather(files, READERS).bundles) == 3


def test_single_pages_of_one_folder_may_be_one_document(tmp_path: Path) -> None:
    pages = write(tmp_path, "a.xml", "b.xml", "c.png")
    assert take_stock(pages, READERS).pages == 3
    assert take_stock(pages[:1], READERS).pages == 0


def test_files_that_stand_for_themselves_are_not_asked_about(tmp_path: Path) -> None:
    page, other, text = write(tmp_path, "a.xml", "below/b.xml", "c.txt")
    for files in ([page, text], [page, other], [page, tmp_path / "below"], [page, tmp_path / "no"]):
        stock = take_stock(files, READERS)
        assert (stock.files, stock.pages) == (files, 0)


def test_tei_is_seen_among_files_and_in_folders(tmp_path: Path) -> None:
    readers = [TeiReader(), *READERS]
    page, tei, text = write(tmp_path, "box/a.xml", "box/below/b.tei", "c.txt")
    assert not take_stock([page, text], readers).tei
    tei.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    assert take_stock([page, tei], readers).tei
    assert take_stock([tmp_path / "box"], readers).tei
    assert not take_stock([tmp_path / "none"], readers).tei


def test_numbers_count_as_numbers() -> None:
    names = ["a2", "A10", "a1b", "a1", "b0"]
    assert sorted(map(Path, names), key=natural) == list(
        map(Path, ["a1", "a1b", "a2", "A10", "b0"])
    )
