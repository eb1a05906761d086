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
            said = json.dumps(record, ensure_ascii=False).translate(_ESCAPED)
            print(said if _fits(said, sys.stdout.encoding) else json.dumps(record))
        elif text:
            print(_fitting(text, sys.stdout.encoding))

    def note(self, text: str) -> None:
        """Something good to know."""
        if not self.quiet:
            print(_fitting(text, sys.stderr.encoding), file=sys.stderr)

    def problem(self, error: ReviewerError | str) -> None:
        """Something that went wrong; said even when quiet."""
        print(_fitting(f"reviewer: {error}", sys.stderr.encoding), file=sys.stderr)

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


def _fits(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _fitting(text: str, encoding: str | None) -> str:
    """The text with what the terminal's encoding has not as escapes: `\\u20ac`, or a lone surrogate
    of a broken file or its name.
    """
    known = encoding or "utf-8"
    return text if _fits(text, known) else text.encode(known, "backslashreplace").decode(known)


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
