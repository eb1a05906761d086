"""What lines are called, and what the editor's list says of what was done with them."""

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, is_added, split_key, split_token
from reviewer.core.decisions import Decision
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page, Role
from reviewer.core.reading import PageReading, ReadingLine

_ALPHABET = "bcdefghijklmnopqrstuvwxyz"


def line_labels(reading: PageReading) -> tuple[str, ...]:
    """The number beside each line; empty lines of the source have none.

    A line keeps its number wherever it goes. What was parted off line 7 is 7b, 7c and so on; lines
    that somebody added are +1, +2 in the order in which they were added.
    """
    called = _Called(reading)
    return tuple(
        called.name(line.n) if line.words or is_added(line.n) else "" for line in reading.lines
    )


def line_hints(reading: PageReading, say: Catalogue) -> tuple[str, ...]:
    """For each line, where it is from if not from the source, and what it is for if not text."""
    called = _Called(reading)
    found: list[str] = []
    for line in reading.lines:
        token = split_token(line.n)
        words: list[str] = []
        if is_added(line.n):
            words.append(say.say("ui.lines.added"))
        elif token is not None:
            source = called.name(reading.page.line_of(token).n)
            words.append(say.say("ui.lines.parted", line=source))
        if line.role is not Role.BODY:
            words.append(role_words(line.role, line.kind, line.place, say))
        if line.flow is not d.Flow.USUAL:
            words.append(say.say(f"ui.lines.hint_{line.flow.replace(' ', '_')}"))
        found.append(" · ".join(words))
    return tuple(found)


def role_words(role: Role, kind: str, place: str, say: Catalogue) -> str:
    """A role with its kind and place: "stamp: receipt, at the top"."""
    words = say.say(f"views.role.{role}")
    if kind:
        named = say.say(f"views.role_kind.{kind}") if f"views.role_kind.{kind}" in say else kind
        words = say.say("views.roles.with_kind", role=words, kind=named)
    if place and f"views.place.{place}" in say:
        words = f"{words}, {say.say(f'views.place.{place}')}"
    return words


def show_opens(reading: PageReading) -> tuple[bool, ...]:
    """For each line, whether another region of the page begins with it."""
    found: list[bool] = []
    above: int | None = None
    for line in reading.lines:
        region = _region(reading.page, line)
        found.append(region is not None and above is not None and region != above)
        above = above if region is None else region
    return tuple(found)


def _region(page: Page, line: ReadingLine) -> int | None:
    return page.lines[line.sources[0]].region if line.sources else None


def line_words(decision: Decision, reading: PageReading, say: Catalogue) -> str:
    """What was done with a line, in a sentence; empty where it was done with words."""
    called = _Called(reading)
    match decision.act:
        case d.MoveLine(line, None):
            return say.say("ui.lines.moved_last", line=called.name(line))
        case d.MoveLine(line, int(before)):
            return say.say("ui.lines.moved", line=called.name(line), before=called.name(before))
        case d.AddLine():
            return say.say("ui.lines.added")
        case d.SplitLine(token) if token < len(reading.page.tokens):
            return say.say("ui.lines.parted", line=called.name(reading.page.line_of(token).n))
        case d.JoinLines(line, behind):
            return say.say("ui.lines.joined", line=called.name(line), behind=called.name(behind))
        case d.SetRole(line, role, kind, place):
            words = role_words(role, kind, place, say)
            return say.say("ui.lines.role", line=called.name(line), role=words)
        case d.SetFlow(line, flow):
            known = f"ui.lines.flow_{flow.replace(' ', '_')}"
            return say.say(known, line=called.name(line))
    return ""


class _Called:
    """What the lines of a page are called, those included that were joined to others."""

    def __init__(self, reading: PageReading) -> None:
        self._names: dict[int, str] = {}
        parted: dict[int, list[int]] = {}
        count = len(reading.page.tokens)
        for decision in reading.decisions:
            if isinstance(decision.act, d.SplitLine) and decision.act.token < count:
                token = decision.act.token
                parted.setdefault(reading.page.line_of(token).n, []).append(token)
            elif isinstance(decision.act, d.AddLine):
                added = sum(is_added(key) for key in self._names) + 1
                self._names[added_key(decision.id)] = f"+{added}"
        for line, tokens in parted.items():
            for place, token in enumerate(sorted(set(tokens))):
                letter = _ALPHABET[place] if place < len(_ALPHABET) else f".{place + 2}"
                self._names[split_key(token)] = f"{line + 1}{letter}"

    def name(self, line: int) -> str:
        return self._names.get(line, str(line + 1))
