"""What is wrong with an ODT file of ours: parts, and what points from one to another."""

from pathlib import Path

from reviewer.core.ports import Problem
from reviewer.formats.writers.odt.names import o
from reviewer.formats.writers.zipped import check_parts, part_of

_PARTS = ("mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml")


def check_odt(path: Path) -> list[Problem]:
    """Problems of a file; empty where it may be published."""
    problems = check_parts(path, _PARTS)
    if problems:
        return problems
    content, styles = part_of(path, "content.xml"), part_of(path, "styles.xml")
    known = {
        one.get(o("style:name"))
        for root in (content, styles)
        for one in root.iter(o("style:style"))
    }
    name = o("text:style-name")
    used = {str(one.get(name)) for one in content.iter() if one.get(name)}
    problems += [Problem(0, f"The style {one} is not there.") for one in sorted(used - known)]
    regions = {one.get(o("text:id")) for one in content.iter(o("text:changed-region"))}
    places = {
        one.get(o("text:change-id"))
        for one in content.iter(o("text:change"), o("text:change-start"))
    }
    if regions != places:
        problems.append(Problem(0, "A change has no place in the text, or a place no change."))
    return problems
