"""`validate`: TEI files held to our own profile, or to a schema and Schematron rules."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from reviewer.cli.output import Output
from reviewer.core.ports import Problem
from reviewer.core.writing import Demands
from reviewer.services.app import App

_DONE, _WITH_PROBLEMS = 0, 1


def validate(app: App, args: Namespace, out: Output) -> int:
    """Say what is wrong with each file, and what to do; several files are held side by side."""
    demands = Demands(args.schema, args.schematron)
    found: list[tuple[Path, Problem]] = []
    with out.progress("Checking", "file") as progress:
        for path in progress.over(args.files, len(args.files)):
            found += [(path, problem) for problem in app.validate(path, demands)]
    found += app.validate_together(args.files)
    text = "\n".join(_lines(found)) or f"{len(args.files)} file(s) valid."
    out.result([{"file": str(path), **asdict(problem)} for path, problem in found], text)
    return _WITH_PROBLEMS if any(problem.severe for _, problem in found) else _DONE


def _lines(found: list[tuple[Path, Problem]]) -> Iterator[str]:
    """`file:line: problem`, as compilers say it, so that editors can go there."""
    for path, problem in found:
        mild = "" if problem.severe else "warning: "
        yield " ".join(
            filter(None, (f"{path}:{problem.line}: {mild}{problem.text}", problem.advice))
        )
