"""Changes in words and runs: what stood there, what stands there now, letter by letter."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from reviewer.core.judging import Change, What
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.core.reading import PageReading
from reviewer.ui.line_words import line_words
from reviewer.ui.views.card_text import Run, Tone
from reviewer.ui.views.mark_told import mark_words

_LONG = 60  # letters from which on two readings are shown as wholes
_ALIKE = 0.4  # how alike two readings must be for their letters to be laid side by side


def told(change: Change, reading: PageReading, say: Catalogue) -> str:
    """What was done, in a sentence, where it is not that a word reads otherwise."""
    if change.what in (What.MARKED, What.REMARKED) and change.mark:
        mark = _mark(change.mark.name, change.mark.attributes, say)
        if not change.after:
            return mark
        return say.say("judging.told.marked", words=change.after, mark=mark)
    if change.what is What.RESTORED:
        named = say.say("judging.kind.restored")
        if change.mark:
            gone = _mark(change.mark.name, {}, say)
            return say.say("judging.told.unmarked", restored=named, mark=gone, words=change.after)
        readings = {"before": change.before, "after": change.after}
        return say.say("judging.told.restored", restored=named, **readings)
    return line_words(change.decision, reading, say)


def words_of(change: Change, reading: PageReading, say: Catalogue) -> tuple[Run, ...]:
    """A change in large: before and after with the letters that differ told by shape."""
    arrow = Run(say.say("judging.arrow"), Tone.MUTED)
    if change.what is What.LINE:
        return (Run(line_words(change.decision, reading, say)),)
    if change.what in (What.MARKED, What.REMARKED) and change.mark:
        now = _mark(change.mark.name, change.mark.attributes, say)
        words = (Run(change.after), Run("   ")) if change.after else ()
        if change.former is None:
            return (*words, Run(f"[{now}]", Tone.ADDED))
        was = _mark(change.mark.name, change.former, say)
        return (*words, Run(f"[{was}]", Tone.STRUCK), arrow, Run(f"[{now}]", Tone.ADDED))
    if change.what is What.RESTORED and change.mark:
        gone = _mark(change.mark.name, {}, say)
        return Run(change.after), Run("   "), Run(f"[{gone}]", Tone.STRUCK)
    if change.what is What.ADDED:
        return Run(change.after, Tone.ADDED), Run(f"   {say.say('judging.added')}", Tone.MUTED)
    if not change.after:
        return Run(change.before, Tone.STRUCK), Run(f"   {say.say('judging.removed')}", Tone.MUTED)
    before, after = spelled(change.before, change.after)
    return (*before, arrow, *after)


def spelled(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Two readings with the letters struck that went and those underlined that came.

    >>> [run.text for run in spelled("serions", "serious")[1]]
    ['serio', 'u', 's']
    """
    match = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > _LONG or match.ratio() < _ALIKE:
        return (Run(before, Tone.STRUCK),), (Run(after, Tone.ADDED),)
    old: list[Run] = []
    new: list[Run] = []
    for how, one, other, first, last in match.get_opcodes():
        same = how == "equal"
        old += _run(before[one:other], Tone.PLAIN if same else Tone.STRUCK)
        new += _run(after[first:last], Tone.PLAIN if same else Tone.ADDED)
    return tuple(old), tuple(new)


def _run(text: str, tone: Tone) -> Iterable[Run]:
    """A stretch; blanks that came or went are shown by a sign, or nobody would see them."""
    if not text:
        return ()
    return (Run(text if tone is Tone.PLAIN else text.replace(" ", "␣"), tone),)


def _mark(name: MarkName, said: Mapping[str, str], say: Catalogue) -> str:
    return mark_words(name, said.items(), say)
