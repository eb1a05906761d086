"""A page as the engine looks at it: every piece of every word, in arrays.

A spot is a piece at its place, or two neighbouring pieces that may be one word whose blank or
line-end hyphen is wrong. Detection, context and ranking all compute with these arrays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.core.decisions import Span
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, Word
from reviewer.engine.forms import Forms
from reviewer.engine.hearing import Listener
from reviewer.engine.joining import Joiner
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.second import Alignment
from reviewer.engine.spots import Survey
from reviewer.engine.tokenizing import Piece, PieceKind, cut, parts
from reviewer.engine.voices import propose

MOST_SPOTS = 4_000
"""So many spots are judged together: ten pages. It bounds what one endless line takes of memory."""
STOPS = frozenset(".?!:")
HYPHENS = frozenset("-¬\u00ad‐=")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a token as a form: characters `start` to `end` of the token."""

    form: int
    start: int
    end: int
    alone: bool
    before: bool
    after: bool
    hyphen: bool
    stop: bool


class Surveyor:
    """Cuts pages into spots; remembers how tokens are cut."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._forms: Forms | None = None
        self._tokens: dict[tuple[str, bool], tuple[Part, ...]] = {}
        self._joiner = Joiner(knowledge)

    def surveys(
        self, page: PageReading, alignment: Alignment | None = None
    ) -> Iterator[tuple[Survey, Forms]]:
        """The spots of a page and the table of their forms; a huge page comes in parts.

        `alignment` lays a second reading beside the page.
        """
        listener = Listener(page.page, alignment)
        forms, made = self._begun()
        for number, line in enumerate(page.lines):
            if line.removed or line.role is Role.NOISE:
                continue
            words = [word for word in line.words if word.text]
            shouted = _in_capitals(words)
            begin = len(made.forms)
            for word in words:
                if len(made.forms) >= MOST_SPOTS:
                    yield self._finished(made, forms, listener), forms
                    (forms, made), begin = self._begun(), 0
                self._add(made, word, shouted, number)
            if len(made.forms) > begin:
                made.first[begin] = made.last[-1] = True
            if made.closed and "\f" in line.end:
                made.closed[-1] = True
        yield self._finished(made, forms, listener), forms

    def _begun(self) -> tuple[Forms, Survey]:
        forms = self._knowledge.fresh_forms()
        if forms is not self._forms:
            self._forms, self._tokens = forms, {}
        return forms, Survey()

    def _finished(self, made: Survey, forms: Forms, listener: Listener) -> Survey:
        made.heard = listener.hear(made, forms)
        forms.complete()
        made.joins = self._joiner.joins(made, forms)
        listener.hear_joins(made, forms)
        forms.complete()
        propose(made, forms, self._knowledge)
        return made

    def _add(self, made: Survey, word: Word, shouted: bool, line: int) -> None:
        for offset, token in _tokens(word.text):
            parts_ = self._tokens.get((token, shouted))
            if parts_ is None:
                parts_ = self._tokens[token, shouted] = tuple(self._parts(token, shouted))
            decided = word.decided or word.span is None
            for part in parts_:
                made.forms.append(part.form)
                made.spans.append(word.span or _NOWHERE)
                made.starts.append(offset + part.start)
                made.ends.append(offset + part.end)
                made.lines.append(line)
                made.decided.append(decided)
                made.alone.append(part.alone)
                made.before.append(part.before)
                made.after.append(part.after)
                made.hyphen.append(part.hyphen)
                made.stop.append(part.stop)
                made.first.append(False)
                made.last.append(False)
                made.closed.append(False)

    def _parts(self, token: str, shouted: bool) -> Iterator[Part]:
        assert self._forms is not None
        for piece in cut(token):
            if shouted and piece.kind is PieceKind.CODE and piece.text.isalpha():
                # Where everything is in capitals, capitals do not make a code.
                piece = replace(piece, kind=PieceKind.WORD)
            number = self._forms.add(piece)
            if piece.kind is PieceKind.COMPOUND and not self._forms.forms[number].known:
                listed = [part for part in parts(piece) if part.text]
                for part in listed:
                    made = self._part(part, token, self._forms.add(part))
                    yield made if part is listed[-1] else replace(made, hyphen=True)
            else:
                yield self._part(piece, token, number)

    @staticmethod
    def _part(piece: Piece, token: str, form: int) -> Part:
        bare = piece.end + len(piece.suffix)
        return Part(
            form,
            piece.start,
            piece.end,
            alone=piece.start == 0 and bare == len(token),
            before=piece.start > 0,
            after=bare < len(token),
            hyphen=bare == len(token) - 1 and token[-1] in HYPHENS,
            stop=not STOPS.isdisjoint(token[bare:]),
        )


_NOWHERE = Span(0, 0)


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    if " " not in text:
        yield 0, text
        return
    start = 0
    for token in text.split(" "):
        if token:
            yield start, token
        start += len(token) + 1


def _in_capitals(words: list[Word]) -> bool:
    """Whether a line is written in capitals throughout, as the bodies of some telegrams are."""
    if not words or not any(word.text.isupper() for word in words):
        return False
    letters = [c for word in words if len(word.text) > 4 for c in word.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) >= 12 and capitals > 0.8 * len(letters)
