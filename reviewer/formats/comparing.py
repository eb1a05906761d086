"""The text of a file beside the text on the screen, word by word."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from reviewer.core.edition import Edition
from reviewer.core.messages import said
from reviewer.core.ports import Problem
from reviewer.core.spots import Spot
from reviewer.formats.words import plain_words, reading_words

_SHOWN = 5  # words of a stretch that are named
_MOST = 20  # stretches that are told


def compare_words(path: Path, edition: Edition) -> Sequence[Problem]:
    """Stretches in which the words of a file of the reading profile are not those of the screen.

    Raises UnreadableFile.
    """
    there, wanted = plain_words(path), reading_words(edition)
    if there == wanted:
        return ()
    problems = []
    for kind, i, j, k, m in SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        screen, file = (" ".join(words[:_SHOWN]) for words in (wanted[i:j], there[k:m]))
        name = "text_differs" if screen and file else "text_lost" if screen else "text_added"
        what = said(f"problems.{name}.what", screen=screen, file=file)
        spot = Spot(word=(wanted[i:j] or wanted[max(i - 1, 0) : i] or [""])[0])
        problems.append(Problem(0, what, advice=said(f"problems.{name}.todo"), spot=spot))
    return tuple(problems[:_MOST])
