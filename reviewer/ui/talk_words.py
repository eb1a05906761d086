"""From threads to what views show of them."""

from dataclasses import replace
from datetime import UTC, datetime

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.messages import Catalogue
from reviewer.core.reading import in_force
from reviewer.core.threads import Answer, Thread, words_now
from reviewer.core.workflow import State
from reviewer.services.pages import PageView
from reviewer.services.talk import ThreadRow
from reviewer.ui.desk_words import key_of
from reviewer.ui.mark_words import short
from reviewer.ui.showing import when
from reviewer.ui.talk_places import Spot, in_order, place_of, threads_at, words_of_thread
from reviewer.ui.views.history_rows import RowShown
from reviewer.ui.views.thread_shown import SaidShown, ThreadShown
from reviewer.ui.views.thread_strip import MOST, AskedShown, StripShown


def about_words(page: PageView, thread: Thread, say: Catalogue) -> str:
    """What a thread is about."""
    span = words_of_thread(page, thread)
    text = page.reading.text_of(span) if place_of(page.reading, span) and span else ""
    return say.say("talk.about", words=short(" ".join(text.split()))) if text else _whole(say)


def _whole(say: Catalogue) -> str:
    return say.say("talk.about_page")


def show_thread(thread: Thread, about: str, say: Catalogue, now: datetime) -> ThreadShown:
    """A thread as it is read."""
    first = Answer(thread.id, thread.text, thread.by, thread.at)
    said = tuple(
        SaidShown(one.by, when(one.at, say, now), one.text or say.say("talk.no_words"))
        for one in (first, *thread.replies)
    )
    return ThreadShown(
        int(thread.id), about, status_words(thread, say), said, thread.asks, thread.open
    )


def status_words(thread: Thread, say: Catalogue) -> str:
    """How a thread stands."""
    if not thread.open:
        return say.say("talk.status.settled", name=thread.closed_by)
    return say.say(f"talk.status.{'asks' if thread.asks else 'open'}")


def strip_of(
    page: PageView, at_hand: DecisionId | None, say: Catalogue
) -> tuple[StripShown | None, str]:
    """The strip over the card, and how many questions it leaves out, in words."""
    open_here = [one for one in page.threads if one.open]
    waits = sum(one.asks for one in open_here)
    back = page.standing.state is State.RETURNED
    if not back:
        if not open_here:
            return None, ""
        asked = tuple(_asked(page, one, at_hand, say) for one in open_here if one.id == at_hand)
        return StripShown(open_words(len(open_here), waits, say), "", asked, waits > 0), ""
    asked_here = _asked_in(page)
    ahead = sorted(asked_here, key=lambda one: (one.id != at_hand, not one.open))[:MOST]
    rows = [_asked(page, one, at_hand, say) for one in asked_here if one in ahead]
    left = len(asked_here) - len(rows)
    name, comment = _sent_back(page)
    headline = say.say("talk.strip.returned", name=name)
    if asked_here:
        done = sum(not one.open for one in asked_here)
        headline = say.say("talk.strip.asked", name=name, done=done, n=len(asked_here))
    shown = StripShown(headline, comment, tuple(rows), waits > 0, returned=True)
    return shown, say.say("talk.strip.more", n=left) if left else ""


def open_words(threads: int, waits: int, say: Catalogue) -> str:
    """How much is open on a page."""
    known = say.say("talk.questions", n=waits) if waits else ""
    rest = say.say("talk.threads", n=threads - waits) if threads > waits else ""
    return " · ".join(filter(None, (known, rest)))


def _asked(
    page: PageView, thread: Thread, at_hand: DecisionId | None, say: Catalogue
) -> AskedShown:
    text = " ".join(thread.text.split()) or say.say("talk.no_words")
    about = replace(thread, words=words_of_thread(page, thread))
    words = " ".join(words_now(about, page.reading).split())
    if words:
        text = say.say("talk.strip.row", words=short(words), text=text)
    return AskedShown(int(thread.id), text, not thread.open, thread.id == at_hand)


def _asked_in(page: PageView) -> list[Thread]:
    """What is to be ticked off: open questions, and those asked since the page was submitted."""
    submitted = [one.id for one in page.decisions if isinstance(one.act, d.Submit)]
    since = submitted[-1] if submitted else 0
    asked = [one for one in page.threads if one.asks and (one.open or one.id > since)]
    order = {one.id: n for n, one in enumerate(in_order(page))}
    return sorted(asked, key=lambda one: (order.get(one.id, len(order)), one.id))


def _sent_back(page: PageView) -> tuple[str, str]:
    """Who sent the page back last, with which comment."""
    back = [one for one in in_force(page.decisions) if isinstance(one.act, d.Return)]
    if not back or not isinstance(back[-1].act, d.Return):
        return "", ""
    return back[-1].by, back[-1].act.comment


def row_of(row: ThreadRow, say: Catalogue, now: datetime) -> RowShown:
    """A thread as the room lists it."""
    thread = row.thread
    text = " ".join(thread.text.split()) or say.say("talk.no_words")
    if row.words:
        text = say.say("talk.strip.row", words=short(" ".join(row.words.split())), text=text)
    foot = (
        status_words(thread, say),
        place_words(row, say),
        thread.by,
        when(thread.last.at, say, now),
        say.say("talk.replies", n=len(thread.replies)) if thread.replies else "",
    )
    return RowShown(int(thread.id), text, " · ".join(filter(None, foot)), gone=not thread.open)


def place_words(row: ThreadRow, say: Catalogue) -> str:
    """Document and page of a thread."""
    if row.number is None:
        return say.say("talk.header", title=row.document)
    return say.say("judging.place", title=row.document, number=row.number)


def row_about(row: ThreadRow, say: Catalogue) -> str:
    """What a thread of the list is about."""
    if row.words:
        return say.say("talk.about", words=short(" ".join(row.words.split())))
    return say.say("talk.about_header") if row.number is None else _whole(say)


def shown_at(page: PageView, spot: Spot, say: Catalogue) -> list[ThreadShown]:
    """The threads of a spot as they are read."""
    now = datetime.now(UTC)
    return [
        show_thread(one, about_words(page, one, say), say, now) for one in threads_at(page, spot)
    ]


def came_back_words(count: int, say: Catalogue) -> str:
    """That pages came back, and the key that leads to them."""
    return say.say("talk.came_back", n=count, key=key_of("queue"))
