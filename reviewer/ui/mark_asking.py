"""What a mark still needs when its key was pressed, and what it says once that was answered."""

from collections.abc import Mapping, Sequence

from reviewer.core.conventions import extent
from reviewer.core.dates import meanings
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.services.lookup import Match, Why
from reviewer.ui.mark_details import (
    ASKED,
    CHOICES,
    DETAILS,
    HAND,
    LABELS,
    LINE,
    NAME_ROWS,
    NEEDED,
    ROWS,
)
from reviewer.ui.views.mark_form import DetailShown, FormShown, MatchShown
from reviewer.ui.views.parts import key_words

BARE, NEW = "bare", "new"
"""Rows of the look-up that are no entries."""

_NOTHING_MORE = frozenset(
    {MarkName.UNCLEAR, MarkName.DELETED, MarkName.ADDED, MarkName.SIC, MarkName.SURPLUS}
)
_TYPED = frozenset({"text", "regular", "deleted"})
"""Lines whose question is of the mark, not of the attribute."""
_LANGUAGES = "en de fr es it la nl pl pt ru sr tr uk zh ja ar he el hu cs fa ko vi".split()


class Asking:
    """Makes the forms of marks, in the person's language."""

    def __init__(self, say: Catalogue) -> None:
        self._say = say
        self.last_language = ""

    def at_once(self, name: MarkName, words: str, *, exact: bool) -> Mapping[str, str] | None:
        """What a mark says where nothing needs to be asked; None where something does.

        `exact`: the person chose the words, so that they are not a place to put words in.
        """
        if name in _NOTHING_MORE:
            return {}
        if name is MarkName.SUPPLIED and words and exact:
            return {}
        if name is MarkName.DATE and len(found := meanings(words)) == 1:
            return {"when": found[0]}
        return None

    def form(
        self,
        name: MarkName,
        words: str,
        said: Mapping[str, str],
        *,
        new: bool,
        more: bool = False,
        looks: bool = False,
        hands: Sequence[str] = (),
    ) -> FormShown:
        """The form of a mark on `words`; `said` is what it says so far.

        `more`: everything is to be asked that can be said of a new one; `looks`: a name is looked
        up; `hands` are those known.
        """
        say = self._say.say
        hint = "names" if looks else "choices" if name in CHOICES else "form" if new else "change"
        told = say("marks.pop.gap_words", words=words) if self._empties(name, words, new) else ""
        return FormShown(
            title=say(f"marks.name.{name}"),
            told=told,
            label=say("marks.field.names") if looks else self._label(name, words, new=new),
            text=self._name(words, said) if looks else self._text(name, words, said),
            details=self._details(name, said, hands) if more or not new or name in ASKED else (),
            hint=say(f"marks.pop.hint_{hint}"),
            button=say("marks.pop.take" if new else "marks.pop.keep"),
            rows=NAME_ROWS if looks else ROWS.get(name, 0),
        )

    def answer(
        self,
        name: MarkName,
        text: str,
        details: Mapping[str, str],
        said: Mapping[str, str],
        words: str = "",
    ) -> Mapping[str, str] | str:
        """What the mark on `words` says, or the id of the sentence that says what is missing."""
        line = "extent" if name is MarkName.GAP else LINE.get(name, "")
        known = {*DETAILS.get(name, ()), line, "unit", "quantity"}
        found = {key: value for key, value in said.items() if key not in known} | dict(details)
        if name in NEEDED and not text:
            return f"marks.field.text_{name}"
        if name is MarkName.REGULARIZED and text == words:
            return "marks.field.as_it_stands"
        if name is MarkName.GAP:
            return found | _gap(text)
        if name is MarkName.DATE:
            days = meanings(text)
            return {**found, "when": days[0]} if days else "marks.date.wrong"
        if name is MarkName.FOREIGN:
            self.last_language = text
        return found | {line: text} if line and text else found

    def choices(self, name: MarkName, said: Mapping[str, str]) -> tuple[Sequence[MatchShown], int]:
        """What a mark may be of which one thing is asked, and the row of what it is now."""
        key, values = CHOICES[name]
        say = self._say.say
        rows = [
            MatchShown(
                id=value,
                text=say(f"marks.value.{value or 'unknown'}"),
                why=letter if (letter := self._letter(value)) else key_words("Return"),
                keys=letter,
            )
            for value in values
        ]
        now = said.get(key, "")
        return rows, values.index(now) if now in values else 0

    def _letter(self, value: str) -> str:
        return self._say.say(f"marks.choice_key.{value}") if value else ""

    def languages(self, text: str) -> Sequence[MatchShown]:
        """The languages whose name or code begins so."""
        sought = text.strip().casefold()
        rows = [(code, self._say.say(f"marks.language.{code}")) for code in _LANGUAGES]
        return [
            MatchShown(code, name, why=code)
            for code, name in rows
            if name.casefold().startswith(sought) or code == sought
        ]

    def days(self, text: str) -> Sequence[MatchShown]:
        """The days that a text may mean."""
        return [MatchShown(day, self._day(day), why=day) for day in meanings(text)]

    def entries(
        self,
        words: str,
        text: str,
        matches: Sequence[Match],
        before: Mapping[str, int],
        times: Mapping[str, int] | None = None,
    ) -> Sequence[MatchShown]:
        """The rows of a look-up: entries, and what to do without one.

        `before` is how often each entry was marked, `times` how often each name stands here, as
        far as that is known.
        """
        say = self._say.say
        rows = [
            MatchShown(
                id=f"={number}",
                text=match.entry.preferred,
                told=", ".join(part for part in (match.entry.dates, match.entry.note) if part),
                why=self._why(match, before.get(match.entry.preferred, 0)),
                stands=self._stands(match, times or {}),
            )
            for number, match in enumerate(matches)
        ]
        bare = say("marks.names.bare_told", words=words)
        rows.append(
            MatchShown(BARE, say("marks.names.bare"), bare, key_words("Ctrl+Return"), "Ctrl+Return")
        )
        if text and not any(match.entry.preferred == text for match in matches):
            named, told = say("marks.names.new", name=text), say("marks.names.new_told")
            rows.append(MatchShown(NEW, named, told, key_words("Ctrl+N"), "Ctrl+N"))
        return rows

    # -- parts of forms ---------------------------------------------------------------------------

    @staticmethod
    def _empties(name: MarkName, words: str, new: bool) -> bool:
        return name is MarkName.GAP and new and bool(words)

    def _label(self, name: MarkName, words: str, *, new: bool) -> str:
        say = self._say.say
        if name is MarkName.DATE:
            several = len(meanings(words)) > 1
            return say("marks.field.when_several" if several else "marks.field.when")
        if name is MarkName.SUPPLIED:
            if not new:
                return ""
            id_ = "marks.field.text_supplied_word" if words else "marks.field.text_supplied"
            return say(id_, words=words)
        line = LINE.get(name, "")
        if line in _TYPED:
            return say(f"marks.field.text_{name}")
        return say(f"marks.field.{line}") if line else ""

    @staticmethod
    def _name(words: str, said: Mapping[str, str]) -> str:
        return said.get("name") or said.get("ref") or words

    def _text(self, name: MarkName, words: str, said: Mapping[str, str]) -> str:
        if name is MarkName.DATE:
            return said.get("when") or words
        if name is MarkName.GAP:
            return _gap_text(said)
        if name is MarkName.FOREIGN:
            return said.get("lang") or self.last_language
        if name is MarkName.REGULARIZED:
            return said.get("regular") or words
        return said.get(LINE.get(name, ""), "")

    def _details(
        self, name: MarkName, said: Mapping[str, str], hands: Sequence[str]
    ) -> tuple[DetailShown, ...]:
        """Asked only of who wants to say more: most marks are one key, or two."""
        say = self._say.say
        return tuple(
            DetailShown(
                id=key,
                label=say(f"marks.field.{LABELS[key]}"),
                values=tuple((hand, hand) for hand in hands)
                if key == HAND
                else tuple((value, say(f"marks.value.{value}")) for value in values),
                now=said.get(key, ""),
                free=key == HAND,
            )
            for key, values in DETAILS.get(name, {}).items()
        )

    def _day(self, day: str) -> str:
        parts = day.partition("T")[0].split("-")
        if len(parts) < 2:
            return day
        month = self._say.say(f"ui.when.month.{int(parts[1])}")
        if len(parts) == 2:
            return self._say.say("marks.date.month", month=month, year=parts[0])
        return self._say.say("marks.date.day", day=int(parts[2]), month=month, year=parts[0])

    def _stands(self, match: Match, times: Mapping[str, int]) -> str:
        name = head_of(match.entry)
        count = times.get(name, 0)
        return self._say.say("marks.names.stands", form=name, n=count) if count else ""

    def _why(self, match: Match, times: int) -> str:
        say = self._say.say
        if times:
            return say("marks.names.before", n=times)
        if match.why is Why.NEAR:
            return say("marks.names.near", n=match.letters)
        return say(f"marks.names.{match.why.name.lower()}", form=match.form)


def head_of(entry: LexiconEntry) -> str:
    """The part of an entry's form that stands in texts: of "Mikoyan, Anastas I." the surname."""
    return entry.preferred.partition(",")[0].strip()


def _gap(text: str) -> dict[str, str]:
    """What was typed of a gap: how many words, or anything else in the person's words."""
    if not text:
        return {}
    if text.isdecimal() and 0 < int(text) < 1000:
        return {"unit": "word", "quantity": str(int(text))}
    return extent(text) or {"extent": text}


def _gap_text(said: Mapping[str, str]) -> str:
    if said.get("unit") and said.get("quantity"):
        many = said["quantity"] != "1"
        return f"{said['quantity']} {said['unit']}{'s' if many else ''}"
    return said.get("extent", "")
