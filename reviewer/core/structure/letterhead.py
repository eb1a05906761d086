"""What the head and the end of a paper say of it: who wrote to whom, where, when, how secret.

Proposals for the header's fields, each with the line that it rests on; nobody's until taken. Marks
and uses of lines that people settled are heard first, then what lines look like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.core.dates import dates_in
from reviewer.core.decisions import SetRole
from reviewer.core.marks import MarkName, PlacedMark
from reviewer.core.model import Role
from reviewer.core.moments import read_moment
from reviewer.core.reading import PageReading
from reviewer.core.structure import structure
from reviewer.core.structure.look import Look, Row


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a header field; `line` is the lasting number of the line it rests on, whose
    present text is `text`; `marked`: somebody marked it or said what the line is for.
    """

    field: str
    value: str
    line: int
    text: str
    marked: bool = False


_I = re.IGNORECASE
_TOP = 24
"""So many lines with words from the top are the head of a paper."""
_LABELLED = re.compile(
    r"(?P<label>from|to|action(?:\s+to)?|sent\s+to|an|von|à|кому|от)\s*:\s*(?P<said>\S.*)", _I
)
_FROM = frozenset({"from", "von", "от"})
_FROM_PLACE = re.compile(
    r"from\s+(?P<place>[A-Z][A-Z'.-]*(?:\s+[A-Z][A-Z'.-]*){0,2})(?=\s|$|,)(?!\s*:)"
)
_PLACE_DATE = re.compile(r"(?P<place>[^\W\d_][^\d:;]{1,40}?)\s*,\s*$")
_BODY = re.compile(
    r"\b(am)?(embass\w*|embassy|legation|consul\w*|mission|department|dept|ministry|delegation"
    r"|secretary of state|secstate|state|office|bureau|committee|commission|council|agency|board"
    r"|headquarters|usun|nato|botschaft|ministerium|amt|посольств\w*|миссия|министерств\w*)\b",
    _I,
)
_POST = re.compile(
    r"\b(?:am)?(?:embassy|legation|consul(?:ate)?)\s+(?P<place>[^\W\d_][\w' -]+)$", _I
)
_CLASS = re.compile(
    r"(?P<said>top secret|secret|confidential|restricted|unclassified|official use only"
    r"|limited official use|streng geheim|geheim|vertraulich|совершенно секретно|секретно)"
    r"(?:\s*[/-].*)?",
    _I,
)
_HANDLING = re.compile(
    r"(limit(ed)? distribution|limdis|exdis|nodis|noforn|priority|immediate|niact|flash|routine"
    r"|urgent|rush|special|personal|eyes only|no distribution|strictly personal|dringend|срочно)",
    _I,
)
_GENRE = re.compile(r"\b(telegram|airgram|memorandum|letter|despatch|report|minutes|cable)\b", _I)
_GENRES = {"cable": "telegram", "airgram": "telegram"}
_CAPITALS = re.compile(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .'-]{2,40}")
_ATTESTED = re.compile(r"\b(illegible|authenticated|issued by|unleserlich|неразборчив\w*)\b", _I)
_SIGNED = re.compile(r"^(signed|sgd\.?|gez\.|signé|подпись|/s/)\s*[:;,.]?\s*", _I)
_ROLES_OF_CLASS = (Role.STAMP, Role.HANDLING, Role.BODY, Role.HEADING)


def letterhead(first: PageReading, last: PageReading | None = None) -> Sequence[Proposal]:
    """What the first page and (where it is another) the last say; no value of a field twice."""
    found = [*_Head(first).proposals(), *_end(last or first)]
    seen: dict[tuple[str, str], Proposal] = {}
    for one in sorted(found, key=lambda proposal: not proposal.marked):
        if one.value:
            seen.setdefault((one.field, one.value.casefold()), one)
    return tuple(seen.values())


def _roles(page: PageReading, look: Look) -> Mapping[int, Role]:
    """What lines are for: as somebody said, else as they look."""
    roles = {row.line.n: row.line.role for row in look.rows}
    for offer in structure(page, ()):
        for act in offer.acts:
            if isinstance(act, SetRole) and roles.get(act.line) is Role.BODY:
                roles[act.line] = act.role
    return roles


class _Head:
    """The first lines of a page."""

    def __init__(self, page: PageReading) -> None:
        self._page = page
        look = Look(page, ())
        self._rows = look.rows[:_TOP]
        self._roles = _roles(page, look)

    def proposals(self) -> Iterator[Proposal]:
        for row in self._rows:
            role = self._roles[row.line.n]
            if row.prose and role is Role.BODY:
                return
            yield from self._row(row, role)

    def _row(self, row: Row, role: Role) -> Iterator[Proposal]:
        marks = list(_marks_on(self._page, row))
        if found := _CLASS.fullmatch(row.text):
            if role in _ROLES_OF_CLASS:
                yield _of(row, "classification", found["said"].upper())
        elif role is Role.HANDLING or _HANDLING.fullmatch(row.text):
            yield _of(row, "handling", row.text, marked=row.line.role is Role.HANDLING)
        if labelled := _LABELLED.match(row.text):
            side = "sender" if labelled["label"].lower() in _FROM else "recipient"
            yield from _party(row, side, labelled["said"])
        elif role is Role.ADDRESS and row.line.kind in ("addressee", "sender"):
            side = "sender" if row.line.kind == "sender" else "recipient"
            yield from _party(row, side, row.text, marked=True)
        elif _is_date_line(row, role):
            yield from _date_line(row, role, marks)
        if found := _GENRE.search(row.text):
            genre = found[0].lower()
            yield _of(row, "genre", _GENRES.get(genre, genre))
        yield from self._marked(row, marks)

    @staticmethod
    def _marked(row: Row, marks: Sequence[tuple[PlacedMark, str]]) -> Iterator[Proposal]:
        """Names that somebody marked as the sender's or the addressee's."""
        for mark, words in marks:
            side = {"addressee": "recipient", "recipient": "recipient", "sender": "sender"}.get(
                mark.attributes.get("role", "")
            )
            if side and mark.name in _FIELD_OF:
                value = mark.attributes.get("name") or mark.attributes.get("ref") or words
                yield _of(row, f"{side}{_FIELD_OF[mark.name]}", value, marked=True)


_FIELD_OF = {MarkName.PERSON: "", MarkName.ORGANIZATION: "-organization", MarkName.PLACE: "-place"}


def _party(row: Row, side: str, words: str, marked: bool = False) -> Iterator[Proposal]:
    """A person, or a body with its place."""
    words = words.strip(" .,;")
    if not _BODY.search(words):
        yield _of(row, side, words, marked)
        return
    yield _of(row, f"{side}-organization", words, marked)
    if post := _POST.search(words):
        yield _of(row, f"{side}-place", _as_name(post["place"]), marked)


def _is_date_line(row: Row, role: Role) -> bool:
    return role is Role.DATELINE or (len(row.words) <= 12 and bool(_FROM_PLACE.match(row.text)))


def _date_line(row: Row, role: Role, marks: Sequence[tuple[PlacedMark, str]]) -> Iterator[Proposal]:
    marked = row.line.role is Role.DATELINE
    for mark, words in marks:
        if mark.name is MarkName.PLACE:
            value = mark.attributes.get("name") or mark.attributes.get("ref") or words
            yield _of(row, "sender-place", value, marked=True)
            break
    else:
        if place := _place(row.text):
            yield _of(row, "sender-place", _as_name(place), marked)
    if moment := _moment(row.text):
        yield _of(row, "sent", moment, marked)


def _place(text: str) -> str:
    """The place that a date line begins with: `from NEW YORK …`, `Moscow, 27 September 1950`."""
    if found := _FROM_PLACE.match(text):
        return found["place"]
    dates = dates_in(text)
    before = _PLACE_DATE.fullmatch(text[: dates[0].start].lstrip(" [(")) if dates else None
    return before["place"] if before else ""


def _moment(text: str) -> str:
    """The date of a line, with its time where that stands right beside it."""
    for found in dates_in(text):
        words = text[found.start : found.end]
        before = text[: found.start].split()
        behind = text[found.end :].strip(" ,;").split()
        tries = (
            f"{words}, {' '.join(behind[:2])}",
            f"{words}, {' '.join(behind[:1])}",
            f"{words}, {' '.join(before[-1:])}",
        )
        for tried in tries:
            if "T" in read_moment(tried).attributes.get("when", ""):
                return tried.rstrip(" ,;)]")
        return words
    return ""


def _end(page: PageReading) -> Iterator[Proposal]:
    """Who signed."""
    look = Look(page, ())
    roles = _roles(page, look)
    for row in look.rows:
        if roles[row.line.n] is not Role.SIGNATURE:
            continue
        marked = row.line.role is Role.SIGNATURE
        persons = [
            mark.attributes.get("name") or mark.attributes.get("ref") or words
            for mark, words in _marks_on(page, row)
            if mark.name is MarkName.PERSON
        ]
        if persons:
            yield _of(row, "sender", persons[0], marked=True)
        elif _ATTESTED.search(row.text):
            continue
        elif name := _SIGNED.sub("", row.text).strip(" .,;[]()"):
            dates = dates_in(name)
            name = name[dates[0].end :].strip(" .,;") if dates else name
            yield _of(row, "sender", _as_name(_once(name)), marked)


def _once(name: str) -> str:
    """A name that stands twice, signed and typed, or stamped and typed, as one."""
    words = name.split()
    once = words[: len(words) // 2]
    twice = [word.casefold() for word in words] == [word.casefold() for word in once * 2]
    return " ".join(once) if once and twice else name


def _marks_on(page: PageReading, row: Row) -> Iterator[tuple[PlacedMark, str]]:
    """The marks that begin on a line, with the words of it that they cover."""
    for mark in page.marks:
        start, end = page.position(mark.start), page.position(mark.end)
        if start and end and start[0] == row.index:
            text = page.lines[row.index].text
            yield mark, text[start[1] : end[1] if end[0] == start[0] else len(text)].strip()


def _as_name(text: str) -> str:
    """A name in capitals as names are written; others as they stand.

    >>> _as_name("NEW YORK"), _as_name("de Gaulle")
    ('New York', 'de Gaulle')
    """
    text = " ".join(text.split())
    return text.title() if _CAPITALS.fullmatch(text) else text


def _of(row: Row, field: str, value: str, marked: bool = False) -> Proposal:
    return Proposal(field, " ".join(value.split()), row.line.n, row.text, marked)
