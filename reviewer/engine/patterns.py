"""What no language writes: words of two scripts, remains of LaTeX. Known by their looks alone."""

from collections.abc import Iterable, Iterator, Sequence

from reviewer.core.decisions import Span
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
"""How likely such a form is wrong, and its reading right where the lexicon knows only one."""
UNSURE = 0.5
"""How likely the first of several readings is right, or one that the lexicon does not know."""
MOST = 5
LONGEST = 6
"""So many words a formula may have; a lone dollar sign opens none."""


class PatternDetector:
    """Finds words whose letters come from several scripts, and LaTeX remains; proposes readings."""

    name = "patterns"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        """Findings with suggestions, in the order of the text."""
        for line in page.lines:
            passed = -1
            for n, word in enumerate(line.words):
                if word.span is None or word.decided or n <= passed:
                    continue
                # Text of one script without a backslash, which is nearly all, costs one look.
                if not word.text.isascii():
                    yield from self._scripts(word)
                if "\\" in word.text or "$" in word.text:
                    formula = _formula(line.words[n : n + LONGEST])
                    passed = n + len(formula) - 1
                    yield from _latex(page, formula)

    def _scripts(self, word: Word) -> Iterator[Finding]:
        assert word.span is not None
        for begin, end in cut_tokens(word.text):
            for piece in cut(word.text[begin:end]):
                if mixed(piece.text):
                    start = begin + piece.start
                    readings = sorted(
                        mended(piece.text), key=lambda text: not self._lexicon.knows(text)
                    )
                    known = [text for text in readings if self._lexicon.knows(text)]
                    sure = len(known) == 1 or len(readings) == 1
                    reason = Message("engine.mixed_scripts")
                    yield _finding(word.span, start, piece.text, readings, sure, reason)


def _formula(words: Sequence[Word]) -> Sequence[Word]:
    """The words from the first one to that which closes the formula it opens; else it alone."""
    if words[0].text.count("$") % 2:
        for n, word in enumerate(words[1:], 1):
            if word.span is None or word.decided:
                break
            if "$" in word.text:
                return words[: n + 1]
    return words[:1]


def _latex(page: PageReading, words: Sequence[Word]) -> Iterator[Finding]:
    spans = [word.span for word in words if word.span]
    span = Span(spans[0].first, spans[-1].last)
    form = page.text_of(span)
    if len(words) == 1 and not any(p.kind is PieceKind.LATEX for p in cut(form)):
        return
    text = latex_text(form)
    readings = [] if text is None or text == form else [text]
    yield _finding(span, 0, form, readings, True, Message("engine.latex"))


def _finding(
    span: Span, start: int, form: str, readings: list[str], sure: bool, reason: Message
) -> Finding:
    share, left = (SURE if sure else UNSURE), SURE
    suggestions = []
    for reading in readings[:MOST]:
        suggestions.append(Suggestion(reading, round(share, 5), PatternDetector.name, (reason,)))
        left -= share
        share = min(share, left) / 2
    return Finding(
        span=span,
        start=start,
        end=start + len(form),
        form=form,
        kind=Kind.PATTERN,
        probability=SURE,
        reasons=(reason,),
        suggestions=tuple(suggestions),
    )
