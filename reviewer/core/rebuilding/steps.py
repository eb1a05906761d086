"""What is to be decided, in order, with who says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.shown import Signed

NOBODY = Signed()
"""Who signed what the file does not say."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act on a page (its index; None: on the document) and who signed it, where that is said.

    `id` is what later steps call it.
    """

    id: DecisionId
    page: int | None
    act: d.Act
    signed: Signed = NOBODY


@dataclass
class Steps:
    """Steps in the making, numbered behind `behind`."""

    behind: int = 0
    made: list[Step] = field(default_factory=list)

    def add(self, page: int | None, act: d.Act, signed: Signed = NOBODY) -> DecisionId:
        """Add a step behind all others; its number."""
        number = DecisionId(self.behind + len(self.made) + 1)
        self.made.append(Step(number, page, act, signed))
        return number

    def __iter__(self) -> Iterator[Step]:
        return iter(self.made)
