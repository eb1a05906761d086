"""What the document is and who wrote to whom: `profileDesc` (ENCODING.md, section 6)."""

from collections.abc import Iterable, Iterator

from reviewer.core.header import read_languages, read_list, read_names
from reviewer.formats.writers.tei.context import Context, Register
from reviewer.formats.writers.tei.dates import header_date
from reviewer.formats.writers.tei.names import language_of
from reviewer.formats.writers.tei.nodes import Element, Outline, element

_LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pl": "Polish",
    "ru": "Russian",
    "uk": "Ukrainian",
}
_SIDES = (("sent", "sender", "sent"), ("received", "recipient", "received"))
_NAMES = (
    ("persName", "", Register.PERSON),
    ("orgName", "-organization", Register.ORGANIZATION),
    ("placeName", "-place", Register.PLACE),
)


def write_profile(outline: Outline, context: Context) -> None:
    """Write `profileDesc`; the registers come last, when all names are known."""
    outline.begin("profileDesc")
    if created := context.field("created"):
        outline.put(element("creation", header_date(created)))
    outline.put(element("langUsage", *_languages(context)))
    if terms := list(_terms(context)):
        outline.put(element("textClass", element("keywords", *terms)))
    if actions := list(_actions(context)):
        identity = context.ids.make("corresp", "")
        outline.put(element("correspDesc", *actions, xml_id=identity))
    for register in context.registers.elements():
        outline.put(register)
    outline.end()


def _languages(context: Context) -> Iterator[Element]:
    """The document's language, then those that its header names."""
    code = language_of(context.edition.document.language)
    said = dict(read_languages(context.field("languages")))
    for one, words in ({code: ""} | said).items():
        usual = _LANGUAGES.get(one.lower(), one if one != "und" else "not determined")
        yield element("language", words or usual, ident=one)


def _terms(context: Context) -> Iterator[Element]:
    for name in ("genre", "classification", "handling"):
        for value in read_list(context.field(name)):
            yield element("term", value, type=name)


def _actions(context: Context) -> Iterable[Element]:
    """`correspAction` of what was sent and received, as far as anything is known of it."""
    for kind, side, when in _SIDES:
        parts = [part for row in _NAMES for part in _named(side, row, context)]
        if moment := context.field(when):
            parts.append(header_date(moment))
        if parts:
            yield element("correspAction", *parts, type=kind)


def _named(side: str, row: tuple[str, str, Register], context: Context) -> Iterator[Element]:
    name, suffix, kind = row
    for one in read_names(context.field(f"{side}{suffix}")):
        yield element(name, one.name, ref=one.ref or context.registers.known(kind, one.name))
