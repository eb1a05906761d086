"""The engine behind one door: survey, weighing and ranking of a page, and what is plugged in."""

import gc
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reviewer.core.findings import Finding, Stamp, Suggestion
from reviewer.core.lessons import UNTAUGHT, Lessons
from reviewer.core.lexicon import Layer, LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context, Detector, SuggestionSource
from reviewer.core.reading import PageReading
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.patterns import PatternDetector
from reviewer.engine.tables import Dictionary
from reviewer.engine.vetting import part_name, vetted_finding, vetted_suggestion

if TYPE_CHECKING:
    from reviewer.engine.forms import Forms
    from reviewer.engine.knowledge import Knowledge
    from reviewer.engine.names import Names
    from reviewer.engine.network import Network
    from reviewer.engine.rules import Rules
    from reviewer.engine.spots import Survey
    from reviewer.engine.survey import Surveyor
    from reviewer.engine.voices import Voices
    from reviewer.engine.weighing import Weighed
    from reviewer.engine.wordlist import Floats

VERSION = "3"
"""Count up whenever the same page and dictionary would give other findings."""
THRESHOLD = 0.3
"""Less likely wrong than this is not shown."""
_COLLECTIONS = 3
"""So many projects keep their own words and lessons at hand."""
_DOCUMENTS = 4
"""So many documents keep what is known of their names."""

T = TypeVar("T")


