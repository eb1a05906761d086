"""A report in words: a sheet with sections, drawings, tables, and how each was counted.

`report_people` says what people did, this module the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reviewer.core.figures import Left
from reviewer.core.messages import Catalogue
from reviewer.core.report import DocumentSum, Part, Report, Waited
from reviewer.core.sheet import (
    Bars,
    Cell,
    Reach,
    Reaches,
    Row,
    Section,
    Sheet,
    Told,
)
from reviewer.core.workflow import SIGNED, State
from reviewer.services.report_parts import heads, percent, section, slim, table
from reviewer.services.report_people import accepted, decisions, judged

SHOWN = 12  # documents drawn one by one; all stand in the table


def sheet_of(report: Report, say: Catalogue) -> Sheet:
    """The report as it is read."""
    return Sheet(
        language=say.language,
        title=say.say("report.title", project=report.project),
        about=_about(report, say),
        facts=tuple(_facts(report, say)),
        sections=(
            _states(report, say),
            decisions(report, say),
            accepted(report, say),
            judged(report, say),
            _waited(report.waited, say),
            _threads(report, say),
            _left(report, say),
            _engine(report, say),
        ),
        source=say.say("report.source"),
        foot=say.say("report.foot"),
        methods=say.say("report.methods"),
    )


def _about(report: Report, say: Catalogue) -> str:
    scope, made = report.scope, report.made.astimezone()
    if scope.documents:
        title = report.documents[0].title if report.documents else ""
        documents = say.say("report.some_documents", n=len(scope.documents), title=title)
    else:
        documents = say.say("report.all_documents", n=len(report.documents))
    first, last = (_day(day) for day in (scope.first, scope.last))
    known = {(False, False): "since_ever", (True, False): "since", (False, True): "until"}
    days = known.get((bool(first), bool(last)), "between")
    return say.say(
        "report.about",
        documents=documents,
        days=say.say(f"report.{days}", first=first, last=last),
        day=made.day,
        month=say.say(f"ui.dashboard.months.{made.month}"),
        year=str(made.year),
        version=report.version,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _facts(report: Report, say: Catalogue) -> Iterator[tuple[str, str]]:
    signed = sum(report.states.get(state, 0) for state in SIGNED)
    of = {"part": say.figure(signed), "of": say.figure(report.pages)}
    if report.left.letters:
        share, low, high = (percent(one, say) for one in report.left.shares)
        left = say.say("report.reach", share=share, low=low, high=high)
    else:
        known = "nothing_left" if signed and signed == report.pages else "unknown"
        left = say.say(f"report.fact.{known}")
    for name, figure in (
        ("pages", say.figure(report.pages)),
        ("signed", say.say("report.fact.signed_of", **of)),
        ("words", say.figure(report.words)),
        ("decisions", say.figure(report.decisions)),
        ("people", say.figure(len(report.people))),
        ("left", left),
    ):
        yield say.say(f"report.fact.{name}"), figure


def _order() -> Sequence[State]:
    """States as they are drawn: what is done stands first."""
    first = [state for state in State if state in SIGNED]
    rest = (State.SUBMITTED, State.IN_WORK, State.RETURNED, State.NEW)
    return (*first, *rest)


def _states(report: Report, say: Catalogue) -> Section:
    states = [state for state in _order() if report.states.get(state)]
    names = [say.say(f"ui.state.{state.name.lower()}") for state in states]
    signed = Part(sum(report.states.get(one, 0) for one in SIGNED), report.pages)
    bars = [_bar(say.say("report.left.all"), report.states, states, say, strong=True)]
    if len(report.documents) > 1:
        undone = sorted(report.documents, key=lambda one: -_undone(one))
        bars += [_bar(one.title, one.states, states, say) for one in undone[:SHOWN]]
    rows = tuple(
        (name, report.states[state], _percent(Part(report.states[state], report.pages), say))
        for name, state in zip(names, states, strict=True)
    )
    title = say.say("report.states.title")
    lead = say.say(
        "report.states.lead",
        n=report.pages,
        signed=say.figure(signed.part),
        share=percent(signed.share, say),
    )
    chart = Bars(title, tuple(names), tuple(bars)) if states else None
    return section(
        "states", say, lead, chart, [table(title, heads(say, "state", "pages", "share"), rows, say)]
    )


def _bar(
    name: str,
    held: Mapping[State, int],
    states: Sequence[State],
    say: Catalogue,
    *,
    strong: bool = False,
) -> Row:
    done, pages = sum(held.get(one, 0) for one in SIGNED), sum(held.values())
    end = say.say("report.fact.signed_of", part=say.figure(done), of=say.figure(pages))
    return Row(name, tuple(held.get(state, 0) for state in states), end, strong)


def _undone(document: DocumentSum) -> int:
    return document.pages - sum(document.states.get(one, 0) for one in SIGNED)


def _percent(part: Part, say: Catalogue) -> Told:
    return Told(part.share, say.say("report.percent", share=percent(part.share, say)))


def _waited(waited: Waited | None, say: Catalogue) -> Section:
    if waited is None:
        return section("waited", say, say.say("report.waited.none"))

    median, low, high = (
        Told(one, say.figure(one, ".1f")) for one in (waited.median, waited.low, waited.high)
    )
    lead = say.say("report.waited.lead", n=waited.pages, median=median.words)
    head = heads(say, "pages", "median", "quarter", "three_quarters")
    found = table(say.say("report.waited.caption"), head, ((waited.pages, median, low, high),), say)
    return section("waited", say, lead, tables=[found])


def _threads(report: Report, say: Catalogue) -> Section:
    now = report.threads
    if not now.opened:
        return section("threads", say, say.say("report.threads.none"))
    row = (say.say("report.head.all"), now.opened, now.settled, now.open, now.asking)
    title = say.say("report.threads.caption")
    head = ("talk", "opened", "settled", "open", "asking")
    lead = say.say("report.threads.lead", n=now.opened, open=say.figure(now.open))
    return section("threads", say, lead, tables=[table(title, heads(say, *head), (row,), say)])


def _left(report: Report, say: Catalogue) -> Section:
    left, pages = report.left, report.left.overlooking.pages
    more = say.say("report.left.learnt", n=pages) if pages else ""
    rows = tuple(_document(one, say) for one in report.documents)
    head = heads(
        say,
        *("document", "pages", "approved", "words", "decisions"),
        *("letters", "rate", "signed_letters", "unseen"),
    )
    found = slim(table(say.say("report.left.caption"), head, rows, say))
    if not left.letters:
        return section("left", say, say.say("report.left.none"), tables=[found], more=more)
    share, low, high = (percent(one, say) for one in left.shares)
    lead = say.say(
        "report.left.lead",
        share=share,
        low=low,
        high=high,
        wrong=say.figure(round(left.wrong)),
        letters=say.figure(left.letters),
        open=say.figure(round(left.open)),
        missed=say.figure(round(left.missed)),
    )
    worst = sorted(
        (one for one in report.documents if one.left.letters), key=lambda one: -one.left.wrong
    )
    reaches = [_reach(say.say("report.left.all"), left, say, strong=True)]
    if len(report.documents) > 1:
        reaches += [_reach(one.title, one.left, say) for one in worst[:SHOWN]]
    chart = Reaches(say.say("report.left.chart"), tuple(reaches))
    return section("left", say, lead, chart, [found], more)


def _document(one: DocumentSum, say: Catalogue) -> tuple[Cell, ...]:
    return (
        one.title,
        one.pages,
        one.pages - _undone(one),
        one.words,
        one.decisions,
        one.left.letters,
        _rate(one.left, say) if one.left.letters else None,
        one.signed,
        one.unseen,
    )


def _rate(left: Left, say: Catalogue) -> Told:
    share, low, high = (percent(one, say) for one in left.shares)
    return Told(left.shares[0], say.say("report.reach", share=share, low=low, high=high))


def _reach(name: str, left: Left, say: Catalogue, *, strong: bool = False) -> Reach:
    share, low, high = (100 * one for one in left.shares)
    return Reach(name, share, low, high, _rate(left, say).words, strong)


def _engine(report: Report, say: Catalogue) -> Section:
    rows = tuple(
        (stamp.engine, stamp.dictionary[:12], pages) for stamp, pages in report.stamps.items()
    )
    if not rows:
        return section("engine", say, say.say("report.engine.none"))
    lead = say.say("report.engine.lead", version=report.version)
    found = table(
        say.say("report.engine.caption"), heads(say, "engine", "dictionary", "pages"), rows, say
    )
    return section("engine", say, lead, tables=[found])
