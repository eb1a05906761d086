"""The text of an archival file, block by block (ENCODING.md, sections 2 and 3, the other way)."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from reviewer.core.lexicon import LexiconEntry
from reviewer.core.model import Role
from reviewer.core.roles import KINDS
from reviewer.core.shown import Block
from reviewer.formats.readers.tei.inline import Stretch, Told, is_beside
from reviewer.formats.readers.tei.people import People
from reviewer.formats.xml import XML_ID, line_of, local, tei

_LINES = f"{tei('sourceDoc')}//{tei('line')}"
_HOLDERS = frozenset(
    "body front back group text div div1 div2 div3 div4 div5 div6 div7 floatingText lg".split()
)
_BREAKS = frozenset({"pb", "cb", "lb", "milestone"})
_OWN_LINES = frozenset({"dateline", "salute", "signed", "address"})
_ROLES = {
    "head": Role.HEADING,
    "dateline": Role.DATELINE,
    "salute": Role.SALUTATION,
    "signed": Role.SIGNATURE,
    "item": Role.LIST_ITEM,
    "row": Role.TABLE_ROW,
    "address": Role.ADDRESS,
}
_AB = {
    "heading": Role.HEADING,
    "dateline": Role.DATELINE,
    "signature": Role.SIGNATURE,
    "salutation": Role.SALUTATION,
    "number": Role.NUMBER,
    "handling": Role.HANDLING,
    "address": Role.ADDRESS,
}
_NAMED = frozenset({"addressee", "sender"})
_PLACES = {"margin-left": "left", "margin-right": "right"}
_FW = {"pageNum": Role.PAGE_NUMBER, "noise": Role.NOISE}

Task = tuple[Role, str]


def read_blocks(
    root: etree._Element,
    people: People,
    registers: Mapping[str, LexiconEntry],
    remarks: list[str],
) -> Sequence[Block]:
    """The blocks of the text of a TEI element; elements that mean nothing to us are remarked."""
    text = root.find(tei("text"))
    if text is None:
        return ()
    strange: dict[str, int] = {}
    told = Told(people, registers, lambda one: strange.setdefault(local(one), line_of(one)))
    found = tuple(_Reader(told, root).blocks(text, ""))
    remarks += [
        f"line {line}: the element {name} means nothing here; its words were taken"
        for name, line in strange.items()
    ]
    return found


class _Reader:
    def __init__(self, told: Told, root: etree._Element) -> None:
        """`root` is asked for the lines of the transcript: how they are called and numbered."""
        self._told = told
        self._lines: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        for place, line in enumerate(root.iterfind(_LINES), start=1):
            self._lines[line.get(XML_ID, "")] = place
            if line.get("n", "").isdecimal():
                self._numbers[int(line.get("n", ""))] = place

    def blocks(self, element: etree._Element, division: str) -> Iterator[Block]:
        """The blocks in a division."""
        for child in element:
            name = local(child)
            if not name or name in _BREAKS:
                continue
            if name in _HOLDERS:
                yield from self.blocks(child, child.get("type", "") or division)
            elif name in ("opener", "closer"):
                yield from self._lined(child, name, division)
            elif name == "postscript":
                for part in child:
                    if local(part) and local(part) not in _BREAKS:
                        yield from self._block(part, (Role.POSTSCRIPT, ""), division)
            elif name in ("list", "table"):
                yield from self._rows(child, division)
            else:
                yield from self._block(child, self._task(child, division), division)

    def _rows(self, element: etree._Element, division: str) -> Iterator[Block]:
        copies = element.get("type") == "distribution"
        for child in element:
            name = local(child)
            if not name or name in _BREAKS:
                continue
            if name not in ("item", "row", "label", "head"):
                yield from self._block(child, self._task(child, division), division)
                continue
            task = (Role.DISTRIBUTION, "") if copies else (_ROLES.get(name, Role.LIST_ITEM), "")
            yield from self._block(child, task, division, spot=element.get("rend", ""))

    def _lined(self, element: etree._Element, name: str, division: str) -> Iterator[Block]:
        """The lines of an opener or closer: those with an element, and runs of what has none."""
        loose: list[etree._Element] = []
        where = ""
        for child in element:
            here = child.get("corresp", "")
            own = local(child) in _OWN_LINES
            if local(child) in _BREAKS or own or (here and where and here != where):
                yield from self._loose(loose, element, name, division)
                loose, where = [], ""
            if own:
                task = (_ROLES[local(child)], "")
                yield from self._block(child, task, division, around=element)
            elif local(child) and local(child) not in _BREAKS:
                loose.append(child)
                where = where or here
        yield from self._loose(loose, element, name, division)

    def _loose(
        self, nodes: Sequence[etree._Element], around: etree._Element, name: str, division: str
    ) -> Iterator[Block]:
        if not nodes:
            return
        role, kind = Role.SIGNATURE if name == "closer" else Role.DATELINE, ""
        for node in nodes:
            task = _loose_task(node)
            if task is not None:
                role, kind = task
                break
        stretch = Stretch(self._told)
        for node in nodes:
            stretch.say(" ")
            stretch.put(node)
        pointed = [*nodes, around]
        corresp = next((one.get("corresp", "") for one in pointed if one.get("corresp")), "")
        yield from self._made(stretch, Block("", "", role, kind), corresp, division)

    def _block(
        self,
        element: etree._Element,
        task: Task,
        division: str,
        spot: str = "",
        around: etree._Element | None = None,
    ) -> Iterator[Block]:
        role, kind = task
        stretch = Stretch(self._told)
        stretch.inside(element)
        spot = element.get("place", "") or element.get("rend", "") or spot
        place = _PLACES.get(spot, spot if spot in ("top", "bottom", "left", "right") else "")
        pointed = [element, *element] if around is None else [element, *element, around]
        corresp = next((one.get("corresp", "") for one in pointed if one.get("corresp")), "")
        made = Block("", "", role, kind, place, key=element.get(XML_ID, ""))
        yield from self._made(stretch, made, corresp, division)

    def _made(self, stretch: Stretch, block: Block, corresp: str, division: str) -> Iterator[Block]:
        pointed = [pointer.removeprefix("#") for pointer in corresp.split()]
        lines = [self._lines[one] for one in pointed if one in self._lines]
        begun = [self._numbers[one] for one in stretch.lines if one in self._numbers]
        running = block.role not in _BESIDE and division not in ("distribution", "processing")
        made = stretch.block(block)
        if not stretch.empty:
            yield Block(
                made.source,
                made.text,
                made.role,
                made.kind,
                made.place,
                tuple(dict.fromkeys(lines or begun)),
                running,
                made.readings,
                made.marks,
                made.key,
            )
        for aside in stretch.asides:
            yield from self._block(aside, self._task(aside, division), division)

    @staticmethod
    def _task(element: etree._Element, division: str) -> Task:
        """The role and kind of a block by its element."""
        name, kind = local(element), element.get("type", "")
        stamp = element.find(tei("stamp"))
        if name == "fw":
            role = _FW.get(kind, Role.FORM)
            return role, _known(role, kind if kind != "form" else "")
        if is_beside(element):
            return Role.MARGINAL, ""
        if stamp is not None and name in ("ab", "p"):
            return Role.STAMP, _known(Role.STAMP, stamp.get("type", "") or kind)
        if name == "stamp":
            return Role.STAMP, _known(Role.STAMP, kind)
        if name == "ab" and (division == "processing" or kind in KINDS[Role.PROCESSING]):
            return Role.PROCESSING, _known(Role.PROCESSING, kind)
        if name == "ab" and kind in _NAMED:
            return Role.ADDRESS, kind
        if name == "ab":
            return _AB.get(kind, Role.BODY), ""
        role = _ROLES.get(name, Role.BODY)
        return role, _known(role, kind)


_BESIDE = frozenset(
    {
        Role.FORM,
        Role.PAGE_NUMBER,
        Role.NOISE,
        Role.STAMP,
        Role.MARGINAL,
        Role.DISTRIBUTION,
        Role.PROCESSING,
    }
)


def _loose_task(node: etree._Element) -> Task | None:
    """What the line of an opener is for, by an element in it; None where it does not tell."""
    name, kind = local(node), node.get("type", "")
    if name == "idno":
        return Role.NUMBER, _known(Role.NUMBER, kind)
    if name == "seg" and kind == "handling":
        return Role.HANDLING, ""
    if name == "seg" and kind == "number":
        return Role.NUMBER, _known(Role.NUMBER, node.get("subtype", ""))
    if name == "seg" and kind in _NAMED:
        return Role.ADDRESS, kind
    if name in ("orgName", "persName", "placeName", "rs"):
        role = node.get("role", "")
        return Role.ADDRESS, role if role in _NAMED else "addressee"
    return None


def _known(role: Role, kind: str) -> str:
    return kind if kind in KINDS.get(role, ()) else ""
