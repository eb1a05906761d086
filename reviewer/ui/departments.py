"""The departments of the window: one line each."""

from reviewer.ui.comfort import Comfort
from reviewer.ui.dashboard import Dashboard
from reviewer.ui.frame import Department, Frame
from reviewer.ui.offering import Offerings


def departments(frame: Frame) -> list[Department]:
    """All departments, made once for a window."""
    made: list[type[Department]] = [Comfort, Offerings, Dashboard]
    return [department(frame) for department in made]
