"""What the editor's cards say: changes, ends of pages, groups, samples, words to check."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from reviewer.core.findings import Finding
from reviewer.core.judging import Change, What
from reviewer.core.judging_sheet import Card, Sheet, Verdict
from reviewer.core.messages import Catalogue
from reviewer.core.reading import PageReading
from reviewer.core.sampling import Sample, size_needed
from reviewer.core.threads import Thread, threads
from reviewer.core.workflow import State
from reviewer.services.judging import Group, Reading, Survey, evidence_of
from reviewer.services.pages import PageView
from reviewer.services.untouched import Drawn, Untouched
from reviewer.ui.change_words import told, words_of
from reviewer.ui.history_words import why
from reviewer.ui.line_words import line_labels
from reviewer.ui.showing import when
from reviewer.ui.views.card_text import Run, Tone, head_of, one_line, tail_of
from reviewer.ui.views.fast_text import AROUND
from reviewer.ui.views.judging_shown import ChangeCardShown, NoteCardShown, ReadingShown

_LONG = 90  # characters of the line shown on either side of the change
_NAMES = 3  # people named where many made the changes of a group
_REASONS = 3  # lines of evidence
_JUDGING = ("approve", "reject", "other", "edit", "comment", "ask")
_WALKING = ("page", "tracked", "undo", "back", "forth")
_BACK = ("undo", "back", "forth")
_DONE = (Verdict.SIGNED, Verdict.REJECTED, Verdict.MINE)


def place_words(view: PageView, say: Catalogue) -> str:
    """The page as people name it."""
    title = view.document.title
    if len(view.document.pages) < 2:
        return title
    return say.say("judging.place", title=title, number=view.row.number)


def change_card(
    view: PageView,
    card: Card,
    survey: Survey,
    say: Catalogue,
    now: datetime,
    *,
    alike: bool = False,
    sampled: bool = False,
) -> ChangeCardShown:
    """A change. `alike` offers to judge all that are the same, `sampled`: it is one of a sample."""
    change, reading = card.change, view.reading
    words = words_of(change, reading, say)
    state = say.say(f"judging.state.{card.verdict}") if card.verdict is not Verdict.OPEN else ""
    kind = _kind(change, reading, say)
    above, below = around(reading, change.line)
    plain = change.span is not None and change.mark is None
    buttons = [name for name in _JUDGING if plain or name != "other"]
    if not plain and change.what is not What.ADDED:
        buttons.remove("edit")
    if card.verdict in (Verdict.REJECTED, Verdict.MINE):
        buttons = ["next", *(name for name in buttons if name == "comment")]
    more = ("alike",) if alike else ()
    spoken = told(change, reading, say) or f"{change.before or '–'} → {change.after or '–'}"
    return ChangeCardShown(
        key=(view.row.id, card.key),
        kind=kind,
        words=words,
        line=_line(change, reading, gone=card.verdict is Verdict.REJECTED),
        typed=change.after,
        above=above,
        below=below,
        who=" · ".join(filter(None, _who(change, say, now))),
        evidence=tuple(_evidence(view, change, survey, say)),
        thread=tuple(thread_words(view, change, say)),
        verdict=card.verdict,
        state=state,
        recedes=card.verdict in _DONE,
        spoken=". ".join(filter(None, (kind, spoken, state))),
        buttons=(
            *buttons,
            *more,
            *(_WALKING[2:] if sampled else _WALKING),
        ),
    )


def _kind(change: Change, reading: PageReading, say: Catalogue) -> str:
    labels = line_labels(reading)
    label = labels[change.line] if change.line < len(labels) else ""
    kind = say.say(f"judging.kind.{change.what}")
    return f"{kind} · {say.say('judging.line', label=label)}" if label else kind


def _who(change: Change, say: Catalogue, now: datetime) -> Iterable[str]:
    decision = change.decision
    return decision.by, when(decision.at, say, now), why(decision, say)


def around(reading: PageReading, line: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines with words above and below a line, those nearest to it."""
    above = [one.text for one in reading.lines[max(0, line - 12) : line] if one.text.strip()]
    below = [one.text for one in reading.lines[line + 1 : line + 13] if one.text.strip()]
    return tuple(above[-AROUND:]), tuple(below[:AROUND])


