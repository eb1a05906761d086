"""Which word a person means when they ask for all its places."""

from dataclasses import dataclass

from reviewer.core.findings import Finding, Kind
from reviewer.services.pages import PageView
from reviewer.ui.desk import Desk

_QUOTES = "\"'“”‘’«»„‚.,;:!?()[]{}…"


@dataclass(frozen=True, slots=True)
class Word:
    """A form, what the engine would read there, and as what it was found (None: not at all)."""

    form: str
    kind: Kind | None = None
    readings: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it makes sense to look for it as a whole word."""
        return self.form[:1].isalnum() and self.form[-1:].isalnum()


def word_at_hand(desk: Desk, chosen_only: bool = False) -> Word | None:
    """What is selected in the text; else the word at the caret there, else the finding's form."""
    page, reading = desk.page, desk.view.reading
    if page is None:
        return None
    (line, start), (last, end) = reading.chosen()
    if desk.view.in_text and (line, start) != (last, end):
        selected = _between(page, (line, start), (last, end))
        return _word(selected, desk.finding) if selected else None
    if chosen_only:
        return None
    if desk.view.in_text and 0 <= line < len(page.reading.lines):
        word = page.reading.lines[line].word_at(start)
        form = word.text.strip(_QUOTES) if word else ""
        finding = desk.finding
        inside = finding and word and word.span and finding.span.touches(word.span)
        if form and not inside:
            return _word(form, None)
    return _word(desk.finding.form, desk.finding) if desk.finding else None


def _word(form: str, finding: Finding | None) -> Word:
    if finding is None or finding.form != form:
        return Word(form)
    return Word(form, finding.kind, tuple(one.text for one in finding.suggestions))


def _between(page: PageView, start: tuple[int, int], end: tuple[int, int]) -> str:
    """The selected text, with blanks for the ends of lines."""
    lines = page.reading.lines[start[0] : end[0] + 1]
    if not lines:
        return ""
    texts = [line.text for line in lines]
    texts[-1] = texts[-1][: end[1]]
    texts[0] = texts[0][start[1] :]
    return " ".join(" ".join(texts).split())
