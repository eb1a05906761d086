"""Names and terms that the project's text uses again and again, and that no lexicon has.

Three things speak for a form: people decided on it and it still stands, it is doubted again and
again, or it is a sequence of words with capitals that nowhere are written small.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.core.ids import PageId
from reviewer.core.keeping import TextPage
from reviewer.core.lexicon import EntryKind
from reviewer.core.progress import Progress
from reviewer.core.storage import Store, Unit
from reviewer.core.text import fold_case
from reviewer.services.lexicon import Lexicon
from reviewer.services.lookup import Why, plain

LEAST = 2
"""So often a form stands in the project before it is proposed."""
LEAST_DOUBTED = 3
"""A doubted form that something is suggested for: misreadings repeat, too."""
MOST = 300
CONTEXTS = 3
_AROUND = 48  # characters of a line on each side
_LONGEST = 4  # words of a name
_SHORTEST = 3  # letters of its last one
_SETTING = "lexicon.refused"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \n]")


class Ground(StrEnum):
    """Why a form is proposed."""

    SETTLED = "settled"
    """People let it stand, or wrote it."""
    DOUBTED = "doubted"
    """It is doubted again and again."""
    NAME = "name"
    """It looks like a name of several words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: the page, and its line around the form."""

    page: PageId
    left: str
    form: str
    right: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form that may be an entry: how often it stands in the project, why, and some places.

    `kind` is the likeliest one; `suggestion` what the engine would rather read, where it doubts it.
    """

    form: str
    count: int
    ground: Ground
    kind: EntryKind
    suggestion: str = ""
    places: tuple[Place, ...] = ()


@dataclass
class _Tally:
    """What was counted on the way through the pages."""

    counts: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)


class Proposals:
    """Finds them, and remembers which ones were refused."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self._store = store
        self._lexicon = lexicon

    def find(self, progress: Progress | None = None) -> Sequence[Proposal]:
        """The proposals, the most frequent first. Takes a while: not for the window's thread."""
        progress = progress or Progress()
        self._lexicon.warm()
        with self._store.reading() as unit:
            pages = len(unit.sources.rows())
            tally = _Tally()
            for n, page in enumerate(unit.texts.holding("")):
                _count(page, tally)
                progress.report(n, pages)
            doubted = _doubted(unit)
            made = self._made(tally, doubted, self._refused(unit))
            places = _places(unit, {proposal.form for proposal in made})
        return [
            Proposal(p.form, p.count, p.ground, p.kind, p.suggestion, tuple(places[p.form]))
            for p in made
        ]

    def refuse(self, form: str) -> None:
        """Propose a form no more."""
        self._remember(lambda refused: {*refused, plain(form)})

    def take_back(self, form: str) -> None:
        """Let a form that was refused be proposed again."""
        self._remember(lambda refused: refused - {plain(form)})

    def _remember(self, change: Callable[[set[str]], set[str]]) -> None:
        with self._store.writing() as unit:
            unit.claim(_SETTING)
            unit.settings.set(_SETTING, sorted(change(self._refused(unit))))

    @staticmethod
    def _refused(unit: Unit) -> set[str]:
        kept = unit.settings.get(_SETTING, [])
        return {str(form) for form in kept} if isinstance(kept, list) else set()

    def _made(
        self, tally: _Tally, doubted: Mapping[str, tuple[int, str]], refused: set[str]
    ) -> list[Proposal]:
        found: dict[str, Proposal] = {}
        for name, count in _whole(tally.names, tally.small).items():
            if count >= LEAST:
                kind = _kind(name)
                found[name] = Proposal(name, count, Ground.NAME, kind)
        for form, count, suggestion in _written(doubted, tally.counts):
            if count >= (LEAST_DOUBTED if suggestion else LEAST) and _is_word(form):
                found[form] = Proposal(form, count, Ground.DOUBTED, _kind(form), suggestion)
        for form, times in tally.settled.items():
            count = tally.counts[form]
            if times and count >= LEAST and form[:1].isupper() and not tally.small[form.lower()]:
                found[form] = Proposal(form, count, Ground.SETTLED, _kind(form))
        wanted = [p for p in found.values() if plain(p.form) not in refused]
        wanted.sort(key=lambda proposal: (-proposal.count, proposal.form))
        return [p for p in wanted if not self._is_known(p.form)][:MOST]

    def _is_known(self, form: str) -> bool:
        """Whether an entry has the form, all its words at the least ("Adlai Stevenson")."""
        return any(match.why is not Why.NEAR for match in self._lexicon.look_up(form, limit=3))


