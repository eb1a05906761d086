"""A changed word as source and correction (ENCODING.md, sections 1, 3 and 5)."""

from collections import Counter

from reviewer.core.decisions import Cause, Certainty, Decision, Way
from reviewer.core.reading import Word
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Content, Element, element

KINDS = {
    Way.TYPED: "dec-human",
    Way.ACCEPTED: "dec-accepted",
    Way.EDITED: "dec-edited",
    Way.RULE: "dec-rule",
    Way.SCRIPT: "dec-script",
}
_SUGGESTED = {Way.ACCEPTED, Way.EDITED}
_DOUBTFUL = {Certainty.MEDIUM, Certainty.LOW}
_CORRECTED_TOO = 8  # one word in so many may be another where the order was put right


def is_shown(word: Word, context: Context) -> bool:
    """Whether the profile keeps what stood before the change.

    What the machine misread is no fact about the document: only the archive has it. What the
    document itself has wrong stands in the documentary profile, too.
    """
    if not word.changed or context.reading:
        return False
    return context.archival or word.cause is Cause.SOURCE


def is_doubtful(word: Word, by: Decision | None, context: Context) -> bool:
    """Whether who corrected a misreading was not sure, which the archive says otherwise."""
    if by is None or by.grounds.certainty not in _DOUBTFUL or not word.changed:
        return False
    return not context.archival and word.cause is Cause.OCR


def doubt(text: list[Content], by: Decision, context: Context) -> list[Content]:
    """What somebody read without being sure; a doubt that is told already is not told twice."""
    nodes = (one for node in text if isinstance(node, Element) for one in node.walk())
    if not text or any(one.name == "unclear" for one in nodes):
        return text
    attributes = {"reason": "illegible"} | _sureness(by, context)
    return [Element("unclear", attributes | {"resp": context.people.pointer(by)}, text)]


def choice(
    source: str, text: list[Content], word: Word, by: Decision | None, context: Context
) -> Element:
    """`choice` of what the source has and what is read; an empty `text` removes it."""
    both = sourced_choice([source] if source else [], text, word.cause, by, context)
    if by is not None and is_reordered(word.source, word.text):
        corr = both.children[1]
        assert isinstance(corr, Element)
        corr.attributes["type"] = "order"
    return both


def sourced_choice(
    source: list[Content], text: list[Content], cause: Cause, by: Decision | None, context: Context
) -> Element:
    """The same where the source holds mark-up of its own."""
    sic = Element("sic", {}, source)
    if context.archival and cause is Cause.OCR:
        # Nobody may take it for the document's reading (TEI Guidelines 3.5.1).
        sic.attributes["source"] = context.transcript
    return element("choice", sic, Element("corr", _attributes(by, context), text))


def is_reordered(source: str, text: str) -> bool:
    """Whether a change puts words in another order, and changes hardly any of them."""
    one, other = source.split(), text.split()
    if len(one) != len(other) or one == other:
        return False
    new = sum((Counter(one) - Counter(other)).values())
    moved = sum(a != b for a, b in zip(one, other, strict=True))
    return new * _CORRECTED_TOO <= len(one) and moved > new


def _attributes(by: Decision | None, context: Context) -> dict[str, str]:
    if by is None:
        return {}
    attributes = {"resp": context.people.pointer(by)} | _sureness(by, context)
    if not context.archival:
        return attributes
    attributes["xml:id"] = context.place(by.id)
    grounds = by.grounds
    if "source" not in attributes and (
        grounds.way in _SUGGESTED or (grounds.way is Way.RULE and grounds.suggestion)
    ):
        context.suggested = True
        attributes["source"] = context.suggester
    attributes["ana"] = f"#{context.ids.document}-{KINDS[grounds.way]}"
    if change := context.changes.pointer(by.id):
        attributes["change"] = change
    return attributes


def _sureness(by: Decision, context: Context) -> dict[str, str]:
    """How sure somebody was of a reading, why, and by which other text."""
    grounds = by.grounds
    attributes = {}
    if grounds.certainty:
        attributes["cert"] = str(grounds.certainty)
    if grounds.evidence:
        attributes["evidence"] = str(grounds.evidence)
    if reference := " ".join(grounds.reference.split()):
        attributes["source"] = context.parallel(reference)
    return attributes
