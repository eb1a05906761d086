"""Documents with everything in them, made from a number; and what may be wrong with their files.

`edition(seed)` is the same each time: several pages, all roles, kinds, places and flows, all marks
with all grounds, lines that were parted, joined, added and moved, words that run on over a line's
or a page's end, and pictures with zones on some pages. `check(edition)` writes it in the three
profiles and says what is not as it should be; nothing is best.
"""

import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.edition import Edition, Profile
from reviewer.core.geometry import Box
from reviewer.core.ids import DecisionId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Image, Line, Page, Region, Role
from reviewer.core.roles import KINDS, PLACES
from reviewer.core.text import make_lines
from reviewer.formats.words import imported_text, plain_words, reading_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import XML_ID, parse
from tests.formats.editions import decide, make_edition, written

_WORDS = (
    "the embassy reports that all is well in Moscow Copy No 3 № Mikeyan's Kennedy 1963 re- ports"
    " Tsarapkin's & <b> ]]> $N^{\\rm o}$ e\u0301tat \U0001d400x не “so” a I A-B 12/3 ; ."
).split()
_SAID = {
    "ref": ["mikoyan", "#x", "https://viaf.org/1", "http://a.example/b c", "Ёлка"],
    "name": ["Mikoyan, Anastas", "<&>"],
    "key": ["k 1"],
    "role": ["addressee", "two words"],
    "type": ["person", "place", "organization", "telegram", "register", "handling", "1 2"],
    "when": ["1950", "1950-09-27", "1950-13-01", "1950-09-27T11:30:00+03:00"],
    "from": ["1949"],
    "notAfter": ["1951-01"],
    "cert": ["high", "medium", "low", "85"],
    "evidence": ["internal", "conjecture"],
    "reason": ["faded", "two words", ""],
    "unit": ["word", "char", "mile"],
    "quantity": ["3", "0"],
    "extent": ["one  line"],
    "precision": ["low"],
    "text": ["a note & <more>", "[x]", ""],
    "rend": ["bold", "overtyped", "a b"],
    "place": ["above"],
    "hand": ["blue pencil", "H 2"],
    "agent": ["water"],
    "deleted": ["too", " gone  words ", ""],
    "regular": ["connection", "two words", " "],
    "expansion": ["Ambassador", ""],
    "lang": ["fr", "english"],
}
_SURE: tuple[d.Certainty | None, ...] = (None, None, *d.Certainty)
_EVIDENT: tuple[d.Ground | None, ...] = (None, *d.Ground)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DROPPING = {MarkName.DELETED, MarkName.REGULARIZED, MarkName.SURPLUS, MarkName.REPLACED}


def edition(seed: int) -> Edition:
    """A document, the same for the same number."""
    return _Maker(random.Random(seed)).edition()


def check(made: Edition) -> list[str]:
    """What is wrong with the files of a document."""
    writer = TeiWriter()
    found: list[str] = []
    expected = _lawful(" ".join(reading_words(made)))
    source = "".join(page.page.text for page in made.pages)
    with tempfile.TemporaryDirectory() as folder:
        for profile in Profile:
            path = Path(folder) / f"{profile}.xml"
            path.write_bytes(written(writer, made, profile=profile).encode())
            problems = writer.check(path, {"profile": profile})
            found += [f"{profile}: {one}" for one in problems if one.severe]
            root = parse(path).getroot()
            ids = Counter(one.get(XML_ID) for one in root.iter() if one.get(XML_ID))
            found += [f"{profile}: {name} twice" for name, count in ids.items() if count > 1]
            if profile is Profile.READING or not _drops(made):
                words = " ".join(plain_words(path))
                if words != expected:
                    found.append(f"{profile}: {_difference(words, expected)}")
            if profile is Profile.ARCHIVAL and imported_text(root) != source.replace("\f", ""):
                found.append("the imported text is another")
    return found


