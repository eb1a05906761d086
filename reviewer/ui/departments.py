"""The departments of the window: one line each."""

from reviewer.ui.comfort import Comfort
from reviewer.ui.estimating import Estimating
from reviewer.ui.frame import Department, Frame
from reviewer.ui.hits import Hits
from reviewer.ui.later import Later
from reviewer.ui.lexicon_ripples import Rippling
from reviewer.ui.mark_desk import MarkDesk
from reviewer.ui.offering import Offerings
from reviewer.ui.people_desk import PeopleDesk
from reviewer.ui.queueing import Queueing
from reviewer.ui.talking import Talking
from reviewer.ui.touring import Touring
from reviewer.ui.untold import Keeping

_NOW: tuple[type[Department], ...] = (
    Comfort,
    Estimating,
    Hits,
    Rippling,
    MarkDesk,
    Keeping,
    Offerings,
    PeopleDesk,
    Queueing,
    Talking,
    Touring,
)
"""What is there from the start: all that hears of the page, or keeps something."""

_LATER: tuple[tuple[str, ...], ...] = (
    ("reviewer.ui.dashboard:Dashboard", "dashboard*"),
    ("reviewer.ui.documents:DocumentsRoom", "documents*"),
    ("reviewer.ui.fast:Fast", "fast*"),
    ("reviewer.ui.grounding:Grounding", "grounds"),
    ("reviewer.ui.header_desk:HeaderDesk", "header*"),
    ("reviewer.ui.judging:Judging", "judging*"),
    ("reviewer.ui.lessons:Teaching", "lessons*"),
    ("reviewer.ui.lexicon:LexiconDesk", "lexicon*"),
    ("reviewer.ui.manual:Manual", "manual"),
    ("reviewer.ui.preview:Preview", "preview*"),
    ("reviewer.ui.publishing_out:PublishingOut", "publish", "withdraw", "reopen_document"),
    ("reviewer.ui.remembering:Remembering", "history*"),
    ("reviewer.ui.report:Reports", "report*"),
    ("reviewer.ui.retelling:Retelling", "story"),
    ("reviewer.ui.talking_room:TalkingRoom", "threads*"),
    ("reviewer.ui.tracked:Tracked", "tracked*", "compare*"),
    ("reviewer.ui.validating:Validating", "validating*"),
)
"""What is made when it is first asked for, and the actions that ask for it."""


def departments(frame: Frame) -> list[Department]:
    """All departments, made once for a window."""
    return [
        *(department(frame) for department in _NOW),
        *(Later(frame, *place_and_actions) for place_and_actions in _LATER),
    ]
