"""A report in words: a sheet with sections, drawings, tables, and how each was counted.

`report_people` says what people did, `report_checks` what was asked and sampled, this module the
rest.
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
    Table,
    Told,
)
from reviewer.core.workflow import SIGNED, State
from reviewer.services.report_checks import samples, threads
from reviewer.services.report_parts import days_taken, heads, percent, section, slim, table
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
            samples(report, say),
            _waited(report.waited, say),
            threads(report, say),
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
    known = "nothing_left" if signed and signed == report.pages else "unknown"
    left = _rate(report.left, say).words if report.left.letters else say.say(f"report.fact.{known}")
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
    median = say.figure(waited.median, ".1f")
    lead = say.say("report.waited.lead", n=waited.count, median=median)
    return section("waited", say, lead, tables=[days_taken("waited", "pages", waited, say)])


def _left(report: Report, say: Catalogue) -> Section:
    """What is still wrong: where nobody signed, where somebody did, and in all."""
    pages = report.left.overlooking.pages
    more = say.say("report.left.learnt", n=pages) if pages else ""
    tables = [_documents(report, say)]
    if not report.whole.letters:
        return section("left", say, say.say("report.left.none"), tables=tables, more=more)
    stands = [
        (say.say(f"report.left.{name}"), left)
        for name, left in (
            ("open", report.left),
            ("approved", report.approved),
            ("whole", report.whole),
        )
        if left.letters
    ]
    leads = [
        say.say(
            f"report.left.lead_{name}",
            share=_rate(left, say).words,
            wrong=say.figure(round(left.wrong)),
            letters=say.figure(left.letters),
            open=say.figure(round(left.open)),
            missed=say.figure(round(left.missed)),
        )
        for name, left in (("open", report.left), ("approved", report.approved))
        if left.letters
    ]
    reaches = [_reach(*one, say, strong=True) for one in stands]
    if len(report.documents) > 1:
        worst = sorted(report.documents, key=lambda one: -one.left.wrong)
        reaches += [_reach(one.title, one.left, say) for one in worst[:SHOWN] if one.left.letters]
    chart = Reaches(say.say("report.left.chart"), tuple(reaches))
    head = heads(say, "stand", "pages", "letters", "doubtful", "overlooked", "rate")
    rows = tuple(_stand(*one, say) for one in stands)
    tables.insert(0, table(say.say("report.left.by_stand"), head, rows, say))
    if len(report.documents) > 1:
        tables.insert(1, _rates(report, say))
    return section("left", say, " ".join(leads), chart, tables, more)


def _stand(name: str, left: Left, say: Catalogue) -> tuple[Cell, ...]:
    wrong = (round(left.open), round(left.missed))
    return (name, left.pages, left.letters, *wrong, _rate(left, say))


def _rates(report: Report, say: Catalogue) -> Table:
    """The error rates of the documents."""
    head = heads(say, "document", "letters", "rate", "approved_letters", "approved_rate")
    rows = tuple(
        (
            one.title,
            *(one.left.letters, _rate(one.left, say) if one.left.letters else None),
            *(one.approved.letters, _rate(one.approved, say) if one.approved.letters else None),
        )
        for one in report.documents
    )
    return slim(table(say.say("report.left.by_document"), head, rows, say))


def _documents(report: Report, say: Catalogue) -> Table:
    """What the documents are."""
    head = heads(say, "document", "pages", "approved", "words", "decisions", "unseen")
    rows = tuple(
        (one.title, one.pages, one.pages - _undone(one), one.words, one.decisions, one.unseen)
        for one in report.documents
    )
    return slim(table(say.say("report.left.caption"), head, rows, say))


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
