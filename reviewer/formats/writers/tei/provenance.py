"""By what and on what ground the text was made: programs, kinds of decision, texts compared."""

import re
from collections.abc import Iterator

from reviewer import __version__
from reviewer.core.reading import in_force
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.corrections import KINDS
from reviewer.formats.writers.tei.nodes import Content, Element, Outline, element

# teidata.versionNumber of TEI P5, shortened
_VERSION = re.compile(r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}")
_DECISIONS = {
    "dec-human": "reading typed by the reviewer",
    "dec-accepted": "suggestion of the program accepted by the reviewer as it was",
    "dec-edited": "suggestion of the program changed by the reviewer, then accepted",
    "dec-rule": "rule started once by the reviewer and applied to every match",
    "dec-script": "reading taken from a list of decisions, prepared elsewhere, that was applied in"
    " the reviewer's name",
}
assert set(_DECISIONS) == set(KINDS.values())


def application_id(document: str) -> str:
    """The id of this program in a file."""
    return f"{document}-app"


def write_applications(outline: Outline, context: Context) -> None:
    """Write `appInfo`: this program, the suggestion engine, and the OCR engine if it is known."""
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
    if recognizer := context.field("ocr-engine"):
        name = f"OCR engine: {recognizer}"
        outline.put(_application(context.ids.make("rec", ""), "ocr-engine", recognizer, name))
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


def write_taxonomy(outline: Outline, context: Context) -> None:
    """Write `classDecl`: what the kinds of decision mean."""
    document = context.ids.document
    outline.begin("classDecl")
    outline.begin("taxonomy", xml_id=f"{document}-decision")
    outline.put(element("desc", "How the reading in a corr was decided"))
    for name, meaning in _DECISIONS.items():
        outline.put(element("category", element("catDesc", meaning), xml_id=f"{document}-{name}"))
    outline.end()
    outline.end()


def transcript(context: Context) -> Element:
    """The OCR transcript that was reviewed."""
    origin = context.edition.document.origin
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
    return element("bibl", *bibl, type="transcript", xml_id=context.transcript[1:])


def parallels(context: Context) -> Iterator[Element]:
    """The other texts that readings were compared with, whatever the profile shows of these."""
    for decision in in_force(context.edition.history):
        if reference := decision.grounds.reference.strip():
            context.parallel(reference)
    for name, identity in context.parallels.items():
        yield element("bibl", name, type="parallel", xml_id=identity)
