"""What a project is not to learn, though its approved pages teach it. Survives learning anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.core.ids import PageId


@dataclass(frozen=True, slots=True)
class Unlearnt:
    """What people told the project to forget.

    `forms` are forms whose readings do not count, `confusions` (read, true) letters that do not.
    `pages` do not teach at the revision named: approved anew after more work, they do again.
    """

    forms: frozenset[str] = frozenset()
    confusions: frozenset[tuple[str, str]] = frozenset()
    pages: Mapping[PageId, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.forms or self.confusions or self.pages)

    def with_form(self, form: str) -> "Unlearnt":
        """This, and a form more."""
        return replace(self, forms=self.forms | {form})

    def with_confusion(self, read: str, true: str) -> "Unlearnt":
        """This, and confused letters more."""
        return replace(self, confusions=self.confusions | {(read, true)})

    def with_pages(self, pages: Mapping[PageId, int]) -> "Unlearnt":
        """This, and pages with their revisions more."""
        return replace(self, pages={**self.pages, **pages})


NOTHING_UNLEARNT = Unlearnt()
"""Where nobody told the project to forget anything."""


def unlearnt_record(unlearnt: Unlearnt) -> dict[str, Any]:
    """What is not to be learnt, as JSON values."""
    return {
        "forms": sorted(unlearnt.forms),
        "confusions": sorted(map(list, unlearnt.confusions)),
        "pages": {str(page): revision for page, revision in sorted(unlearnt.pages.items())},
    }


def read_unlearnt(record: object) -> Unlearnt:
    """What a record says that `unlearnt_record` made; nothing where it is none."""
    if not isinstance(record, dict):
        return NOTHING_UNLEARNT
    try:
        return Unlearnt(
            frozenset(map(str, record["forms"])),
            frozenset((str(read), str(true)) for read, true in record["confusions"]),
            {PageId(int(page)): int(revision) for page, revision in record["pages"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return NOTHING_UNLEARNT  # written by hand or by another version: then all is learnt
