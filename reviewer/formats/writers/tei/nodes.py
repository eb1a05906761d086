"""The one shape that TEI is made of here, and how it becomes text.

Not lxml's tree: a page is built and written within a few milliseconds, so that a long document
never stands in memory, and white space stands only where somebody put it.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from reviewer.formats.characters import composed, escaped, lawful, quoted


@dataclass(slots=True)
class Element:
    """An element with mixed content."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and all elements in it, in the order of the text."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


Content = Element | str


def element(name: str, *children: Content, **attributes: str) -> Element:
    """An element; `xml_id` is written xml:id, and empty values are left out."""
    named = {
        ("xml:" + key[4:] if key.startswith("xml_") else key): value
        for key, value in attributes.items()
        if value
    }
    return Element(name, named, list(children))


def markup(node: Content) -> str:
    """A node as it is written, its text in NFC."""
    parts: list[str] = []
    _write(node, parts, composed)
    return "".join(parts)


def verbatim(node: Content) -> str:
    """A node as it is written, its text character for character (the OCR layer)."""
    parts: list[str] = []
    _write(node, parts, lawful)
    return "".join(parts)


def _write(node: Content, parts: list[str], clean: Callable[[str], str]) -> None:
    if isinstance(node, str):
        parts.append(escaped(clean(node)))
        return
    name = node.name
    parts.append(f"<{name}")
    for attribute, value in node.attributes.items():
        parts.append(f' {attribute}="{quoted(clean(value))}"')
    if not node.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in node.children:
        if isinstance(child, str):
            parts.append(escaped(clean(child)))
        else:
            _write(child, parts, clean)
    parts.append(f"</{name}>")


class Outline:
    """Writes block elements with their indent; mixed content goes in whole, as a node."""

    def __init__(self, out: IO[bytes], depth: int = 0) -> None:
        self._out = out
        self._depth = depth
        self._open: list[str] = []

    @property
    def open(self) -> tuple[str, ...]:
        """Names of the elements that are open, outermost first."""
        return tuple(self._open)

    def begin(self, name: str, **attributes: str) -> None:
        """Open an element that holds blocks only."""
        tag = markup(element(name, **attributes))
        self._line(tag[:-2] + ">")
        self._open.append(name)

    def end(self) -> None:
        """Close the element opened last."""
        name = self._open.pop()
        self._line(f"</{name}>")

    def put(self, node: Element) -> None:
        """Write an element with all its content on a line of its own."""
        self._line(markup(node))

    def put_all(self, nodes: Iterable[Content]) -> None:
        """Write some nodes on one line."""
        self._line("".join(markup(node) for node in nodes))

    def copy(self, part: IO[bytes], change: Callable[[bytes], bytes] | None = None) -> None:
        """Write what another outline wrote to a file, or what `change` makes of each line."""
        part.seek(0)
        if change is None:
            shutil.copyfileobj(part, self._out)
        else:
            self._out.writelines(map(change, part))

    def put_verbatim(self, node: Element) -> None:
        """The same, with its text character for character."""
        self._line(verbatim(node))

    def put_written(self, text: str) -> None:
        """The same of what is mark-up already, lawful and in NFC."""
        self._line(text)

    def _line(self, text: str) -> None:
        indent = "  " * (self._depth + len(self._open))
        self._out.write(f"{indent}{text}\n".encode())
