"""Keystrokes: what correcting a page costs at the keyboard, by findings and in a plain editor.

An oracle sits at the desk: it knows the truth of the 24 pages of the reference folder, takes a
suggestion where one is right, and types otherwise. What is counted, in key presses:

- **plain editor**, for each wrong unit: 1 to get to it (a click, or the arrows taken as one), 1 to
  delete each of its words, and the letters of what should stand there, blanks included.
- **findings**, ours or hunspell's in the same flow, one after the other: 1 to keep what is right
  (a false alarm), 1 for a suggestion among the first nine that gives the truth, 1 to take out
  noise; else 1 to open the field, the letters, and 1 to confirm. What no finding leads to is mended
  in the text as in a plain editor, and 1 goes back.

A *unit* is what lies between blanks that both texts share (`reviewer.engine.evaluate.units`); words
run together or torn apart are one unit. Figures are per wrong word: the words of the truth in wrong
units, and one for each unit that should not be there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from benchmarks import folds, ispell
from benchmarks.peers import FOLDER, NotInstalled
from benchmarks.readings import LEVELS, GoldPage, gold_pages
from benchmarks.sets import Record
from reviewer.core.fold import fold
from reviewer.core.ports import Context
from reviewer.engine.evaluate import Unit, squeeze, units
from scripts.fit_second import Judges

QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""Typists have straight marks only: a curved one is no error that anybody would mend by hand."""
RANKS = 9
"""Suggestions that a digit takes."""
TOGETHER = 2
"""So many findings of one unit are put right by suggestions; with more it is typed."""
PLAIN, OURS, HUNSPELL = "plain editor", "reviewer", "hunspell"
_HEAD = 24

Findings = Callable[[GoldPage], Iterable[Record]]
"""What a system finds on a page: `start`, `end` (characters of its text), `suggestions`."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Key presses for some units, and how many wrong words these had."""

    keys: int
    wrong: int

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.keys + other.keys, self.wrong + other.wrong)

    @property
    def per_word(self) -> float | None:
        """Key presses for each wrong word; None where there was none."""
        return self.keys / self.wrong if self.wrong else None


def plain(have: str, want: str) -> int:
    """The key presses that put a unit right in a plain editor; none where it is right.

    >>> plain("hovse", "house"), plain("house", "house"), plain("", "house"), plain("x y", "")
    (7, 0, 7, 3)
    """
    have, want = squeeze(have), squeeze(want)
    if have == want:
        return 0
    lost = 0 if have else 1  # a word that was lost needs a blank as well
    return 1 + len(have.split()) + len(want) + lost


def wrong_words(have: str, want: str) -> int:
    """How many wrong words a unit has."""
    return 0 if squeeze(have) == squeeze(want) else max(1, len(want.split()))


def by_findings(text: str, unit: Unit, findings: Sequence[Mapping[str, Any]]) -> int:
    """The key presses that a unit costs to somebody who goes from finding to finding."""
    start, end, want = unit
    have, want = text[start:end], squeeze(want)
    if squeeze(have) == want:
        return len(findings)
    if not findings:
        return plain(have, want) + 1
    if len(findings) <= TOGETHER and _is_offered(text, unit, findings):
        return len(findings)
    if _covers(text, unit, findings):
        return 1 if not want else 1 + len(want) + 1
    return plain(have, want) + 1


def page_cost(text: str, truth: str, findings: Iterable[Mapping[str, Any]] | None) -> Cost:
    """What a page costs by findings, or (None) in a plain editor."""
    text, truth = text.translate(QUOTES), truth.translate(QUOTES)
    spans = list(units(text, truth))
    given = None if findings is None else list(_apart(findings))
    total = Cost(0, 0)
    for unit in spans:
        start, end, want = unit
        have = text[start:end]
        if given is None:
            keys = plain(have, want)
        else:
            # One over two units is met where it begins.
            mine = [one for one in given if start <= one["start"] < max(end, start + 1)]
            keys = by_findings(text, unit, mine)
        total += Cost(keys, wrong_words(have, want))
    return total


