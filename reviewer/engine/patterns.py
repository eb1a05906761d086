"""What no language writes: words of two scripts, remains of LaTeX. Known by their looks alone."""

from collections.abc import Iterable, Iterator

from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.messages import Message
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading, Word
from reviewer.core.text import cut_tokens
from reviewer.engine.latex import latex_text
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.lookalikes import mended, mixed
from reviewer.engine.tokenizing import PieceKind, cut

SURE = 0.97
"""How likely such a form is wrong; and its reading right, where only one is known to the lexicon."""
UNSURE = 0.5
"""How likely the first of several readings is right, or one that the lexicon does not know."""
MOST = 5


class PatternDetector:
    """Finds words whose letters come from several scripts, and LaTeX remains; proposes readings."""

    name = "patterns"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        """Findings with suggestions, in the order of the text."""
        for line in page.lines:
            for word in line.words:
                # Text of one script without a backslash, which is nearly all, costs one look.
                if word.span and not word.decided and not word.text.isascii():
                    yield from self._scripts(word)
                if word.span and not word.decided and ("\\" in word.text or "$" in word.text):
                    yield from _latex(word)

    def _scripts(self, word: Word) -> Iterator[Finding]:
        for begin, end in cut_tokens(word.text):
            for piece in cut(word.text[begin:end]):
                if mixed(piece.text):
                    start = begin + piece.start
                    readings = sorted(
                        mended(piece.text), key=lambda text: not self._lexicon.knows(text)
                    )
                    known = [text for text in readings if self._lexicon.knows(text)]
                    sure = len(known) == 1 or len(readings) == 1
                    yield _finding(
                        word, start, piece.text, readings, sure, Message("engine.mixed_scripts")
                    )


def _latex(word: Word) -> Iterator[Finding]:
    for begin, end in cut_tokens(word.text):
        token = word.text[begin:end]
        if any(piece.kind is PieceKind.LATEX for piece in cut(token)):
            text = latex_text(token)
            readings = [] if text is None or text == token else [text]
            yield _finding(word, begin, token, readings, True, Message("engine.latex"))


def _finding(
    word: Word, start: int, form: str, readings: list[str], sure: bool, reason: Message
) -> Finding:
    assert word.span is not None
    share = SURE if sure else UNSURE
    suggestions = []
    for reading in readings[:MOST]:
        suggestions.append(Suggestion(reading, round(share, 5), PatternDetector.name, (reason,)))
        share = (SURE - share) / 2
    return Finding(
        span=word.span,
        start=start,
        end=start + len(form),
        form=form,
        kind=Kind.PATTERN,
        probability=SURE,
        reasons=(reason,),
        suggestions=tuple(suggestions),
    )
