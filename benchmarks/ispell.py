"""Peers that speak ispell's protocol over a pipe: hunspell and aspell (`-a`)."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.peers import MOST, Answer, NotInstalled, Peer


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a form that a program holds wrong: where, what, and what it suggests."""

    start: int
    form: str
    suggestions: tuple[str, ...]


_ANSWER = re.compile(r"[&?#] (?P<form>\S+) (?:\d+ )?(?P<offset>\d+)(?:: (?P<listed>.*))?")


def parse(line: str) -> Part | None:
    """One line of an answer in ispell's protocol (`ispell -a`); None where it holds nothing wrong.

    `& form count offset: one, two` and `? …` have suggestions, `# form offset` has none; `*`, `+`
    and `-` say that a word is right. The offset counts characters of the line that was asked, with
    the `^` before it.

    >>> parse("& hovse 2 1: house, hose")
    Part(start=0, form='hovse', suggestions=('house', 'hose'))
    """
    found = _ANSWER.fullmatch(line.rstrip("\r\n"))
    if found is None:
        return None
    listed = found["listed"]
    return Part(
        max(0, int(found["offset"]) - 1), found["form"], tuple(listed.split(", ") if listed else ())
    )


def combine(form: str, parts: Sequence[Part]) -> Answer:
    """Suggestions for a whole form from those for parts of it; None where no part is wrong.

    The k-th has the k-th suggestion of every part, or the part as it is where there are fewer.

    >>> combine("sea-hovse", [Part(4, "hovse", ("house", "hose"))])
    ('sea-house', 'sea-hose')
    """
    if not parts:
        return None
    found = []
    for rank in range(min(MOST, max(len(part.suggestions) for part in parts))):
        pieces, position = [], 0
        for part in parts:
            start = form.find(part.form, position)
            if start < 0:
                return ()
            mended = part.suggestions[rank] if rank < len(part.suggestions) else part.form
            pieces += [form[position:start], mended]
            position = start + len(part.form)
        found.append("".join(pieces) + form[position:])
    return tuple(found)


class PipePeer(Peer):
    """A program that speaks ispell's protocol over a pipe: hunspell, aspell."""

    def __init__(self, name: str, command: Sequence[str], memory: Path | None = None) -> None:
        super().__init__(memory)
        self.name = name
        self._command = list(command)
        self._process: subprocess.Popen[str] | None = None

    def open(self) -> None:
        """Start the program and read its banner."""
        if shutil.which(self._command[0]) is None:
            raise NotInstalled(f"the program {self._command[0]}")
        # Words and settings that a person gave their own program must not count.
        home = {"HOME": os.devnull}
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, **home},
        )
        try:
            banner = self._output.readline()
            if not banner.startswith("@(#)"):
                raise NotInstalled(f"an English dictionary for {self.name}")
            self._input.write("!\n")  # say nothing of words that are right
        except (NotInstalled, OSError):
            self.close()
            raise
        self.process = self._process.pid
        found = re.search(r"[Rr]eally \w+ ([\w.-]+)", banner)
        self.version = found[1] if found else ""

    def look_up(self, form: str) -> Answer:
        """Ask the program; `^` keeps it from taking a form for a command."""
        self._input.write(f"^{form}\n")
        self._input.flush()
        parts = []
        while (line := self._output.readline()).strip():
            part = parse(line)
            if part:
                parts.append(part)
        if not line:
            raise RuntimeError(f"{self.name} ended at the form {form!r}")
        return combine(form, parts)

    def close(self) -> None:
        """Keep what is remembered; end the program."""
        super().close()
        if self._process:
            self._process.communicate()
            self._process = None

    @property
    def _input(self) -> IO[str]:
        assert self._process is not None
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _output(self) -> IO[str]:
        assert self._process is not None
        assert self._process.stdout is not None
        return self._process.stdout


def hunspell(memory: Path | None = None) -> Peer:
    """Hunspell with its American dictionary."""
    return PipePeer("hunspell", ["hunspell", "-a", "-d", "en_US", "-i", "utf-8"], memory)


def aspell(memory: Path | None = None) -> Peer:
    """Aspell with its American dictionary."""
    command = ["aspell", "-a", "--lang=en_US", "--encoding=utf-8"]
    return PipePeer("aspell", command, memory)
