"""What is asked of lexicon entries: whether they are usable, their words, one made of several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.core.errors import UsageError
from reviewer.core.lexicon import LONGEST, EntryState, LexiconEntry, fault
from reviewer.core.messages import Message, said
from reviewer.core.text import fold_case

_SCHEME = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*\.?")


def checked(entry: LexiconEntry) -> LexiconEntry:
    """The entry without needless blanks. Raises UsageError where it has no usable form."""
    preferred = _plain(entry.preferred)
    variants = dict.fromkeys(_plain(variant) for variant in entry.variants)
    for form in (preferred, *variants):
        why = refusal(form)
        if why:
            raise UsageError(said(why.id, **why.values), safe=said("lexicon.files.nothing_changed"))
    variants.pop(preferred, None)
    ids = ((_SCHEME.sub("-", scheme.strip()), _plain(n)) for scheme, n in entry.authorities)
    return replace(
        entry,
        preferred=preferred,
        variants=tuple(variants),
        note=entry.note.strip(),
        dates=_plain(entry.dates),
        source=entry.source.strip(),
        authorities=tuple(dict.fromkeys(pair for pair in ids if pair[1])),
    )


def refusal(form: str) -> Message | None:
    """Why a form cannot be one; None where it can."""
    why = fault(form)
    return Message(f"lexicon.refused.{why}", {"form": form[:40], "most": LONGEST}) if why else None


def _plain(text: str) -> str:
    return " ".join(text.split())


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
