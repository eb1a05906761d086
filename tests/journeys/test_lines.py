"""The passage of the 1963 telegram that the OCR scrambled, put right in a few keys."""

import pytest

from reviewer.core import decisions as d
from tests.journeys.test_desktop import TELEGRAM, begin, turn_to
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

SCRAMBLED = (
    "strong man well able to Thus even then there had been some contact and a defend his viewsoint."
    " beginning of mutual understanding"
)
REPAIRED = (
    "strong man well able to defend his viewsoint. Thus even then there had been some contact and a"
    " beginning of mutual understanding"
)


class Counting:
    """Presses keys and counts them; the caret is put in place as a click does."""

    def __init__(self, typist: Typist) -> None:
        self.typist = typist
        self.count = 0

    def press(self, *keys: str) -> None:
        self.typist.press(*keys)
        self.count += len(keys)

    def click(self, before: str) -> None:
        reading = self.typist.window.desk_view.reading
        reading.setFocus()
        texts = reading.line_texts()
        line = next(n for n, text in enumerate(texts) if before in text)
        reading.place_caret(line, texts[line].index(before))


def test_the_scrambled_sentence_is_repaired_in_seven_keys(newcomer: Typist) -> None:
    typist, hand = newcomer, Counting(newcomer)
    begin(typist, "Mira Novak")
    turn_to(typist, TELEGRAM)
    before = typist.text
    assert SCRAMBLED in before
    for word in ("Thus even", "defend his", "beginning of"):
        hand.click(word)
        hand.press("Shift+Return")
    hand.click("defend his")
    hand.press("Alt+Up", "Ctrl+J", "Ctrl+Shift+J", "Ctrl+Shift+J")
    assert hand.count == 7
    assert REPAIRED in typist.text
    assert typist.text == before.replace(SCRAMBLED, REPAIRED)

    typist.press(*["Ctrl+Z"] * hand.count)
    assert typist.text == before


def test_the_offices_between_the_lines_go_to_one_place(newcomer: Typist) -> None:
    typist, hand = newcomer, Counting(newcomer)
    begin(typist, "Mira Novak")
    turn_to(typist, TELEGRAM)
    reading = typist.window.desk_view.reading
    # Numbers last: the line behind them is called the same after the first move.
    page = typist.page.reading
    target = next(line.n + 1 for line in page.lines if line.text.startswith("conversation"))
    for office in ("SAL INR", "SP"):
        reading.setFocus()
        reading.place_caret(reading.line_texts().index(office), 0)
        hand.press("Ctrl+Shift+M")
        typist.type(str(target))
        hand.press("Return")
    shown = [text for text in reading.line_texts() if text.strip()]
    at = shown.index("SS G")
    assert shown[at : at + 3] == ["SS G", "SAL INR", "SP"]
    assert shown[at + 3].startswith("conversation")
    moves = [one.act for one in typist.stored().decisions if isinstance(one.act, d.MoveLine)]
    assert len(moves) == 2
