"""The form about a document: what its fields show, and what becomes of what is typed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from reviewer.core.errors import Conflict, ReviewerError
from reviewer.core.header import FIELDS, Section
from reviewer.core.ids import DocumentId
from reviewer.core.states import SIGNED, state_words
from reviewer.services.headers import Filled, Offered
from reviewer.services.project import Project
from reviewer.ui import header_words as told
from reviewer.ui.actions import Need
from reviewer.ui.frame import Department, Frame
from reviewer.ui.header_defaults import HeaderDefaults
from reviewer.ui.header_look import line_index
from reviewer.ui.header_offers import HeaderOffers
from reviewer.ui.header_spreading import HeaderSpreading
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.table.header import TAKEN
from reviewer.ui.views.header_form import BUTTONS, HeaderFormView
from reviewer.ui.views.parts import key_words

_ACTIONS = {name: f"header_{name}" for name in (*BUTTONS, "defaults")}


class HeaderDesk(Department):
    """Ties the form to the header's services. What cannot be saved stays in its field."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        sections: dict[str, list[str]] = {}
        for field in FIELDS:
            sections.setdefault(str(field.section), []).append(field.name)
        self.view = view = HeaderFormView(
            self.say, frame.theme, sections, str(Section.COLLECTION), self._keys()
        )
        self._document: DocumentId | None = None
        self._title = ""
        self._for_all = False
        self._filled: dict[str, Filled] = {}
        self._kept: dict[tuple[DocumentId | None, str], str] = {}
        self._conflicts: dict[tuple[DocumentId | None, str], str] = {}
        self._defaults = HeaderDefaults(self._put_default)
        self._offers = HeaderOffers(frame, view)
        self._spreading = HeaderSpreading(frame, view, self._refresh)
        view.left.connect(view.settle)  # before the room is left
        frame.rooms.add(view, Need.PROJECT, Need.HEADER)
        view.came.connect(self._come)
        view.typed.connect(self._type)
        view.changed.connect(self._change)
        view.confirmed.connect(self._confirm)
        view.stepped.connect(self._step)
        view.page_asked.connect(self._turn_page)
        view.aside.picked.connect(self._pick)
        for name in BUTTONS:
            view.buttons[name].clicked.connect(partial(self._press, _ACTIONS[name]))
        IN_FORCE.changed.connect(self._show_keys)

    @staticmethod
    def _keys() -> Mapping[str, str]:
        return {name: IN_FORCE[action].shown_key for name, action in _ACTIONS.items()}

    def _show_keys(self) -> None:
        self.view.show_keys(self._keys())

    def _press(self, action: str, _: bool = False) -> None:
        self.frame.run(action)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "header_form": self.enter,
            **{f"header_take{n}": partial(self._pick, str(n)) for n in TAKEN},
            "header_next": self.next_without,
            "header_forth": lambda: self._walk(1),
            "header_back": lambda: self._walk(-1),
            "header_undo": lambda: self._undo(again=False),
            "header_redo": lambda: self._undo(again=True),
            "header_reset": self.reset,
            "header_several": self.spread,
            "header_defaults": lambda: self._turn_page(not self._for_all),
            "header_go": self.go,
        }

    def project_closing(self) -> None:
        """Keep what was typed; another project has other documents."""
        self.view.settle()
        self._offers.close()
        self._spreading.stop()
        self._document, self._for_all = None, False
        self._filled, self._kept, self._conflicts = {}, {}, {}
        self._defaults.forget()

    def close(self) -> None:
        """Keep what was typed, let go of pictures."""
        self.view.settle()
        self._offers.close()

    # -- which document ---------------------------------------------------------------------------

    @property
    def _project(self) -> Project | None:
        return self.desk.project

    def enter(self) -> None:
        """Show the form of the document at the desk, else of the first."""
        project = self._project
        if project is None:
            return
        self.desk.settle()
        if project.lexicon is not None:
            project.lexicon.look_up("a", (), 1)  # so that names are at hand when one is typed
        page, documents = self.desk.page, project.documents()
        if page is None and not documents:
            self.frame.telling.note(self.say.say("ui.header.no_documents"))
            return
        self.show(page.row.document if page else documents[0].id)
        self.frame.rooms.enter(self.view)
        wrong = next((name for name, one in self._filled.items() if one.problem), None)
        if wrong is not None:
            self.view.go_to(wrong)

    def show(self, document: DocumentId) -> None:
        """Show the form of a document."""
        self.view.settle()
        self._document, self._for_all = document, False
        self.view.show_page(for_all=False)
        self._refresh(other=True)

    def _turn_page(self, for_all: bool) -> None:
        """To the values of all documents, or back."""
        self.view.settle()
        self._for_all = for_all
        self.view.show_page(for_all=for_all)
        self._refresh(other=True)
        self.view.focus_first()

    def _walk(self, by: int) -> None:
        project = self._project
        if project is None or self._document is None:
            return
        order = [one.id for one in project.documents()]
        to = order.index(self._document) + by if self._document in order else 0
        if not 0 <= to < len(order):
            known = "last_document" if by > 0 else "first_document"
            self.frame.telling.note(self.say.say(f"ui.header.{known}"))
            return
        self.show(order[to])
        self.view.focus_first()

    def next_without(self) -> None:
        """Keep what was typed and go to the next document in whose header nobody typed."""
        project = self._project
        if project is None or self._document is None:
            return
        self.view.settle()
        found = project.headers.next_without(self._document)
        if found is None:
            self.frame.telling.note(self.say.say("ui.header.all_have_one"))
            return
        self.show(found)
        self.view.go_to(next(iter(self.view.rows)))

    # -- shown ------------------------------------------------------------------------------------

    def _refresh(self, *, other: bool = False) -> None:
        """Show the values as they are now."""
        project, document = self._project, self._document
        if project is None or (document is None and not self._for_all):
            return
        try:
            if self._for_all:
                form, locked = project.headers.default_form(), False
            else:
                assert document is not None, "there is one, or all are meant"
                form = project.headers.form(document)
                locked = self._entitle(project, document)
        except ReviewerError as error:
            self.frame.telling.error(error)
            return
        if self._for_all:
            say = self.say.say
            self.view.show_title(say("ui.header.title"), say("ui.header.lead_defaults"))
        self._filled = {one.field.name: one for one in form}
        at = None if self._for_all else document
        kept = {name: text for (place, name), text in self._kept.items() if place == at}
        title = "" if self._for_all else self._title
        shown = [told.field_shown(one, self.say, title) for one in form]
        self.view.show_fields(shown, kept, other=other)
        for name in kept:
            note = self._conflicts.get((at, name)) or self.say.say("ui.header.unsaved")
            self.view.rows[name].show_note(note, problem=True)
        self.view.lock(locked)
        self._show_aside()

    def _entitle(self, project: Project, document: DocumentId) -> bool:
        """Say which document it is; whether its header stays as it is."""
        titles = {one.id: one.title for one in project.documents()}
        title, state = titles.get(document, ""), project.headers.state(document)
        self._title, locked = title, state in SIGNED
        if locked:
            words = self.say.say(state_words(state))
            title = self.say.say("ui.header.lead_locked", title=title, state=words)
        self.view.show_title(self.say.say("ui.header.title"), title)
        return locked

    def _come(self, _: str) -> None:
        self._show_aside()

    def _type(self, _: str) -> None:
        self._show_aside(typing=True)

    def _show_aside(self, *, typing: bool = False) -> None:
        filled = self._filled.get(self.view.at)
        if filled is not None:
            self._offers.show(filled, typing=typing)

    # -- filled -----------------------------------------------------------------------------------

    def _change(self, name: str, text: str) -> None:
        """Keep what was typed into a field."""
        place = None if self._for_all else self._document
        self._kept[place, name] = text
        if (place, name) in self._conflicts:
            return  # nothing goes over a colleague's value before Enter says so
        if place is None:
            filled = self._filled.get(name)
            self._defaults.change(name, filled.value if filled else "", text)
            return
        seen = self.view.rows[name].shown.value
        self.frame.person.with_name(partial(self._set, place, name, text, seen))

    def _set(self, document: DocumentId, name: str, text: str, seen: str, by: str) -> None:
        project = self._project
        if project is None:
            return
        try:
            project.headers.set(document, name, text, by, seen)
        except Conflict as error:
            self._conflict(document, name, error)
            return
        except ReviewerError as error:
            self.frame.telling.error(error)
            self._refresh()
            return
        self._kept.pop((document, name), None)
        self._refresh()

    def _conflict(self, document: DocumentId, name: str, error: Conflict) -> None:
        """Say under the field what a colleague made of it; the person's own text stays in it."""
        project = self._project
        if project is None:
            return
        theirs = error.theirs[0].by if error.theirs else ""
        now, undo = project.headers.values(document).get(name, ""), IN_FORCE["header_undo"]
        known = "theirs" if theirs else "theirs_unknown"
        self._conflicts[document, name] = self.say.say(
            f"ui.header.{known}", name=theirs, value=now, undo=key_words(undo.shown_key)
        )
        self._refresh()

    def _put_default(self, name: str, text: str) -> bool:
        project = self._project
        if project is None:
            return False
        try:
            project.headers.set_default(name, text, self.frame.person.name)
        except ReviewerError as error:
            self.frame.telling.error(error)
            return False
        self._kept.pop((None, name), None)
        self._refresh()
        return True

    def _confirm(self, name: str) -> None:
        """Enter: take what is marked, keep what was typed, go on."""
        if self.view.aside.current:
            self._pick(self.view.aside.current)
        else:
            self._conflicts.pop((self._document, name), None)
            self.view.rows[name].settle()
            if (self._document, name) not in self._kept:
                self.view.go_on(name)

    def _step(self, name: str, by: int) -> None:
        """An arrow: along what is offered, else to the next field."""
        if not self._offers or not self.view.aside.step(by):
            self.view.go_on(name, by)

    def _pick(self, key: str) -> None:
        """Take something that is offered, and go on."""
        chosen, name = self._offers.at(key), self.view.at
        filled, row = self._filled.get(name), self.view.rows[name]
        if filled is None or chosen is None or row.edit.isReadOnly():
            return
        value = chosen.value if isinstance(chosen, Offered) else chosen
        instead = row.dirty and not isinstance(chosen, Offered)
        text = told.put_in(filled.field, row.text, value, instead_of_last=instead)
        row.edit.setText(text)
        if isinstance(chosen, Offered) and self._document is not None and not self._for_all:
            taken = replace(chosen, value=text)
            self.frame.person.with_name(partial(self._take, self._document, name, taken))
        else:
            row.settle()
        self.view.go_on(name)

    def _take(self, document: DocumentId, name: str, offered: Offered, by: str) -> None:
        project = self._project
        if project is not None and self._done(
            lambda: project.headers.take(document, name, offered, by)
        ):
            self._kept.pop((document, name), None)
            self._refresh()

    def reset(self) -> None:
        """Let the field at hand be what the project or the file says."""
        name, document = self.view.at, self._document
        if document is None or self._for_all:
            return
        self._forget(document, name)
        self.view.rows[name].edit.setText(self.view.rows[name].shown.value)
        self.frame.person.with_name(partial(self._reset, document, name))

    def _reset(self, document: DocumentId, name: str, by: str) -> None:
        project = self._project
        if project is not None and self._done(lambda: project.headers.reset(document, name, by)):
            self._refresh()
            self.view.go_to(name)

    def _forget(self, place: DocumentId | None, name: str) -> None:
        """What was typed and not saved is not wanted any more."""
        self._kept.pop((place, name), None)
        self._conflicts.pop((place, name), None)

    def _done(self, step: Callable[[], object]) -> bool:
        """Do something; whether it went well, else it was said why not."""
        try:
            step()
        except ReviewerError as error:
            self.frame.telling.error(error)
            return False
        return True

    # -- taken back -------------------------------------------------------------------------------

    def _undo(self, *, again: bool) -> None:
        """Take back the typing at hand, else the last step here; or do it again."""
        row, place = self.view.rows[self.view.at], None if self._for_all else self._document
        if row.dirty and not again:
            self._forget(place, row.name)
            row.edit.setText(row.shown.value)
            self._refresh()
        elif place is None:
            step = self._defaults.redo if again else self._defaults.undo
            if not step():
                self.frame.telling.note(self.say.say("ui.header.nothing_to_undo"))
        else:
            self.frame.person.with_name(partial(self._revert, place, again))

    def _revert(self, document: DocumentId, again: bool, by: str) -> None:
        project = self._project
        if project is None:
            return
        step = project.headers.redo if again else project.headers.undo
        if self._done(lambda: step(document, by)):
            self._refresh()
            self.frame.telling.note(self.say.say(f"ui.header.{'redone' if again else 'undone'}"))

    # -- elsewhere --------------------------------------------------------------------------------

    def spread(self) -> None:
        """Give the value at hand to several documents."""
        self.view.settle()
        filled = self._filled.get(self.view.at)
        if filled is not None and self._document is not None and not self._for_all:
            self._spreading.ask(filled, self._document)

    def go(self) -> None:
        """Show at the desk the line that is shown beside the form."""
        offered, project = self._offers.marked, self._project
        if offered is None or project is None:
            self.frame.telling.note(self.say.say("ui.header.no_line"))
            return
        self.view.settle()
        self.frame.rooms.step_out()
        self.desk.show(offered.page)
        page, reading = self.desk.page, self.desk.view.reading
        if page is None or page.row.id != offered.page:
            return
        at = line_index(page, offered.line)
        reading.setFocus()
        if at >= 0:
            reading.go_to(at, 0)
            reading.look_at(at, 0, len(page.reading.lines[at].text))
