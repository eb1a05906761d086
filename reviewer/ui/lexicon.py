"""The lexicon's department: its room, adding the word at hand, and what changes bring about."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry, Name
from reviewer.core.messages import Message
from reviewer.services.lexicon import Edit
from reviewer.services.project import Project
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.lexicon_adding import Adding
from reviewer.ui.lexicon_lists import Lists
from reviewer.ui.lexicon_proposing import Proposing
from reviewer.ui.lexicon_steps import Steps
from reviewer.ui.views.lexicon import LexiconView
from reviewer.ui.views.lexicon_model import Arranged, arranged
from reviewer.ui.views.parts import key_words

_CHANGEABLE = (Layer.PROJECT, Layer.USER)


class LexiconDesk(Department):
    """Brings entries to the room, and what is done there to the services."""

    heard = Signal(object)
    """An Edit of the project's lexicon, whoever made it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = LexiconView(self.say, frame.theme, self._keys())
        frame.rooms.add(self.view, Need.LEXICON)
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self.steps = Steps()
        self.adding = Adding(frame, self.steps, self)
        self.lists = Lists(frame, self._lane, self.steps.note, self)
        self.proposing = Proposing(frame, self.view.proposals, self._lane, self.steps, self)
        self._shown: Project | None = None
        self._deaf: Callable[[], None] | None = None
        self.view.asked.connect(lambda name: self._do(name)())
        self.view.form.saved.connect(self._save)
        self.heard.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        for name, button in self.view.proposals.buttons.items():
            button.clicked.connect(self._do(name))
        self._join_keys()
        IN_FORCE.changed.connect(self._join_keys)

    @property
    def busy(self) -> bool:
        """Whether anything of the lexicon still runs."""
        return self._lane.busy

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        names = ("save", "undo", "redo", "new", "merge", "proposals", "import", "export")
        more = ("search", "remove", "refuse", *(f"as_{kind}" for kind in EntryKind))
        room = {f"lexicon_{name}": self._do(name) for name in (*names, *more)}
        return {"lexicon": self.enter, "lexicon_add": self.adding.ask, **room}

    def _do(self, name: str) -> Callable[[], object]:
        view = self.view
        does: dict[str, Callable[[], object]] = {
            "save": view.form.save,
            "undo": self.undo,
            "redo": self.redo,
            "new": self._new,
            "merge": self._merge,
            "proposals": self._propose,
            "import": self.lists.ask_import,
            "export": lambda: self.lists.ask_export(self._exported()),
            "search": self._search,
            "remove": self._remove,
            "refuse": self.proposing.refuse,
        }
        does |= {f"as_{kind}": partial(self.proposing.take, kind) for kind in EntryKind}
        return does[name]

    # -- entering ---------------------------------------------------------------------------------

    def project_opened(self, project: Project) -> None:
        """Hear of its lexicon from now on."""
        self.steps.clear()
        self._deaf = project.lexicon.subscribe(self.heard.emit)

    def project_closing(self) -> None:
        """Put its entries away."""
        self._lane.stop_all()
        if self._deaf:
            self._deaf()
            self._deaf = None
        self.steps.clear()
        self._shown = None
        self.view.model.show_entries({})

    def close(self) -> None:
        """End what runs."""
        self._lane.close()

    def enter(self) -> None:
        """Show the room; its entries come as soon as they are at hand."""
        project = self.desk.project
        if project is None:
            return
        self.desk.settle()
        if self._shown is not project:
            self.view.show_notice(self.say.say("lexicon.room.loading"))
            self.view.show_proposals(False)
            self._load(project)
        elif not self.view.proposing:
            self._count(project)
        self.frame.rooms.enter(self.view)

    def _load(self, project: Project, at: LexiconEntry | None = None) -> None:
        def loaded(entries: Arranged) -> None:
            if self.desk.project is project:
                first, self._shown = self._shown is None, project
                self.view.show_entries(entries, at)
                if first:
                    self._count(project)

        self._lane.run(
            Message("lexicon.room.loading"),
            lambda _: arranged(project.lexicon.everything()),
            loaded,
            quiet=True,
        )

    def _count(self, project: Project) -> None:
        def counted(counts: Mapping[Name, int]) -> None:
            if self.desk.project is project:
                self.view.model.show_counts(counts)

        self._lane.run(
            Message("lexicon.room.count"),
            lambda progress: project.tallying.count(project.lexicon.everything(), progress),
            counted,
            quiet=True,
        )

    def _refresh(self, edit: Edit) -> None:
        """Show what a change made of the entries; where the room is not shown, when it is."""
        project = self.desk.project
        if self.frame.rooms.current is not self.view:
            self._shown = None
        elif project is not None:
            self._load(project, edit.into[0] if len(edit.into) == 1 else None)

    # -- changing ---------------------------------------------------------------------------------

    def _change(self, change: Callable[[Project], Edit], told: Callable[[], str]) -> None:
        project = self.desk.project
        if project is None:
            return
        try:
            edit = change(project)
        except ReviewerError as error:
            self.frame.telling.error(error)
            return
        self.steps.note(edit)
        self.frame.telling.note(told())

    def _save(self, before: LexiconEntry | None, after: LexiconEntry) -> None:
        out = (before,) if before and before.layer in _CHANGEABLE else ()
        told = partial(self.say.say, "lexicon.told.saved", form=after.preferred)
        self._change(lambda project: project.lexicon.change(Edit(out, (after,))), told)
        self.view.form.settle()

    def _new(self) -> None:
        self.view.show_proposals(False)
        self.view.new_entry()

    def _merge(self) -> None:
        chosen = self.view.chosen
        if len(chosen) > 1:
            own = all(entry.layer is Layer.USER for entry in chosen)
            layer = Layer.USER if own else Layer.PROJECT
            self._change(
                lambda project: project.lexicon.merge(chosen, layer),
                partial(
                    self.say.say, "lexicon.told.merged", n=len(chosen), form=chosen[0].preferred
                ),
            )

    def _remove(self) -> None:
        out = tuple(entry for entry in self.view.chosen if entry.layer in _CHANGEABLE)
        if not out:
            if self.view.chosen:
                self.frame.telling.note(self.say.say("lexicon.told.shared_stay"))
            return
        row = self.view.table.chosen[0]
        key = key_words(IN_FORCE["lexicon_undo"].shown_key)
        told = partial(
            self.say.say, "lexicon.told.removed", n=len(out), form=out[0].preferred, key=key
        )
        self._change(lambda project: project.lexicon.change(Edit(out)), told)
        self.view.table.choose(min(row, self.view.model.rowCount() - 1))

    def undo(self) -> None:
        """Take the last step in the lexicon back."""
        self._step(self.steps.undo, "undone", "nothing_to_undo")

    def redo(self) -> None:
        """Do it again."""
        self._step(self.steps.redo, "redone", "nothing_to_redo")

    def _step(self, move: Callable[..., Edit | None], told: str, none: str) -> None:
        project = self.desk.project
        if project is None:
            return
        try:
            done = move(project.lexicon)
        except ReviewerError as error:
            self.frame.telling.error(error)
            return
        self.frame.telling.note(self.say.say(f"lexicon.told.{none if done is None else told}"))

    # -- the rest ---------------------------------------------------------------------------------

    def _exported(self) -> Sequence[LexiconEntry]:
        """What is exported: the entries chosen where they are several, else all that are shown."""
        chosen = self.view.chosen
        return chosen if len(chosen) > 1 else self.view.model.shown

    def _search(self) -> None:
        self.view.show_proposals(False)
        self.view.focus_first()

    def _propose(self) -> None:
        project = self.desk.project
        if project is None:
            return
        shown = not self.view.proposing
        self.view.show_proposals(shown)
        if shown:
            self.proposing.find(project)

    def _keys(self) -> dict[str, str]:
        names = (one.id for one in IN_FORCE.actions if one.id.startswith("lexicon_"))
        return {
            name.removeprefix("lexicon_"): key_words(IN_FORCE[name].shown_key) for name in names
        }

    def _join_keys(self) -> None:
        """Let buttons show the keys that are in force, and lists hear their bare ones."""
        view = self.view
        view.table.keys = dict.fromkeys(IN_FORCE["lexicon_remove"].bare, self._remove)
        pane = view.proposals
        pane.table.keys = {
            key: self._do(name)
            for name in ("refuse", *(f"as_{kind}" for kind in EntryKind))
            for key in IN_FORCE[f"lexicon_{name}"].bare
        }
        for name, button in {**view.buttons, **pane.buttons}.items():
            button.set_keys(IN_FORCE[f"lexicon_{name}"].shown_key)
        view.form.save_button.set_keys(IN_FORCE["lexicon_save"].shown_key)
