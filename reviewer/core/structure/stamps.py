"""What belongs to the sheet: classifications, page numbers, printed words, running heads."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reviewer.core.model import Role
from reviewer.core.offers import Offer
from reviewer.core.structure.look import EDGE, Look, Row, role_offer

_GRADES = (
    "top secret|secret|confidential|restricted|unclassified|declassified|limited official use"
    "|official use only|for official use only|official use|eyes only|nodis|exdis|limdis|noforn"
    "|no distribution|limit(?:ed)? distribution|exclusive distribution|no foreign dissem|sensitive"
    "|streng geheim|geheim|vertraulich|nur für den dienstgebrauch|très secret|secret défense"
    "|confidentiel|diffusion restreinte|совершенно секретно|сов\\. секретно|секретно"
    "|особой важности"
)
_GRADE = re.compile(rf"({_GRADES})(\s*[-/,;—–]+\s*({_GRADES}))*", re.IGNORECASE)
_SPACED = re.compile(r"(?:\w )+\w")
_EDGE = 5
"""Among so many lines from either edge a classification may be written small."""
_PRINTED = re.compile(
    r"(outgoing|incoming) telegram( department of state)?|department of state (outgoing|incoming)?"
    r" ?telegram|charge to|reproduction from this copy is prohibited.*|reproduced at the national "
    r"archives|(this document consists of|page \d+ of) \w+ pages?\W+.*(cop(y|ies)).*"
    r"|form (ds|ofm|gpo)\W?\d+\w*",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"(authority|declassified)\b.*(\bNARA\b|\bNL[A-Z]\b|\bNND\b|\bE\.?\s?O\.?\s?1\d{4})"
)
_NUMBER = re.compile(
    r"[-–—]\s?([1-9]\d{0,2}|[ivx]+)\s?[-–—]|(page|seite|p\.)\s?\d{1,3}( of \d{1,3})?", re.IGNORECASE
)
_FIGURES = re.compile(r"\d{1,4}")
_SPECK = re.compile(r"[^\w\s*=_.…—–-]{1,2}")
_HEAD_EDGE = 2
_LONGEST_HEAD = 12
_LEAST_HEAD = 8
_ALIKE = 0.85


def stamps(look: Look) -> Iterator[Offer]:
    """Everything of the sheet, each kind in the order of the page."""
    last = len(look.rows) - 1
    for place, row in enumerate(look.rows):
        if not look.free(row):
            continue
        from_edge = min(place, last - place)
        if _is_grade(row, from_edge):
            yield role_offer("classification", [row], Role.STAMP, 0.95, kind="classification")
        elif _RELEASED.match(row.text):
            yield role_offer("release-stamp", [row], Role.STAMP, 0.9, kind="declassification")
        elif _PRINTED.fullmatch(row.text):
            yield role_offer("printed-words", [row], Role.FORM, 0.9, kind="form")
        elif from_edge < EDGE and _is_number(look, row, place):
            yield role_offer("page-number", [row], Role.PAGE_NUMBER, 0.9)
        elif _SPECK.fullmatch(row.text) and row.alone:
            yield role_offer("speck", [row], Role.NOISE, 0.8)
        elif from_edge < _HEAD_EDGE and _runs(look, row, place):
            kind = "header" if place < len(look.rows) / 2 else "footer"
            yield role_offer("running-head", [row], Role.FORM, 0.85, kind=kind)


def _is_grade(row: Row, from_edge: int) -> bool:
    text = row.text.strip(" .*-–—_[]()")
    if _SPACED.fullmatch(text):
        text = text.replace("   ", "\n").replace("  ", "\n").replace(" ", "").replace("\n", " ")
    if not _GRADE.fullmatch(text):
        return False
    return row.text.isupper() or (from_edge < _EDGE and row.alone and row.text[0].isupper())


def _is_number(look: Look, row: Row, place: int) -> bool:
    """A number that says it is one, or that counts along with the pages."""
    if _NUMBER.fullmatch(row.text):
        return True
    if not _FIGURES.fullmatch(row.text):
        return False
    here = look.page.page
    if int(row.text) == here.number > 1 and row.alone:
        return True
    top = place < len(look.rows) / 2
    return any(
        int(text) - int(row.text) == page.number - here.number
        for page, first, final in look.edges
        for text in (first if top else final)
        if _FIGURES.fullmatch(text)
    )


def _runs(look: Look, row: Row, place: int) -> bool:
    """Whether the pages near begin, or end, with the same words."""
    text = _normal(row.text)
    if row.prose or len(text) < _LEAST_HEAD or len(row.words) > _LONGEST_HEAD or not look.near:
        return False
    top = place < len(look.rows) / 2
    seen = sum(
        any(_alike(text, _normal(other)) for other in (first if top else final))
        for _, first, final in look.edges
    )
    return seen >= min(2, len(look.near))


def _normal(text: str) -> str:
    """A text without what differs from page to page: numbers, case, spacing."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\d+", "#", text.casefold())).strip()


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if not one or not other or abs(len(one) - len(other)) > (1 - _ALIKE) * len(one):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
