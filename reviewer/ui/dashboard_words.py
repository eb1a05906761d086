"""From figures to what the dashboard's charts show: plain values and sentences, no Qt."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from reviewer.core.figures import Left
from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.core.work import OTHERS, Person, Stretch
from reviewer.core.workflow import SIGNED, State
from reviewer.services.figures import Judged, Progressed
from reviewer.ui.estimate_words import percent
from reviewer.ui.views.charts.chart import Table
from reviewer.ui.views.charts.left import Estimate
from reviewer.ui.views.charts.pace import Column
from reviewer.ui.views.charts.shares import Bar, Fill, Share

_DOCUMENTS = 10  # shown one by one; the rest is in the table that is saved

_STATES = {
    State.PUBLISHED: Fill.STRIPED,
    State.APPROVED: Fill.FULL,
    State.WITHDRAWN: Fill.FAINT,
    State.SUBMITTED: Fill.DEEP,
    State.IN_WORK: Fill.PALE,
    State.RETURNED: Fill.HATCHED,
    State.NEW: Fill.EMPTY,
}
"""From left to right: what is done stands first."""

_RANKS = {1: Fill.FULL, 2: Fill.DEEP, 3: Fill.PALE, OTHERS: Fill.FAINT}


def estimate_shown(left: Left, say: Catalogue) -> Estimate:
    """The estimate in figures and words."""
    share, low, high = left.shares
    figure, bounds = percent(share, say), (percent(low, say), percent(high, say))
    return Estimate(
        100 * share,
        100 * low,
        100 * high,
        say.say("ui.dashboard.left.figure", share=figure),
        say.say("ui.dashboard.left.bounds", low=bounds[0], high=bounds[1]),
        say.say("ui.dashboard.left.words", share=figure, low=bounds[0], high=bounds[1]),
    )


def estimate_about(judged: Judged, say: Catalogue) -> str:
    """What the estimate rests on: how many letters, and what is not in it."""
    left = judged.left
    parts = [
        say.say(
            "ui.dashboard.left.about",
            letters=say.figure(left.letters),
            wrong=say.figure(round(left.wrong)),
            open=say.figure(round(left.open)),
            missed=say.figure(round(left.missed)),
        )
    ]
    if judged.counted < judged.pages:
        parts.append(say.say("ui.dashboard.so_far", done=judged.counted, n=judged.pages))
    if judged.unseen:
        parts.append(say.say("ui.dashboard.left.unseen", n=judged.unseen))
    return " ".join(parts)


def states_shown(now: Progressed, say: Catalogue) -> tuple[Sequence[Bar], Table]:
    """The project, then its documents: those with most pages to do first."""
    bars = [_states_bar(say.say("ui.dashboard.states.all"), now.states, say, strong=True)]
    documents = sorted(now.documents, key=lambda one: -_undone(one.states))
    bars += [_states_bar(one.title, one.states, say) for one in documents[:_DOCUMENTS]]
    if len(documents) > _DOCUMENTS:
        rest = documents[_DOCUMENTS:]
        summed = {state: sum(one.states[state] for one in rest) for state in State}
        bars.append(_states_bar(say.say("ui.dashboard.states.more", n=len(rest)), summed, say))
    head = [say.say("ui.dashboard.column.document"), *(_state(state, say) for state in _STATES)]
    rows: list[Sequence[str | int | float]] = [head]
    for one in now.documents:
        rows.append([one.title, *(one.states[state] for state in _STATES)])
    return bars, rows


def _states_bar(
    name: str, states: Mapping[State, int], say: Catalogue, *, strong: bool = False
) -> Bar:
    pages = sum(states.values())
    shares = []
    for state, fill in _STATES.items():
        words = say.say(
            "ui.dashboard.states.words", name=name, state=_state(state, say), n=states[state]
        )
        shares.append(Share(_state(state, say), states[state], fill, words))
    end = "ui.dashboard.states.end_all" if strong else "ui.dashboard.states.end"
    return Bar(name, tuple(shares), say.say(end, done=_signed(states), n=pages), strong)


def _undone(states: Mapping[State, int]) -> int:
    return sum(states.values()) - _signed(states)


def _signed(states: Mapping[State, int]) -> int:
    return sum(states[state] for state in SIGNED)


def _state(state: State, say: Catalogue) -> str:
    return say.say(f"ui.dashboard.states.{state.name.lower()}")


def people_shown(people: Sequence[Person], say: Catalogue) -> tuple[Sequence[Bar], Table]:
    """A row for each person: how words were decided, and how fast."""
    names = [*(f"rank{rank}" for rank in _RANKS), "kept", "typed"]
    head = [
        *(say.say(f"ui.dashboard.column.{name}") for name in ("person", "pages", "words")),
        *(say.say(f"ui.dashboard.people.{name}") for name in names),
        *(say.say(f"ui.dashboard.column.{name}") for name in ("hours", "pace")),
    ]
    rows: list[Sequence[str | int | float]] = [head]
    for one in people:
        taken = [one.taken.get(rank, 0) for rank in _RANKS]
        pace = round(one.pace) if one.pace else ""
        hours = round(one.hours, 2)
        rows.append([one.name, one.pages, one.words, *taken, one.kept, one.typed, hours, pace])
    return [_person_bar(one, say) for one in people], rows


def _person_bar(one: Person, say: Catalogue) -> Bar:
    parts = [(f"rank{rank}", one.taken.get(rank, 0), fill) for rank, fill in _RANKS.items()]
    parts += [("kept", one.kept, Fill.EMPTY), ("typed", one.typed, Fill.STRIPED)]
    shares = tuple(
        Share(
            say.say(f"ui.dashboard.people.{name}"),
            count,
            fill,
            say.say(
                "ui.dashboard.people.said",
                name=one.name,
                how=say.say(f"ui.dashboard.people.{name}"),
                count=say.figure(count),
                share=percent(count / one.words, say),
            ),
        )
        for name, count, fill in parts
    )
    words, pages = say.figure(one.words), one.pages
    end = (
        say.say("ui.dashboard.people.end", words=words, n=pages, pace=say.figure(one.pace, ",.0f"))
        if one.pace
        else say.say("ui.dashboard.people.end_untimed", words=words, n=pages)
    )
    return Bar(one.name, shares, end)


def kinds_shown(
    kinds: Mapping[Kind, tuple[int, int]], say: Catalogue
) -> tuple[Sequence[Bar], Table]:
    """A row for each kind of finding: settled, then open."""
    names = ("settled", "open")
    head = [
        say.say("ui.dashboard.column.kind"),
        *(say.say(f"ui.dashboard.kinds.{name}") for name in names),
    ]
    bars = []
    rows: list[Sequence[str | int | float]] = [head]
    found = sorted(kinds.items(), key=lambda pair: -sum(pair[1]))
    for kind, (still, settled) in found:
        title = say.say(f"ui.dashboard.kinds.{kind.name.lower()}")
        rows.append([title, settled, still])
        counts = {"settled": (settled, Fill.DEEP), "open": (still, Fill.EMPTY)}
        shares = tuple(
            Share(
                say.say(f"ui.dashboard.kinds.{name}"),
                count,
                fill,
                say.say(f"ui.dashboard.kinds.{name}_words", kind=title, count=say.figure(count)),
            )
            for name, (count, fill) in counts.items()
        )
        end = say.say(
            "ui.dashboard.kinds.end", open=say.figure(still), all=say.figure(still + settled)
        )
        bars.append(Bar(title, shares, end))
    return [bar for bar in bars if any(share.count for share in bar.shares)], rows


def pace_shown(times: Sequence[Stretch], step: timedelta, say: Catalogue) -> Sequence[Column]:
    """A column for each hour or day in which anybody worked."""
    hourly = step < timedelta(days=1)
    return [_column(one, hourly, say) for one in times]


def pace_about(times: Sequence[Stretch], say: Catalogue) -> str:
    """What is to be known of the columns: of those without a pace, only where there are any."""
    about = say.say("ui.dashboard.pace.about")
    untimed = any(not one.pace for one in times)
    return f"{about} {say.say('ui.dashboard.pace.about_untimed')}" if untimed else about


def _column(one: Stretch, hourly: bool, say: Catalogue) -> Column:
    day = _day(one.start, say)
    label = f"{one.start:%H}" if hourly else f"{one.start.day}"
    below = day if hourly else say.say("ui.dashboard.month", month=_month(one.start, say))
    when = say.say("ui.dashboard.hour", day=day, hour=label) if hourly else day
    words, pace = say.figure(one.words), say.figure(one.pace, ",.0f") if one.pace else ""
    said = (
        say.say("ui.dashboard.pace.words", when=when, words=words, pace=pace)
        if pace
        else say.say("ui.dashboard.pace.untimed", when=when, words=words)
    )
    row = (one.start.isoformat(timespec="minutes"), one.words, round(one.pace) if one.pace else "")
    return Column(label, below, one.pace, said, row)


def _day(at: datetime, say: Catalogue) -> str:
    return say.say("ui.dashboard.day", day=at.day, month=_month(at, say))


def _month(at: datetime, say: Catalogue) -> str:
    return say.say(f"ui.dashboard.months.{at.month}")
