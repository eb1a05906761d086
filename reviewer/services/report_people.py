"""What people did, in the words of a report: how much, how words were decided, what was judged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from reviewer.core.messages import Catalogue
from reviewer.core.record import Sort
from reviewer.core.report import Accepted, Judged, PersonSum, Report
from reviewer.core.sheet import (
    Bars,
    Cell,
    Column,
    Columns,
    Reach,
    Reaches,
    Row,
    Section,
    Table,
)
from reviewer.services.report_parts import heads, part_told, percent, section, slim, table

_DAYS = 62  # more of them are put together by the month
_NAMED = 6  # people with a column of their own
_SORTS = (Sort.WORDS, Sort.MARKS, Sort.LINES, Sort.HEADER, Sort.REVIEW, Sort.TALK, Sort.UNDO)
_WAYS = ("first", "second", "third", "later", "instead", "typed", "kept")


def decisions(report: Report, say: Catalogue) -> Section:
    """Who decided how much, and when."""
    if not report.decisions:
        return section("decisions", say, say.say("report.decisions.none"))
    people = say.say("report.people", n=len(report.people))
    lead = say.say("report.decisions.lead", n=report.decisions, people=people)
    names = ("person", *_SORTS, "all", "undone")
    by_person = table(
        say.say("report.decisions.by_person"),
        heads(say, *names),
        tuple(_person(one) for one in report.people),
        say,
    )
    monthly = len(report.days) > _DAYS
    counts = _by_month(report.days) if monthly else report.days
    caption = say.say(f"report.decisions.by_{'month' if monthly else 'day'}")
    columns = tuple(_column(day, sum(n.values()), monthly, say) for day, n in counts.items())
    by_day = _by_day(report, counts, monthly, caption, say)
    chart = Columns(caption, columns)
    return section("decisions", say, lead, chart, [slim(by_person), by_day])


def _person(one: PersonSum) -> tuple[Cell, ...]:
    return (one.name, *(one.acts.get(sort, 0) for sort in _SORTS), one.all, one.undone)


def _by_month(days: Mapping[date, Mapping[str, int]]) -> Mapping[date, Mapping[str, int]]:
    """The same by month, each named after its first day."""
    months: dict[date, Counter[str]] = {}
    for day, counts in days.items():
        months.setdefault(day.replace(day=1), Counter()).update(counts)
    return months


def _column(day: date, count: int, monthly: bool, say: Catalogue) -> Column:
    name = _when(day, monthly, say)
    month = say.say(f"ui.dashboard.months.{day.month}")
    label, under = (f"{day.month}", str(day.year)) if monthly else (f"{day.day}", month)
    return Column(label, under, count, f"{name}: {say.figure(count)}")


def _when(day: date, monthly: bool, say: Catalogue) -> str:
    if not monthly:
        return day.isoformat()
    month = say.say(f"ui.dashboard.months.{day.month}")
    return say.say("report.month_name", month=month, year=str(day.year))


def _by_day(
    report: Report,
    counts: Mapping[date, Mapping[str, int]],
    monthly: bool,
    caption: str,
    say: Catalogue,
) -> Table:
    """A row for each day; who decided little shares a column with others."""
    names = [one.name for one in report.people]
    named = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    others = len(named) < len(names)
    rows: list[tuple[Cell, ...]] = []
    for day, held in counts.items():
        own = [held.get(name, 0) for name in named]
        rest = [sum(held.values()) - sum(own)] if others else []
        rows.append((_when(day, monthly, say), *own, *rest, sum(held.values())))
    (when,) = heads(say, "month" if monthly else "day")
    last = heads(say, "others", "all") if others else heads(say, "all")
    return table(caption, (when, *named, *last), tuple(rows), say)


def accepted(report: Report, say: Catalogue) -> Section:
    """How words were decided, by the rank of the suggestion."""
    whole = report.accepted
    if not whole.all:
        return section("accepted", say, say.say("report.accepted.none"))
    lead = say.say("report.accepted.lead_none", n=say.figure(whole.all))
    if whole.offered:
        low, high = (percent(one, say) for one in whole.first.bounds)
        share = percent(whole.first.share, say)
        lead = say.say(
            "report.accepted.lead",
            offered=say.figure(whole.offered),
            part=say.figure(whole.ranks[0]),
            reach=f"{share} %, {low}–{high}",
        )
    people = [(one.name, one.accepted) for one in report.people]
    people = [one for one in people if one[1].all or one[1].automatic]
    everybody = (say.say("report.accepted.everybody"), whole)
    named = people if len(people) > 1 else []
    bars = [
        Row(name, _ways(one), say.figure(one.all), strong=one is whole)
        for name, one in (everybody, *named)
        if one.all
    ]
    caption = say.say("report.accepted.caption")
    rows = tuple(_words(name, one, say) for name, one in (*people, everybody))
    head = heads(say, "person", *_WAYS, "all", "automatic", "first_share")
    chart = Bars(caption, heads(say, *_WAYS), tuple(bars))
    return section("accepted", say, lead, chart, [slim(table(caption, head, rows, say))])


def _ways(one: Accepted) -> tuple[int, ...]:
    return (*one.ranks, one.instead, one.typed, one.kept)


def _words(name: str, one: Accepted, say: Catalogue) -> tuple[Cell, ...]:
    return (name, *_ways(one), one.all, one.automatic, part_told(one.first, say))


def judged(report: Report, say: Catalogue) -> Section:
    """What editors agreed to, rejected and wrote otherwise."""
    every = list(report.judged_by_kind.values())
    if not every:
        return section("judged", say, say.say("report.judged.none"))
    whole = Judged(
        sum(one.agreed for one in every),
        sum(one.rejected for one in every),
        sum(one.changed for one in every),
    )
    part = whole.disputed
    low, high = (percent(one, say) for one in part.bounds)
    lead = say.say(
        "report.judged.lead",
        of=say.figure(part.of),
        part=say.figure(part.part),
        reach=f"{percent(part.share, say)} %, {low}–{high}",
    )
    kinds = [(say.say(f"report.made.{made}"), one) for made, one in report.judged_by_kind.items()]
    all_of_them = (say.say("report.judged.all"), whole)
    reaches = [_reach(*all_of_them, say, strong=True), *(_reach(*one, say) for one in kinds)]
    chart = Reaches(say.say("report.judged.chart"), tuple(reaches))
    tables = [
        _judgements("kind", [*kinds, all_of_them], say),
        _judgements("person", list(report.judged_by_person.items()), say),
    ]
    return section("judged", say, lead, chart, tables)


def _judgements(by: str, rows: Sequence[tuple[str, Judged]], say: Catalogue) -> Table:
    head = heads(say, by, "judged", "agreed", "rejected", "changed", "disputed")
    return table(
        say.say(f"report.judged.by_{by}"),
        head,
        tuple(
            (
                *(name, one.disputed.of, one.agreed, one.rejected, one.changed),
                part_told(one.disputed, say),
            )
            for name, one in rows
        ),
        say,
    )


def _reach(name: str, one: Judged, say: Catalogue, *, strong: bool = False) -> Reach:
    part = one.disputed
    low, high = part.bounds
    told = part_told(part, say)
    words = f"{told.words}, n = {say.figure(part.of)}" if told else ""
    return Reach(name, 100 * part.share, 100 * low, 100 * high, words, strong)
