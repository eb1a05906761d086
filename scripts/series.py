"""An invented series of memoranda for the screenshots: what was typed, and what OCR made of it.

Nobody in it ever lived and no lake of that name was ever talked about. Words are misread as drawn
by a seeded dice, some always in the same way, as OCR does.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from scripts.sheet import Sheet

_WIDTH = 54  # letters in a line
_RATE = 0.075  # share of words with four letters or more that are misread
_USUAL = {"telegram": "telegrain", "Minister": "Mlnister", "Sorokin": "Sorokln", "lake": "lahe"}
"""Misread in the same way most of the time."""
_OFTEN = 0.45
_SLIPS = (
    ("rn", "m"),
    ("m", "rn"),
    ("i", "l"),
    ("i", "l"),
    ("e", "c"),
    ("e", "c"),
    ("h", "b"),
    ("u", "n"),
    ("n", "u"),
    ("a", "o"),
    ("cl", "d"),
    ("t", "f"),
    ("o", "c"),
    ("in", "m"),
    ("y", "v"),
    ("g", "q"),
    ("S", "5"),
    ("p", "r"),
)
_SENTENCES = (
    "The Minister opened the meeting by thanking the delegation for its patience.",
    "Ambassador Harlan said that he had received new instructions on Tuesday.",
    "Mr. Dobrev asked whether the draft of the agreement had been read in Vienna.",
    "A telegram from the Embassy in Moscow was expected before the end of the week.",
    "Counselor Whitcombe repeated that the level of the lake was a question for engineers.",
    "Minister Sorokin answered that he saw no reason to delay the inspection of the harbor.",
    "The delegation would report to the Department as soon as the text was settled.",
    "Mrs. Ilves read the second paragraph of the memorandum aloud and asked for comments.",
    "The experts of both countries had measured the water in the autumn and again in March.",
    "Colonel Tarasov remarked that the ferry at Port Ansel had not been running since January.",
    "Ambassador Harlan replied that his Government attached great importance to the ferry.",
    "It was agreed that no statement should be made to the press before Thursday.",
    "Mr. Dobrev promised to send a telegram about the customs house on the northern shore.",
    "The Minister did not wish to discuss the frontier, which was a matter for the Commission.",
    "Counselor Whitcombe gave Minister Sorokin a copy of the map with the new soundings.",
    "In the opinion of the Embassy the problem was serious but could be settled by May.",
    "Mrs. Ilves thought the proposal reasonable and hoped that it would be accepted.",
    "Colonel Tarasov said that vessels under fifty tons might pass without inspection.",
    "The President had been informed and had no objection in principle.",
    "Both sides considered that the convention of 1927 remained in force.",
)
_SUBJECTS = ("Level of the lake", "Inspection of the harbor", "The ferry at Port Ansel")
_PEOPLE = ("Ambassador Harlan", "Minister Sorokin", "Mr. Dobrev", "Counselor Whitcombe")


@dataclass(frozen=True)
class Memorandum:
    """A page of the series: the sheet, and its words as they were typed, in the order of tokens."""

    sheet: Sheet
    words: tuple[str, ...]


def memoranda(title: str, count: int, seed: int) -> Iterator[Memorandum]:
    """So many pages, always the same for a seed."""
    for number in range(1, count + 1):
        dice = random.Random(f"{seed} {number}")
        lines = tuple(_lines(number, seed, dice))
        read = tuple(" ".join(_read(word, dice) for word in line.split()) for line in lines)
        typed = tuple(word for line in lines for word in line.split())
        yield Memorandum(Sheet(f"{title}, page {number}", lines, read), typed)


def _lines(number: int, seed: int, dice: random.Random) -> Iterator[str]:
    yield from ("CONFIDENTIAL", "", "MEMORANDUM OF CONVERSATION")
    yield f"Geneva, {('March', 'April', 'May')[seed % 3]} {number + 7}, 1961"
    yield ""
    yield f"Subject: {_SUBJECTS[(number + seed) % len(_SUBJECTS)]}"
    yield f"Participants: {_PEOPLE[number % 4]}, {_PEOPLE[(number + 1) % 4]}"
    said = dice.sample(_SENTENCES, 9)
    for start in range(0, len(said), 3):
        yield ""
        yield from wrap(" ".join(said[start : start + 3]), _WIDTH, break_on_hyphens=False)
    yield from ("", "[illegible signature]", f"No. {40 * seed + number}")


def _read(word: str, dice: random.Random) -> str:
    bare = word.rstrip(".,")
    usual = _USUAL.get(bare)
    if usual and dice.random() < _OFTEN:
        return usual + word[len(bare) :]
    if len(bare) < 4 or dice.random() > _RATE:
        return word
    slips = [(true, read) for true, read in _SLIPS if true in bare[1:]]
    if not slips or "[" in word or "]" in word:
        return word
    true, read = dice.choice(slips)
    return word[0] + word[1:].replace(true, read, 1)
