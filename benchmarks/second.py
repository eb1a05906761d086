"""The second reading: what the engine finds and mends without it and with it.

On the pages of the reference folder, judged by its own scorer. Each page is judged by an engine
whose dictionaries were made without it (`make folds`), and by weights of the second reading that
were fitted without it: on five sixths of the pages at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks import folds
from benchmarks.accuracy import judge
from benchmarks.readings import LEVELS, SETTINGS, GoldPage, Setting, gold_pages, missing, reading
from benchmarks.sets import Record
from reviewer.core.fold import fold
from reviewer.core.lessons import DEFAULT
from reviewer.core.ports import Context
from reviewer.engine.voices import FEATURES, Voices
from scripts.fit_second import Judges, examples, fit_all

PARTS = 6
"""Weights are fitted so many times, each time without every sixth page."""
NONE = "none"
MEASURES = {
    "recall": "recall",
    "precision": "precision",
    "f1": "F1",
    "alarms_per_1000": "alarms/1,000",
    "hit1": "hit@1",
    "hit5": "hit@5",
    "wer": "WER",
    "wer_auto": "WER, automatic",
    "auto_precision": "at precision",
}
_HEAD = 34


class Rounds:
    """The engines with weights that were fitted without the page they judge."""

    def __init__(self, settings: Sequence[Setting]) -> None:
        self._judges = Judges()
        self._places = {gold.name: n for n, gold in enumerate(gold_pages())}
        found = examples(self._judges, settings)
        self._voices = [
            Voices({
                engine: np.array([row[name] for name in FEATURES], np.float32)
                for engine, row in fit_all(
                    each for each in found if self._places[each.page] % PARTS != part
                ).items()
            })
            for part in range(PARTS)
        ]  # fmt: skip

    def answer(self, gold: GoldPage, setting: Setting | None) -> Record:
        """`corrected` and `findings` for a page, as the scorer wants them."""
        engine = self._judges.engine(gold.name)
        engine.voices = self._voices[self._places[gold.name] % PARTS]
        page = fold(gold.page)
        second = reading(gold, setting) if setting else None
        text, parts, position, records = page.text, [], 0, []
        for finding in engine.analyse(page, Context(second=second)):
            start, end = page.stretch_of(finding.span, finding.start, finding.end)
            texts = [suggestion.text for suggestion in finding.suggestions]
            records.append({"start": start, "end": end, "suggestions": texts})
            sure = finding.automatic and finding.suggestions[0].probability >= DEFAULT
            if sure and start >= position:
                parts += [text[position:start], texts[0]]
                position = end
        return {"corrected": "".join((*parts, text[position:])), "findings": records}


def measure() -> Mapping[str, Mapping[str, Any]]:
    """`second.<reading>.<level>.<measure>`; the peer of each is the engine without it.

    Raises FileNotFoundError where the pages are missing, or an engine that none were kept of.
    """
    lacking = missing()
    settings = [setting for setting in SETTINGS if setting.engine not in lacking]
    if not settings:
        raise FileNotFoundError(f"no second reading: {', '.join(lacking)} not installed")
    rounds, pages = Rounds(settings), list(gold_pages())
    figures: dict[str, Mapping[str, Any]] = {}
    plain: dict[str, Mapping[str, float | None]] = {}
    for setting in (None, *settings):
        answers = {gold.name: rounds.answer(gold, setting) for gold in pages}
        rows: dict[str, Mapping[str, float | None]] = {
            level: _judged([gold for gold in pages if level in (gold.level, "all")], answers)
            for level in (*LEVELS, "all")
        }
        plain = plain or rows
        name = setting.name if setting else NONE
        print("\n".join(_table(name, rows)), flush=True)
        for level, row in rows.items():
            for measure_, unit in _units():
                figures[f"second.{name}.{level}.{measure_}"] = _figure(
                    row[measure_], plain[level][measure_] if setting else None, unit
                )
    if lacking:
        print(f"  left out: {', '.join(lacking)}, not installed")
    if not folds.honest():
        print(f"  {folds.TRAINED}: {folds.MISSING}")
    return figures


def _judged(pages: Sequence[GoldPage], answers: Mapping[str, Record]) -> dict[str, float | None]:
    records = [
        {"doc": gold.name, "seg": 0, "ocr": fold(gold.page).text, "gt": gold.truth}
        for gold in pages
    ]
    return judge(records, lambda asked: (answers[record["doc"]] for record in asked))


def _units() -> Iterator[tuple[str, str]]:
    for name in MEASURES:
        yield name, "of 1,000" if name == "alarms_per_1000" else "%"


def _figure(value: float | None, peer: float | None, unit: str) -> Mapping[str, Any]:
    ratio = round(value / peer, 3) if value is not None and peer else None
    return {"value": value, "unit": unit, "peer": peer, "ratio": ratio}


def _table(name: str, rows: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    if name == NONE:
        yield f"  {'second reading, pages':<{_HEAD}}" + "".join(
            f"{head:>15}" for head in MEASURES.values()
        )
    for level, row in rows.items():
        cells = (row[measure_] for measure_ in MEASURES)
        said = "".join(f"{'–' if cell is None else f'{cell:.1f}':>15}" for cell in cells)
        yield f"  {f'{name}, {level}':<{_HEAD}}{said}"
