"""Is a TEI file as it should be: well-formed, valid, and sound beyond what a schema sees?"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.messages import said
from reviewer.core.places import resources
from reviewer.core.ports import Problem
from reviewer.formats.checks import check_all
from reviewer.formats.xml import TEI_NS, line_of, local, parse

_MOST = 100  # problems a person is shown of one kind
_NAMESPACE = re.compile(r"\{[^}]*\}")
_SAYINGS = (  # libxml2's way of putting it, and ours
    (r"Did not expect element (\S+) there", r"\1 may not stand here."),
    (r"Element (\S+) has extra content: (\S+)", r"\2 may not stand in \1 here."),
    (r"Expecting an element (\S+), got nothing", r"\1 is missing here."),
    (r"Expecting an element (\S*) ?, got nothing", r"An element is missing here."),
    (r"Expecting element (\S+), got (\S+)", r"\1 should stand here, not \2."),
    (r"Invalid attribute (\S+) for element (\S+)", r"\2 may not have @\1 with this value."),
    (r"Element (\S+) failed to validate attributes", r"An attribute of \1 is missing or wrong."),
    (r"Element (\S+) failed to validate content", r"What stands in \1 is not as it should be."),
    (r"Did not expect text in element (\S+) content", r"\1 may not hold loose text."),
    (r"Expecting a namespace for element (\S+)", r"\1 is not in the TEI namespace."),
    (r"Element (\S+) has wrong namespace: .*", r"\1 is not in the TEI namespace."),
    (r"ID (\S+) redefined", r"The xml:id \1 is given twice."),
)


def own_schema() -> Path:
    """The schema of what this program writes."""
    return resources() / "schema" / "reviewer-tei.rng"


@lru_cache(maxsize=8)
def _compiled(path: Path, changed: float) -> etree.RelaxNG:
    """A schema, compiled once in a process (`tei_all` takes seconds) and anew when it changes."""
    return etree.RelaxNG(parse(path))


def load_schema(path: Path) -> etree.RelaxNG:
    """The compiled schema of a RELAX NG file. Raises UnreadableFile where it is none."""
    try:
        return _compiled(path.resolve(), path.stat().st_mtime)
    except OSError as error:
        raise unreadable(path, error) from error
    except etree.RelaxNGParseError as error:
        raise UnreadableFile(
            said("errors.this_cannot_be_used", reason=str(error)),
            where=str(path),
            safe=said("errors.no_file_was_checked_or_changed"),
            advice=said("errors.choose_another_schema_or_leave"),
        ) from error


class TeiValidator:
    """Checks TEI files against our own profile or another schema, and by checks of our own."""

    def validate(self, path: Path, schema: Path | None = None) -> Sequence[Problem]:
        """Problems of a file in the order of its lines, severe ones and warnings.

        A file that is not XML, or cannot be read, has that as its one problem. Raises
        UnreadableFile only for the schema.
        """
        return _examine(path, load_schema(schema or own_schema()), own=False)


def check_own(path: Path) -> Sequence[Problem]:
    """Problems of a file that this program wrote, judged more strictly (see `check_all`)."""
    return _examine(path, load_schema(own_schema()), own=True)


def _examine(path: Path, schema: etree.RelaxNG, *, own: bool) -> Sequence[Problem]:
    try:
        tree = parse(path)
    except UnreadableFile as error:
        return (Problem(_line_in(error.where), error.what),)
    root = tree.getroot()
    if root.tag == "TEI":
        advice = f'write <TEI xmlns="{TEI_NS}">.'
        return (Problem(line_of(root), f"The TEI namespace is missing: {advice}"),)
    problems = [*_by_schema(schema, tree), *check_all(root, own=own)]
    return tuple(sorted(_limited(problems), key=lambda problem: problem.line))


def _by_schema(schema: etree.RelaxNG, tree: etree._ElementTree) -> Iterator[Problem]:
    if schema.validate(tree):
        return
    entries = list(schema.error_log)
    for entry in entries:
        yield Problem(entry.line, _said(entry.message))
    if not entries:
        yield Problem(0, f"{local(tree.getroot())} is not valid; the checker does not say why.")


def _said(message: str) -> str:
    message = _NAMESPACE.sub("", message)
    for pattern, saying in _SAYINGS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, saying, message)
    return message


def _limited(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems without repetitions, and of one text not more than a person reads."""
    seen: set[Problem] = set()
    counts: dict[tuple[str, bool], int] = {}
    for problem in problems:
        if problem in seen:
            continue
        seen.add(problem)
        key = problem.text, problem.severe
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= _MOST:
            yield problem


def _line_in(where: str) -> int:
    found = re.search(r"line (\d+)$", where)
    return int(found[1]) if found else 0
