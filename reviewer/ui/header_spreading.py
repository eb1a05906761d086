"""The same value for several documents: looks at what they have, asks which, puts it in."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Message
from reviewer.services.headers import Filled
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.frame import Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.header_form import HeaderFormView
from reviewer.ui.views.header_form_spread import SpreadDialog, ValueShown
from reviewer.ui.views.parts import key_words


class HeaderSpreading(QObject):
    """Reading all headers is a job, and so is putting the value in: there may be thousands. It is
    one step, taken back as one.
    """

    def __init__(self, frame: Frame, view: HeaderFormView, done: Callable[[], None]) -> None:
        """`done` is called when the value was put in."""
        super().__init__(view)
        self._frame = frame
        self._view = view
        self._done = done
        self._job: Job | None = None
        self.dialog: SpreadDialog | None = None

    def stop(self) -> None:
        """Look no further."""
        if self._job is not None:
            self._job.stop()
            self._job = None

    def ask(self, filled: Filled, here: DocumentId) -> None:
        """Ask which documents are to have the value of a field of this one."""
        project = self._frame.desk.project
        if project is None:
            return
        self.stop()
        name = filled.field.name
        self._job = self._frame.jobs.run(
            Message("ui.header.spread.reading"),
            lambda _: project.headers.everywhere(name),
            partial(self._show, filled, here),
            self._fail,
        )

    def _fail(self, error: ReviewerError) -> None:
        self._job = None
        self._frame.telling.error(error)

    def _show(self, filled: Filled, here: DocumentId, values: Mapping[DocumentId, str]) -> None:
        self._job = None
        project, say = self._frame.desk.project, self._frame.say
        if project is None or self._frame.rooms.current is not self._view:
            return
        titles = {one.id: one.title for one in project.documents()}
        others = [
            ValueShown(int(one), titles[one], value)
            for one, value in values.items()
            if one != here and one in titles
        ]
        field = say.say(f"header.fields.{filled.field.name}")
        dialog = SpreadDialog(say, self._frame.theme, field, filled.value, others, self._view)
        dialog.chosen.connect(partial(self._put, filled))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _put(self, filled: Filled, documents: tuple[int, ...]) -> None:
        self._frame.person.with_name(partial(self._record, filled, documents))

    def _record(self, filled: Filled, documents: tuple[int, ...], by: str) -> None:
        project, values = self._frame.desk.project, {filled.field.name: filled.value}
        if project is None:
            return
        self._frame.jobs.run(
            Message("ui.header.spread.putting"),
            lambda _: project.headers.set_all(map(DocumentId, documents), values, by),
            lambda _: self._tell(len(documents)),
        )

    def _tell(self, many: int) -> None:
        undo = key_words(IN_FORCE["header_undo"].shown_key)
        words = self._frame.say.say("ui.header.spread.done", n=many, undo=undo)
        self._frame.telling.note(words)
        self._done()
