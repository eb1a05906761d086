"""What figures are made of, as the store gives it: in large strokes, without folding a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from reviewer.core.figures import Doubt
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.work import Work


class Counting(Protocol):
    """Reads over all pages and the whole ledger. A part of `storage.Unit`."""

    def letters(self) -> Mapping[PageId, int]:
        """The letters of each page as imported, blanks within lines included."""
        ...

    def doubts(self, pages: Iterable[PageId]) -> Sequence[Doubt]:
        """The findings of pages, settled ones included, by page and in the order of the text."""
        ...

    def people(self) -> Sequence[str]:
        """Everybody with decisions, by the name they used last, in the order of the alphabet."""
        ...

    def work(self, after: DecisionId, limit: int) -> Sequence[Work]:
        """At most `limit` decisions later than `after`, in the order of the ledger."""
        ...

    def read(self, pages: Iterable[PageId]) -> Sequence[Work]:
        """The words of pages that were read otherwise, and what took decisions back there, in the
        order of the ledger.
        """
        ...
