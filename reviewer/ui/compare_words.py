"""A page beside its raw text, as the comparison shows it."""

from collections.abc import Iterable, Sequence

from reviewer.core.comparing import Fate, How, Row
from reviewer.core.messages import Catalogue
from reviewer.core.reading import PageReading
from reviewer.ui.line_words import line_labels
from reviewer.ui.views.card_text import Run, Tone
from reviewer.ui.views.compare_list import LineCompared

_NOTES = {
    Fate.CAME: "came",
    Fate.WENT: "went",
    Fate.PARTED: "parted",
    Fate.JOINED: "joined",
    Fate.ADDED: "added",
    Fate.REMOVED: "removed",
}


def lines_compared(
    rows: Sequence[Row], reading: PageReading, say: Catalogue
) -> tuple[LineCompared, ...]:
    """The rows for the list."""
    labels = line_labels(reading)
    return tuple(_line(row, labels, say) for row in rows)


def _line(row: Row, labels: Sequence[str], say: Catalogue) -> LineCompared:
    raw, now = _raw(row), _now(row)
    name = _NOTES.get(row.fate)
    note = say.say(f"ui.compare.{name}") if name else ""
    raw_label = "+".join(str(one + 1) for one in row.raw) if raw else ""
    now_label = labels[row.line] if row.line is not None else ""
    said = {
        "raw": say.say("ui.compare.line", line=now_label or raw_label),
        "source": "".join(run.text for run in raw),
        "present": "".join(run.text for run in now),
    }
    known = "ui.compare.spoken" if row.changed else "ui.compare.spoken_same"
    spoken = ", ".join(filter(None, (say.say(known, **said), note)))
    return LineCompared(raw, now, raw_label, now_label, note, row.changed, spoken)


def _raw(row: Row) -> tuple[Run, ...]:
    """The left side: what was read otherwise or taken out is struck."""
    runs: list[Run] = []
    for one in row.stretches:
        if one.source:
            tone = Tone.STRUCK if one.how in (How.READ, How.REMOVED) else Tone.PLAIN
            if row.fate is Fate.WENT:
                tone = Tone.MUTED
            runs += _spaced(one.gap, Run(one.source, tone), bool(runs))
    return tuple(runs)


def _now(row: Row) -> tuple[Run, ...]:
    """The right side: what is read otherwise or was added is underlined."""
    runs: list[Run] = []
    for one in row.stretches:
        if one.present:
            tone = Tone.ADDED if one.how in (How.READ, How.ADDED) else Tone.PLAIN
            runs += _spaced(one.gap, Run(one.present, tone), bool(runs))
    return tuple(runs)


def _spaced(gap: str, run: Run, inside: bool) -> Iterable[Run]:
    """A word with the blanks before it, but for those that begin a line."""
    return (Run(gap or " "), run) if inside else (run,)
