"""Taking apart what unclosed tags have put into each other.

A word whose tag was never closed holds all the words behind it, a line all further lines. Reader
and writer both see the tree after it was mended.
"""

from lxml import etree

from reviewer.formats.readers.hocr.layout import is_page, is_plain_line
from reviewer.formats.readers.hocr.words import is_word


def unnest(root: etree._Element) -> None:
    """Put pages out of pages, lines out of lines and words, words out of words; behind them."""
    elements = list(root.iter(etree.Element))
    # From the last to the first: each comes right behind what held it, before those lifted before.
    for element in reversed(elements):
        if is_page(element):
            _lift(element, [one for one in element.iterancestors() if is_page(one)])
    for element in reversed(elements):
        if is_plain_line(element):
            _lift(element, _holders(element, lines=True))
    for element in reversed(elements):
        if is_word(element):
            _lift(element, _holders(element, lines=False))


def _holders(element: etree._Element, *, lines: bool) -> list[etree._Element]:
    """The words around an element, and if so the lines, from the inside out."""
    found = []
    for one in element.iterancestors():
        if is_page(one) or (not lines and is_plain_line(one)):
            break
        if is_word(one) or (lines and is_plain_line(one)):
            found.append(one)
    return found


def _lift(element: etree._Element, holders: list[etree._Element]) -> None:
    parent = holders[-1].getparent() if holders else None
    if parent is not None:
        parent.insert(parent.index(holders[-1]) + 1, element)
