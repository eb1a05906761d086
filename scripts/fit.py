"""Fit the weights of the English dictionary, for use or for judging documents they never saw.

Usage: python scripts/fit.py [--data DIR] [--out build/folds] [--ship]

Lays the dictionaries by which the benchmark judges: counts without the documents behind the
simulated pages, letter confusions and network of fold K without the documents of fold K
(`benchmarks.folds`). With `--ship` fits on all documents instead, for `dictionaries/en`; the counts
used in fitting lack the simulated pages all the same, or names would look better known than they
are. A fit takes minutes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIMULATED = "frus_typescript_sim"
COUNT = 3
"""As in `benchmarks.folds`, which scripts cannot import."""


def main() -> None:
    """Build, count and train for every fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("REVIEWER_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "folds")
    parser.add_argument("--ship", action="store_true")
    args = parser.parse_args()
    gold = sorted((args.data / "dev").glob("*.jsonl.gz"))
    without = args.data / "dev" / f"{SIMULATED}.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        shutil.copytree(ROOT / "dictionaries" / "en", trial / "en")
        run("build_dictionaries.py", "--data", args.data, "--out", trial, "--without", without)
        run("count_ngrams.py", "--data", args.data, "--out", trial / "en", "--without", without)
        if args.ship:
            target = ROOT / "dictionaries" / "en"
            run("train.py", "--dictionary", trial / "en", "--out", target, "--cache", trial, *gold)
            return
        for fold in range(COUNT):
            target = args.out / str(fold) / "en"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(trial / "en", target)
            run("train.py", "--dictionary", trial / "en", "--out", target, "--cache", trial,
                "--fold", fold, "--folds", COUNT, *gold)  # fmt: skip


def run(script: str, *arguments: object) -> None:
    """Run another script; raises CalledProcessError where it fails."""
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, arguments)]
    # Matrices are small here: more threads only wait for one another.
    subprocess.run(command, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})


if __name__ == "__main__":
    main()
