"""The divisions of a document, or of an enclosure, each gathered on its own until the end.

Text comes here block by block in its final order. TEI allows an `opener` and a `head` only before,
a `closer` and a `postscript` only behind the text of a division: what may turn out to be the end is
held back until it is known. Stamps before the text go to the distribution division, those behind it
to the processing division; between its blocks they stay where they are.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO

from reviewer.core.model import Role
from reviewer.formats.writers.tei import parts as made
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.nodes import Element, Outline, element
from reviewer.formats.writers.tei.parts import Part
from reviewer.formats.writers.tei.trailing import closing

_IN_MEMORY = 1 << 20  # bytes of a division before it goes to a temporary file
_OPENING = frozenset({Role.DATELINE, Role.ADDRESS, Role.NUMBER, Role.HANDLING, Role.SALUTATION})
_CLOSING = frozenset({Role.DATELINE, Role.SIGNATURE, Role.SALUTATION, Role.POSTSCRIPT})
_TEXT = frozenset(
    {Role.BODY, Role.HEADING, Role.LIST_ITEM, Role.TABLE_ROW, Role.SIGNATURE, Role.POSTSCRIPT}
)
_GROUPS = {Role.LIST_ITEM: "list", Role.TABLE_ROW: "table"}
_GLOBAL = frozenset({None, Role.FORM, Role.PAGE_NUMBER, Role.NOISE, Role.MARGINAL})
"""What may stand between any two blocks."""
_STANDING = frozenset({"pb", "gap", "note", "anchor"})
"""Elements that may stand between blocks by themselves."""
_SPOOLS = {"front": 0, "stamps": 1, "items": 2, "behind": 1, "message": 1, "processing": 1}
"""Where parts are gathered, in the order of the file, and how deep each stands."""


class Divisions:
    """Takes the parts of a document or an enclosure; `finish` when there are no more."""

    def __init__(self, context: Context, stack: ExitStack, depth: int, page: int) -> None:
        """`page` is the one that it begins on, `depth` that of its own element's children."""
        self._context = context
        self._files = {name: spool(stack) for name in _SPOOLS}
        self._outs = {
            name: Outline(self._files[name], depth + deeper) for name, deeper in _SPOOLS.items()
        }
        self._message = self._outs["message"]
        self._first_page = self._page = page
        self._group = ""
        self._rend = ""
        self._begun = False  # whether there is anything but page beginnings and furniture
        self._spoken = False  # whether the message has anything of its own
        self._texted = False  # whether the text of the message has begun
        self._at_top = True  # whether an opener or a head may stand here
        self._opener: list[Part] = []
        self._beside: list[Part] = []  # what stands beside the lines of the opener
        self._held: list[Part] = []
        self._late: list[Part] = []  # for the processing division, of the page at hand

    # taking

    def take(self, part: Part) -> None:
        """Put a part into its division."""
        if part.role is None:
            self.turn(part.page)
        if part.role in _GLOBAL:
            self._aside(part)
        elif part.role is Role.DISTRIBUTION:
            self._distribute(part)
        elif part.role is Role.PROCESSING or _is_late(part):
            if any(one.role is Role.STAMP for one in self._held):
                self._held.append(part)  # a stamp before it may go the same way
            else:
                self._process(part)
        elif part.role is Role.STAMP:
            if self._texted:
                self._hold(part)
            else:
                self._distribute(part)
        else:
            self._speak(part)

    def turn(self, page: int) -> None:
        """A page begins: what was moved away from the one before has to say where it stood."""
        self._page = page
        self._write_late()

    def _aside(self, part: Part) -> None:
        self._spoken |= part.role is Role.MARGINAL
        self._begun |= part.role in (Role.MARGINAL, Role.NOISE)
        if part.role is None and self._opener:
            self._open()
        if self._held or (part.role is None and self._begun):
            self._held.append(part)
        elif self._opener:
            self._beside.append(part)
        elif not self._begun:
            self._between(self._outs["front"], part)
        else:
            self._between(self._message, part)

    def _distribute(self, part: Part) -> None:
        self._begun = True
        if part.page != self._first_page:
            part.point_to(f"#{self._context.ids.make('pb', part.page)}")
        if part.role is Role.DISTRIBUTION:
            self._rend = self._rend or part.spot
            self._outs["items"].put(made.copy_of(part))
        else:
            name = "behind" if self._has("items") else "stamps"
            self._outs[name].put(made.stamped(part))

    def _process(self, part: Part) -> None:
        self._begun = True
        self._late.append(part)

    def _write_late(self) -> None:
        for part in self._late:
            if part.page != self._page:
                part.point_to(f"#{self._context.ids.make('pb', part.page)}")
            stamp = part.role is Role.STAMP
            node = made.stamped(part) if stamp else made.processed(part)
            self._outs["processing"].put(node)
        self._late = []

    def _hold(self, part: Part) -> None:
        self._open()
        self._held.append(part)

    def _speak(self, part: Part) -> None:
        """Put a part of the message where it belongs."""
        self._begun = self._spoken = True
        self._texted |= part.role in _TEXT
        if all(one.role in _GLOBAL for one in self._held):
            self._release()  # page beginnings alone hold nothing back
        if self._at_top and not self._held and part.role in _OPENING:
            self._opener.append(part)
        elif part.role in _CLOSING:
            self._hold(part)
        else:
            self._open()
            self._release()
            self._texted = True
            self._middle(part)

    def _release(self) -> None:
        """What was held back has something behind it: it is not the end."""
        if self._held:
            self._open()
        held, self._held = self._held, []
        for part in held:
            self._middle(part)

    # writing

    def _open(self) -> None:
        """Write the opener, and what stands beside it."""
        if not self._opener:
            return
        lines, self._opener = self._opener, []
        beside, self._beside = self._beside, []
        self._ungroup()
        self._message.begin("opener")
        loose = False
        for part in lines:
            content = made.opening(part)
            here = made.is_loose(part)
            if loose and here and self._context.reading:
                content = [element("lb"), *content]
            self._message.put_all(content)
            loose = here
        self._message.end()
        for part in beside:
            self._between(self._message, part)

    def _between(self, out: Outline, part: Part) -> None:
        """Write what may stand between any two blocks."""
        if part.role is Role.MARGINAL:
            out.put(made.margin(part))
        elif part.role is None or (part.role is Role.NOISE and not self._context.archival):
            for node in part.content:
                for found in node.walk() if isinstance(node, Element) else ():
                    if found.name in _STANDING:
                        out.put(found)
        else:
            out.put(made.furniture(part))

    def _middle(self, part: Part) -> None:
        """Write a part where anything may stand before and behind it."""
        role = part.role
        if role in _GLOBAL:
            self._between(self._message, part)
            return
        if role is Role.PROCESSING or _is_late(part):
            self._process(part)
            return
        if _GROUPS.get(role or Role.BODY, "") != self._group:
            self._ungroup()
        if role is Role.HEADING and self._at_top:
            self._message.put(part.made("head", type=part.kind))
            return
        self._at_top = False
        if role in _GROUPS:
            if not self._group:
                self._group = _GROUPS[role]
                self._message.begin(self._group)
            item = part.made("item") if role is Role.LIST_ITEM else made.row(part)
            self._message.put(item)
        elif role is Role.STAMP:
            self._message.put(made.stamped(part))
        elif role in (Role.BODY, Role.POSTSCRIPT):
            self._message.put(self._paragraph(part))
        else:
            self._message.put(made.block(part))

    def _paragraph(self, part: Part) -> Element:
        self._context.paragraphs += 1
        return part.made("p", xml_id=self._context.ids.make("p", self._context.paragraphs))

    def _ungroup(self) -> None:
        if self._group:
            self._message.end()
            self._group = ""

    # the end

    def finish(
        self,
        out: Outline,
        *,
        between: IO[bytes] | None = None,
        change: Callable[[bytes], bytes] | None = None,
    ) -> None:
        """Write all divisions; `between` are the enclosures, which come before the processing.

        `change` is done to each line, in the order of the file.
        """
        self._end()
        out.copy(self._files["front"], change)
        if self._has("stamps") or self._has("items"):
            out.begin("div", type="distribution")
            out.copy(self._files["stamps"], change)
            if self._has("items"):
                out.begin("list", type="distribution", rend=self._rend)
                out.copy(self._files["items"], change)
                out.end()
            out.copy(self._files["behind"], change)
            out.end()
        if self._spoken:
            out.begin("div", type="message")
        out.copy(self._files["message"], change)
        if self._spoken:
            out.end()
        if between is not None:
            out.copy(between, change)
        if self._has("processing"):
            out.begin("div", type="processing")
            out.copy(self._files["processing"], change)
            out.end()

    def _has(self, name: str) -> bool:
        return self._files[name].tell() > 0

    def close(self) -> list[Part]:
        """Nothing more is said here; what is left of the page that began last."""
        self._open()
        at = max((n for n, one in enumerate(self._held) if one.role is None), default=None)
        if at is None or any(
            one.role not in _GLOBAL and one.role is not Role.STAMP for one in self._held[at:]
        ):
            return []
        rest = self._held[at:]
        del self._held[at:]
        return rest

    def _end(self) -> None:
        """What was held back is the end now."""
        self._open()
        held, self._held = self._held, []
        self._ungroup()
        message: list[Part] = []
        for part in held:
            if part.role in (Role.STAMP, Role.PROCESSING):
                self._process(part)
            else:
                message.append(part)
        if self._at_top:  # there must be some text before a closer
            for part in message:
                self._middle(part)
            self._ungroup()
        else:
            closing(message, self._message, self._between, self._paragraph)
        self._write_late()


def spool(stack: ExitStack) -> IO[bytes]:
    """A file to gather parts in, gone when the stack is left."""
    return stack.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


def _is_late(part: Part) -> bool:
    return part.role is Role.STAMP and part.kind == "declassification"
