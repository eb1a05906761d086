"""Runs every measurement, prints a table, and writes build/bench.json.

    python -m benchmarks [PART…]    (default: all of them)

Parts: store, concordance, tei, publish, volume, engine, second, keystrokes, desktop,
documents.

The file holds {figure: {"value", "unit", "peer", "ratio"}}; `ratio` is value / peer, where a peer
was measured in the same run. Where there are more peers than one, "peers" has the values of all by
name, and "note" what has to be known of a figure. Times are wall time here and now: compare runs of
one machine.
"""

import json
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    "store",
    "concordance",
    "tei",
    "publish",
    "volume",
    "engine",
    "second",
    "keystrokes",
    "desktop",
    "documents",
)
OWN_TABLES = ("engine", "second", "keystrokes")
"""Parts that print tables of their own as they go."""

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
        if part not in OWN_TABLES:
            show(found)
    write(figures, wanted or PARTS)
    return int(failed)


def show(figures: Figures) -> None:
    """Print figures as aligned lines."""
    width = max(map(len, figures), default=0)
    for name, figure in figures.items():
        line = f"  {name:<{width}}  {_number(figure['value']):>10} {figure['unit']}"
        if figure.get("peer") is not None:
            line += f"   peer {_number(figure['peer'])}   ratio {_number(figure['ratio'])}"
        print(line)


def write(figures: Figures, parts: Iterable[str]) -> None:
    """Put figures into build/bench.json, beside those of parts that were not measured now."""
    path = ROOT / "build" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    measured = tuple(
        f"{part}{sign}" for part in parts for sign in ".:" if _any_of(figures, f"{part}{sign}")
    )
    known = {name: figure for name, figure in known.items() if not name.startswith(measured)}
    path.write_text(json.dumps({**known, **figures}, indent=1, ensure_ascii=False), "utf-8")
    print(f"\n{platform.platform()}, Python {platform.python_version()} → {path.relative_to(ROOT)}")


def _any_of(figures: Figures, start: str) -> bool:
    """Whether there is a new figure whose name begins so: a part that failed keeps its old ones."""
    return any(name.startswith(start) for name in figures)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