def _line(change: Change, reading: PageReading, *, gone: bool) -> tuple[Run, ...]:
    if change.what is What.LINE:
        return (Run(head_of(one_line(change.right), 2 * _LONG), Tone.STRONG),)
    left, right = change.left, change.right
    if not gone and change.line < len(reading.lines):
        text = reading.lines[change.line].text
        left, right = text[: change.column], text[change.column + len(change.after) :]
    middle = Run(one_line(change.after), Tone.STRONG)
    if gone or not change.after:
        middle = Run(one_line(change.before), Tone.STRONG if gone else Tone.STRUCK)
    runs = (Run(tail_of(one_line(left), _LONG)), middle, Run(head_of(one_line(right), _LONG)))
    return tuple(run for run in runs if run.text)


def _evidence(view: PageView, change: Change, survey: Survey, say: Catalogue) -> Iterable[str]:
    yield from (say.say(message) for message in evidence_of(view, change)[:_REASONS])
    again = survey.times(change) - 1
    if again > 0:
        yield say.say("judging.again", n=again)
    if change.likeness:
        for text, n in survey.otherwise(change)[:2]:
            yield say.say("judging.otherwise", n=n, before=change.likeness[1], after=text)


def thread_words(view: PageView, change: Change, say: Catalogue) -> Iterable[str]:
    """What was said about a change or its words."""
    for thread in threads(view.decisions):
        about = thread.about in change.rejected
        meets = thread.words is not None and change.span is not None
        if about or (meets and thread.words.touches(change.span)):  # type: ignore[union-attr, arg-type]
            yield from _thread(thread, say)


def _thread(thread: Thread, say: Catalogue) -> Iterable[str]:
    known = "judging.asked_by" if thread.waits else "judging.said_by"
    yield say.say(known, name=thread.by, text=thread.text)
    for reply in thread.replies:
        yield say.say("judging.said_by", name=reply.by, text=reply.text)


def readings_shown(readings: Sequence[Reading], say: Catalogue) -> tuple[ReadingShown, ...]:
    """Other readings, with where each is from."""
    return tuple(ReadingShown(one.text, _origin(one, say)) for one in readings)


def _origin(reading: Reading, say: Catalogue) -> str:
    if reading.suggestion is None:
        return say.say(f"judging.other_{reading.origin}", name=reading.by)
    likely = round(100 * reading.suggestion.probability)
    known = "suggestion" if likely else "hardly"
    return say.say(f"judging.other_{known}", percent=likely)


# -- notes between changes ------------------------------------------------------------------------


def page_note(
    view: PageView,
    sheet: Sheet,
    own: str,
    header: Sequence[tuple[str, str]],
    keys: Mapping[str, str],
    say: Catalogue,
) -> NoteCardShown:
    """The end of a page: what became of its changes, and what Enter does.

    `own` says why the person cannot sign it ("own", "own_sent"), empty where they can. `header` are
    fields of the document and their values that go with it.
    """
    state, standing = view.standing.state, view.standing
    counts = _counts(sheet, say)
    doubts = (
        say.say("judging.page.doubts", n=len(view.open), key=keys["spots"]) if view.open else ""
    )
    fields = "; ".join(f"{name}: {value or '–'}" for name, value in header)
    goes = say.say("judging.page.header", n=len(header), fields=fields) if header else ""
    checks = ("spots", "chance") if state is State.SUBMITTED else ()

    def note(headline: str, advice: str, *buttons: str, **values: str) -> NoteCardShown:
        lines = filter(None, (counts, goes, doubts, say.say(f"judging.page.{advice}", **values)))
        return NoteCardShown(say.say(f"judging.page.{headline}"), (), tuple(lines), buttons)

    if state is not State.SUBMITTED:
        known = "returned" if state is State.RETURNED else "approved"
        return note(known, "next", "next", "undo", "back")
    if sheet.next_open() is not None:
        return note("left", "first", "to_open", *checks, *_WALKING, key=keys["page"])
    if standing.questions:
        return note(
            "asked", "back", "return_page", *checks, *_WALKING[1:], name=standing.submitted_by
        )
    if own:
        return note(own, "next", "next", *checks, *_WALKING[1:])
    known = "done" if sheet.cards else "unchanged"
    return note(known, "sign", "sign_page", *checks, *_WALKING[1:])


