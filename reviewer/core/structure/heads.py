"""What stands at the head of a paper: title, subject, from and to, and lists of who gets it."""

import re
from collections.abc import Iterator, Sequence

from reviewer.core.model import Role
from reviewer.core.offers import Offer
from reviewer.core.structure.look import Look, Row, role_offer

_SMALL = frozenset("from with upon over between concerning regarding".split())
_I = re.IGNORECASE
_SUBJECT = re.compile(r"(subject|betreff|betr\.|betrifft|objet|тема|re)\s*(:|$)", _I)
_ADDRESS = re.compile(
    r"(from|to|through|thru|via|action|info|for|attention|attn|an|von|à|pour|action to|info to"
    r"|sent to|rptd|rptd info|repeated|repeated info|кому|от)\s*:(?!\d)",
    _I,
)
_SENDER = re.compile(r"(from|von|от)\s*:", _I)
_TITLE = re.compile(
    r"((outgoing|incoming|circular|information|action|intelligence)\s+)?(telegram|memorandum|memo"
    r"|letter|airgram|despatch|dispatch|message|note|aide[- ]m[ée]moire|minutes|report|record"
    r"|editorial note|notes)\s+(from|to|of|by|for|on)\b",
    _I,
)
_TITLE_LINES = 3
_TITLE_PLACE = 6
"""A title stands among the first so many lines with words."""
_HEAD_PLACE = 20
"""From, to and subject lines stand among the first so many."""
_COPY = re.compile(
    r"(copy|copies|cop\.|экз\.?|kopie|ausfertigung)\s*(№|n[°ºo0]\.?|nr\.?|#)?\s*\d+\b", _I
)
_LIST_HEAD = re.compile(
    r"(distribution|distribution list|distributed to|copies to|copy to|cc|c\.c\.|verteiler"
    r"|рассылка)\s*(:|$)",
    _I,
)
_CONTENT = 4
"""A title has hardly a word of so many letters written small, but `from` and the like."""
_LONG = 45
"""A head of so many characters may run on in the next line."""
_FIGURE = re.compile(r"\d")
_OPEN = frozenset("of to from the and for by on in at with a an".split())
"""A head that ends with one of these is torn off."""
_LEAST_COPIES = 3
_LONGEST_LIST = 20
"""Under a word for it; what goes on for longer is something else, without a blank line before."""
_LONGEST_ENTRY = 8
"""A line of a list of recipients has no more words."""


def heads(look: Look) -> Iterator[Offer]:
    """Titles, subject lines, from and to, in the order of the page."""
    passed = -1
    for place, row in enumerate(look.rows[:_HEAD_PLACE]):
        if place <= passed or not look.free(row):
            continue
        if _SUBJECT.match(row.text) and (rows := _subject(look, place)):
            passed = place + len(rows) - 1
            yield role_offer("subject-line", rows, Role.HEADING, 0.95, kind="subject")
        elif row.text[0].isupper() and _ADDRESS.match(row.text) and not row.prose:
            kind = "sender" if _SENDER.match(row.text) else "addressee"
            yield role_offer("address-line", [row], Role.ADDRESS, 0.9, kind=kind)
        elif place < _TITLE_PLACE and (rows := _title(look, place)):
            passed = place + len(rows) - 1
            yield role_offer("title", rows, Role.HEADING, 0.9, kind="title")


def _title(look: Look, place: int) -> list[Row]:
    """The lines of a title; nothing where there is none, or where it reads like a sentence."""
    first = look.rows[place]
    if not (_TITLE.match(first.text) and first.text[0].isupper()):
        return []
    rows = _running_on(look, place)
    said = [
        word
        for row in rows
        for word in row.words
        if len(word) >= _CONTENT and word.islower() and word not in _SMALL
    ]

    if len(rows) > _TITLE_LINES or len(said) > 1 or rows[-1].text[-1] in ";:,":
        return []
    if rows[-1].words[-1].lower() in _OPEN:
        return []
    return rows


def _subject(look: Look, place: int) -> list[Row]:
    """The lines of a subject; where the word stands alone, with what follows it."""
    first = look.rows[place]
    alone = _SUBJECT.match(first.text)
    bare = alone is not None and not first.text[alone.end() :].strip()
    short = first.text.lower().startswith("re")
    if short and (bare or place > _TITLE_PLACE or ":" not in first.text):
        return []
    if not bare:
        rows = _running_on(look, place)
    elif place + 1 < len(look.rows) and look.free(look.rows[place + 1]):
        rows = [first, *_running_on(look, place + 1)]
    else:
        return []
    return rows if len(rows) <= _TITLE_LINES + bare else []


def _running_on(look: Look, place: int) -> list[Row]:
    """A line and those right below that it runs on to: as it is long, and they are of no kind."""
    rows = [look.rows[place]]
    for row in look.rows[place + 1 :]:
        if row.parted or not look.free(row) or len(rows[-1].text) < _LONG:
            break
        if _ADDRESS.match(row.text) or row.text[-1] == ":" or _FIGURE.search(row.text):
            break
        rows.append(row)
    return rows


def recipients(look: Look) -> Iterator[Offer]:
    """Lists of who gets a copy: numbered copies, or lines under a word that says so."""
    copies = [row for row in look.rows if _COPY.match(row.text) and not row.prose]
    rows = [row for row in _together(look, copies) if look.free(row)]
    if len(rows) >= _LEAST_COPIES:
        yield role_offer("distribution-list", rows, Role.DISTRIBUTION, 0.95, kind="copy")
    for place, row in enumerate(look.rows):
        if _LIST_HEAD.match(row.text) and not row.prose and look.free(row):
            listed = _listed(look, place)
            if listed and row not in rows:
                yield role_offer("distribution-list", listed, Role.DISTRIBUTION, 0.85)


def _together(look: Look, copies: Sequence[Row]) -> Sequence[Row]:
    """The longest run of neighbours among lines of copies."""
    best: list[Row] = []
    run: list[Row] = []
    wanted = set(map(id, copies))
    for row in look.rows:
        run = [*run, row] if id(row) in wanted else []
        best = max(best, run, key=len)
    return best


def _listed(look: Look, place: int) -> list[Row]:
    """A list's head and its lines up to a blank line or running text; nothing for a head alone."""
    rows = [look.rows[place]]
    for row in look.rows[place + 1 :]:
        if row.prose or len(row.words) > _LONGEST_ENTRY or row.parted or not look.free(row):
            break
        rows.append(row)
    said = _LIST_HEAD.sub("", rows[0].text, count=1).strip()
    return rows if (said or len(rows) > 1) and len(rows) <= _LONGEST_LIST else []
