"""The two sample documents with a scripted review: two persons, every kind of decision.

Written down by the words they are about, so that the script can be read beside the sample.
"""

from datetime import timedelta
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.findings import Stamp
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Page, Role
from reviewer.formats.readers.text import PlainTextReader
from tests.formats.editions import NOON, decide, make_edition

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ADA, BOB = "Ada Reviewer", "Bob Editor"
ACCEPTED = d.Grounds(d.Way.ACCEPTED, probability=0.9, rank=1, source="lexicon")


class Script:
    """Collects decisions about one page, a minute apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.decisions: list[d.Decision] = []

    def find(self, words: str, after: str = "") -> d.Span:
        """The tokens that read so, the first behind those that read `after`."""
        wanted = words.split()
        forms = [self.page.form(token.n) for token in self.page.tokens]
        start = self.find(after).last + 1 if after else 0
        for first in range(start, len(forms)):
            if forms[first : first + len(wanted)] == wanted:
                return d.Span(first, first + len(wanted) - 1)
        raise LookupError(words)

    def line(self, text: str) -> int:
        """The number of the line that reads so."""
        return next(line.n for line in self.page.lines if line.text == text)

    def do(self, act: d.Act, by: str = ADA, grounds: d.Grounds = d.Grounds()) -> None:  # noqa: B008
        number = len(self.decisions) + 1
        # The editor comes the next morning.
        later = timedelta(hours=20 if by == BOB else 0, minutes=number)
        self.decisions.append(decide(act, number, by=by, grounds=grounds, at=NOON + later))

    def read(self, old: str, new: str, **more: str) -> None:
        cause = d.Cause(more.get("cause", "ocr"))
        self.do(d.Replace(self.find(old, more.get("after", "")), new, cause))

    def accept(self, old: str, new: str, after: str = "") -> None:
        self.do(d.Replace(self.find(old, after), new), grounds=ACCEPTED)

    def role(self, text: str, role: Role) -> None:
        self.do(d.SetRole(self.line(text), role))

    def mark(
        self, words: str, kind: MarkName, /, *, after: str = "", end: int = 0, **said: str
    ) -> None:
        """Mark words as they were imported; `end` characters at their end are left out."""
        span = self.find(words, after)
        stop = len(self.page.form(span.last)) - end
        self.do(d.Mark(Anchor(span.first, 0), Anchor(span.last, stop), kind, said))

    def approve(self) -> None:
        self.do(d.Submit())
        self.do(d.Approve(), by=BOB)


def scripted_editions() -> dict[str, Edition]:
    """Both documents, reviewed; the first approved, the second still in work."""
    return {"cable": _cable(), "telegram": _telegram()}


def _start(name: str) -> Script:
    (page,) = PlainTextReader().read(SEEDS / name).pages
    return Script(page)


def _cable() -> Edition:
    script = _start("000_1630828010106e86.txt")
    for number in ("Nº 2", "Nº 3", "Nº 5", "Nº 6"):
        script.read(number, number.replace("Nº", "№"))
    script.read("$N^{\\rm o}$", "№")
    script.read("N°N°", "№№")
    script.read("who was presented", "which was presented", cause="source")
    script.mark("Mikoyan", MarkName.PERSON, ref="mikoyan", name="Mikoyan, Anastas")
    script.mark("Malik's", MarkName.PERSON, end=2, ref="malik", name="Malik, Yakov")
    script.mark("NEW YORK", MarkName.PLACE, ref="https://www.geonames.org/5128581")
    script.mark("27 September 1950", MarkName.DATE, when="1950-09-27")
    script.mark("tentative opinion to me", MarkName.NOTE, text="A verb seems to be missing.")
    script.role("SPECIAL", Role.STAMP)
    script.role("27 September 1950 VYSHINSKY", Role.SIGNATURE)
    for text in ("13 copies, vg", "Printed at 1345 27 September 1950", "distributed"):
        script.role(text, Role.STAMP)
    script.role("Issued by Abramkin Authenticated: [illegible signature]", Role.STAMP)
    script.approve()
    header = {"genre": "telegram", "publisher": "Example Archive", "created": "1950-09-27"}
    return make_edition(
        [script.page], script.decisions, name="cable", header=header, engine=Stamp("1.0", "en 1")
    )


def _telegram() -> Edition:
    script = _start("004_fa97e85355b62d05.txt")
    script.role("outgoing telegram Department of State", Role.FORM)
    script.role("CHARGE TO", Role.FORM)
    script.role("SECRET", Role.STAMP)
    script.role("43", Role.MARGINAL)
    script.role("President's Talk with Mikoyan.", Role.HEADING)
    script.role("SS G", Role.NOISE)
    script.role("ACTION: Amenbassy MOSCON", Role.ADDRESS)
    script.role("RUSK RUSK", Role.SIGNATURE)
    script.accept("MOSCON", "MOSCOW")
    script.mark("MOSCON", MarkName.PLACE, ref="moscow", name="Moscow")
    script.accept("Mikeyan", "Mikoyan")
    script.mark("Mikeyan", MarkName.PERSON, ref="mikoyan", name="Mikoyan, Anastas")
    script.accept("Senstor", "Senator")
    script.read("Wald", "")
    script.read("> Mikoyan", "Mikoyan")
    script.accept("Pereign", "Foreign")
    script.mark("Pereign Relations Committee", MarkName.ORGANIZATION, ref="sfrc")
    script.do(d.Insert(script.line("RUSK RUSK"), None, "Acting"))
    script.read("RUSK RUSK", "RUSK")
    script.read("er demination", "or domination")
    script.read("as Lubs wime. To", "")
    span = script.find("as Lubs wime. To")
    script.do(
        d.Mark(
            Anchor(span.first, 0),
            Anchor(span.first, 0),
            MarkName.GAP,
            {"unit": "word", "quantity": "4"},
        )
    )
    script.mark("security", MarkName.UNCLEAR, cert="low")
    script.mark("security biggest", MarkName.QUERY, text="Is this the right word?")
    script.mark("S/AL", MarkName.ABBREVIATION, expansion="Ambassador at Large")
    script.do(d.Keep(script.find("Nobbe")))
    return make_edition([script.page], script.decisions, name="telegram")
