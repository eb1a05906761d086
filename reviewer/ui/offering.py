"""Offers at the desk: how many the page has, and a way through them by key."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal

from reviewer.core.decisions import SetRole
from reviewer.core.errors import ReviewerError
from reviewer.core.findings import Stamp
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.offers import Offer
from reviewer.core.progress import Progress
from reviewer.core.reading import PageReading
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.deciding import Step
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.theme import Theme
from reviewer.ui.views.offer import OfferCard, OfferShown
from reviewer.ui.views.parts import KeyButton

_LATER = 150  # milliseconds after the page changed, so that nothing waits for it
_BETWEEN = " · "  # lines on the card

_State = tuple[str, PageId, int, Stamp | None, bool]
"""Project, page, revision, findings, and whether the page can be edited."""


class Offerings(Department):
    """Counts the offers of the page at the desk, and shows one at a time in the card's place."""

    _made = Signal(object, object)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._offers: Sequence[Offer] = ()
        self._state: _State | None = None
        self._key: str | None = None  # of the offer shown; None where the card is not
        self._settled: str | None = None  # of the one taken or declined last
        self._finding: str | None = None
        self._card = OfferCard(self.say, frame.theme)
        self._card.pressed.connect(lambda name: self.commands()[name]())
        self._hint = KeyButton("", kind="quiet")
        self._hint.setProperty("scale", "small")
        self._hint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint.clicked.connect(self.show)
        self._hint.hide()
        self.desk.view.head.add(self._hint)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="offers")
        self._asked: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER)
        self._timer.timeout.connect(self._ask)
        self._made.connect(self._take_in, Qt.ConnectionType.QueuedConnection)
        self.desk.moved.connect(self._on_moved)
        IN_FORCE.changed.connect(self._show_keys)
        self._show_keys()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "offers": self.show,
            "offer_take": self.take,
            "offer_decline": self.decline,
            "offer_all": self.take_all,
            "offer_everywhere": self.take_everywhere,
            "offer_leave": self.leave,
            "offers_recall": self.recall,
        }

    @property
    def needs(self) -> set[Need]:
        """An offer is at hand while its card is shown."""
        return {Need.OFFER} if self.open else set()

    @property
    def open(self) -> bool:
        """Whether an offer is shown."""
        return self._key is not None

    @property
    def offers(self) -> Sequence[Offer]:
        """The offers of the page, as far as they are known."""
        return self._offers

    @property
    def card(self) -> OfferCard:
        """The card of an offer."""
        return self._card

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._card.set_theme(theme)

    def project_closing(self) -> None:
        """Ask no more of this project."""
        self._timer.stop()
        self.leave()
        if self._asked:
            self._asked.exception()
        self._state, self._offers = None, ()
        self._show_count()

    def close(self) -> None:
        """End the thread."""
        self._timer.stop()
        self._pool.shutdown(wait=True)

    # -- knowing what is offered ------------------------------------------------------------------

    def _now(self) -> _State | None:
        project, page = self.desk.project, self.desk.page
        if project is None or page is None:
            return None
        return project.place, page.row.id, page.revision, page.row.stamp, self.desk.editable

    def _on_moved(self) -> None:
        state, before = self._now(), self._state
        finding = self.desk.finding.key if self.desk.finding else None
        turned = state is None or before is None or state[:2] != before[:2] or not state[4]
        if turned:
            self._put_away()
            self._offers = ()
            self._show_count()
        elif self.open and state == before and finding != self._finding:
            self._put_away()  # the person went to a doubtful word
        self._finding = finding
        if state == before:
            return
        self._state = state
        if self.open:
            self._remake()
        elif state is not None and state[4]:
            self._timer.start()

    def _ask(self) -> None:
        project, state = self.desk.project, self._state
        if project is not None and state is not None and not self._is_asking:
            self._asked = self._pool.submit(self._look, project, state)

    @property
    def _is_asking(self) -> bool:
        return self._asked is not None and not self._asked.done()

    def _look(self, project: Project, state: _State) -> None:
        """On the other thread: only a signal leaves it."""
        try:
            self._made.emit(state, project.offering.of(state[1]))
        except ReviewerError:
            return  # a store that cannot be read says so when the person next decides

    def _take_in(self, state: _State, offers: Sequence[Offer]) -> None:
        if state != self._state:
            self._timer.start()
        elif not self.open:
            self._offers = offers
            self._show_count()

    def _read(self) -> None:
        """Know the offers of the page as it is now."""
        project, page = self.desk.project, self.desk.page
        self._offers = ()
        if project is not None and page is not None and self.desk.editable:
            try:
                self._offers = project.offering.of(page.row.id)
            except ReviewerError as error:
                self.desk.failed.emit(error)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._offers)
        self._hint.setVisible(bool(count))
        if count:
            self._hint.setText(self.say.say("offers.count", n=count))
            self._hint.setAccessibleName(self._hint.text())

    def _show_keys(self) -> None:
        self._card.set_keys({one.id: IN_FORCE.near_and_far(one.id) for one in IN_FORCE.actions})
        self._hint.set_keys(IN_FORCE.near_and_far("offers")[0])

    # -- going through them -----------------------------------------------------------------------

    def show(self) -> None:
        """Go to the first offer; while one is shown, to the next."""
        self.desk.settle()
        at = self._index
        self._read()
        if not self._offers:
            self._put_away()
            self.desk.note("offers.none")
        else:
            self._show_at((at + 1) % len(self._offers) if self.open else 0)

    def take(self) -> None:
        """Do what is offered, and go on to the next."""
        if self._key is not None:
            self._settle(partial(_take, key=self._key))

    def take_all(self) -> None:
        """Do all of this kind on the page."""
        if self._at_hand is not None:
            self._settle(partial(_take_all, kind=self._at_hand.kind))

    def _settle(self, step: Step) -> None:
        self._settled = self._key
        self.frame.deciding.do(step)

    def take_everywhere(self) -> None:
        """Do all of this kind in the document."""
        offer, project, page = self._at_hand, self.desk.project, self.desk.page
        if offer is None or project is None or page is None:
            return
        self.desk.settle()
        kind, document = offer.kind, page.row.document

        def work(by: str, progress: Progress) -> object:
            return project.offering.take_everywhere(document, kind, by, progress)

        def start(by: str) -> None:
            self.frame.jobs.run(Message("offers.job"), partial(work, by))

        self.frame.person.with_name(start)

    def decline(self) -> None:
        """Never offer this again."""
        project, page, key = self.desk.project, self.desk.page, self._key
        if project is None or page is None or key is None:
            return
        self._settled = key
        self.frame.person.with_name(lambda by: self._decline(project, page, key, by))

    def _decline(self, project: Project, page: PageView, key: str, by: str) -> None:
        try:
            project.offering.decline(page.row.id, key, by)
        except ReviewerError as error:
            self.desk.failed.emit(error)
            return
        self._remake()

    def recall(self) -> None:
        """Offer again what was declined on this page."""
        project, page = self.desk.project, self.desk.page
        if project is None or page is None:
            return
        try:
            count = project.offering.recall(page.row.id)
        except ReviewerError as error:
            self.desk.failed.emit(error)
            return
        self.desk.note(Message("offers.recalled", {"n": count}) if count else "offers.no_declined")
        if self.open:
            self._remake()
        else:
            self._read()

    def leave(self) -> None:
        """Back to the doubtful words."""
        if self.open:
            self._put_away()
            self.desk.view.reading.set_current(self._finding, follow=False)

    def _put_away(self) -> None:
        if self.open:
            self._key = self._settled = None
            self.desk.view.show_instead(None)
            self.changed.emit()

    @property
    def _index(self) -> int:
        keys = [offer.key for offer in self._offers]
        return keys.index(self._key) if self._key in keys else -1

    @property
    def _at_hand(self) -> Offer | None:
        return self._offers[self._index] if self._index >= 0 else None

    def _remake(self) -> None:
        """Show the offer at hand anew, or the one that stands where it stood."""
        at, before = max(self._index, 0), {offer.key for offer in self._offers}
        self._read()
        keys = [offer.key for offer in self._offers]
        if not keys:
            self.leave()
            self.desk.note("offers.done")
        elif self._settled in keys and self._settled not in before:
            self._show_at(keys.index(self._settled))  # it was undone
        elif self._key in keys:
            self._show_at(keys.index(self._key))
        else:
            self._show_at(at if at < len(keys) else 0)

    def _show_at(self, at: int) -> None:
        page = self.desk.page
        if page is None:
            return
        offer = self._offers[at]
        opened = not self.open
        self._key = offer.key
        self._card.set_font(reading_family(self.frame.settings.get("reading_font")))
        self._card.show_offer(self._shown(page, offer, at))
        self.desk.view.show_instead(self._card)
        self.desk.view.focus_side()
        self.desk.view.reading.look_at(_index_of(page.reading, offer), offer.start, offer.end)
        if opened:
            self._finding = self.desk.finding.key if self.desk.finding else None
            self.changed.emit()

    def _shown(self, page: PageView, offer: Offer, at: int) -> OfferShown:
        kind = f"offers.kinds.{offer.kind}"
        return OfferShown(
            key=offer.key,
            kind=self.say.say(kind),
            number=at + 1,
            total=len(self._offers),
            text=_text_of(page.reading, offer),
            words=self.say.say(offer.words),
            alike=sum(one.kind == offer.kind for one in self._offers),
            more=len(page.document.pages) > 1,
        )


def _take(project: Project, page: PageId, by: str, seen: int, *, key: str) -> object:
    return project.offering.take(page, key, by, seen)


def _take_all(project: Project, page: PageId, by: str, seen: int, *, kind: str) -> object:
    return project.offering.take_all(page, kind, by, seen)


def _index_of(reading: PageReading, offer: Offer) -> int:
    return next(i for i, line in enumerate(reading.lines) if line.n == offer.line)


def _text_of(reading: PageReading, offer: Offer) -> str:
    """What an offer is about: a stretch of a line, or several lines."""
    first = reading.lines[_index_of(reading, offer)]
    named = {act.line for act in offer.acts if isinstance(act, SetRole)} - {first.n}
    others = [line.text.strip() for line in reading.lines if line.n in named]
    return _BETWEEN.join((first.text[offer.start : offer.end], *others))