def _lawful(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _drops(made: Edition) -> bool:
    """Whether the reading leaves letters out: then words of the other profiles differ."""
    return any(mark.name in _DROPPING for page in made.pages for mark in page.marks)


def _difference(one: str, other: str) -> str:
    at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
    return f"“{one[max(at - 40, 0) : at + 40]}” should be “{other[max(at - 40, 0) : at + 40]}”"


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def edition(self) -> Edition:
        chance = self._chance
        pages = [self._page(number) for number in range(1, chance.randint(1, 4) + 1)]
        number = 0
        ledger: list[d.Decision] = []
        for page in pages:
            if not page.tokens:
                continue
            roles = [self._role(page) for _ in range(chance.randint(0, 8))]
            others = [self._act(page) for _ in range(chance.randint(0, 14))]
            for act in [*roles, *others]:
                number += 1
                by = chance.choice(["Ada Reviewer", "Bob Editor"])
                ledger.append(decide(act, number, by=by, page=page.number, grounds=self._grounds()))
        return make_edition(pages, ledger, name=f"r{chance.randint(1, 99)}")

    # pages

    def _page(self, number: int) -> Page:
        chance = self._chance
        lines: list[str] = []
        for _ in range(chance.randint(0, 9)):
            kind = chance.random()
            if kind < 0.3:
                lines.append(chance.choice(["", " ", "\t"]))
            else:
                between = chance.choice([" ", " ", " ", "  ", "\t"])
                words = chance.choices(_WORDS, k=chance.randint(1, 6))
                lines.append(chance.choice(["", "  "]) + between.join(words))
        if lines and chance.random() < 0.3:
            lines[-1] += " hyphen-"
        text = chance.choice(["\n", "\n", "\r\n"]).join(lines)
        made = make_lines(text + chance.choice(["", "\n"]))
        if chance.random() < 0.4:
            return self._laid_out(number, made)
        return Page(number, made)

    def _laid_out(self, number: int, lines: Sequence[Line]) -> Page:
        """A page with a picture, regions (side by side at times) and boxes for most lines."""
        chance = self._chance
        regions: list[Region] = []
        for n in range(chance.randint(1, 3)):
            left = 20 + 180 * n * chance.choice([0, 1])
            regions.append(Region(n, "paragraph", Role.BODY, Box(left, 20, left + 160, 380)))
        placed = []
        for line in lines:
            region = chance.choice([*(one.n for one in regions), None])
            box = Box(20, 20 + 10 * line.n, 180, 29 + 10 * line.n)
            tokens = tuple(
                replace(one, box=box if chance.random() < 0.5 else None, confidence=0.5)
                for one in line.tokens
            )
            placed.append(replace(line, region=region, box=box, tokens=tokens))
        image = Image(f"images/{number}.png", 600, 400, "image/png")
        return Page(number, tuple(placed), f"{number}r", image, tuple(regions))

    # decisions

    def _role(self, page: Page) -> d.Act:
        role = self._chance.choice(list(Role))
        kind = self._chance.choice(["", *KINDS.get(role, ())])
        place = self._chance.choice(["", "", *PLACES])
        return d.SetRole(self._chance.randrange(len(page.lines)), role, kind, place)

    def _act(self, page: Page) -> d.Act:
        makers: list[Callable[[Page], d.Act]] = [
            self._mark,
            self._mark,
            self._mark,
            self._replace,
            self._replace,
            self._flow,
            self._arrange,
            self._other,
        ]
        return self._chance.choice(makers)(page)

    def _span(self, page: Page) -> d.Span:
        first = self._chance.randrange(len(page.tokens))
        more = self._chance.choice([0, 0, 0, 1, 2])
        return d.Span(first, min(first + more, len(page.tokens) - 1))

    def _mark(self, page: Page) -> d.Act:
        chance = self._chance
        span = self._span(page)
        start = Anchor(span.first, chance.choice([0, 0, 1, 2]))
        end = Anchor(span.last, chance.choice([0, 1, 3, len(page.form(span.last))]))
        keys = chance.sample(sorted(_SAID), chance.randint(0, 5))
        said = {key: chance.choice(_SAID[key]) for key in keys}
        name = chance.choice(list(MarkName))
        if name is MarkName.REPLACED and chance.random() < 0.7:
            said["deleted"] = "too"
        if name is MarkName.REGULARIZED and chance.random() < 0.7:
            said["regular"] = "connection"
        return d.Mark(start, end, name, said)

    def _replace(self, page: Page) -> d.Act:
        chance, span = self._chance, self._span(page)
        form = " ".join(page.form(n) for n in range(span.first, span.last + 1))
        text = chance.choice(
            ["", "Kuba", "two words", form[1:], f"{form}x", form.replace("- ", ""), "x\u0301y"]
        )
        return d.Replace(span, text, chance.choice(list(d.Cause)))

    def _flow(self, page: Page) -> d.Act:
        chance = self._chance
        first = next((line.n for line in page.lines if line.tokens), 0)
        line = chance.choice([first, chance.randrange(len(page.lines))])
        return d.SetFlow(line, chance.choice([d.Flow.RUNS_ON, d.Flow.RUNS_ON, d.Flow.BEGINS]))

    def _line(self, page: Page) -> int:
        chance = self._chance
        return chance.choice(
            [
                chance.randrange(len(page.lines)),
                split_key(chance.randrange(len(page.tokens))),
                added_key(DecisionId(chance.randint(1, 40))),
            ]
        )

    def _arrange(self, page: Page) -> d.Act:
        chance = self._chance
        token = chance.randrange(len(page.tokens))
        return chance.choice(
            [
                d.MoveLine(self._line(page), chance.choice([None, self._line(page)])),
                d.SplitLine(token),
                d.JoinLines(self._line(page), self._line(page)),
                d.AddLine(chance.choice([None, self._line(page)])),
                d.Insert(self._line(page), chance.choice([None, token]), "added words"),
                d.SetRole(self._line(page), chance.choice(list(Role))),
            ]
        )

    def _other(self, page: Page) -> d.Act:
        chance, span = self._chance, self._span(page)
        earlier = (DecisionId(chance.randint(1, 40)),)
        return chance.choice(
            [
                d.Keep(span),
                d.Join(span),
                d.Split(span.first, chance.randint(0, 4)),
                d.Revert(earlier),
                d.Reject(earlier, "no"),
                d.Comment("why?", span, None, True),
                d.Reply(earlier[0], "so & so"),
                d.CloseThread(earlier[0]),
                d.Submit(),
                d.Approve(),
            ]
        )

    def _grounds(self) -> d.Grounds:
        chance = self._chance
        return d.Grounds(
            chance.choice(list(d.Way)),
            suggestion=chance.choice(["", "Cuba"]),
            certainty=chance.choice(_SURE),
            evidence=chance.choice(_EVIDENT),
            reference=chance.choice(["", "", "FRUS 1961–1963, V, 380"]),
        )
