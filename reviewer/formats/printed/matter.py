"""The title matter of a printed document, read from the teiHeader."""

from collections.abc import Iterable

from lxml import etree

from reviewer.core.printed import Entry, Matter, Party, Step
from reviewer.formats.xml import XML_ID, XML_LANG, local, tei, text_of

_ENTRIES = {"person": "person", "org": "organization", "place": "place"}
_NAMED = ("persName", "orgName", "placeName", "geogName", "name")


def read_matter(header: etree._Element, document: str, language: str) -> Matter:
    """What a header says. `document` and `language` are those of the element around it."""
    people = dict(_people(header))
    revision = header.find(tei("revisionDesc"))
    publication = _find(header, "fileDesc/publicationStmt")
    licence = _find(publication, "availability/licence")
    editorial = _find(header, "encodingDesc/editorialDecl")
    titles = _find(header, "fileDesc/titleStmt")
    edition = _find(header, "fileDesc/editionStmt/edition")
    return Matter(
        id=document,
        profile=editorial.get("n", "") if editorial is not None else "",
        language=language,
        title=_title(titles, "main"),
        subtitle=_title(titles, "sub"),
        author=_said(titles, "author"),
        edition=edition.get("n", "") if edition is not None else "",
        status=revision.get("status", "") if revision is not None else "",
        publisher=_said(publication, "publisher"),
        date=_day(_find(publication, "date")),
        licence=_clean(licence),
        licence_url=licence.get("target", "") if licence is not None else "",
        uri=_typed(publication, "idno", "URI"),
        holding=_holding(header),
        genre=_typed(_find(header, "profileDesc/textClass/keywords"), "term", "genre"),
        sent=_party(header, "sent"),
        received=_party(header, "received"),
        people=people,
        steps=tuple(_steps(revision, people)),
        entries={entry.id: entry for entry in _entries(header)},
    )


def _find(element: etree._Element | None, path: str) -> etree._Element | None:
    if element is None:
        return None
    return element.find("/".join(tei(step) for step in path.split("/")))


def _clean(element: etree._Element | None) -> str:
    return "" if element is None else " ".join(text_of(element).split())


def _said(element: etree._Element | None, path: str) -> str:
    return _clean(_find(element, path))


def _day(element: etree._Element | None) -> str:
    """A date as it is meant, or else as it is worded."""
    return "" if element is None else element.get("when") or _clean(element)


def _typed(element: etree._Element | None, name: str, kind: str) -> str:
    """The text of a child by its type."""
    found = () if element is None else element.iterchildren(tei(name))
    return next((_clean(child) for child in found if child.get("type") == kind), "")


def _title(titles: etree._Element | None, kind: str) -> str:
    if titles is None:
        return ""
    found = titles.findall(tei("title"))
    typed = next((title for title in found if title.get("type") == kind), None)
    if typed is None and kind == "main":
        typed = found[0] if found else None
    return _clean(typed)


def _people(header: etree._Element) -> Iterable[tuple[str, str]]:
    """Everybody and every program that the file may point to, by ids."""
    for element in header.iter(tei("respStmt"), tei("application"), tei("handNote")):
        named = (child for child in element if local(child) in (*_NAMED, "label"))
        name = _clean(next(named, None)) or element.get("ident", "")
        if identity := element.get(XML_ID):
            yield identity, name


def _steps(revision: etree._Element | None, people: dict[str, str]) -> Iterable[Step]:
    for change in () if revision is None else revision.iterfind(tei("change")):
        who = change.get("who", "").removeprefix("#")
        yield Step(
            change.get(XML_ID, ""),
            change.get("n", ""),
            people.get(who, who),
            change.get("when", ""),
            change.get("status", ""),
        )


def _holding(header: etree._Element) -> str:
    """Where the document is kept: the largest place first, the shelfmark last."""
    found = _find(header, "fileDesc/sourceDesc/msDesc/msIdentifier")
    return ", ".join(text for child in (() if found is None else found) if (text := _clean(child)))


def _party(header: etree._Element, kind: str) -> Party:
    correspondence = _find(header, "profileDesc/correspDesc")
    for action in () if correspondence is None else correspondence:
        if action.get("type") == kind:
            names = [_clean(child) for child in action if local(child) in ("persName", "orgName")]
            place, date = _said(action, "placeName"), _said(action, "date")
            return Party("; ".join(name for name in names if name), place, date)
    return Party()


def _entries(header: etree._Element) -> Iterable[Entry]:
    for element in header.iter(*(tei(name) for name in _ENTRIES)):
        identity = element.get(XML_ID)
        if not identity:
            continue
        named = (child for child in element if local(child) in _NAMED)
        numbers = tuple(
            (child.get("type", ""), _clean(child)) for child in element.iterfind(tei("idno"))
        )
        yield Entry(identity, _ENTRIES[local(element)], _clean(next(named, None)), numbers)


def outer_names(root: etree._Element) -> tuple[str, str]:
    """The id and the language of the element that a document is."""
    return root.get(XML_ID, ""), root.get(XML_LANG, "und")
