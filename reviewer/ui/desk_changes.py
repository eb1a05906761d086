"""The changes of the page at hand, beside its text, for whoever stands on the editor's side."""

from datetime import UTC, datetime

from reviewer.core.judging import Change
from reviewer.core.messages import Catalogue
from reviewer.services.approval import changes_of
from reviewer.services.pages import PageView
from reviewer.ui import desk_words, showing
from reviewer.ui.desk_rights import Rights
from reviewer.ui.views.desk import DeskView


class DeskChanges:
    """Shows them; a change that is picked comes into sight in the text."""

    def __init__(self, view: DeskView, say: Catalogue) -> None:
        self._view = view
        self._say = say
        self.all: tuple[Change, ...] = ()
        """In the order of the text; none on the transcriber's side."""
        view.changes.picked.connect(self.look_at)

    def take(self, page: PageView | None) -> None:
        """Find those of a page; None: on this side there are none."""
        self.all = () if page is None else tuple(changes_of(page))

    def show(self, page: PageView, rights: Rights, keep_place: bool) -> None:
        """Show them, with what the person may do; else than with `keep_place` from the first."""
        view, say = self._view.changes, self._say
        if not keep_place:
            view.show_changes((), "")
        shown = showing.show_changes(self.all, page.reading, say, datetime.now(UTC))
        view.show_changes(
            shown,
            desk_words.changes_words(page, shown, rights, say),
            can_decide=rights.decides,
            advice=desk_words.changes_advice(page, rights, say),
        )
        self.look_at(view.current)

    def look_at(self, decision: int | None) -> None:
        """Bring the change of a decision into sight in the text."""
        for change in self.all:
            if change.decision.id == decision:
                end = change.column + len(change.after)
                self._view.reading.look_at(change.line, change.column, end)
                return
