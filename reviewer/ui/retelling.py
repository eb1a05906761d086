"""A word's story: what it was, and what it came to."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from reviewer.core.findings import Finding
from reviewer.core.reading import Word
from reviewer.core.stories import lines_of, moves_of, story
from reviewer.core.undoing import UndoStep
from reviewer.services.pages import PageView
from reviewer.ui.frame import Department, Frame
from reviewer.ui.remembering import reopen
from reviewer.ui.story_words import story_shown
from reviewer.ui.theme import Theme
from reviewer.ui.views.story import StoryPopup


class Retelling(Department):
    """Tells the story of a word at the desk."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.popup = StoryPopup(self.say, frame.theme, frame.window)
        self.popup.taken.connect(self._take)
        self.popup.reopened.connect(self._reopen)
        self._word: Word | None = None
        self._finding: Finding | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {"story": self.tell}

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.popup.set_theme(theme)

    def project_closing(self) -> None:
        """Nothing of it is at hand any more."""
        self._word, self._finding = None, None

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


def _finding_on(page: PageView, word: Word) -> Finding | None:
    """What the engine had found on a word, settled or not."""
    if word.span is None:
        return None
    return next((one for one in page.findings if one.span.touches(word.span)), None)
