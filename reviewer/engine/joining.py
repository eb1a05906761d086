"""Neighbours that may be one word: an added blank, a lost hyphen, a letter read as a hyphen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.engine.form import Form
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.rows import GROUP
from reviewer.engine.spots import Join, Survey
from reviewer.engine.tokenizing import Piece, PieceKind
from reviewer.engine.wordlist import LONGEST

COMMON = 20.0
"""From this frequency on two known words are looked at as one ("in to", "with out")."""
FRAGMENT = 3
"""A known word of up to so many letters may be a fragment of its unknown neighbour."""
MENDED = 0.5
"""A half whose best candidate (`rows.GROUP`'s "best") is nearer than this is a word of its own."""
_UNFORMED = -1
_BEST = GROUP.index("best")


class Joiner:
    """Finds the joins of a page."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def joins(self, survey: Survey, forms: Forms) -> list[Join]:
        """The joins of a page, in the order of the text; their forms are added to the table."""
        found: list[tuple[Join, str, float]] = []
        for n in range(len(survey.forms) - 1):
            if survey.decided[n] or survey.decided[n + 1] or survey.closed[n]:
                continue
            left = forms.forms[survey.forms[n]]
            right = forms.forms[survey.forms[n + 1]]
            if left.suffix or not (left.text[-1:].isalpha() and right.text[:1].isalpha()):
                continue
            longer = n if len(left.text) > len(right.text) else n + 1
            mended = float(forms.group[survey.forms[longer], _BEST]) < MENDED
            found += self._halves(survey, n, left, right, mended)
        made = []
        for join, text in self._seldom(found, survey, forms):
            kind = PieceKind.MIXED if "-" in text else PieceKind.WORD
            made.append(replace(join, form=forms.add(Piece(kind, 0, len(text), text))))
        return made

    def _halves(
        self, survey: Survey, n: int, left: Form, right: Form, mended: bool
    ) -> Iterator[tuple[Join, str, float]]:
        """A join of spots n and n + 1 with its text, if it is worth a look; and how often the two
        may stand side by side, at most, for it to be one (0 where that is no matter). `mended`: the
        longer one is near to a word by itself.
        """
        first, second = survey.spans[n], survey.spans[n + 1]
        if first == second:
            # Parts of a compound that is not known: its hyphen may be a misread letter.
            text = f"{left.text}-{right.text}"
            near = survey.hyphen[n] and survey.starts[n + 1] == survey.ends[n] + 1
            if near and len(text) <= LONGEST:
                yield Join(n, _UNFORMED, broken=False, hyphen=False), text, 0.0
            return
        hyphen = survey.hyphen[n]
        touched = survey.before[n + 1] or (survey.after[n] and not hyphen)
        text = left.text + right.text
        if touched or first.last + 1 != second.first or not 3 <= len(text) <= LONGEST:
            return
        # What a second reading has as one word is worth a look, whatever it is.
        heard = survey.heard is not None and n in survey.heard.one_word
        most = 0.0 if heard else self._worth(left, right, text, hyphen, mended)
        if most is not None:
            yield Join(n, _UNFORMED, broken=survey.last[n], hyphen=hyphen), text, most

    def _worth(
        self, left: Form, right: Form, text: str, hyphen: bool, mended: bool
    ) -> float | None:
        """How often two neighbours may stand side by side to be looked at as one word; 0 for any
        number of times, None for never.

        The word they make is known and one of them is not, or they seldom stand side by side; or it
        may be damaged as well: both are unknown, or one is and the other is a mere fragment, and
        the longer one is near to no word.
        """
        unknown = (not left.known) + (not right.known)
        lexicon = self._knowledge.lexicon
        if lexicon.knows(text):
            often = lexicon.frequency(text)
            return 0.0 if unknown or hyphen else often if often >= COMMON else None
        fragment = min(len(left.text), len(right.text)) <= FRAGMENT
        damaged = unknown == 2 or (unknown == 1 and (fragment or hyphen))
        return 0.0 if damaged and not mended and len(text) >= 5 else None

    def _seldom(
        self, found: Sequence[tuple[Join, str, float]], survey: Survey, forms: Forms
    ) -> Iterator[tuple[Join, str]]:
        """Joins without those whose halves stand side by side often enough to be two words."""
        asked = [join.left for join, _, most in found if most]
        keys = [
            (forms.forms[survey.forms[n]].key, forms.forms[survey.forms[n + 1]].key) for n in asked
        ]
        counts = self._knowledge.pairs([left for left, _ in keys], [right for _, right in keys])
        together = dict(zip(asked, counts, strict=True))
        for join, text, most in found:
            if not most or together[join.left] < most:
                yield join, text
