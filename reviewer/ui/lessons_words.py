"""What was learnt, in words."""

from collections.abc import Sequence

from reviewer.core.lessons import DEFAULT, EDGES, NEVER, Bin, Experience, wilson
from reviewer.core.messages import Catalogue
from reviewer.core.unlearning import Unlearnt
from reviewer.ui.views.history_rows import RowShown
from reviewer.ui.views.lessons import LessonsShown, Shelf
from reviewer.ui.views.lessons_chart import PointShown

Pair = tuple[str, str]


def readings(known: Experience) -> list[tuple[Pair, int, int]]:
    """((form, reading), how often, how often the form was kept), the most frequent first."""
    kept = {form: n for form, reading, n in known.memory if form == reading}
    found = [
        ((form, reading), n, kept.get(form, 0))
        for form, reading, n in known.memory
        if form != reading
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def confusions(known: Experience) -> list[tuple[Pair, int, int]]:
    """((read, true), how often, of how many places), the most frequent first."""
    places = dict(known.letters)
    found = [((read, true), n, places.get(true, 0)) for read, true, n in known.confusions]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def lessons_shown(
    known: Experience, unlearnt: Unlearnt, wanted: float, say: Catalogue
) -> LessonsShown:
    """All that the room shows. Keys of rows are places in `readings` and `confusions`."""
    return LessonsShown(
        lead=say.say("ui.lessons.pages", n=known.pages),
        threshold=_threshold(known, wanted, say),
        lists={
            Shelf.MEMORY: [_reading(key, *one, say) for key, one in enumerate(readings(known))],
            Shelf.CONFUSIONS: [
                _confusion(key, *one, say) for key, one in enumerate(confusions(known))
            ],
            Shelf.UNLEARNT: _unlearnt(unlearnt, say),
        },
        points=_points(known.judged),
        automatic=known.automatic if known.pages and known.automatic < NEVER else None,
    )


def _reading(key: int, pair: Pair, n: int, kept: int, say: Catalogue) -> RowShown:
    known = "memory_row" if pair[1] else "memory_removed"
    words = say.say(f"ui.lessons.{known}", form=pair[0], reading=pair[1])
    times, stood = say.say("ui.lessons.times", n=n), say.say("ui.lessons.kept", n=kept)
    return RowShown(key, words, f"{times} · {stood}")


def _confusion(key: int, pair: Pair, n: int, places: int, say: Catalogue) -> RowShown:
    read, true = (say.say("ui.lessons.blank") if one == " " else one for one in pair)
    known = "confusion_row" if read and true else "confusion_lost" if true else "confusion_added"
    foot = [say.say("ui.lessons.times", n=n)]
    if places:
        foot.append(say.say("ui.lessons.rate", percent=f"{100 * n / places:.2g}", n=places))
    return RowShown(key, say.say(f"ui.lessons.{known}", read=read, true=true), " · ".join(foot))


def _unlearnt(unlearnt: Unlearnt, say: Catalogue) -> list[RowShown]:
    forms = [say.say("ui.lessons.unlearnt_form", form=form) for form in sorted(unlearnt.forms)]
    pairs = [
        say.say("ui.lessons.unlearnt_confusion", read=read or "–", true=true or "–")
        for read, true in sorted(unlearnt.confusions)
    ]
    return [RowShown(key, words) for key, words in enumerate((*forms, *pairs))]


def _threshold(known: Experience, wanted: float, say: Catalogue) -> str:
    if known.automatic >= NEVER:
        return say.say("ui.lessons.threshold_never")
    values = {"percent": f"{100 * known.automatic:g}", "wanted": f"{100 * wanted:g}"}
    how = "threshold_default" if known.automatic == DEFAULT else "threshold"
    return say.say(f"ui.lessons.{how}", **values)


def _points(judged: Sequence[Bin]) -> tuple[PointShown, ...]:
    edges = (*EDGES, 1.0)
    return tuple(
        PointShown(edges[which], edges[which + 1], n, right, wilson(right, n))
        for which, n, right in judged
        if n
    )
