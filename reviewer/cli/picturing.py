"""The verbs about pictures: reading them with OCR, and saying where they lie."""

from argparse import Namespace

from reviewer.cli.output import Output
from reviewer.cli.pages import choose_pages, open_project, page_names
from reviewer.core.errors import UsageError
from reviewer.core.ports import RecognitionOptions
from reviewer.services.app import App

DONE, WITH_PROBLEMS = 0, 1


def recognize(app: App, args: Namespace, out: Output) -> int:
    """`ocr`: text for pages that have only a picture, or a second reading for those with text."""
    with open_project(app, args.project) as project, out.progress("Reading") as progress:
        names = page_names(project)
        chosen = [row.id for row in choose_pages(project, args.pages)] if args.pages else None
        options = None
        if args.language or args.segmentation or args.scale != 1:
            languages = tuple(args.language) or ("en",)
            options = RecognitionOptions(languages, args.segmentation, args.scale)
        recognizing = project.recognizing
        work = recognizing.read_again if args.second else recognizing.read
        report = work(chosen, args.engine, options, progress, args.jobs)
    for page, error in report.failed:
        out.problem(f"{names[page]}: {error}")
    record = {
        "read": [names[page] for page in report.read],
        "failed": [{"page": names[page], "error": str(error)} for page, error in report.failed],
    }
    what = "page(s) read a second time" if args.second else "page(s) read"
    out.result(record, f"{len(report.read)} {what}; next: reviewer analyse {args.project}")
    return WITH_PROBLEMS if report.failed else DONE


def pictures(app: App, args: Namespace, out: Output) -> int:
    """`pictures`: which are lost; look for them in a folder, or give one page its picture."""
    with open_project(app, args.project) as project:
        names = page_names(project)
        if args.page:
            if args.where is None or args.where.is_dir():
                raise UsageError("A page is given a picture by its file.", advice="Name the file.")
            rows = choose_pages(project, [args.page])
            if len(rows) != 1:
                raise UsageError(f"{args.page} has {len(rows)} pages.", advice="Name one of them.")
            project.picturing.attach(rows[0].id, args.where, args.frame - 1)
            found, missing = [(rows[0].id, args.where)], []
        elif args.where:
            if not args.where.exists():
                raise UsageError(f"{args.where}: There is no such folder or file.")
            search = project.picturing.search(args.where)
            found, missing = search.found, search.missing
        else:
            found, missing = [], list(project.picturing.lost())
    for page in missing:
        out.note(f"{names[page]}: no picture")
    record = {
        "found": [{"page": names[page], "file": str(path)} for page, path in found],
        "missing": [names[page] for page in missing],
    }
    out.result(record, f"{len(found)} picture(s) found, {len(missing)} page(s) without.")
    return WITH_PROBLEMS if missing and args.where else DONE
