"""The TEI header: what the file is, where it came from, how it was made (ENCODING.md, section 6).

It is written last, when all names and readings of the text are known, and never says more than is
known: what nobody filled in is named as missing, or left out. The fields are those of
`core.header`; all are optional.
"""

from collections.abc import Iterable, Iterator

from reviewer.core.states import FINISHED, State
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.correspondence import write_profile
from reviewer.formats.writers.tei.dates import header_date, written
from reviewer.formats.writers.tei.editorial import write_declaration
from reviewer.formats.writers.tei.names import is_uri, language_of
from reviewer.formats.writers.tei.nodes import Element, Outline, element
from reviewer.formats.writers.tei.provenance import (
    parallels,
    transcript,
    write_applications,
    write_taxonomy,
)


def language(context: Context) -> str:
    """The document's language as BCP 47, or `und` where what is given cannot be one."""
    return language_of(context.edition.document.language)


def write_header(outline: Outline, context: Context) -> None:
    """Write the whole teiHeader."""
    outline.begin("teiHeader", xml_lang="en")  # its sentences are ours, and English
    _file_description(outline, context)
    outline.begin("encodingDesc")
    write_applications(outline, context)
    write_declaration(outline, context)
    if context.archival:
        write_taxonomy(outline, context)
    outline.end()
    write_profile(outline, context)
    outline.begin("revisionDesc", status=context.changes.status)
    _put(outline, context.changes.elements())
    outline.end()
    outline.end()


def _put(outline: Outline, elements: Iterable[Element]) -> None:
    for found in elements:
        outline.put(found)


def title(context: Context) -> str:
    """What the document is called: as somebody typed it, else as its file has it."""
    document = context.edition.document
    return context.field("title") or " ".join(document.title.split()) or document.name


def _file_description(outline: Outline, context: Context) -> None:
    outline.begin("fileDesc")
    outline.begin("titleStmt")
    outline.put(element("title", title(context), type="main"))
    if subtitle := context.field("subtitle"):
        outline.put(element("title", subtitle, type="sub"))
    if author := context.field("author"):
        outline.put(element("author", author))
    _put(outline, context.people.statements(alone=context.edition.alone))
    outline.end()
    outline.begin("editionStmt")
    version = context.edition.version
    outline.put(element("edition", _edition(context.edition.state, version), n=str(version)))
    outline.end()
    _publication(outline, context)
    outline.begin("sourceDesc")
    _put(outline, _manuscript(context))
    outline.put(transcript(context))
    _put(outline, parallels(context))
    outline.end()
    outline.end()


_EDITIONS = {
    State.PUBLISHED: "Reviewed and published edition",
    State.WITHDRAWN: "Withdrawn, no longer to be used: a draft for reference",
    State.APPROVED: "Reviewed and approved edition",
}


def _edition(state: State, version: int) -> str:
    """What the edition is; what nobody approved, or what was withdrawn, says that it is a draft."""
    words = _EDITIONS.get(state, "Draft, not approved for publication")
    return f"{words}, version {version}" if version > 1 else words


def _publication(outline: Outline, context: Context) -> None:
    outline.begin("publicationStmt")
    outline.put(element("publisher", context.field("publisher") or "No publisher named"))
    last = context.changes.last.date()
    if given := context.field("date"):
        outline.put(header_date(given))
    else:
        done = _DONE.get(context.edition.state, "Not published; last changed")
        outline.put(element("date", f"{done} {written(last)}", when=last.isoformat()))
    outline.put(element("idno", context.ids.document, type="docId"))
    if is_uri(uri := context.field("uri")):
        outline.put(element("idno", uri, type="URI"))
    licence, target = context.field("licence"), context.field("licence-url")
    target = target if is_uri(target) else ""
    if licence or target:
        outline.begin("availability")
        outline.put(element("licence", licence or target, target=target))
    else:
        outline.begin("availability", status="unknown")
        outline.put(element("p", "No licence has been stated."))
    outline.end()
    outline.end()


_DONE = {
    State.APPROVED: "Approved",
    State.PUBLISHED: "Published",
    State.WITHDRAWN: "Withdrawn",
}
assert set(_DONE) >= FINISHED


def _manuscript(context: Context) -> Iterator[Element]:
    """`msDesc`, where the holder is known or hands are named (TEI wants some identifier there)."""
    holder = [
        element(name, value, type=kind)
        for name, field_name, kind in (
            ("settlement", "settlement", ""),
            ("repository", "repository", ""),
            ("collection", "collection", ""),
            ("idno", "shelfmark", "shelfmark"),
        )
        if (value := context.field(field_name))
    ]
    physical = _physical(context)
    # The Schematron rules of TEI want a repository, place or the like in an msIdentifier.
    if not any(found.name in ("settlement", "repository") for found in holder):
        if physical is None:
            return
        holder.insert(0, element("repository", "Holder not stated"))
    parts = [physical] if physical else []
    yield element("msDesc", element("msIdentifier", *holder), *parts)


def _physical(context: Context) -> Element | None:
    """What the document is like, and the hands in it."""
    said = context.field("physical")
    parts = [element("p", said)] if said else []
    if context.hands:
        notes = [
            element("handNote", name, xml_id=identity) for name, identity in context.hands.items()
        ]
        parts.append(Element("handDesc", {"hands": str(len(notes))}, [*notes]))
    return element("physDesc", *parts) if parts else None
