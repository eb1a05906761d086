"""Typing that nobody has been told of yet: what was there before, where it is, how to take it back.

No Qt in here. Columns count characters of the text on the screen.
"""

from dataclasses import dataclass, field

from reviewer.core.text import changed, common_edges, merge

Caret = tuple[int, int]
"""Index of a line, and a column in it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One line's text before and after a change."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one key or one paste did, and where the caret stood before and after it."""

    edits: tuple[Edit, ...]
    caret: Caret
    caret_after: Caret

    def followed_by(self, other: "Step") -> "Step | None":
        """Both steps as one where `other` goes on typing the same word; else None."""
        if len(self.edits) != 1 or len(other.edits) != 1 or other.caret != self.caret_after:
            return None
        mine, theirs = self.edits[0], other.edits[0]
        grown = len(theirs.after) - len(theirs.before)
        if mine.line != theirs.line or mine.after != theirs.before or grown != 1:
            return None
        head, _ = common_edges(theirs.before, theirs.after)
        if theirs.after[head].isspace() or len(mine.after) <= len(mine.before):
            return None
        return Step((Edit(mine.line, mine.before, theirs.after),), self.caret, other.caret_after)


@dataclass
class _Pending:
    original: str
    start: int
    end: int


@dataclass
class Typing:
    """The lines that were typed in since the last commit."""

    _lines: dict[int, _Pending] = field(default_factory=dict)
    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __contains__(self, line: int) -> bool:
        return line in self._lines

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines typed in, from the top."""
        return tuple(sorted(self._lines))

    @property
    def can_undo(self) -> bool:
        """Whether there is typing to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether typing that was taken back can be done again."""
        return bool(self._undone)

    def record(self, step: Step) -> None:
        """Take note of what was just typed."""
        self._apply(step.edits)
        merged = self._done[-1].followed_by(step) if self._done else None
        if merged:
            self._done[-1] = merged
        else:
            self._done.append(step)
        self._undone.clear()

    def undo(self) -> Step | None:
        """The step to put on the screen so that the last one is taken back."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        back = tuple(Edit(edit.line, edit.after, edit.before) for edit in reversed(step.edits))
        self._apply(back)
        return Step(back, step.caret_after, step.caret)

    def redo(self) -> Step | None:
        """The step to put on the screen so that the last one taken back is done again."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._apply(step.edits)
        return step

    def original(self, line: int) -> str:
        """What a line said before it was typed in."""
        return self._lines[line].original

    def rebase(self, line: int, theirs: str, mine: str) -> str:
        """Somebody else changed a line meanwhile: it reads `theirs` there and `mine` here.

        Returns:
            What the line should say now: both changes where they are apart, else what was typed.
        """
        pending = self._lines[line]
        if theirs == pending.original:
            return mine
        merged = merge(pending.original, mine, theirs)
        self.drop(line)
        if merged != theirs:
            head, _, end = changed(theirs, merged)
            self._lines[line] = _Pending(theirs, head, end)
        return merged

    def drop(self, line: int) -> None:
        """Forget a line, and with it the way back, which may lead through it."""
        self._lines.pop(line, None)
        self._forget_steps()

    def forget(self) -> None:
        """Forget all; nothing can be taken back after it."""
        self._lines.clear()
        self._forget_steps()

    def _forget_steps(self) -> None:
        self._done.clear()
        self._undone.clear()

    def covers(self, caret: Caret, text: str) -> bool:
        """Whether a caret is still at the words being typed; `text` is its line's present text."""
        line, column = caret
        pending = self._lines.get(line)
        if pending is None:
            return False
        return _word_start(text, pending.start) <= column <= _word_end(text, pending.end)

    def _apply(self, edits: tuple[Edit, ...]) -> None:
        for edit in edits:
            head, old_end, new_end = changed(edit.before, edit.after)
            pending = self._lines.get(edit.line)
            if pending is None:
                self._lines[edit.line] = _Pending(edit.before, head, new_end)
                continue
            if pending.original == edit.after:
                del self._lines[edit.line]
                continue
            start, end = moved(pending.start, pending.end, head, old_end, new_end)
            pending.start, pending.end = min(start, head), max(end, new_end)


def before_typing(before: str, after: str, column: int) -> int:
    """The column of `before` that a column of `after` was, or at which it was typed."""
    start, old_end, new_end = changed(before, after)
    if column >= new_end:
        return column - new_end + old_end
    return min(column, old_end) if column > start else column


def moved(start: int, end: int, head: int, old_end: int, new_end: int) -> tuple[int, int]:
    """Where a stretch is after an edit; it takes in an edit that touches it."""
    if old_end < start:
        return start + new_end - old_end, end + new_end - old_end
    if head > end:
        return start, end
    return min(start, head), max(end, old_end) + new_end - old_end


def _word_start(text: str, column: int) -> int:
    while column > 0 and not text[column - 1].isspace():
        column -= 1
    return column


def _word_end(text: str, column: int) -> int:
    while column < len(text) and not text[column].isspace():
        column += 1
    return column
