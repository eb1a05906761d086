"""The room of threads at work: finds what is wanted, answers, settles, and goes to the place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.threads import Asked, Thread, ThreadsWanted
from reviewer.services.project import Project
from reviewer.services.talk import ThreadRow
from reviewer.ui import talk_places as places
from reviewer.ui import talk_words as told
from reviewer.ui.actions import Need
from reviewer.ui.bridge.asking import Asking
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.history_rows import RowShown
from reviewer.ui.views.threads import Stand, ThreadsView

_PART = 100  # threads read together
_STANDS = {Stand.UNSETTLED: True, Stand.SETTLED: False, Stand.EVERY: None}
_NAMES = (
    *("go", "reply", "settle", "open", "person", "text"),
    *map(str, Stand),
    *("mine", "of_me", "document"),
)

Say = Callable[[Project, Thread, str], object]
"""What to do: in which project, with which thread, in whose name."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wanted; a question of its own, so that no answer is taken for another."""

    which: Asked
    person: str
    open: bool | None
    by: str
    document: DocumentId | None
    text: str


class TalkingRoom(Department):
    """Ties the room of threads to what is kept of them. Nothing is read on the window's thread."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[f"threads_{name}"].shown_key for name in _NAMES}
        self.view = view = ThreadsView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.THREADS)
        self._rows: list[ThreadRow] = []
        self._wish: _Wish | None = None
        self._behind = False  # something was written since, and the list waits for who answers
        self._asking = Asking(self)
        self._asking.failed.connect(frame.telling.error)
        self._asking.broke.connect(frame.telling.fault)
        view.asked.connect(self.show)
        view.more_asked.connect(self._read_on)
        view.picked.connect(self._show_thread)
        view.pressed.connect(self.press)
        view.said.connect(self._reply)
        view.panel.field.left.connect(self._catch_up)
        view.buttons["text"].clicked.connect(view.field.setFocus)
        view.buttons["person"].clicked.connect(view.people.setFocus)
        self.desk.news.gathered.connect(self._on_gathered)
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "threads": self.toggle,
            **{f"threads_{name}": partial(self.press, name) for name in _NAMES[:4]},
            **{f"threads_{stand}": partial(self.view.look, stand) for stand in Stand},
            **{f"threads_{name}": partial(self.view.turn, name) for name in _NAMES[-3:]},
            "threads_person": self.view.people.setFocus,
            "threads_text": self.view.field.setFocus,
        }

    def project_closing(self) -> None:
        """Nothing that was found stands any more."""
        self._asking.drop()
        self._rows, self._wish = [], None
        self.view.panel.forget()

    def close(self) -> None:
        """Ask nothing more."""
        self._asking.close()

    def _show_keys(self) -> None:
        for name in _NAMES:
            self.view.buttons[name].set_keys(IN_FORCE[f"threads_{name}"].shown_key)

    # -- the list ---------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Show all threads, or go back to the desk."""
        if self.frame.rooms.current is self.view:
            self.frame.rooms.leave()
            return
        project = self.desk.project
        if project is None:
            return
        self.desk.settle()
        self.frame.rooms.enter(self.view)
        self._asking.ask(project.record.people, self.view.show_people)
        self.show()

    def show(self) -> None:
        """Find what is wanted, and show it with the thread at hand still at hand."""
        project = self.desk.project
        if project is None:
            return
        self._wish, self._behind = (wish := self._wanted()), False

        def find() -> tuple[Sequence[ThreadRow], int]:
            wanted = _in(project, wish)
            return project.talk.find(wanted, limit=_PART), project.talk.count(wanted)

        self._asking.ask(find, lambda found: self._take(wish, *found))

    def _wanted(self) -> _Wish:
        view, page = self.view, self.desk.page
        which = Asked.ALL
        if view.wants("of_me"):
            which = Asked.OF_ME
        elif view.wants("mine"):
            which = Asked.MINE
        document = page.row.document if page and view.wants("document") else None
        return _Wish(
            which, self.frame.person.name, _STANDS[view.stand], view.person, document, view.text
        )

    def _take(self, wish: _Wish, rows: Sequence[ThreadRow], count: int) -> None:
        if wish is not self._wish:
            return
        shown = self.view.list.current
        self._rows = list(rows)
        at = next((n for n, row in enumerate(rows) if shown and row.thread.id == shown.key), None)
        here = self.view.list.currentIndex().row()
        self.view.show_title(self.say.say("talk.title"), self.say.say("talk.found", n=count))
        self.view.show_rows(
            self._told(rows),
            len(rows) == _PART,
            at if at is not None else max(here, 0),
            self.say.say("talk.none_found" if self.view.sifting else "talk.none"),
        )
        self._show_thread()

    def _told(self, rows: Sequence[ThreadRow]) -> list[RowShown]:
        now = datetime.now(UTC)
        return [told.row_of(row, self.say, now) for row in rows]

    def _read_on(self) -> None:
        project, wish, skip = self.desk.project, self._wish, len(self._rows)
        if project is None or wish is None:
            return

        def find() -> Sequence[ThreadRow]:
            return project.talk.find(_in(project, wish), limit=_PART, skip=skip)

        def take(rows: Sequence[ThreadRow]) -> None:
            if wish is self._wish and len(self._rows) == skip:
                self._rows += rows
                self.view.list.rows.extend(self._told(rows), len(rows) == _PART)

        self._asking.ask(find, take)

    def _on_gathered(self, changes: Changes) -> None:
        """Whoever writes, here or elsewhere: the list says it as soon as nobody answers in it."""
        here = self.frame.rooms.current is self.view
        if here and (changes.pages or changes.documents or changes.listing):
            self._behind = True
            self._catch_up()

    def _catch_up(self) -> None:
        if self._behind and not self.view.panel.writing:
            self.show()

    # -- the thread at hand -----------------------------------------------------------------------

    @property
    def at_hand(self) -> ThreadRow | None:
        """The thread at hand."""
        shown = self.view.list.current if self._rows else None
        return next((one for one in self._rows if shown and one.thread.id == shown.key), None)

    def _show_thread(self) -> None:
        row, now = self.at_hand, datetime.now(UTC)
        if row is None:
            self.view.show_thread(None)
            return
        about = told.row_about(row, self.say)
        place = told.place_words(row, self.say)
        title = self.say.say("talk.about_in", about=about, place=place)
        self.view.show_thread(told.show_thread(row.thread, title, self.say, now))
        self._catch_up()

    def press(self, name: str) -> None:
        """Do something with the thread at hand."""
        row = self.at_hand
        if row is None:
            return
        if name == "go":
            self._go(row.thread)
        elif name == "reply":
            self.view.write()
        elif name == "settle" and row.thread.open:
            self._do(lambda project, thread, by: project.talk.close(thread, by), "settled")
        elif name == "open" and not row.thread.open:
            self._do(lambda project, thread, by: project.talk.open_again(thread, by), "opened")

    def _reply(self, text: str, settle: bool) -> None:
        self._do(
            lambda project, thread, by: project.talk.reply(thread, text, by, close=settle),
            "answered_settled" if settle else "answered",
            lambda: self.view.stop_writing(sent=True),
        )

    def _do(self, step: Say, known: str, then: Callable[[], object] = lambda: None) -> None:
        """Take a step with the thread at hand, once there is a name; `then` where it was taken."""
        row, project = self.at_hand, self.desk.project

        def take(by: str) -> None:
            if project is None or row is None:
                return
            try:
                step(project, row.thread, by)
            except ReviewerError as error:
                self.frame.telling.error(error)
                return
            then()
            undo = IN_FORCE.near_and_far("undo")[1]
            self.frame.telling.note(self.say.say(f"talk.done.{known}", undo=undo))
            self.show()

        self.desk.person.with_name(take)

    # -- going there ------------------------------------------------------------------------------

    def _go(self, thread: Thread) -> None:
        if thread.page is None:
            self._go_to_header(thread.document)
            return
        self.frame.rooms.step_out()
        self._turn_to(thread.page)
        page, reading = self.desk.page, self.desk.view.reading
        if page is None or page.row.id != thread.page:
            return
        here = places.place_of(page.reading, places.words_of_thread(page, thread))
        if here is not None:
            reading.setFocus()
            reading.go_to(here[0], here[1])
            reading.look_at(*here)
        self.frame.telling.note(self.say.say("talk.back"))

    def _turn_to(self, page: PageId) -> None:
        if self.desk.page is None or self.desk.page.row.id != page:
            self.desk.show(page)

    def _go_to_header(self, document: DocumentId) -> None:
        project = self.desk.project
        pages = project.rows(document) if project else ()
        self.frame.rooms.step_out()
        if pages:
            self._turn_to(pages[0].id)
        self.frame.run("header_form")


def _in(project: Project, wish: _Wish) -> ThreadsWanted:
    return project.talk.wanted(
        wish.which,
        wish.person,
        open=wish.open,
        by=wish.by,
        document=wish.document,
        text=wish.text,
    )
