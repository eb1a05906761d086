"""What makes a file invalid, found by trying what would mend it.

libxml2 says little of an invalid file, and often of the wrong element: a date that never was is to
it "Expecting element gap, got date", and each element around it is complained of as well. So the
file is copied, and of the element at the bottom of the complaints an attribute, a text, a child or
the element itself is taken away, until the complaint is gone: that was it. Then the next one shows.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import combinations

from lxml import etree

from reviewer.formats.checking.found import Found, called, called_so, found
from reviewer.formats.saying import saying
from reviewer.formats.xml import XML_ID, XML_NS, local, tei, text_of

_ROUNDS = 40  # problems of a file that are looked for one by one
_LARGE = 60_000  # elements from which on trying takes too long
_WORK = 250_000  # elements that all attempts together look at
_FEWEST, _MOST = 40, 250  # attempts at a file, whatever its size
_CHILDREN = 60  # children of an element that are tried
_LACKING = (XML_ID, "target", "type", "url", "ident", "points")
"""Attributes that may be missing."""

_GOOD = {
    "status": "draft",
    "when": "2000",
    "width": "1px",
    "height": "1px",
    "url": "x",
    "points": "0,0 1,1 2,2",
    "motivation": "commenting",
    f"{{{XML_NS}}}lang": "en",
    "ident": "en",
    "version": "1",
    "target": "#x",
}
"""A lawful value for attributes that may not be left out."""

_NEEDED = {
    "publicationStmt": ("publisher",),
    "msIdentifier": ("repository",),
    "titleStmt": ("title",),
    "respStmt": ("resp", "persName"),
    "TEI": ("teiHeader",),
}
"""What an element of a name cannot do without."""

_TRIED = 8  # attributes of an element that are tried

_Undo = Callable[[], object]


def diagnose(schema: etree.RelaxNG, tree: etree._ElementTree) -> Iterator[Found]:
    """What is wrong with a tree by a schema; nothing where it is valid."""
    if schema.validate(tree):
        return
    root = tree.getroot()
    if _is_large(root):
        yield from _as_said(schema, root)
        return
    copied = deepcopy(root)
    first = dict(zip(copied.iter(), root.iter(), strict=True))
    trial = _Trial(schema, copied, first)
    for _ in range(_ROUNDS):
        one = trial.next()
        if one is None:
            return
        yield one
        if trial.stuck:
            return


def _is_large(root: etree._Element) -> bool:
    return any(count > _LARGE for count, _ in enumerate(root.iter()))


def _as_said(schema: etree.RelaxNG, root: etree._Element) -> Iterator[Found]:
    for entry in list(schema.error_log):
        what, todo = saying(entry.message)
        yield Found(_at(root, entry.path), what, todo)


def _at(root: etree._Element, path: str | None) -> etree._Element:
    """The element that libxml2 names by a path."""
    named = root.getroottree().xpath(path) if path else []
    one = named[0] if isinstance(named, list) and named else root
    return one if isinstance(one, etree._Element) else root


class _Trial:
    """A copy of a file that is mended step by step."""

    def __init__(
        self,
        schema: etree.RelaxNG,
        root: etree._Element,
        first: dict[etree._Element, etree._Element],
    ) -> None:
        self._schema = schema
        self._root = root
        self._first = first
        self._left = min(max(_WORK // len(first), _FEWEST), _MOST)
        self.stuck = False

    def next(self) -> Found | None:
        """The next problem, mended by now; None where there is none."""
        if self._schema.validate(self._root):
            return None
        entries = list(self._schema.error_log)
        culprits = self._culprits(entries)
        for element in culprits if self._left > 0 else ():
            if one := self._tried(element):
                return one
        self.stuck = True
        what, todo = saying(entries[0].message) if entries else ("", "")
        if not what:
            return found(self._real(self._root), "schema.unexplained")
        return Found(self._real(_at(self._root, entries[0].path)), what, todo)

    def _culprits(self, entries: list[etree._LogEntry]) -> list[etree._Element]:
        """The elements complained of, the innermost first."""
        named = dict.fromkeys(_at(self._root, entry.path) for entry in entries)
        depth = {element: sum(1 for _ in element.iterancestors()) for element in named}
        return sorted(named, key=lambda element: -depth[element])

    def _real(self, element: etree._Element) -> etree._Element:
        return self._first.get(element, self._first[self._root])

    def _tried(self, element: etree._Element, named: etree._Element | None = None) -> Found | None:
        """What is wrong with an element, mended; None where no attempt makes it good.

        `named` is the element complained of, where that is one around it.
        """
        named = element if named is None else named
        attempts = (self._attribute, self._lacking, self._missing, self._text, self._child)
        for attempt in attempts:
            if one := attempt(element, named):
                return one
        return self._itself(element) if named is element else None

    def _mends(self, element: etree._Element) -> bool:
        """Whether an element is complained of no longer; no more is tried once enough was."""
        if self._left <= 0:
            return False
        self._left -= 1
        if self._schema.validate(self._root):
            return True
        entries = list(self._schema.error_log)
        named = [_at(self._root, entry.path) for entry in entries]
        around = set(element.iterancestors())
        return element not in named and not around.intersection(named)

    def _attribute(self, element: etree._Element, named: etree._Element) -> Found | None:
        """One attribute, taken away or given a good value; or two, where two are wrong."""
        given = [(str(name), str(value)) for name, value in element.items()]
        two = combinations(given[:_TRIED], 2) if named is element else ()
        for wrong in (*combinations(given[:_TRIED], 1), *two):
            for mended in (_dropped, _replaced):
                if self._left > 0 and mended(element, wrong) and self._mends(named):
                    return _bad_attribute(self._real(element), *wrong[0])
                for name, value in wrong:
                    element.set(name, value)
        return None

    def _missing(self, element: etree._Element, named: etree._Element) -> Found | None:
        """A child that elements of its name need."""
        for holder in (element, element.getparent()):
            for name in _NEEDED.get(local(holder), ()) if holder is not None else ():
                if holder is None or holder.find(tei(name)) is not None:
                    continue
                added = etree.Element(tei(name))
                added.text = "x"
                holder.insert(0, added)
                self._first[added] = self._real(holder)
                if self._mends(named):
                    return found(self._real(holder), "schema.missing", one=called_so(name))
                holder.remove(added)
        return None

    def _lacking(self, element: etree._Element, named: etree._Element) -> Found | None:
        for name in _LACKING:
            if name in element.attrib:
                continue
            element.set(name, "x" if name != "points" else "0,0 1,1 2,2")
            if self._mends(named):
                attribute = _shown(name)
                return found(
                    self._real(element), "schema.lacks", one=called(element), attribute=attribute
                )
            del element.attrib[name]
        return None

    def _text(self, element: etree._Element, named: etree._Element) -> Found | None:
        loose = " ".join(text for text in _own_texts(element) if text.strip()).split()
        if not loose:
            return None
        undo = _without_text(element)
        if self._mends(named):
            return found(
                self._real(element), "schema.loose_text", word=loose[0], one=called(element)
            )
        undo()
        return None

    def _child(self, element: etree._Element, named: etree._Element) -> Found | None:
        """A child without which all is well; and of that, whatever is wrong in it."""
        children = [child for child in element if local(child)]
        for child in children[:_CHILDREN]:
            real = self._real(child)
            undo = _without(child)
            if not self._mends(named):
                undo()
                continue
            undo()
            if inside := self._tried(child, named):
                return inside
            _without(child)
            return _misplaced(real, local(element))
        return None

    def _itself(self, element: etree._Element) -> Found | None:
        parent = element.getparent()
        if parent is None:
            return None
        real = self._real(element)
        undo = _without(element)
        if self._mends(parent):
            return _misplaced(real, local(parent))
        undo()
        return None


def _bad_attribute(element: etree._Element, name: str, value: str) -> Found:
    """An attribute that is not as it should be; for those that people fill in, how it should be."""
    shown = _shown(name)
    if shown == "when" and any(element.get(other) for other in _SPAN):
        return found(element, "date_twice", word=" ".join(text_of(element).split()))
    kind = f"schema.attributes_of.{shown}"
    stranger = shown == "status" and local(element) not in ("revisionDesc", "change")
    if shown not in _EXPLAINED or stranger:
        kind = "schema.attribute"
    return found(element, kind, one=called(element), attribute=shown, value=value)


_SPAN = ("from", "to", "notBefore", "notAfter")
_EXPLAINED = frozenset({"when", "from", "to", "notBefore", "notAfter", "cert", "status", "url"})


def _misplaced(element: etree._Element, parent: str) -> Found:
    """An element that may not stand where it does, or lacks what it needs."""
    inside = [local(child) for child in element if local(child)]
    name = local(element)
    word = (text_of(element).split() or [""])[0]
    if name == "choice" and len(inside) < 2:
        return found(element, "schema.one_reading", word=word)
    if name == "respStmt":
        return found(element, "schema.nobody")
    if not inside and not text_of(element).strip():
        return found(element, "schema.is_empty", one=called(element))
    return found(element, "schema.extra", word=word, one=called(element), other=f"<{parent}>")


def _dropped(element: etree._Element, wrong: Sequence[tuple[str, str]]) -> bool:
    for name, _ in wrong:
        del element.attrib[name]
    return True


def _replaced(element: etree._Element, wrong: Sequence[tuple[str, str]]) -> bool:
    """Give attributes a lawful value; False where none is known of any of them."""
    for name, value in wrong:
        element.set(name, _GOOD.get(name, value))
    return any(name in _GOOD for name, _ in wrong)


def _shown(name: str) -> str:
    return "xml:" + name.rpartition("}")[2] if name.startswith("{http://www.w3.org/XML") else name


def _own_texts(element: etree._Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]


def _without_text(element: etree._Element) -> _Undo:
    """Take the texts directly in an element away."""
    text, tails = element.text, [(child, child.tail) for child in element]
    element.text = None
    for child in element:
        child.tail = None

    def undo() -> None:
        element.text = text
        for child, tail in tails:
            child.tail = tail

    return undo


def _without(element: etree._Element) -> _Undo:
    """Take an element away; what follows it stays."""
    parent = element.getparent()
    assert parent is not None, "the outermost element stays"
    at, tail = parent.index(element), element.tail
    before = element.getprevious()
    element.tail = None
    parent.remove(element)
    kept = parent.text if before is None else before.tail
    if before is None:
        parent.text = (kept or "") + (tail or "")
    else:
        before.tail = (kept or "") + (tail or "")

    def undo() -> None:
        if before is None:
            parent.text = kept
        else:
            before.tail = kept
        parent.insert(at, element)
        element.tail = tail

    return undo
