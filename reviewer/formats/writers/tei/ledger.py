"""The ledger in the archival file: every decision about the document, and nothing besides.

`standOff/listAnnotation type="ledger"` has an `annotation` for each decision in ledger order,
whether it still counts or was taken back; by these the program opens the file again as the project
it came from. `@n` is the decision's number, `@target` what it made in the text or, where that is no
element, the OCR line, page or document that it is about; `revisionDesc` says when, who and whether
it is in force. The `note` holds feature structures: the act (its kind is `@type`), its `grounds`,
and its `step` (page, batch, login, and the name that was signed where the respStmt has another).
Acts speak of tokens and lines as they are numbered in the source, from 0 (core/decisions.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.arranging import in_source
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.model import Page
from reviewer.core.reading import in_force
from reviewer.core.records import act_record, grounds_record
from reviewer.core.renumbering import counted
from reviewer.formats import feature_structures
from reviewer.formats.characters import quoted
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.corrections import KINDS
from reviewer.formats.writers.tei.nodes import Outline

_MOTIVATIONS: tuple[tuple[tuple[type[d.Act], ...], str], ...] = (
    ((d.Mark,), "tagging"),
    ((d.SetRole, d.SetFlow), "classifying"),
    ((d.Keep, d.Submit, d.Approve, d.Reject, d.Return), "assessing"),
    (d.TEXT_ACTS, "editing"),
    ((d.SetHeader,), "describing"),
    ((d.Comment,), "commenting"),
    ((d.Reply,), "replying"),
)
_OTHERWISE = "moderating"


class Targets:
    """What each decision is about, found page by page while the pages pass."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._of: dict[DecisionId, str] = {}
        self._on: dict[PageId, list[d.Decision]] = defaultdict(list)
        for decision in context.edition.history:
            if decision.place.page is not None:
                self._on[decision.place.page].append(decision)

    def add(self, page: Page, identity: PageId, first_line: int) -> None:
        """Find those on a page whose first line has that number in the document, from 1."""
        whole = f"#{self._context.ids.make('pb', page.number)}"
        for decision in self._on.pop(identity, ()):
            line = _line(decision.act, page)
            on_line = line is not None and line < len(page.lines)
            self._of[decision.id] = (
                f"#{self._context.line_id(first_line + (line or 0))}" if on_line else whole
            )

    def of(self, decision: d.Decision, known: Collection[DecisionId]) -> str:
        """What `@target` says: pointers to elements that are there."""
        if made := self._context.placed.get(decision.id):
            return " ".join(f"#{identity}" for identity in made)
        others = [entry_id(self._context, other) for other in _others(decision.act, known)]
        if others:
            return " ".join(f"#{other}" for other in others)
        return self.line(decision.id)

    def line(self, decision: DecisionId) -> str:
        """Pointer to the OCR line, page or document that a decision is about."""
        return self._of.get(decision, f"#{self._context.ids.document}")


def entry_id(context: Context, decision: DecisionId) -> str:
    """The id of a decision's annotation in the ledger."""
    return context.ids.make("log", context.number(decision))


def write_ledger(targets: Targets, outline: Outline, context: Context) -> None:
    """Write the ledger of the document; nothing where nobody decided anything."""
    history = context.edition.history
    if not history:
        return
    standing = _standing(history)
    known: set[DecisionId] = set()  # what stands behind a decision it cannot be about
    pages = {page: number for number, page in enumerate(context.edition.document.pages, start=1)}
    outline.begin("listAnnotation", type="ledger")
    # In the file decisions are counted from 1, whatever the project calls them.
    for decision, there in zip(history, counted(history), strict=True):
        status = "in-force" if decision.id in standing else "reverted"
        outline.put_written(
            _annotation(decision, there, status, targets.of(decision, known), pages, context)
        )
        known.add(decision.id)
    outline.end()


