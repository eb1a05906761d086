"""Keeps what is being typed against a sudden end of the program, and brings it back."""

from PySide6.QtCore import QLockFile, QTimer

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Message
from reviewer.services.project import Project
from reviewer.services.untold import LineTyped, Untold, tell
from reviewer.ui.frame import Department, Frame
from reviewer.ui.views.card_field import TypingField

_EVERY = 300  # milliseconds: more than this is never lost, but for what the machine itself delays


class Keeping(Department):
    """Writes down, while somebody types, what no decision says yet.

    Of several windows on one project, the first one keeps: the lock beside the file says so, and a
    lock whose program is gone is nobody's.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._typing = frame.app.untold
        self._lock: QLockFile | None = None
        self._kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.keep)
        reading, card = self.desk.view.reading, self.desk.view.card
        reading.document().contentsChange.connect(self._soon)
        reading.typingChanged.connect(self._told)
        for field in card.findChildren(TypingField):
            field.textEdited.connect(self._soon)
        self.desk.moved.connect(self._told)

    def project_opened(self, project: Project) -> None:
        """Bring back what was being typed when the program ended last."""
        self._lock = QLockFile(str(self._typing.path(project.place).with_suffix(".lock")))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(0):
            self._lock = None
            return
        left = self._typing.find(project.place)
        if left:
            self.frame.person.with_name(lambda by: self._bring_back(project, left, by))

    def _bring_back(self, project: Project, left: Untold, by: str) -> None:
        try:
            if tell(project, left, by):
                self.desk.show(left.page)
                self.desk.note(Message("untold.kept"))
        except ReviewerError as error:
            self.desk.failed.emit(error)
        self._typing.drop(project.place)

    def project_closing(self) -> None:
        """Tell what is being typed, and let go of the file."""
        self.desk.settle()
        self._timer.stop()
        self._drop()
        if self._lock:
            self._lock.unlock()
            self._lock = None

    def keep(self) -> None:
        """Write down what is being typed now; nothing where all is told."""
        project, untold = self.desk.project, self._untold()
        if project is None or self._lock is None:
            return
        if untold:
            self._typing.keep(project.place, untold)
            self._kept = True
        else:
            self._drop()

    def _soon(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _told(self, typing: bool = False) -> None:
        # Only when what told it has done: until then the file is all that there is of it.
        if self._kept and not typing:
            QTimer.singleShot(0, self, self.keep)

    def _drop(self) -> None:
        if self._kept and self.desk.project is not None:
            self._typing.drop(self.desk.project.place)
            self._kept = False

    def _untold(self) -> Untold | None:
        page, view = self.desk.page, self.desk.view
        if page is None:
            return None
        lines = tuple(
            LineTyped(page.reading.lines[line].n, before, now)
            for line, before, now in view.reading.untold()
            if line < len(page.reading.lines)
        )
        finding, field = view.card.untold()
        untold = Untold(page.row.id, lines, finding, field)
        return untold or None
