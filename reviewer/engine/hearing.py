"""Asks the other readings of a page's picture what they have in the place of each spot.

A second run has one reading for a spot, or none in its place. The OCR that made the page may have
noted for a word how sure it was, and what else it took it for.
"""

from collections.abc import Iterator, Sequence

from reviewer.core.model import Page
from reviewer.engine.compiling import key_of
from reviewer.engine.forms import Forms
from reviewer.engine.heard import Heard, Read
from reviewer.engine.second import Alignment, Match
from reviewer.engine.spots import Join, Survey
from reviewer.engine.tokenizing import Piece, PieceKind, cut
from reviewer.engine.wordlist import LONGEST

_EDGES = " \t\"'`“”‘’„«»‹›()[]{}.,;:!?…-–—_*•·|~^<>=+¬\u00ad"
LONGER = 8
"""What is this many letters longer than what stands here is no reading of it."""


class Listener:
    """Asks a page's other readings about its spots."""

    def __init__(self, page: Page, alignment: Alignment | None) -> None:
        self._page = page
        self._alignment = alignment

    def hear(self, survey: Survey, forms: Forms) -> Heard | None:
        """What is heard of the spots; None where the page has been read once, without any doubt.

        Words that were not among the forms are added to the table; `complete` it afterwards.
        """
        heard = Heard(self._alignment.engine if self._alignment else "")
        pieces = _pieces(survey)
        for spot, span in enumerate(survey.spans):
            if survey.decided[spot] or span.first != span.last:
                continue
            token = self._page.tokens[span.first]
            if token.confidence is not None:
                heard.sure[spot] = token.confidence
            form = forms.forms[survey.forms[spot]]
            if token.alternatives and pieces[spot] == 1:
                others = (trimmed(other.text, form.suffix) for other in token.alternatives)
                here = key_of(form.text)
                heard.doubts[spot] = tuple(
                    dict.fromkeys(text for text in others if text and key_of(text) != here)
                )
            read = self._read(survey, spot, pieces[spot], forms)
            if read is not None:
                heard.reads[spot] = read
        if not (heard.reads or heard.doubts or heard.sure):
            return None
        heard.one_word = frozenset(self._one_word(survey, heard))
        return heard

    def hear_joins(self, survey: Survey, forms: Forms) -> None:
        """Add what the second reading has in the place of the survey's joins."""
        heard = survey.heard
        if heard is None or self._alignment is None:
            return
        for number, join in enumerate(survey.joins, len(survey.forms)):
            read = self._joined(survey, join, forms)
            if read is not None:
                heard.reads[number] = read

    def _read(self, survey: Survey, spot: int, pieces: int, forms: Forms) -> Read | None:
        if self._alignment is None:
            return None
        token = survey.spans[spot].first
        match = self._alignment.match(token)
        if match is None:
            return Read("") if token in self._alignment.seen else None
        form = forms.forms[survey.forms[spot]]
        if match.ours == match.theirs:
            return Read(form.text, match.confidence, survey.forms[spot])
        at, length = match.place(token), len(self._page.form(token))
        if pieces == 1:
            text = match.stretch(at, at + length)
            if len(match.tokens) > 1 and _within_word(match, text):
                return None  # half a word says nothing of the word that the other half belongs to
        else:
            text = match.stretch(at + survey.starts[spot], at + survey.ends[spot])
        signs = form.kind is PieceKind.SIGNS
        return self._made(trimmed(text, form.suffix, signs=signs), match, forms, length)

    def _joined(self, survey: Survey, join: Join, forms: Forms) -> Read | None:
        """What is read in the place of two spots."""
        assert self._alignment is not None
        first, second = survey.spans[join.left].first, survey.spans[join.left + 1].first
        match, other = self._alignment.match(first), self._alignment.match(second)
        if match is None or other is None or join.broken:
            return None
        if match is not other:
            return Read(trimmed(f"{match.theirs} {other.theirs}", False), match.confidence)
        start = match.place(first) + survey.starts[join.left]
        end = match.place(second) + survey.ends[join.left + 1]
        return self._made(trimmed(match.stretch(start, end), False), match, forms, end - start)

    @staticmethod
    def _made(text: str, match: Match, forms: Forms, length: int) -> Read | None:
        if len(text) > min(length + LONGER, LONGEST):
            return None
        return Read(text, match.confidence, _form(text, forms))

    def _one_word(self, survey: Survey, heard: Heard) -> Iterator[int]:
        """The spots that the second reading makes one word with the next."""
        if self._alignment is None:
            return
        for spot in range(len(survey.forms) - 1):
            first, second = survey.spans[spot], survey.spans[spot + 1]
            if first.last + 1 != second.first or survey.last[spot] or spot in heard.reads:
                continue
            match = self._alignment.match(first.last)
            if match is None or match is not self._alignment.match(second.first):
                continue
            start = match.place(first.last) + survey.starts[spot]
            end = match.place(second.first) + survey.ends[spot + 1]
            if trimmed(match.stretch(start, end), False).replace("-", "").isalpha():
                yield spot


def trimmed(text: str, suffix: bool, *, signs: bool = False) -> str:
    """A reading without the signs at its edges, and without a possessive ending if `suffix`.

    `signs`: it stands in the place of signs, and may be signs.
    """
    pieces = cut(text) if " " not in text else ()
    if len(pieces) == 1 and pieces[0].kind is not PieceKind.SIGNS:
        return pieces[0].text + ("" if suffix else pieces[0].suffix)
    if signs and not any(c.isalnum() for c in text):
        return text.strip()
    return " ".join(filter(None, (word.strip(_EDGES) for word in text.split())))


def _pieces(survey: Survey) -> list[int]:
    """For each spot how many pieces its token has."""
    counts: dict[int, int] = {}
    for span in survey.spans:
        counts[span.first] = counts.get(span.first, 0) + 1
    return [counts[span.first] for span in survey.spans]


def _form(text: str, forms: Forms) -> int:
    """The number of a reading in the table of forms; -1 where it is not one piece."""
    pieces: Sequence[Piece] = cut(text) if text and " " not in text else ()
    return forms.add(pieces[0]) if len(pieces) == 1 else -1


def _within_word(match: Match, text: str) -> bool:
    """Whether a stretch of what the other run reads is not made of whole words."""
    return bool(text.strip()) and not set(text.split()) <= set(match.theirs.split())
