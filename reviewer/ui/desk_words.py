"""What the desk says of a page: at the foot, on the empty card, over the changes."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from reviewer.core import decisions as d
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.core.workflow import SIGNED, Standing, State
from reviewer.services.pages import PageView
from reviewer.ui.desk_rights import Rights
from reviewer.ui.keymap import near_and_far
from reviewer.ui.models.pages import PagesModel
from reviewer.ui.showing import state_words, when
from reviewer.ui.views.desk import Side
from reviewer.ui.views.parts import key_words
from reviewer.ui.views.shown import ChangeShown


def key_of(action: str) -> str:
    """The key of an action that works everywhere, as people write it; a dash where none does."""
    return key_words(near_and_far(action)[1]) or "–"


def is_wordless(page: PageView) -> bool:
    """Whether a page is a picture that nobody has read yet."""
    return page.reading.page.image is not None and not page.reading.text.strip()


def progress_words(pages: PagesModel, say: Catalogue) -> str:
    """How far the project is, and how many pages came back."""
    count, approved, _ = pages.counts()
    back = pages.in_state(State.RETURNED)
    known = say.say("ui.pages.progress", n=count, approved=approved) if count else ""
    return " · ".join(filter(None, (known, say.say("talk.back_pages", n=back) if back else "")))


def head_words(page: PageView, say: Catalogue) -> tuple[str, str, State, str]:
    """The line over the reading: title, number where there are several, state and its name."""
    count = len(page.document.pages)
    number = say.say("ui.head.number", number=page.row.number, n=count) if count > 1 else ""
    state = page.standing.state
    return page.document.title, number, state, state_words(state, say)


def footer_words(page: PageView, side: Side, changes: int, rights: Rights, say: Catalogue) -> str:
    """The foot of the window: how much is left, and which key comes after it."""
    now = page.standing
    if now.state in SIGNED:
        return _signed("ui.footer.approved", now, say)
    if side is Side.EDITOR:
        if now.state is State.SUBMITTED:
            if rights.own:
                return say.say("ui.footer.own", n=changes)
            if rights.why:
                return say.say(rights.why)
            return say.say("ui.footer.review", n=changes, key=key_of("approve"))
        return say.say("ui.footer.waiting")
    if now.state is State.SUBMITTED:
        return say.say("ui.footer.locked", when=_submitted(page, say))
    if is_wordless(page):
        return say.say("ui.footer.wordless", key=key_of("ocr"))
    if not page.row.analysed:
        return say.say("ui.footer.analysing")
    if now.state is State.RETURNED and now.comment:
        return say.say("ui.footer.returned", comment=now.comment)
    if page.open:
        return say.say("ui.footer.left", n=len(page.open), key=key_of("submit"))
    return say.say("ui.footer.done", key=key_of("submit"))


def _signed(approved: str, now: Standing, say: Catalogue) -> str:
    """What a signed page says of itself: who approved it, or what became of it since."""
    if now.state is State.APPROVED:
        return say.say(approved, name=now.approved_by)
    return say.say(f"workflow.page.{now.state}", name=now.published_by)


def _submitted(page: PageView, say: Catalogue) -> str:
    times = [one.at for one in page.decisions if isinstance(one.act, d.Submit)]
    return when(times[-1], say, datetime.now(UTC)) if times else ""


def card_words(page: PageView, say: Catalogue, skipped: int = 0) -> str:
    """What the card says while no finding is at hand: always what to do next.

    `skipped` is how many of the open findings the person put off.
    """
    now = page.standing
    if now.state is State.SUBMITTED:
        return say.say("ui.card.submitted", undo=key_of("undo"), next=key_of("next_page"))
    if now.state in SIGNED:
        return _signed("ui.card.approved", now, say)
    if is_wordless(page):
        return say.say("ui.card.wordless", ocr=key_of("ocr"))
    if not page.row.analysed:
        return say.say("ui.card.analysing")
    keys = {"next": key_of("next"), "submit": key_of("submit")}
    if page.open:
        end = say.say("ui.card.end", n=len(page.open), **keys)
    else:
        end = say.say("ui.card.none" if page.findings else "ui.card.clean", **keys)
    return "\n\n".join([end, *left_words(page, say, skipped)])


def left_words(page: PageView, say: Catalogue, skipped: int = 0) -> list[str]:
    """What is left on a page: what was left open by kind, the most first; queries to the editor."""
    kinds = Counter(finding.kind for finding in page.open)
    told = [say.say(f"ui.left.kind.{kind}", n=many) for kind, many in kinds.most_common()]
    if skipped:
        told.append(say.say("ui.left.skipped", n=skipped))
    queries = sum(mark.name is MarkName.QUERY for mark in page.reading.marks)
    if queries:
        told.append(say.say("ui.left.queries", n=queries))
    return ["\n".join(told)] if told else []


def changes_words(
    page: PageView, shown: Sequence[ChangeShown], rights: Rights, say: Catalogue
) -> str:
    """The line over the editor's list."""
    now = page.standing
    if now.state in SIGNED:
        return _signed("ui.changes.approved", now, say)
    if now.state is not State.SUBMITTED:
        return say.say("ui.changes.waiting")
    if rights.own:
        return say.say("ui.changes.own")
    if rights.why:
        return say.say(rights.why)
    if not shown:
        return say.say("ui.changes.unchanged", name=now.submitted_by)
    names = ", ".join(dict.fromkeys(change.who for change in shown))
    return say.say("ui.changes.summary", n=len(shown), names=names)


def changes_advice(page: PageView, rights: Rights, say: Catalogue) -> str:
    """What may be done where nothing was changed."""
    state = page.standing.state
    keys = {"role": key_of("role"), "next": key_of("next_page"), "undo": key_of("undo")}
    if state is State.SUBMITTED:
        if rights.own or rights.why:
            known = "advice_own" if rights.brought else "advice_approved"
            return say.say(f"ui.changes.{known}", **keys)
        return say.say("ui.changes.advice", **keys)
    if state in SIGNED:
        return say.say("ui.changes.advice_approved", **keys)
    return say.say("ui.changes.advice_waiting", **keys)
