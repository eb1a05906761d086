"""The engine beside its peers: accuracy on every gold set, speed, memory and start, in one run.

`make bench ARGS=engine` prints the tables and writes `build/bench.json`; `python -m
benchmarks.engine` prints some of it:

    python -m benchmarks.engine --sets funsd_forms --systems reviewer aspell
    python -m benchmarks.engine --whole --systems reviewer      all of every set
    python -m benchmarks.engine --only speed

Answers of peers are kept in `build/peers` from run to run; `build/folds` holds the dictionaries by
which documents are judged that no part was trained on (`benchmarks/folds.py`).
"""

import argparse
import os
from typing import Any

from benchmarks import folds, lineup, speed, table
from benchmarks.accuracy import compare
from benchmarks.sets import EXTRA, SETS, gold_file, named, scorer

SYSTEMS = (lineup.OURS, *lineup.PEERS, *lineup.ABSENT)
JOBS = min(2, os.cpu_count() or 1)
"""Systems judged at a time: the two slow peers take turns with all others."""


def measure() -> dict[str, dict[str, Any]]:
    """All figures in the form of `build/bench.json`; prints the tables on the way.

    Raises FileNotFoundError where the development data is not on this machine.
    """
    sets = named()
    scorer()
    for gold in sets:
        gold_file(gold)
    honest = folds.honest()
    if not honest:
        print(f"  {folds.MISSING}", flush=True)
    outcomes = compare(SYSTEMS, sets, jobs=JOBS)
    print(f"\n{table.accuracy_table(sets, outcomes, honest=honest)}\n", flush=True)
    speeds = speed.measure()
    print(table.speed_table(speeds), flush=True)
    return {**table.accuracy_figures(outcomes, honest=honest), **table.speed_figures(speeds)}


def main() -> None:
    """Print the tables that are asked for; nothing is written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = [gold.name for gold in (*SETS, *EXTRA)]
    parser.add_argument("--sets", nargs="+", choices=known, default=[])
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=SYSTEMS)
    parser.add_argument("--whole", action="store_true", help="judge all of every set")
    parser.add_argument("--only", choices=("accuracy", "speed"))
    parser.add_argument("--jobs", type=int, default=JOBS, help="systems judged at a time")
    args = parser.parse_args()
    if args.only != "speed":
        honest = folds.honest()
        if not honest:
            print(folds.MISSING)
        sets = named(args.sets)
        outcomes = compare(args.systems, sets, whole=args.whole, jobs=args.jobs)
        print(table.accuracy_table(sets, outcomes, honest=honest, whole=args.whole))
    if args.only != "accuracy":
        print(table.speed_table(speed.measure([s for s in lineup.PEERS if s in args.systems])))


if __name__ == "__main__":
    main()
