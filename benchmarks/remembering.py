"""Answers of slow peers, kept from run to run: hunspell needs 20 ms for a word it does not know."""

import json
from collections.abc import Callable
from pathlib import Path


class Memory:
    """What was answered for a form: suggestions, or None where the form is right.

    With a path it starts from what an earlier run left there. The file's name has to tell the
    program, its version and its words: nothing in it is ever doubted.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._answers: dict[str, tuple[str, ...] | None] = {}
        self._grown = False
        if path and path.is_file():
            known = json.loads(path.read_text("utf-8"))
            self._answers = {
                form: None if told is None else tuple(told) for form, told in known.items()
            }

    def recall(
        self, form: str, ask: Callable[[str], tuple[str, ...] | None]
    ) -> tuple[str, ...] | None:
        """The answer for a form, asked for where it is new."""
        if form not in self._answers:
            self._answers[form] = ask(form)
            self._grown = True
        return self._answers[form]

    def save(self) -> None:
        """Write what is new; does nothing without a path."""
        if self._path and self._grown:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps(self._answers, ensure_ascii=False), "utf-8")
            beside.replace(self._path)
            self._grown = False
