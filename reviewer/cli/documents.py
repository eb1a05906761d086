"""The verbs about documents as a whole: documents, publish, withdraw, reopen."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from reviewer.cli.output import Output, table
from reviewer.cli.pages import choose_document, choose_pages, open_project, page_names
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.listing import DocumentRow, DocumentsWanted, Sort, Talking
from reviewer.core.messages import said
from reviewer.core.model import Document
from reviewer.core.workflow import SIGNED, State
from reviewer.services.app import App
from reviewer.services.project import Project

DONE, WITH_PROBLEMS = 0, 1


def documents(app: App, args: Namespace, out: Output) -> int:
    """`documents`: a row for each, sorted and chosen; or those that a new day is set for."""
    if bool(args.documents) != (args.set_due is not None):
        raise UsageError(
            "NAME and --set-due go together.", advice="--text NAME lists documents by name."
        )
    with open_project(app, args.project) as project:
        if args.set_due is not None:
            rows = _set_due(project, args.documents, _day(args.set_due))
            many = len(rows)
        else:
            wanted = _wanted(project, args)
            rows = project.listing.rows(wanted, limit=args.limit, skip=args.skip)
            many = project.listing.count(wanted)
    if many > len(rows):
        out.note(f"{many} in all; --skip and --limit show more.")
    lines = [
        (
            row.name,
            str(row.state),
            row.pages,
            row.words,
            row.open_findings,
            row.threads,
            row.questions,
            row.submitted_by,
            row.approved_by,
            row.version,
            f"{row.changed_at:%Y-%m-%d %H:%M}" if row.changed_at else "",
            row.due.isoformat() if row.due else "",
        )
        for row in rows
    ]
    head = ["document", "state", "pages", "words", "left", "threads", "questions"]
    head += ["submitted by", "approved by", "version", "changed (UTC)", "due"]
    out.result([_record(row) for row in rows], table(lines, head) if lines else "No documents.")
    return DONE


def _set_due(project: Project, names: Sequence[str], day: date | None) -> Sequence[DocumentRow]:
    """Say when the documents named are wanted, and give their rows in the order of the names."""
    chosen = list(dict.fromkeys(choose_document(project, name).id for name in names))
    project.listing.set_due(chosen, day)
    return [project.listing.row(document) for document in chosen]


def _wanted(project: Project, args: Namespace) -> DocumentsWanted:
    return project.listing.wanted(
        [State(state) for state in args.state],
        person=args.person or "",
        text=args.text or "",
        threads=Talking(args.threads) if args.threads else None,
        due=_day(args.due) if args.due else None,
        sort=Sort(args.sort),
        down=args.down,
    )


def _record(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "title": row.title,
        "state": str(row.state),
        "pages": {str(state): count for state, count in row.states.items() if count},
        "words": row.words,
        "open_findings": row.open_findings,
        "threads": row.threads,
        "questions": row.questions,
        "submitted_by": row.submitted_by,
        "approved_by": row.approved_by,
        "version": row.version,
        "changed_at": row.changed_at.isoformat() if row.changed_at else None,
        "changed_by": row.changed_by,
        "due": row.due.isoformat() if row.due else None,
    }


def _day(text: str) -> date | None:
    if text == "never":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            said("errors.no_date", value=text), advice=said("errors.write_year_month_day")
        ) from error


def publish(app: App, args: Namespace, out: Output) -> int:
    """`publish`: approved documents to readers, each after its checks.

    What was withdrawn is published again only by its name: somebody had a reason.
    """

    def step(project: Project, document: Document) -> None:
        project.publishing.publish(document.id, args.by, args.comment)

    return _each(app, args, out, step, frozenset({State.APPROVED}), "published")


def withdraw(app: App, args: Namespace, out: Output) -> int:
    """`withdraw`: published documents back from readers."""

    def step(project: Project, document: Document) -> None:
        project.publishing.withdraw(document.id, args.by, args.reason)

    return _each(app, args, out, step, frozenset(), "withdrawn")


def reopen(app: App, args: Namespace, out: Output) -> int:
    """`reopen`: signed pages are to be worked on again."""
    taken: list[str] = []
    refused: list[dict[str, str]] = []
    with open_project(app, args.project) as project:
        names = page_names(project)
        for row in choose_pages(project, args.pages):
            named = not {names[row.id], str(row.id)}.isdisjoint(args.pages)
            if row.state not in SIGNED and not named:
                continue  # its document was named: the signed pages of that are meant
            try:
                project.approval.reopen(row.id, args.by, args.reason)
                taken.append(names[row.id])
            except NotAllowed as error:
                refused.append({"page": names[row.id], "error": str(error)})
                out.problem(error)
    out.result({"done": taken, "refused": refused}, f"{len(taken)} page(s) opened again.")
    return WITH_PROBLEMS if refused else DONE


def _each(
    app: App,
    args: Namespace,
    out: Output,
    step: Callable[[Project, Document], None],
    ready: frozenset[State],
    done: str,
) -> int:
    """Take a step on the documents named, or on all that are ready for it where none is named."""
    taken: list[str] = []
    refused: list[dict[str, Any]] = []
    with open_project(app, args.project) as project:
        for document in _chosen(project, args.documents, ready):
            try:
                step(project, document)
                taken.append(document.name)
            except NotAllowed as error:
                problems = [app.catalogue.say(one) for one in getattr(error, "problems", ())]
                refused.append(
                    {"document": document.name, "error": str(error), "problems": problems}
                )
                out.problem(error)
                for one in problems[1:]:
                    out.problem(f"{document.name}: {one}")
    out.result({"done": taken, "refused": refused}, f"{len(taken)} document(s) {done}.")
    return WITH_PROBLEMS if refused else DONE


def _chosen(project: Project, names: Sequence[str], ready: frozenset[State]) -> Sequence[Document]:
    if names:
        return [choose_document(project, name) for name in names]
    wanted = project.listing.wanted(ready)
    rows = project.listing.rows(wanted, limit=project.listing.count(wanted) or 1)
    known = {document.id: document for document in project.documents()}
    return [known[row.id] for row in rows]
