"""What each verb does: ask the services, say the answer, return the exit status."""

import getpass
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reviewer.cli import profiles
from reviewer.cli.output import Output, table
from reviewer.cli.pages import choose_pages, open_project, page_names
from reviewer.cli.records import read_records, read_text
from reviewer.core.changes import Changes
from reviewer.core.decisions import Comment
from reviewer.core.edition import Profile
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.ids import PageId
from reviewer.core.ports import Problem
from reviewer.core.records import finding_record
from reviewer.core.storage import PageRow
from reviewer.core.workflow import EDITABLE, State
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.services.restoring import Restored
from reviewer.services.suggesting import together

Verb = Callable[[App, Namespace, Output], int]

DONE, WITH_PROBLEMS = 0, 1


def import_files(app: App, args: Namespace, out: Output) -> int:
    """`import`: files into a project, which is made where there is none."""
    with (
        closing(app.open_or_create(args.project)) as project,
        out.progress("Importing", "file") as progress,
    ):
        report = project.importing.add(
            args.files,
            progress,
            as_one=args.as_one,
            again=args.again,
            marks=args.with_marks,
            by=_signer(app, args),
        )
    for path, document in report.skipped:
        out.note(f"{path}: already here as {document.name}")
    for path, before in report.changed:
        out.note(f"{path}: differs from {before.name}, imported beside it")
    for restored in report.restored:
        out.note(_restored(restored))
        for claim in restored.claims:
            out.note(f"{restored.document.name}: {claim.sentence}")
    for path, remark in report.remarks:
        out.note(f"{path}: {remark}")
    for path, reason in report.passed_over:
        out.note(f"{path}: passed over ({reason})")
    if report.wordless:
        waiting = f"{len(report.wordless)} page(s) have a picture and no text"
        out.note(f"{waiting}: reviewer ocr {args.project}")
    for _, error in report.failed:
        out.problem(error)
    record = {
        "added": [document.name for document in report.added],
        "skipped": [str(path) for path, _ in report.skipped],
        "passed_over": [str(path) for path, _ in report.passed_over],
        "remarks": [f"{path}: {remark}" for path, remark in report.remarks],
        "without_text": len(report.wordless),
        "restored": [
            {
                "document": restored.document.name,
                "decisions": restored.decisions,
                "people": restored.people,
                "entries": len(restored.entries),
                "changed": restored.changed,
                "approvals": [asdict(claim) for claim in restored.claims],
            }
            for restored in report.restored
        ],
        "failed": [{"file": str(path), "error": str(error)} for path, error in report.failed],
    }
    out.result(record, _listing(f"{d.name}: {len(d.pages)} page(s)" for d in report.added))
    return WITH_PROBLEMS if report.failed else DONE


def _signer(app: App, args: Namespace) -> str:
    """Who signs what was changed in archival files elsewhere."""
    return str(args.by or app.settings.get("name") or _login())


