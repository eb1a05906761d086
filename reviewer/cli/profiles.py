"""`profile`: kinds of TEI that people declare themselves, checked and listed."""

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from reviewer.cli.output import Output
from reviewer.core.messages import listed, said
from reviewer.services.app import App

_DONE, _WITH_PROBLEMS = 0, 1
_PREFIX = "profile:"


def format_of(given: str) -> str:
    """The format of a profile that is named, or whose file is."""
    return _PREFIX + (str(Path(given).expanduser().resolve()) if given.endswith(".toml") else given)


def check(app: App, args: Namespace, out: Output) -> int:
    """`profile check`: all that is wrong with each file, with line and key; what it leaves out."""
    records, lines, wrong = [], [], False
    for path in args.files:
        found = app.examine_profile(path)
        wrong |= bool(found.faults)
        records.append({"file": str(path), **asdict(found)})
        if found.faults:
            lines += [f"{path}:{fault.line}: {fault.text}" for fault in found.faults]
            continue
        lines.append(said("profile.fine", file=str(path)))
        if found.left_out:
            lines.append(said("profile.leaves", what=listed(found.left_out, "profile.or")))
        if not found.checked:
            lines.append(said("profile.unchecked"))
    out.result(records, "\n".join(lines))
    return _WITH_PROBLEMS if wrong else _DONE


def names(app: App, args: Namespace, out: Output) -> int:
    """`profile list`: those that come with the program, and those of a project."""
    formats = app.profiles()
    if args.project:
        with closing(app.open(args.project)) as project:
            formats = [writer.name for writer in project.exporting.writers]
    found = [name.removeprefix(_PREFIX) for name in formats if name.startswith(_PREFIX)]
    out.result(found, "\n".join(found))
    return _DONE
