"""The steps taken in the lexicon, to be taken back and done again."""

from collections.abc import Callable

from reviewer.services.lexicon import Edit, Lexicon

MOST = 200


class Steps:
    """Changes of one project's lexicon made in this window, the last one first to go."""

    def __init__(self) -> None:
        self._done: list[tuple[Edit, Callable[[bool], None] | None]] = []
        self._undone: list[tuple[Edit, Callable[[bool], None] | None]] = []

    def clear(self) -> None:
        """Forget all: another project is open."""
        self._done.clear()
        self._undone.clear()

    def note(self, edit: Edit, also: Callable[[bool], None] | None = None) -> None:
        """Remember a step; `also` is called with False when it is undone, with True when redone."""
        if edit or also:
            self._done = [*self._done[1 - MOST :], (edit, also)]
            self._undone.clear()

    def undo(self, lexicon: Lexicon) -> Edit | None:
        """Take the last step back; None where there is none. Raises as `Lexicon.change`."""
        return self._move(lexicon, self._done, self._undone, again=False)

    def redo(self, lexicon: Lexicon) -> Edit | None:
        """Do the step again that was taken back last; None where there is none."""
        return self._move(lexicon, self._undone, self._done, again=True)

    @staticmethod
    def _move(
        lexicon: Lexicon,
        source: list[tuple[Edit, Callable[[bool], None] | None]],
        target: list[tuple[Edit, Callable[[bool], None] | None]],
        *,
        again: bool,
    ) -> Edit | None:
        if not source:
            return None
        edit, also = source[-1]
        done = lexicon.change(edit if again else edit.undone)
        source.pop()
        target.append((edit, also))
        if also:
            also(again)
        return done
