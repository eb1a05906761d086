"""A word's story in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.messages import Catalogue
from reviewer.core.model import Line, SecondReading, Token
from reviewer.core.past import Backwards, PastStep
from reviewer.core.stories import Chapter, Story
from reviewer.services.pages import PageView
from reviewer.ui.history_words import Teller, why
from reviewer.ui.showing import when
from reviewer.ui.views.history_rows import RowShown
from reviewer.ui.views.story import StoryShown

_MOST = 9  # suggestions, a digit each
_OTHERS = 3  # what else the machine thought of


def story_shown(
    page: PageView,
    told: Story,
    moves: Sequence[d.Decision],
    second: SecondReading | None,
    finding: Finding | None,
    say: Catalogue,
    now: datetime,
) -> StoryShown:
    """A story as it is shown; `moves` is what was done with the word's lines as a whole."""
    teller = Teller(say, lambda _: page.reading.page, _nowhere, now)
    past = Backwards()
    for decision in reversed(page.decisions):
        past.see(decision)
    acts = {int(one.decision.id): _chapter(one, teller, say, now) for one in told.chapters}
    acts.update({int(one.id): _moved(one, past, teller, say, now) for one in moves})
    rows = [_machine(page, told, second, say), *(acts[key] for key in sorted(acts))]
    if not acts:
        rows.append(RowShown(0, say.say("ui.story.still")))
    rows += _approved(told, say, now)
    title = say.say("ui.story.title", word=told.present)
    return StoryShown(
        title=title if told.present else say.say("ui.story.title_gone"),
        rows=tuple(rows),
        suggestions=tuple(_suggestions(finding, told, say)) if finding else (),
        can_reopen=any(one.undone is None for one in told.chapters),
    )


def _nowhere() -> Mapping[PageId, tuple[str, int, int]]:
    """All of a story lies on the page at hand, which need not be named."""
    return {}


def _machine(page: PageView, told: Story, second: SecondReading | None, say: Catalogue) -> RowShown:
    if told.span is None:
        return RowShown(0, say.say("ui.story.added"))
    values = {"source": told.source}
    if told.confidence is None:
        words = say.say("ui.story.machine", **values)
    else:
        percent = round(100 * told.confidence)
        words = say.say("ui.story.machine_sure", percent=percent, **values)
    foot = [say.say("ui.story.foot_machine")]
    if told.alternatives:
        others = ", ".join(f"“{one.text}”" for one in told.alternatives[:_OTHERS])
        foot.append(say.say("ui.story.others", others=others))
    read = _second(page, told.span, second) if second else ""
    if read and second:
        foot.append(say.say("ui.story.second", engine=second.engine, text=read))
    return RowShown(0, words, " · ".join(foot))


def _second(page: PageView, span: d.Span, second: SecondReading) -> str:
    """What the second reading has where the words stand in the picture; empty without boxes."""
    boxes = [token.box for token in page.reading.page.tokens[span.first : span.last + 1]]
    if not boxes or any(box is None for box in boxes):
        return ""
    left = min(box.left for box in boxes if box)
    right = max(box.right for box in boxes if box)
    top, bottom = min(b.top for b in boxes if b), max(b.bottom for b in boxes if b)
    found = [
        line.form(token)
        for line, token in _tokens(second)
        if token.box
        and left <= (token.box.left + token.box.right) / 2 <= right
        and top <= (token.box.top + token.box.bottom) / 2 <= bottom
    ]
    return " ".join(found)


def _tokens(second: SecondReading) -> Iterator[tuple[Line, Token]]:
    for line in second.lines:
        for token in line.tokens:
            yield line, token


def _chapter(chapter: Chapter, teller: Teller, say: Catalogue, now: datetime) -> RowShown:
    decision = chapter.decision
    words = teller.act(decision)
    if isinstance(decision.act, d.Replace | d.Split | d.Join) and chapter.after:
        words = say.say("ui.story.became", before=chapter.before, after=chapter.after)
    step = PastStep((decision,), 1, int(chapter.undone is not None), chapter.undone)
    return _row(decision, words, teller.undone(step), step.taken_back, say, now)


def _moved(
    decision: d.Decision, past: Backwards, teller: Teller, say: Catalogue, now: datetime
) -> RowShown:
    taker = past.taker(decision.id)
    step = PastStep((decision,), 1, int(taker is not None), taker)
    return _row(decision, teller.act(decision), teller.undone(step), step.taken_back, say, now)


def _row(
    decision: d.Decision, words: str, undone: str, gone: bool, say: Catalogue, now: datetime
) -> RowShown:
    foot = (decision.by, when(decision.at, say, now), why(decision, say), undone)
    return RowShown(int(decision.id), words, " · ".join(filter(None, foot)), gone)


def _approved(told: Story, say: Catalogue, now: datetime) -> Iterator[RowShown]:
    for one in told.approved:
        whole = isinstance(one.act, d.Approve) and not one.act.targets
        known = "ui.story.approved_page" if whole else "ui.story.approved"
        yield RowShown(int(one.id), say.say(known, name=one.by, when=when(one.at, say, now)))


def _suggestions(finding: Finding, told: Story, say: Catalogue) -> Iterator[RowShown]:
    """What else the word may be, each with its rank as its digit."""
    for rank, one in enumerate(finding.suggestions[:_MOST], 1):
        if one.text == told.present:
            continue
        known = "ui.story.suggestion" if one.text else "ui.story.remove"
        whole = round(100 * one.probability)
        percent = say.say("ui.story.percent" if whole else "ui.story.hardly", percent=whole)
        evidence = (say.say(message) for message in one.evidence[:2])
        foot = " · ".join((percent, *evidence))
        yield RowShown(rank, say.say(known, text=one.text), foot, number=str(rank))
