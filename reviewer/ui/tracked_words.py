"""A page with its changes in the text: what went is struck, what came is underlined, by person."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from reviewer.core.comparing import Fate, Row
from reviewer.core.decisions import MoveLine
from reviewer.core.judging import Change, What
from reviewer.core.marks import PlacedMark
from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.core.people import fold_name
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.ui.change_words import told
from reviewer.ui.line_words import line_labels, role_words
from reviewer.ui.views.tracked_list import Piece, Shape, TrackedLine

_NOTES = {
    Fate.CAME: "came",
    Fate.WENT: "went",
    Fate.PARTED: "parted",
    Fate.JOINED: "joined",
    Fate.ADDED: "added",
    Fate.REMOVED: "removed",
}


def people_of(changes: Sequence[Change]) -> tuple[str, ...]:
    """The names of all who changed something, in the order of the text."""
    names: dict[str, str] = {}
    for change in changes:
        names.setdefault(fold_name(change.decision.by), change.decision.by)
    return tuple(names.values())


class Told:
    """Lines that were told before: after a decision only those are told anew that it touched."""

    def __init__(self) -> None:
        self._people: tuple[str, ...] = ()
        self._lines: list[tuple[object, TrackedLine]] = []

    def begin(self, people: tuple[str, ...]) -> None:
        """Another page may be told; with other people all of it is another."""
        if people != self._people:
            self._people, self._lines = people, []

    def line(self, row: int, of: object, tell: Callable[[], TrackedLine]) -> TrackedLine:
        """The line of a row; `of` is all it is made of."""
        if row < len(self._lines) and self._lines[row][0] == of:
            return self._lines[row][1]
        line = tell()
        self._lines[row : row + 1] = [(of, line)]
        return line


def lines_tracked(
    rows: Sequence[Row],
    reading: PageReading,
    changes: Sequence[Change],
    say: Catalogue,
    told_before: Told | None = None,
) -> tuple[TrackedLine, ...]:
    """The rows for the list. Lines that are as they were told before are the same objects."""
    return tuple(_Tracker(rows, reading, changes, say, told_before or Told()).lines())


@dataclass(frozen=True, slots=True)
class _Sign:
    """A bracket of a mark at a column of a line."""

    column: int
    opens: bool
    text: str
    change: Change


class _Tracker:
    def __init__(
        self,
        rows: Sequence[Row],
        reading: PageReading,
        changes: Sequence[Change],
        say: Catalogue,
        before: Told,
    ) -> None:
        self.rows, self.reading, self.say, self.before = rows, reading, say, before
        before.begin(people_of(changes))
        self.labels = line_labels(reading)
        self.people = {fold_name(name): n for n, name in enumerate(people_of(changes))}
        self.by_word = {
            one.decision.id: one
            for one in changes
            if one.mark is None and one.what is not What.LINE
        }
        self.of_line: dict[int, list[Change]] = {}
        self.signs: dict[int, list[_Sign]] = {}
        for one in changes:
            if one.what in (What.LINE, What.RESTORED):
                self.of_line.setdefault(one.line, []).append(one)
            elif one.mark is not None:
                self._place(one, one.mark)

    def _place(self, change: Change, mark: PlacedMark) -> None:
        first, last = self.reading.position(mark.start), self.reading.position(mark.end)
        name = self.say.say(f"marks.name.{mark.name}")
        if first is not None:
            sign = _Sign(first[1], True, "[", change)
            self.signs.setdefault(first[0], []).append(sign)
        if last is not None:
            sign = _Sign(last[1], False, f"]{name}", change)
            self.signs.setdefault(last[0], []).append(sign)

    def lines(self) -> Iterator[TrackedLine]:
        for number, row in enumerate(self.rows):
            note = self._note(row)
            if row.line is None:
                went = partial(self._went, row, note)
                yield self.before.line(number, (row.stretches, row.raw, note), went)
                continue
            line, about = self.reading.lines[row.line], self.of_line.get(row.line, [])
            note = " · ".join(filter(None, (note, *self._told(row, about))))
            known = self.by_word
            changes = [known[word.decision] for word in line.words if word.decision in known]
            of = line, self.labels[row.line], note, changes, about, self.signs.get(row.line)
            yield self.before.line(number, of, partial(self._line, row.line, line, note))

    def _went(self, row: Row, note: str) -> TrackedLine:
        text = "".join(one.gap + one.source for one in row.stretches)
        label = "+".join(str(one + 1) for one in row.raw)
        return TrackedLine((Piece(text, Shape.AWAY),), label, "", note, f"{note}: {text}", "", ())

    def _told(self, row: Row, about: Sequence[Change]) -> Iterator[str]:
        """What was done with a line as a whole; where it came from stands there already."""
        moved = row.fate is Fate.CAME
        for one in about:
            if not (moved and isinstance(one.decision.act, MoveLine)):
                yield told(one, self.reading, self.say)

    def _line(self, index: int, line: ReadingLine, note: str) -> TrackedLine:
        pieces = tuple(_run_together(self._pieces(index, line)))
        about = self.of_line.get(index, ())
        plain = line.role is Role.BODY
        role = "" if plain else role_words(line.role, line.kind, line.place, self.say)
        changes = {piece.change: None for piece in pieces if piece.change}
        keys = (*(int(one.decision.id) for one in about), *changes)
        spoken = ", ".join(filter(None, (self._spoken(pieces), role, note)))
        who = self._person(about[0]) if about else -1
        return TrackedLine(
            pieces, self.labels[index], role, note, spoken, "line" if about else "", keys, who
        )

    def _spoken(self, pieces: Sequence[Piece]) -> str:
        known: Mapping[Shape, str] = {Shape.GONE: "spoken_gone", Shape.CAME: "spoken_came"}
        parts = (
            self.say.say(f"tracked.{known[one.shape]}", text=one.text)
            if one.shape in known
            else one.text
            for one in pieces
        )
        return "".join(parts)

    def _note(self, row: Row) -> str:
        name = _NOTES.get(row.fate)
        if name is None:
            return ""
        other = self.rows[row.other] if row.other is not None else None
        if other is not None and row.fate is Fate.CAME:
            return self.say.say("tracked.came_from", line="+".join(str(n + 1) for n in other.raw))
        if other is not None and other.line is not None and row.fate is Fate.WENT:
            above = self.labels[other.line - 1] if other.line else ""
            known = "tracked.went_behind" if above else "tracked.went_first"
            return self.say.say(known, line=above)
        return self.say.say(f"ui.compare.{name}")

    # -- pieces of a line -------------------------------------------------------------------------

    def _pieces(self, index: int, line: ReadingLine) -> Iterator[Piece]:
        signs = sorted(self.signs.get(index, ()), key=lambda one: (one.column, one.opens))
        lead = True
        for word, start in zip(line.words, line.starts, strict=True):
            if not lead:
                while signs and not signs[0].opens and signs[0].column <= start - len(word.gap):
                    yield self._sign(signs.pop(0))
                yield Piece(word.gap or " ")
            lead = False
            change = self.by_word.get(word.decision) if word.decision else None
            if change is None:
                yield from self._cut(word.text, start, signs)
                continue
            if word.source and word.changed:
                yield self._piece(word.source, Shape.GONE, change)
            if word.text:
                if word.source and word.changed:
                    yield Piece(" ")
                yield self._piece(word.text, Shape.CAME, change)
            while signs and signs[0].column <= start + len(word.text):
                yield self._sign(signs.pop(0))
        for sign in signs:
            yield self._sign(sign)

    def _cut(self, text: str, start: int, signs: list[_Sign]) -> Iterator[Piece]:
        """A word that nobody changed, with the brackets of marks between its letters."""
        done = 0
        while signs and signs[0].column <= start + len(text):
            at = max(done, signs[0].column - start)
            if signs[0].opens and at == len(text) and text:
                break  # it belongs to the next word
            if at > done:
                yield Piece(text[done:at])
            done = at
            yield self._sign(signs.pop(0))
        if text[done:]:
            yield Piece(text[done:])

    def _sign(self, sign: _Sign) -> Piece:
        return self._piece(sign.text, Shape.MARK, sign.change)

    def _piece(self, text: str, shape: Shape, change: Change) -> Piece:
        person = self._person(change)
        return Piece(text, shape, person, int(change.decision.id), change.approved)

    def _person(self, change: Change) -> int:
        return self.people[fold_name(change.decision.by)]


def _run_together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What nobody changed, as few pieces as it can be: words and blanks come one by one."""
    for same, run in groupby(pieces, lambda piece: piece.shape is Shape.SAME):
        if same:
            yield Piece("".join(piece.text for piece in run))
        else:
            yield from run
