"""Marking at the desk: which words are meant, and what is asked of them."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect

from reviewer.core.dates import dates_in
from reviewer.core.ids import DecisionId
from reviewer.core.marked import Refusal, Target, bare, marks_at, pieces
from reviewer.core.marking import Plan
from reviewer.core.marks import POINTS, MarkName, PlacedMark
from reviewer.core.workflow import State
from reviewer.services.marking import words_of
from reviewer.services.pages import PageView
from reviewer.ui import mark_words
from reviewer.ui.deciding import Step
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.mark_asking import Asking
from reviewer.ui.mark_details import CHOICES, DETAILS, KINDS, LINE
from reviewer.ui.mark_evidence import MarkEvidence
from reviewer.ui.mark_list_desk import MarkListDesk
from reviewer.ui.mark_looking import Asked, MarkLooking
from reviewer.ui.showing import place_of
from reviewer.ui.theme import Theme
from reviewer.ui.views.desk import Side
from reviewer.ui.views.mark_popup import HereShown, MarkPopup

_PIECE = re.compile(r"\S+")
_SAYS_MORE = {*DETAILS, *CHOICES, *LINE, *KINDS, MarkName.DATE}
"""Marks that say something beside their name."""


class MarkDesk(Department):
    """Marks the words at hand by key; changes, lists and walks the marks of the page."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._reading = frame.desk.view.reading
        self._asking = Asking(frame.say)
        self._asked: Asked | None = None
        self.evidence = MarkEvidence(frame, self)
        self.popup = MarkPopup(frame.say, frame.theme, frame.desk.view)
        self.popup.chosen.connect(lambda name, more: self._choose(MarkName(name), more))
        self.popup.changeAsked.connect(self.change)
        self.popup.removed.connect(self.remove)
        self.popup.finished.connect(self._show_finding)
        form = self.popup.form
        form.submitted.connect(self._submit)
        form.left.connect(self._leave_form)
        self.looking = MarkLooking(frame, self.popup, self._asking, self.evidence)
        form.typed.connect(self._list_rows)
        form.picked.connect(self._pick)
        self.list = MarkListDesk(frame, self.change, self.remove)
        self._reading.spotMoved.connect(self._tell_at_caret)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "mark": self.ask,
            "marks_list": self.list.show,
            "next_mark": lambda: self.list.walk(1),
            "previous_mark": lambda: self.list.walk(-1),
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.popup.set_theme(theme)
        self.list.set_theme(theme)

    def project_closing(self) -> None:
        """Ask no more of this project."""
        self.looking.stop()
        self.popup.close()
        self.list.leave()
        self.evidence.stop()

    def close(self) -> None:
        """Count nothing more."""
        self.evidence.close()

    # -- what is at hand --------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask what the selection is, or the word at the caret, or the doubtful word at hand."""
        self.desk.settle()
        page = self.desk.page
        if page is None or not self.desk.editable:
            return
        target = self._target(page)
        words = self._bare(mark_words.text_of(page, target), target, MarkName.UNCLEAR)
        self._asked = Asked(target, words)
        self._show_target(target)
        if self.desk.project:
            self.evidence.begin(self.desk.project)
            # so that the shared tables are at hand when a name is typed
            self.desk.project.lexicon.look_up("a", KINDS[MarkName.PERSON], 1)
        say = self.say.say
        point = say("marks.pop.title_point")
        title = say("marks.pop.title", words=mark_words.short(words)) if words else point
        here = [
            HereShown(int(mark.decision), mark_words.words_of(mark, self.say))
            for mark in marks_at(page.reading, *target.start)
            if words or mark.start == mark.end
        ]
        possible = {
            name: bool(words) or name in POINTS or name is MarkName.SUPPLIED for name in MarkName
        }
        self.popup.ask(title, here, possible, self._place(target))

    def _target(self, page: PageView) -> Target:
        if not self.desk.view.in_text and self.desk.finding:
            place = place_of(page.reading, self.desk.finding)
            if place:
                return Target((place[0], place[1]), (place[0], place[2]), exact=False)
        start, end = self._reading.chosen()
        if start != end:
            return Target(start, end)
        lines = page.reading.lines
        text = lines[start[0]].text if start[0] < len(lines) else ""
        around = (one.span() for one in _PIECE.finditer(text))
        found = next((one for one in around if one[0] <= start[1] <= one[1]), None)
        if found is None:
            return Target(start, start)
        return Target((start[0], found[0]), (start[0], found[1]), exact=False)

    @staticmethod
    def _bare(words: str, target: Target, name: MarkName) -> str:
        """The words without the punctuation that the mark will leave out."""
        if target.exact or " " in words:
            return words
        first, last = bare(words, 0, len(words), name)
        return words[first:last]

    def _show_target(self, target: Target) -> None:
        """Show in the text what is meant, while the popover is open."""
        end = target.end[1] if target.end[0] == target.start[0] else target.start[1] + 1
        if not target.empty:
            self._reading.look_at(target.start[0], target.start[1], end)

    def _show_finding(self) -> None:
        """Show the doubtful word at hand again."""
        finding = self.desk.finding
        editing = self.desk.side is Side.EDITOR
        self._reading.set_current(None if editing or not finding else finding.key, follow=False)
        if self.list.open:
            self.list.look()

    def _place(self, target: Target) -> QRect:
        """Where the words stand on the screen; of several lines, the last."""
        line, end = target.end
        start = target.start[1] if target.start[0] == line else 0
        return self._reading.screen_place(line, start, end)

    # -- marking ----------------------------------------------------------------------------------

    def _choose(self, name: MarkName, more: bool) -> None:
        asked, page, project = self._asked, self.desk.page, self.desk.project
        if asked is None or page is None or project is None:
            return
        asked.name, asked.mark, asked.said, asked.meant = name, None, {}, None
        asked.words = self._bare(mark_words.text_of(page, asked.target), asked.target, name)
        if name is MarkName.DATE and not asked.target.exact:
            self._widen_to_date(asked, page)
        puts_in = name is MarkName.SUPPLIED and (asked.target.empty or not asked.target.exact)
        planned = project.marking.plan(page, asked.target, name)
        if planned.refused and not (puts_in and planned.refused is Refusal.NO_WORD):
            self.popup.show_problem(self._refusal(name, planned, page))
            return
        said = self._asking.at_once(name, asked.words, exact=asked.target.exact)
        if said is not None and not more:
            self._put(said)
        else:
            self._ask_more(asked, more=more)

    def _widen_to_date(self, asked: Asked, page: PageView) -> None:
        """Take in all of the date that the word is a part of."""
        line, column = asked.target.start
        if line >= len(page.reading.lines):
            return
        for found in dates_in(page.reading.lines[line].text):
            if found.start <= column < found.end:
                asked.target = Target((line, found.start), (line, found.end))
                asked.words = mark_words.text_of(page, asked.target)

    def change(self, decision: int) -> None:
        """Ask what a mark is to say instead."""
        page = self.desk.page
        mark = self._mark(decision)
        if page is None or mark is None:
            return
        parts = list(pieces(page.reading, mark))
        line, start, end = parts[0] if parts else (0, 0, 0)
        target = Target((line, start), (line, end))
        words = words_of(page.reading, mark)
        self._asked = Asked(target, words, mark.name, mark, said=mark.attributes)
        self._show_target(target)
        if mark.name in _SAYS_MORE:
            self._ask_more(self._asked, at=self._place(target))
        else:
            self.popup.close()
            self.desk.note("marks.nothing_more")

    def remove(self, decision: int) -> None:
        """Take a mark away; an editor does so by rejecting it."""
        mark = DecisionId(decision)
        page = self.desk.page
        if page is not None and page.standing.state is State.SUBMITTED:
            done = self.frame.deciding.do(
                lambda project, page_id, by, _: project.approval.reject(page_id, [mark], by)
            )
        else:
            done = self.frame.deciding.do(
                lambda project, page_id, by, seen: project.marking.remove(page_id, mark, by, seen)
            )
        if done:
            text = self.say.say("marks.removed", undo=IN_FORCE.near_and_far("undo")[1])
            self.desk.noted.emit(text)

    def _mark(self, decision: int) -> PlacedMark | None:
        marks = self.desk.page.reading.marks if self.desk.page else ()
        return next((mark for mark in marks if mark.decision == decision), None)

    def _refusal(self, name: MarkName, planned: Plan, page: PageView) -> str:
        other = planned.other
        return self.say.say(
            f"marks.refused.{planned.refused}",
            name=self.say.say(f"marks.name.{name}"),
            words=mark_words.short(words_of(page.reading, other)) if other else "",
            other=self.say.say(f"marks.name.{other.name}") if other else "",
        )

    # -- the form ---------------------------------------------------------------------------------

    def _leave_form(self) -> None:
        """Esc: back to the list of marks, or out where a mark was to be changed."""
        self.looking.stop()
        changing = self._asked is not None and self._asked.mark is not None
        self.popup.close()
        if not changing:
            self.ask()

    def _list_rows(self, text: str) -> None:
        if self._asked is not None:
            self.looking.list_rows(self._asked, text)

    def _pick(self, row: str) -> None:
        asked = self._asked
        if asked is None or asked.name is None:
            return
        if asked.name is MarkName.MENTION and asked.meant is None:
            asked.meant = MarkName(row)
            asked.said = {**asked.said, "type": row}
            self._ask_more(asked)
        else:
            self._put(self.looking.said_of(asked, row))

    def _ask_more(self, asked: Asked, *, more: bool = False, at: QRect | None = None) -> None:
        """Show the form of the mark that is asked for."""
        if asked.name is None:
            return
        form = self._asking.form(
            asked.name,
            asked.words,
            asked.said,
            new=asked.mark is None,
            more=more,
            looks=bool(asked.kinds),
            hands=self.evidence.hands,
        )
        self.popup.ask_more(form, at)
        self._list_rows(self.popup.form.text)

    def _submit(self) -> None:
        asked, form = self._asked, self.popup.form
        if asked is None or asked.name is None:
            return
        said = self._asking.answer(asked.name, form.text, form.details, asked.said, asked.words)
        if isinstance(said, str):
            form.show_problem(self.say.say(said, text=form.text))
            self.popup.settle()
        elif asked.name is MarkName.SUPPLIED and asked.mark is None and form.text:
            self._supply(asked, form.text, said)
        elif asked.name is MarkName.SUPPLIED and asked.mark is None and asked.target.empty:
            form.show_problem(self.say.say("marks.field.text_supplied"))
            self.popup.settle()
        else:
            self._put(said)

    def _put(self, said: Mapping[str, str]) -> None:
        """Make the mark, or let the one that is there say this."""
        asked = self._asked
        if asked is None or asked.name is None:
            return
        target, name, mark = asked.target, asked.name, asked.mark
        self._close()
        if mark is not None:
            known = mark.decision
            self._do(
                lambda project, page, by, seen: project.marking.change(page, known, said, by, seen)
            )
        else:
            self._do(
                lambda project, page, by, seen: project.marking.put(
                    page, target, name, said, by, seen
                )
            )

    def _supply(self, asked: Asked, text: str, said: Mapping[str, str]) -> None:
        """Put words in at the caret, or behind the word that it is in."""
        at = asked.target.end
        if self.desk.view.in_text and self._reading.caret() == asked.target.start:
            at = asked.target.start
        self._close()
        self._do(
            lambda project, page, by, seen: project.marking.supply(page, at, text, said, by, seen)
        )

    def _close(self) -> None:
        self.looking.stop()
        self.popup.close()

    def _do(self, step: Step) -> None:
        self.frame.deciding.do(step)
        self._tell_at_caret()

    # -- for those who hear the window ------------------------------------------------------------

    def _tell_at_caret(self) -> None:
        """Let a screen reader say what the words at the caret are marked as."""
        page = self.desk.page
        marks = marks_at(page.reading, *self._reading.caret()) if page else ()
        told = "; ".join(mark_words.words_of(mark, self.say) for mark in marks)
        words = self.say.say("marks.at_caret", marks=told) if told else ""
        if words != self._reading.accessibleDescription():
            self._reading.setAccessibleDescription(words)
