"""The room of documents at work: what is wanted is read in parts, beside the window's thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from reviewer.core.changes import Changes
from reviewer.core.ids import DocumentId
from reviewer.core.listing import DocumentRow, DocumentsWanted, Sort, Talking
from reviewer.core.states import State
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.bridge.asking import Asking
from reviewer.ui.documents_words import SORTS, names_of, show_documents
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.publishing import Publishing
from reviewer.ui.publishing_out import Outward, Rows
from reviewer.ui.views.documents import STATES, STEPS, DocumentsView
from reviewer.ui.views.documents_table import PART, DocumentShown
from reviewer.ui.views.export import ScopeShown

_SIFTS = (*STATES, "asked", "mine")
_NAMES = (*STEPS, "choose_all", "every", *_SIFTS, "sort", "down")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wanted, in which order; a question of its own, so that no answer is mistaken."""

    states: frozenset[State]
    person: str
    text: str
    asked: bool
    sort: Sort
    down: bool


class DocumentsRoom(Department):
    """Ties the room of documents to what is kept of them, and to the steps with them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        keys = {name: IN_FORCE[f"documents_{name}"].shown_key for name in _NAMES}
        self.view = view = DocumentsView(self.say, frame.theme, keys)
        frame.rooms.add(view, Need.PROJECT, Need.DOCUMENTS)
        self.outward = Outward(frame, self._go)
        self._publishing = Publishing(
            frame.desk, frame.jobs, frame.settings, frame.say, frame.window, frame.run
        )
        self._wish: _Wish | None = None
        self._asking = Asking(self)
        self._asking.failed.connect(frame.telling.error)
        self._asking.broke.connect(frame.telling.fault)
        view.asked.connect(partial(self.show, top=True))
        view.pressed.connect(self.press)
        view.turned.connect(self.choose)
        view.model.part_wanted.connect(self._read)
        for name, does in (
            ("choose_all", self.choose_all),
            ("sort", view.sort_next),
            ("down", view.turn_round),
        ):
            view.buttons[name].clicked.connect(does)
        self.desk.news.gathered.connect(self._on_gathered)
        IN_FORCE.changed.connect(self._show_keys)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "documents": self.toggle,
            "documents_choose": self.choose,
            "documents_choose_all": self.choose_all,
            "documents_every": self.view.let_all,
            **{f"documents_{name}": partial(self.view.turn, name) for name in _SIFTS},
            "documents_sort": self.view.sort_next,
            "documents_down": self.view.turn_round,
            **{f"documents_{name}": partial(self.press, name) for name in STEPS},
        }

    def project_closing(self) -> None:
        """Nothing that was listed stands any more."""
        self._asking.drop()
        self.outward.close()
        self._wish = None
        self.view.model.chosen.clear()
        self.view.model.show(0, 0, ())

    def close(self) -> None:
        """Ask nothing more."""
        self._asking.close()

    def _show_keys(self) -> None:
        for name in _NAMES:
            self.view.buttons[name].set_keys(IN_FORCE[f"documents_{name}"].shown_key)

    # -- the table --------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Show all documents, or go back to the desk."""
        if self.frame.rooms.current is self.view:
            self.frame.rooms.leave()
        elif self.desk.project is not None:
            self.desk.settle()
            self.frame.rooms.enter(self.view)
            self.show(top=self._wish is None)

    def show(self, *, top: bool) -> None:
        """Find what is wanted; `top`: show it from its beginning, else where the person is."""
        project = self.desk.project
        if project is None:
            return
        self._wish = wish = self._wanted()
        part = 0 if top else self.view.part // PART
        read = partial(_part, project, wish, part)

        def find() -> tuple[int, Sequence[DocumentRow]]:
            return project.listing.count(_in(project, wish)), read()

        def show(found: tuple[int, Sequence[DocumentRow]]) -> None:
            if wish is self._wish:
                self._show(found[0], part, found[1], top=top)

        self._asking.ask(find, show)

    def _wanted(self) -> _Wish:
        view = self.view
        person = self.frame.person.name if view.wants("mine") else ""
        asked = view.wants("asked")
        return _Wish(view.states, person, view.text, asked, SORTS[view.sort], view.down)

    def _show(self, count: int, part: int, rows: Sequence[DocumentRow], *, top: bool) -> None:
        say = self.say.say
        self.view.show_title(say("documents.title"), say("documents.found", n=count))
        empty = say("documents.none_found" if self.view.sifting else "documents.none")
        self.view.show_rows(count, part, self._told(rows), empty, top=top)

    def _told(self, rows: Sequence[DocumentRow]) -> list[DocumentShown]:
        return show_documents(rows, self.say, datetime.now(UTC))

    def _read(self, part: int) -> None:
        project, wish = self.desk.project, self._wish
        if project is None or wish is None:
            return

        def put(rows: Sequence[DocumentRow]) -> None:
            if wish is self._wish:
                self.view.model.put(part, self._told(rows))

        self._asking.ask(partial(_part, project, wish, part), put)

    def _on_gathered(self, changes: Changes) -> None:
        """Whoever works, here or elsewhere: the list says it as soon as it is known."""
        here = self.frame.rooms.current is self.view
        if here and (changes.pages or changes.documents or changes.listing):
            self.show(top=False)

    # -- choosing ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose the document at hand, or not, and go on to the next row."""
        row, model, table = self.view.current, self.view.model, self.view.table
        if row is None:
            return
        model.choose([row.id], row.id not in model.chosen)
        behind = table.currentIndex().row() + 1
        if behind < model.rowCount():
            table.setCurrentIndex(model.index(behind, 1))

    def choose_all(self) -> None:
        """Choose all documents that are listed; where something is chosen, nothing."""
        project, wish, model = self.desk.project, self._wish, self.view.model
        if project is None or wish is None:
            return
        if model.chosen:
            model.choose(list(model.chosen), False)
            return
        count = model.rowCount()

        def take(documents: Sequence[DocumentId]) -> None:
            if wish is self._wish:
                model.choose(map(int, documents), True)

        self._asking.ask(
            lambda: [row.id for row in project.listing.rows(_in(project, wish), limit=count)], take
        )

    # -- steps ------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Take a step with what is chosen, or with the document at hand."""
        row = self.view.current
        if name in ("go", "judge"):
            if row is not None:
                (self._go if name == "go" else self._judge)(DocumentId(row.id))
            return
        wanted = sorted(self.view.model.chosen) or ([row.id] if row else [])
        project = self.desk.project
        if project is None or not wanted:
            return
        does: dict[str, Callable[[Rows], object]] = {
            "submit": self.outward.submit,
            "publish": self.outward.publish,
            "withdraw": self.outward.withdraw,
            "reopen": self.outward.reopen,
            "export": self._export,
        }
        step = does[name]
        self._asking.ask(
            lambda: [project.listing.row(DocumentId(one)) for one in wanted],
            lambda rows: _do(step, rows),
        )

    def _export(self, rows: Rows) -> None:
        """Ask how these documents are to be exported; all of the project can be chosen as well."""
        project = self.desk.project
        if project is None:
            return
        status, names = project.status(), [row.title or row.name for row in rows]
        scope = ScopeShown(
            names_of(names, self.say),
            status.documents,
            sum(row.pages for row in rows),
            status.pages,
        )
        self._publishing.ask_for(self.frame.theme, scope, [row.id for row in rows])

    def _go(self, document: DocumentId) -> None:
        """Open a document at the first page on which something is left to do."""
        project = self.desk.project
        pages = project.rows(document) if project else ()
        if not pages:
            self.frame.telling.note(self.say.say("documents.no_pages"))
            return
        left = (row for row in pages if row.open_findings or row.state is State.RETURNED)
        self.frame.rooms.step_out()
        self.desk.show(next(left, pages[0]).id)
        self.frame.telling.note(self.say.say("documents.back"))

    def _judge(self, document: DocumentId) -> None:
        """Approving needs seeing: lead through the changes of the document instead."""
        project = self.desk.project
        waiting = project.judging.waiting(document) if project else ()
        if not waiting:
            self.frame.telling.note(self.say.say("documents.nothing_to_judge"))
            return
        self.frame.rooms.step_out()
        self.desk.show(next(iter(waiting)))
        self.frame.run("judging")
        self.frame.run("judging_document")
        self.frame.telling.note(self.say.say("documents.seen_first"))


def _do(step: Callable[[Rows], object], rows: Rows) -> None:
    step(rows)


def _in(project: Project, wish: _Wish) -> DocumentsWanted:
    return project.listing.wanted(
        wish.states,
        person=wish.person,
        text=wish.text,
        threads=Talking.QUESTIONS if wish.asked else None,
        sort=wish.sort,
        down=wish.down,
    )


def _part(project: Project, wish: _Wish, part: int) -> Sequence[DocumentRow]:
    return project.listing.rows(_in(project, wish), limit=PART, skip=part * PART)