def _login() -> str:
    """The name that the machine knows the person by; a container may know none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


def _restored(restored: Restored) -> str:
    """What came along with an archival file."""
    parts = [f"{restored.decisions} decision(s) of {restored.people} person(s) came back"]
    if restored.entries:
        parts.append(f"{len(restored.entries)} entries joined the lexicon")
    if restored.changed:
        parts.append(f"{restored.changed} change(s) made in the file since were added")
    return f"{restored.document.name}: {', '.join(parts)}"


def analyse(app: App, args: Namespace, out: Output) -> int:
    """`analyse`: findings for every page that has none of the present engine."""
    with open_project(app, args.project) as project, out.progress("Analysing") as progress:
        count = project.analysis.run(progress=progress, again=args.again)
        left = project.status().open_findings
    for trouble in app.troubles():
        out.problem(trouble)
    out.result(
        {"analysed": count, "open_findings": left},
        f"{count} page(s) analysed; {left} finding(s) wait.",
    )
    return WITH_PROBLEMS if app.troubles() else DONE


def suggest(app: App, args: Namespace, out: Output) -> int:
    """`suggest`: one JSON object a record, for plain text or JSONL with `ocr`."""
    as_json = Output(as_json=True, quiet=args.quiet)
    records = (
        (record.get("doc"), record["ocr"], (record.get("doc", name), record.get("seg", 0)))
        for name, record in read_text(args.file)
    )
    for group in together(records):
        answers = app.suggest([text for text, _ in group], args.language, args.automatic)
        for (_, (doc, seg)), answer in zip(group, answers, strict=True):
            as_json.result({"doc": doc, "seg": seg, **answer}, "")
    for trouble in app.troubles():
        out.problem(trouble)
    return WITH_PROBLEMS if app.troubles() else DONE


def queue(app: App, args: Namespace, out: Output) -> int:
    """`queue`: open findings in the order of the pages."""
    with open_project(app, args.project) as project:
        items, names = project.queue(args.limit), page_names(project)
        unanalysed = project.status().unanalysed
    if unanalysed:
        out.note(f"{unanalysed} page(s) not analysed yet: reviewer analyse {args.project}")
    records = [
        {
            "page": item.page,
            "name": names[item.page],
            "finding": item.finding.key,
            **finding_record(item.finding),
        }
        for item in items
    ]
    rows = [
        (
            names[item.page],
            item.finding.key,
            f"{item.finding.probability:.0%}",
            item.finding.form,
            " | ".join(suggestion.text for suggestion in item.finding.suggestions[:3]),
        )
        for item in items
    ]
    head = ["page", "finding", "wrong", "form", "suggestions"]
    out.result(records, table(rows, head) if rows else "Nothing waits.")
    return DONE


def status(app: App, args: Namespace, out: Output) -> int:
    """`status`: pages with their state and what is left on them."""
    with open_project(app, args.project) as project:
        rows, names, summary = project.rows(), page_names(project), project.status()
    record = {
        **asdict(summary),
        "page_list": [{"name": names[row.id], **asdict(row)} for row in rows],
    }
    lines = [(names[r.id], r.id, str(r.state), r.open_findings, r.decided, r.tokens) for r in rows]
    text = table(lines, ["page", "id", "state", "left", "decided", "words"])
    if summary.unanalysed:
        out.note(f"{summary.unanalysed} page(s) not analysed: reviewer analyse {args.project}")
    out.result(record, text)
    return DONE


def apply(app: App, args: Namespace, out: Output) -> int:
    """`apply`: scripted decisions, one JSON object a line."""
    # Read whole before anything is applied: a file that breaks off may not be the one meant.
    records = list(read_records(args.file))
    with open_project(app, args.project) as project:
        report = project.scripting.apply(_with_page_ids(project, records), args.by)
    for number, error in report.refused:
        out.problem(f"line {number}: {error}")
    refused = [{"line": number, "error": str(error)} for number, error in report.refused]
    out.result(
        {"applied": report.applied, "refused": refused}, f"{report.applied} decision(s) applied."
    )
    return WITH_PROBLEMS if refused else DONE


def submit(app: App, args: Namespace, out: Output) -> int:
    """`submit`: pages to the editor."""

    def step(project: Project, page: PageId) -> Changes:
        return project.approval.submit(page, args.by, comment=args.comment)

    return _steps(app, args, out, step, EDITABLE, "sent to the editor")


def approve(app: App, args: Namespace, out: Output) -> int:
    """`approve`: sign submitted pages."""

    def step(project: Project, page: PageId) -> Changes:
        return project.approval.approve(page, args.by)

    return _steps(app, args, out, step, frozenset({State.SUBMITTED}), "approved")


def send_back(app: App, args: Namespace, out: Output) -> int:
    """`return`: submitted pages back to the transcriber."""

    def step(project: Project, page: PageId) -> Changes:
        asked = [Comment(text) for text in args.ask]
        return project.approval.send_back(page, args.by, args.comment, asked)

    return _steps(app, args, out, step, frozenset({State.SUBMITTED}), "sent back")


def export(app: App, args: Namespace, out: Output) -> int:
    """`export`: approved documents as files, each checked before it is put in place."""
    options = dict(_option(text) for text in args.option)
    to = args.to
    if args.profile in tuple(Profile):
        options["profile"] = args.profile
    elif args.profile:
        to = profiles.format_of(args.profile)
    with (
        open_project(app, args.project) as project,
        out.progress("Exporting", "page") as progress,
    ):
        report = project.exporting.export(
            args.out, to, options, draft=args.draft, progress=progress
        )
    for document, reason in report.left_out:
        out.problem(f"{document.name}: {app.catalogue.say(reason)}")
    for path, problem in report.problems:
        out.problem(_complaint(path, problem))
    record = {
        "written": [str(path) for path in report.written],
        "left_out": [document.name for document, _ in report.left_out],
        "problems": [{"file": str(path), **asdict(problem)} for path, problem in report.problems],
    }
    out.result(record, _listing(str(path) for path in report.written))
    return DONE if report.fine else WITH_PROBLEMS


def doctor(app: App, args: Namespace, out: Output) -> int:
    """`doctor`: whether each part works on this machine."""
    report = app.doctor()
    lines = [
        f"{'ok ' if health.fine else 'no '} {health.part}: {health.text}"
        + (f" {health.advice}" if health.advice and not health.fine else "")
        for health in report
    ]
    out.result([asdict(health) for health in report], _listing(lines))
    return DONE if all(health.fine or health.optional for health in report) else WITH_PROBLEMS


def _steps(
    app: App,
    args: Namespace,
    out: Output,
    step: Callable[[Project, PageId], Changes],
    ready: frozenset[State],
    done: str,
) -> int:
    """Take a step on the pages named, or on all that are ready for it where none is named."""
    taken: list[str] = []
    refused: list[dict[str, str]] = []
    with open_project(app, args.project) as project:
        names = page_names(project)
        rows = choose_pages(project, args.pages)
        for row in rows if args.pages else _ready(rows, ready):
            try:
                step(project, row.id)
                taken.append(names[row.id])
            except NotAllowed as error:
                refused.append({"page": names[row.id], "error": str(error)})
                out.problem(error)
    out.result({"done": taken, "refused": refused}, f"{len(taken)} page(s) {done}.")
    return WITH_PROBLEMS if refused else DONE


def _ready(rows: Iterable[PageRow], states: frozenset[State]) -> Iterator[PageRow]:
    return (row for row in rows if row.state in states)


def _with_page_ids(
    project: Project, records: Iterable[tuple[int, dict[str, Any]]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Records whose page or document is named as people name it, with the id in its place."""
    ids = {name: page for page, name in page_names(project).items()}
    documents = {one.name: one.id for one in project.documents()}
    for number, record in records:
        page, document = record.get("page"), record.get("document")
        if isinstance(page, str):
            record = {**record, "page": ids.get(page, page)}
        if isinstance(document, str):
            record = {**record, "document": documents.get(document, document)}
        yield number, record


def _option(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text}: an option is NAME=VALUE.")
    return name, value


def _complaint(path: Path, problem: Problem) -> str:
    return f"{path}:{problem.line}: {'' if problem.severe else 'warning: '}{problem.text}"


def _listing(lines: Iterable[str]) -> str:
    return "\n".join(lines)
