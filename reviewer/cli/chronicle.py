"""The verbs that tell what was done: log and report."""

import sys
from argparse import Namespace
from datetime import datetime
from itertools import islice

from reviewer.cli.output import Output, table
from reviewer.cli.pages import choose_document, choose_page, open_project
from reviewer.core.errors import UsageError
from reviewer.core.record import SORTS, Entry, Sort, Wanted, moments
from reviewer.core.records import decision_record
from reviewer.core.report import Scope
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.services.record import Form

DONE = 0
_SHOWN = 50  # decisions, where nobody says how many

KINDS = tuple(str(sort) for sort in Sort)
"""What `--kind` can be."""
FORMS = tuple(str(form) for form in Form)
"""What `--format` can be."""


def log(app: App, args: Namespace, out: Output) -> int:
    """`log`: decisions, the newest first; as a table to read, or as a file."""
    if args.json and args.format and not args.out:
        raise UsageError(
            "--json and --format both say how the decisions are written.",
            advice="Use one of them. With --out FILE, --format is the file's.",
        )
    with open_project(app, args.project) as project:
        wanted = _wanted(project, args)
        if args.out:
            with out.progress("Reading", "decision") as progress:
                form = Form(args.format or _form_of(args.out.suffix))
                count = project.record.save(wanted, args.out, form, progress, args.limit)
            out.result({"written": count, "file": str(args.out)}, f"{count} decision(s) written.")
        elif args.format:
            project.record.write(wanted, sys.stdout.buffer, Form(args.format), limit=args.limit)
        else:
            found = project.record.entries(wanted)
            _show(list(islice(found, args.limit or _SHOWN)), out)
    return DONE


def report(app: App, args: Namespace, out: Output) -> int:
    """`report`: figures of the project or of some documents, as a file."""
    with open_project(app, args.project) as project:
        names = args.document or ()
        documents = tuple(choose_document(project, name).id for name in names)
        scope = Scope(documents, args.first, args.last, *_days(args))
        if args.out.suffix.lower() not in project.reporting.suffixes:
            known = ", ".join(project.reporting.suffixes)
            raise UsageError(f"A report ends in one of {known}.")
        with out.progress("Counting") as progress:
            made = project.reporting.make(scope, progress)
        project.reporting.save(made, args.out, app.catalogue)
    figures = {"file": str(args.out), "pages": made.pages, "decisions": made.decisions}
    out.result(figures, f"{made.pages} page(s), {made.decisions} decision(s): {args.out}")
    return DONE


def _days(args: Namespace) -> tuple[datetime | None, datetime | None]:
    since, until = moments(args.first, args.last)
    if since and until and since >= until:
        raise UsageError("The first day is behind the last.")
    return since, until


def _wanted(project: Project, args: Namespace) -> Wanted:
    document = choose_document(project, args.document) if args.document else None
    page = choose_page(project, args.page, document) if args.page else None
    since, until = _days(args)
    return Wanted(
        page=page,
        document=document.id if document else None,
        by=args.by or "",
        since=since,
        until=until,
        sort=Sort(args.kind) if args.kind else None,
        word=args.word or "",
    )


def _form_of(suffix: str) -> str:
    known = {".csv": Form.CSV, ".json": Form.JSON, ".jsonl": Form.JSON}
    if suffix.lower() not in known:
        raise UsageError(
            f"What is a file that ends in “{suffix}”?", advice="Say it: --format csv, or json."
        )
    return known[suffix.lower()]


def _show(entries: list[Entry], out: Output) -> None:
    rows = [
        (
            int(entry.decision.id),
            entry.decision.at.strftime("%Y-%m-%d %H:%M:%S"),
            entry.decision.by,
            entry.document if entry.page is None else f"{entry.document}/{entry.page}",
            entry.change.before if SORTS[entry.decision.act.name] is Sort.WORDS else "",
            str(entry.decision.act.describe()) + (" (taken back)" if entry.taker else ""),
        )
        for entry in entries
    ]
    text = table(rows, ["id", "when (UTC)", "who", "page", "before", "decision"])
    out.result([decision_record(entry.decision) for entry in entries], text)
