"""The text of a TEI file made by others, as a reader of the copy text would see it.

- A page begins at each `pb`, a line at each `lb` and at each block (paragraph, heading, item, row
  of a table, line of verse or of an address). Runs of white space are one blank.
- As printed: of a `choice`, `sic`, `orig` and `abbr` are taken; `am` counts, `ex` and `supplied`
  do not; of an `app`, the `lem`. What the writer crossed out (`del`) is left out, what he added
  stays.
- Notes of the document and `fw` (running heads, page numbers) are lines of their own, behind the
  line in which they stand; editors' notes (`type="editorial"`), descriptions of figures and of
  gaps are left out.
- Where a word runs on behind a line (`break="no"`) the line ends in a hyphen if the text has one,
  if `@rend` says so, or if the header says that end-of-line hyphens were dropped
  (`hyphenation/@eol="none"`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reviewer.core.model import Image, Page, Role
from reviewer.formats.building import PageBuilder
from reviewer.formats.readers.tei.facsimile import Facsimile, Zone
from reviewer.formats.roles import role_of
from reviewer.formats.xml import local, tei

_BLOCKS = frozenset(
    "ab addrLine address argument back body byline castItem castList cb closer dateline div div1"
    " div2 div3 div4 div5 div6 div7 docAuthor docDate docEdition docImprint docTitle epigraph"
    " figure floatingText front group head imprimatur item l lg list listBibl opener p postscript"
    " row salute signed sp speaker stage table text titlePage titlePart trailer".split()
)
_UNSEEN = frozenset(
    "certainty del desc ex figDesc gap index interp interpGrp precision respons space"
    " supplied teiHeader".split()
)
_AS_PRINTED = ("sic", "orig", "abbr", "lem")
_ROLES = {
    "head": Role.HEADING,
    "opener": Role.DATELINE,
    "dateline": Role.DATELINE,
    "signed": Role.SIGNATURE,
    "address": Role.ADDRESS,
    "addrLine": Role.ADDRESS,
    "stamp": Role.STAMP,
}
_WHITE = re.compile(r"[ \t\r\n]+")
_HYPHENS = "-\u00ad\u2010\u00ac\u2e17="


@dataclass
class _Row:
    """A line in the making."""

    text: str = ""
    role: Role | None = None
    zone: Zone | None = None


@dataclass
class _Leaf:
    """A page in the making."""

    label: str = ""
    image: Image | None = None
    size: tuple[int, int] = (0, 0)
    opened: bool = False
    rows: list[_Row] = field(default_factory=list)


def read_text(root: etree._Element, facsimile: Facsimile) -> Iterator[Page]:
    """The pages of the text of a TEI element."""
    declared = root.find(f"{tei('teiHeader')}//{tei('hyphenation')}[@eol='none']")
    text = root.find(tei("text"))
    leaves = _Setter(facsimile, declared is not None).set(text) if text is not None else ()
    for number, leaf in enumerate(leaves, start=1):
        yield _page(leaf, number, facsimile)


def _page(leaf: _Leaf, number: int, facsimile: Facsimile) -> Page:
    name = facsimile.path.name
    builder = PageBuilder(facsimile.remarks, f"{name}, page {number}", *leaf.size)
    regions: dict[int, int] = {}
    for row in leaf.rows:
        zone = row.zone
        region = zone if zone and zone.kind != "line" else zone.region if zone else None
        if region and id(region) not in regions:
            role = role_of(region.subtype)
            regions[id(region)] = builder.add_region(
                region.subtype, role, region.box, region.outline
            )
        line = zone if zone and zone.kind == "line" else None
        builder.add_line(
            [],
            text=row.text,
            role=row.role,
            region=regions[id(region)] if region else None,
            box=line.box if line else None,
            outline=line.outline if line else (),
            baseline=line.baseline if line else (),
        )
    return builder.make(number, label=leaf.label, image=leaf.image, file=name, place=number - 1)


class _Setter:
    """Sets the text of an element into pages and lines."""

    def __init__(self, facsimile: Facsimile, dropped_hyphens: bool) -> None:
        self._facsimile = facsimile
        self._dropped_hyphens = dropped_hyphens
        self._row = _Row()
        self._asides: list[_Row] = []  # notes to be set behind the open line
        self._role: Role | None = None
        self._leaf = _Leaf()

    def set(self, element: etree._Element) -> Iterator[_Leaf]:
        """Pages in order, each when it is complete."""
        yield from self._element(element)
        self._end_row()
        if self._leaf.rows or self._leaf.opened:
            yield self._leaf

    def _element(self, element: etree._Element) -> Iterator[_Leaf]:
        name = local(element)
        if not name or name in _UNSEEN or _is_editors(element):
            return
        if name in ("choice", "app"):
            chosen = [c for wanted in _AS_PRINTED for c in element if local(c) == wanted]
            first = [c for c in element if local(c)]
            for child in (chosen or first)[:1]:
                yield from self._inside(child)
        elif name in ("lb", "pb"):
            yield from self._break(element, name == "pb")
        elif name in ("note", "fw"):
            yield from self._aside(element, name)
        else:
            yield from self._block(element, name)

    def _block(self, element: etree._Element, name: str) -> Iterator[_Leaf]:
        before = self._role
        own = _ROLES.get(name)
        if name in _BLOCKS:
            self._end_row()
        if own is not None:
            self._role = own
        if name == "cell" and self._row.text:
            self._row.text = self._row.text.rstrip(" ") + "\t"
        self._point(element)
        yield from self._inside(element)
        if name in _BLOCKS:
            self._end_row()
        self._role = before

    def _inside(self, element: etree._Element) -> Iterator[_Leaf]:
        self._say(element.text)
        for child in element:
            yield from self._element(child)
            self._say(child.tail)

    def _aside(self, element: etree._Element, name: str) -> Iterator[_Leaf]:
        """A note or a form word: lines of its own, which wait until the open line has ended."""
        open_row, waiting, before = self._row, self._asides, self._role
        leaf, self._leaf = self._leaf, _Leaf()
        self._row, self._asides, self._role = _Row(), [], _role_aside(element, name)
        self._point(element)
        # A page that begins within a note would tear the line around it: it is only a line there.
        for torn in self._inside(element):
            leaf.rows += torn.rows
        self._end_row()
        rows, self._leaf = self._leaf.rows, leaf
        self._row, self._asides, self._role = open_row, waiting, before
        if self._row.text.strip():
            self._asides += rows
        else:
            self._leaf.rows += rows
        yield from ()

    def _break(self, element: etree._Element, page: bool) -> Iterator[_Leaf]:
        if element.get("break") == "no":
            self._show_hyphen(element)
        self._end_row()
        if not page:
            self._point(element)
            return
        if self._leaf.rows or self._leaf.opened:
            yield self._leaf
        self._leaf = self._open(element)

    def _open(self, element: etree._Element) -> _Leaf:
        """The page that a `pb` begins."""
        pointer = element.get("facs", "").strip()
        home = self._facsimile.surface(pointer)
        label = " ".join(element.get("n", "").split()) or (home.label if home else "")
        if home is not None:
            return _Leaf(label, home.image, home.size, opened=True)
        image = None if pointer.startswith("#") or not pointer else self._facsimile.image(pointer)
        return _Leaf(label, image, opened=True)

    def _show_hyphen(self, element: etree._Element) -> None:
        text = self._row.text.rstrip(" ")
        noted = "hyphen" in element.get("rend", "") or "hyphen" in element.get("rendition", "")
        if text and text[-1] not in _HYPHENS and (noted or self._dropped_hyphens):
            self._row.text = text + "-"

    def _say(self, text: str | None) -> None:
        said = _WHITE.sub(" ", text or "")
        if not self._row.text or self._row.text[-1] in " \t":
            said = said.lstrip(" ")
        if said and self._row.role is None:
            self._row.role = self._role
        self._row.text += said

    def _point(self, element: etree._Element) -> None:
        """Note the zone of a line that has no text yet."""
        zone = self._facsimile.zone(element.get("facs", ""))
        if zone is not None and not self._row.text:
            self._row.zone = zone

    def _end_row(self) -> None:
        self._row.text = self._row.text.rstrip(" \t")
        if self._row.text:
            self._leaf.rows.append(self._row)
            region = self._row.zone
            self._row = _Row(zone=region.region if region and region.kind == "line" else region)
        self._leaf.rows += self._asides
        self._asides = []


def _role_aside(element: etree._Element, name: str) -> Role | None:
    kind = element.get("type", "")
    if name == "fw":
        found = role_of(kind)
        return Role.FORM if found is Role.BODY else found
    aside = kind == "marginal" or "margin" in element.get("place", "")
    return Role.MARGINAL if aside else None


def _is_editors(element: etree._Element) -> bool:
    return local(element) == "note" and element.get("type") == "editorial"