def _counts(sheet: Sheet, say: Catalogue) -> str:
    known = {
        Verdict.SIGNED: "signed",
        Verdict.REJECTED: "rejected",
        Verdict.ASKED: "asked_about",
        Verdict.MINE: "mine",
        Verdict.OPEN: "open",
    }
    found = Counter(card.verdict for card in sheet.cards)
    parts = [say.say(f"judging.page.{known[one]}", n=found[one]) for one in known if found[one]]
    if not parts:
        return ""
    return say.say("judging.page.changes", n=len(sheet.cards), parts=", ".join(parts))


def group_note(
    change: Change,
    group: Group,
    size: int,
    rate: float,
    reading: PageReading,
    key: str,
    say: Catalogue,
) -> NoteCardShown:
    """Changes that are the same: what judging a sample of them would come to."""
    total = len(group.spots)
    names = ", ".join(list(dict.fromkeys(spot.by for spot in group.spots))[:_NAMES])
    pages = len({spot.page for spot in group.spots})
    made = "batch" if group.batch else "apart"
    enough = size < total
    how = (
        say.say("judging.group.how", size=size, rate=say.figure(100 * rate, "g"))
        if enough
        else say.say("judging.group.all", size=size)
    )
    lines = (
        say.say(f"judging.group.{made}", name=names, names=names, pages=pages),
        how,
        say.say("judging.group.single", key=key),
    )
    buttons = ("draw", "single", *_BACK) if enough else ("single", *_BACK)
    headline = say.say("judging.group.headline", n=total)
    return NoteCardShown(headline, words_of(change, reading, say), lines, buttons)


def result_note(
    sample: Sample, rate: float, words: tuple[Run, ...], key: str, say: Catalogue
) -> NoteCardShown:
    """What a sample says of the places that nobody looked at."""
    known = "judging.result.wrong" if sample.wrong else "judging.result.right"
    headline = say.say(known, n=sample.wrong, size=sample.size)
    low, high = sample.interval
    least, most = sample.left
    between = say.say("judging.result.between", low=figure(low, say), high=figure(high, say))
    rest = say.say("judging.result.rest", rest=sample.rest, least=least, most=most)
    lines, buttons = [f"{between} {rest}"], ["undo", "back"]
    if sample.allows(rate):
        lines.append(say.say("judging.result.sign", rest=sample.rest))
        buttons = ["sign_rest", "single", *buttons]
    else:
        lines.append(say.say("judging.result.refused", rate=say.figure(100 * rate, "g")))
        more = size_needed(sample.total, rate, sample.wrong) - sample.size
        if more < sample.rest:
            lines.append(say.say("judging.result.more", more=more))
            buttons = ["more", "single", *buttons]
        else:
            lines.append(say.say("judging.result.no_more", key=key))
            buttons = ["single", *buttons]
    return NoteCardShown(headline, words, tuple(lines), tuple(buttons))


def left_note(words: tuple[Run, ...], say: Catalogue) -> NoteCardShown:
    """The end of a sample of which some places were passed over."""
    return NoteCardShown(say.say("judging.result.left"), words, (), ("more", "single", "back"))


