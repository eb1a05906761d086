"""Who is compared: the engine and its peers, by the names that stand in the tables."""

from collections.abc import Callable
from pathlib import Path

from benchmarks import ispell
from benchmarks.peers import GuigutsPeer, Peer, SymSpellPeer, Words

OURS = "reviewer"
REFERENCE = "symspellpy 2"
"""The peer that `peer` and `ratio` of the figures speak of."""

_MAKERS: dict[str, Callable[[Words, Path | None], Peer]] = {
    "symspellpy 2": lambda words, memory: SymSpellPeer(2, words, memory),
    "symspellpy 3": lambda words, memory: SymSpellPeer(3, words, memory),
    "hunspell": lambda _, memory: ispell.hunspell(memory),
    "aspell": lambda _, memory: ispell.aspell(memory),
    "Guiguts": lambda _, memory: GuigutsPeer(memory),
}
PEERS = tuple(_MAKERS)

SLOW = frozenset({"symspellpy 3", "hunspell", "Guiguts"})
"""Peers that need some milliseconds or more for a word."""

ABSENT = {
    "JamSpell": "its source package builds with SWIG 3 alone, and its language models are "
    "downloads of their own",
}
"""Peers that cannot be installed from the usual registries, and why."""


def make(name: str, words: Words, memory: Path | None = None) -> Peer:
    """The peer of a name, not started. Raises KeyError for a name that is not in `PEERS`.

    `words` gives the words of the engine, for peers that have none of their own; `memory` is the
    folder of answers of earlier runs.
    """
    return _MAKERS[name](words, memory)
