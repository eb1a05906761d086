"""What the helper process that decodes pictures is asked, and what it answers.

Without Pillow, which only that process needs: the program's own starts sooner.
"""

from dataclasses import dataclass

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Task:
    """A picture to decode: its `path` and `frame`, its size as measured, the file to make."""

    path: str
    frame: int
    mime: str
    width: int
    height: int
    out: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the pyramid's measures."""

    width: int
    height: int
    channels: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing came of it; `advice` where there is a better one than to save the file anew."""

    what: str
    advice: str = ""
