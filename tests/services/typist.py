"""Decides as fast as it can and says what was acknowledged; `test_crash` kills it meanwhile."""

import sys
from itertools import cycle

from reviewer.core import decisions as d
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .conftest import DOUBTS
from .fakes import LinesWriter, Utf8Reader, WordList


def main(place: str) -> None:
    """Take a suggestion, undo, keep a word: over and over on each page until somebody ends it."""
    project = Project(Opener().open(place), WordList(DOUBTS), [Utf8Reader()], [LinesWriter()])
    for page in cycle([row.id for row in project.rows()]):
        finding = next(f for f in project.page(page).open if f.suggestions)
        _tell(project, project.review.accept(page, finding.key, 1, "Ada"))
        _tell(project, project.history.undo(page, "Ada"))
        _tell(project, project.review.decide(page, [d.Draft(d.Keep(d.Span(0, 0)))], "Ada"))


def _tell(project: Project, changes: object) -> None:
    """The number of the decision that a call has just acknowledged by giving its `changes`."""
    assert changes
    print(project.log(1)[0].id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
