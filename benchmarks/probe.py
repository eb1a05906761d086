"""What is measured in a fresh process each: `python -m benchmarks.probe WHAT OPTIONS` prints JSON.

Nothing that costs time or memory is imported before its clock starts, and no other measurement has
filled any cache of this process.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Figures = Mapping[str, Any]

GREETING = "The telegrarn from Moscow was recelved."
"""A short text that makes an engine open all it has."""


def start(dictionary: Path, cache: Path, _: Any) -> Figures:
    """Seconds to import the engine, to open its dictionaries, and to the first answer."""
    began = time.perf_counter()
    from reviewer.core.ports import Context
    from reviewer.engine.pipeline import Engine

    imported = time.perf_counter()
    engine = Engine(dictionary, cache)
    engine.entries("telegram")
    opened = time.perf_counter()
    from benchmarks.ours import read

    page = read(GREETING)
    before = time.perf_counter()
    engine.analyse(page, Context())
    answered = time.perf_counter() - before
    return {
        "import": imported - began,
        "open": opened - imported,
        "first": opened - began + answered,
    }


def bulk(dictionary: Path, cache: Path, texts: Sequence[str]) -> Figures:
    """Tokens a second over many pages, opening left out, and the memory after them (MB)."""
    from benchmarks.ours import read
    from reviewer.core.ports import Context
    from reviewer.engine.pipeline import Engine

    engine = Engine(dictionary, cache)
    engine.analyse(read(GREETING), Context())
    began = time.perf_counter()
    for text in texts:
        engine.analyse(read(text), Context())
    seconds = time.perf_counter() - began
    tokens = sum(len(text.split()) for text in texts)
    return {"tokens": tokens, "speed": tokens / seconds, **memory()}


def page(dictionary: Path, cache: Path, texts: Sequence[str]) -> Figures:
    """Seconds for each page: new to an engine that is open, and when its types are known.

    The second time its lines stand in another order, so that no memory of whole pages or places
    answers.
    """
    from benchmarks.ours import read
    from reviewer.core.ports import Context
    from reviewer.engine.pipeline import Engine

    cold: list[float] = []
    warm: list[float] = []
    for number, text in enumerate(texts):
        engine = Engine(dictionary, cache)
        engine.analyse(read(GREETING), Context())
        lines = text.splitlines()
        random.Random(number).shuffle(lines)
        for times, each in ((cold, text), (warm, "\n".join(lines))):
            ready = read(each)
            began = time.perf_counter()
            engine.analyse(ready, Context())
            times.append(time.perf_counter() - began)
        engine.close()
    return {"cold": cold, "warm": warm}


def lookup(dictionary: Path, cache: Path, pairs: Sequence[tuple[str, str]]) -> Figures:
    """Microseconds for the candidates of a misread word, and how often the true one is listed."""
    from benchmarks.ours import candidates, read
    from reviewer.core.ports import Context
    from reviewer.engine.pipeline import Engine

    engine = Engine(dictionary, cache)
    engine.analyse(read(GREETING), Context())
    forms = [form for form, _ in pairs]
    began = time.perf_counter()
    found = candidates(engine, forms)
    seconds = time.perf_counter() - began
    return {"micros": seconds / len(forms) * 1e6, "recall": recall(found, pairs), **memory()}


def peer(dictionary: Path, cache: Path, task: Mapping[str, Any]) -> Figures:
    """The same of a peer (`task`: its name, pairs, words), and the seconds it needs to start.

    The words are handed over ready, so that reading our tables does not count against it.
    """
    from benchmarks import lineup
    from benchmarks.peers import NotInstalled

    made = lineup.make(task["name"], lambda: task["words"])
    began = time.perf_counter()
    try:
        made.start()
    except NotInstalled as reason:
        return {"absent": f"needs {reason}"}
    started = time.perf_counter() - began
    pairs = task["pairs"]
    began = time.perf_counter()
    found = [made.ask(form) or () for form, _ in pairs]
    seconds = time.perf_counter() - began
    measured = {
        "start": started,
        "micros": seconds / len(pairs) * 1e6,
        "recall": recall(found, pairs),
        **memory(made.process),
    }
    made.close()
    return measured


def recall(
    found: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]], among: int = 20
) -> float:
    """Share of the true words that are among the first answers, whatever their case.

    >>> recall([["House", "hose"], []], [("hovse", "house"), ("qxz", "fox")])
    0.5
    """
    hits = sum(
        truth.lower() in {text.lower() for text in texts[:among]}
        for texts, (_, truth) in zip(found, pairs, strict=True)
    )
    return hits / len(pairs)


def memory(process: int = 0) -> Figures:
    """Memory in MB of this process, or of the one with this number: highest, and its own now.

    `peak` is what was resident at most; Linux's `ru_maxrss` is not it in a child, since it starts
    from what the parent had. `own` counts only what no other process shares (USS).
    """
    folder = Path("/proc", str(process or "self"))
    if not folder.is_dir():
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {"peak": most / 1024, "own": None}
    own = sum(_kilobytes(folder / "smaps_rollup", "Private_"))
    return {"peak": sum(_kilobytes(folder / "status", "VmHWM")) / 1024, "own": own / 1024}


def _kilobytes(path: Path, start_of_name: str) -> list[int]:
    rows = (line.split() for line in path.read_text("ascii", "replace").splitlines())
    # The first row of smaps_rollup is an address.
    return [int(row[1]) for row in rows if row[0].startswith(start_of_name) and row[-1] == "kB"]


WHAT: Mapping[str, Callable[[Path, Path, Any], Figures]] = {
    "start": start,
    "bulk": bulk,
    "page": page,
    "lookup": lookup,
    "peer": peer,
}


def main() -> None:
    """Measure one thing and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--task", type=Path, help="JSON file of what to work on")
    args = parser.parse_args()
    task = json.loads(args.task.read_text("utf-8")) if args.task else None
    json.dump(WHAT[args.what](args.dictionary, args.cache, task), sys.stdout)


if __name__ == "__main__":
    main()
