"""A page with its changes in the text: what went is struck, what came is underlined, by person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.core.comparing import Fate, Row
from reviewer.core.decisions import MoveLine
from reviewer.core.judging import Change, What
from reviewer.core.marks import PlacedMark
from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.core.people import fold_name
from reviewer.core.reading import PageReading, ReadingLine
from reviewer.ui.change_words import told
from reviewer.ui.line_words import line_labels
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


def lines_tracked(
    rows: Sequence[Row], reading: PageReading, changes: Sequence[Change], say: Catalogue
) -> tuple[TrackedLine, ...]:
    """The rows for the list."""
    return tuple(_Tracker(rows, reading, changes, say).lines())


@dataclass(frozen=True, slots=True)
class _Sign:
    """A bracket of a mark at a column of a line."""

    column: int
    opens: bool
    text: str
    change: Change


class _Tracker:
    def __init__(
        self, rows: Sequence[Row], reading: PageReading, changes: Sequence[Change], say: Catalogue
    ) -> None:
        self.rows, self.reading, self.say = rows, reading, say
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
        for row in self.rows:
            if row.line is None:
                yield self._went(row)
            else:
                yield self._line(row, row.line, self.reading.lines[row.line])

    def _went(self, row: Row) -> TrackedLine:
        text = "".join(one.gap + one.source for one in row.stretches)
        label = "+".join(str(one + 1) for one in row.raw)
        note = self._note(row)
        return TrackedLine((Piece(text, Shape.AWAY),), label, "", note, f"{note}: {text}", "", ())

    def _line(self, row: Row, index: int, line: ReadingLine) -> TrackedLine:
        pieces = tuple(self._pieces(index, line))
        about = self.of_line.get(index, ())
        # Where a line came from stands there already.
        moved = row.fate is Fate.CAME
        words = [
            told(one, self.reading, self.say)
            for one in about
            if not (moved and isinstance(one.decision.act, MoveLine))
        ]
        note = " · ".join(filter(None, (self._note(row), *words)))
        role = self.say.say(f"views.role.{line.role}") if line.role is not Role.BODY else ""
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