def end_note(signed: int, returned: int, waits: int, key: str, say: Catalogue) -> NoteCardShown:
    """The end of all pages that waited."""
    counts = (("approved", signed), ("returned", returned), ("waits", waits))
    parts = [say.say(f"judging.end.{known}", n=n) for known, n in counts if n]
    known = "headline" if parts else "none"
    lines = (", ".join(parts), say.say("judging.end.advice", key=key))
    buttons = ("leave", "undo", "back") if parts else ("leave",)
    return NoteCardShown(say.say(f"judging.end.{known}"), (), tuple(filter(None, lines)), buttons)


def figure(share: float, say: Catalogue) -> str:
    """A share in per cent, to one digit behind the point where it is small."""
    percent = 100 * share
    return say.figure(percent, ".1f" if 0 < percent < 10 else ".0f")


def questions_words(view: PageView) -> str:
    """What the transcriber reads first when a page comes back: its questions."""
    return " ".join(thread.text for thread in threads(view.decisions) if thread.waits)


# -- words that nobody touched --------------------------------------------------------------------


def check_card(view: PageView, word: Untouched, say: Catalogue) -> ChangeCardShown:
    """A word to check: where it stands, and why it is doubtful."""
    reading = view.reading
    text = reading.text_of(word.span)
    place = reading.place_of(word.span.first)
    line, start = (place[0], reading.lines[place[0]].starts[place[1]]) if place else (0, 0)
    whole = reading.lines[line].text if line < len(reading.lines) else text
    above, below = around(reading, line)
    finding = view.finding(word.finding)
    if word.probability is None:
        kind = say.say("judging.spots.chance")
    elif finding is None:
        kind = say.say("judging.spots.noisy")
    else:
        kind = say.say("judging.spots.likely", percent=round(100 * word.probability))
    runs = (
        Run(tail_of(one_line(whole[:start]), _LONG)),
        Run(one_line(text), Tone.STRONG),
        Run(head_of(one_line(whole[start + len(text) :]), _LONG)),
    )
    return ChangeCardShown(
        key=(view.row.id, -1 - word.span.first),
        kind=kind,
        words=(Run(text),),
        line=tuple(run for run in runs if run.text),
        above=above,
        below=below,
        evidence=tuple(_doubts(finding, say)) if finding else (),
        spoken=f"{kind}. {text}",
        buttons=("right", "wrong", *_BACK),
    )


def _doubts(finding: Finding, say: Catalogue) -> Iterable[str]:
    yield from (say.say(reason) for reason in finding.reasons[:_REASONS])
    for one in finding.suggestions[:_NAMES]:
        percent = round(100 * one.probability)
        known = "likely" if percent else "hardly"
        yield say.say(f"judging.perhaps.{known}", text=one.text or "–", percent=percent)


def check_note(
    wrong: Collection[int], seen: Collection[int], drawn: Drawn | None, key: str, say: Catalogue
) -> NoteCardShown:
    """What checking came to."""
    asked = say.say("judging.spots.asked", n=len(wrong)) if wrong else ""
    go = say.say("judging.spots.go")
    buttons = ("next", "undo", "back")
    if drawn is None:
        if not seen:
            more = say.say("judging.spots.none_more", key=key)
            return NoteCardShown(say.say("judging.spots.none"), (), (more, go), ("next", "chance"))
        done = tuple(filter(None, (asked, go)))
        return NoteCardShown(say.say("judging.spots.done"), (), done, buttons)
    sample = Sample(len(seen), drawn.total, len(wrong), drawn.seed)
    low, high = sample.interval
    counted = say.say(
        "judging.spots.counted",
        low=figure(low, say),
        high=figure(high, say),
        total=drawn.total,
    )
    headline = say.say("judging.spots.wrong", n=sample.wrong, size=sample.size)
    lines = tuple(filter(None, (counted if seen else "", asked, go)))
    return NoteCardShown(headline, (), lines, buttons)
