"""What is asked of lexicon entries: whether they are usable, their words, one made of several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.core.errors import UsageError
from reviewer.core.lexicon import EntryState, LexiconEntry
from reviewer.core.text import fold_case

LONGEST = 200
"""Letters of a preferred form or variant; what is longer is not a name."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*\.?")


def checked(entry: LexiconEntry) -> LexiconEntry:
    """The entry without needless blanks. Raises UsageError where it has no usable form."""
    preferred = " ".join(entry.preferred.split())
    variants = tuple(dict.fromkeys(" ".join(variant.split()) for variant in entry.variants))
    for form in (preferred, *variants):
        if not any(c.isalnum() for c in form):
            raise UsageError(f"“{form}” holds no letter or figure.", safe="Nothing was changed.")
        if len(form) > LONGEST:
            raise UsageError(
                f"“{form[:40]}…” is longer than {LONGEST} letters.", safe="Nothing was changed."
            )
    return replace(entry, preferred=preferred, variants=variants)


def words_of(entries: Iterable[LexiconEntry]) -> frozenset[str]:
    """The words of all forms of some entries, as they are written there; of those that only forbid
    a suggestion, none.

    >>> from reviewer.core.lexicon import EntryKind
    >>> sorted(words_of([LexiconEntry(EntryKind.PERSON, "Petrel, Ada", ("A. Petrell",))]))
    ['A.', 'Ada', 'Petrel', 'Petrell']
    """
    return frozenset(
        word
        for entry in entries
        if not entry.forbids
        for form in entry.forms
        for word in _WORD.findall(form)
    )


def matching(entries: Iterable[LexiconEntry], word: str) -> Sequence[LexiconEntry]:
    """The entries of which a form, or a word of one, is `word`; case makes no difference."""
    sought = fold_case(" ".join(word.split()))
    return [
        entry
        for entry in entries
        if any(fold_case(form) == sought for form in entry.forms)
        or any(fold_case(one) == sought for form in entry.forms for one in _WORD.findall(form))
    ]


def merged(entries: Sequence[LexiconEntry]) -> LexiconEntry:
    """One entry that says what all of them say; kind, form and layer are those of the first.

    >>> from reviewer.core.lexicon import EntryKind
    >>> one = LexiconEntry(EntryKind.PLACE, "Kiev", dates="882-")
    >>> merged([one, LexiconEntry(EntryKind.PLACE, "Kyiv", note="capital")]).variants
    ('Kyiv',)
    """
    first = entries[0]
    forms = dict.fromkeys(form for entry in entries for form in entry.forms)
    forms.pop(first.preferred)
    notes = dict.fromkeys(entry.note for entry in entries if entry.note)
    sources = dict.fromkeys(
        part for entry in entries for part in entry.source.split(";") if part.strip()
    )
    right = any(entry.state is EntryState.RIGHT for entry in entries)
    return replace(
        first,
        variants=tuple(forms),
        note=" | ".join(notes),
        dates=next((entry.dates for entry in entries if entry.dates), ""),
        source=";".join(sources),
        authorities=tuple(dict.fromkeys(one for entry in entries for one in entry.authorities)),
        state=EntryState.RIGHT if right else first.state,
        others=tuple(dict(pair for entry in reversed(entries) for pair in entry.others).items()),
    )
