"""What speaks for an entry when a name is marked: how often it stands here, and was marked so."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.core.ids import DocumentId
from reviewer.core.searching import Query
from reviewer.services.project import Project
from reviewer.services.searching import Reach
from reviewer.ui.bridge.asking import Asking
from reviewer.ui.frame import Frame


class MarkEvidence(QObject):
    """Counts beside the window's thread, and only what is listed; what is known is kept."""

    told = Signal()
    """More is known than before."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(self)
        self._asking.failed.connect(frame.telling.error)
        self._asking.broke.connect(frame.telling.fault)
        self._document: DocumentId | None = None
        self._asked: set[str] = set()
        self.before: Mapping[str, int] = {}
        """How often each reference was marked lately."""
        self.hands: Sequence[str] = ()
        """The hands that marks name, those named most often first."""
        self.times: dict[str, int] = {}
        """How often each name stands in the document; those that were not counted yet lack."""

    @property
    def busy(self) -> bool:
        """Whether something is being counted."""
        return self._asking.busy

    def begin(self, project: Project) -> None:
        """A mark is asked for: what was decided since the last one is to be counted too."""
        self._document = None
        self._asking.ask(project.marking.precedents, self._take_before)
        self._asking.ask(project.marking.hands, self._take_hands)

    def ask(self, project: Project, document: DocumentId, names: Collection[str]) -> None:
        """Count names of a document that were not counted before."""
        if document != self._document:
            self._document = document
            self._asked.clear()
            self.times.clear()
        new = [name for name in dict.fromkeys(names) if name and name not in self._asked]
        if new:
            self._asked.update(new)
            self._asking.ask(
                partial(_counted, project, Reach(document), new), self._taker(document)
            )

    def stop(self) -> None:
        """Another project: all of it is forgotten."""
        self._asking.drop()
        self._document, self.before, self.hands = None, {}, ()
        self._asked.clear()
        self.times.clear()

    def close(self) -> None:
        """Count no more, and wait."""
        self._asking.close()

    def _take_before(self, before: Mapping[str, int]) -> None:
        if before != self.before:
            self.before = before
            self.told.emit()

    def _take_hands(self, hands: Sequence[str]) -> None:
        self.hands = hands

    def _taker(self, document: DocumentId) -> Callable[[Mapping[str, int]], None]:
        def take(counted: Mapping[str, int]) -> None:
            if document == self._document:
                self.times.update(counted)
                self.told.emit()

        return take


def _counted(project: Project, reach: Reach, names: Collection[str]) -> dict[str, int]:
    """On the other thread."""
    return {name: project.searching.count(_whole(name), reach) for name in names}


def _whole(name: str) -> Query:
    return Query(name, whole=name[:1].isalnum() and name[-1:].isalnum())