def _annotation(
    decision: d.Decision,
    there: d.Decision,
    status: str,
    target: str,
    pages: Mapping[PageId, int],
    context: Context,
) -> str:
    who = context.people.pointer(decision)
    attributes = {
        "xml:id": entry_id(context, decision.id),
        "n": str(there.id),
        "motivation": _motivation(decision.act),
        "target": target,
        "resp": who,
        "change": context.changes.pointer(decision.id),
        "ana": f"#{context.ids.document}-{KINDS[decision.grounds.way]}",
    }
    opening = "".join(f' {name}="{quoted(value)}"' for name, value in attributes.items() if value)
    structures = (
        feature_structures.markup(_said(there.act), decision.act.name),
        _grounds(decision.grounds),
        feature_structures.markup(_step(decision, pages, context), "step"),
    )
    return (
        f'<annotation{opening}><revisionDesc status="{status}">'
        f'<change when="{exactly(decision.at)}" who="{who}"/></revisionDesc>'
        f"<note>{''.join(structures)}</note></annotation>"
    )


def _said(act: d.Act) -> Mapping[str, Any]:
    """What an act says, without what goes without saying."""
    if type(act) not in _USUAL:
        _USUAL[type(act)] = _usual(type(act))
    usual = _USUAL[type(act)]
    record = act_record(act)
    return {
        name: value
        for name, value in record.items()
        if name != "act" and (name not in usual or getattr(act, name) != usual[name])
    }


_USUAL: dict[type[d.Act], Mapping[str, Any]] = {}


def _usual(kind: type[d.Act]) -> Mapping[str, Any]:
    """What the fields of an act are where nobody says otherwise."""
    found: dict[str, Any] = {}
    for one in fields(kind):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found


@lru_cache(maxsize=4096)
def _grounds(grounds: d.Grounds) -> str:
    """Grounds as a feature structure; those of many decisions are the same."""
    return feature_structures.markup(grounds_record(grounds), "grounds")


def _step(decision: d.Decision, pages: Mapping[PageId, int], context: Context) -> Mapping[str, Any]:
    step: dict[str, Any] = {}
    if decision.place.page is not None:
        step["page"] = pages.get(decision.place.page)
    if decision.batch:
        step["batch"] = decision.batch
    if decision.by != context.people.name(decision.by):
        step["by"] = decision.by
    if decision.login:
        step["login"] = decision.login
    return step


def exactly(moment: datetime) -> str:
    """A moment as UTC dateTime with all its figures."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _standing(history: Iterable[d.Decision]) -> set[DecisionId]:
    """The decisions in force; each place has a ledger of its own."""
    places: dict[d.Place, list[d.Decision]] = defaultdict(list)
    for decision in history:
        places[decision.place].append(decision)
    return {decision.id for ledger in places.values() for decision in in_force(ledger)}


def _motivation(act: d.Act) -> str:
    if isinstance(act, d.Comment) and act.asks:
        return "questioning"
    for acts, motivation in _MOTIVATIONS:
        if isinstance(act, acts):
            return motivation
    return _OTHERWISE


def _line(act: d.Act, page: Page) -> int | None:
    """The source line that an act is about; None where it is about the page or something new."""
    match act:
        case d.Replace(span) | d.Keep(span) | d.Join(span) | d.Comment(words=d.Span() as span):
            return _line_of(span.first, page)
        case d.Split(token) | d.SplitLine(token):
            return _line_of(token, page)
        case d.Mark(start):
            return _line_of(start.token, page)
        case d.Insert(line) | d.MoveLine(line) | d.JoinLines(line):
            return line if in_source(line) else None
        case d.SetRole(line) | d.SetFlow(line):
            return line if in_source(line) else None
    return None


def _line_of(token: int, page: Page) -> int | None:
    return page.line_of(token).n if 0 <= token < len(page.tokens) else None


def _others(act: d.Act, known: Collection[DecisionId]) -> Iterator[DecisionId]:
    """The decisions that an act is about, as far as they are in the file."""
    match act:
        case d.Revert(targets) | d.Approve(targets) | d.Reject(targets):
            found = targets
        case d.Reply(thread) | d.CloseThread(thread) | d.OpenThread(thread):
            found = (thread,)
        case d.Comment(about=about) if about is not None:
            found = (about,)
        case _:
            return
    for one in dict.fromkeys(found):
        if one in known:
            yield one
