"""Saying of a correction what was wrong, how sure it is, and on what it rests."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.reading import Word
from reviewer.services.grounding import Statement
from reviewer.services.pages import PageView
from reviewer.services.project import Project
from reviewer.ui.frame import Department, Frame
from reviewer.ui.ground_words import ground_words
from reviewer.ui.mark_words import short
from reviewer.ui.views.grounds_popup import GroundsPopup, GroundsShown
from reviewer.ui.views.shown import CardShown


class Grounding(Department):
    """Asks by a popover at the word: of its correction, or of the one that is to come."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.popup = GroundsPopup(frame.say, frame.desk.view)
        self.popup.taken.connect(self._take)
        self._span: d.Span | None = None
        self._made = False
        label = frame.desk.label
        frame.desk.label = lambda card: self._label(label(card))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {"grounds": self.ask}

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self.popup.close()
        self._span = None

    def ask(self) -> None:
        """Ask of the word at the caret, or of the doubtful word at hand."""
        desk = self.desk
        desk.settle()
        page, project = desk.page, desk.project
        place = self._place(page) if page else None
        if page is None or project is None or place is None:
            desk.note("grounds.no_word")
            return
        line, start, word = place
        if word.span is None:
            desk.note("grounds.added")
            return
        self._span, grounding = word.span, project.grounding
        said = grounding.of(page, word.span)
        self._made = said is not None
        known = "title_made" if self._made else "title_coming"
        now = said or grounding.coming(page.row.id, word.span) or grounding.usual
        shown = GroundsShown(
            title=self.say.say(
                f"grounds.{known}", source=short(word.source), text=short(word.text)
            ),
            told="" if self._made else self.say.say("grounds.told_coming"),
            said=_said(now),
            reference=now.reference,
            texts=grounding.texts,
        )
        at = desk.view.reading.screen_place(line, start, start + len(word.text))
        self.popup.ask(shown, at)

    def _place(self, page: PageView) -> tuple[int, int, Word] | None:
        """(line index, column, word) of what the person looks at."""
        desk, reading = self.desk, page.reading
        if desk.finding and not desk.view.in_text:
            place = reading.place_of(desk.finding.span.first)
            if place is None:
                return None
            line = reading.lines[place[0]]
            return place[0], line.starts[place[1]], line.words[place[1]]
        index, column = desk.view.reading.caret()
        if not 0 <= index < len(reading.lines):
            return None
        line = reading.lines[index]
        word = line.word_at(column)
        return (index, line.starts[line.words.index(word)], word) if word else None

    def _take(self, always: bool) -> None:
        span, project, page = self._span, self.desk.project, self.desk.page
        if span is None or project is None or page is None:
            return
        statement = _statement(self.popup.said, self.popup.reference)
        if always:
            project.grounding.set_usual(statement)
            self.desk.note("grounds.always_noted")
        if self._made:

            def step(project: Project, page: PageId, by: str, seen: int) -> object:
                return project.grounding.state(page, span, statement, by, seen)

            self.frame.deciding.do(step)
        else:
            project.grounding.foresee(page.row.id, span, statement)
            self.desk.refresh()

    def _label(self, card: CardShown) -> CardShown:
        """What will be said of the correction stands on the card, above why the word is doubted."""
        page, project, finding = self.desk.page, self.desk.project, self.desk.finding
        if page is None or project is None or finding is None or finding.key != card.key:
            return card
        said = project.grounding.coming(page.row.id, finding.span)
        if said is None:
            return card
        told = ground_words(
            said.cause, said.certainty, said.evidence, said.reference, self.say
        ) or self.say.say("grounds.told.ocr")
        line = self.say.say("grounds.on_card", told=told)
        return replace(card, reasons=(line, *card.reasons))


def _said(statement: Statement) -> dict[str, str]:
    found = {
        "cause": str(statement.cause),
        "certainty": str(statement.certainty or ""),
        "evidence": str(statement.evidence or ""),
    }
    return {what: value for what, value in found.items() if value}


def _statement(said: Mapping[str, str], reference: str) -> Statement:
    certainty, evidence = said.get("certainty"), said.get("evidence")
    return Statement(
        d.Cause(said.get("cause", d.Cause.OCR)),
        d.Certainty(certainty) if certainty else None,
        d.Ground(evidence) if evidence else None,
        reference,
    )
