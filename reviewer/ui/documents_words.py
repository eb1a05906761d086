"""Documents as their table shows them, and what became of steps with several of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reviewer.core.errors import NotReady, ReviewerError
from reviewer.core.listing import DocumentRow, Sort
from reviewer.core.messages import Catalogue
from reviewer.ui.showing import state_words, when
from reviewer.ui.views.documents_table import Column, DocumentShown
from reviewer.ui.views.history_rows import RowShown

SORTS = {
    Column.TITLE: Sort.TITLE,
    Column.STATE: Sort.STATE,
    Column.PAGES: Sort.PAGES,
    Column.FINDINGS: Sort.FINDINGS,
    Column.QUESTIONS: Sort.QUESTIONS,
    Column.VERSION: Sort.VERSION,
    Column.CHANGED: Sort.CHANGED,
}
"""What the columns are sorted by."""
_SAID = 6  # problems of a document that are said one by one


def show_documents(
    rows: Iterable[DocumentRow], say: Catalogue, now: datetime
) -> list[DocumentShown]:
    """Rows of the table. Nought is left blank: what stands there is what is left to do."""
    words = {state: state_words(state, say) for state in {row.state for row in rows}}
    return [
        DocumentShown(
            int(row.id),
            row.state,
            {
                Column.CHOSEN: "",
                Column.TITLE: row.title or row.name,
                Column.STATE: words[row.state],
                Column.PAGES: _figure(row.pages),
                Column.FINDINGS: _figure(row.open_findings),
                Column.QUESTIONS: _figure(row.questions),
                Column.VERSION: str(row.version),
                Column.WHO: row.changed_by,
                Column.CHANGED: when(row.changed_at, say, now) if row.changed_at else "",
            },
        )
        for row in rows
    ]


def _figure(number: int) -> str:
    return f"{number:,}" if number else ""


def refused_row(key: int, title: str, error: ReviewerError, say: Catalogue) -> RowShown:
    """A document with which something could not be done, and why."""
    why = say.say(error.what)
    if isinstance(error, NotReady):
        why = " ".join(say.say(one) for one in error.problems[:_SAID])
        if len(error.problems) > _SAID:
            more = say.say("documents.more_problems", n=len(error.problems) - _SAID)
            why = f"{why} {more}"
    advice = say.say(error.advice) if error.advice else ""
    return RowShown(key, title, " ".join(filter(None, (why, advice))))


def names_of(titles: Sequence[str], say: Catalogue) -> str:
    """Which documents, in a line: the title of one, or how many."""
    return titles[0] if len(titles) == 1 else say.say("documents.several", n=len(titles))
