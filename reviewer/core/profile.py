"""A profile that a project declares: which elements roles and marks become in its TEI.

It is data only. `formats/profiles` reads it from a file and applies it; what is not declared is as
the profile that it is based on has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reviewer.core.edition import Profile
from reviewer.core.marks import MarkName
from reviewer.core.model import Role

TEI = "http://www.tei-c.org/ns/1.0"
Attributes = Mapping[str, tuple[str, ...]]
"""Attributes by name; each has templates, of which the first that can be filled is taken."""


class Where(StrEnum):
    """Where the blocks of a role go; HERE: where the profile at the base has them."""

    HERE = "here"
    MESSAGE = "message"
    DISTRIBUTION = "distribution"
    PROCESSING = "processing"
    FW = "fw"
    """They stay, as `fw`."""
    DROP = "drop"
    """They are left out with their words."""


class Side(StrEnum):
    """What is left of a `choice` or a `subst`."""

    BOTH = "choice"
    NEW = "new"
    """The corrected, regularized, added or expanded side, in its element."""
    OLD = "old"
    """The other side, in its element."""
    PLAIN = "plain"
    """The side that the reading has, without an element."""


GROUPS = ("opener", "closer", "postscript", "list", "copies", "table", "address", "address_line")
"""Elements around blocks; `copies` is the distribution list."""
BREAKS = ("pb", "lb", "cb")
DIVISIONS = ("document", "enclosure", "message", "distribution", "processing")
PARTS = ("facsimile", "sourceDoc", "standOff")
"""What a file may have beside header and text."""
TWOFOLD = ("source", "ocr", "abbreviation", "regularized", "replaced")
"""What has two sides: corrections of either kind, and the marks that add words."""
PLACEHOLDERS = tuple(
    "ref key role cert type subtype when from to notBefore notAfter reason evidence unit quantity"
    " extent precision resp source hand place rend agent lang id facs corresp n break change ana"
    " kind text name page document language".split()
)
"""What a template may name in the text, beside `idno.SCHEME` and `header.FIELD`."""
OF_DOCUMENT = ("document", "language", "version", "state", "pages", "file")
"""What a template of the header may name, beside the fields of the form."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of an element. Empty, None: as the profile at the base has it.

    `block` is the element where TEI lets the role stand in a general block only, as a date line
    in mid text. `unwrap`: its content stays, the element goes; `drop`: both go.
    """

    element: str = ""
    block: str = ""
    attributes: Attributes | None = None
    wrapper: str = ""
    wrapper_attributes: Attributes = field(default_factory=dict)
    where: Where = Where.HERE
    unwrap: bool = False
    drop: bool = False
    kinds: "Mapping[str, Rule]" = field(default_factory=dict)

    def of(self, kind: str) -> "Rule":
        """The rule for a kind; this one where it has none of its own."""
        return self.kinds.get(kind, self)

    @property
    def drops(self) -> bool:
        """Whether words are left out."""
        return self.drop or self.where is Where.DROP


@dataclass(frozen=True, slots=True)
class Heading:
    """The header: which parts of ours are kept (None: all), which are dropped, what is set.

    Paths are steps from `teiHeader`, as `fileDesc/titleStmt/title[@type='main']`.
    """

    keep: tuple[str, ...] | None = None
    drop: tuple[str, ...] = ()
    fields: Attributes = field(default_factory=dict)


@dataclass(frozen=True)
class OwnProfile:
    """All that a file declares. `path` is that file; schema and rules are files beside it.

    `maps` are tables of values by their names; `flat`: the document's division holds everything.
    """

    name: str
    path: Path
    title: str = ""
    base: Profile = Profile.READING
    root: str = "TEI"
    namespace: str = TEI
    namespaces: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[Role, Rule] = field(default_factory=dict)
    marks: Mapping[MarkName, Rule] = field(default_factory=dict)
    groups: Mapping[str, Rule] = field(default_factory=dict)
    breaks: Mapping[str, Rule] = field(default_factory=dict)
    first_lb: bool = True
    flat: bool = False
    divisions: Mapping[str, Attributes] = field(default_factory=dict)
    sides: Mapping[str, Side] = field(default_factory=dict)
    header: Heading = Heading()
    parts: frozenset[str] = frozenset(PARTS)
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    schema: Path | None = None
    schematron: Path | None = None

    def left_out(self) -> list[str]:
        """The keys of what is left out with its words, as the file names them."""
        found = [f"marks.{mark}" for mark, rule in self.marks.items() if rule.drops]
        found += [f"groups.{name}" for name, rule in self.groups.items() if rule.drops]
        for role, rule in self.roles.items():
            key = f"roles.{key_of(role)}"
            found += [key] if rule.drops else []
            found += [f"{key}.kinds.{kind}" for kind, one in rule.kinds.items() if one.drops]
        found += [f"corrections.{key}" for key, side in self.sides.items() if side != Side.BOTH]
        return found


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a profile's file, on which line of it (from 1; 0 where unknown)."""

    line: int
    key: str
    text: str


def key_of(role: Role) -> str:
    """A role as a profile's file names it: `list_item`."""
    return str(role).replace(" ", "_").replace("-", "_")
