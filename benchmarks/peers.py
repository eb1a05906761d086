"""The peers: spelling correctors that the engine is compared with, behind the same small face.

None of them knows context, so each is asked word by word: what it holds wrong is a finding, with
its suggestions in its own order. All cut words alike. A peer whose program or library is not on the
machine raises `NotInstalled` at `start` and is named so in the tables. `lineup` has them all.
"""

import hashlib
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.remembering import Memory
from benchmarks.sets import ROOT, Record

WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W\d_]")
MOST = 20
"""Suggestions kept of each answer; hit@5 looks at five, the recall of lookups at all."""
LONGEST = 60
"""Longer forms are wrong and have no suggestions: ispell's protocol is made for words."""
FOLDER = ROOT / "build" / "peers"
"""Where packages lie that cannot live in the project's environment, and remembered answers."""

Words = Callable[[], Mapping[str, int]]
"""Gives the words that the engine knows, by their folds, with how often they occur."""
Answer = tuple[str, ...] | None
"""Suggestions for a form, best first; None where the form is held right."""


class NotInstalled(Exception):
    """A peer's program or library is not on this machine; the text says what is missing."""


class Peer(ABC):
    """A corrector that judges words one by one.

    Attributes:
        name: as it stands in the tables.
        version: of the program or library; known after `start`.
        process: the number of the program's own process; 0 where the peer lives in ours.
    """

    name: str
    version: str = ""
    process: int = 0

    def __init__(self, memory: Path | None = None) -> None:
        """`memory` is a folder for answers of earlier runs; without it each form is asked anew."""
        self._folder = memory
        self._memory = Memory()

    def start(self) -> None:
        """Open the program or library. Raises NotInstalled."""
        self.open()
        if self._folder:
            key = f"{self.name} {self.version} {self.words_key()}".strip().replace(" ", "-")
            self._memory = Memory(self._folder / f"{key}.json")

    @abstractmethod
    def open(self) -> None:
        """Make it ready to be asked, and find out its version. Raises NotInstalled."""

    @abstractmethod
    def look_up(self, form: str) -> Answer:
        """Suggestions for a form of a reasonable length; None where it is held right."""

    def words_key(self) -> str:
        """Names the words that answers depend on, where they are not the peer's own."""
        return ""

    def predict(self, text: str) -> list[Record]:
        """Findings for a text: `start`, `end` (characters), `suggestions`. Each form asked once."""
        findings = []
        for found in WORD.finditer(text):
            answer = self._memory.recall(found[0], self.ask)
            if answer is not None:
                findings.append(
                    {"start": found.start(), "end": found.end(), "suggestions": list(answer)}
                )
        return findings

    def keep(self) -> None:
        """Write down what was answered so far, where there is a folder for it."""
        self._memory.save()

    def close(self) -> None:
        """Keep what was answered and let go of the program."""
        self.keep()

    def ask(self, form: str) -> Answer:
        """Suggestions for a form, asked for anew each time; None where it is held right."""
        return () if len(form) > LONGEST else self.look_up(form)


class SymSpellPeer(Peer):
    """symspellpy up to a distance, over the words of the engine; all suggestions, its own order."""

    def __init__(self, distance: int, words: Words, memory: Path | None = None) -> None:
        super().__init__(memory)
        self.name = f"symspellpy {distance}"
        self._distance = distance
        self._words = words
        self._key = ""
        self._index: Any = None

    def open(self) -> None:
        """Build the index."""
        try:
            from symspellpy import SymSpell
        except ImportError as error:
            raise NotInstalled("the Python package symspellpy") from error
        self.version = version("symspellpy")
        words = self._words()
        self._key = hashlib.sha256(repr(sorted(words.items())).encode("utf-8")).hexdigest()[:12]
        self._index = SymSpell(max_dictionary_edit_distance=self._distance, prefix_length=7)
        for word, count in words.items():
            self._index.create_dictionary_entry(word, max(1, count))

    def words_key(self) -> str:
        """A hash of the words and their counts."""
        return self._key

    def look_up(self, form: str) -> Answer:
        """All words within the distance, by distance and frequency."""
        from symspellpy import Verbosity

        if self._index.words.get(form.lower()):
            return None
        found = self._index.lookup(
            form, Verbosity.ALL, max_edit_distance=self._distance, transfer_casing=True
        )
        return tuple(item.term for item in found[:MOST])


class GuigutsPeer(Peer):
    """Guiguts' suggestions: its word list, and rapidfuzz's nearest ten words within distance 3.

    The word list is read from the installed package (or from build/peers, since the package wants
    other versions of libraries than we do). Its own code for this sits in a Tk window, so the
    library is called here with the same settings.
    """

    name = "Guiguts"
    resource = Path("guiguts", "data", "dictionaries", "dict_en_default.txt")

    def __init__(self, memory: Path | None = None, folders: Sequence[str] = ()) -> None:
        super().__init__(memory)
        self._folders = [*folders, str(FOLDER), *sys.path]
        self._known: set[str] = set()
        self._written: dict[str, str] = {}
        self._listed: list[str] = []

    def open(self) -> None:
        """Read its word list."""
        found = (Path(each) / self.resource for each in self._folders)
        path = next((each for each in found if each.is_file()), None)
        if path is None:
            raise NotInstalled("the Python package guiguts, here or in build/peers")
        self.version = _version_beside(path.parents[3], "guiguts")
        lines = path.read_text("utf-8").splitlines()
        listed = [line.strip() for line in lines if line.strip()]
        self._known = set(listed)
        self._written = {word.lower(): word for word in listed}  # ties go by the list's order
        self._listed = list(self._written)

    def look_up(self, form: str) -> Answer:
        """The nearest words, as they are written in the list or as the form is."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        straight = form.replace("’", "'")
        shapes = (straight, straight.lower(), straight[:1] + straight[1:].lower())
        if any(shape in self._known for shape in shapes):
            return None
        found = process.extract(
            straight.lower(), self._listed, scorer=Levenshtein.distance, limit=10, score_cutoff=3
        )
        return tuple(_cased(self._written[match], form) for match, _, _ in found)


def _cased(word: str, form: str) -> str:
    if word != word.lower() or not form[:1].isupper():
        return word
    return word.upper() if form.isupper() else word.capitalize()


def _version_beside(folder: Path, package: str) -> str:
    names = (path.name for path in folder.glob(f"{package}-*.dist-info"))
    return next((name.split("-")[1].removesuffix(".dist") for name in names), "")
