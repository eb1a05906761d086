"""Files broken in the ways that exports break: one row for each defect of the list.

A row says which sound file is broken, what is put in the place of what, and which words of ours
tell a person so. The list is that of the project's defects; tests hold that nothing of it is left
out.
"""

import re
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.geometry import Box
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Image, Line, Page, Region, Role
from reviewer.core.text import make_lines
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import decide, make_edition, written

_DECISIONS = [
    decide(d.Replace(d.Span(1, 1), "policy"), 1),
    decide(d.Mark(Anchor(2, 0), Anchor(2, 3), MarkName.PERSON, {"ref": "kennedy"}), 2),
    decide(d.Mark(Anchor(3, 0), Anchor(3, 4), MarkName.DATE, {"when": "1963"}), 3),
    decide(d.Mark(Anchor(4, 0), Anchor(4, 6), MarkName.UNCLEAR, {"cert": "low"}), 4),
    decide(d.Replace(d.Span(5, 5), "lime", d.Cause.SOURCE), 5),
    decide(d.Mark(Anchor(4, 0), Anchor(4, 6), MarkName.QUERY, {"text": "so?"}), 6),
    decide(d.Submit(), 7),
    decide(d.Approve(), 8, by="Bob Editor"),
]
_HEADER = {
    "sender": "Llewellyn Thompson",
    "recipient": "Dean Rusk",
    "repository": "National Archives",
    "shelfmark": "RG 59",
}


def _zoned() -> Page:
    lines = tuple(
        Line(one.n, one.text, one.end, one.tokens, Role.BODY, Box(10, 10, 90, 40), 0)
        for one in make_lines("the solicy JFK 1963\nsecond line")
    )
    region = Region(0, "paragraph", Role.BODY, Box(5, 5, 95, 95))
    return Page(1, lines, image=Image("one.png", 100, 100, "image/png"), regions=(region,))


def _sound(profile: str, *, zones: bool = False) -> str:
    content = [_zoned()] if zones else "the solicy JFK 1963\nsecond line"
    edition = make_edition(content, _DECISIONS, header=_HEADER)
    return written(TeiWriter(), edition, profile=profile)


SOUND = {
    "reading": _sound("reading"),
    "documentary": _sound("documentary"),
    "archival": _sound("archival"),
    "zones": _sound("archival", zones=True),
}


@dataclass(frozen=True)
class Broken:
    """A defect, the file that is broken, how, and words that tell it. `mild`: it is a warning.

    `rules`: only Schematron tells it of any TEI; our own profile may see it as well.
    """

    name: str
    base: str
    old: str
    new: str
    told: str
    mild: bool = False
    rules: str = ""
    pattern: bool = False

    @property
    def xml(self) -> str:
        """The broken file."""
        sound = SOUND[self.base]
        if self.pattern:
            made, count = re.subn(self.old, self.new, sound, count=1, flags=re.DOTALL)
            assert count, self.name
            return made
        assert self.old in sound, f"{self.name}: the file has no {self.old}"
        return sound.replace(self.old, self.new, 1)


_DATE = '<date when="1963"'
_P = '<p xml:id="t1-p1"'
_CLOSE = " lime</p>"
_END = "</div>\n    </body>"
_LIST = "</body>"
_GRAPHIC = 'url="one.png"'
_ZONE = 'ulx="10" uly="10" lrx="90" lry="40"'
_SENT = '<correspAction type="sent"><persName>Llewellyn Thompson</persName></correspAction>'
_NO_XML = "not well-formed"

