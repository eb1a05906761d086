"""The verbs that take lists of names into a lexicon and write them: lexicon import and export."""

from argparse import Namespace

from reviewer.cli.output import Output
from reviewer.cli.pages import open_project
from reviewer.core.lexicon import EntryKind, Layer
from reviewer.services.app import App

DONE, WITH_PROBLEMS = 0, 1


def import_list(app: App, args: Namespace, out: Output) -> int:
    """`lexicon import`: a list of names, into the project's layer or the person's own."""
    layer = Layer.USER if args.user else Layer.PROJECT
    with open_project(app, args.project) as project:
        files = project.lexicon_files
        preview = files.preview(args.file, EntryKind(args.kind), layer, args.format)
        if not args.dry_run:
            edit = files.take(preview)
            if edit:
                project.ripples.spread(edit)
        waiting = len(project.analysis.stale())
    for row in preview.refused:
        out.problem(f"{args.file}, line {row.line}: {app.catalogue.say(row.reason)} ({row.text})")
    if waiting and not args.dry_run:
        out.note(f"{waiting} page(s) are to be made anew: reviewer analyse {args.project}")
    record = {
        "format": preview.format,
        "new": len(preview.new),
        "changed": len(preview.changed),
        "same": preview.same,
        "refused": [
            {"line": row.line, "text": row.text, "reason": app.catalogue.say(row.reason)}
            for row in preview.refused
        ],
    }
    text = (
        f"{len(preview.new)} new, {len(preview.changed)} changed, {preview.same} there already,"
        f" {len(preview.refused)} refused."
    )
    out.result(record, text)
    return WITH_PROBLEMS if preview.refused else DONE


def export_list(app: App, args: Namespace, out: Output) -> int:
    """`lexicon export`: the entries of the project's layer, or of the person's own."""
    layer = Layer.USER if args.user else Layer.PROJECT
    with open_project(app, args.project) as project:
        entries = [
            entry
            for entry in project.lexicon.known()
            if entry.layer is layer and (not args.kind or str(entry.kind) in args.kind)
        ]
        written = project.lexicon_files.export(entries, args.file, args.format)
    if written.left:
        out.note(f"{written.left} left out: the format has no place for their kind.")
    out.result({"written": written.entries, "left": written.left}, f"{written.entries} written.")
    return DONE
