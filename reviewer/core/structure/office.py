"""What offices wrote on a paper: who drafted and cleared it, its number, how urgent it is."""

import re
from collections.abc import Iterator

from reviewer.core.model import Role
from reviewer.core.offers import Offer
from reviewer.core.structure.look import Look, Row, role_offer

_I = re.IGNORECASE
_DRAFTED = re.compile(
    r"(drafted(\s+by)?|drafting officer|drafter|entworfen von|verfasser|составил)\s*:\s*\S", _I
)
_CLEARED = re.compile(
    r"(clearances?|cleared(\s+(by|with))?|concurrences?|concurred(\s+by)?"
    r"|(approved|authorized)\s+(for transmission\s+)?by|mitgezeichnet(\s+von)?|mitzeichnung)"
    r"\s*:\s*\S",
    _I,
)
_NUMBER = re.compile(
    r"((telegram|tel\.|cable|airgram|despatch|dispatch|telegramm|fernschreiben|депеша)\s+)?"
    r"(no|nr|№|number)\s*[.:]?\s*[A-Z]?-?\d{1,6}",
    _I,
)
_SERIES = re.compile(r"(embtel|deptel|contel|toamb|secto|tosec|polto|topol|usun)\s+\d{1,5}", _I)
_URGENCY = (
    "flash|niact|immediate|operational immediate|emergency|priority|routine|rush|urgent|most urgent"
    "|very urgent|deferred|personal|strictly personal|citissime|cito|sofort|dringend|eilt|срочно"
    "|весьма срочно|вне очереди"
)
_URGENT = re.compile(rf"({_URGENCY})(\s*[,/;—–-]?\s*({_URGENCY}))*", _I)
_TOP = 12
"""Number and urgency stand among the first so many lines with words."""
_LONGEST = 12
"""A line of an office has no more words."""


def office_lines(look: Look) -> Iterator[Offer]:
    """Lines that say themselves what they are; a word alone is heard only in the head."""
    for place, row in enumerate(look.rows):
        if row.prose or len(row.words) > _LONGEST or not look.free(row):
            continue
        if row.text[0].isupper() and _DRAFTED.match(row.text):
            yield role_offer("drafting-line", [row], Role.PROCESSING, 0.9, kind="drafting")
        elif row.text[0].isupper() and _CLEARED.match(row.text):
            yield role_offer("clearance-line", [row], Role.PROCESSING, 0.9, kind="clearance")
        elif place < _TOP and place < _first_prose(look):
            yield from _of_head(row)


def _of_head(row: Row) -> Iterator[Offer]:
    text = row.text.strip(" .*[]()")
    if _SERIES.fullmatch(text) or (_NUMBER.fullmatch(text) and text[0].isupper()):
        yield role_offer("number-line", [row], Role.NUMBER, 0.85, kind="telegram")
    elif _URGENT.fullmatch(text) and (row.text.isupper() or (row.alone and row.text[0].isupper())):
        yield role_offer("handling-line", [row], Role.HANDLING, 0.85)


def _first_prose(look: Look) -> int:
    """The place of the first line of running text."""
    return next((place for place, row in enumerate(look.rows) if row.prose), len(look.rows))
