"""All documents together: files that include them, one that holds them, the list of letters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    About,
)
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.writers.tei.cmif import cmif_schema
from reviewer.formats.writers.tei.corpus import TeiCollection
from reviewer.formats.xml import TEI_NS, XML_ID, parse
from tests.formats.editions import decide, make_edition, saved, written

WRITER = TeiWriter()
NAMES = {"t": TEI_NS, "xi": "http://www.w3.org/2001/XInclude"}
SAID = {
    "corpus-url": "https://archive.example/cmif.xml",
    "publisher": "The Archive",
    "publisher-url": "https://archive.example/",
    "editor": "Ada Reviewer",
    "editor-email": "ada@archive.example",
}
LETTER = {
    "sender": "Berg, Ole; Lind <https://viaf.org/viaf/1>",
    "sender-place": "Oslo",
    "sent": "3 March 1948, 11.30",
    "recipient-organization": "Legation",
    "received": "about 1948-03-05",
    "uri": "https://archive.example/t1",
}
ENTRIES = (
    LexiconEntry(EntryKind.PERSON, "Berg, Ole", authorities=(("viaf", "7"), ("GND", "118"))),
    LexiconEntry(EntryKind.PLACE, "Oslo", authorities=(("GeoNames", "3143244"),)),
)


def letter(name: str = "t1", **fields: str) -> Edition:
    return replace(make_edition("Ice.", name=name, header=LETTER | fields), entries=ENTRIES)


def gathered(
    folder: Path,
    editions: Sequence[Edition],
    collection: str,
    said: Mapping[str, str] = SAID,
    profile: str = "reading",
) -> tuple[dict[str, Path], list[Problem]]:
    """The files about all documents, and what their checks say."""
    about = About("Ice years", said, [one.document for one in editions])
    found = WRITER.collect(about, {"collection": collection, "profile": profile})
    assert isinstance(found, TeiCollection)
    for edition in editions:
        called = found.named(edition)
        name = f"{called.document.name}.xml"
        found.add(called, saved(folder, written(WRITER, called, profile=profile), name))
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for name in found.files():
        out = BytesIO()
        found.write(name, out)
        files[name] = saved(folder, out.getvalue().decode(), name)
        problems += found.check(name, files[name])
    found.close()
    return files, problems


def test_documents_in_files_are_included(tmp_path: Path) -> None:
    files, problems = gathered(tmp_path, [letter("t1"), letter("t2")], "files")
    assert sorted(files) == ["cmif.xml", "corpus.xml"]
    assert problems == []
    corpus = parse(files["corpus.xml"])
    assert load_schema(own_schema()).validate(corpus)
    assert [one.get("href") for one in corpus.getroot().iterfind("xi:include", NAMES)] == [
        "t1.xml",
        "t2.xml",
    ]
    whole = etree.parse(files["corpus.xml"])
    whole.xinclude()
    assert len(whole.getroot().findall("t:TEI", NAMES)) == 2


def test_one_file_holds_them(tmp_path: Path) -> None:
    files, problems = gathered(tmp_path, [letter("t1"), letter("t2")], "one", profile="archival")
    assert problems == []
    corpus = parse(files["corpus.xml"])
    schema = load_schema(own_schema())
    assert schema.validate(corpus), schema.error_log
    assert [one.get(XML_ID) for one in corpus.getroot().iterfind("t:TEI", NAMES)] == ["t1", "t2"]


def test_one_document_needs_no_corpus_of_files(tmp_path: Path) -> None:
    assert gathered(tmp_path, [letter()], "files")[0] == {}
    assert sorted(gathered(tmp_path, [letter()], "one")[0]) == ["cmif.xml", "corpus.xml"]
    assert gathered(tmp_path, [], "one")[0] == {}


def test_none_gathers_nothing() -> None:
    assert WRITER.collect(About("x", {}, ()), {"collection": "none"}) is None


def test_drafts_are_said_to_be_drafts(tmp_path: Path) -> None:
    acts = [decide(d.Submit(), 1), decide(d.Approve(), 2, by="Bob Editor")]
    signed = make_edition("Ice.", acts, name="t2")
    files, _ = gathered(tmp_path, [signed, letter("t1")], "one")
    assert "Draft, not all approved" in files["corpus.xml"].read_text("utf-8")
    files, _ = gathered(tmp_path, [signed], "one")
    assert "Draft" not in files["corpus.xml"].read_text("utf-8")


def test_files_about_all_take_no_document_s_name(tmp_path: Path) -> None:
    files, _ = gathered(tmp_path, [letter("corpus"), letter("cmif")], "files")
    assert sorted(files) == ["all-cmif.xml", "all-corpus.xml"]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.sampled_from(["t1", "t1-p1", "t1-p1-p1", "t1_p1", "t1_p1-d1", "t1-d1", "t1-", "t1-ocr"]),
        unique=True,
        min_size=2,
    )
)
def test_no_id_comes_twice_in_one_file(names: list[str], tmp_path: Path) -> None:
    files, _ = gathered(tmp_path, [letter(name) for name in names], "one", profile="archival")
    ids = [
        one.get(XML_ID) for one in parse(files["corpus.xml"]).getroot().iter() if one.get(XML_ID)
    ]
    assert len(ids) == len(set(ids))


def test_the_letters(tmp_path: Path) -> None:
    files, problems = gathered(tmp_path, [letter(), make_edition("No letter.", name="t2")], "files")
    assert problems == []
    tree = parse(files["cmif.xml"])
    (found,) = tree.getroot().iterfind(".//t:correspDesc", NAMES)
    assert found.get("key") == "t1"
    assert found.get("ref") == "https://archive.example/t1"
    plain = etree.tostring(found, encoding="unicode").replace(f' xmlns="{TEI_NS}"', "")
    assert (
        '<correspAction type="sent"><persName ref="https://d-nb.info/gnd/118">Berg, Ole</persName>'
        '<persName ref="https://viaf.org/viaf/1">Lind</persName>'
        '<placeName ref="https://www.geonames.org/3143244">Oslo</placeName>'
        '<date when="1948-03-03"/></correspAction>'
        '<correspAction type="received"><orgName>Legation</orgName>'
        '<date when="1948-03-05" cert="low"/></correspAction>'
    ) in plain


def test_what_corresp_search_misses_is_said(tmp_path: Path) -> None:
    _, problems = gathered(tmp_path, [letter("t1"), letter("t2")], "files", {})
    (problem,) = problems
    assert not problem.severe
    assert "the editor's mail address" in problem.text


def test_nonsense_in_the_header_breaks_no_list(tmp_path: Path) -> None:
    nonsense = "\x00 \ud800 <a> ]]> & \"' ;"
    fields = dict.fromkeys(LETTER, nonsense)
    said = dict.fromkeys(SAID, nonsense)
    _, problems = gathered(tmp_path, [letter("t1", **fields), letter("t2")], "files", said)
    assert [one for one in problems if one.severe] == []


@pytest.mark.slow
def test_all_of_it_is_tei(tmp_path: Path, shared: Path) -> None:
    tei_all = load_schema(shared / "tei" / "tei_all.rng")
    editions = [letter("t1"), letter("t2")]
    files, _ = gathered(tmp_path, editions, "files", profile="documentary")
    whole = etree.parse(files["corpus.xml"])
    whole.xinclude()
    for base in whole.getroot().iter("{*}TEI"):
        base.attrib.pop("{http://www.w3.org/XML/1998/namespace}base", "")
    one, _ = gathered(tmp_path, editions, "one", profile="documentary")
    for tree in (whole, parse(files["cmif.xml"]), parse(one["corpus.xml"])):
        assert tei_all.validate(tree), tei_all.error_log


def test_the_list_is_as_its_schema_says(tmp_path: Path) -> None:
    files, _ = gathered(tmp_path, [letter("t1"), letter("t2")], "files")
    schema = load_schema(cmif_schema())
    assert schema.validate(parse(files["cmif.xml"])), schema.error_log
