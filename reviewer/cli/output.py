"""Saying things on a terminal: results to stdout, everything else to stderr."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reviewer.core.errors import ReviewerError
from reviewer.core.progress import Progress, Step

# Lawful in JSON, but taken for line ends by many a reader of JSON lines.
_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


class Output:
    """Where a verb's words go. `as_json`: results are JSON values; `quiet`: no chatter."""

    def __init__(self, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet

    def result(self, record: Any, text: str) -> None:
        """The answer of a verb: the record as JSON, or the text."""
        if self.as_json:
            print(json.dumps(record, ensure_ascii=False).translate(_ESCAPED))
        elif text:
            print(text)

    def note(self, text: str) -> None:
        """Something good to know."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def problem(self, error: ReviewerError | str) -> None:
        """Something that went wrong; said even when quiet."""
        print(f"reviewer: {error}", file=sys.stderr)

    @contextmanager
    def progress(self, label: str, unit: str = "page") -> Iterator[Progress]:
        """A progress bar on a terminal, nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            yield Progress()
            return
        from tqdm import tqdm

        with tqdm(desc=label, unit=f" {unit}", leave=False) as bar:

            def show(step: Step) -> None:
                bar.total = step.total or None
                bar.n = step.done
                bar.refresh()

            yield Progress(show)


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Columns, left-aligned but for numbers."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(head))]
    right = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(head))]

    def line(parts: Sequence[str]) -> str:
        padded = (
            part.rjust(width) if to_right else part.ljust(width)
            for part, width, to_right in zip(parts, widths, right, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join(line(parts) for parts in cells)
