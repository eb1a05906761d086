"""What can be said of a form (a way a piece is written) wherever it stands: its candidates and the
features that need no neighbours. Worked out once a form, for all new forms of a page at once.

A form's answers are rows of a table: row 0 keeps it, row 1 says "none of these", the others are
candidates, the likeliest by letters and frequency first.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reviewer.engine.compiling import key_of
from reviewer.engine.form import EXAMINED, NUMBERS, Choice, Form, searched
from reviewer.engine.lookalikes import undressed
from reviewer.engine.rows import GROUP, ROW, Ids, RowMaker, Source
from reviewer.engine.tokenizing import Piece, PieceKind, parts
from reviewer.engine.wordlist import Floats, Numbers

_ANSWERS = 2
"""The rows of a form that are no candidates: keep, none."""
_RANK = ROW.index("rank")
FLAGS = ("known", "examined", "numeric", "long", "small")


class Forms:
    """A growing table of forms. `add` them, `complete` the table, then read its arrays.

    Arrays over forms: `bounds` of their rows, `group` features, `numbers` in the word list; whether
    a form is `known`, may be known (`examined`), is a number (`numeric`), longer than two letters,
    written small. Over rows: `rows` (features), `words` (numbers in the list, -1 for none), first
    differing letters (`blocks`), context ids of the first and last word. `texts` has the text and
    source of candidates that no list has, by their row.
    """

    def __init__(self, knowledge: Source) -> None:
        self._knowledge = knowledge
        self._numbers: dict[tuple[str, PieceKind, bool], int] = {}
        self.forms: list[Form] = []
        self._new: list[int] = []
        self.texts: dict[int, tuple[str, str]] = {}
        self._further: dict[tuple[int, int, str], int] = {}
        self._columns = {
            "bounds": Grown(np.int64, 2),
            "group": Grown(np.float32, len(GROUP)),
            "numbers": Grown(np.int32),
            "flags": Grown(bool, len(FLAGS)),
            "rows": Grown(np.float16, len(ROW)),
            "words": Grown(np.int32),
            "blocks": Grown(np.int32),
            "heads": Grown(np.int32),
            "tails": Grown(np.int32),
        }
        self._refresh()

    def __len__(self) -> int:
        return len(self.forms)

    def add(self, piece: Piece) -> int:
        """The number of a form; it can be asked for after `complete`."""
        key = piece.text, piece.kind, bool(piece.suffix)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.forms)
            self.forms.append(self._made(piece))
            self._new.append(found)
        return found

    def _made(self, piece: Piece) -> Form:
        lexicon = self._knowledge.lexicon
        folded = key_of(piece.text)
        known = held = piece.kind not in EXAMINED
        if piece.kind in EXAMINED:
            # Ligatures and long s are another way to print the same letters.
            plain = piece.text if piece.text.isascii() else undressed(piece.text)
            held = lexicon.holds(plain)
            known = held and lexicon.knows(plain)
            if not known and piece.kind is PieceKind.COMPOUND:
                known = all(len(p.text) < 2 or lexicon.knows(p.text) for p in parts(piece))
            elif not known and piece.kind is PieceKind.MIXED:
                # "mid-1966": figures joined to words are no misreading.
                sides = piece.text.split("-")
                known = len(sides) > 1 and all(s.isdigit() or lexicon.knows(s) for s in sides)
            held = held or known
        elif piece.kind is PieceKind.CODE:
            held = lexicon.holds(piece.text)
        number = self._knowledge.number(folded)
        return Form(piece.text, piece.kind, folded, known, held, number, suffix=bool(piece.suffix))

    def complete(self) -> None:
        """Work out the rows of all forms added since the last call."""
        if not self._new:
            return
        new, self._new = self._new, []
        forms = [self.forms[n] for n in new]
        choices = self._choices(forms)
        self._store(forms, choices)

    def extended(self, wanted: Sequence[tuple[int, Choice]]) -> list[int]:
        """The rows of further candidates, each with the number of its form.

        They stand apart from the rows that are found for a form wherever it stands, and rank behind
        them. A candidate's `text` is how it is to be written; where it is empty, that follows from
        the form. Asked for again, a candidate keeps its row.
        """
        keys = [(form, choice.number, choice.text) for form, choice in wanted]
        new = {
            key: choice
            for key, (_, choice) in zip(keys, wanted, strict=True)
            if key not in self._further
        }
        if new:
            asked = [form for form, *_ in new]
            made = RowMaker(
                self._knowledge, [self.forms[n] for n in asked], [[each] for each in new.values()]
            )
            rows = made.rows[made.places]
            found = np.diff(self.bounds[asked])[:, 0] - _ANSWERS
            rows[:, _RANK] = found / 10
            base = len(self.rows)
            self._append_rows(made, made.places, rows)
            for place, (key, choice) in enumerate(new.items(), base):
                self._further[key] = place
                if choice.text:
                    self.texts[place] = choice.text, choice.source
            self._refresh()
        return [self._further[key] for key in keys]

    # Candidates

    def _choices(self, forms: Sequence[Form]) -> list[list[Choice]]:
        chosen: list[list[Choice]] = [[] for _ in forms]
        asked = [n for n, form in enumerate(forms) if searched(form)]
        if asked:
            near = self._knowledge.near([forms[n] for n in asked])
            for n, found in zip(asked, near, strict=True):
                chosen[n] = found
        broken = self._knowledge.splits(forms)
        for form, found, halves in zip(forms, chosen, broken, strict=True):
            found.extend(halves)
            specials = list(self._knowledge.specials(form))
            # What was decided before is proposed once, as it was written then.
            decided = {self._knowledge.number(key_of(choice.text)) for choice in specials}
            chosen_here = [choice for choice in found if choice.number not in decided - {-1}]
            found[:] = chosen_here + specials
        return chosen

    def _store(self, forms: Sequence[Form], choices: Sequence[Sequence[Choice]]) -> None:
        made = RowMaker(self._knowledge, forms, choices)
        base = len(self.rows)
        for place, choice in zip(made.places.tolist(), made.flat, strict=True):
            if choice.number < 0:
                self.texts[base + place] = choice.text, choice.source
        flags = [
            (
                form.known,
                form.kind in EXAMINED,
                form.kind in NUMBERS,
                len(form.text) > 2,
                not form.text[:1].isupper(),
            )
            for form in forms
        ]
        added: dict[str, npt.ArrayLike] = {
            "bounds": made.bounds + base,
            "group": made.group,
            "numbers": made.own,
            "flags": flags,
        }
        for name, values in added.items():
            self._columns[name].append(np.asarray(values))
        self._append_rows(made, np.arange(len(made.rows)), made.rows)
        self._refresh()

    def _append_rows(self, made: RowMaker, places: Numbers, rows: Floats) -> None:
        self._columns["rows"].append(rows)
        for name in ("words", "blocks", "heads", "tails"):
            self._columns[name].append(getattr(made, name)[places])

    def _refresh(self) -> None:
        """Name the arrays as they are now: growing moves them."""
        column = {name: grown.array for name, grown in self._columns.items()}
        # Over forms:
        self.bounds: Numbers = column["bounds"]
        self.group: Floats = column["group"]
        self.numbers: Ids = column["numbers"]
        self.known, self.examined, self.numeric, self.long, self.small = column["flags"].T
        # Over rows:
        self.rows: Floats = column["rows"]
        self.words: Ids = column["words"]
        self.blocks: Ids = column["blocks"]
        self.heads: Ids = column["heads"]
        self.tails: Ids = column["tails"]


class Grown:
    """An array that grows at its end, in steps, so that most additions copy nothing."""

    def __init__(self, kind: npt.DTypeLike, width: int = 0) -> None:
        """`width`: columns of a table; 0 for a plain list."""
        self._held: npt.NDArray[Any] = np.zeros((0, width) if width else 0, kind)
        self._count = 0

    @property
    def array(self) -> npt.NDArray[Any]:
        """What was added so far."""
        return self._held[: self._count]

    def append(self, values: npt.NDArray[Any]) -> None:
        """Add values at the end."""
        count = self._count + len(values)
        if count > len(self._held):
            room = np.zeros((count + count // 4 + 64, *self._held.shape[1:]), self._held.dtype)
            room[: self._count] = self.array
            self._held = room
        self._held[self._count : count] = values
        self._count = count
