"""Why a suggestion is made, as messages: letters, frequency, lexicon, neighbours."""

from rapidfuzz.distance import Levenshtein

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Message
from reviewer.engine.compiling import key_of
from reviewer.engine.pairs import Pairs
from reviewer.engine.survey import Survey

_NAMED = (EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANIZATION)


def evidence(
    form: str, text: str, neighbours: tuple[str, str], survey: Survey, pairs: Pairs
) -> tuple[Message, ...]:
    """What speaks for reading `text` where `form` stands between two folded neighbours."""
    if not text:
        return (Message("engine.removal"),)
    lexicon = survey.lexicon
    said = [*_letters(form, text)]
    entry = next((e for e in lexicon.entries(text) if _is_meant(e, text)), None)
    if entry:
        said.append(_entry(entry))
    here = survey.present[key_of(text)]
    if here:
        said.append(Message("engine.present", {"n": here}))
    count = round(lexicon.frequency(text))
    if count > 1:
        said.append(Message("engine.frequency", {"n": count}))
    said.extend(_pairs(text, neighbours, pairs))
    return tuple(said)


def _letters(form: str, text: str) -> tuple[Message, ...]:
    if form == text.replace(" ", ""):
        return (Message("engine.split"),)
    changes = _differences(form.lower(), text.lower())
    if not changes:
        return (Message("engine.case"),)
    return (Message("engine.letters", {"n": len(changes), "changes": ", ".join(changes)}),)


def _differences(read: str, true: str) -> list[str]:
    """The stretches that differ, as `what is read→what stands`; `+x` lost and `−x` added ones."""
    stretches: list[list[int]] = []
    for op in Levenshtein.opcodes(read, true):
        if op.tag == "equal":
            continue
        if stretches and stretches[-1][1] == op.src_start and stretches[-1][3] == op.dest_start:
            stretches[-1][1], stretches[-1][3] = op.src_end, op.dest_end
        else:
            stretches.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    found = []
    for start, end, true_start, true_end in stretches:
        was, now = read[start:end], true[true_start:true_end]
        found.append(f"{was}→{now}" if was and now else f"+{now}" if now else f"−{was}")
    return found


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


def _pairs(text: str, neighbours: tuple[str, str], pairs: Pairs) -> list[Message]:
    head, _, tail = key_of(text).partition(" ")
    word = tail or head
    left, right = neighbours
    counted = []
    if left and (count := pairs.count(left, head)):
        counted.append(Message("engine.pair", {"pair": f"{left} {head}", "n": count}))
    if tail and (count := pairs.count(head, tail)):
        counted.append(Message("engine.pair", {"pair": f"{head} {tail}", "n": count}))
    if right and (count := pairs.count(word, right)):
        counted.append(Message("engine.pair", {"pair": f"{word} {right}", "n": count}))
    return counted
