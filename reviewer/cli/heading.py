"""`header`: what is said of documents as a whole, shown and filled."""

from argparse import Namespace

from reviewer.cli.output import Output, table
from reviewer.cli.pages import choose_document, open_project
from reviewer.core.errors import UsageError
from reviewer.core.header import BY_NAME
from reviewer.core.messages import said
from reviewer.services.app import App
from reviewer.services.headers import Filled

_DONE = 0


def show(app: App, args: Namespace, out: Output) -> int:
    """`header show`: the fields of a document, or (without one) what holds for all."""
    with open_project(app, args.project) as project:
        if args.document:
            form = project.headers.form(choose_document(project, args.document).id)
        else:
            form = project.headers.default_form()
    shown = [one for one in form if args.all or one.value or one.offers]
    lines = [
        (one.field.name, one.value, str(one.comes), "; ".join(offer.value for offer in one.offers))
        for one in shown
    ]
    head = ["field", "value", "comes from", "the page says"]
    out.result([_record(one) for one in shown], table(lines, head) if lines else "No fields.")
    for one in shown:
        if one.problem:
            out.note(f"{one.field.name}: {one.problem}")
    return _DONE


def _record(filled: Filled) -> dict[str, object]:
    return {
        "field": filled.field.name,
        "value": filled.value,
        "comes": str(filled.comes),
        "by": filled.decision.by if filled.decision else None,
        "problem": str(filled.problem) if filled.problem else None,
        "offers": [{"value": one.value, "line": one.text} for one in filled.offers],
    }


def put(app: App, args: Namespace, out: Output) -> int:
    """`header set`: values into fields of documents, as one step; or for all that say nothing."""
    values = dict(_pair(given) for given in args.values)
    with open_project(app, args.project) as project:
        if args.document:
            chosen = [choose_document(project, name).id for name in args.document]
            changed = project.headers.set_all(chosen, values, args.by)
            many = len(changed.documents)
        else:
            for name in sorted(values, key=BY_NAME.__contains__):  # unknown ones first: all or none
                project.headers.set_default(name, values[name])
            many = 0
    out.result({"documents": many, "values": values}, "Kept.")
    return _DONE


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise UsageError(
            said("errors.no_such_field", name=given), advice=said("errors.write_field_and_value")
        )
    return name, value
