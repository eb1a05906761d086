"""The TEI header: what the file is, where it came from, how it was made (ENCODING.md, section 6).

It is written last, when all names and readings of the text are known, and never says more than is
known: what nobody filled in is named as missing, or left out.

Header fields (all optional): title, subtitle, author, publisher, date (W3C), licence, licence-url,
uri, settlement, repository, collection, shelfmark, genre, classification, handling, created (W3C),
sender, sender-place, sent (W3C), recipient, recipient-place.
"""

import re
from collections.abc import Iterable

from reviewer import __version__
from reviewer.core.edition import Profile
from reviewer.core.workflow import State
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.corrections import KINDS
from reviewer.formats.writers.tei.dates import is_w3c, written
from reviewer.formats.writers.tei.names import is_uri
from reviewer.formats.writers.tei.nodes import Content, Element, Outline, element

FIELDS = (
    "title subtitle author publisher date licence licence-url uri settlement repository collection"
    " shelfmark genre classification handling created sender sender-place sent recipient"
    " recipient-place"
).split()
"""The header fields that the file has a place for."""

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
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# teidata.versionNumber of TEI P5, shortened
_VERSION = re.compile(r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}")
_DECISIONS = {
    "dec-human": "reading typed by the reviewer",
    "dec-accepted": "suggestion of the program accepted by the reviewer as it was",
    "dec-edited": "suggestion of the program changed by the reviewer, then accepted",
    "dec-rule": "rule started once by the reviewer and applied to every match",
    "dec-script": "reading taken from a list of decisions applied in the reviewer's name",
}
assert set(_DECISIONS) == set(KINDS.values())
_CORRECTION = {
    Profile.READING: "Misreadings of the OCR and errors of the document that a reviewer corrected"
    " are corrected silently.",
    Profile.DOCUMENTARY: "Errors that a reviewer judged to be the document's own are given as"
    " choice, sic beside corr. Misreadings of the OCR are corrected silently.",
    Profile.ARCHIVAL: "Every change of wording is given as choice. A sic whose source is the OCR"
    " transcript is a reading of the machine and claims nothing about the document; a sic without"
    " source is an error of the document. On corr, resp names who decided, source the program that"
    " suggested the reading, ana the kind of decision, change the session. An empty corr removes"
    " what is no text of the document, an empty sic stands where the OCR had lost words. The lines"
    " of the transcript stand in sourceDoc, joined by newlines; rend tells where a line or page"
    " ended otherwise, and U+FFFD stands for characters that XML forbids.",
}
_NORMALIZATION = (
    "Characters are composed (Unicode NFC), and any blanks between words are one. Words that the"
    " document's writer crossed out are left out of the reading profile. Nothing else was changed."
)


def language(context: Context) -> str:
    """The document's language as BCP 47, or `und` where what is given cannot be one."""
    given = context.edition.document.language
    return given if _LANGUAGE.fullmatch(given) else "und"


def application_id(document: str) -> str:
    """The id of this program in a file."""
    return f"{document}-app"


def write_header(outline: Outline, context: Context) -> None:
    """Write the whole teiHeader."""
    outline.begin("teiHeader", xml_lang="en")  # its sentences are ours, and English
    _file_description(outline, context)
    _encoding_description(outline, context)
    _profile_description(outline, context)
    outline.begin("revisionDesc", status=context.changes.status)
    _put(outline, context.changes.elements())
    outline.end()
    outline.end()


def _put(outline: Outline, elements: Iterable[Element]) -> None:
    for found in elements:
        outline.put(found)


def _field(context: Context, name: str) -> str:
    return " ".join(context.edition.header.get(name, "").split())


def _file_description(outline: Outline, context: Context) -> None:
    approved = context.edition.state is State.APPROVED
    outline.begin("fileDesc")
    outline.begin("titleStmt")
    given = _field(context, "title") or " ".join(context.edition.document.title.split())
    outline.put(element("title", given or context.edition.document.name, type="main"))
    if subtitle := _field(context, "subtitle"):
        outline.put(element("title", subtitle, type="sub"))
    if author := _field(context, "author"):
        outline.put(element("author", author))
    _put(outline, context.people.statements())
    outline.end()
    outline.begin("editionStmt")
    text = "Reviewed and approved edition" if approved else "Draft, not approved for publication"
    outline.put(element("edition", text, n=str(context.changes.count)))
    outline.end()
    _publication(outline, context, approved)
    _source_description(outline, context)
    outline.end()


def _publication(outline: Outline, context: Context, approved: bool) -> None:
    outline.begin("publicationStmt")
    outline.put(element("publisher", _field(context, "publisher") or "No publisher named"))
    given = _field(context, "date")
    last = context.changes.last.date()
    if is_w3c(given):
        outline.put(element("date", given, when=given))
    elif given:
        outline.put(element("date", given))
    else:
        what = "Approved" if approved else "Not published; last changed"
        outline.put(element("date", f"{what} {written(last)}", when=last.isoformat()))
    outline.put(element("idno", context.ids.document, type="docId"))
    if is_uri(uri := _field(context, "uri")):
        outline.put(element("idno", uri, type="URI"))
    licence, target = _field(context, "licence"), _field(context, "licence-url")
    target = target if is_uri(target) else ""
    if licence or target:
        outline.begin("availability")
        outline.put(element("licence", licence or target, target=target))
    else:
        outline.begin("availability", status="unknown")
        outline.put(element("p", "No licence has been stated."))
    outline.end()
    outline.end()


