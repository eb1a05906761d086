"""The verbs that look through a project's texts, and change what they find: find, replace."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from reviewer.cli.output import Output, table
from reviewer.cli.pages import open_project, page_names
from reviewer.core.errors import UsageError
from reviewer.core.occurrences import SETTLED, Doubt, Hit, doubt
from reviewer.core.searching import Query, Where
from reviewer.services.app import App
from reviewer.services.concordance import Choice
from reviewer.services.project import Project

DONE, WITH_PROBLEMS = 0, 1
_AROUND = 30  # characters shown to either side of a hit; JSON has more
_WHERE = {"present": Where.PRESENT, "source": Where.RAW, "either": Where.EITHER}
WHERE = tuple(_WHERE)
"""The texts that can be looked through: as they read now, as imported, or either."""


def find(app: App, args: Namespace, out: Output) -> int:
    """`find`: where something stands, in the order of the pages."""
    query = _query(args, None)
    with open_project(app, args.project) as project:
        names = page_names(project)
        found = list(islice(_hits(project, query), args.limit + 1))
    shown = found[: args.limit]
    if len(found) > args.limit:
        out.note(f"Only the first {args.limit} are shown: --limit N shows more.")
    rows = [
        (names[hit.page], hit.line + 1, f"{hit.left[-_AROUND:]}[{hit.form}]{hit.right[:_AROUND]}")
        for hit in shown
    ]
    text = table(rows, ["page", "line", "text"]) if rows else "Nothing was found."
    out.result([_record(hit, names) for hit in shown], text)
    return DONE


def replace(app: App, args: Namespace, out: Output) -> int:
    """`replace`: read something else wherever it stands, as one step."""
    with open_project(app, args.project) as project:
        names = page_names(project)
        choices, left = _sorted(_hits(project, _query(args, args.new)))
        if args.dry_run:
            _show(choices, left, names, out)
            return DONE
        with out.progress("Replacing") as progress:
            done = project.concordance.apply(choices, args.by, progress) if choices else None
    changed, refused = (done.done, done.left) if done else (0, 0)
    record = {"changed": changed, "left": _left(left), "impossible": refused}
    text = f"{changed} place(s) on {len({one.hit.page for one in choices})} page(s) changed."
    for reason, count in left.items():
        out.note(f"{count} place(s) left alone: {_WHY[reason]}.")
    if refused:
        out.problem(
            f"{refused} place(s) could not be changed: they run over lines that were moved, "
            "or only blanks would change."
        )
    out.result(record, text)
    return WITH_PROBLEMS if refused else DONE


_WHY = {
    Doubt.LOCKED: "their pages are with the editor or approved",
    Doubt.DECIDED: "somebody settled them",
    Doubt.SAME: "they read so already",
}


def _query(args: Namespace, replacement: str | None) -> Query:
    if not args.text.strip():
        raise UsageError("There is nothing to look for.", advice="Give a text that is not blank.")
    where = _WHERE[args.where]
    return Query(args.text, args.word, args.case, args.regex, args.near or 0, where, replacement)


def _hits(project: Project, query: Query) -> Iterator[Hit]:
    for part in project.searching.find(query):
        yield from part


def _sorted(found: Iterator[Hit]) -> tuple[list[Choice], Counter[Doubt]]:
    """What is to be changed, and how many places are left as they are, by the reason."""
    choices: list[Choice] = []
    left: Counter[Doubt] = Counter()
    for hit in found:
        reading = hit.reading or ""
        against = doubt(hit, reading, None)
        if against in SETTLED:
            left[against] += 1
        else:
            choices.append(Choice(hit, reading))
    return choices, left


def _show(
    choices: Sequence[Choice], left: Counter[Doubt], names: Mapping[int, str], out: Output
) -> None:
    """Say what would be done."""
    rows = [
        (names[one.hit.page], one.hit.line + 1, one.hit.form, one.text or "(removed)")
        for one in choices
    ]
    record = {
        "would_change": [{**_record(one.hit, names), "text": one.text} for one in choices],
        "left": _left(left),
    }
    for reason, count in left.items():
        out.note(f"{count} place(s) would be left alone: {_WHY[reason]}.")
    text = table(rows, ["page", "line", "form", "becomes"]) if rows else "Nothing would change."
    out.result(record, text)


def _left(left: Counter[Doubt]) -> dict[str, int]:
    return {str(reason): count for reason, count in left.items()}


def _record(hit: Hit, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "page": hit.page,
        "name": names[hit.page],
        "line": hit.line + 1,
        "start": hit.start,
        "end": hit.end,
        "form": hit.form,
        "left": hit.left,
        "right": hit.right,
        "source": hit.raw or None,
        "span": [hit.span.first, hit.span.last] if hit.span else None,
        "finding": hit.finding.key if hit.finding else None,
        "locked": hit.locked,
    }
