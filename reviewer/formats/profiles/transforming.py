"""A file of ours made into what a profile declares, in one walk and constant memory."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO

from reviewer.core.profile import OwnProfile, Where
from reviewer.formats.characters import quoted
from reviewer.formats.profiles.changing import Changer, Known
from reviewer.formats.profiles.gathering import Gathered, Lines
from reviewer.formats.profiles.heading import entries_of, make_header
from reviewer.formats.profiles.idents import Idents
from reviewer.formats.profiles.naming import origin_of
from reviewer.formats.profiles.tally import Tally
from reviewer.formats.profiles.walking import Step, walk
from reviewer.formats.writers.tei.divisions import spool
from reviewer.formats.writers.tei.nodes import Element

_DEPTH = 3  # of the document's division
_MODELS = {
    "schema": "http://relaxng.org/ns/structure/1.0",
    "schematron": "http://purl.oclc.org/dsdl/schematron",
}


class Transforming:
    """One walk over a file; `tally` tells afterwards what was left out."""

    def __init__(
        self, profile: OwnProfile, idents: Idents, values: Mapping[str, str], out: IO[bytes]
    ) -> None:
        """`values` are those of the header's templates."""
        self._profile = profile
        self._idents = idents
        self._values = values
        self._out = Lines(out)
        self._raw = out
        document = {
            (name if name in ("document", "language") else f"header.{name}"): value
            for name, value in values.items()
        }
        self._known = Known(document)
        self._changer = Changer(profile, idents, self._known)
        self._stack = ExitStack()
        self._document: Gathered | None = None
        self._enclosure: Gathered | None = None
        self._division = ""
        self._group: tuple[int, Element] | None = None
        self._groups = 0  # lists and tables so far
        self._gone = ""  # the key of a list that is left out
        self._around: list[Element] = []

    @property
    def tally(self) -> Tally:
        """What was left out."""
        return self._changer.tally

    def run(self, base: IO[bytes]) -> None:
        """Make the file."""
        self._raw.write(self._prologue().encode())
        with self._stack:
            self._enclosures = spool(self._stack)
            for step, element in walk(base):
                if step is not Step.END:
                    for one in element.walk():
                        if identity := one.attributes.get("xml:id"):
                            self._idents.seen(identity)
                if step is Step.BEGIN:
                    self._begin(element)
                elif step is Step.END:
                    self._end(element)
                else:
                    self._block(element)
        self._raw.write(self._epilogue().encode())

    def _prologue(self) -> str:
        lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        home = self._profile.path.resolve().parent
        for name, kind in _MODELS.items():
            file = getattr(self._profile, name)
            if file is not None:
                href = quoted(file.relative_to(home).as_posix()).replace("?>", "")
                lines.append(
                    f'<?xml-model href="{href}" type="application/xml" schematypens="{kind}"?>'
                )
        return "\n".join(lines) + "\n"

    def _epilogue(self) -> str:
        """A comment that says what was left out, where that was something."""
        told = [f"{count} of {key}" for key, count in self.tally.by_key.items() if count]
        if not told:
            return ""
        return f"<!-- {LEFT_OUT}{', '.join(told)} -->\n"

    # what holds blocks

    def _begin(self, element: Element) -> None:
        name = element.name
        if name == "div":
            self._begin_division(element)
        elif name in ("list", "table") and self._document is not None:
            key = origin_of(element, None)
            gone, group = self._changer.outer(element, key)
            self._gone = key.key if gone else ""
            self._groups += 1
            self._group = (self._groups, group) if group is not None else None
        elif name == "TEI":
            self._out.begin_as(self._root(element))
        elif self._is_kept(name):
            self._out.begin_as(Element(name, self._changer.given(None, element)))
        self._around.append(element)

    def _root(self, element: Element) -> Element:
        spaces = {"xmlns": self._profile.namespace}
        spaces |= {f"xmlns:{prefix}": uri for prefix, uri in self._profile.namespaces.items()}
        return Element(self._profile.root, spaces | self._changer.given(None, element))

    def _begin_division(self, element: Element) -> None:
        kind = element.attributes.get("type", "")
        rule = self._profile.divisions.get(kind)
        flat = self._profile.flat
        if kind in ("document", "enclosure"):
            made = Element("div", self._changer.given(rule, element))
            gathered = Gathered(
                self._stack,
                made,
                _DEPTH if kind == "document" or flat else _DEPTH + 1,
                flat=flat,
            )
            if kind == "document":
                self._document = gathered
            else:
                self._enclosure = gathered
            self._division = ""
            return
        self._division = kind
        gathered_now = self._enclosure or self._document
        assert gathered_now is not None, "a division stands in a document"
        attributes = {} if flat else self._changer.given(rule, element)
        gathered_now.begin(kind, Element("div", attributes))

    def _end(self, element: Element) -> None:
        around = self._around.pop()
        if element.name == "div":
            self._end_division(around.attributes.get("type", ""))
        elif element.name in ("list", "table") and self._document is not None:
            self._group, self._gone = None, ""
        elif element.name == "TEI" or self._is_kept(element.name):
            self._out.end()

    def _end_division(self, kind: str) -> None:
        self._division = ""
        if kind == "enclosure" and self._enclosure is not None:
            self._enclosure.finish(Lines(self._enclosures, _DEPTH + (not self._profile.flat)))
            self._enclosure = None
        elif kind == "document" and self._document is not None:
            self._document.finish(self._out, None if self._profile.flat else self._enclosures)
            if self._profile.flat:
                self._out.copy(self._enclosures)
            self._document = None

    # blocks

    def _block(self, element: Element) -> None:
        parent = self._around[-1]
        if element.name == "teiHeader":
            self._header(element)
        elif self._document is not None:
            self._text(element, parent)
        elif self._is_kept(parent.name):
            self._out.put_verbatim(self._copied(element))

    def _text(self, element: Element, parent: Element) -> None:
        gathered = self._enclosure or self._document
        assert gathered is not None
        if self._gone:
            self.tally.leave_out(self._gone, [element], inside=False)
            return
        where = self._changer.where(element, parent)
        nodes = self._changer.block(element, parent)
        group = self._group
        if where not in (Where.HERE, Where.FW):
            group = None if element.name not in ("item", "row") else group
        gathered.put(nodes, self._division, where, element.name, group)

    def _is_kept(self, name: str) -> bool:
        """Whether something beside the text, or what is around text, is in the file."""
        if name in ("text", "body"):
            return True
        names = [one.name for one in self._around] + [name]
        parts = [one for one in names if one in ("facsimile", "sourceDoc", "standOff")]
        return bool(parts) and parts[0] in self._profile.parts

    def _copied(self, element: Element) -> Element:
        """An element as it is, with its ids and pointers as they are now."""
        children = [
            self._copied(child) if isinstance(child, Element) else child
            for child in element.children
        ]
        return Element(element.name, self._changer.given(None, element), children)

    def _header(self, element: Element) -> None:
        self._known.entries = entries_of(element)
        _put(self._out, self._copied(make_header(element, self._profile, self._values)))


LEFT_OUT = "Left out by the profile, in words: "
"""How the comment begins that ends a file from which something was left out."""


def _put(out: Lines, element: Element) -> None:
    """Write an element of the header with its indent."""
    inner = [child for child in element.children if isinstance(child, Element)]
    mixed = any(isinstance(child, str) and child.strip() for child in element.children)
    if mixed or not inner:
        out.put_verbatim(element)
        return
    out.begin_as(element)
    for child in inner:
        _put(out, child)
    out.end()


def told(last: str) -> Iterator[str]:
    """What the comment at a file's end says was left out."""
    begin = last.rfind(f"<!-- {LEFT_OUT}")
    if begin >= 0:
        yield last[begin + len(LEFT_OUT) + 5 :].partition(" -->")[0]