class Engine:
    """Finds doubtful places and proposes readings for them.

    Opening is cheap: tables are read, and numpy and rapidfuzz imported, at the first page. A
    detector or source that raises is switched off for the rest of the run and named by `troubles`;
    the others go on. Same page, context and dictionary give the same findings.
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
        self._patterns = PatternDetector(self.lexicon)
        self._detectors = tuple(detectors)
        self._sources = tuple(sources)
        self._off: dict[str, Message] = {}
        self._collections: OrderedDict[Any, tuple[Knowledge, Surveyor]] = OrderedDict()
        self._documents: OrderedDict[Any, Names] = OrderedDict()
        self._ruled: tuple[tuple[LexiconEntry, ...], Rules] | None = None

    @cached_property
    def stamp(self) -> Stamp:
        """Engine and dictionary version."""
        return Stamp(engine=VERSION, dictionary=self.dictionary.stamp)

    @cached_property
    def knowledge(self) -> "Knowledge":
        """What the dictionary alone says."""
        # Imported here: numpy and rapidfuzz take longer to import than a window to open.
        from reviewer.engine.context import ContextModel
        from reviewer.engine.knowledge import Knowledge

        context = ContextModel.open(self.dictionary.ngrams, self.dictionary.stamp, self._cache)
        made = Knowledge(self.lexicon, context, self._cache, UNTAUGHT)
        # Words and entries that never change: garbage collection need not look them over each time.
        gc.freeze()
        return made

    @cached_property
    def networks(self) -> "Sequence[Network]":
        """What weighs the answers: one for the first look at a page, one for the second."""
        from reviewer.engine import weighing
        from reviewer.engine.network import plain, read_networks

        looks = ((weighing.GROUP, weighing.ROW), (weighing.GROUP_AGAIN, weighing.ROW_AGAIN))
        if self.dictionary.network is None:
            return [plain(*look) for look in looks]
        return read_networks(self.dictionary.network, looks)

    @cached_property
    def voices(self) -> "Voices":
        """What second readings are worth; where the language has no numbers, the English ones."""
        from reviewer.engine.voices import Voices

        return Voices.read(self.dictionary.second or dictionaries() / "en" / "second.json")

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings with ranked suggestions, in the order of the text."""
        from reviewer.engine.network import posterior
        from reviewer.engine.noise import noise_lines
        from reviewer.engine.ranking import Ranker

        found: list[Finding] = []
        for survey, forms, knowledge, weighed in self.weighed(page, context):
            if not len(weighed.group):
                continue
            scores = self.scores(survey, forms, knowledge, weighed)
            heard = self.voices.scores(survey, forms, weighed, knowledge) if survey.heard else None
            if heard is not None:
                scores = scores + heard
            shares = posterior(scores, weighed.first)
            ranker = Ranker(survey, forms, weighed, shares, knowledge)
            found += ranker.findings(page, self._threshold)
        found = list(self._names(context).judge(found, page, self._threshold))
        # What breaks the rules of all writing needs no weighing; noise lines hide their words.
        found = list(apart([*self._patterns.detect(page, context), *found], page))
        found = list(apart([*noise_lines(page, found), *found], page))
        left = self._with_plugged(found, page, context)
        return self._rules(context).apply(left, page, self._threshold)

    def scores(
        self, survey: "Survey", forms: "Forms", knowledge: "Knowledge", weighed: "Weighed"
    ) -> "Floats":
        """What the two looks at a page and its collection's memory make of each answer."""
        from reviewer.engine.network import posterior
        from reviewer.engine.weighing import from_memory, look_again

        first, second = self.networks
        memory = from_memory(weighed.rows)
        scores = first.scores(weighed.group, weighed.rows, weighed.owner) + memory
        shares = posterior(scores, weighed.first)
        group, rows = look_again(weighed, shares, survey, forms, knowledge.context)
        return second.scores(group, rows, weighed.owner) + memory

    def weighed(
        self, page: PageReading, context: Context
    ) -> "Iterator[tuple[Survey, Forms, Knowledge, Weighed]]":
        """A page's spots, their forms, what is known, and the features of all answers.

        A huge page comes in parts.
        """
        from reviewer.engine.second import align
        from reviewer.engine.weighing import weigh

        knowledge, surveyor = self._collection(context)
        alignment = align(page.page, context.second) if context.second else None
        for survey, forms in surveyor.surveys(page, alignment):
            yield survey, forms, knowledge, weigh(survey, forms, knowledge)

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word, the most telling entry first."""
        return self.lexicon.entries(word)

    def listed(self, language: str = "en") -> Sequence[LexiconEntry]:
        """All names and terms of the tables, in their order; an engine has one language only."""
        return self.lexicon.listed()

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        """What an approved page teaches, compared with what was found on it."""
        from reviewer.engine.learning import lessons

        return lessons(page, findings)

    def troubles(self) -> Sequence[Message]:
        """Parts that failed and were switched off."""
        return tuple(self._off.values())

    def close(self) -> None:
        """Let go of the tables; the engine opens them again when it is asked."""
        self._collections.clear()
        self._documents.clear()
        self.__dict__.pop("knowledge", None)
        self.lexicon.__dict__.pop("compiled", None)

    def _collection(self, context: Context) -> "tuple[Knowledge, Surveyor]":
        """The knowledge for a project's words and lessons, and what cuts its pages."""
        from reviewer.engine.knowledge import Knowledge
        from reviewer.engine.survey import Surveyor

        key = (context.words, context.entries, context.experience.stamp)
        made = self._collections.get(key)
        if made is None:
            knowledge = self.knowledge
            if any(key):
                lexicon = self.lexicon.extended(sorted(context.words), Layer.PROJECT)
                for entry in context.entries:
                    if not entry.forbids:
                        lexicon.add(entry)
                knowledge = Knowledge(
                    lexicon, knowledge.context, self._cache, context.experience, knowledge
                )
            made = self._collections[key] = knowledge, Surveyor(knowledge)
            while len(self._collections) > _COLLECTIONS:
                self._collections.popitem(last=False)
        self._collections.move_to_end(key)
        return made

    def _rules(self, context: Context) -> "Rules":
        """What the project's and the person's entries rule out; made once for the same entries."""
        from reviewer.engine.rules import Rules

        if self._ruled is None or self._ruled[0] is not context.entries:
            self._ruled = context.entries, Rules(context.entries)
        return self._ruled[1]

    def _names(self, context: Context) -> "Names":
        """What compares a page's names with those of its document and project."""
        from reviewer.engine.names import Names

        key = context.words, context.entries, context.experience.stamp, context.presence.stamp
        made = self._documents.get(key)
        if made is None:
            knowledge, _ = self._collection(context)
            made = self._documents[key] = Names(knowledge, context.presence)
            while len(self._documents) > _DOCUMENTS:
                self._documents.popitem(last=False)
        self._documents.move_to_end(key)
        return made

    # What is plugged in

    def _with_plugged(
        self, found: list[Finding], page: PageReading, context: Context
    ) -> Sequence[Finding]:
        """The findings with those of plug-in detectors, and with what plug-in sources propose."""
        for detector in self._detectors:
            # Asked for inside: a plug-in may lack even the method.
            detect = partial(
                _all, partial(_detect, detector, page, context), partial(vetted_finding, page=page)
            )
            found += self._try(part_name(detector), detect, [])
        if self._detectors:
            found = list(apart(found, page))
        if self._sources:
            found = [self._with_proposals(finding, page, context) for finding in found]
        return tuple(found)

    def _with_proposals(self, finding: Finding, page: PageReading, context: Context) -> Finding:
        """A finding with plug-in proposals, which share what is left to "none of these"."""
        proposals: dict[str, Suggestion] = {}
        for source in self._sources:
            suggest = partial(
                _all, partial(_suggest, source, finding, page, context), vetted_suggestion
            )
            nothing: list[Suggestion] = []
            for made in self._try(part_name(source), suggest, nothing):
                have = proposals.get(made.text)
                if made.text != finding.form and (
                    have is None or made.probability > have.probability
                ):
                    proposals[made.text] = made
        if not proposals:
            return finding
        none = max(0.0, finding.probability - sum(s.probability for s in finding.suggestions))
        claimed = sum(made.probability for made in proposals.values())
        share = none / max(claimed, 1.0)
        held = {made.text: made for made in finding.suggestions}
        for text, made in proposals.items():
            extra = made.probability * share
            have = held.get(text)
            held[text] = (
                replace(have, probability=have.probability + extra)
                if have
                else replace(made, probability=extra)
            )
        ranked = sorted(held.values(), key=lambda made: (-made.probability, made.text))
        first = finding.suggestions[0].text if finding.suggestions else None
        automatic = finding.automatic and ranked[0].text == first
        return replace(finding, suggestions=tuple(ranked[:9]), automatic=automatic)

    def _try(self, name: str, work: Callable[[], T], otherwise: T) -> T:
        if name in self._off:
            return otherwise
        try:
            return work()
        except Exception as error:  # a plug-in may raise anything, and must not stop the others
            values = {"part": name, "reason": f"{type(error).__name__}: {error}"}
            self._off[name] = Message("engine.switched_off", values)
            return otherwise


def apart(findings: Iterable[Finding], page: PageReading) -> Sequence[Finding]:
    """Findings in the order of the text, the earlier named one kept where two overlap."""
    taken: list[tuple[int, int]] = []
    kept = []
    for finding in findings:
        start, end = page.stretch_of(finding.span, finding.start, finding.end)
        at = bisect_left(taken, (start, end))
        free_before = at == 0 or taken[at - 1][1] <= start
        if free_before and (at == len(taken) or end <= taken[at][0]):
            taken.insert(at, (start, end))
            kept.append(finding)
    return sorted(kept, key=lambda f: (f.span, f.start, f.end))


def _detect(part: Detector, page: PageReading, context: Context) -> Iterable[object]:
    return part.detect(page, context)


def _suggest(
    part: SuggestionSource, finding: Finding, page: PageReading, context: Context
) -> Iterable[object]:
    return part.suggest(finding, page, context)


def _all(ask: Callable[[], Iterable[object]], vet: Callable[[object], T]) -> list[T]:
    """All answers of a part, taken and looked at at once, so that it fails here if it fails."""
    return [vet(answer) for answer in ask()]