BROKEN = (
    # caught at parsing
    Broken("control characters", "reading", "the policy", "the \x01policy", _NO_XML),
    Broken("HTML entities", "reading", "the policy", "the&nbsp;policy", _NO_XML),
    Broken("crossing tags", "reading", "the policy", "<hi>the <b>policy</hi></b>", _NO_XML),
    Broken("an id that begins with a figure", "reading", _P, '<p xml:id="1p"', _NO_XML),
    Broken("an id with a blank", "reading", _P, '<p xml:id="t1 p1"', _NO_XML),
    Broken("an id with a colon", "reading", _P, '<p xml:id="t1:p1"', _NO_XML),
    Broken("an id given twice", "reading", _P, '<p xml:id="t1-pb1"', _NO_XML),
    # caught by RELAX NG
    Broken("when: 27/11/1963", "reading", _DATE, '<date when="27/11/1963"', "no date"),
    Broken("when: 1963-11-7", "reading", _DATE, '<date when="1963-11-7"', "no date"),
    Broken("when: 1963-13-27", "reading", _DATE, '<date when="1963-13-27"', "no date"),
    Broken("when: 1963-02-30", "reading", _DATE, '<date when="1963-02-30"', "no date"),
    Broken(
        "when: a blank before the time",
        "reading",
        _DATE,
        '<date when="1963-11-27 11:30:00"',
        "no date",
    ),
    Broken(
        "publicationStmt missing",
        "reading",
        "<publicationStmt>.*</publicationStmt>",
        "",
        "may not stand here",
        pattern=True,
    ),
    Broken(
        "publicationStmt empty",
        "reading",
        "<publisher>No publisher named</publisher>",
        "",
        "publisher) is missing",
    ),
    Broken("no namespace", "reading", ' xmlns="http://www.tei-c.org/ns/1.0"', "", "namespace"),
    Broken("xml:lang: en_US", "reading", 'xml:lang="en">', 'xml:lang="en_US">', "language code"),
    Broken("p in p", "reading", "the policy", "<p>the</p> policy", "may not stand here"),
    Broken(
        "loose text in div",
        "reading",
        '<div type="message">',
        '<div type="message">loose',
        "may not hold loose text",
    ),
    Broken("an empty list", "reading", _CLOSE, " lime</p><list/>", "may not"),
    Broken(
        "loose text in choice",
        "documentary",
        "<choice><sic>",
        "<choice>or <sic>",
        "may not hold loose text",
    ),
    Broken(
        "div after closer",
        "reading",
        _CLOSE,
        " lime</p><closer><signed>X</signed></closer><div><p>x</p></div>",
        "may not stand here",
    ),
    Broken(
        "choice with one child",
        "reading",
        "the policy",
        "<choice><corr>the</corr></choice> policy",
        "only one reading",
    ),
    Broken("cert: probably", "reading", 'cert="low"', 'cert="probably"', "how sure"),
    Broken("cert: 85", "reading", 'cert="low"', 'cert="85"', "how sure"),
    Broken("url with a backslash", "zones", _GRAPHIC, 'url="scans\\one.png"', "address"),
    Broken("url with a blank", "zones", _GRAPHIC, 'url="page one.png"', "address"),
    Broken(
        "points: two of them",
        "zones",
        _ZONE,
        'points="0,0 9,9"',
        "outline",
    ),
    Broken("points: NaN", "zones", _ZONE, 'points="0,0 9,9 NaN,3"', "outline"),
    Broken("width without unit", "zones", 'width="100px"', 'width="100"', "@width"),
    Broken("annotation without id", "archival", 'xml:id="t1-q6" ', "", "@xml:id"),
    Broken("a motivation made up", "archival", '"questioning"', '"wondering"', "@motivation"),
    Broken("an empty correspAction", "reading", _SENT, '<correspAction type="sent"/>', "is empty"),
    Broken(
        "respStmt without a name",
        "reading",
        "<persName>Ada Reviewer</persName>",
        "",
        "missing",
    ),
    Broken("lb with content", "documentary", '<lb n="2"/>', '<lb n="2">2</lb>', "loose text"),
    Broken(
        "status with a blank",
        "reading",
        '<revisionDesc status="approved"',
        '<revisionDesc status="approved now"',
        "no status",
    ),
    # caught by Schematron alone
    Broken(
        "when beside from",
        "reading",
        _DATE,
        '<date when="1963" from="1962"',
        "both one day and a span",
        rules="cannot be used with any other",
    ),
    Broken(
        "generatedBy outside post",
        "reading",
        _P,
        f'{_P} generatedBy="human"',
        "may not have @generatedBy",
        rules="within a <post>",
    ),
    Broken(
        "subtype without type",
        "reading",
        '<div type="message"',
        '<div subtype="message"',
        "",
        rules="unless also categorized in general",
    ),
    Broken(
        "text in a zone",
        "zones",
        'lrx="90" lry="40">',
        'lrx="90" lry="40">text',
        "loose text",
        rules="transcribed text should not be present",
    ),
    Broken(
        "subst without del",
        "documentary",
        "second",
        "<subst><add>sec</add><add>ond</add></subst>",
        "lacks what was crossed out",
        rules="at least one child <del>",
    ),
    Broken(
        "spanTo pointing backwards",
        "documentary",
        "second",
        '<addSpan spanTo="#t1-pb1"/>second',
        "may not",
        rules="must follow the current",
    ),
    Broken(
        "msIdentifier without a place",
        "reading",
        "<msIdentifier>.*?</msIdentifier>",
        "<msIdentifier><repository/></msIdentifier>",
        "where the original is kept",
        rules="must contain",
        pattern=True,
    ),
    Broken(
        "calendar on an empty element",
        "reading",
        _DATE,
        '<date calendar="#julian" when="1963"/><date when="1963"',
        "",
        rules="no textual content",
    ),
    # caught by no schema
    Broken("ref to nobody", "reading", '"#t1-pers-kennedy"', '"#nobody"', "points to nothing"),
    Broken("ref without its hash", "reading", '"#t1-pers-kennedy"', '"t1-pers-kennedy"', "lacks"),
    Broken("ref: a name", "reading", '"#t1-pers-kennedy"', '"John F. Kennedy"', "no pointer"),
    Broken("escaped twice", "reading", "the policy", "the &amp;amp; policy", "twice", mild=True),
    Broken("LaTeX", "reading", "the policy", r"the $N^{\rm o}$ policy", "LaTeX", mild=True),
    Broken("a byte order mark", "reading", "the policy", "the \ufeffpolicy", "U+FEFF", mild=True),
    Broken("zero width", "reading", "the policy", "the \u200bpolicy", "U+200B", mild=True),
    Broken("decomposed letters", "reading", "the policy", "the e\u0301 pol", "NFC", mild=True),
    Broken("U+FFFD", "reading", "the policy", "the \ufffd policy", "U+FFFD", mild=True),
    Broken("a soft hyphen", "reading", "the policy", "the pol\u00adicy", "U+00AD", mild=True),
    Broken("xml:lang: english", "reading", 'xml:lang="en">', 'xml:lang="english">', "language"),
    Broken(
        "no xml:lang",
        "reading",
        'xml:id="t1" xml:lang="en">',
        'xml:id="t1">',
        "language",
        mild=True,
    ),
    Broken("change without when", "reading", 'n="3" when="2026-03-01T12:08:00Z"', 'n="3"', "when"),
    Broken("change without who", "reading", ' who="#t1-ed2"', "", "who made it"),
    Broken(
        "change log out of order",
        "reading",
        "2026-03-01T12:08:00Z",
        "2026-02-01T12:08:00Z",
        "older",
    ),
    Broken(
        "status against the last change",
        "reading",
        '<revisionDesc status="approved"',
        '<revisionDesc status="draft"',
        "newest",
    ),
    Broken("an empty div", "reading", _END, '<div type="processing"/></div></body>', "empty"),
    Broken("an empty p", "reading", _CLOSE, ' lime</p><p xml:id="x"> </p>', "empty"),
    Broken("ulx: NaN", "zones", 'ulx="10"', 'ulx="NaN"', "sensible rectangle"),
    Broken("negative coordinates", "zones", 'ulx="10"', 'ulx="-10"', "sensible rectangle"),
    Broken("right edge left of left edge", "zones", 'lrx="90"', 'lrx="9"', "sensible rectangle"),
    Broken("a zone outside", "zones", 'lrx="90"', 'lrx="900"', "beyond its picture", mild=True),
    Broken("indents among words", "reading", "the policy", "the\n      policy", "indented"),
    Broken("a word glued to the next", "documentary", "\n<lb", "<lb", "run together"),
    Broken("two blanks", "reading", "the policy", "the  policy", "Two blanks"),
    Broken(
        "the order of sic and corr",
        "documentary",
        "<choice><sic>line</sic>",
        "<choice><corr>lime</corr><sic>line</sic></choice><choice><sic>line</sic>",
        "stands before",
        mild=True,
    ),
    Broken("text lost", "archival", "second</", "</", "only in the OCR layer"),
    Broken("text doubled", "archival", "second</", "second second</", "not in the OCR layer"),
    Broken(
        "a page missing",
        "zones",
        'xml:id="t1-pb1" facs="#t1-f1"',
        'xml:id="t1-pb1" facs="#t1-ocrlayer"',
        "begins nowhere",
    ),
    Broken(
        "a date that is not the one written",
        "reading",
        _DATE,
        '<date when="1964"',
        "not the one that is written",
        mild=True,
    ),
    Broken(
        "a time without its zone",
        "reading",
        _DATE,
        '<date when="1963-11-27T11:30:00"',
        "zone",
        mild=True,
    ),
    Broken(
        "a Julian date",
        "reading",
        ">1963</date>",
        ">1963 O.S.</date>",
        "old style",
        mild=True,
    ),
    Broken(
        "OCR errors as sic",
        "documentary",
        "<choice><sic>",
        '<choice><sic source="#t1-ocr">',
        "misreading",
    ),
    Broken(
        "a draft as approved",
        "reading",
        'status="approved">\n',
        'status="unfinished">\n',
        "draft",
    ),
)
