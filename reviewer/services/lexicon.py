"""The lexicon of a project: its own layer and the person's over the shared tables.

What stands there counts at the next page that is analysed; nothing has to be rebuilt. Every change
is an `Edit`, which can be taken back by changing the other way round.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock, Thread

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry, overlaid
from reviewer.core.messages import said
from reviewer.core.storage import Store
from reviewer.services.entries import checked, merged
from reviewer.services.lookup import LIMIT, LookUp, Match, of_kinds, rank
from reviewer.services.own_lexicon import UserLexicon


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the lexicon: entries that go out and that come in, each with its layer."""

    out: tuple[LexiconEntry, ...] = ()
    into: tuple[LexiconEntry, ...] = ()

    @property
    def undone(self) -> "Edit":
        """The change that takes this one back."""
        return Edit(self.into, self.out)

    @property
    def entries(self) -> tuple[LexiconEntry, ...]:
        """All entries that it is about."""
        return (*self.out, *self.into)

    def __bool__(self) -> bool:
        return self.out != self.into


Heard = Callable[[Edit], None]


class Lexicon:
    """Changes the project's layer and the person's own, and finds entries of all layers."""

    def __init__(
        self,
        store: Store,
        own: UserLexicon | None = None,
        shared: Callable[[], Sequence[LexiconEntry]] = tuple,
    ) -> None:
        """`shared` gives the entries of the engine's tables; slow, and so asked but once."""
        self._store = store
        self._own = own
        self._shared = Shared(shared)
        self._lock = Lock()
        self._known: tuple[LexiconEntry, ...] | None = None
        self._index = LookUp()
        self._listeners: list[Heard] = []

    # -- what there is ----------------------------------------------------------------------------

    def all(self) -> Sequence[LexiconEntry]:
        """The project's entries."""
        with self._store.reading() as unit:
            return tuple(replace(entry, layer=Layer.PROJECT) for entry in unit.entries.all())

    def known(self) -> tuple[LexiconEntry, ...]:
        """The entries of both layers; the person's own stand last and speak louder."""
        known = (*self.all(), *(self._own.all() if self._own else ()))
        with self._lock:
            self._arrange(known)
        return known

    def called(self, forms: Collection[str]) -> tuple[LexiconEntry, ...]:
        """The entries of both layers with these preferred forms, in the order of `known`.

        Reads no others of the project, so that it may be asked for each of many documents.
        """
        with self._store.reading() as unit:
            found = [replace(entry, layer=Layer.PROJECT) for entry in unit.entries.called(forms)]
        own = self._own.all() if self._own else ()
        return (*found, *(entry for entry in own if entry.preferred in forms))

    def everything(self) -> tuple[LexiconEntry, ...]:
        """The entries of all layers, those left out that a louder one stands for.

        Takes a while at the first time: not for the window's thread.
        """
        return overlaid((*self._shared.entries(), *self.known()))

    def look_up(
        self, text: str, kinds: Collection[EntryKind] = (), limit: int = LIMIT
    ) -> Sequence[Match]:
        """The entries of all layers that answer what is typed, best first. Quick.

        The shared tables join in as soon as they are at hand; the first question has them loaded,
        in the background (or before it: `warm`).
        """
        if self._known is None:
            self.known()
        keep = of_kinds(kinds)
        with self._lock:
            louder = {entry.name for entry in self._known or ()}
            found = [*self._index.find(text, keep, limit)]
        index = self._shared.index()
        if index:
            found += index.find(text, lambda entry: keep(entry) and entry.name not in louder, limit)
        return sorted(found, key=rank)[:limit]

    def warm(self) -> None:
        """Have the shared tables at hand when this returns."""
        self._shared.load()

    # -- changing ---------------------------------------------------------------------------------

    def add(self, entry: LexiconEntry) -> Edit:
        """Add an entry to the project, in the place of one with its name."""
        return self.put([entry])

    def put(self, entries: Iterable[LexiconEntry], layer: Layer = Layer.PROJECT) -> Edit:
        """Add entries to a layer, in the place of their namesakes. Raises UsageError."""
        return self.change(Edit(into=tuple(replace(entry, layer=layer) for entry in entries)))

    def remove(self, preferred: str, kind: EntryKind | None = None) -> int:
        """Take the entries with this form out of the project; how many it were."""
        out = [e for e in self.all() if e.preferred == preferred and kind in (None, e.kind)]
        return len(self.change(Edit(tuple(out))).out)

    def merge(self, entries: Sequence[LexiconEntry], layer: Layer = Layer.PROJECT) -> Edit:
        """Make one of several entries, named as the first; shared ones are only stood for."""
        one = replace(merged(entries), layer=layer)
        out = tuple(entry for entry in entries if entry.layer in (Layer.PROJECT, Layer.USER))
        return self.change(Edit(out, (one,)))

    def change(self, edit: Edit) -> Edit:
        """Make a change; what was done is given back, with the namesakes that gave way.

        Raises UsageError where an entry has no usable form; nothing is changed then.
        """
        into = tuple(checked(entry) for entry in edit.into)
        comes = {(entry.layer, entry.name) for entry in into}
        goes = {(entry.layer, entry.name) for entry in edit.out}
        out = tuple(e for e in self.known() if (e.layer, e.name) in comes | goes)
        done = Edit(out, into)
        if not done:
            return done
        self._write(done)
        self.known()
        for listener in tuple(self._listeners):
            listener(done)
        return done

    def subscribe(self, listener: Heard) -> Callable[[], None]:
        """Hear of every change made here, on the thread that made it; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _write(self, edit: Edit) -> None:
        of_own = [e for e in edit.entries if e.layer is Layer.USER]
        if of_own and self._own is None:
            raise ReviewerError(
                said("lexicon.files.no_own"), safe=said("lexicon.files.nothing_changed")
            )
        with self._store.writing() as unit:
            for entry in edit.out:
                if entry.layer is Layer.PROJECT:
                    unit.entries.remove(*entry.name)
            for entry in edit.into:
                if entry.layer is Layer.PROJECT:
                    unit.entries.put(entry)
            if of_own and self._own:  # a file that cannot be written takes the rest back
                self._own.change(
                    (e for e in edit.out if e.layer is Layer.USER),
                    (e for e in edit.into if e.layer is Layer.USER),
                )

    def _arrange(self, known: tuple[LexiconEntry, ...]) -> None:
        """Let the entries of both layers be found, as they are now."""
        if known == self._known:
            return
        loud = overlaid(known)
        for entry in set(self._known or ()).difference(loud):
            self._index.discard(entry)
        for entry in loud:
            self._index.add(entry)
        self._known = known


class Shared:
    """The entries of the engine's tables, and what finds them: made once, when first wanted."""

    def __init__(self, load: Callable[[], Sequence[LexiconEntry]]) -> None:
        self._load = load
        self._lock = Lock()
        self._made: tuple[Sequence[LexiconEntry], LookUp] | None = None
        self._loading: Thread | None = None

    def entries(self) -> Sequence[LexiconEntry]:
        """All of them; loaded now if they were not."""
        return self.load()[0]

    def index(self) -> LookUp | None:
        """What finds them; None until it is made, in the background."""
        if self._made is None and self._loading is None:
            self._loading = Thread(target=self._try, daemon=True)
            self._loading.start()
        return self._made[1] if self._made else None

    def load(self) -> tuple[Sequence[LexiconEntry], LookUp]:
        """Load them, if nobody did."""
        with self._lock:
            if self._made is None:
                entries = tuple(self._load())
                self._made = entries, LookUp(overlaid(entries))
            return self._made

    def _try(self) -> None:
        # Where the engine ended meanwhile nothing is lost; the next question tries again.
        with suppress(ReviewerError, CancelledError, RuntimeError):
            self.load()
        self._loading = None
