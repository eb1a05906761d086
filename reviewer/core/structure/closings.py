"""Signatures: what stands below the text of a letter or telegram."""

import re
from collections.abc import Iterator

from reviewer.core.model import Role
from reviewer.core.offers import Offer
from reviewer.core.structure.dates import sure_dates
from reviewer.core.structure.look import Look, Row, role_offer

_MARKED = re.compile(r"((signed|sgd\.?|gez\.|signé|подпись)\s*[:;,.]?|/s/)\s*\S", re.IGNORECASE)
_ILLEGIBLE = re.compile(
    r"[\[(<].*\b(illegible|unleserlich|illisible|неразборчив\w*)?\W*\b"
    r"(signature|signed|initials|unterschrift|подпись)\b.*[\])>]",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"(very |most )?(sincerely|faithfully|truly|respectfully|cordially)( yours)?,?"
    r"|yours (very |most )?(sincerely|faithfully|truly|respectfully|ever),?"
    r"|(with )?(best|kind|warm|warmest) (regards|wishes),?|respectfully submitted,?"
    r"|mit freundlichen grüßen,?|hochachtungsvoll,?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"([^\W\d_]\.){1,3}|[^\W\d_]\.?|[^\W\d_]+(['’-][^\W\d_]+)*[.,]?|von|van|de|der|di|la|le"
)
_SMALL = frozenset("von van de der di la le du of".split())
_LONGEST = 6
_LONGEST_SIGN = 200  # letters; the pattern tries each bracket of a line with each other
_END = re.compile(r"[.!?:][\"”’')\]]*$")
_HEADS = frozenset(
    "enclosure enclosures attachment attachments end finis copy note notes comment summary action "
    "page recommendation recommendations conclusion conclusions annex appendix".split()
)


def signatures(look: Look) -> Iterator[Offer]:
    """Lines that say that they are a signature, and the name below the last running text."""
    for place, row in enumerate(look.rows):
        if not look.free(row) or row.prose:
            continue
        if place > look.last_prose and _is_illegible(row):
            yield role_offer("illegible-signature", [row], Role.SIGNATURE, 0.85)
        elif row.parted and _MARKED.match(row.text) and len(row.words) <= _LONGEST:
            yield role_offer("signature", [row], Role.SIGNATURE, 0.9)
        elif place > 0 and _is_name_below(look, place):
            yield role_offer("signature", [row], Role.SIGNATURE, 0.85)


def _is_illegible(row: Row) -> bool:
    return len(row.text) <= _LONGEST_SIGN and _ILLEGIBLE.search(row.text) is not None


def _is_name_below(look: Look, place: int) -> bool:
    """Whether a line is a name that stands alone right below running text or a closing phrase."""
    row, before = look.rows[place], look.rows[place - 1]
    closed = _CLOSE.fullmatch(before.text) is not None
    if not closed and (place != look.last_paragraph + 1 or look.goes_on):
        return False
    if _CLOSE.fullmatch(row.text):
        return False
    if not closed and not (row.alone and _END.search(before.text)):
        return False
    return _is_name(row)


def _is_name(row: Row) -> bool:
    words = row.words
    if len(words) > _LONGEST or words[0].strip(".,").lower() in _HEADS:
        return False
    if any(sure_dates(row.text)) or row.text[-1] in ":;?!":
        return False
    if len(words) == 1 and row.text.endswith("."):
        return False
    return all(
        _NAME.fullmatch(word) and (word[0].isupper() or word in _SMALL) for word in words
    ) and any(len(word.strip(".,")) > 1 for word in words)
