"""What the engine may know of a project beside its pages: added words, and what was learnt."""

from collections.abc import Callable
from threading import Lock

from reviewer.core.lessons import UNTAUGHT, Experience
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.ports import Context
from reviewer.services.entries import words_of
from reviewer.services.learning import Learning
from reviewer.services.lexicon import Lexicon


class _Knowledge:
    """Contexts by language, each made once: who gets the same object need not look into it."""

    def __init__(self, entries: tuple[LexiconEntry, ...], experience: Experience) -> None:
        self.entries = entries
        self.experience = experience
        self._words = words_of(entries)
        self._contexts: dict[str, Context] = {}

    def context(self, language: str) -> Context:
        made = Context(language, self._words, self.entries, self.experience)
        return self._contexts.setdefault(language, made)


class Knowing:
    """Makes contexts for pages; asked at each run of the analysis, so that it is never behind."""

    def __init__(self, lexicon: Lexicon, learning: Learning) -> None:
        self._lexicon = lexicon
        self._learning = learning
        self._lock = Lock()
        self._last = _Knowledge((), UNTAUGHT)

    def contexts(self) -> Callable[[str], Context]:
        """What gives the context for a language, as things are known now."""
        entries, experience = self._lexicon.known(), self._learning.experience()
        with self._lock:
            last = self._last
            if last.entries != entries or last.experience is not experience:
                self._last = _Knowledge(entries, experience)
            return self._last.context
