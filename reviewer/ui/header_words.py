"""The header's fields as the form shows them: where a value comes from, what becomes of it."""

from collections.abc import Iterable, Mapping, Sequence

from reviewer.core.decisions import Way
from reviewer.core.header import Field, Sort, read_languages, read_list, read_names
from reviewer.core.lexicon import EntryKind
from reviewer.core.messages import Catalogue
from reviewer.core.moments import Moment, read_moment
from reviewer.services.headers import Comes, Filled, Offered
from reviewer.services.lookup import Match
from reviewer.ui.views.card_text import head_of
from reviewer.ui.views.header_form_aside import AsideShown
from reviewer.ui.views.header_form_row import FieldShown
from reviewer.ui.views.mark_form import MatchShown

KINDS = {
    Sort.PERSON: (EntryKind.PERSON,),
    Sort.PLACE: (EntryKind.PLACE,),
    Sort.ORGANIZATION: (EntryKind.ORGANIZATION,),
}
"""Which entries of the lexicon may stand in which fields."""
SEVERAL = frozenset({*KINDS, Sort.LIST, Sort.LANGUAGES})
"""Sorts of fields that hold several values, parted by semicolons."""
_LINE = 40  # characters of a line of the page
_BY = {"when": "", "notAfter": "before", "notBefore": "after"}


def field_shown(filled: Filled, say: Catalogue, title: str = "") -> FieldShown:
    """A field with its value; `title` is what the document is called where nobody says."""
    problem = say.say(filled.problem) if filled.problem else ""
    offered = fresh(filled) if not filled.value else ()
    return FieldShown(
        name=filled.field.name,
        value=filled.value,
        note=problem or _note(filled, offered, say) or _without(filled, title, say),
        problem=bool(problem),
        offered=bool(offered),
    )


def _note(filled: Filled, offered: Sequence[Offered], say: Catalogue) -> str:
    parts = []
    if filled.value or filled.comes is Comes.TYPED:
        parts.append(source_words(filled, say))
        if filled.field.sort is Sort.DATE:
            parts.append(becomes(filled.field, filled.value, say))
    elif offered:
        parts.append(say.say("ui.header.page_says", value=offered[0].value))
    return " · ".join(filter(None, parts))


def _without(filled: Filled, title: str, say: Catalogue) -> str:
    """What stands in the place of a field that is empty."""
    if filled.field.name != "title" or not title:
        return ""
    return say.say("ui.header.without", title=title)


def source_words(filled: Filled, say: Catalogue) -> str:
    """Where a value comes from."""
    decision = filled.decision
    if decision is None:
        return say.say(f"header.comes.{filled.comes}")
    if decision.grounds.way is Way.ACCEPTED and decision.grounds.form:
        text = head_of(decision.grounds.form, _LINE)
        return say.say("ui.header.taken_by", name=decision.by, text=text)
    known = "typed_by" if filled.value else "cleared_by"
    return say.say(f"ui.header.{known}", name=decision.by)


def fresh(filled: Filled) -> tuple[Offered, ...]:
    """What the page says that does not stand in the field yet."""
    if filled.field.sort not in SEVERAL:
        return filled.offers
    known = set(read_list(filled.value))
    return tuple(one for one in filled.offers if one.value not in known)


# -- what becomes of a value ----------------------------------------------------------------------


def becomes(field: Field, text: str, say: Catalogue) -> str:
    """What readers get of a text, where that is not the text itself."""
    match field.sort:
        case Sort.DATE:
            return moment_words(read_moment(text), say)
        case Sort.LIST if len(parts := read_list(text)) > 1:
            return " · ".join(parts)
        case Sort.LANGUAGES:
            return " · ".join(
                f"{words} ({code})" if words else code for code, words in read_languages(text)
            )
        case Sort.PERSON | Sort.ORGANIZATION | Sort.PLACE:
            names = read_names(text)
            if len(names) > 1 or any(one.ref for one in names):
                return " · ".join(
                    f"{one.name} → {one.ref}" if one.ref else one.name for one in names
                )
    return ""


def moment_words(moment: Moment, say: Catalogue) -> str:
    """A day as people write it, and as files do."""
    found = moment.attributes
    if not found:
        return ""
    if "from" in found:
        first, last = day_words(found["from"], say), day_words(found["to"], say)
        text = say.say("ui.header.day.span", first=first, last=last)
    else:
        (name, value), *_ = found.items()
        text = day_words(value, say)
        if _BY.get(name):
            text = say.say(f"ui.header.day.{_BY[name]}", day=text)
    if moment.about:
        text = say.say("ui.header.day.about", day=text)
    return f"{text} ({', '.join(found.values())})"


def day_words(day: str, say: Catalogue) -> str:
    """A day, month or year of XML Schema as people write it."""
    date, _, time = day.partition("T")
    parts = date.split("-")
    if len(parts) == 1:
        return parts[0]
    month = say.say(f"ui.when.month.{int(parts[1])}")
    if len(parts) == 2:
        return say.say("marks.date.month", month=month, year=parts[0])
    text = say.say("marks.date.day", day=int(parts[2]), month=month, year=parts[0])
    return say.say("ui.header.day.at", day=text, time=time[:5]) if time else text


# -- beside the field -----------------------------------------------------------------------------


def choices(
    filled: Filled,
    text: str,
    matches: Iterable[Match],
    keys: Mapping[int, str],
    say: Catalogue,
) -> list[tuple[MatchShown, Offered | str]]:
    """What can be taken, and what taking it puts in: first what the page says, then usual values,
    then names of the lexicon. `keys` are those of the ranks; there are no more rows than keys.
    """
    found: list[tuple[str, str, str, Offered | str]] = [
        (one.value, one.text, "line", one) for one in fresh(filled)
    ]
    found += [(value, "", "value", value) for value in filled.field.values if value != text]
    for match in matches:
        entry = match.entry
        told = ", ".join(part for part in (entry.dates, entry.note) if part)
        found.append((entry.preferred, told, "lexicon", entry.preferred))
    rows: dict[str, tuple[MatchShown, Offered | str]] = {}
    for value, told, why, taken in found:
        if value not in rows and len(rows) < len(keys):
            rank = len(rows) + 1
            said = f"{say.say(f'ui.header.why_{why}')}  {keys.get(rank, '')}".rstrip()
            rows[value] = MatchShown(str(rank), value, told, said), taken
    return list(rows.values())


def aside_shown(
    filled: Filled, text: str, rows: Sequence[MatchShown], say: Catalogue
) -> AsideShown:
    """What stands beside the field at hand."""
    field = filled.field
    what = becomes(field, text, say)
    return AsideShown(
        title=say.say(f"header.fields.{field.name}"),
        help=say.say(f"header.help.{field.name}"),
        becomes=say.say("ui.header.becomes", what=what) if what else "",
        element=say.say("ui.header.in_file", element=field.element),
        choices=tuple(rows),
    )


def put_in(field: Field, text: str, value: str, *, instead_of_last: bool) -> str:
    """A text with one more value: alone where the field holds one, else behind the others.

    `instead_of_last`: what stands behind the last semicolon was only typed to find the value.
    """
    if field.sort not in SEVERAL:
        return value
    parts = [" ".join(part.split()) for part in text.split(";")]
    if instead_of_last:
        parts = parts[:-1]
    return "; ".join([*dict.fromkeys(part for part in (*parts, value) if part)])
