"""What a TEI header tells of the document: the fields that our own headers have, too."""

from collections.abc import Iterable, Iterator

from lxml import etree

from reviewer.core.header import is_uri
from reviewer.formats.xml import XML_LANG, tei, text_of

_FILE = f"{tei('teiHeader')}/{tei('fileDesc')}"
_TITLES = f"{_FILE}/{tei('titleStmt')}"
_HOLDER = f"{_FILE}/{tei('sourceDesc')}//{tei('msIdentifier')}"
_PROFILE = f"{tei('teiHeader')}/{tei('profileDesc')}"
_CORRESPONDENCE = f"{_PROFILE}/{tei('correspDesc')}/{tei('correspAction')}"
_PARTIES = (
    (("persName", "name", "rs"), ""),
    (("orgName",), "-organization"),
    (("placeName",), "-place"),
)


def fields(root: etree._Element) -> dict[str, str]:
    """Header fields of a TEI element. Who published the file, when, and how, is not among them:
    that is about this edition of the document and not about the one that is in the making.
    """
    return {name: value for name, value in _fields(root) if value}


def title(root: etree._Element) -> str:
    """The main title; empty where there is none."""
    titles = root.findall(f"{_TITLES}/{tei('title')}")
    main = (one for one in titles if one.get("type", "main") == "main")
    return _said(next(main, titles[0] if titles else None))


def language(root: etree._Element) -> str:
    """The code of the text's language as the file has it; empty where it says nothing."""
    text = root.find(tei("text"))
    used = root.find(f"{_PROFILE}/{tei('langUsage')}/{tei('language')}")
    given = (
        text.get(XML_LANG) if text is not None else None,
        root.get(XML_LANG),
        used.get("ident") if used is not None else None,
    )
    return next((code.strip() for code in given if code and code.strip()), "")


def _fields(root: etree._Element) -> Iterator[tuple[str, str]]:
    yield "title", title(root)
    yield "subtitle", _said(root.find(f"{_TITLES}/{tei('title')}[@type='sub']"))
    yield "author", _said(root.find(f"{_TITLES}/{tei('author')}"))
    for name in ("settlement", "repository", "collection"):
        yield name, _said(root.find(f"{_HOLDER}/{tei(name)}"))
    yield "shelfmark", _said(root.find(f"{_HOLDER}/{tei('idno')}"))
    for name in ("genre", "classification", "handling"):
        terms = root.iterfind(f"{_PROFILE}//{tei('keywords')}/{tei('term')}[@type='{name}']")
        yield name, _joined(map(_said, terms))
    yield "physical", _said(root.find(f"{_FILE}/{tei('sourceDesc')}//{tei('physDesc')}/{tei('p')}"))
    yield "created", _date(root.find(f"{_PROFILE}/{tei('creation')}/{tei('date')}"))
    yield "languages", _languages(root)
    for who, action_type, when in (
        ("sender", "sent", "sent"),
        ("recipient", "received", "received"),
    ):
        action = root.find(f"{_CORRESPONDENCE}[@type='{action_type}']")
        if action is not None:
            for names, suffix in _PARTIES:
                found = [one for name in names for one in action.iterfind(tei(name))]
                yield f"{who}{suffix}", _joined(map(_named, found))
            yield when, _date(action.find(tei("date")))


def _languages(root: etree._Element) -> str:
    """The languages, where they are several or something is said of one."""
    used = root.findall(f"{_PROFILE}/{tei('langUsage')}/{tei('language')}")
    if len(used) < 2:
        return ""
    told = ((one.get("ident", "").strip(), _said(one).replace(";", ",")) for one in used)
    return _joined(f"{code}: {words}" if words else code for code, words in told if code)


def _named(element: etree._Element) -> str:
    """A name, with the address that an authority file has for it."""
    name, ref = _said(element).replace(";", ","), element.get("ref", "").strip()
    return f"{name} <{ref}>" if name and is_uri(ref) else name


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _date(element: etree._Element | None) -> str:
    when = element.get("when", "").strip() if element is not None else ""
    return when or _said(element)


def _said(element: etree._Element | None) -> str:
    return " ".join(text_of(element).split()) if element is not None else ""
