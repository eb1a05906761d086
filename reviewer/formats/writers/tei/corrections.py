"""A changed word as source and correction (ENCODING.md, sections 1, 3 and 5)."""

from reviewer.core.decisions import Cause, Decision, Way
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


def is_shown(word: Word, context: Context) -> bool:
    """Whether the profile keeps what stood before the change.

    What the machine misread is no fact about the document: only the archive has it. What the
    document itself has wrong stands in the documentary profile, too.
    """
    if not word.changed or context.reading:
        return False
    return context.archival or word.cause is Cause.SOURCE


def choice(
    source: str, text: list[Content], cause: Cause, by: Decision | None, context: Context
) -> Element:
    """`choice` of what the source has and what is read; an empty `text` removes it."""
    return sourced_choice([source] if source else [], text, cause, by, context)


def sourced_choice(
    source: list[Content], text: list[Content], cause: Cause, by: Decision | None, context: Context
) -> Element:
    """The same where the source holds mark-up of its own."""
    sic = Element("sic", {}, source)
    if context.archival and cause is Cause.OCR:
        # Nobody may take it for the document's reading (TEI Guidelines 3.5.1).
        sic.attributes["source"] = context.transcript
    return element("choice", sic, Element("corr", _attributes(by, context), text))


def _attributes(by: Decision | None, context: Context) -> dict[str, str]:
    if by is None:
        return {}
    attributes = {"resp": context.people.pointer(by)}
    if not context.archival:
        return attributes
    attributes["xml:id"] = context.place(by.id)
    grounds = by.grounds
    if grounds.way in _SUGGESTED or (grounds.way is Way.RULE and grounds.suggestion):
        context.suggested = True
        attributes["source"] = context.suggester
    attributes["ana"] = f"#{context.ids.document}-{KINDS[grounds.way]}"
    if change := context.changes.pointer(by.id):
        attributes["change"] = change
    return attributes
