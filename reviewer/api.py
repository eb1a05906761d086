"""All that a plug-in may import. Its version counts up when something here changes its meaning.

A package announces a part under an entry point group `reviewer.readers`, `reviewer.writers`,
`reviewer.detectors` or `reviewer.sources`; the entry point is called without arguments and returns
an object with the face of the port.
"""

from reviewer.core.decisions import Cause, Decision, Grounds, Span, Way
from reviewer.core.edition import Edition, Profile, Session
from reviewer.core.errors import InputError, ReviewerError, UnreadableFile
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.geometry import Box
from reviewer.core.marks import Anchor, MarkName, PlacedMark
from reviewer.core.messages import Message
from reviewer.core.model import (
    Alternative,
    Document,
    Image,
    Line,
    NewDocument,
    Origin,
    Original,
    Page,
    Region,
    Role,
    SecondReading,
    Token,
)
from reviewer.core.ports import (
    Context,
    Detector,
    Holds,
    Option,
    Problem,
    Reader,
    Sniff,
    SuggestionSource,
    Writer,
)
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.core.text import cut_lines, cut_tokens, make_lines

API_VERSION = 2

__all__ = [
    "API_VERSION",
    "Alternative",
    "Anchor",
    "Box",
    "Cause",
    "Context",
    "Decision",
    "Detector",
    "Document",
    "Edition",
    "Finding",
    "Grounds",
    "Holds",
    "Image",
    "InputError",
    "Kind",
    "Line",
    "MarkName",
    "Message",
    "NewDocument",
    "Option",
    "Origin",
    "Original",
    "Page",
    "PageReading",
    "PlacedMark",
    "Problem",
    "Profile",
    "Reader",
    "ReadingLine",
    "Region",
    "ReviewerError",
    "Role",
    "SecondReading",
    "Session",
    "Sniff",
    "Span",
    "Suggestion",
    "SuggestionSource",
    "Token",
    "UnreadableFile",
    "Way",
    "Word",
    "Writer",
    "cut_lines",
    "cut_tokens",
    "make_lines",
]
