"""How the text is laid out: empty blocks, blanks where none belong, corrections turned round."""

import re
from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, called, found
from reviewer.formats.xml import XML_ID, local, tei, text_of

_MIXED = frozenset("p ab head salute signed dateline addrLine item cell note".split())
_BLOCKS = _MIXED | frozenset(
    "div body text opener closer postscript address list row table fw stamp trailer head".split()
)
_INDENT = re.compile(r"\n[ \t]{2,}")
_DOUBLE = re.compile(r"\S(  +)(?=\S)")


def check_blocks(root: etree._Element) -> Iterator[Found]:
    """Divisions and paragraphs with nothing in them."""
    for element in root.iter(tei("div"), tei("p"), tei("ab"), tei("head")):
        inside = element.iterdescendants(etree.Element)
        telling = any(local(child) != "lb" for child in inside)
        if not telling and not text_of(element).strip():
            yield found(element, "empty", name=called(element))


def check_line_beginnings(root: etree._Element) -> Iterator[Found]:
    """Words run together where an `lb` or `pb` stands and a renderer drops it; or torn apart."""
    for element in root.iter(tei("lb"), tei("pb"), tei("cb")):
        text = _before(element)
        word = "".join(text.split()[-1:])
        torn = element.get("break") == "no"
        if text and text[-1].isspace() is torn:
            kind = "torn" if torn else "glued"
            yield found(element, kind, name=f"<{local(element)}>", word=word)


def _before(element: etree._Element) -> str:
    """The text that runs up to an element within its block."""
    before = element.getprevious()
    while before is not None:
        if before.tail:
            return before.tail
        if local(before) in _BLOCKS:
            return ""
        if inside := text_of(before):
            return inside
        before = before.getprevious()
    parent = element.getparent()
    if parent is None or parent.text or local(parent) in _BLOCKS:
        return (parent.text or "") if parent is not None else ""
    return _before(parent)


def check_blanks(root: etree._Element) -> Iterator[Found]:
    """Indents among words, which become blanks before full stops and inside words."""
    text = root.find(tei("text"))
    if text is None:
        return
    for element in text.iter(*(tei(name) for name in _MIXED)):
        if not text_of(element).strip() or local(element[0] if len(element) else element) in _MIXED:
            continue
        for at, piece in _pieces(element):
            if _INDENT.search(piece):
                yield found(at, "indent", severe=False, name=called(element))
            elif twice := _DOUBLE.search(piece):
                word = piece[: twice.end()].split()[-1]
                yield found(at, "double_blank", severe=False, word=word)
        yield from _hollow(element)


def _hollow(element: etree._Element) -> Iterator[Found]:
    """Blanks on both sides of a correction that leaves nothing: two when it is gone."""
    for empty in element.iter(tei("corr")):
        choice = empty.getparent()
        if text_of(empty).strip() or choice is None or local(choice) != "choice":
            continue
        before = choice.getprevious()
        parent = choice.getparent()
        left = before.tail if before is not None else parent.text if parent is not None else ""
        right = choice.tail
        if (left or "")[-1:] == " " and (right or "")[:2] == "  ":
            yield found(choice, "double_blank", severe=False)


def _pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The texts directly in an element, each with the element it follows or stands in."""
    if element.text:
        yield element, element.text
    for child in element:
        if child.tail:
            yield child, child.tail


def check_choices(root: etree._Element) -> Iterator[Found]:
    """Corrections turned round, replacements of which one half is missing."""
    for choice in root.iter(tei("choice")):
        names = [local(child) for child in choice]
        for first, second in (("sic", "corr"), ("orig", "reg"), ("abbr", "expan")):
            if first in names and second in names and names.index(first) > names.index(second):
                yield found(choice, "turned_round", severe=False, first=first, second=second)
    for subst in root.iter(tei("subst")):
        if subst.find(tei("del")) is None or subst.find(tei("add")) is None:
            yield found(subst, "half_subst", word=text_of(subst).strip())


def check_misreadings(root: etree._Element) -> Iterator[Found]:
    """Misreadings of the transcript that are published as errors of the document."""
    profile = root.find(f".//{tei('editorialDecl')}")
    if profile is None or profile.get("n") not in ("reading", "documentary"):
        return
    transcripts = {
        f"#{one.get(XML_ID)}" for one in root.iter(tei("bibl")) if one.get("type") == "transcript"
    }
    for sic in root.iter(tei("sic")):
        if sic.get("source") in transcripts:
            yield found(sic, "misreading", severe=False, word=text_of(sic).strip())
