"""What a list of hits holds: hits under heads of their forms, each with its tick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.core.messages import Catalogue

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which the model holds a `HitShown` or a `HeadShown`."""


@dataclass(slots=True)
class HitShown:
    """A hit as its row shows it.

    `reading` is what is to stand there (None: nothing was said yet), `note` why it is not taken
    along by itself, or who settled it; one that is `fixed` cannot be changed at all. `chosen`:
    somebody ticked it or not, so that nothing else does any more; `own`: its reading is its own.
    """

    left: str
    form: str
    right: str
    place: str
    note: str = ""
    reading: str | None = None
    ticked: bool = False
    fixed: bool = False
    chosen: bool = False
    own: bool = False


@dataclass(slots=True)
class HeadShown:
    """The head of a group: the form, its hits and how many of these are ticked."""

    form: str
    hits: tuple[int, ...]
    ticked: int
    open: bool


class HitsModel(QAbstractListModel):
    """Rows of heads and hits. Hits are named by their place in the order of the text."""

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.hits: list[HitShown] = []
        self._groups: dict[str, list[int]] = {}
        self._folded: set[str] = set()
        self._rows: list[str | int] = []

    # -- filling ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """Hold nothing."""
        self.beginResetModel()
        self.hits, self._groups, self._rows = [], {}, []
        self._folded.clear()
        self.endResetModel()

    def append(self, hits: Sequence[HitShown]) -> None:
        """Hold more hits; those of known forms go into their groups."""
        if not hits:
            return
        first = len(self.hits)
        forms = {hit.form for hit in hits}
        within = forms & self._groups.keys()
        if within != forms or len(forms) > 1 or not self._last_is(next(iter(forms))):
            self.beginResetModel()
            self._take(hits, first)
            self._rows = list(self._laid_out())
            self.endResetModel()
            return
        # The usual case, one form and nothing else: what is shown stays where it is.
        shown = next(iter(forms)) not in self._folded
        if shown:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(hits) - 1)
        self._take(hits, first)
        if shown:
            self._rows += range(first, first + len(hits))
            self.endInsertRows()
        self._tell()

    def _take(self, hits: Sequence[HitShown], first: int) -> None:
        self.hits += hits
        for index, hit in enumerate(hits, first):
            self._groups.setdefault(hit.form, []).append(index)

    def _last_is(self, form: str) -> bool:
        return bool(self._groups) and next(reversed(self._groups)) == form

    def _laid_out(self) -> Iterable[str | int]:
        for form, members in self._groups.items():
            yield form
            if form not in self._folded:
                yield from members

    # -- asking -----------------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        """One row a head or hit."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, or its words for a screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return self._head(row) if isinstance(row, str) else self.hits[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._head_words(row) if isinstance(row, str) else self._hit_words(row)
        return None

    def _head(self, form: str) -> HeadShown:
        members = tuple(self._groups[form])
        ticked = sum(self.hits[index].ticked for index in members)
        return HeadShown(form, members, ticked, form not in self._folded)

    def _head_words(self, form: str) -> str:
        head = self._head(form)
        return self._say.say("views.hits.head_words", form=form, n=len(head.hits), k=head.ticked)

    def _hit_words(self, index: int) -> str:
        hit = self.hits[index]
        state = "ticked" if hit.ticked else "fixed" if hit.fixed else "unticked"
        said = self._say.say(f"views.hits.{state}")
        text = f"{hit.left}{hit.form}{hit.right}".strip()
        change = "" if hit.reading is None else f"{hit.form} → {hit.reading}"
        return ", ".join(filter(None, (said, change, text, hit.place, hit.note)))

    def hit_at(self, row: int) -> int | None:
        """The hit of a row; None where it is a head."""
        here = self._rows[row] if 0 <= row < len(self._rows) else None
        return here if isinstance(here, int) else None

    def form_at(self, row: int) -> str | None:
        """The form of a row's group."""
        here = self._rows[row] if 0 <= row < len(self._rows) else None
        return self.hits[here].form if isinstance(here, int) else here

    def row_of(self, hit: int) -> int:
        """The row of a hit; -1 where its group is folded."""
        try:
            return self._rows.index(hit)
        except ValueError:
            return -1

    def head_row(self, form: str) -> int:
        """The row of a group's head."""
        return self._rows.index(form)

    @property
    def ticked(self) -> list[int]:
        """The hits that are ticked, in the order of the text."""
        return [index for index, hit in enumerate(self.hits) if hit.ticked]

    # -- changing ---------------------------------------------------------------------------------

    def tick(self, hits: Iterable[int], ticked: bool) -> None:
        """Tick hits, or not; those that cannot be changed stay as they are."""
        for index in hits:
            hit = self.hits[index]
            if not hit.fixed:
                hit.ticked, hit.chosen = ticked, True
        self._tell()

    def toggle(self, row: int) -> None:
        """Turn the tick of a hit, or those of a whole group."""
        here = self._rows[row] if 0 <= row < len(self._rows) else None
        if isinstance(here, str):
            members = [i for i in self._groups[here] if not self.hits[i].fixed]
            self.tick(members, not all(self.hits[i].ticked for i in members))
        elif here is not None:
            self.tick([here], not self.hits[here].ticked)

    def fold(self, form: str, folded: bool) -> None:
        """Hide the hits of a group, or show them."""
        if (form in self._folded) == folded:
            return
        at, count = self.head_row(form) + 1, len(self._groups[form])
        if folded:
            self.beginRemoveRows(QModelIndex(), at, at + count - 1)
            self._folded.add(form)
            del self._rows[at : at + count]
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), at, at + count - 1)
            self._folded.discard(form)
            self._rows[at:at] = self._groups[form]
            self.endInsertRows()
        self._tell()

    def read(self, hit: int, text: str) -> None:
        """Let a hit have a reading of its own, and tick it."""
        row = self.hits[hit]
        if not row.fixed:
            row.reading, row.own = text, True
            self.tick([hit], True)

    def changed(self) -> None:
        """Hits were changed in place: show them so."""
        self._tell()

    def _tell(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
