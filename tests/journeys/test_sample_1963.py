"""The whole telegram of 1963 corrected from the keyboard, and what that costs.

What is right is read from the reference folder: its edition of the telegram says of each correction
how sure its editor was. Those that are sure can be decided from the text alone and are made here;
where the editor guessed, the words are kept as they stand, which costs a key as well.

Counted are key presses; a click that puts the caret somewhere counts as one. The measure is a plain
editor: for each wrong word one to get to it, one to delete it and the letters of the right one; for
a stretch in the wrong place five (click, select, cut, click, paste).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from benchmarks.keystrokes import plain
from reviewer.core.findings import Finding
from reviewer.core.text import common_edges
from reviewer.engine.evaluate import squeeze, units
from tests.helpers.needs import need
from tests.journeys.test_desktop import TELEGRAM, begin, turn_to
from tests.journeys.test_lines import SCRAMBLED, Counting
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

_TEI = "{http://www.tei-c.org/ns/1.0}"
_MOST = 0.45  # of the plain editor's keys
_MOVED = 5
_LONGEST = 5  # words of a correction; a longer one was moved
_BEHIND = 14  # characters behind a word that say which of its like it is
NOISE = "THE RESERVE THE PARTY OF THE PA"
OFFICE = "RMR"
PRINTED = ("outgoing telegram", "CHARGE TO", "REPRODUCTION FROM")
"""How lines begin that the reading leaves out: they belong to the form."""
GAP = "[…]"


@dataclass(frozen=True)
class Correction:
    """Words of the import that are wrong, what is right, and how the text goes on behind them;
    `sure` where that can be decided.
    """

    wrong: str
    right: str
    behind: str
    sure: bool


@pytest.fixture
def edition(shared: Path) -> Path:
    folder = shared / "tei"
    need((folder / "example-telegram-1963.xml").exists(), f"{folder}, the reference edition")
    return folder


def corrections(edition: Path) -> list[Correction]:
    """All corrections of words, in the order of the edition; what was moved is no correction."""
    tree = etree.parse(edition / "example-telegram-1963.xml")
    body = tree.find(f".//{_TEI}text")
    assert body is not None
    found: list[tuple[Any, str, str, bool]] = []
    for choice in list(body.iter(f"{_TEI}choice")):
        sic, corr = choice.find(f"{_TEI}sic"), choice.find(f"{_TEI}corr")
        if sic is not None and corr is not None and corr.get("cert"):
            wrong, right = ("".join(map(str, one.itertext())) for one in (sic, corr))
            found.append((choice, wrong, right.strip('"'), corr.get("cert") == "high"))
        for new in (*choice.findall(f"{_TEI}corr"), *choice.findall(f"{_TEI}expan")):
            choice.remove(new)  # so that the text behind a choice reads as it was imported
    return [
        Correction(*pair, sure)
        for choice, wrong, right, sure in found
        for pair in word_by_word(wrong, right, text_behind(choice))
    ]


def text_behind(choice: Any) -> str:
    return squeeze("".join(map(str, choice.xpath("following::text()")[:_BEHIND])))[:_BEHIND]


def word_by_word(wrong: str, right: str, behind: str) -> Iterator[tuple[str, str, str]]:
    """The words of a correction that differ, each with what is right and what stands behind it."""
    one, other = wrong.split(), right.split()
    if len(one) > _LONGEST:
        one, other = (
            list((Counter(one) - Counter(other)).elements()),
            list((Counter(other) - Counter(one)).elements()),
        )
        behind = ""
    if len(one) == len(other):
        for n, (bad, good) in enumerate(zip(one, other, strict=True)):
            if bad != good:
                yield bad, good, " ".join((*one[n + 1 :], behind)).strip()
        return
    wrong = " ".join(one)
    for start, end, want in units(wrong, " ".join(other)):
        if squeeze(wrong[start:end]) != squeeze(want):
            yield wrong[start:end], squeeze(want), f"{wrong[end:]} {behind}".strip()


class Corrector(Counting):
    """Somebody who knows what is right, at the keyboard."""

    def __init__(self, typist: Typist, known: list[Correction]) -> None:
        super().__init__(typist)
        self.known = [one for one in known if one.sure]

    def click(self, before: str) -> None:
        super().click(before)
        self.count += 1

    def type(self, text: str) -> None:
        self.typist.type(text)
        self.count += len(text)

    def decide(self, finding: Finding) -> None:
        """Settle the finding at hand: by a suggestion, by typing, or by keeping it."""
        word = self.typist.page.reading.text_of(finding.span)
        right = self.right(word)
        if right is None:
            self.press("Space")
            return
        before, after = word[: finding.start], word[finding.end :]
        for rank, suggestion in enumerate(finding.suggestions[:9], 1):
            if before + suggestion.text + after == right:
                self.press("Return" if rank == 1 else str(rank))
                return
        core = right.removeprefix(before).removesuffix(after)
        if not core:
            self.press("X")
            return
        self.press("E")
        self.write(finding.form, core)
        self.press("Return")

    def write(self, form: str, wanted: str) -> None:
        """Make the open field say `wanted`: all of it, or only the letters that differ."""
        head, tail = common_edges(form, wanted)
        gone, new = len(form) - head - tail, wanted[head : len(wanted) - tail]
        if 1 + head + gone + len(new) < len(wanted):
            self.press("Home", *["Right"] * head, *["Del"] * gone)
            wanted = new
        self.type(wanted)

    def right(self, word: str) -> str | None:
        """What should stand in the place of a word that can be decided; None to keep it."""
        for one in self.known:
            if one.wrong.strip(".,") == word.strip(".,") or one.wrong == word:
                return word.replace(one.wrong.strip(".,"), one.right.strip(".,"))
        return None

    def left(self) -> Iterator[Correction]:
        """The corrections that no finding led to."""
        return (one for one in self.known if self.place(one))

    def place(self, one: Correction) -> str:
        """Wrong words with as many of those behind them as stand in their line; "" where they are
        wrong no more.
        """
        behind = one.behind.split()
        for count in range(len(behind), 0, -1):
            place = " ".join((one.wrong, *behind[:count]))
            if any(place in line for line in self.lines):
                return place
        odd = not one.wrong.isalpha()
        last = odd and any(line.endswith(one.wrong) for line in self.lines)
        return one.wrong if last else ""

    @property
    def lines(self) -> list[str]:
        return self.typist.window.desk_view.reading.line_texts()

    def retype(self, one: Correction) -> None:
        """Put words right in the text: a click behind them, away with them, and their letters."""
        place, kept = self.place(one), ""
        if not one.right:
            self.click(place)
            self.press("Ctrl+Del")
            return
        if one.wrong.startswith(one.right):
            kept = one.right
        self.click_behind(place, one.wrong)
        line, _ = self.typist.window.desk_view.reading.caret()
        wanted = len(self.lines[line]) - len(one.wrong) + len(kept)
        while len(self.lines[line].rstrip()) > wanted:
            self.press("Backspace" if one.wrong == f"{kept}-" else "Ctrl+Backspace")
        self.type(one.right.removeprefix(kept))

    def click_behind(self, place: str, words: str) -> None:
        self.click(place)
        reading = self.typist.window.desk_view.reading
        line, column = reading.caret()
        reading.place_caret(line, column + len(words))


def test_the_telegram_costs_less_than_half_the_keys(newcomer: Typist, edition: Path) -> None:
    known = corrections(edition)
    typist, hand = newcomer, Corrector(newcomer, known)
    begin(typist, "Mira Novak")
    turn_to(typist, TELEGRAM)
    assert SCRAMBLED in typist.text

    while typist.window.desk.finding is not None:
        hand.decide(typist.window.desk.finding)
    assert not typist.page.open

    for word in (OFFICE, "Thus even", "beginning of", "defend his"):
        hand.click(word)
        hand.press("Shift+Return")
    hand.press("Alt+Up", "Ctrl+J", "Ctrl+Shift+J", "Ctrl+Shift+J")
    hand.click(NOISE)
    hand.press("Shift+Return", "Ctrl+Shift+K")
    for one in list(hand.left()):
        hand.retype(one)
    hand.press("F6")

    assert not list(hand.left())
    by_hand = sum(map(plainly, hand.known))
    by_hand += plain(NOISE, "") + 2 * _MOVED + 2  # and the office on a line of its own
    print(f"{hand.count} keys; {by_hand} in a plain editor: {hand.count / by_hand:.0%}")
    compare(hand.lines, edition, known)
    assert hand.count <= _MOST * by_hand


def plainly(one: Correction) -> int:
    """The keys of a correction in a plain editor; what is only too much is not typed anew."""
    return 2 if one.wrong.startswith(one.right) else plain(one.wrong, one.right)


def compare(lines: list[str], edition: Path, known: list[Correction]) -> None:
    """What reads otherwise than the edition is what could not be decided."""
    guessed = [one for one in known if not one.sure]
    ours = Counter(" ".join(line for line in lines if not line.startswith(PRINTED)).split())
    reading = (edition / "example-telegram-1963.reading.txt").read_text("utf-8")
    theirs = Counter(reading.replace(GAP, " ").split())
    assert not unexplained(ours - theirs, [one.wrong for one in guessed])
    assert not unexplained(theirs - ours, [one.right for one in guessed])


def unexplained(words: Counter[str], guesses: list[str]) -> list[str]:
    """The words that are no part of what was guessed, each as often as it is too much."""
    parts = [part for guess in guesses for part in guess.split()]
    return [word for word in words.elements() if not any(part in word for part in parts)]
