"""What profiles make of documents: by example, and of the random projects."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.errors import InvalidOutput
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.places import resources
from reviewer.formats.profiles import writer as writing
from reviewer.formats.profiles.writer import ProfileWriter
from reviewer.formats.words import plain_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import XML_ID, parse
from tests.formats import random_projects
from tests.formats.editions import body_of, make_edition, saved, written
from tests.golden.scripted import scripted_editions
from tests.helpers.needs import need_rules

SHIPPED = ("frus-like", "dtabf-like")
TEXT = "SECRET\n\nMoscow, May 3\nDear Mr. Mikoyan,\n\nThe Embassy reports.\n\nRusk\n\nPage 1"
_ROLES = {
    0: Role.STAMP,
    2: Role.DATELINE,
    3: Role.SALUTATION,
    5: Role.BODY,
    7: Role.SIGNATURE,
    9: Role.PAGE_NUMBER,
}
LETTER = [d.SetRole(line, role) for line, role in _ROLES.items()]
MIKOYAN = d.Mark(Anchor(6, 0), Anchor(6, 7), MarkName.PERSON, {"ref": "mikoyan", "cert": "low"})


def shipped(name: str) -> ProfileWriter:
    return ProfileWriter(resources() / "profiles" / f"{name}.toml")


def house(folder: Path, rules: str) -> ProfileWriter:
    path = folder / "house.toml"
    path.write_text(rules, "utf-8")
    return ProfileWriter(path)


def made(folder: Path, rules: str, edition: Edition | None = None) -> str:
    """The text of a letter by a profile."""
    edition = edition or make_edition(TEXT, [*LETTER, MIKOYAN])
    return body_of(written(house(folder, rules), edition))


def bare(xml: str) -> str:
    return re.sub(r">\s+<", "><", xml)


def words_of(xml: str) -> list[str]:
    """All words in the text of a file, however it is marked up."""
    root = etree.fromstring(xml.encode())
    return "".join(str(one) for one in root.find("{*}text").itertext()).split()


# rules by example


def test_without_rules_the_text_is_that_of_the_base(tmp_path: Path) -> None:
    edition = make_edition(TEXT, [*LETTER, MIKOYAN])
    for base in ("reading", "documentary", "archival"):
        ours = written(TeiWriter(), edition, profile=base)
        theirs = written(house(tmp_path, f'based_on = "{base}"\n'), edition)
        one, other = (etree.fromstring(xml.encode()) for xml in (ours, theirs))
        for root in (one, other):
            for found in root.iter():
                found.text = " ".join((found.text or "").split())
                found.tail = " ".join((found.tail or "").split())
        assert etree.tostring(one, method="c14n") == etree.tostring(other, method="c14n")


def test_a_role_becomes_what_it_is_told_to(tmp_path: Path) -> None:
    rules = (
        '[roles.stamp]\nelement = "seal"\nattributes = { kind = ["{kind}", "other"] }\n'
        'wrapper = "block"\nwrapper_attributes = { rend = "boxed" }\n'
    )
    assert '<block rend="boxed"><seal kind="other">SECRET</seal></block>' in made(tmp_path, rules)


def test_a_kind_has_rules_of_its_own(tmp_path: Path) -> None:
    rules = '[roles.stamp]\nelement = "a"\n[roles.stamp.kinds.time]\nelement = "b"\n'
    acts = [d.SetRole(0, Role.STAMP, "time"), d.SetRole(2, Role.STAMP, "receipt")]
    text = made(tmp_path, rules, make_edition("9 AM\n\nseen\n\nText.", acts))
    assert re.search(r"<b\b[^>]*>9 AM</b>", text)
    assert re.search(r"<a\b[^>]*>seen</a>", text)


def test_a_role_goes_where_it_is_told_to(tmp_path: Path) -> None:
    text = bare(made(tmp_path, '[roles.stamp]\nwhere = "processing"\n'))
    assert '<div type="distribution">' not in text
    assert re.search(r'<div type="processing">.*SECRET', text)
    text = bare(made(tmp_path, '[roles.stamp]\nwhere = "message"\n'))
    assert re.search(r"</opener><ab[^>]*><stamp[^>]*>SECRET</stamp></ab><p", text)
    text = made(tmp_path, '[roles.stamp]\nwhere = "fw"\n')
    assert ">SECRET</fw>" in text


def test_what_is_dropped_is_said_and_all_else_is_there(tmp_path: Path) -> None:
    writer = house(tmp_path, '[roles.stamp]\nwhere = "drop"\n')
    xml = written(writer, make_edition(TEXT, [*LETTER, MIKOYAN]))
    assert "SECRET" not in xml.partition("<!--")[0]
    assert "1 of roles.stamp" in xml
    problems = writer.check(saved(tmp_path, xml), {})
    assert [one.severe for one in problems] == [False]
    assert "roles.stamp" in problems[0].text


def test_marks_take_their_values_along(tmp_path: Path) -> None:
    rules = (
        '[namespaces]\nh = "http://house.example/ns"\n'
        '[marks.person]\nelement = "h:who"\n'
        'attributes = { "h:key" = "k-{ref:keys}", sure = "{cert}", as = "{name} ({text})" }\n'
        '[values.keys]\n"#t1-pers-mikoyan" = "7"\n'
    )
    text = made(tmp_path, rules)
    assert '<h:who h:key="k-7" sure="low" as="mikoyan (Mikoyan)">Mikoyan</h:who>' in text


def test_a_mark_is_unwrapped_and_another_dropped(tmp_path: Path) -> None:
    assert "Mr. Mikoyan," in made(tmp_path, "[marks.person]\nunwrap = true\n")
    edition = make_edition("a bad word", [d.Mark(Anchor(1, 0), Anchor(1, 2), MarkName.SIC)])
    rules = 'based_on = "documentary"\n[marks.sic]\ndrop = true\n'
    assert " ".join(re.sub(r"<[^>]*>", "", made(tmp_path, rules, edition)).split()) == "a d word"


@pytest.mark.parametrize(
    "side, wanted",
    [
        ("choice", "<choice><sic>teh</sic><corr"),
        ("new", "<corr resp="),
        ("old", "<sic>teh</sic> end"),
        ("plain", ">the end"),
    ],
)
def test_corrections_show_the_side_that_is_wanted(tmp_path: Path, side: str, wanted: str) -> None:
    act = d.Replace(d.Span(0, 0), "the", d.Cause.SOURCE)
    rules = f'based_on = "documentary"\n[corrections]\nsource = "{side}"\n[text.lb]\ndrop = true\n'
    text = made(tmp_path, rules, make_edition("teh end", [act]))
    assert wanted in text
    assert ("choice" in text) == (side == "choice")


def test_a_flat_document_has_one_division(tmp_path: Path) -> None:
    text = bare(made(tmp_path, '[divisions]\nshape = "flat"\n[divisions.document]\ntype = "x"\n'))
    assert text.count("<div") == 1
    assert '<div type="x"><pb' in text
    assert text.index("<opener>") < text.index("SECRET") < text.index("<p ") < text.index("Rusk")


def test_pages_and_lines_have_their_own_shape(tmp_path: Path) -> None:
    rules = (
        'based_on = "documentary"\n[text.pb]\nelement = "milestone"\n'
        'attributes = { unit = "page", "xml:id" = "pg {page:03}" }\n'
        '[text.lb]\nattributes = { n = "{n}" }\nfirst = false\n'
    )
    text = made(tmp_path, rules, make_edition(["one\ntwo", "three"]))
    assert '<milestone unit="page" xml:id="pg-001"/>' in text
    assert '<milestone unit="page" xml:id="pg-002"/>' in text
    assert 'n="1"' not in text
    assert 'one\n<lb n="2"/>two' in text


def test_the_header_is_made_as_wanted(tmp_path: Path) -> None:
    rules = (
        '[header]\nkeep = ["fileDesc/titleStmt"]\ndrop = ["fileDesc/titleStmt/respStmt"]\n'
        "[header.set]\n"
        '"fileDesc/titleStmt/title[@type=\'main\']" = "{title}: {pages} <page>"\n'
        '"fileDesc/publicationStmt/publisher" = ["{publisher}", "House"]\n'
        '"fileDesc/seriesStmt/title" = "{collection}"\n'
        '"fileDesc/@n" = "{version}"\n'
    )
    xml = written(house(tmp_path, rules), make_edition("a", header={"title": "T & U"}))
    header = bare(xml[xml.index("<teiHeader") : xml.index("</teiHeader>")]).rstrip()
    assert header.endswith(
        '<fileDesc n="1"><titleStmt><title type="main">T &amp; U: 1 &lt;page&gt;</title>'
        "</titleStmt><publicationStmt><publisher>House</publisher></publicationStmt></fileDesc>"
    )


def test_ids_are_lawful_and_given_once_and_pointers_follow(tmp_path: Path) -> None:
    rules = '[roles.body]\nattributes = { "xml:id" = "p § 1" }\n[header]\nkeep = []\n'
    xml = written(house(tmp_path, rules), make_edition("a\n\nb\n\nc", [MIKOYAN]))
    ids = re.findall(r'<p xml:id="([^"]*)"', xml)
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in ids)
    assert 'ref="#' not in made(tmp_path, rules)  # the register is gone, and what points to it


def test_another_root_and_namespace(tmp_path: Path) -> None:
    xml = written(
        house(tmp_path, '[root]\nelement = "doc"\nnamespace = "http://house.example/"\n'),
        make_edition("a & b"),
    )
    root = etree.fromstring(xml.encode())
    assert root.tag == "{http://house.example/}doc"


def test_own_schema_and_rules_judge_the_file(tmp_path: Path) -> None:
    (tmp_path / "own.rng").write_text(
        '<element name="doc" ns="http://www.tei-c.org/ns/1.0"'
        ' xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    writer = house(tmp_path, '[validation]\nrng = "own.rng"\n')
    xml = written(writer, make_edition("a"))
    assert '<?xml-model href="own.rng"' in xml
    assert any(one.severe for one in writer.check(saved(tmp_path, xml), {}))


def test_own_schematron_is_asked(tmp_path: Path) -> None:
    need_rules()
    (tmp_path / "own.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        '<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="t:p">'
        '<assert test="@n">A paragraph has a number.</assert></rule></pattern></schema>'
    )
    writer = house(tmp_path, '[validation]\nschematron = "own.sch"\n')
    path = saved(tmp_path, written(writer, make_edition("a")))
    assert {one.text for one in writer.check(path, {})} == {"A paragraph has a number."}


def test_a_lost_word_stops_the_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.Transforming

    class Losing(real):  # type: ignore[misc, valid-type]
        def run(self, base: BytesIO) -> None:
            super().run(BytesIO(base.read().replace(b"reports", b"")))

    monkeypatch.setattr(writing, "Transforming", Losing)
    with pytest.raises(InvalidOutput, match="reports"):
        made(tmp_path, "")


def test_words_run_together_stop_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing.Transforming

    class Joining(real):  # type: ignore[misc, valid-type]
        def run(self, base: BytesIO) -> None:
            super().run(BytesIO(base.read().replace(b"Embassy reports", b"Embassyreports")))

    monkeypatch.setattr(writing, "Transforming", Joining)
    with pytest.raises(InvalidOutput, match="Embassyreports"):
        made(tmp_path, "")


# what is shipped, and everything at once


def check(writer: ProfileWriter, edition: Edition, tei_all: etree.RelaxNG, folder: Path) -> None:
    path = saved(folder, written(writer, edition))
    tree = parse(path)
    assert tei_all.validate(tree), (edition.document.name, tei_all.error_log[0])
    ids = Counter(one.get(XML_ID) for one in tree.iter() if one.get(XML_ID))
    assert all(count == 1 for count in ids.values())


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shared / "tei" / "tei_all.rng"))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_random_projects_are_valid_tei(name: str, tei_all: etree.RelaxNG, tmp_path: Path) -> None:
    writer = shipped(name)
    for seed in range(60):
        check(writer, random_projects.edition(seed), tei_all, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_the_example_documents_are_valid_tei(
    name: str, tei_all: etree.RelaxNG, tmp_path: Path
) -> None:
    for edition in scripted_editions().values():
        check(shipped(name), edition, tei_all, tmp_path)


EVERYTHING = """
based_on = "documentary"
[roles.stamp]
where = "message"
element = "p"
[roles.marginal]
where = "processing"
element = "ab"
[roles.form]
element = "x"
[roles.list_item]
element = "li"
[roles.table_row]
attributes = {}
[roles.distribution]
where = "message"
[groups.closer]
unwrap = true
[groups.list]
unwrap = true
[marks.person]
unwrap = true
[marks.gap]
unwrap = true
[marks.date]
element = "when"
attributes = { "xml:id" = "when", from = "{when}" }
[text.lb]
drop = true
"""


@pytest.mark.parametrize("base", ["reading", "documentary", "archival"])
@pytest.mark.parametrize("shape", ["parted", "flat"])
def test_no_word_is_lost_whatever_a_profile_says(tmp_path: Path, base: str, shape: str) -> None:
    rules = EVERYTHING.replace("documentary", base) + f'[divisions]\nshape = "{shape}"\n'
    if shape == "flat":
        rules = rules.replace('where = "processing"\n', "")
    writer = house(tmp_path, rules)
    for seed in range(15):
        edition = random_projects.edition(seed)
        ours, theirs = written(TeiWriter(), edition, profile=base), written(writer, edition)
        assert Counter("".join(words_of(ours))) == Counter("".join(words_of(theirs)))
        root = etree.fromstring(theirs.encode())
        ids = Counter(one.get(XML_ID) for one in root.iter() if one.get(XML_ID))
        assert all(count == 1 for count in ids.values())
        named = {f"#{one}" for one in ids}
        for one in root.iter("{*}pb", "{*}lb", "{*}p"):
            for name in ("facs", "corresp", "target", "resp"):
                assert {p for p in one.get(name, "").split() if p.startswith("#")} <= named


def test_where_nothing_is_moved_the_words_stay_in_order(tmp_path: Path) -> None:
    writer = house(tmp_path, '[roles.stamp]\nelement = "seal"\n[marks.person]\nunwrap = true\n')
    for seed in range(15):
        edition = random_projects.edition(seed)
        ours = saved(tmp_path, written(TeiWriter(), edition, profile="reading"), "ours.xml")
        theirs = saved(tmp_path, written(writer, edition), "theirs.xml")
        assert plain_words(theirs) == plain_words(ours)
