"""The verbs and their arguments, declared once."""

import argparse
from datetime import date
from pathlib import Path

from reviewer import __version__
from reviewer.cli import (
    chronicle,
    finding,
    keeping,
    lists,
    picturing,
    profiles,
    talking_parser,
    teaching,
    validating,
    verbs,
)
from reviewer.cli.declaring import Commands, count, group, place, signed, verb
from reviewer.core.edition import Profile
from reviewer.core.lessons import DEFAULT
from reviewer.core.lexicon import EntryKind
from reviewer.core.searching import MOST_EDITS


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each verb stores its function as `verb`."""
    parser = argparse.ArgumentParser(
        prog="reviewer",
        description="Turn noisy OCR text into reviewed, approved TEI. Without a verb: the desktop.",
        epilog="PROJECT is a folder or postgresql://… Exit: 0 done, 1 done with problems reported, "
        "2 wrong use, 3 could not.",
    )
    parser.add_argument("--version", action="version", version=f"reviewer {__version__}")
    commands = parser.add_subparsers(title="verbs", metavar="VERB", dest="name")
    _open(commands)
    _judging(commands)
    _looking(commands)
    _deciding(commands)
    talking_parser.declare(commands)
    _teaching(commands)
    _publishing(commands)
    _keeping(commands)
    return parser


_KINDS = [str(kind) for kind in EntryKind]


def _open(commands: Commands) -> None:
    parser = commands.add_parser("open", help="open the desktop", description="Open the desktop.")
    parser.add_argument("project", metavar="PROJECT", nargs="?", help="a folder or postgresql://…")
    parser.add_argument("--sample", action="store_true", help="open the sample project")
    parser.set_defaults(verb=None, json=False, quiet=False)


def _judging(commands: Commands) -> None:
    add = verb(commands, "import", verbs.import_files, "import files, making the project if new")
    add.add_argument("files", metavar="FILE", nargs="+", type=Path, help="files or folders")
    add.add_argument(
        "--as-one", action="store_true", help="make one document of the files that are named"
    )
    add.add_argument(
        "--again",
        action="store_true",
        help="take archival TEI in beside the document that is here already",
    )
    add.add_argument(
        "--with-marks",
        action="store_true",
        help="take names, dates and corrected errors of others' TEI over as your decisions",
    )
    add.add_argument(
        "--as",
        dest="by",
        default="",
        metavar="NAME",
        help="who signs what was changed in archival TEI elsewhere (default: your name)",
    )
    _picturing(commands)
    analyse = verb(commands, "analyse", verbs.analyse, "find doubtful words on all pages")
    analyse.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes")
    analyse.add_argument("--again", action="store_true", help="also pages that are up to date")
    suggest = verb(
        commands, "suggest", verbs.suggest, "suggest for a text or JSONL, without a project", False
    )
    suggest.add_argument("file", metavar="FILE|-", help="plain text, or JSONL with `ocr`")
    _judged(suggest)


def _picturing(commands: Commands) -> None:
    ocr = verb(commands, "ocr", picturing.recognize, "read pictures that have no text yet")
    ocr.add_argument("pages", metavar="PAGE", nargs="*", help="NAME/NUMBER, NAME or id")
    ocr.add_argument(
        "--second",
        action="store_true",
        help="read pages that have text a second time, so that differences show",
    )
    ocr.add_argument("--engine", default="", help="which OCR engine (default: the first there is)")
    ocr.add_argument("--language", action="append", default=[], help="language of the pictures")
    ocr.add_argument("--segmentation", default="", help="how the engine looks for lines")
    ocr.add_argument(
        "--scale", type=_scale, default=1.0, metavar="X", help="enlarge pictures this many times"
    )
    ocr.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="pictures at a time")
    where = verb(commands, "pictures", picturing.pictures, "find pictures that were moved")
    where.add_argument(
        "where", metavar="FOLDER|FILE", nargs="?", type=Path, help="where to look; none: what lacks"
    )
    where.add_argument("--page", metavar="PAGE", help="give this page the picture in FILE")
    where.add_argument("--frame", type=count, default=1, metavar="N", help="its page in the file")


def _looking(commands: Commands) -> None:
    find = verb(commands, "find", finding.find, "where something stands in the texts")
    find.add_argument("text", metavar="TEXT", help="what to look for")
    find.add_argument("--limit", type=count, default=1000, metavar="N", help="at most N places")
    _sought(find)
    queue = verb(commands, "queue", verbs.queue, "what waits to be decided")
    queue.add_argument("--limit", type=count, default=50, metavar="N", help="at most N findings")
    verb(commands, "status", verbs.status, "how far the project is")
    _log(commands)
    report = verb(commands, "report", chronicle.report, "figures of the project, to hand to others")
    report.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help="X.html, X.pdf, X.csv or X.json"
    )
    report.add_argument("--document", action="append", metavar="NAME", help="only this document")
    _days(report)


def _log(commands: Commands) -> None:
    log = verb(commands, "log", chronicle.log, "who decided what, the newest first")
    log.add_argument("--limit", type=count, metavar="N", help="at most N (default: 50; file: all)")
    log.add_argument("--page", metavar="PAGE", help="only on this page: NAME/NUMBER, NUMBER or id")
    log.add_argument("--document", metavar="NAME", help="only in this document")
    log.add_argument("--by", metavar="NAME", help="only this person's")
    _days(log)
    log.add_argument("--kind", choices=chronicle.KINDS, help="only steps of this kind")
    log.add_argument("--word", metavar="TEXT", help="only with these letters, before or after")
    log.add_argument("--format", choices=chronicle.FORMS, help="a table, or JSON lines")
    log.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: here)")


def _days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help="from this day on")
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help="up to this day")


def _deciding(commands: Commands) -> None:
    apply = verb(commands, "apply", verbs.apply, "apply scripted decisions")
    apply.add_argument("file", metavar="DECISIONS.jsonl|-", help="one JSON object a line")
    signed(apply)
    replace = verb(commands, "replace", finding.replace, "read something else wherever it stands")
    replace.add_argument("text", metavar="TEXT", help="what to look for")
    replace.add_argument(
        "new", metavar="NEW", help=r"what to read instead; with --regex \1 is its first group"
    )
    replace.add_argument("--dry-run", action="store_true", help="only say what would be done")
    _sought(replace)
    signed(replace)
    for name, function, help_text in (
        ("submit", verbs.submit, "send pages to the editor"),
        ("approve", verbs.approve, "approve submitted pages"),
        ("return", verbs.send_back, "send submitted pages back to the transcriber"),
    ):
        parser = verb(commands, name, function, help_text)
        parser.add_argument(
            "pages", metavar="PAGE", nargs="*", help="NAME/NUMBER, NAME or id; default: all"
        )
        signed(parser)
        if name == "submit":
            parser.add_argument("--comment", default="", help="what the editor should know")
    parser.add_argument("--comment", default="", help="what the transcriber should do")
    parser.add_argument(
        "--ask", action="append", default=[], metavar="TEXT", help="a question to be answered"
    )


def _sought(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--regex", action="store_true", help="TEXT is a regular expression")
    way.add_argument(
        "--near", type=_edits, metavar="N", help="also words that differ in up to N letters"
    )
    parser.add_argument("--word", action="store_true", help="whole words only")
    parser.add_argument("--case", action="store_true", help="tell capitals apart")
    parser.add_argument(
        "--where",
        choices=finding.WHERE,
        default=finding.WHERE[0],
        help="which text: as it reads now (default), as imported, or either",
    )


def _teaching(commands: Commands) -> None:
    learn = verb(commands, "learn", teaching.learn, "learn from approved pages")
    learn.add_argument("--forget", action="store_true", help="forget all that was learnt instead")
    learn.add_argument(
        "--renew",
        action="store_true",
        help="let pages that nobody worked on be analysed again with it",
    )
    correct = verb(
        commands, "autocorrect", teaching.autocorrect, "take suggestions that are sure enough"
    )
    correct.add_argument(
        "--min-probability",
        type=_probability,
        metavar="P",
        help="from which probability (default: as learnt from approved pages)",
    )
    correct.add_argument("--dry-run", action="store_true", help="only say what would be done")
    signed(correct)
    evaluate = verb(
        commands, "evaluate", teaching.evaluate, "measure the engine on texts of known truth", False
    )
    evaluate.add_argument("files", metavar="GOLD", nargs="+", help="JSONL with `ocr` and `gt`")
    _judged(evaluate)


def _keeping(commands: Commands) -> None:
    lexicon = group(commands, "lexicon", "words and names that you add")
    add = _entries(lexicon, "add", keeping.add_entries, "add words or entries")
    add.add_argument("--variant", action="append", default=[], metavar="FORM", help="another form")
    add.add_argument("--note", default="", help="what to know of it")
    add.add_argument("--dates", default="", help="years of life or validity")
    add.add_argument("--kind", choices=_KINDS, default="word")
    remove = _entries(lexicon, "remove", keeping.remove_entries, "take entries out")
    remove.add_argument("--kind", choices=_KINDS, help="only this kind")
    _entries(lexicon, "show", keeping.show_entries, "all that is known of words")
    listing = verb(lexicon, "list", keeping.list_entries, "the entries that were added", False)
    listing.add_argument("project", metavar="PROJECT", nargs="?", type=place)
    listing.add_argument("--user", action="store_true", help="your own, for all projects")
    taking = verb(lexicon, "import", lists.import_list, "take a list of names in", False)
    taking.add_argument("--kind", choices=_KINDS, default="word", help="of entries that say none")
    taking.add_argument("--dry-run", action="store_true", help="only say what would come")
    giving = verb(lexicon, "export", lists.export_list, "write entries as a list of names", False)
    giving.add_argument("--kind", choices=_KINDS, action="append", help="only this kind")
    for one in (taking, giving):
        one.add_argument("project", metavar="PROJECT", type=place)
        one.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, TEI, or a plain list")
        one.add_argument("--user", action="store_true", help="your own entries, for all projects")
        one.add_argument("--format", default="", metavar="NAME", help="csv, tsv, tei or plain")
    settings = group(commands, "settings", "what you chose")
    for name, function, help_text in (
        ("list", keeping.list_settings, "all settings with their values"),
        ("get", keeping.get_setting, "the value of one setting"),
        ("set", keeping.set_setting, "change a setting"),
    ):
        parser = verb(settings, name, function, help_text, False)
        if name != "list":
            parser.add_argument("setting", metavar="NAME")
        if name == "set":
            parser.add_argument("value", metavar="VALUE")
            parser.add_argument(
                "--as", dest="by", default="", metavar="NAME", help="who changes it (default: you)"
            )
        parser.add_argument(
            "project", metavar="PROJECT", nargs="?", type=place, help="for this project alone"
        )


def _entries(
    commands: Commands, name: str, function: verbs.Verb, help_text: str
) -> argparse.ArgumentParser:
    parser = verb(commands, name, function, help_text, False)
    parser.usage = f"reviewer lexicon {name} [OPTION…] (PROJECT | --user) WORD…"
    parser.add_argument("words", metavar="WORD", nargs="+", help="the project, and then the words")
    parser.add_argument(
        "--user", action="store_true", help="your own, for all projects: give no PROJECT then"
    )
    return parser


def _judged(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", default="en", help="language of the text (default: en)")
    parser.add_argument(
        "--automatic",
        type=_probability,
        default=DEFAULT,
        metavar="P",
        help=f"correct automatically from this probability on (default: {DEFAULT:g})",
    )


def _publishing(commands: Commands) -> None:
    export = verb(commands, "export", verbs.export, "write approved documents")
    export.add_argument("--to", default="tei", metavar="FORMAT", help="format (default: tei)")
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder to write to")
    export.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help=f"kind of TEI: {', '.join(Profile)}, or a profile of your own by name or file",
    )
    export.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the format",
    )
    export.add_argument("--draft", action="store_true", help="also what is not approved yet")
    validate = verb(commands, "validate", validating.validate, "check TEI files", project=False)
    validate.add_argument("files", metavar="FILE", nargs="+", type=Path)
    validate.add_argument("--schema", type=Path, metavar="RNG", help="a RELAX NG schema to use")
    validate.add_argument(
        "--schematron", type=Path, metavar="SCH", help="Schematron rules to use as well"
    )
    profile = group(commands, "profile", "kinds of TEI that you declare yourself")
    check = verb(profile, "check", profiles.check, "say what is wrong with a profile", False)
    check.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a file in TOML")
    named = verb(profile, "list", profiles.names, "the profiles that can be named", False)
    named.add_argument("project", metavar="PROJECT", nargs="?", type=place)
    verb(commands, "doctor", verbs.doctor, "whether all parts work here", project=False)


def _edits(text: str) -> int:
    return count(text, MOST_EDITS)


def _probability(text: str) -> float:
    number = float(text)
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError("must be above 0 and at most 1")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("is a day like 2026-03-31") from error


def _scale(text: str) -> float:
    number = float(text)
    if not 0.1 <= number <= 10:
        raise argparse.ArgumentTypeError("must be from 0.1 to 10")
    return number


def _jobs(text: str) -> int:
    return count(text, 61)  # more processes than that cannot be waited for on Windows
