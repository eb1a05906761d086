"""A word's story, and the page beside its raw text: what was, and what it came to."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from reviewer.core.comparing import Row, compare
from reviewer.core.findings import Finding
from reviewer.core.reading import Word
from reviewer.core.stories import lines_of, moves_of, story
from reviewer.core.undoing import UndoStep
from reviewer.services.pages import PageView
from reviewer.ui.actions import Need
from reviewer.ui.compare_words import lines_compared
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.remembering import reopen
from reviewer.ui.story_words import story_shown
from reviewer.ui.theme import Theme
from reviewer.ui.views.compare import CompareView
from reviewer.ui.views.story import StoryPopup

_BUTTONS = {"next": "compare_next", "previous": "compare_previous", "go": "compare_go"}


class Retelling(Department):
    """Tells the story of a word at the desk, and shows a page beside its raw text."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.popup = StoryPopup(self.say, frame.theme, frame.window)
        self.popup.taken.connect(self._take)
        self.popup.reopened.connect(self._reopen)
        keys = {name: IN_FORCE[action].shown_key for name, action in _BUTTONS.items()}
        self.view = CompareView(self.say, frame.theme, keys)
        self.view.go_asked.connect(self._go)
        frame.rooms.add(self.view, Need.PROJECT, Need.COMPARE)
        IN_FORCE.changed.connect(self._show_keys)
        self._word: Word | None = None
        self._finding: Finding | None = None
        self._rows: tuple[Row, ...] = ()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {
            "story": self.tell,
            "compare": self.compare,
            "compare_next": lambda: self.view.walk(1),
            "compare_previous": lambda: self.view.walk(-1),
            "compare_go": lambda: self._go(self.view.list.at),
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.popup.set_theme(theme)

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self._word, self._finding, self._rows = None, None, ()
        self.view.show_lines(())

    def _show_keys(self) -> None:
        for name, action in _BUTTONS.items():
            self.view.buttons[name].set_keys(IN_FORCE[action].shown_key)

    # -- the story --------------------------------------------------------------------------------

    def tell(self) -> None:
        """Tell the story of the word at the caret, or of the finding at hand."""
        desk, project = self.desk, self.desk.project
        desk.settle()
        page = desk.page
        place = self._place(page) if page else None
        if page is None or project is None or place is None:
            desk.note("ui.story.none")
            return
        line, number = place
        row = page.reading.lines[line]
        self._word = word = row.words[number]
        self._finding = _finding_on(page, word) if desk.editable and word.decided else None
        told = story(page.reading, word, page.decisions)
        moves = moves_of(lines_of(page.reading, word), page.decisions)
        second = project.history.second(page.row.id)
        shown = story_shown(page, told, moves, second, self._finding, self.say, datetime.now(UTC))
        start = row.starts[number]
        end = start + len(word.text)
        self.popup.tell(shown, desk.view.reading.screen_place(line, start, end))

    def _place(self, page: PageView) -> tuple[int, int] | None:
        """(line index, index of the word there) of what the person looks at."""
        desk, reading = self.desk, page.reading
        finding = desk.finding
        at_hand = reading.place_of(finding.span.first) if finding else None
        if at_hand is not None and not desk.view.in_text:
            return at_hand
        index, column = desk.view.reading.caret()
        if not 0 <= index < len(reading.lines):
            return at_hand
        line = reading.lines[index]
        word = line.word_at(column)
        return (index, line.words.index(word)) if word else at_hand

    def _take(self, rank: int) -> None:
        finding = self._finding
        if finding is not None:
            self.frame.deciding.do(
                lambda project, page, by, seen: project.review.accept(
                    page, finding.key, rank, by, seen
                )
            )

    def _reopen(self) -> None:
        """Take back what settles the word, and take up its finding."""
        word, page = self._word, self.desk.page
        settled = (word.decision or word.kept) if word else None
        decision = page.reading.decision(settled) if page and settled else None
        if decision is not None:
            reopen(self.frame, UndoStep((decision,)))

    # -- the comparison ---------------------------------------------------------------------------

    def compare(self) -> None:
        """Show the page at hand beside its raw text, where the person looks."""
        self.desk.settle()
        page = self.desk.page
        if page is None:
            return
        self._rows = compare(page.reading)
        here = self._place(page)
        at = next((n for n, row in enumerate(self._rows) if here and row.line == here[0]), 0)
        self.view.show_title(self.say.say("ui.compare.title"))
        self.view.show_lines(lines_compared(self._rows, page.reading, self.say), at)
        self.frame.rooms.enter(self.view)

    def _go(self, row: int) -> None:
        """Go to a line of the comparison on the desk."""
        if not 0 <= row < len(self._rows):
            return
        other = self._rows[row].other
        line = self._rows[row].line
        if line is None and other is not None:
            line = self._rows[other].line
        self.frame.rooms.leave_all()
        page = self.desk.page
        if line is not None and page is not None and line < len(page.reading.lines):
            text = page.reading.lines[line].text
            self.desk.view.reading.look_at(line, 0, len(text))


def _finding_on(page: PageView, word: Word) -> Finding | None:
    """What the engine had found on a word, settled or not."""
    if word.span is None:
        return None
    return next((one for one in page.findings if one.span.touches(word.span)), None)
