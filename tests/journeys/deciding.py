"""Somebody who decides on a document by script, through the services.

Words are found line by line, each behind the one before.
"""

from collections.abc import Mapping, Sequence

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.ids import PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.reading import PageReading
from reviewer.services.project import Project

ADA, BOB = "Ada Reviewer", "Bob Editor"
TYPED = d.Grounds()
ACCEPTED = d.Grounds(d.Way.ACCEPTED, rank=1)
EDITED = d.Grounds(d.Way.EDITED)


class Desk:
    """Somebody at work on one document: finds words, and decides on them.

    `token` is the one behind the words that were found last.
    """

    def __init__(self, project: Project, pages: Sequence[PageId]) -> None:
        self._project = project
        self.pages = pages
        self._page = self.pages[0]
        self.token = 0

    @property
    def reading(self) -> PageReading:
        return self._project.page(self._page).reading

    def do(self, act: d.Act, grounds: d.Grounds = TYPED, by: str = ADA) -> None:
        self._project.review.decide(self._page, [d.Draft(act, grounds)], by)

    def turn(self, page: int) -> None:
        self._page, self.token = self.pages[page], 0

    def at(self, text: str) -> int:
        """Go to the line of the source that begins so; its number."""
        page = self.reading.page
        line = next(line for line in page.lines if line.text.startswith(text))
        self.token = line.tokens[0].n
        return line.n

    def find(self, words: str) -> d.Span:
        """The tokens that were imported so, the next ones; the search goes on behind them."""
        page, wanted = self.reading.page, words.split()
        forms = [page.form(token.n) for token in page.tokens]
        for first in range(self.token, len(forms)):
            if forms[first : first + len(wanted)] == wanted:
                self.token = first + len(wanted)
                return d.Span(first, self.token - 1)
        raise LookupError(words)

    def role(self, text: str, role: Role, kind: str = "", place: str = "") -> None:
        self.do(d.SetRole(self.at(text), role, kind, place))

    def part(self, word: str) -> int:
        """Begin a new line with a word; its number."""
        token = self.find(word).first
        self.do(d.SplitLine(token))
        return split_key(token)

    def fix(self, old: str, new: str, grounds: d.Grounds = ACCEPTED, cert: str = "high") -> d.Span:
        sure = d.Grounds(
            grounds.way,
            suggestion=grounds.suggestion,
            rank=grounds.rank,
            certainty=d.Certainty(cert) if cert else None,
            evidence=grounds.evidence,
            reference=grounds.reference,
        )
        span = self.find(old)
        self.do(d.Replace(span, new, d.Cause.OCR), sure)
        return span

    def mark(self, name: MarkName, words: str, said: Mapping[str, str]) -> None:
        """Mark words as they were imported; a letter or sign behind “|” is not under the mark."""
        bare, _, rest = words.partition("|")
        span = self.find(bare + rest)
        length = len(self.reading.text_of(d.Span(span.last, span.last)))
        end = Anchor(span.last, length - len(rest))
        self.do(d.Mark(Anchor(span.first, 0), end, name, said))

    def on(self, span: d.Span, start: int, end: int, name: MarkName, **said: str) -> None:
        """Mark letters of a corrected word."""
        self.do(d.Mark(Anchor(span.first, start), Anchor(span.first, end), name, said))

    def sign(self) -> None:
        for page in self.pages:
            self._project.review.decide(page, [d.Draft(d.Submit())], ADA)
            self._project.review.decide(page, [d.Draft(d.Approve())], BOB)


def person(desk: Desk, words: str, key: str, **said: str) -> None:
    desk.mark(MarkName.PERSON, words, {"ref": key} | said)


def place(desk: Desk, words: str, key: str) -> None:
    desk.mark(MarkName.PLACE, words, {"ref": key})


def body(desk: Desk, words: str, key: str, **said: str) -> None:
    desk.mark(MarkName.ORGANIZATION, words, {"ref": key} | said)


def date(desk: Desk, words: str, when: str) -> None:
    desk.mark(MarkName.DATE, words, {"when": when})


def named(desk: Desk, old: str, new: str, key: str, name: MarkName = MarkName.PERSON) -> None:
    """Correct a name by the suggestion, and mark it."""
    span = desk.fix(old, new)
    desk.on(span, 0, len(new), name, ref=key)
