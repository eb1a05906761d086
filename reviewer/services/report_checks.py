"""What was asked and what was sampled, in the words of a report."""

from collections.abc import Sequence
from datetime import datetime

from reviewer.core.messages import Catalogue
from reviewer.core.report import DocumentSum, Report, Sampled, Talk, Talker
from reviewer.core.sampling import Sample
from reviewer.core.sheet import Cell, Reach, Reaches, Section, Table, Told
from reviewer.core.spot_checks import Check
from reviewer.services.report_parts import days_taken, heads, percent, section, slim, table

_SHOWN = 12  # samples drawn one by one, the newest; all stand in the table
_NAMED = 8  # letters of a step's name, which are enough to find it in the record
_HYPHEN = "\u2011"  # at which no line is broken
_FOUND = ("places", "drawn", "wrong_ones", "sampled_rate", "wrong_unseen")


def samples(report: Report, say: Catalogue) -> Section:
    """What random samples came to: of changes signed unseen, and of words that nobody touched."""
    leads, tables, reaches = [], list[Table](), list[Reach]()
    if report.samples:
        whole = [(_name(one, say), one) for one in report.samples]
        leads.append(_told("lead", [one.sample for _, one in whole], say))
        tables += [_signed(whole, say), _whence(whole, say)]
        reaches += [_reach(name, one.sample, say) for name, one in whole[-_SHOWN:]]
    if report.checks:
        leads.append(_told("lead_words", [one.sample for one in report.checks], say))
        tables.append(_words(report.checks, say))
        untouched = say.say("report.samples.untouched")
        reaches += [_reach(untouched, one.sample, say) for one in report.checks[-_SHOWN:]]
    if not leads:
        return section("samples", say, say.say("report.samples.none"))
    chart = Reaches(say.say("report.samples.chart"), tuple(reaches))
    return section("samples", say, " ".join(leads), chart, tables)


def _told(name: str, samples: Sequence[Sample], say: Catalogue) -> str:
    size = sum(one.size for one in samples)
    wrong = sum(one.wrong for one in samples)
    return say.say(
        f"report.samples.{name}",
        n=len(samples),
        total=say.figure(sum(one.total for one in samples)),
        size=say.figure(size),
        wrong=say.figure(wrong),
        share=percent(wrong / size if size else 0.0, say),
    )


def _signed(whole: Sequence[tuple[str, Sampled]], say: Catalogue) -> Table:
    """What was signed, and what the samples say of it."""
    rows = tuple((name, one.by, *_found(one.sample, say)) for name, one in whole)
    head = heads(say, "change", "signed_by", *_FOUND)
    return table(say.say("report.samples.caption"), head, rows, say)


def _words(checks: Sequence[Check], say: Catalogue) -> Table:
    """Samples of words that nobody touched."""
    rows = tuple((one.by, _day(one.moment), one.pages, *_found(one.sample, say)) for one in checks)
    head = heads(say, "judged_by", "day", "pages", *_FOUND)
    return table(say.say("report.samples.words"), head, rows, say)


def _day(at: datetime) -> str:
    """A day, which no line's end parts."""
    return f"{at.astimezone().date()}".replace("-", _HYPHEN)


def _found(sample: Sample, say: Catalogue) -> tuple[Cell, ...]:
    """What a sample came to, under `_FOUND`."""
    least, most = sample.left
    unseen = say.say("report.samples.unseen", low=say.figure(least), high=say.figure(most))
    counts = sample.total, sample.size, sample.wrong
    return (*counts, _rate(sample, say), Told(most, unseen))


def _whence(whole: Sequence[tuple[str, Sampled]], say: Catalogue) -> Table:
    """Where the changes came from that were signed."""
    rows = tuple(
        (
            *(name, ", ".join(one.people), say.say(f"report.made.{one.made}")),
            *(one.batch[:_NAMED] or None, one.signing[:_NAMED], _day(one.at), one.pages),
        )
        for name, one in whole
    )
    head = heads(say, "change", "changed_by", "came_about", "step", "signed_in", "day", "pages")
    return slim(table(say.say("report.samples.whence"), head, rows, say))


def _name(one: Sampled, say: Catalogue) -> str:
    """What was sampled: the change that all places have in common, else its kind."""
    if one.after and one.before:
        return say.say("report.samples.read", before=one.before, after=one.after)
    return one.after or say.say(f"report.made.{one.made}")


def _rate(sample: Sample, say: Catalogue) -> Told:
    low, high = (percent(share, say) for share in sample.interval)
    share = percent(sample.rate, say)
    return Told(sample.rate, say.say("report.reach", share=share, low=low, high=high))


def _reach(name: str, sample: Sample, say: Catalogue) -> Reach:
    low, high = (100 * share for share in sample.interval)
    words = f"{_rate(sample, say).words}, n = {say.figure(sample.size)}"
    return Reach(name, 100 * sample.rate, low, high, words)


def threads(report: Report, say: Catalogue) -> Section:
    """What people asked one another, and what of it is open."""
    now = report.threads.all
    if not now.opened:
        return section("threads", say, say.say("report.threads.none"))
    lead = say.say("report.threads.lead", n=now.opened, open=say.figure(now.open))
    if now.asking:
        pages = say.say("report.threads.pages", n=now.pages)
        lead = f"{lead} {say.say('report.threads.asking', n=now.asking, pages=pages)}"
    tables = [_by_document(report, say), _by_person(report, say)]
    if report.threads.took is not None:
        tables.append(days_taken("threads", "settled", report.threads.took, say))
    return section("threads", say, lead, tables=tables)


def _by_document(report: Report, say: Catalogue) -> Table:
    head = heads(say, "document", "opened", "settled", "open", "asking", "asking_pages")
    spoken = [one for one in report.documents if one.talk.opened]
    rows = [_talk(one.title, one.talk) for one in sorted(spoken, key=_unanswered)]
    whole = _talk(say.say("report.left.all"), report.threads.all)
    if len(rows) != 1:
        rows.append(whole)
    return table(say.say("report.threads.caption"), head, rows, say)


def _unanswered(one: DocumentSum) -> tuple[int, int]:
    return -one.talk.asking, -one.talk.open


def _talk(name: str, one: Talk) -> tuple[Cell, ...]:
    return (name, one.opened, one.settled, one.open, one.asking, one.pages)


def _by_person(report: Report, say: Catalogue) -> Table:
    head = heads(say, "person", "opened", "answered", "settled")
    rows = [_talker(name, one) for name, one in report.threads.people.items()]
    return slim(table(say.say("report.threads.by_person"), head, rows, say))


def _talker(name: str, one: Talker) -> tuple[Cell, ...]:
    return (name, one.opened, one.answered, one.settled)
