"""Running the engine over texts whose truth is known: `reviewer evaluate`."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from reviewer.core.ports import Scorer
from reviewer.services.suggesting import together

_WARMING = "Openign teh dictionarys"
"""Words that no dictionary has: looking at them opens all tables, which is no part of the speed."""

Suggest = Callable[[Sequence[str]], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Measured:
    """The measures (see the engine's `evaluate`), and what they took.

    `tokens_per_second` is of the engine alone; `memory` the most that this process ever held, in
    megabytes, None where the system does not tell.
    """

    measures: Mapping[str, float | int | None]
    seconds: float
    tokens_per_second: float
    memory: float | None


class Evaluating:
    """Judges files of known truth one after the other."""

    def __init__(self, suggest: Suggest, scorer: Callable[[], Scorer]) -> None:
        """`suggest` answers for segments of a document (DESIGN 5); `scorer` makes a new sum."""
        self._suggest = suggest
        self._scorer = scorer
        self._total = scorer()
        self._tokens = 0
        self._seconds = 0.0
        suggest([_WARMING])

    def file(self, records: Iterable[tuple[object, str, str]]) -> Measured:
        """The measures of one file's records: (document, text, truth)."""
        scorer, tokens, seconds = self._scorer(), 0, 0.0
        for group in together(records):
            began = perf_counter()
            answers = self._suggest([text for text, _ in group])
            seconds += perf_counter() - began
            for (text, truth), said in zip(group, answers, strict=True):
                tokens += len(text.split())
                for counting in (scorer, self._total):
                    counting.add(text, truth, said["corrected"], said["findings"])
        self._tokens += tokens
        self._seconds += seconds
        return _measured(scorer, tokens, seconds)

    def total(self) -> Measured:
        """The measures of all files together."""
        return _measured(self._total, self._tokens, self._seconds)


def _measured(scorer: Scorer, tokens: int, seconds: float) -> Measured:
    speed = tokens / seconds if seconds else 0.0
    return Measured(scorer.result(), seconds, speed, peak_memory())


def peak_memory() -> float | None:
    """The most memory that this process ever held, in megabytes; None on systems that do not tell.

    getrusage(2): kilobytes on Linux, bytes on macOS.
    """
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)
