"""Runs as HTML: marks become elements, which are nested as they lie around the text.

The signs that tell a doubtful from a supplied word are made by the style sheet, so that what is
copied, or read by a machine, is the text and nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice

from reviewer.core.printed import (
    About,
    Break,
    Inline,
    Matter,
    Note,
    PageBegin,
    Run,
    Sign,
    marks_around,
    plain_text,
)
from reviewer.core.telling import EXPLAINED, Telling
from reviewer.formats.printed.sheet import apart
from reviewer.formats.writers.html.collected import Collected

_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_STYLES = frozenset({"bold", "italic", "underline", "smallcaps"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ELEMENTS = {About.DELETED: "del", About.ADDED: "ins", About.ABBR: "abbr"}


class Inlines:
    """Makes HTML of runs; what notes and indexes need is collected on the way."""

    def __init__(
        self, matter: Matter, telling: Telling, collected: Collected, *, lines: bool
    ) -> None:
        """`lines`: line beginnings are shown, with their numbers."""
        self._matter = matter
        self._telling = telling
        self._collected = collected
        self._lines = lines
        self._known: set[int] = set()  # names whose beginning has its id: one may be cut in parts

    def html(self, runs: Sequence[Inline]) -> str:
        """The runs as HTML, all elements closed."""
        parts: list[str] = []
        around: list[Sign] = []
        runs = apart(runs)
        for i, one in enumerate(runs):
            marks = one.marks if isinstance(one, Run) else marks_around(runs, i)
            _close(around, marks, parts)
            for mark in marks[len(around) :]:
                parts.append(self._opening(mark, runs, i))
                around.append(mark)
            parts.append(self._one(one, first=i == 0))
        _close(around, (), parts)
        return "".join(parts)

    def _one(self, one: Inline, *, first: bool) -> str:
        if isinstance(one, Run):
            return escape(one.text, quote=False)
        if isinstance(one, Break):
            return self._break(one, first=first)
        if isinstance(one, PageBegin):
            return self.page(one, "span")
        if one.marginal:
            label = escape(self._telling.say("margin"))
            inside = self.html(one.runs)
            return f' <span class="marginal" role="note" aria-label="{label}">{inside}</span> '
        return self._reference(one)

    def _break(self, one: Break, *, first: bool) -> str:
        number = ""
        if self._lines and one.number:
            number = f'<span class="line-number" aria-hidden="true">{escape(one.number)}</span>'
        return number if first else f"<br>{number}"

    def page(self, page: PageBegin, name: str) -> str:
        """A page beginning, as a `span` in a line or a `p` between blocks."""
        label = escape(self._telling.say("page", label=page.label))
        kind = "page" if name == "span" else "page page-block"
        identity = f' id="{escape(page.id)}"' if page.id else ""
        return (
            f'<{name} class="{kind}"{identity} role="doc-pagebreak" aria-label="{label}">'
            f"{label}</{name}>"
        )

    def _reference(self, note: Note) -> str:
        number = self._collected.note(note)
        label = note.label or str(number)
        said = escape(self._telling.say("note", label=label))
        return (
            f'<sup class="note-ref"><a id="ref-{number}" href="#note-{number}" role="doc-noteref"'
            f' aria-label="{said}">{escape(label)}</a></sup>'
        )

    # marks

    def _opening(self, mark: Sign, runs: Sequence[Inline], at: int) -> str:
        self._collected.used.add(mark.about)
        if mark.about is About.NAME:
            return self._name(mark, runs, at)
        if mark.about is About.DATE:
            when = mark.get("when")
            if _WHEN.fullmatch(when):
                return f'<time datetime="{escape(when)}">'
            told = "–".join(
                mark.get(one) for one in ("from", "to", "notBefore", "notAfter") if mark.get(one)
            )
            return f'<span class="date" title="{escape(told)}">' if told else '<span class="date">'
        if mark.about is About.STYLE:
            names = [one for one in mark.get("rend").split() if one in _STYLES]
            return "<sup>" if _is_raised(mark) else f'<span class="{" ".join(names) or "styled"}">'
        if mark.about is About.FOREIGN:
            language = mark.get("lang")
            known = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
            return f'<span class="foreign"{known}>'
        name = _ELEMENTS.get(mark.about, "span")
        title = ""
        if mark.about in EXPLAINED:
            told = self._telling.say(f"sign.{mark.about}")
            title = f' title="{escape(told)}"'
        return f'<{name} class="{mark.about}"{title}>'

    def _name(self, mark: Sign, runs: Sequence[Inline], at: int) -> str:
        ref = mark.get("ref")
        entry = self._matter.entries.get(ref.removeprefix("#"))
        kind = mark.get("kind") if mark.get("kind") in ("person", "organization", "place") else ""
        identity = ""
        if mark.number not in self._known:
            self._known.add(mark.number)
            form = plain_text(_under(mark, runs, at))
            identity = f' id="name-{self._collected.name(mark, entry, form)}"'
        title = f' title="{escape(entry.name)}"' if entry and entry.name else ""
        data = f' data-ref="{escape(ref)}"' if ref else ""
        return f'<span class="{f"name {kind}".strip()}"{identity}{data}{title}>'


def _under(mark: Sign, runs: Sequence[Inline], at: int) -> Iterator[Inline]:
    """What lies under a mark, from the run on that it begins with."""
    for one in islice(runs, at, None):
        if isinstance(one, Run) and mark not in one.marks:
            return
        if isinstance(one, Run | Break):
            yield one


def _close(around: list[Sign], marks: Sequence[Sign], parts: list[str]) -> None:
    """Close what does not go on."""
    shared = 0
    while shared < min(len(around), len(marks)) and around[shared] == marks[shared]:
        shared += 1
    while len(around) > shared:
        parts.append(f"</{_tag(around.pop())}>")


def _tag(mark: Sign) -> str:
    if mark.about is About.DATE and _WHEN.fullmatch(mark.get("when")):
        return "time"
    if mark.about is About.STYLE and _is_raised(mark):
        return "sup"
    return _ELEMENTS.get(mark.about, "span")


def _is_raised(mark: Sign) -> bool:
    return "superscript" in mark.get("rend").split()
