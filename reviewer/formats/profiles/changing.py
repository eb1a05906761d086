"""The rules of a profile applied to a block of our TEI, and to everything in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.core.profile import Attributes, OwnProfile, Rule, Side, Where
from reviewer.formats.profiles.idents import Idents
from reviewer.formats.profiles.naming import Origin, inner_of, origin_of
from reviewer.formats.profiles.tally import Tally, is_empty, written
from reviewer.formats.profiles.templates import fill
from reviewer.formats.writers.tei.nodes import Content, Element

_USUAL = Rule()
_FW: Attributes = {"type": ("{kind}", "form"), "place": ("{place}",), "facs": ("{facs}",)}
_NEW = ("corr", "reg", "expan", "add")
_OLD = ("sic", "orig", "abbr", "del")
_PLAIN = ("corr", "reg", "abbr", "add")
_ALIASES = {"xml:id": "id", "xml:lang": "lang"}


@dataclass
class Known:
    """What placeholders can say beside the attributes of an element.

    `entries` are those of the registers by their ids: name, and `idno.SCHEME`.
    """

    document: Mapping[str, str] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    page: int = 0


class Changer:
    """Changes blocks; the same block becomes the same each time."""

    def __init__(self, profile: OwnProfile, idents: Idents, known: Known) -> None:
        self._profile = profile
        self._idents = idents
        self._known = known
        self.tally = Tally()
        self._texted = False  # whether there was text in the block at hand

    def block(self, element: Element, parent: Element | None) -> list[Content]:
        """What becomes of a block that stands in `parent`."""
        self._texted = False
        return self._one(element, parent, inside=False)

    def where(self, element: Element, parent: Element | None) -> Where:
        """Where a block goes."""
        origin = origin_of(element, parent)
        return self._role_rule(origin).where if origin.role else Where.HERE

    def outer(self, element: Element, origin: Origin) -> tuple[bool, Element | None]:
        """Of a group: whether it is left out with what is in it; its element, None: unwrapped."""
        rule = self._rule(origin)
        if rule.drop or rule.unwrap:
            return rule.drop, None
        return False, self._made(element, rule, [], origin)

    def given(self, rule: Attributes | None, element: Element) -> dict[str, str]:
        """The attributes that a rule gives to an element; as they are where there is none."""
        return self._attributes(rule, self._values(element, Origin(), []), element)

    # one element

    def _one(self, element: Element, parent: Element | None, *, inside: bool) -> list[Content]:
        origin = origin_of(element, parent)
        if origin.break_:
            return self._beginning(element, origin)
        if origin.twofold:
            return self._twofold(element, origin)
        rule = self._rule(origin)
        if rule.drops:
            self.tally.leave_out(origin.key, [element], inside=inside)
            return []
        inner = inner_of(element)
        if inner is not None and origin.role is not None:
            return self._wrapped(element, inner, rule, origin)
        content = self._content(element)
        if rule.unwrap:
            return content
        if origin.group and is_empty(content) and element.children:
            return []
        made = self._made(element, rule, content, origin)
        return [self._around(made, rule, self._values(element, origin, content))]

    def _content(self, element: Element) -> list[Content]:
        made: list[Content] = []
        for child in element.children:
            if isinstance(child, str):
                self._texted |= bool(child.strip())
                made.append(child)
            else:
                made += self._one(child, element, inside=True)
        return made

    def _wrapped(
        self, element: Element, inner: Element, rule: Rule, origin: Origin
    ) -> list[Content]:
        """A stamp or an address with the block around it, and the notes that stand behind."""
        content = self._content(inner)
        behind: list[Content] = []
        for child in element.children[1:]:
            behind += [child] if isinstance(child, str) else self._one(child, element, inside=True)
        if rule is _USUAL or not (rule.element or rule.wrapper or rule.attributes is not None):
            made = Element(inner.name, self.given(None, inner), content)
            return [Element(element.name, self.given(None, element), [made, *behind])]
        both = Element(inner.name, element.attributes | inner.attributes, inner.children)
        changed = self._made(both, rule, content, origin)
        if not rule.wrapper:
            return [changed, *behind]
        values = self._values(both, origin, content)
        around = self._around(changed, rule, values)
        around.children += behind
        return [around]

    def _beginning(self, element: Element, origin: Origin) -> list[Content]:
        if origin.break_ == "pb":
            self._known.page += 1
        rule = self._rule(origin)
        first = origin.break_ == "lb" and not self._texted and not self._profile.first_lb
        return [] if rule.drop or first else [self._made(element, rule, [], origin)]

    def _twofold(self, element: Element, origin: Origin) -> list[Content]:
        """A choice or a substitution: both sides, or the one that the profile wants."""
        side = self._profile.sides.get(origin.twofold, Side.BOTH)
        if side is Side.BOTH:
            return [Element(element.name, self.given(None, element), self._content(element))]
        names = {Side.NEW: _NEW, Side.OLD: _OLD, Side.PLAIN: _PLAIN}[side]
        sides = [child for child in element.children if isinstance(child, Element)]
        kept = next((one for one in sides if one.name in names), sides[-1])
        gone = [one for one in sides if one is not kept]
        self.tally.leave_out(f"corrections.{origin.twofold}", gone, inside=True)
        content = self._content(kept)
        if side is Side.PLAIN:
            return content
        return [Element(kept.name, self.given(None, kept), content)]

    # rules

    def _rule(self, origin: Origin) -> Rule:
        profile = self._profile
        if origin.role is not None:
            return self._role_rule(origin)
        if origin.mark is not None:
            return profile.marks.get(origin.mark, _USUAL)
        if origin.group:
            return profile.groups.get(origin.group, _USUAL)
        return profile.breaks.get(origin.break_, _USUAL)

    def _role_rule(self, origin: Origin) -> Rule:
        assert origin.role is not None
        rule = self._profile.roles.get(origin.role, _USUAL).of(origin.kind)
        if rule.where is Where.FW:
            return Rule("fw", attributes=rule.attributes or _FW, where=Where.FW)
        return rule

    def _made(
        self, element: Element, rule: Rule, content: list[Content], origin: Origin
    ) -> Element:
        values = self._values(element, origin, content)
        attributes = self._attributes(rule.attributes, values, element)
        name = (element.name == "ab" and rule.block) or rule.element or element.name
        return Element(name, attributes, content)

    def _around(self, made: Element, rule: Rule, values: Mapping[str, str]) -> Element:
        if not rule.wrapper:
            return made
        attributes = self._filled(rule.wrapper_attributes, values, "")
        return Element(rule.wrapper, attributes, [made])

    # attributes

    def _values(
        self, element: Element, origin: Origin, content: Sequence[Content]
    ) -> dict[str, str]:
        """What placeholders say of an element."""
        point = self._idents.pointing
        values = {_ALIASES.get(k, k): point(v) for k, v in element.attributes.items()}
        entry = self._known.entries.get(element.attributes.get("ref", "").removeprefix("#"), {})
        place = element.attributes.get("place") or element.attributes.get("rend", "")
        values |= {
            "kind": origin.kind,
            "place": place,
            "text": " ".join(written(content).split()),
            "page": str(self._known.page or ""),
        }
        return {**self._known.document, **entry, **values}

    def _attributes(
        self, rule: Attributes | None, values: Mapping[str, str], element: Element
    ) -> dict[str, str]:
        identity = element.attributes.get("xml:id", "")
        if rule is not None:
            return self._filled(rule, values, identity)
        kept = {k: self._idents.pointing(v) for k, v in element.attributes.items()}
        if identity:
            kept["xml:id"] = self._idents.give(identity, identity)
        return {name: value for name, value in kept.items() if value}

    def _filled(self, rule: Attributes, values: Mapping[str, str], identity: str) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, templates in rule.items():
            value = fill(templates, values, self._profile.maps)
            if value and name == "xml:id":
                value = self._idents.give(identity, value)
            if value:
                made[name] = value
        return made
