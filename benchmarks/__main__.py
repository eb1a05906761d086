"""Runs every measurement, prints a table, and writes build/bench.json.

    python -m benchmarks [PART…]        parts: engine, store, tei, desktop (default: all)

The file holds {figure: {"value", "unit", "peer", "ratio"}}; `ratio` is value / peer, where a peer
was measured in the same run. Times are wall time here and now: compare runs of one machine.
"""

import json
import platform
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("store", "tei", "engine", "desktop")

Figures = Mapping[str, Mapping[str, Any]]


def main(wanted: list[str]) -> int:
    """Measure the wanted parts; 1 where one could not be measured."""
    figures: dict[str, Mapping[str, Any]] = {}
    failed = False
    for part in wanted or PARTS:
        measure: Callable[[], Figures] = import_module(f"benchmarks.{part}").measure
        print(f"\n{part}", flush=True)
        try:
            found = measure()
        except FileNotFoundError as error:  # development data that is not on this machine
            print(f"  not measured: {error}")
            failed = True
            continue
        figures.update(found)
        show(found)
    write(figures)
    return int(failed)


def show(figures: Figures) -> None:
    """Print figures as aligned lines."""
    width = max(map(len, figures), default=0)
    for name, figure in figures.items():
        line = f"  {name:<{width}}  {_number(figure['value']):>10} {figure['unit']}"
        if figure.get("peer") is not None:
            line += f"   peer {_number(figure['peer'])}   ratio {_number(figure['ratio'])}"
        print(line)


def write(figures: Figures) -> None:
    """Put figures into build/bench.json, beside those of parts that were not measured now."""
    path = ROOT / "build" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**known, **figures}, indent=1, ensure_ascii=False), "utf-8")
    print(f"\n{platform.platform()}, Python {platform.python_version()} → {path.relative_to(ROOT)}")


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
