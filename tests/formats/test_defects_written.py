"""Every defect of the list, provoked: what our writer makes of texts, decisions and headers.

`IMPOSSIBLE`: whatever is asked for, the defect is not in the file. `REPAIRED`: something else
stands there, and the row says what. `REPORTED`: it may be meant so; the check says it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, Profile
from reviewer.core.geometry import Box
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Image, Line, Page, Region, Role
from reviewer.core.text import make_lines
from reviewer.formats.validate import TeiValidator
from reviewer.formats.words import plain_words, reading_words
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.broken import BROKEN
from tests.formats.editions import NOON, decide, make_edition, saved, written

WRITER = TeiWriter()
IMPOSSIBLE, REPAIRED, REPORTED = "impossible", "repaired", "reported"
_NOTHING = r"(?!)"


@dataclass(frozen=True)
class Provoked:
    """How a defect is asked for, and what comes of it.

    `never` is in no file, `instead` in one at least; `told` is what the check says of it.
    """

    name: str
    verdict: str
    edition: Callable[[], Edition]
    never: str = _NOTHING
    instead: str = ""
    told: str = ""


def text(content: str) -> Callable[[], Edition]:
    return lambda: make_edition(content)


def marked(name: MarkName, content: str = "one two three", **said: str) -> Callable[[], Edition]:
    return lambda: make_edition(content, [d.Mark(Anchor(1, 0), Anchor(1, 3), name, said)])


def acts(content: str, *made: d.Act) -> Callable[[], Edition]:
    return lambda: make_edition(content, list(made))


def header(**fields: str) -> Callable[[], Edition]:
    given = {name.replace("_", "-"): value for name, value in fields.items()}
    return lambda: make_edition("some text", header=given)


def named(name: str) -> Callable[[], Edition]:
    return lambda: make_edition("some text", [d.Replace(d.Span(0, 0), "no")], name=name)


def pictured(path: str = "one.png", box: Box | None = None) -> Callable[[], Edition]:
    """A page with a picture, whose one line lies in a box."""

    def make() -> Edition:
        lines = tuple(
            Line(one.n, one.text, one.end, one.tokens, Role.BODY, box, 0)
            for one in make_lines("on a picture")
        )
        region = Region(0, "Stamp zone", Role.BODY, Box(1, 1, 9, 9))
        page = Page(1, lines, image=Image(path, 100, 100, "image/png"), regions=(region,))
        return make_edition([page])

    return make


def backwards() -> Edition:
    """Decisions by two machines whose clocks differ by days."""
    ledger = [
        decide(d.Replace(d.Span(0, 0), "a"), 1, at=NOON + timedelta(days=3)),
        decide(d.Replace(d.Span(1, 1), "b"), 2, by="Bob", at=NOON + timedelta(days=1)),
        decide(d.Keep(d.Span(2, 2)), 3, at=NOON - timedelta(days=9)),
    ]
    return make_edition("x y z", ledger)


def approved(*made: d.Act) -> Edition:
    steps = [*made, d.Submit()]
    ledger = [decide(act, number) for number, act in enumerate(steps, start=1)]
    return make_edition("one two", [*ledger, decide(d.Approve(), 99, by="Bob Editor")])


def roles(*given: Role) -> Callable[[], Edition]:
    """A line of each role, each a block of its own."""
    content = "\n\n".join(f"line {number}" for number in range(len(given)))
    numbers = range(0, 2 * len(given), 2)
    return acts(content, *(d.SetRole(n, role) for n, role in zip(numbers, given, strict=True)))


_ID = r'xml:id="(?![A-Za-z_][A-Za-z0-9._-]*")'
_WHEN = r'<date[^>]* when="(?!\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?(Z|[+-]\d\d:\d\d)?")'
_SIGNED = (Role.SIGNATURE, Role.BODY, Role.DATELINE, Role.STAMP, Role.BODY, Role.SIGNATURE)

PROVOKED = (
    Provoked("control characters", REPAIRED, text("a\x01b \x0bc"), r"[\x01\x0b]", "\ufffd"),
    Provoked("a lone surrogate", REPAIRED, text("a\ud800b"), "\ud800", "a\ufffdb"),
    Provoked("HTML entities", REPORTED, text("a&nbsp;b"), "[^;]&nbsp;", told="twice"),
    Provoked(
        "crossing tags",
        IMPOSSIBLE,
        acts(
            "one two three",
            d.Mark(Anchor(0, 0), Anchor(1, 3), MarkName.PERSON, {"ref": "x"}),
            d.Mark(Anchor(1, 0), Anchor(2, 5), MarkName.UNCLEAR, {}),
        ),
        instead="<persName",
    ),
    Provoked("an id that begins with a figure", REPAIRED, named("1963"), _ID, "d-1963"),
    Provoked("an id with a blank", REPAIRED, named("no. 7 bis"), _ID, 'xml:id="no-7-bis"'),
    Provoked("an id with a colon", REPAIRED, named("a:b"), _ID, 'xml:id="a-b"'),
    Provoked(
        "an id given twice",
        IMPOSSIBLE,
        acts(
            "Rusk Rusk",
            d.Mark(Anchor(0, 0), Anchor(0, 4), MarkName.PERSON, {"ref": "Dean Rusk"}),
            d.Mark(Anchor(1, 0), Anchor(1, 4), MarkName.PERSON, {"ref": "Dean-Rusk"}),
        ),
        instead=r"pers-dean-rusk\.2",
    ),
    *(
        Provoked(f"when: {when}", REPAIRED, marked(MarkName.DATE, when=when), _WHEN, "<date")
        for when in ("27/11/1963", "1963-11-7", "1963-13-27", "1963-02-30", "1963-11-27 11:30:00")
    ),
    Provoked("publicationStmt empty", IMPOSSIBLE, header(publisher=" "), instead="<publisher>[^<]"),
    Provoked("no namespace", IMPOSSIBLE, text("a"), instead='<TEI xmlns="http://www.tei-c.org/ns/'),
    Provoked(
        "xml:lang: en_US",
        REPAIRED,
        lambda: make_edition("a", language="en_US"),
        'xml:lang="en_US"',
        'xml:lang="',
    ),
    Provoked(
        "xml:lang: english",
        REPAIRED,
        lambda: make_edition("a", language="english"),
        'xml:lang="english"',
        'xml:lang="und"',
    ),
    Provoked("p in p", IMPOSSIBLE, roles(*Role), r"<p[ >](?:(?!</p>).)*<p[ >]"),
    Provoked("loose text in div", IMPOSSIBLE, roles(*reversed(Role)), r"<div[^>]*>\s*[^\s<]"),
    Provoked("div after closer", IMPOSSIBLE, roles(*_SIGNED), r"</closer>\s*<div"),
    Provoked("an empty list", IMPOSSIBLE, roles(*Role), r"<list[^>]*/>|<list[^>]*>\s*</list>"),
    Provoked(
        "choice with one child",
        IMPOSSIBLE,
        acts("one two", d.Replace(d.Span(0, 0), ""), d.Insert(0, 1, "three")),
        r"<choice><(\w+)[^>]*(/>|>[^<]*</\1>)</choice>|<choice>[^<]",
        "<choice>",
    ),
    *(
        Provoked(
            f"cert: {cert}", REPAIRED, marked(MarkName.UNCLEAR, cert=cert), f'"{cert}"', "<unclear"
        )
        for cert in ("probably", "85")
    ),
    Provoked("url with a backslash", REPAIRED, pictured("s\\one.png"), r'url="[^"]*\\', "one.png"),
    Provoked("url with a blank", REPAIRED, pictured("page 1.png"), r'url="[^"]* ', "page%201.png"),
    Provoked("width without unit", IMPOSSIBLE, pictured(), r'width="\d+"', 'width="100px"'),
    Provoked(
        "negative coordinates", REPAIRED, pictured(box=Box(-9, -9, 9, 9)), 'l[rx]x="-', 'ulx="0"'
    ),
    Provoked("a zone outside", REPORTED, pictured(box=Box(1, 1, 900, 9)), told="beyond"),
    Provoked(
        "annotation without id",
        IMPOSSIBLE,
        marked(MarkName.QUERY, text="so?"),
        r"<annotation (?!xml:id)",
        'motivation="questioning"',
    ),
    Provoked("an empty correspAction", IMPOSSIBLE, header(sender=" ", sent=""), "<correspAction"),
    Provoked("lb with content", IMPOSSIBLE, text("one\ntwo"), "<lb[^>]*[^/]>", "<lb"),
    Provoked("status with a blank", IMPOSSIBLE, text("a"), r'status="[^"]* '),
    Provoked(
        "when beside from",
        REPAIRED,
        marked(MarkName.DATE, **{"when": "1963", "from": "1962", "notBefore": "1961"}),
        r"<date[^>]* (from|notBefore)=",
        'when="1963"',
    ),
    Provoked(
        "generatedBy outside post",
        IMPOSSIBLE,
        marked(MarkName.UNCLEAR, generatedBy="x"),
        "generatedBy=",
    ),
    Provoked("subtype without type", IMPOSSIBLE, pictured(), r"<zone (?![^>]* type=)[^>]*subtype"),
    Provoked("text in a zone", IMPOSSIBLE, pictured(), r"<zone[^>]*>[^<]*\w"),
    Provoked(
        "subst without del",
        IMPOSSIBLE,
        marked(MarkName.REPLACED, by="x", text="y"),
        r"<subst>(?:(?!<del|</subst>).)*</subst>",
    ),
    Provoked(
        "msIdentifier without a place",
        IMPOSSIBLE,
        header(shelfmark="RG 59"),
        r"<msIdentifier>\s*(<idno[^>]*>[^<]*</idno>)?\s*</msIdentifier>",
    ),
    *(
        Provoked(
            f"ref: {ref}",
            REPAIRED,
            marked(MarkName.PERSON, ref=ref),
            f'ref="{re.escape(ref)}"',
            'ref="#t1-pers-',
        )
        for ref in ("#nobody", "p-kennedy", "John F. Kennedy")
    ),
    Provoked("LaTeX", REPORTED, text(r"the $N^{\rm o}$ 7"), told="LaTeX"),
    Provoked("a byte order mark", REPORTED, text("a \ufeffb"), told="U+FEFF"),
    Provoked("zero width", REPORTED, text("a\u200bb"), told="U+200B"),
    Provoked("a soft hyphen", REPORTED, text("a\u00adb"), told="U+00AD"),
    Provoked("decomposed letters", REPAIRED, text("e\u0301te\u0301"), instead=">été<"),
    Provoked("change log out of order", REPAIRED, lambda: backwards(), instead="<change"),
    Provoked("an empty p", IMPOSSIBLE, acts("one\n\n\n\ntwo", d.Replace(d.Span(0, 0), ""))),
    Provoked("an empty div", IMPOSSIBLE, roles(*[Role.NOISE] * 3), r"<div[^>]*>\s*</div>"),
    Provoked("an empty page", IMPOSSIBLE, text("\n \n\f\n"), r"<(p|div)[^>]*>\s*</\1>"),
    Provoked(
        "a word glued to the next",
        IMPOSSIBLE,
        acts("one\ntwo three", d.Replace(d.Span(1, 1), ""), d.Join(d.Span(1, 2))),
        r"[^\s>]<lb(?![^>]*break)",
    ),
    Provoked(
        "two blanks", IMPOSSIBLE, acts("one noise  two", d.Replace(d.Span(1, 1), "")), "one  two"
    ),
    Provoked(
        "a page missing",
        IMPOSSIBLE,
        lambda: make_edition(["one", "", "three"]),
        instead=r"(?s)(<pb .*){3}",
    ),
    Provoked(
        "a mark over lines and pages",
        IMPOSSIBLE,
        acts(
            "one\ntwo\n\nthree",
            d.Mark(Anchor(0, 1), Anchor(2, 2), MarkName.PERSON, {"ref": "x"}),
            d.Replace(d.Span(1, 1), "too"),
        ),
        instead="next=",
    ),
    Provoked(
        "a date that is not the one written",
        REPORTED,
        acts("in 1963 too", d.Mark(Anchor(1, 0), Anchor(1, 4), MarkName.DATE, {"when": "1964"})),
        told="not the one that is written",
    ),
    Provoked(
        "OCR errors as sic",
        IMPOSSIBLE,
        acts("one", d.Replace(d.Span(0, 0), "won")),
        r'(?s)n="(documentary|reading)".*<sic',
    ),
    Provoked("a draft as approved", IMPOSSIBLE, text("a"), 'status="approved"', "(?i)draft"),
    Provoked(
        "status against the last change",
        IMPOSSIBLE,
        lambda: approved(d.Keep(d.Span(0, 0))),
        r'<revisionDesc status="(\w+)">\s*<change(?![^>]*status="\1")',
        '<revisionDesc status="approved"',
    ),
    Provoked("blanks in a header", REPAIRED, header(title=" A \n\x02 title "), "\x02", "A"),
    Provoked(
        "signs in a header", IMPOSSIBLE, header(title="a < b & c"), instead="a &lt; b &amp; c"
    ),
    Provoked(
        "a web address that is none", REPAIRED, header(uri="not one", licence_url="x y"), "x y"
    ),
)


@pytest.mark.parametrize("row", PROVOKED, ids=[row.name for row in PROVOKED])
def test_a_defect_that_is_asked_for(row: Provoked, tmp_path: Path) -> None:
    edition = row.edition()
    files = {one: written(WRITER, edition, profile=one) for one in Profile}
    told: list[str] = []
    for profile, xml in files.items():
        path = saved(tmp_path, xml, f"{profile}.xml")
        problems = WRITER.check(path, {"profile": profile})
        assert not [one for one in problems if one.severe], profile
        told += [one.text for one in (*problems, *TeiValidator().validate(path))]
        # What was asked for stands in the archive word by word, as its ledger.
        found = re.search(row.never, xml.partition('<listAnnotation type="source"')[0], re.DOTALL)
        assert not found, (profile, found)
    assert any(re.search(row.instead, xml) for xml in files.values())
    if row.verdict is REPORTED:
        assert any(row.told in one for one in told), told
    screen = [re.sub("[\x00-\x1f\ud800-\udfff]", "\ufffd", word) for word in reading_words(edition)]
    assert plain_words(tmp_path / "reading.xml") == screen


def test_what_is_told_of_files_is_provoked_where_a_person_can() -> None:
    """Every defect of the list is told of; those that no person can ask for are named."""
    provoked = {row.name for row in PROVOKED}
    nobody_can = {
        "publicationStmt missing",  # the header has it whatever is filled in
        "loose text in choice",  # a choice is made of two readings, never of text
        "points: two of them",  # an outline of fewer corners is not written as one
        "points: NaN",
        "ulx: NaN",  # coordinates are whole numbers
        "right edge left of left edge",
        "a motivation made up",  # motivations are ours alone
        "respStmt without a name",  # a decision has a name
        "spanTo pointing backwards",  # what reaches over borders is split or stood off
        "calendar on an empty element",
        "ref to nobody",  # as "ref: …"
        "ref without its hash",
        "ref: a name",
        "escaped twice",  # as "HTML entities"
        "U+FFFD",  # as "control characters"
        "no xml:lang",  # as "xml:lang: …"
        "change without when",
        "change without who",
        "indents among words",  # no element that may hold text is indented
        "the order of sic and corr",
        "text lost",  # every test above compares the words
        "text doubled",
        "a time without its zone",  # as written in the document: a telegram's zone may be unknown
        "a Julian date",
        "when: a blank before the time",  # as "when: 1963-11-27 11:30:00"
    }
    assert {row.name for row in BROKEN} - provoked == nobody_can
