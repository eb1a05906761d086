"""What other readings of the picture say of each spot: a second OCR run, the OCR's own doubts."""

from dataclasses import dataclass, field

from reviewer.core.messages import Message
from reviewer.engine.compiling import key_of

SECOND = "second OCR"
"""The source of suggestions that a second reading makes."""
OWN = "OCR"
"""The source of those that the page's own OCR thought of."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a second reading has in the place of a spot; `text` is empty where it has nothing.

    `form` is the number of the text in the table of forms, -1 where it is not a single word.
    """

    text: str
    confidence: float | None = None
    form: int = -1


@dataclass(slots=True)
class Heard:
    """What is heard of the spots of a survey, by their numbers; joins are numbered on.

    `reads` are the second reading's words, `doubts` the other words that the OCR of the page
    itself thought of, `sure` its confidence (0 to 1). `rows` are further candidates, as rows in the
    table of forms. `engine` names the second reading's engine; `one_word` are the spots that it
    makes one word with the next.
    """

    engine: str = ""
    reads: dict[int, Read] = field(default_factory=dict)
    doubts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)
    rows: dict[int, list[int]] = field(default_factory=dict)
    one_word: frozenset[int] = frozenset()


def objections(heard: Heard, spot: int, form: str) -> tuple[Message, ...]:
    """What a second reading says against what stands at a spot."""
    read = heard.reads.get(spot)
    if read is None or key_of(read.text) == key_of(form):
        return ()
    if not read.text:
        return (Message("engine.second_nothing"),)
    return (Message("engine.second_reads", {"text": read.text}),)


def told(heard: Heard, spot: int, text: str) -> tuple[Message, ...]:
    """What other readings say for a suggestion."""
    said = []
    read, key = heard.reads.get(spot), key_of(text)
    if read is not None and key_of(read.text) == key:
        said.append(Message("engine.second_too", {"text": read.text}) if text else _NOTHING)
    doubt = next((one for one in heard.doubts.get(spot, ()) if key_of(one) == key), None)
    if doubt is not None:
        said.append(Message("engine.thought_of", {"text": doubt}))
    return tuple(said)


_NOTHING = Message("engine.second_nothing")