def _count(page: TextPage, tally: _Tally) -> None:
    text = page.present.text
    name: list[str] = []
    last = -1
    for found in _WORD.finditer(text):
        word = found[0]
        bare = word.rstrip(".")
        tally.counts[bare] += 1
        joined = found.start() - last == 1 and bool(_GAP.match(text, last))
        if not bare[0].isupper():
            tally.small[bare] += 1
        if not joined or not bare[0].isupper() or (bare.isupper() and len(bare) > 1):
            _end(name, tally)
        if bare[0].isupper() and not (bare.isupper() and len(bare) > 1):
            name.append(word if len(bare) == 1 else bare)
            if word.endswith(".") and len(bare) > 1:
                _end(name, tally)  # a sentence ends, or a title stands before the name
        last = found.end()
    _end(name, tally)
    if page.present.words:
        for cell in page.present.cells:
            if cell.decision:
                for found in _WORD.finditer(text, cell.start, cell.end):
                    tally.settled[found[0].rstrip(".")] += 1


def _end(name: list[str], tally: _Tally) -> None:
    if 1 < len(name) <= _LONGEST + 2:
        tally.names[" ".join(name)] += 1
    name.clear()


def _whole(names: Mapping[str, int], small: Mapping[str, int]) -> Counter[str]:
    """Names without the words at their ends that are written small elsewhere ("The", "Meeting")."""
    whole: Counter[str] = Counter()
    for name, count in names.items():
        words = name.split()
        while words and small.get(words[0].lower(), 0):
            words.pop(0)
        while words and (small.get(words[-1].lower(), 0) or words[-1].endswith(".")):
            words.pop()
        if 1 < len(words) <= _LONGEST and len(words[-1]) >= _SHORTEST:
            whole[" ".join(words)] += count
    # "Then Ada Petrel": what begins a sentence has a capital, too.
    for name in sorted(whole, key=len, reverse=True):
        rest = name.partition(" ")[2]
        if whole.get(rest, 0) >= whole[name]:
            whole[rest] += whole.pop(name)
    return whole


def _doubted(unit: Unit) -> Mapping[str, tuple[int, str]]:
    """Forms of open findings with how many there are and their most frequent first suggestion."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    last = None
    while groups := unit.queued.groups(after=last):
        for group in groups:
            counts[group.form][group.first] += group.count
        last = groups[-1]
    return {form: (sum(c.values()), c.most_common(1)[0][0]) for form, c in counts.items()}


def _written(
    doubted: Mapping[str, tuple[int, str]], counts: Counter[str]
) -> Iterator[tuple[str, int, str]]:
    """Doubted forms, which are told folded, as they are written mostly."""
    ways: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for form, count in counts.items():
        if (folded := fold_case(form)) in doubted:
            ways[folded].append((count, form))
    for folded, listed in ways.items():
        yield max(listed)[1], *doubted[folded]


def _places(unit: Unit, forms: set[str]) -> Mapping[str, list[Place]]:
    """Some places of each form."""
    found: dict[str, list[Place]] = {form: [] for form in forms}
    open_forms = set(forms)
    for page in unit.texts.holding("") if forms else ():
        text = page.present.text
        for form in tuple(open_forms):
            for place in _in_text(page.id, text, form):
                found[form].append(place)
                if len(found[form]) >= CONTEXTS:
                    open_forms.discard(form)
                    break
        if not open_forms:
            break
    return found


def _in_text(page: PageId, text: str, form: str) -> Iterator[Place]:
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        before, after = text[max(0, at - 1) : at], text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            left = text[max(0, at - _AROUND) : at].replace("\n", " ")
            yield Place(page, left, form, text[end : end + _AROUND].replace("\n", " "))
        at = text.find(form, end)


def _is_word(form: str) -> bool:
    return len(form) > 2 and sum(c.isalpha() for c in form) >= len(form) - 1


def _kind(form: str) -> EntryKind:
    if " " in form:
        return EntryKind.PERSON
    return EntryKind.PERSON if form[:1].isupper() and not form.isupper() else EntryKind.TERM
