"""From what services know to what views show: plain values, no Qt, no service called."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.core.judging import Change
from reviewer.core.messages import Catalogue
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.core.roles import KINDS
from reviewer.core.workflow import EDITABLE, State
from reviewer.services.pages import PageView
from reviewer.ui.change_words import told
from reviewer.ui.line_words import line_labels, show_opens
from reviewer.ui.mark_words import show_marks
from reviewer.ui.talk_places import with_talk
from reviewer.ui.views.shown import (
    CardShown,
    ChangeShown,
    FindingShown,
    LineShown,
    MarkShown,
    PageShown,
    SuggestionShown,
)

NOTHING = PageShown((), editable=False)
"""No page at all."""


def show_page(view: PageView, editable: bool) -> PageShown:
    """The page for the reading pane, with the findings that nobody has settled."""
    placed = [(finding, place_of(view.reading, finding)) for finding in view.open]
    return PageShown(
        lines=with_talk(show_lines(view.reading), view),
        findings=tuple(
            FindingShown(finding.key, *place, finding.kind) for finding, place in placed if place
        ),
        editable=editable and view.standing.state in EDITABLE,
    )


def show_lines(reading: PageReading) -> tuple[LineShown, ...]:
    """The lines for the reading pane."""
    labels, opens, marks = line_labels(reading), show_opens(reading), show_marks(reading)
    return tuple(
        _line(index, line, labels[index], opens[index], marks.get(index, ()))
        for index, line in enumerate(reading.lines)
    )


def _line(
    index: int, line: ReadingLine, label: str, opens: bool, marks: tuple[MarkShown, ...]
) -> LineShown:
    role, flow = str(line.role), "" if line.flow is d.Flow.USUAL else str(line.flow)
    return LineShown(
        index,
        label,
        line.text,
        role,
        line.removed,
        line.altered,
        opens,
        marks,
        kind=line.kind if line.kind in KINDS.get(line.role, ()) else "",
        flow=flow,
    )


def place_of(reading: PageReading, finding: Finding) -> tuple[int, int, int] | None:
    """(line index, start, end column) of a finding; one over a line break shows its first part.

    None where its words are gone, or read otherwise than when the page was analysed.
    """
    if reading.text_of(finding.span)[finding.start : finding.end] != finding.form:
        return None
    passed, first = 0, None
    for number, word in enumerate(reading.words_in(finding.span)):
        if word.span is None:
            continue
        passed += len(word.gap or " ") if number else 0
        where = reading.place_of(word.span.first)
        if where is None:
            continue
        line, column = where[0], reading.lines[where[0]].starts[where[1]]
        if first is None and finding.start < passed + len(word.text):
            first = (line, column + max(0, finding.start - passed))
        if first and finding.end <= passed + len(word.text):
            if line != first[0]:
                return first[0], first[1], len(reading.lines[first[0]].text)
            return first[0], first[1], max(first[1], column + finding.end - passed)
        passed += len(word.text)
    return (first[0], first[1], len(reading.lines[first[0]].text)) if first else None


def show_card(view: PageView, finding: Finding, say: Catalogue) -> CardShown:
    """The card of an open finding: its place among the open ones, and the evidence in words."""
    number = view.open_keys.get(finding.key, -1) + 1
    before = after = ""
    place = place_of(view.reading, finding)
    if place:
        text = view.reading.lines[place[0]].text
        before, after = text[: place[1]], text[place[2] :]
    return CardShown(
        key=finding.key,
        form=finding.form,
        number=number,
        total=len(view.open),
        kind=finding.kind,
        before=before,
        after=after,
        reasons=tuple(say.say(reason) for reason in finding.reasons),
        suggestions=tuple(
            SuggestionShown(
                suggestion.text,
                suggestion.probability,
                tuple(say.say(message) for message in suggestion.evidence),
            )
            for suggestion in finding.suggestions
        ),
    )


def show_changes(
    changes: Sequence[Change], reading: PageReading, say: Catalogue, now: datetime
) -> tuple[ChangeShown, ...]:
    """The editor's list."""
    labels = line_labels(reading)
    return tuple(
        ChangeShown(
            decision=int(change.decision.id),
            before=change.before,
            after=change.after,
            line_label=labels[change.line],
            left=change.left,
            right=change.right,
            who=change.decision.by,
            when=when(change.decision.at, say, now),
            how=_how(change.decision, say),
            approved=change.approved,
            told=told(change, reading, say),
        )
        for change in changes
    )


def _how(decision: d.Decision, say: Catalogue) -> str:
    grounds = decision.grounds
    if grounds.way is d.Way.ACCEPTED and grounds.probability is not None:
        return say.say("ui.how.accepted", percent=round(100 * grounds.probability))
    return say.say(f"ui.how.{grounds.way}")


def when(at: datetime, say: Catalogue, now: datetime) -> str:
    """A moment in words: "just now", "5 minutes ago", "today, 14:05", "3 May 2026". Local time."""
    seconds = (now - at).total_seconds()
    here, today = at.astimezone(), now.astimezone()
    if 0 <= seconds < 60:
        return say.say("ui.when.now")
    if 0 <= seconds < 3600:
        return say.say("ui.when.minutes", n=int(seconds // 60))
    clock = f"{here:%H:%M}"
    days = (today.date() - here.date()).days
    if days == 0:
        return say.say("ui.when.today", clock=clock)
    if days == 1:
        return say.say("ui.when.yesterday", clock=clock)
    month = say.say(f"ui.when.month.{here.month}")
    return say.say("ui.when.day", day=here.day, month=month, year=here.year)


def short_place(place: str) -> str:
    """A folder with the person's home as a tilde; anything else as it is."""
    home = str(Path.home())
    inside = len(home) > 1 and (place == home or place.startswith(home + os.sep))
    return f"~{place[len(home) :]}" if inside else place


def order_of(finding: Finding) -> tuple[int, int]:
    """Where a finding stands in the text, to compare with others."""
    return finding.span.first, finding.start


def following(
    findings: Sequence[Finding], spot: tuple[int, int] | None, inclusive: bool = False
) -> Finding | None:
    """The first finding behind a spot (`inclusive`: at it or behind); None at the end."""
    if spot is None:
        return findings[0] if findings else None
    for finding in findings:
        if order_of(finding) > spot or (inclusive and order_of(finding) == spot):
            return finding
    return None


def preceding(findings: Sequence[Finding], spot: tuple[int, int] | None) -> Finding | None:
    """The last finding before a spot; None at the beginning."""
    if spot is None:
        return findings[-1] if findings else None
    return next((one for one in reversed(findings) if order_of(one) < spot), None)


def state_words(state: State, say: Catalogue) -> str:
    """A page's state as the window calls it."""
    return say.say(f"ui.state.{state.name.lower()}")
