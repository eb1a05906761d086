"""The text beside the transcript it was made from."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, found
from reviewer.formats.words import imported_pages, transcript_words
from reviewer.formats.xml import tei

_SHOWN = 3


def check_transcript(root: etree._Element) -> Iterator[Found]:
    """Words of the OCR layer that the text has not, or has too often (ENCODING.md, 8, test 2)."""
    layer = root.find(tei("sourceDoc"))
    if layer is None:
        return
    # Where XML forbids a character that parts words (vertical tab, for one), U+FFFD stands for it.
    pages = " ".join(imported_pages(root))
    lines = unicodedata.normalize("NFC", pages).replace("\ufffd", " ")
    source = Counter(lines.split())
    text = Counter(" ".join(transcript_words(root)).replace("\ufffd", " ").split())
    for words, kind in ((source - text, "words_lost"), (text - source, "words_added")):
        if words:
            some = ", ".join(f"“{word}”" for word in list(words)[:_SHOWN])
            first = next(iter(words))
            yield found(layer, kind, severe=False, word=first, n=words.total(), some=some)