def _source_description(outline: Outline, context: Context) -> None:
    origin = context.edition.document.origin
    outline.begin("sourceDesc")
    holder = [
        element(name, value, type=kind)
        for name, field_name, kind in (
            ("settlement", "settlement", ""),
            ("repository", "repository", ""),
            ("collection", "collection", ""),
            ("idno", "shelfmark", "shelfmark"),
        )
        if (value := _field(context, field_name))
    ]
    # The Schematron rules of TEI want a repository, place or the like in an msIdentifier.
    if any(found.name in ("settlement", "repository") for found in holder):
        outline.put(element("msDesc", element("msIdentifier", *holder)))
    text = f"OCR transcript imported for review (format: {origin.format}"
    text += f"; encoding: {origin.encoding}). " if origin.encoding else "). "
    text += (
        "Page images: see facsimile. "
        if context.images
        else "The page image was not available: the transcript is the copy text. "
    )
    bibl: list[Content] = [text, element("idno", origin.filename or "unnamed", type="filename")]
    if origin.sha256:
        bibl += [" ", element("idno", origin.sha256, type="sha256")]
    outline.put(element("bibl", *bibl, type="transcript", xml_id=context.transcript[1:]))
    outline.end()


def _encoding_description(outline: Outline, context: Context) -> None:
    outline.begin("encodingDesc")
    outline.begin("appInfo")
    outline.put(
        _application(application_id(context.ids.document), "reviewer", __version__, "Reviewer")
    )
    stamp = context.edition.engine
    if stamp is not None:
        label = f"Suggestion engine {stamp.engine}, dictionary {stamp.dictionary}"
        outline.put(_application(context.suggester[1:], "reviewer-engine", stamp.engine, label))
    elif context.suggested:
        label = "Suggestion engine, version not recorded"
        outline.put(_application(context.suggester[1:], "reviewer-engine", "0", label))
    outline.end()
    outline.begin("editorialDecl", n=str(context.profile))
    method = "silent" if context.reading else "markup"
    correction = element("p", _CORRECTION[context.profile])
    outline.put(element("correction", correction, method=method))
    outline.put(element("normalization", element("p", _NORMALIZATION), method="silent"))
    quotes = element("p", "Quotation marks are kept as characters of the text.")
    outline.put(element("quotation", quotes, marks="all"))
    hyphens = element("p", "Hyphens at line ends are kept unless a reviewer joined the word.")
    outline.put(element("hyphenation", hyphens, eol="some"))
    outline.end()
    if context.archival:
        _taxonomy(outline, context)
    outline.end()


def _application(identity: str, ident: str, version: str, label: str) -> Element:
    found = _VERSION.search(version)
    return element(
        "application",
        element("label", label),
        xml_id=identity,
        ident=ident,
        version=found[0] if found else "0",
    )


def _taxonomy(outline: Outline, context: Context) -> None:
    document = context.ids.document
    outline.begin("classDecl")
    outline.begin("taxonomy", xml_id=f"{document}-decision")
    outline.put(element("desc", "How the reading in a corr was decided"))
    for name, meaning in _DECISIONS.items():
        outline.put(element("category", element("catDesc", meaning), xml_id=f"{document}-{name}"))
    outline.end()
    outline.end()


def _profile_description(outline: Outline, context: Context) -> None:
    outline.begin("profileDesc")
    if created := _field(context, "created"):
        outline.put(element("creation", _date(created)))
    code = language(context)
    name = _LANGUAGES.get(code.lower(), code if code != "und" else "not determined")
    outline.put(element("langUsage", element("language", name, ident=code)))
    terms = [
        element("term", value, type=name)
        for name in ("genre", "classification", "handling")
        if (value := _field(context, name))
    ]
    if terms:
        outline.put(element("textClass", element("keywords", *terms)))
    _correspondence(outline, context)
    _put(outline, context.registers.elements())
    outline.end()


def _date(value: str) -> Element:
    return element("date", value, when=value if is_w3c(value) else "")


def _correspondence(outline: Outline, context: Context) -> None:
    sent = [
        element(name, value)
        for name, field_name in (("persName", "sender"), ("placeName", "sender-place"))
        if (value := _field(context, field_name))
    ]
    if moment := _field(context, "sent"):
        sent.append(_date(moment))
    received = [
        element(name, value)
        for name, field_name in (("persName", "recipient"), ("placeName", "recipient-place"))
        if (value := _field(context, field_name))
    ]
    actions = [
        element("correspAction", *parts, type=kind)
        for kind, parts in (("sent", sent), ("received", received))
        if parts
    ]
    if actions:
        outline.put(element("correspDesc", *actions))
