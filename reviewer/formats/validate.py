"""Is a TEI file as it should be: well-formed, valid, and sound beyond what a schema sees?"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from reviewer.core.edition import Edition
from reviewer.core.errors import Cancelled, UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.messages import said
from reviewer.core.places import resources
from reviewer.core.ports import Problem
from reviewer.core.writing import Demands
from reviewer.formats.checking import check_all
from reviewer.formats.checking.found import Found
from reviewer.formats.checking.spots import Spots
from reviewer.formats.comparing import compare_words
from reviewer.formats.diagnosing import diagnose
from reviewer.formats.schematron.running import at_hand, check_by
from reviewer.formats.xml import XML_ID, line_of, parse

_NOTHING_ELSE = Demands()
_MOST = 100  # problems a person is shown of one kind
_AT_LINE = re.compile(r"line (\d+)$")


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
    """Checks TEI files against our own profile or another schema, rules, and checks of our own."""

    def validate(
        self,
        path: Path,
        demands: Demands = _NOTHING_ELSE,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        """Problems of a file in the order of its lines, severe ones and warnings.

        A file that is not XML, or cannot be read, has that as its one problem. Raises
        UnreadableFile only for schema and rules, and ReviewerError where rules cannot be asked.
        """
        if demands.plain:
            return _plainly(path, demands.schema, demands.schematron)
        wanted = [own_schema()] if demands.ours or demands.schema is None else []
        schemas = [load_schema(one) for one in (*wanted, demands.schema) if one is not None]
        if cancelled():
            raise Cancelled
        folder = demands.pictures or path.parent
        return _examine(path, schemas, demands.schematron, ours=demands.ours, pictures=folder)

    def can_ask_rules(self) -> bool:
        """Whether SaxonC is installed."""
        return at_hand()

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        """Words that a file of the reading profile has and the screen not, or the other way."""
        return compare_words(path, edition)

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        """What hinders files from standing in one teiCorpus: ids that two of them have."""
        return tuple(_given_twice(paths))

    def close(self) -> None:
        """Nothing is held but compiled schemas, which the process keeps."""


def check_own(path: Path) -> Sequence[Problem]:
    """Problems of a file that this program wrote, judged more strictly (see `check_all`)."""
    return _examine(path, [load_schema(own_schema())], None, ours=True, pictures=None)


def _plainly(path: Path, schema: Path | None, schematron: Path | None) -> Sequence[Problem]:
    """Problems by somebody's own schema and rules alone; without either, by XML itself."""
    schemas = [] if schema is None else [load_schema(schema)]
    return _examine(path, schemas, schematron, ours=False, pictures=None, plain=True)


def _examine(
    path: Path,
    schemas: Sequence[etree.RelaxNG],
    schematron: Path | None,
    *,
    ours: bool,
    pictures: Path | None,
    plain: bool = False,
) -> Sequence[Problem]:
    """`plain`: the file need not be TEI, and nothing is asked of it but schemas and rules."""
    try:
        tree = parse(path)
    except UnreadableFile as error:
        return (Problem(_line_in(error.where), error.what, advice=error.advice),)
    root = tree.getroot()
    if root.tag == "TEI" and not plain:
        what, todo = said("problems.no_namespace.what"), said("problems.no_namespace.todo")
        return (Problem(line_of(root), what, advice=todo),)
    everything = [
        *(one for schema in schemas for one in diagnose(schema, tree)),
        *(() if plain else check_all(root, own=ours, folder=pictures)),
    ]
    if schematron is not None:
        rules = check_by(schematron, tree)
        everything += [Found(one.element, one.text, "", one.severe) for one in rules]
    return tuple(sorted(_limited(_placed(root, everything)), key=lambda problem: problem.line))


def _placed(root: etree._Element, everything: Sequence[Found]) -> Iterator[Problem]:
    spots = Spots(root) if everything else None
    for one in everything:
        spot = spots.of(one.element, one.word) if spots else None
        yield Problem(line_of(one.element), one.text, one.severe, one.todo, spot)


def _given_twice(paths: Iterable[Path]) -> Iterator[tuple[Path, Problem]]:
    first: dict[str, Path] = {}
    for path in paths:
        try:
            root = parse(path).getroot()
        except UnreadableFile:
            continue  # that is said of the file itself
        for element in root.iter(etree.Element):
            identity = element.get(XML_ID)
            other = first.setdefault(identity, path) if identity else path
            if other != path:
                what = said("problems.id_elsewhere.what", id=str(identity), file=other.name)
                todo = said("problems.id_elsewhere.todo")
                yield path, Problem(line_of(element), what, False, todo)
                break  # one id tells enough: mostly it is all of them


def _limited(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without repetitions, and of one text not more than a person reads."""
    seen: set[tuple[int, str]] = set()
    counts: dict[tuple[str, bool], int] = {}
    for problem in problems:
        same = problem.line, problem.text
        if same in seen:
            continue
        seen.add(same)
        key = problem.text, problem.severe
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= _MOST:
            yield problem


def _line_in(where: str) -> int:
    found = _AT_LINE.search(where)
    return int(found[1]) if found else 0
