"""Talking at the desk: the popover at a word, the strip over the card, the walk through it all."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect

from reviewer.core.ids import DecisionId, PageId
from reviewer.core.judging import Change
from reviewer.core.threads import Thread
from reviewer.core.workflow import State
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui import talk_places as places
from reviewer.ui import talk_words as told
from reviewer.ui.desk_words import key_of
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.mark_words import short
from reviewer.ui.talk_places import Spot
from reviewer.ui.theme import Theme
from reviewer.ui.views.desk import Side
from reviewer.ui.views.thread_popup import ThreadPopup


class Talking(Department):
    """Lets people say something about words, answer and settle; shows what waits for them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._reading = frame.desk.view.reading
        self._strip = frame.desk.view.talk
        self._made: ThreadPopup | None = None
        self._spot = Spot()
        self._words: Spot | None = None  # where the popover was before it went to the page
        self._drafts: dict[tuple[PageId, Spot], str] = {}
        self._at: DecisionId | None = None
        self._beside_word = ""  # the finding that was at hand when that thread was gone to
        self._page: PageId | None = None
        self._strip.picked.connect(lambda number: self._go(DecisionId(number)))
        self._strip.pressed.connect(lambda name: frame.run(f"talk_{name}"))
        self.desk.moved.connect(self._on_moved)
        IN_FORCE.changed.connect(self._name_buttons)
        self._name_buttons()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "talk": self.ask,
            "talk_next": lambda: self.walk(1),
            "talk_back": lambda: self.walk(-1),
            "talk_settle": self.settle,
        }

    def project_opened(self, project: Project) -> None:
        """Say whether pages came back."""
        back = self.desk.model.in_state(State.RETURNED)
        if back:
            self.frame.telling.note(told.came_back_words(back, self.say))

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        if self._made:
            self._made.forget()
        self._drafts.clear()
        self._at = self._page = None
        self._strip.show_strip(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if self._made:
            self._made.set_theme(theme)

    def _name_buttons(self) -> None:
        self._strip.name_buttons(
            {
                name: (self.say.say(f"talk.strip.{name}"), IN_FORCE[f"talk_{name}"].shown_key)
                for name in ("next", "settle")
            }
        )

    # -- what waits -------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        page = self.desk.page
        if page is None:
            self._strip.show_strip(None)
            return
        if page.row.id != self._page:
            self._page, self._at = page.row.id, None
        if not page.threads and page.standing.state is not State.RETURNED:
            self._strip.show_strip(None)
            return
        self._strip.show_strip(*told.strip_of(page, self._at, self.say))
        if self._made and self._made.isVisible():
            self._made.renew(told.shown_at(page, self._spot, self.say))

    def walk(self, by: int) -> None:
        """Go to the next open thread of the page, or to the one before."""
        self.desk.settle()
        page = self.desk.page
        if page is None:
            return
        order = [one.id for one in places.in_order(page)]
        if not order:
            text = self.say.say("talk.nothing_open", key=key_of("threads"))
            self.frame.telling.note(text)
            return
        if self._at in order:
            self._go(order[(order.index(self._at) + by) % len(order)])
        else:
            self._go(order[0 if by > 0 else -1])

    def _go(self, number: DecisionId) -> None:
        page = self.desk.page
        thread = self._thread(page, number)
        if page is None or thread is None:
            return
        self._at, self._beside_word = thread.id, self._finding
        place = places.place_of(page.reading, places.words_of_thread(page, thread))
        if place is not None:
            self._reading.go_to(place[0], place[1])
            self._reading.look_at(*place)
        self._on_moved()

    @property
    def _finding(self) -> str:
        return self.desk.finding.key if self.desk.finding else ""

    def settle(self) -> None:
        """The thread at hand is settled; go on to the next one that is open."""
        page = self.desk.page
        thread = self._thread(page, self._at) if self._at is not None else None
        if page is None or thread is None or not thread.open:
            self.walk(1)
            return
        order = [one.id for one in places.in_order(page)]
        behind = order[order.index(thread.id) + 1 :] + order[: order.index(thread.id)]
        if not self._close(thread):
            return
        self._at = None
        if behind:
            self._go(behind[0])
        else:
            key = key_of("submit")
            known = "all_settled_submit" if self.desk.editable else "all_settled"
            self.frame.telling.note(self.say.say(f"talk.{known}", key=key))
            self._on_moved()

    def _close(self, thread: Thread) -> bool:
        return self.frame.deciding.do(
            lambda project, _page, by, _seen: project.talk.close(thread, by)
        )

    def _thread(self, page: PageView | None, number: int) -> Thread | None:
        return next((one for one in page.threads if one.id == number), None) if page else None

    # -- the popover ------------------------------------------------------------------------------

    @property
    def popup(self) -> ThreadPopup:
        """The popover, made when it is first asked for."""
        if self._made is None:
            self._made = made = ThreadPopup(self.say, self.frame.theme, self.desk.view)
            made.begun.connect(self._begin)
            made.answered.connect(self._answer)
            made.settled.connect(self._settle)
            made.opened.connect(self._open_again)
            made.switched.connect(self._switch)
            made.finished.connect(self._keep_draft)
        return self._made

    def ask(self) -> None:
        """Say something about the words at hand, or read what is said of them."""
        self.desk.settle()
        if self.desk.page is not None:
            self._words = None
            self.desk.person.with_name(lambda _: self._ask(self._at_hand()))

    def _ask(self, spot: Spot) -> None:
        page = self.desk.page
        if page is None:
            return
        self._spot = spot
        place = places.place_of(page.reading, spot.words)
        if place is not None:
            self._reading.look_at(*place)
        shown = told.shown_at(page, spot, self.say)
        self.popup.ask(
            self._about(page, spot),
            shown,
            self._reading.screen_place(*place) if place else self._beside(),
            self._drafts.get((page.row.id, spot), ""),
            self._switching(spot),
        )

    def _switching(self, spot: Spot) -> tuple[str, str]:
        if spot.whole and (self._words is None or self._words.whole):
            return "", ""
        known = "to_words" if spot.whole else "to_page"
        return self.say.say(f"talk.{known}"), IN_FORCE["talk"].shown_key

    def _switch(self) -> None:
        self._keep_draft()
        if self._spot.whole:
            self._ask(self._words or Spot())
        else:
            self._words = self._spot
            self._ask(Spot())

    def _about(self, page: PageView, spot: Spot) -> str:
        text = page.reading.text_of(spot.words) if spot.words else ""
        if not text:
            return self.say.say("talk.say_page")
        return self.say.say("talk.say_about", words=short(" ".join(text.split())))

    def _beside(self) -> QRect:
        """Where the popover lies for the page as a whole: at the head of the text."""
        corner = self._reading.mapToGlobal(self._reading.rect().topLeft())
        return QRect(corner.x() + self._reading.width() // 4, corner.y(), 1, 1)

    def _at_hand(self) -> Spot:
        page, view = self.desk.page, self.desk.view
        assert page is not None
        at = self._thread(page, self._at) if self._at is not None else None
        stayed = self._beside_word == self._finding
        if at is not None and at.open and stayed and not view.in_text:
            return Spot(places.words_of_thread(page, at), at.about)
        if not view.in_text and view.side is Side.EDITOR:
            return self._of_change(view.changes.current)
        if not view.in_text and self.desk.finding:
            return Spot(self.desk.finding.span)
        return Spot(places.span_in(page.reading, *self._reading.chosen()))

    def _of_change(self, number: int | None) -> Spot:
        change: Change | None = next(
            (one for one in self.desk.changes.all if one.decision.id == number), None
        )
        if change is None or self.desk.page is None:
            return Spot()
        end = change.column + len(change.after)
        place = (change.line, change.column), (change.line, end)
        return Spot(places.span_in(self.desk.page.reading, *place), change.decision.id)

    # -- what is said -----------------------------------------------------------------------------

    def _begin(self, text: str, asks: bool) -> None:
        spot = self._spot
        if self.frame.deciding.do(
            lambda project, page, by, _seen: project.talk.comment(
                page, text, by, words=spot.words, about=spot.about, asks=asks
            )
        ):
            self._done("asked" if asks else "said")

    def _answer(self, number: int, text: str, settle: bool) -> None:
        thread = self._thread(self.desk.page, number)
        if thread is not None and self.frame.deciding.do(
            lambda project, _page, by, _seen: project.talk.reply(thread, text, by, close=settle)
        ):
            self._done("answered_settled" if settle else "answered")

    def _settle(self, number: int) -> None:
        thread = self._thread(self.desk.page, number)
        if thread is not None and self._close(thread):
            self._done("settled")

    def _open_again(self, number: int) -> None:
        thread = self._thread(self.desk.page, number)
        if thread is not None and self.frame.deciding.do(
            lambda project, _page, by, _seen: project.talk.open_again(thread, by)
        ):
            self._done("opened")

    def _done(self, known: str) -> None:
        page = self.desk.page
        if page is not None:
            self._drafts.pop((page.row.id, self._spot), None)
        self.popup.finish()
        undo = IN_FORCE.near_and_far("undo")[1]
        self.frame.telling.note(self.say.say(f"talk.done.{known}", undo=undo))

    def _keep_draft(self) -> None:
        """What was typed and not sent waits for the next time."""
        page = self.desk.page
        if page is not None and self._made is not None:
            here = page.row.id, self._spot
            if self._made.draft:
                self._drafts[here] = self._made.draft
            else:
                self._drafts.pop(here, None)
