"""What a word was, who changed it, and why."""

from dataclasses import replace

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Alternative, Line, Page, Token
from reviewer.core.stories import Story, lines_of, moves_of, story
from reviewer.core.text import make_lines

from .strategies import ledger, ledgers, pages

PAGE = Page(1, make_lines("one two three four\nfive\n"))


def told(acts: list[d.Act], token: int = 1, page: Page = PAGE) -> Story:
    decisions = ledger(acts)
    reading = fold(page, decisions)
    word = reading.word_of(token)
    assert word is not None
    return story(reading, word, decisions)


def steps(found: Story) -> list[tuple[str, str, bool]]:
    return [(one.before, one.after, one.undone is not None) for one in found.chapters]


def test_each_change_says_what_stood_before_it() -> None:
    found = told(
        [
            d.Replace(d.Span(1, 1), "tow"),
            d.Replace(d.Span(3, 3), "elsewhere"),
            d.Revert((DecisionId(1),)),
            d.Replace(d.Span(1, 1), "TWO"),
            d.Keep(d.Span(1, 1)),
        ]
    )
    assert steps(found) == [("two", "tow", True), ("two", "TWO", False), ("TWO", "TWO", False)]
    assert (found.source, found.present) == ("two", "TWO")
    assert found.chapters[0].undone is not None


def test_words_that_were_joined_share_their_story() -> None:
    found = told([d.Replace(d.Span(2, 2), "thr33"), d.Join(d.Span(1, 2))], token=1)
    assert found.span == d.Span(1, 2)
    assert found.source == "two three"
    assert steps(found) == [
        ("two three", "two thr33", False),
        ("two thr33", "twothr33", False),
    ]


def test_a_word_that_was_joined_and_parted_again_still_tells_of_it() -> None:
    found = told([d.Join(d.Span(1, 2)), d.Revert((DecisionId(1),))], token=2)
    assert steps(found) == [("two three", "twothree", True)]


def test_an_added_word_begins_with_who_added_it() -> None:
    decisions = ledger([d.Insert(0, 1, "lost")])
    reading = fold(PAGE, decisions)
    found = story(reading, reading.lines[0].words[2], decisions)
    assert (found.span, found.source, steps(found)) == (None, "", [("", "lost", False)])


def test_marks_and_signatures_belong_to_it() -> None:
    acts: list[d.Act] = [
        d.Mark(Anchor(1, 0), Anchor(1, 3), MarkName.PERSON),
        d.Replace(d.Span(1, 1), "TWO"),
        d.Submit(),
        d.Approve((DecisionId(2),)),
        d.Approve(),
    ]
    decisions = ledger(acts)
    decisions[4] = replace(decisions[4], by="Bob")
    reading = fold(PAGE, decisions)
    word = reading.word_of(1)
    assert word is not None
    found = story(reading, word, decisions)
    assert [one.decision.act.name for one in found.chapters] == ["mark", "replace"]
    assert [(one.by, one.id) for one in found.approved] == [("Ada", 4), ("Bob", 5)]


def test_what_the_machine_thought_of_is_told() -> None:
    token = Token(0, 0, 3, None, 0.4, (Alternative("cue", 0.3),))
    found = told([], token=0, page=Page(1, (Line(0, "one", "\n", (token,)),)))
    assert (found.confidence, found.alternatives) == (0.4, (Alternative("cue", 0.3),))


def test_what_was_done_with_its_lines_is_found() -> None:
    decisions = ledger([d.MoveLine(0, None), d.MoveLine(1, 0), d.JoinLines(1, 0)])
    reading = fold(PAGE, decisions)
    word = reading.word_of(1)
    assert word is not None
    lines = lines_of(reading, word)
    assert [one.id for one in moves_of(lines, decisions)] == [1, 2, 3]


@given(pages, ledgers)
def test_every_word_has_a_story_that_ends_with_it(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    for line in reading.lines:
        for word in line.words:
            found = story(reading, word, decisions)
            assert found.present == word.text
            if word.decision:
                assert word.decision in {one.decision.id for one in found.chapters}
