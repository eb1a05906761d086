"""The verbs around what the engine learns and how good it is: learn, autocorrect, evaluate."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from reviewer.cli.output import Output, table
from reviewer.cli.pages import open_project, page_names
from reviewer.cli.records import read_gold
from reviewer.core.lessons import DEFAULT, EDGES, NEVER, Bin, Experience
from reviewer.services.app import App
from reviewer.services.autocorrecting import AutocorrectReport
from reviewer.services.evaluating import Measured

DONE, WITH_PROBLEMS = 0, 1
_STRONGEST = 15  # confusions that are shown; JSON has them all
_SHOWN = {"": "(nothing)", " ": "(blank)"}

_COLUMNS = (
    ("tokens", "tokens"),
    ("F1", "f1"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("alarms", "alarms_per_1000"),
    ("hit@1", "hit1"),
    ("hit@5", "hit5"),
    ("WER", "wer"),
    ("change", "wer_change"),
    ("right", "auto_precision"),
)


def learn(app: App, args: Namespace, out: Output) -> int:
    """`learn`: what approved pages teach; or forget it."""
    with open_project(app, args.project) as project:
        if args.forget:
            forgotten = project.learning.forget()
            renewed = project.learning.renew() if args.renew else 0
            text = f"Forgotten: what {forgotten} page(s) taught."
            out.result({"forgotten": forgotten, "renewed": renewed}, text)
            return DONE
        with out.progress("Learning") as progress:
            report = project.learning.run(progress)
        known = project.learning.experience()
        waiting = len(project.learning.renewable())
        renewed = project.learning.renew() if args.renew else 0
    if renewed:
        out.note(f"{renewed} page(s) wait to be made anew: reviewer analyse {args.project}")
    elif waiting and known.pages:
        out.note(
            f"{waiting} page(s) that nobody worked on could be made anew with this: "
            f"reviewer learn {args.project} --renew"
        )
    record = {
        "learnt": report.pages,
        "dropped": report.dropped,
        "renewable": waiting,
        "renewed": renewed,
        **_experience(known),
    }
    head = f"{report.pages} page(s) learnt, {report.dropped} forgotten; {known.pages} known."
    out.result(record, "\n\n".join([head, *_account(known)]))
    return DONE


def autocorrect(app: App, args: Namespace, out: Output) -> int:
    """`autocorrect`: first suggestions that are sure enough, as one batch."""
    with open_project(app, args.project) as project, out.progress("Correcting") as progress:
        least = args.min_probability
        if least is None:
            least = project.learning.experience().automatic
        report = project.autocorrecting.run(least, args.by, dry=args.dry_run, progress=progress)
        names = page_names(project)
    for error in report.refused:
        out.problem(error)
    if report.stale:
        out.note(f"{report.stale} page(s) left out, not analysed: reviewer analyse {args.project}")
    if report.signed:
        out.note(f"{report.signed} page(s) left out: they are with the editor or approved.")
    out.result(_corrections(report, names), _corrected(report, names, args.dry_run))
    return WITH_PROBLEMS if report.refused else DONE


def evaluate(app: App, args: Namespace, out: Output) -> int:
    """`evaluate`: the measures of files whose truth is known."""
    evaluating = app.evaluating(args.language, args.automatic)
    measured: list[tuple[str, Measured]] = []
    for file in args.files:
        with out.progress(file, "record") as progress:
            measured.append((file, evaluating.file(progress.over(read_gold(file)))))
    whole = evaluating.total()
    for trouble in app.troubles():
        out.problem(trouble)
    rows = [*measured, ("all", whole)] if len(measured) > 1 else measured
    lines = [
        (
            name,
            *(_figure(one.measures.get(key)) for _, key in _COLUMNS),
            round(one.tokens_per_second),
        )
        for name, one in rows
    ]
    text = table(lines, ["file", *(head for head, _ in _COLUMNS), "tokens/s"])
    if whole.memory is not None:
        text += f"\n\nMemory: {whole.memory:.0f} MB at most."
    record = {
        "files": [{"file": name, **_measures(one)} for name, one in measured],
        "all": _measures(whole),
        "memory": whole.memory,
        "automatic": args.automatic,
    }
    out.result(record, text)
    return WITH_PROBLEMS if app.troubles() else DONE


def _measures(one: Measured) -> dict[str, Any]:
    return {
        **one.measures,
        "seconds": one.seconds,
        "tokens_per_second": one.tokens_per_second,
    }


def _figure(value: float | int | None) -> str:
    return "-" if value is None else f"{value:g}"


def _account(known: Experience) -> Iterable[str]:
    """What was learnt, in tables."""
    rates = dict(known.letters)
    strongest = sorted(known.confusions, key=lambda row: (-row[2], row))[:_STRONGEST]
    if strongest:
        rows = [
            (_SHOWN.get(read, read), _SHOWN.get(true, true), n, _rate(n, rates.get(true)))
            for read, true, n in strongest
        ]
        yield table(rows, ["read", "for", "times", "share"])
    if known.judged:
        counts = {which: right for which, _, right in known.judged}
        eligible = {which: (n, right) for which, n, right in known.eligible}
        rows_ = []
        for which, n, _ in known.judged:
            free, right = eligible.get(which, (0, 0))
            share = f"{counts[which] / n:.1%}" if n else ""
            rows_.append((_bin(which), n, counts[which], share, free, right))
        head = ["first suggestion", "times", "right", "share", "automatic", "right"]
        yield table(rows_, head)
    if known.pages:
        yield _threshold(known)


def _threshold(known: Experience) -> str:
    if known.automatic >= NEVER:
        return "Automatic correction: never; even the surest suggestions were wrong too often."
    if known.automatic >= DEFAULT:
        return f"Automatic correction: from {DEFAULT:g} on, the cautious default."
    return f"Automatic correction: from {known.automatic:g} on, as right as wanted on these pages."


def _bin(which: int) -> str:
    upper = EDGES[which + 1] if which + 1 < len(EDGES) else 1
    return f"{EDGES[which]:g}-{upper:g}"


def _rate(n: int, compared: int | None) -> str:
    return f"{n / compared:.2%}" if compared else ""


def _experience(known: Experience) -> dict[str, Any]:
    rates = dict(known.letters)
    return {
        "pages": known.pages,
        "stamp": known.stamp,
        "automatic": known.automatic,
        "confusions": [
            {"read": read, "true": true, "times": n, "compared": rates.get(true)}
            for read, true, n in sorted(known.confusions, key=lambda row: (-row[2], row))
        ],
        "memory": [
            {"form": form, "reading": reading, "times": n} for form, reading, n in known.memory
        ],
        "judged": _bins(known.judged),
        "eligible": _bins(known.eligible),
        "doubted": _bins(known.doubted),
    }


def _bins(bins: Sequence[Bin]) -> list[dict[str, float | int]]:
    return [{"from": EDGES[which], "times": n, "right": right} for which, n, right in bins]


def _corrections(report: AutocorrectReport, names: dict[int, str]) -> dict[str, Any]:
    return {
        "min_probability": report.least,
        "batch": report.batch,
        "corrections": [
            {**asdict(one), "span": [one.span.first, one.span.last], "name": names[one.page]}
            for one in report.corrections
        ],
        "not_analysed": report.stale,
        "signed": report.signed,
        "refused": [str(error) for error in report.refused],
    }


def _corrected(report: AutocorrectReport, names: dict[int, str], dry: bool) -> str:
    count, pages = len(report.corrections), len({one.page for one in report.corrections})
    if not dry:
        return f"{count} correction(s) on {pages} page(s), from {report.least:g} on."
    rows = [
        (names[one.page], one.before, one.after, f"{one.probability:.2%}")
        for one in report.corrections
    ]
    said = f"{count} correction(s) on {pages} page(s) would be made, from {report.least:g} on."
    return f"{table(rows, ['page', 'form', 'reading', 'likely'])}\n\n{said}" if rows else said
