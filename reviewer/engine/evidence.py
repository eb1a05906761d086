"""Why a suggestion is made, as messages: letters, frequency, lexicon, neighbours, memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Message
from reviewer.engine.compiling import key_of
from reviewer.engine.differences import differences
from reviewer.engine.form import EXAMINED
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey

_NAMED = (EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANIZATION)
USUAL = 2e-3
"""A misreading at least this frequent (per true letter) is called usual."""
REMEMBERED = 3_000
"""So many pairs of form and suggestion keep what was said of their letters and entries."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That `text` stands where `form` is read, at spots `left` to `right`."""

    form: str
    text: str
    left: int
    right: int


class Witness:
    """Says what speaks for the suggestions of one page."""

    def __init__(self, survey: Survey, forms: Forms, knowledge: Knowledge) -> None:
        self._survey = survey
        self._forms = forms
        self._knowledge = knowledge

    @cached_property
    def _present(self) -> Counter[str]:
        """How often each known word stands on the page, by its fold."""
        table = self._forms.forms
        return Counter(
            form.key
            for form in (table[number] for number in self._survey.forms)
            if form.known and form.kind in EXAMINED
        )

    def evidence(self, claims: Sequence[Claim]) -> Iterator[tuple[Message, ...]]:
        """What speaks for each of some readings."""
        pairs = [list(self._pairs(claim)) for claim in claims]
        counts = iter(
            self._knowledge.pairs(
                [left for found in pairs for left, _ in found],
                [right for found in pairs for _, right in found],
            )
        )
        for claim, found in zip(claims, pairs, strict=True):
            counted = [(left, right, round(next(counts))) for left, right in found]
            yield (*self._of_claim(claim), *(_pair(*cells) for cells in counted if cells[2]))

    def _of_claim(self, claim: Claim) -> tuple[Message, ...]:
        if not claim.text:
            return (Message("engine.removal"),)
        told = self._knowledge.told
        said = told.get((claim.form, claim.text))
        if said is None:
            if len(told) > REMEMBERED:
                told.clear()
            said = told[claim.form, claim.text] = self._of_words(claim.form, claim.text)
        here = self._present[key_of(claim.text)]
        return (*said, Message("engine.present", {"n": here})) if here else said

    def _of_words(self, form: str, text: str) -> tuple[Message, ...]:
        """What holds wherever the form stands."""
        knowledge, said = self._knowledge, []
        times = knowledge.decided(form, text)
        if times:
            said.append(_memory(text, times, knowledge.decided(form, form)))
        said += self._letters(form, text)
        entry = next((e for e in knowledge.lexicon.entries(text) if _is_meant(e, text)), None)
        if entry:
            said.append(_entry(entry))
        count = round(knowledge.lexicon.frequency(text))
        if count > 1:
            said.append(Message("engine.frequency", {"n": count}))
        return tuple(said)

    def _letters(self, form: str, text: str) -> list[Message]:
        bare = text.replace(" ", "")
        if form == bare:
            return [Message("engine.split")]
        if form.replace(" ", "").replace("-", "") == bare.replace("-", ""):
            return [Message("engine.join")]
        changes = list(differences(form.lower(), text.lower()))
        if not changes:
            return [Message("engine.case")]
        rates = self._knowledge.rates
        usual = [pair for pair in changes if rates.get(pair, 0.0) >= USUAL]
        listed = ", ".join(_shown(*pair) for pair in changes)
        if len(usual) == len(changes):
            return [Message("engine.letters_usual", {"n": len(changes), "changes": listed})]
        said = [Message("engine.letters", {"n": len(changes), "changes": listed})]
        if usual:
            most = ", ".join(_shown(*pair) for pair in usual)
            said.append(Message("engine.usual", {"changes": most}))
        return said

    def _pairs(self, claim: Claim) -> Iterator[tuple[str, str]]:
        """The words that would stand side by side, folded."""
        words = key_of(claim.text).replace("-", " ").split()
        if not words:
            return
        before, after = self._word(claim.left - 1), self._word(claim.right + 1)
        if before:
            yield before, words[0]
        yield from pairwise(words)
        if after:
            yield words[-1], after

    def _word(self, spot: int) -> str:
        if not 0 <= spot < len(self._survey.forms):
            return ""
        form = self._forms.forms[self._survey.forms[spot]]
        return form.key if form.known and form.kind in EXAMINED else ""


def _shown(was: str, now: str) -> str:
    """A difference in words: `was→now`; `+x` what was lost and `−x` what was added."""
    return f"{was}→{now}" if was and now else f"+{now}" if now else f"−{was}"


def _memory(text: str, times: int, kept: int) -> Message:
    """How often people read it so, and how often they let the form stand that was doubted."""
    how = "decided" if not kept else "decided_kept_once" if kept == 1 else "decided_kept"
    return Message(f"engine.{how}", {"n": times, "text": text, "kept": kept})


def _pair(left: str, right: str, count: int) -> Message:
    return Message("engine.pair", {"pair": f"{left} {right}", "n": count})


def _is_meant(entry: LexiconEntry, text: str) -> bool:
    """Whether a word written so can be the entry's: "said" is nobody's name, "or" no office."""
    match entry.kind:
        case EntryKind.WORD:
            return False
        case EntryKind.ABBREVIATION:
            return text.rstrip(".") in {form.rstrip(".") for form in _forms(entry)}
        case EntryKind.TERM | EntryKind.OFFICE:
            return True
        case _:
            return text[:1].isupper()


def _forms(entry: LexiconEntry) -> tuple[str, ...]:
    return (entry.preferred, *entry.variants)


def _entry(entry: LexiconEntry) -> Message:
    # Each kind answers differently: a name says who it is, an abbreviation what it stands for.
    what = "name" if entry.kind in _NAMED else "term"
    detail = "noted" if entry.note else "bare"
    values = {"preferred": entry.preferred, "note": entry.note, "kind": entry.kind.value}
    return Message(f"engine.{what}_{detail}", values)
