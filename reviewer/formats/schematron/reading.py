"""A Schematron schema as it lies on the disk: read, joined with what it includes, made plain.

Plain means: no abstract pattern and no abstract rule is left, as section 6 of ISO 19757-3 has it.
A RELAX NG schema with rules among its definitions, as `tei_all.rng` is one, is read as well.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import Said, said
from reviewer.formats.xml import local, parse

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
_BINDINGS = {"", "xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"}
_DEEPEST = 16  # inclusions within inclusions


@dataclass(slots=True)
class Rules:
    """What a schema says: prefixes, variables for all, its patterns, and functions in XSLT."""

    prefixes: dict[str, str] = field(default_factory=dict)
    lets: list[etree._Element] = field(default_factory=list)
    patterns: list[etree._Element] = field(default_factory=list)
    foreign: list[etree._Element] = field(default_factory=list)


def sch(name: str) -> str:
    """The name of a Schematron element as lxml writes it."""
    return f"{{{SCH}}}{name}"


def read_rules(path: Path) -> Rules:
    """The rules of a file. Raises UnreadableFile where it is no schema that can be used."""
    root = parse(path).getroot()
    _include(root, path, 0)
    binding = root.get("queryBinding", "").lower()
    if binding not in _BINDINGS:
        raise refused(path, said("errors.schematron_binding", binding=binding))
    rules = Rules()
    for one in root.iter(sch("ns")):
        rules.prefixes[one.get("prefix", "")] = one.get("uri", "")
    top = root if root.tag == sch("schema") else None
    if top is not None:
        rules.lets = top.findall(sch("let"))
        rules.foreign = [one for one in top if _is_xslt(one)]
    rules.patterns = list(_patterns(root, path))
    if not rules.patterns:
        raise refused(path, said("errors.schematron_no_rules"))
    return rules


def refused(path: Path, reason: Said | str) -> UnreadableFile:
    """The error of a schema that cannot be used."""
    return UnreadableFile(
        said("errors.schematron_unusable", reason=reason),
        where=str(path),
        safe=said("errors.no_file_was_checked_or_changed"),
        advice=said("errors.schematron_choose"),
    )


def _is_xslt(element: etree._Element) -> bool:
    return element.tag in (f"{{{XSL}}}key", f"{{{XSL}}}function")


def _include(element: etree._Element, path: Path, depth: int) -> None:
    """Put what `sch:include` names in its place. Only files of this machine are read."""
    for one in list(element.iter(sch("include"))):
        parent = one.getparent()
        if parent is None:
            continue
        where, inside = _named(one.get("href", ""), path)
        if depth >= _DEEPEST:
            raise refused(path, said("errors.schematron_included", name=where.name))
        found: etree._Element | None = parse(where).getroot()
        if inside and found is not None:
            named = (n for n in found.iter() if inside in (n.get("id"), n.get(_XML_ID)))
            found = next(named, None)
        if found is None:
            raise refused(path, said("errors.schematron_included", name=f"{where.name}#{inside}"))
        _include(found, where, depth + 1)
        found.tail = one.tail
        parent.replace(one, found)


_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _named(href: str, path: Path) -> tuple[Path, str]:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        raise refused(path, said("errors.schematron_included", name=href))
    return path.parent / unquote(parts.path), parts.fragment


def _patterns(root: etree._Element, path: Path) -> Iterator[etree._Element]:
    """The patterns that apply, each with rules that stand for themselves."""
    everywhere = list(root.iter(sch("pattern")))
    named = {one.get("id"): one for one in everywhere if one.get("abstract") == "true"}
    rules = {one.get("id"): one for one in root.iter(sch("rule")) if one.get("abstract") == "true"}
    for one in everywhere:
        if one.get("abstract") == "true":
            continue
        pattern = deepcopy(one)
        if kind := one.get("is-a"):
            if kind not in named:
                raise refused(path, said("errors.schematron_missing", name=kind))
            pattern = _filled(named[kind], one)
        for rule in pattern.findall(sch("rule")):
            if rule.get("abstract") == "true":
                pattern.remove(rule)
            else:
                _extend(rule, rules, path, 0)
        yield pattern


def _filled(abstract: etree._Element, asking: etree._Element) -> etree._Element:
    """An abstract pattern with its parameters filled in; longer names first."""
    made = deepcopy(abstract)
    given = {one.get("name", ""): one.get("value", "") for one in asking.iter(sch("param"))}
    for element in made.iter(etree.Element):
        for name, value in element.items():
            text = str(value)
            for key in sorted(given, key=len, reverse=True):
                text = text.replace(f"${key}", given[key])
            element.set(str(name), text)
    return made


def _extend(
    rule: etree._Element, rules: dict[str | None, etree._Element], path: Path, depth: int
) -> None:
    """Put what an abstract rule says in the place of each `sch:extends`."""
    for one in rule.findall(sch("extends")):
        meant = rules.get(one.get("rule"))
        if meant is None or depth >= _DEEPEST:
            raise refused(path, said("errors.schematron_missing", name=str(one.get("rule"))))
        copied = deepcopy(meant)
        _extend(copied, rules, path, depth + 1)
        at = rule.index(one)
        rule.remove(one)
        for number, child in enumerate(list(copied)):
            rule.insert(at + number, child)


def name_of(element: etree._Element) -> str:
    """The name of a Schematron element; empty for anything else."""
    name = local(element)  # empty for comments
    return name if name and etree.QName(element).namespace == SCH else ""