def measure() -> Mapping[str, Mapping[str, Any]]:
    """`keystrokes.<level>`: ours per wrong word; the peer is the plain editor, hunspell beside it.

    Raises FileNotFoundError where the pages are missing.
    """
    pages = list(gold_pages())
    systems: dict[str, Findings | None] = {OURS: _ours(), PLAIN: None}
    peer = ispell.hunspell(FOLDER)
    try:
        peer.start()
        systems[HUNSPELL] = lambda gold: peer.predict(fold(gold.page).text)
    except NotInstalled as reason:
        print(f"  {HUNSPELL}: not installed ({reason})")
    try:
        costs = {name: _costs(pages, findings) for name, findings in systems.items()}
    finally:
        peer.close()
    print("\n".join(_table(costs)), flush=True)
    note = {} if folds.honest() else {"note": folds.TRAINED}
    if note:
        print(f"  {folds.TRAINED}: {folds.MISSING}")
    return {
        f"keystrokes.{level}": _figure({name: cost[level] for name, cost in costs.items()}) | note
        for level in (*LEVELS, "all")
    }


def _ours() -> Findings:
    judges = Judges()

    def find(gold: GoldPage) -> Iterator[Record]:
        page = fold(gold.page)
        for finding in judges.engine(gold.name).analyse(page, Context()):
            start, end = page.stretch_of(finding.span, finding.start, finding.end)
            texts = [suggestion.text for suggestion in finding.suggestions]
            yield {"start": start, "end": end, "suggestions": texts}

    return find


def _costs(pages: Sequence[GoldPage], findings: Findings | None) -> Mapping[str, Cost]:
    found = {level: Cost(0, 0) for level in (*LEVELS, "all")}
    for gold in pages:
        made = findings(gold) if findings else None
        cost = page_cost(fold(gold.page).text, gold.truth, made)
        found[gold.level] += cost
        found["all"] += cost
    return found


def _apart(findings: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Findings in order, without those that overlap an earlier one."""
    end = -1
    for finding in sorted(findings, key=lambda one: (one["start"], one["end"])):
        if finding["start"] >= end:
            end = finding["end"]
            yield finding


def _is_offered(text: str, unit: Unit, findings: Sequence[Mapping[str, Any]]) -> bool:
    """Whether taking a suggestion, keeping or taking out at each finding gives the truth."""
    _, end, want = unit
    choices = [
        [
            *(reading.translate(QUOTES) for reading in one["suggestions"][:RANKS]),
            text[one["start"] : one["end"]],
            "",
        ]
        for one in findings
    ]
    for chosen in product(*choices):
        parts, position = [], unit[0]
        for one, reading in zip(findings, chosen, strict=True):
            parts += [text[position : one["start"]], reading]
            position = one["end"]
        if squeeze("".join((*parts, text[position:end]))) == squeeze(want):
            return True
    return False


def _covers(text: str, unit: Unit, findings: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one finding takes in all letters of a unit, so that its field is the whole of it."""
    start, end, _ = unit
    first, *more = findings
    outside = text[start : first["start"]] + text[first["end"] : end]
    return not more and not any(sign.isalnum() for sign in outside)


def _figure(costs: Mapping[str, Cost]) -> dict[str, Any]:
    values = {name: _short(cost.per_word) for name, cost in costs.items()}
    mine, peer = values.pop(OURS), values[PLAIN]
    ratio = round(mine / peer, 3) if mine is not None and peer else None
    return {
        "value": mine,
        "unit": "keys per wrong word",
        "peer": peer,
        "ratio": ratio,
        "peers": values,
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _table(costs: Mapping[str, Mapping[str, Cost]]) -> Iterator[str]:
    yield f"  {'keys per wrong word':<{_HEAD}}" + "".join(f"{name:>15}" for name in costs)
    for level in (*LEVELS, "all"):
        cells = (cost[level].per_word for cost in costs.values())
        said = "".join(f"{'–' if cell is None else f'{cell:.2f}':>15}" for cell in cells)
        wrong = costs[PLAIN][level].wrong
        yield f"  {f'{level}, {wrong:,} wrong words':<{_HEAD}}{said}"
