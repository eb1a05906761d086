"""Putting a PAGE tree into another version of the format."""

from collections.abc import Mapping
from typing import cast

from lxml import etree

from reviewer.formats.readers.page.coords import Surveyor, written
from reviewer.formats.readers.page.texts import text_equivs
from reviewer.formats.writers.page.fresh import FAMILY, NEWEST
from reviewer.formats.xml import local

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
# What 2019-07-15 has and 2013-07-15 has not, of the two schemas.
_NEW_ELEMENTS = set(
    "CustomRegion Grid Labels MapRegion MetadataItem Roles UserDefined Graphemes".split()
)
_NEW_ATTRIBUTES = set(
    "bgColourRgb continuation dataType dataTypeDetails description externalRef imageResolutionUnit"
    " imageXResolution imageYResolution script textColourRgb textLineOrder underlineStyle"
    " xHeight".split()
)
# Attributes that both know, but the older one on other elements.
_MOVED_ATTRIBUTES = {
    "Coords": {"conf"},
    "Baseline": {"conf"},
    "TextEquiv": {"index"},
    "TextLine": {"index", "readingDirection", "primaryScript", "secondaryScript"},
    "Word": {"primaryScript", "secondaryScript", "readingDirection"},
    "Page": {
        "conf",
        "orientation",
        "primaryLanguage",
        "secondaryLanguage",
        "primaryScript",
        "secondaryScript",
        "readingDirection",
    },
}


def convert(root: etree._Element, version: str) -> None:
    """Put a tree into `version`; going back from 2019, what 2013 cannot say is left out."""
    target = f"{{{FAMILY}{version}}}"
    source = str(root.tag)[: -len(local(root))]
    if source == target:
        return
    if version != NEWEST:
        _leave_out(root, source)
    surveyor = Surveyor(source)
    for element in list(root.iter(etree.Element)):
        if local(element) == "Coords" and element.get("points") is None:
            points = surveyor.points(element)
            for child in list(element):
                element.remove(child)
            element.text = None
            element.set("points", written(points))
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if name.startswith(source) and (source or not name.startswith("{")):
            element.tag = target + name[len(source) :]
    if root.get(_SCHEMA) is not None:
        place = target[1:-1]
        root.set(_SCHEMA, f"{place} {place}/pagecontent.xsd")
    # lxml takes None for the default namespace; its type stubs do not know.
    spaces = cast("Mapping[str, str]", {None: target[1:-1]})
    etree.cleanup_namespaces(root, top_nsmap=spaces)


def _leave_out(root: etree._Element, ns: str) -> None:
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        name = local(element)
        image_inside = name == "AlternativeImage" and parent is not None and local(parent) != "Page"
        if parent is not None and (name in _NEW_ELEMENTS or image_inside):
            parent.remove(element)
            continue
        for rival in text_equivs(element, ns)[1:]:
            element.remove(rival)
        for attribute in _NEW_ATTRIBUTES | _MOVED_ATTRIBUTES.get(name, set()):
            element.attrib.pop(attribute, "")
