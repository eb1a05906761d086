"""Accuracy: every system on every gold set, judged by the reference folder's scorer."""

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from benchmarks import lineup, ours
from benchmarks.peers import FOLDER, NotInstalled
from benchmarks.sets import GoldSet, Record, sample, scorer

Answer = Callable[[Sequence[Record]], Iterable[Record]]
"""Gives `corrected` and `findings` for each of the gold records, in their order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a system.

    Attributes:
        name: of the system.
        version: of the program or library.
        absent: why it could not run; empty where it did.
        measures: by set, those of `score.py`, and `documents`.
        seconds: all it took, remembered answers included.
        troubles: parts that were switched off on the way.
    """

    name: str
    version: str = ""
    absent: str = ""
    measures: dict[str, dict[str, float | None]] = field(default_factory=dict)
    seconds: float = 0.0
    troubles: tuple[str, ...] = ()


def compare(
    systems: Sequence[str], sets: Sequence[GoldSet], *, whole: bool = False, jobs: int = 1
) -> list[Outcome]:
    """The outcome of each system, in their order; `jobs` of them run at a time.

    Each runs in a process of its own, so that none finds another's memory or caches.
    """
    # The slow ones go first, or the last of them would run alone.
    order = sorted(systems, key=lambda name: name not in lineup.SLOW)
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as processes:
        running = {name: processes.submit(run, name, sets, whole=whole) for name in order}
        return [running[name].result() for name in systems]


def run(name: str, sets: Sequence[GoldSet], *, whole: bool = False) -> Outcome:
    """Judge one system on the sets, all in this process."""
    start = time.perf_counter()
    if name in lineup.ABSENT:
        return Outcome(name, absent=lineup.ABSENT[name])
    if name == lineup.OURS:
        engines = ours.Folded()
        measures = {gold.name: judge(sample(gold, whole=whole), engines.answer) for gold in sets}
        troubles = tuple(engines.troubles())
        return Outcome(
            name, "", "", measures, round(time.perf_counter() - start, 1), troubles=troubles
        )
    peer = lineup.make(name, ours.words, FOLDER)
    try:
        peer.start()
    except NotInstalled as reason:
        return Outcome(name, absent=f"needs {reason}")
    measures = {}
    try:
        for gold in sets:
            measures[gold.name] = judge(sample(gold, whole=whole), taking_first(peer.predict))
            peer.keep()
    finally:
        peer.close()
    return Outcome(name, peer.version, "", measures, round(time.perf_counter() - start, 1))


def taking_first(predict: Callable[[str], list[Record]]) -> Answer:
    """A peer's findings, and the text with the first suggestion of each taken.

    They give no probabilities, so there is no other rule for what to take.
    """

    def answer(records: Sequence[Record]) -> Iterator[Record]:
        for record in records:
            findings = predict(record["ocr"])
            yield {"corrected": corrected(record["ocr"], findings), "findings": findings}

    return answer


def corrected(text: str, findings: Iterable[Record]) -> str:
    """The text with the first suggestion of every finding taken."""
    parts, position = [], 0
    for finding in findings:
        if finding["suggestions"] and finding["start"] >= position:
            parts += [text[position : finding["start"]], finding["suggestions"][0]]
            position = finding["end"]
    return "".join(parts) + text[position:]


def judge(records: Sequence[Record], answer: Answer) -> dict[str, float | None]:
    """The measures of `score.py` for a system's answers, and how many `documents` there were."""
    with tempfile.TemporaryDirectory() as folder:
        gold, answers = Path(folder, "gold.jsonl"), Path(folder, "answers.jsonl")
        _write(gold, records)
        pairs = zip(records, answer(records), strict=True)
        _write(
            answers,
            ({"doc": made["doc"], "seg": made["seg"], **_judged(told)} for made, told in pairs),
        )
        measures = dict(scorer().score(str(gold), str(answers)))
    return {"documents": len({record["doc"] for record in records}), **measures}


def _judged(answer: Record) -> Record:
    findings = [
        {key: finding[key] for key in ("start", "end", "suggestions")}
        for finding in answer["findings"]
    ]
    return {"corrected": answer["corrected"], "findings": findings}


def _write(path: Path, records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
