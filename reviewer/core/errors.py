"""All errors that a person may see. Each says what happened, where, what is safe and what to do.

ReviewerError
├── UsageError          the request makes no sense as put           (exit 2)
├── InputError          a file or text from outside cannot be used  (exit 3)
│   ├── UnreadableFile
│   └── UnknownFormat
├── InvalidOutput       what we wrote failed its own check          (exit 3)
├── NotAllowed          the workflow forbids it                     (exit 3)
│   └── NotReady        what a document lacks to be published
├── Conflict            somebody decided the same page before       (exit 3)
├── StoreError          the project cannot be opened or written     (exit 3)
│   ├── NotAProject
│   └── NewerProject
└── Cancelled           the person stopped it: silent               (exit 1)
"""

from collections.abc import Sequence

from reviewer.core.decisions import Decision, Draft
from reviewer.core.messages import listed, said


class ReviewerError(Exception):
    """Base of the tree.

    `what` happened, `where` (file, line, page, word), what is `safe`, what to do (`advice`).
    """

    def __init__(self, what: str, *, where: str = "", safe: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.safe = safe
        self.advice = advice

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what, self.safe, self.advice]
        return " ".join(part for part in parts if part)


class UsageError(ReviewerError):
    """The request makes no sense as put: an unknown page, a missing name."""


class InputError(ReviewerError):
    """Something from outside cannot be used."""


class UnreadableFile(InputError):
    """A file is missing, forbidden, broken or not what its name says."""


class UnknownFormat(InputError):
    """No reader takes the file; the message holds each reader's reason."""


class RecognitionFailed(ReviewerError):
    """An OCR engine is missing or could not read a picture."""


class InvalidOutput(ReviewerError):
    """What was written fails its own schema or checks; the file was not put in place."""


class NotAllowed(ReviewerError):
    """The review workflow forbids the step."""


class NotReady(NotAllowed):
    """A document is not fit for publishing; `problems` says why, one sentence each."""

    def __init__(self, problems: Sequence[str], where: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__(
            said("errors.not_ready", n=len(self.problems), first=self.problems[0]),
            where=where,
            safe=said("errors.nothing_was_changed"),
            advice=said("errors.mend_and_publish"),
        )


class StoreError(ReviewerError):
    """The project cannot be opened, read or written."""


class NotAProject(StoreError):
    """There is no project at the place named."""


class NewerProject(StoreError):
    """The project was written by a newer version than this one."""


class Cancelled(ReviewerError):
    """The person stopped the work. Finished parts are stored."""

    def __init__(self) -> None:
        super().__init__(said("errors.stopped"), safe=said("errors.what_was_finished_is_stored"))


class Conflict(ReviewerError):
    """Somebody decided the same page in between. Names both decisions.

    `mine` are the drafts that were not written, `theirs` the decisions that came first.
    """

    def __init__(self, mine: Sequence[Draft], theirs: Sequence[Decision], where: str = "") -> None:
        self.mine = tuple(mine)
        self.theirs = tuple(theirs)
        first = self.theirs[0] if self.theirs else None
        wanted = listed(draft.act.describe() for draft in self.mine)
        what = (
            said("errors.decided_first", name=first.by, act=first.act.describe(), mine=wanted)
            if first
            else said("errors.changed_first", mine=wanted)
        )
        super().__init__(
            what,
            where=where,
            safe=said("errors.page_shows_colleague"),
            advice=said("errors.look_and_decide_once_more"),
        )
