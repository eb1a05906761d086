"""The engine behind one door: detectors, sources and ranking over a page."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reviewer.core.findings import Finding, Stamp, Suggestion
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.ports import Context, Detector, SuggestionSource
from reviewer.core.reading import PageReading
from reviewer.engine.detection import NonWordDetector, SignDetector, places
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pairs import Pairs
from reviewer.engine.survey import Surveyor
from reviewer.engine.tables import Dictionary
from reviewer.engine.vetting import part_name, vetted_finding, vetted_suggestion

if TYPE_CHECKING:
    from reviewer.engine.ranking import Ranker

VERSION = "1"
"""Count up whenever the same page and dictionary would give other findings."""
THRESHOLD = 0.3
"""Less likely wrong than this is not shown."""

T = TypeVar("T")


class Engine:
    """Finds doubtful places and proposes readings for them.

    Opening is cheap: tables are read, and rapidfuzz, symspellpy and numpy imported, at the first
    page. A detector or source that raises is switched off for the rest of the run and named by
    `troubles`; the others go on. Same page, context and dictionary give the same findings.
    """

    def __init__(
        self,
        dictionary: Path,
        cache: Path | None = None,
        *,
        detectors: Sequence[Detector] = (),
        sources: Sequence[SuggestionSource] = (),
        threshold: float = THRESHOLD,
    ) -> None:
        """Open the dictionary in folder `dictionary`; built artefacts go to folder `cache`.

        `detectors` and `sources` are plug-ins, asked after the built-in ones.
        """
        self.dictionary = Dictionary.open(dictionary)
        self.lexicon = Lexicon(self.dictionary, cache)
        self._cache = cache
        self._threshold = threshold
        self.surveyor = Surveyor(self.lexicon)
        self.pairs = Pairs(self.dictionary.bigrams, self.dictionary.stamp, cache)
        self._plugged_sources = tuple(sources)
        built_in = (NonWordDetector(self.surveyor), SignDetector(self.surveyor))
        self._detectors: tuple[Detector, ...] = (*built_in, *detectors)
        self._off: dict[str, Message] = {}

    @cached_property
    def stamp(self) -> Stamp:
        """Engine and dictionary version."""
        return Stamp(engine=VERSION, dictionary=self.dictionary.stamp)

    @cached_property
    def _sources(self) -> tuple[SuggestionSource, ...]:
        # Imported here: numpy and rapidfuzz take longer to import than a window to open.
        from reviewer.engine.candidates import DeletesWords, JoinedWords, NearestWords, Removal
        from reviewer.engine.confusion import ErrorModel
        from reviewer.engine.deletes import DeletesIndex

        model = ErrorModel.open(self.dictionary.confusions)
        return (
            NearestWords(self.surveyor, model),
            DeletesWords(self.surveyor, DeletesIndex(self.lexicon, self._cache), model),
            JoinedWords(self.surveyor, self.pairs),
            Removal(),
            *self._plugged_sources,
        )

    @cached_property
    def ranker(self) -> "Ranker":
        """What weighs the proposals."""
        from reviewer.engine.ranking import Ranker, Weights

        return Ranker(Weights.open(self.dictionary.weights), self.pairs)

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings with ranked suggestions, in the order of the text."""
        found = self.suspects(page, context)
        self.prepare([finding.form for finding in found])
        survey = self.surveyor.survey(page, context)
        ranked = []
        for finding in found:
            proposals = [*finding.suggestions, *self.proposals(finding, page, context)]
            judged = self.ranker.rank(finding, proposals, survey)
            if judged.probability >= self._threshold:
                ranked.append(judged)
        return tuple(ranked)

    def suspects(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """All that the detectors point at, before anything is weighed."""
        found: list[Finding] = []
        vet = partial(vetted_finding, page=page)
        for detector in self._detectors:
            # Asked for inside: a plug-in may lack even the method.
            detect = partial(_all, partial(_detect, detector, page, context), vet)
            found += self._try(part_name(detector), detect, [])
        return tuple(places(found))

    def proposals(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Sequence[Suggestion]:
        """All that the sources propose for a finding, unranked."""
        found: list[Suggestion] = []
        for source in self._sources:
            suggest = partial(
                _all, partial(_suggest, source, finding, page, context), vetted_suggestion
            )
            found += self._try(part_name(source), suggest, [])
        return found

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        """What an approved page teaches; `findings` are those of its source."""
        from reviewer.engine.learning import lessons

        return lessons(page, findings)

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word, the most telling entry first."""
        return self.lexicon.entries(word)

    def troubles(self) -> Sequence[Message]:
        """Parts that failed and were switched off."""
        return tuple(self._off.values())

    def close(self) -> None:
        """Let go of the tables; the engine opens them again when it is asked."""
        for name in ("_sources", "ranker"):
            self.__dict__.pop(name, None)
        self.lexicon.__dict__.pop("compiled", None)

    def prepare(self, forms: Iterable[str]) -> None:
        """Let sources that can look up a whole page at once do so."""
        listed = [form for form in forms if any(c.isalnum() for c in form)]
        for source in self._sources:
            prepare = getattr(source, "prepare", None)
            if prepare:
                self._try(part_name(source), partial(prepare, listed), None)

    def _try(self, name: str, work: Callable[[], T], otherwise: T) -> T:
        if name in self._off:
            return otherwise
        try:
            return work()
        except Exception as error:  # a plug-in may raise anything, and must not stop the others
            values = {"part": name, "reason": f"{type(error).__name__}: {error}"}
            self._off[name] = Message("engine.switched_off", values)
            return otherwise


def _detect(part: Detector, page: PageReading, context: Context) -> Iterable[object]:
    return part.detect(page, context)


def _suggest(
    part: SuggestionSource, finding: Finding, page: PageReading, context: Context
) -> Iterable[object]:
    return part.suggest(finding, page, context)


def _all(ask: Callable[[], Iterable[object]], vet: Callable[[object], T]) -> list[T]:
    """All answers of a part, taken and looked at at once, so that it fails here if it fails."""
    return [vet(answer) for answer in ask()]
