"""The departments of the window: one line each."""

from reviewer.ui.comfort import Comfort
from reviewer.ui.dashboard import Dashboard
from reviewer.ui.fast import Fast
from reviewer.ui.frame import Department, Frame
from reviewer.ui.hits import Hits
from reviewer.ui.lessons import Teaching
from reviewer.ui.lexicon import LexiconDesk
from reviewer.ui.manual import Manual
from reviewer.ui.mark_desk import MarkDesk
from reviewer.ui.offering import Offerings
from reviewer.ui.queueing import Queueing
from reviewer.ui.remembering import Remembering
from reviewer.ui.retelling import Retelling
from reviewer.ui.touring import Touring
from reviewer.ui.untold import Keeping


def departments(frame: Frame) -> list[Department]:
    """All departments, made once for a window."""
    made: list[type[Department]] = [
        Comfort,
        Dashboard,
        Fast,
        Hits,
        LexiconDesk,
        MarkDesk,
        Keeping,
        Manual,
        Offerings,
        Queueing,
        Remembering,
        Retelling,
        Teaching,
        Touring,
    ]
    return [department(frame) for department in made]
