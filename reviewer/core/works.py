"""A project's decisions as they are counted, kept in columns: 35 bytes each instead of 500."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.work import Work

_NONE = 0  # stands for no page and no rank; neither is ever counted from 0
_WAYS = tuple(d.Way)
_NUMBER = {way: number for number, way in enumerate(_WAYS)}


class Words:
    """Words that come again and again, each kept once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []

    def number(self, word: str) -> int:
        """The number of a word; a new one where it was never there."""
        number = self._numbers.setdefault(word, len(self._words))
        if number == len(self._words):
            self._words.append(word)
        return number

    def __getitem__(self, number: int) -> str:
        return self._words[number]


class Works:
    """Decisions in ledger order; read back, they are the same but for their spans."""

    def __init__(self) -> None:
        self._words = Words()
        self._ids = array("q")
        self._pages = array("q")
        self._by = array("i")
        self._at = array("d")
        self._acts = array("i")
        self._ways = array("b")
        self._ranks = array("i")
        self._forms = array("i")
        self._texts = array("i")
        self._targets: dict[int, tuple[int, ...]] = {}

    def add(self, works: Iterable[Work]) -> None:
        """Put decisions behind those that are there."""
        number = self._words.number
        for work in works:
            self._ids.append(work.id)
            self._pages.append(work.page or _NONE)
            self._by.append(number(work.by))
            self._at.append(work.at.timestamp())
            self._acts.append(number(work.act))
            self._ways.append(_NUMBER[work.way])
            self._ranks.append(work.rank or _NONE)
            self._forms.append(number(work.form))
            self._texts.append(number(work.text))
            if work.targets:
                self._targets[work.id] = work.targets

    def forget(self, count: int) -> None:
        """Take the last ones out, at least one."""
        for number in self._ids[-count:]:
            self._targets.pop(number, None)
        for column in self._columns:
            del column[-count:]

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Work]:
        words, empty = self._words, ()
        for number, page, by, at, act, way, rank, form, text in zip(*self._columns, strict=True):
            yield Work(
                id=DecisionId(number),
                page=PageId(page) if page != _NONE else None,
                by=words[by],
                at=datetime.fromtimestamp(at, UTC),
                act=words[act],
                way=_WAYS[way],
                rank=rank if rank != _NONE else None,
                form=words[form],
                text=words[text],
                targets=self._targets.get(number, empty),
            )

    @property
    def last(self) -> DecisionId:
        """The number of the last one; 0 where there is none."""
        return DecisionId(self._ids[-1] if self._ids else 0)

    @property
    def targets(self) -> Mapping[int, Sequence[int]]:
        """What was taken back by which decision, in ledger order."""
        return self._targets

    @property
    def _columns(self) -> tuple["array[int] | array[float]", ...]:
        numbers = self._ids, self._pages, self._by
        more = self._acts, self._ways, self._ranks, self._forms, self._texts
        return (*numbers, self._at, *more)
