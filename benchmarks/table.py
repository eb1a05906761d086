"""Tables for people and figures for `build/bench.json`, from what was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.accuracy import Outcome
from benchmarks.folds import TRAINED
from benchmarks.lineup import OURS, REFERENCE, SLOW
from benchmarks.sets import GoldSet
from benchmarks.speed import FEW, WORDS, Speeds

Figure = dict[str, Any]

MEASURES = {
    "f1": "F1",
    "precision": "precision",
    "recall": "recall",
    "alarms_per_1000": "alarms/1,000",
    "hit1": "hit@1",
    "hit5": "hit@5",
    "wer_change": "WER change",
    "auto_precision": "at precision",
}
"""Those of `score.py` that are shown, with their heads; the last two judge automatic correction."""
AT_MOST = frozenset({"alarms_per_1000", "wer_change"})
"""Measures of which less is better."""

SPEEDS = {
    "dictionaries.build": ("dictionaries, built anew", "s"),
    "dictionaries.open": ("dictionaries, opened", "s"),
    "start.import": ("start: import", "s"),
    "start": ("start: to the first answer", "s"),
    "memory": ("memory, highest", "MB"),
    "memory.own": ("memory of its own", "MB"),
    "bulk": ("bulk", "tokens/s"),
    "bulk.suggest": ("bulk, reviewer suggest", "tokens/s"),
    "page.cold": ("page of 500, new", "ms"),
    "page.warm": ("page of 500, types known", "ms"),
    "lookup": ("lookup of unknown words", "µs"),
    "lookup.recall20": ("truth among first 20", "%"),
}
"""Figures of speed in the order of the table, with what they are and their unit."""
HEAD = 36
"""Letters of the first column of the table of speed."""
SCALES = {"page.cold": 1000.0, "page.warm": 1000.0, "lookup.recall20": 100.0}


def accuracy_table(
    sets: Sequence[GoldSet], outcomes: Sequence[Outcome], *, honest: bool, whole: bool = False
) -> str:
    """Sets × measures × systems.

    What the engine has to reach stands beneath it, and a star beside each measure that falls short.
    """
    blocks = []
    width = max(len(outcome.name) for outcome in outcomes)
    for gold in sets:
        ran = [outcome for outcome in outcomes if gold.name in outcome.measures]
        if not ran:
            continue
        size = ran[0].measures[gold.name]
        share = "" if whole or gold.every == 1 else f", in every {_ordinal(gold.every)} stretch"
        title = f"{gold.title}: {size['documents']:,} documents{share}, {size['tokens']:,} tokens"
        rows = [_row(title, width + 2, MEASURES.values())]
        for outcome in ran:
            wanted = gold.wanted if outcome.name == OURS else {}
            cells = _cells(outcome.measures[gold.name], wanted)
            rows.append(_row(f"  {outcome.name}", width + 2, cells))
            if wanted:
                rows.append(_row("  wanted", width + 2, _cells(wanted, {})))
        blocks.append("\n".join(rows))
    return "\n\n".join([*blocks, "\n".join(notes(outcomes, honest=honest))])


def notes(outcomes: Sequence[Outcome], *, honest: bool) -> list[str]:
    """What a reader of the table has to know: who is absent, what was trained on what."""
    said = [f"{each.name}: not installed ({each.absent})" for each in outcomes if each.absent]
    said += [f"{each.name}: {trouble}" for each in outcomes for trouble in each.troubles]
    versions = ", ".join(f"{each.name} ({each.version})" for each in outcomes if each.version)
    if versions:
        said.append(f"versions: {versions}")
    took = ", ".join(f"{each.name} {each.seconds:,.0f} s" for each in outcomes if each.measures)
    if took:
        said.append(f"took, with what was remembered of earlier runs: {took}")
    if not honest and any(outcome.name == OURS and outcome.measures for outcome in outcomes):
        said.append(f"{OURS}: {TRAINED}")
    return said


def speed_table(speeds: Speeds) -> str:
    """Figures × systems."""
    systems = list(dict.fromkeys(name for row in speeds.values() for name in row))
    rows = [_row("speed and memory", HEAD, systems)]
    for name, (title, unit) in SPEEDS.items():
        if name in speeds:
            cells = (_number(_scaled(name, speeds[name].get(system))) for system in systems)
            rows.append(_row(f"  {title}, {unit}", HEAD, cells))
    few = [name for name in systems if name in SLOW]
    if few:
        rows.append(f"{', '.join(few)}: {FEW} of the {WORDS:,} words were looked up")
    return "\n".join(rows)


def accuracy_figures(outcomes: Sequence[Outcome], *, honest: bool) -> dict[str, Figure]:
    """`engine.<set>.<measure>` of the engine, its peers by name; and `engine.peers.<peer>`."""
    found: dict[str, Figure] = {}
    ours = next((outcome for outcome in outcomes if outcome.name == OURS), Outcome(OURS))
    others = [outcome for outcome in outcomes if outcome.name != OURS]
    for gold, measures in ours.measures.items():
        for measure in MEASURES:
            theirs = {
                other.name: other.measures[gold][measure]
                for other in others
                if gold in other.measures
            }
            unit = "of 1,000" if measure == "alarms_per_1000" else "%"
            figure = _figure(measures[measure], unit, theirs)
            found[f"engine.{gold}.{measure}"] = figure if honest else {**figure, "note": TRAINED}
    for other in others:
        found[f"engine.peers.{other.name}"] = {
            "value": int(not other.absent),
            "unit": "installed",
            "note": other.absent or other.version,
        }
    return found


def speed_figures(speeds: Speeds) -> dict[str, Figure]:
    """`engine.<figure>` of the engine, its peers by name."""
    found = {}
    for name, (_, unit) in SPEEDS.items():
        row = {system: _scaled(name, value) for system, value in speeds.get(name, {}).items()}
        if OURS in row:
            value = row.pop(OURS)
            found[f"engine.{name}"] = _figure(value, unit, row)
    return found


def _figure(value: float | None, unit: str, theirs: Mapping[str, float | None]) -> Figure:
    peer = theirs.get(REFERENCE)
    ratio = round(value / peer, 3) if value is not None and peer else None
    return {
        "value": None if value is None else _short(value),
        "unit": unit,
        "peer": None if peer is None else _short(peer),
        "ratio": ratio,
        "peers": {name: None if value is None else _short(value) for name, value in theirs.items()},
    }


def _cells(measures: Mapping[str, float | None], wanted: Mapping[str, float]) -> list[str]:
    values = ((key, measures.get(key)) for key in MEASURES)
    return [
        ("–" if value is None else f"{value:.1f}") + _star(key, measures, wanted)
        for key, value in values
    ]


def _star(key: str, measures: Mapping[str, float | None], wanted: Mapping[str, float]) -> str:
    if key not in wanted:
        return ""
    value = measures.get(key)
    if value is None:
        return "*"
    return "*" if (value > wanted[key] if key in AT_MOST else value < wanted[key]) else ""


def _row(head: str, width: int, cells: Any) -> str:
    """A line: its head, then cells beneath each other; a long head stands on a line of its own."""
    line = "".join(f"{cell:>14}" for cell in cells)
    return f"{head:<{width}}{line}" if len(head) <= width else f"{head}\n{'':<{width}}{line}"


def _scaled(name: str, value: float | None) -> float | None:
    return None if value is None else value * SCALES.get(name, 1.0)


def _short(value: float) -> float:
    """Four digits that count, or all before the point."""
    return round(value) if abs(value) >= 1000 else float(f"{value:.4g}")


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 or value == 0 else f"{value:.3f}"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
