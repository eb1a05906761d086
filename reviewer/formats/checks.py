"""What no schema of TEI can check: pointers, dates in order, leftovers in the text.

Each check takes the root of a file and yields problems; the list follows the defects that exports
were found to have (DEFECTS.md).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from reviewer.core.ports import Problem
from reviewer.formats.words import imported_pages, transcript_words
from reviewer.formats.xml import XML_ID, XML_LANG, line_of, local, tei, text_of

_POINTERS = frozenset(
    "ref resp who source change ana corresp facs target targetEnd next prev hand".split()
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}|[xi])(-[A-Za-z0-9]{1,8})*")
_PUBLISHED = {"approved", "published"}
_LATEX = re.compile(r"\$[^$\s][^$]{0,60}\$|\\[a-z]{2,}\b|\^\{")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9A-Fa-f]+);")
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad]")


def check_all(root: etree._Element, *, own: bool = False) -> Iterator[Problem]:
    """All checks, one after the other.

    What may be meant so in files of others is severe in our `own`: words beside the transcript, and
    a draft that passes for an edition.
    """
    checks: tuple[Callable[[etree._Element], Iterable[Problem]], ...] = (
        check_pointers,
        check_languages,
        check_history,
        check_blocks,
        check_coordinates,
        check_line_beginnings,
        check_characters,
    )
    for check in checks:
        yield from check(root)
    for check in (check_draft, check_transcript):
        for problem in check(root):
            yield replace(problem, severe=own)


def check_pointers(root: etree._Element) -> Iterator[Problem]:
    """Pointers that lead nowhere, and names that should have been pointers."""
    ids = {identity for element in root.iter() if (identity := element.get(XML_ID))}
    for element in root.iter(etree.Element):
        for name, value in element.items():
            attribute = str(name)
            for target in str(value).split() if attribute in _POINTERS else ():
                if problem := _pointer_problem(target, attribute, ids):
                    yield Problem(line_of(element), f"{local(element)}/@{attribute}: {problem}")


def _pointer_problem(target: str, name: str, ids: set[str]) -> str:
    if target.startswith("#"):
        return "" if target[1:] in ids else f"“{target}” points to nothing in this file."
    if target in ids:
        return f"“{target}” lacks its “#”: write “#{target}”."
    plain = not any(char in target for char in "/:#.")
    if plain and name != "facs":
        return f"“{target}” is no pointer; if it is a name, give it an entry and point to that."
    return ""


def check_languages(root: etree._Element) -> Iterator[Problem]:
    """`xml:lang` missing, or a word instead of a code."""
    if XML_LANG not in root.attrib:
        yield Problem(line_of(root), "The file does not say its language (xml:lang on TEI).", False)
    for element in root.iter(etree.Element):
        given = element.get(XML_LANG)
        if given is not None and not _LANGUAGE.fullmatch(given):
            yield Problem(
                line_of(element), f"“{given}” is no language code (BCP 47), such as “en” or “ru”."
            )


def check_history(root: etree._Element) -> Iterator[Problem]:
    """A revision history that contradicts itself."""
    history = root.find(f"{tei('teiHeader')}/{tei('revisionDesc')}")
    if history is None:
        return
    changes = history.findall(tei("change"))
    status = history.get("status", "")
    for change in changes:
        missing = [name for name in ("when", "who") if not change.get(name)]
        if missing:
            yield Problem(line_of(change), f"change does not say {' and '.join(missing)}.")
    for newer, older in pairwise(changes):
        if _before(newer.get("when", ""), older.get("when", "")):
            yield Problem(line_of(newer), "change is older than the one below it.")
        if _number(newer.get("n")) <= _number(older.get("n")) and newer.get("n") and older.get("n"):
            yield Problem(line_of(newer), "change/@n does not count down; newest come first.")
    newest = changes[0].get("status", "") if changes else ""
    if status and newest and status != newest:
        yield Problem(
            line_of(history), f"revisionDesc says “{status}”, its newest change “{newest}”."
        )


def check_draft(root: etree._Element) -> Iterator[Problem]:
    """An edition for readers that is not approved and does not say so (ENCODING.md, 5)."""
    history = root.find(f"{tei('teiHeader')}/{tei('revisionDesc')}")
    profile = root.find(f".//{tei('editorialDecl')}")
    if history is None or profile is None or history.get("status") in _PUBLISHED:
        return
    edition = root.find(f".//{tei('editionStmt')}/{tei('edition')}")
    words = text_of(edition).lower() if edition is not None else ""
    if profile.get("n") in ("reading", "documentary") and "draft" not in words:
        what = "The text is not approved, but does not say “draft”."
        yield Problem(line_of(history), what, severe=False)


def _before(one: str, other: str) -> bool:
    # UTC dateTimes of one form compare as text; dates are compared as far as both go.
    length = min(len(one), len(other))
    return bool(length) and one[:length] < other[:length]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def check_blocks(root: etree._Element) -> Iterator[Problem]:
    """Divisions and paragraphs with nothing in them."""
    for element in root.iter(tei("div"), tei("p"), tei("ab"), tei("head")):
        inside = element.iterdescendants(etree.Element)
        telling = any(local(child) != "lb" for child in inside)
        if not telling and not text_of(element).strip():
            yield Problem(line_of(element), f"{local(element)} is empty.")


def check_coordinates(root: etree._Element) -> Iterator[Problem]:
    """Rectangles that are none."""
    for element in root.iter(tei("surface"), tei("zone")):
        given = [element.get(name) for name in ("ulx", "uly", "lrx", "lry")]
        if all(value is None for value in given):
            continue
        try:
            left, top, right, bottom = (float(value or "nan") for value in given)
        except ValueError:
            left = top = right = bottom = float("nan")
        # Written so that NaN, which compares to nothing, fails.
        if not (0 <= left <= right and 0 <= top <= bottom):
            yield Problem(line_of(element), f"{local(element)} has no sensible rectangle.")


def check_line_beginnings(root: etree._Element) -> Iterator[Problem]:
    """Words run together where an `lb` or `pb` stands and a renderer drops it."""
    for element in root.iter(tei("lb"), tei("pb"), tei("cb")):
        if element.get("break") == "no":
            continue
        before = element.getprevious()
        parent = element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        if text and not text[-1].isspace():
            yield Problem(
                line_of(element), f"There is no blank before {local(element)}: words run together."
            )


def check_characters(root: etree._Element) -> Iterator[Problem]:
    """Leftovers and unwanted characters in the text; the OCR layer may have them."""
    text = root.find(tei("text"))
    if text is None:
        return
    for element in text.iter(etree.Element):
        in_transcript = local(element) in ("sic", "orig")
        for piece in (element.text, *(child.tail for child in element)):
            if piece and not (piece.isascii() and piece.isalpha()):
                for what in _character_problems(piece, in_transcript):
                    yield Problem(line_of(element), what, severe=False)


def _character_problems(piece: str, in_transcript: bool) -> Iterator[str]:
    if "\ufffd" in piece:
        yield "U+FFFD stands for a character that was lost or may not stand in XML."
    if in_transcript:
        return
    if found := _INVISIBLE.search(piece):
        yield f"The text has an invisible character, U+{ord(found[0]):04X}."
    if not unicodedata.is_normalized("NFC", piece):
        yield "The text is not in Unicode's composed form (NFC)."
    if found := _ENTITY.search(piece):
        yield f"The text has “{found[0]}”: escaped twice?"
    if found := _LATEX.search(piece):
        yield f"The text has what looks like LaTeX: “{found[0]}”."


def check_transcript(root: etree._Element) -> Iterator[Problem]:
    """Words of the OCR layer that the text has not, or has too often (ENCODING.md, 8, test 2)."""
    layer = root.find(tei("sourceDoc"))
    if layer is None:
        return
    # Where XML forbids a character that parts words (vertical tab, for one), U+FFFD stands for it.
    pages = " ".join(imported_pages(root))
    lines = unicodedata.normalize("NFC", pages).replace("\ufffd", " ")
    source = Counter(lines.split())
    text = Counter(" ".join(transcript_words(root)).replace("\ufffd", " ").split())
    for words, where in ((source - text, "only in the OCR layer"), (text - source, "not in it")):
        if words:
            some = ", ".join(f"“{word}”" for word in list(words)[:3])
            yield Problem(
                line_of(layer), f"{words.total()} words are {where}: {some} …", severe=False
            )
