"""Which pages a change of the lexicon reaches, so that their findings are made anew."""

import re
from collections.abc import Iterable, Iterator

from reviewer.core.ids import PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.queues import Group
from reviewer.core.storage import Store, Unit
from reviewer.core.text import fold_case
from reviewer.core.workflow import SIGNED
from reviewer.services.entries import words_of
from reviewer.services.lexicon import Edit
from reviewer.services.lookup import is_near

MOST = 40
"""From so many entries on, all pages with open findings are looked at anew: a list was imported."""


class Ripples:
    """Spreads changes of the lexicon over the pages of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pages(self, edit: Edit) -> frozenset[PageId]:
        """Pages that hold a word of the change, or doubt one that may be a misreading of it.

        Approved pages are none of them: what stands there is settled.
        """
        with self._store.reading() as unit:
            approved = {row.id for row in unit.sources.rows() if row.state in SIGNED}
            if len(edit.entries) > MOST:
                return frozenset(unit.queued.pages()) - approved
            forms = _forms(edit.entries)
            found = {*_holding(unit, forms), *_doubting(unit, forms)}
        return frozenset(found) - approved

    def spread(self, edit: Edit, but: PageId | None = None) -> int:
        """Let the findings of those pages be made anew, `but` one; how many pages it were."""
        pages = [page for page in sorted(self.pages(edit)) if page != but]
        if pages:
            with self._store.writing() as unit:
                unit.findings.expire(pages)
        return len(pages)


def _forms(entries: Iterable[LexiconEntry]) -> frozenset[str]:
    """All words, folded, that entries speak of."""
    listed = list(entries)
    forbidden = (form for entry in listed if entry.forbids for form in entry.forms)
    return frozenset(fold_case(word) for word in (*words_of(listed), *forbidden))


def _holding(unit: Unit, forms: Iterable[str]) -> Iterator[PageId]:
    for form in forms:
        whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        for page in unit.texts.holding(form):
            if whole.search(fold_case(page.present.text)):
                yield page.id


def _doubting(unit: Unit, forms: frozenset[str]) -> Iterator[PageId]:
    """Pages with open findings for which one of the forms is, or was, a likely reading."""
    for group in _groups(unit):
        if fold_case(group.first) in forms or any(is_near(group.form, form) for form in forms):
            last = None
            while stops := unit.queued.of_group(group, after=last):
                yield from (stop.place.page for stop in stops)
                last = stops[-1]


def _groups(unit: Unit) -> Iterator[Group]:
    last = None
    while groups := unit.queued.groups(after=last):
        yield from groups
        last = groups[-1]
