"""The verbs and their arguments, declared once."""

import argparse
from pathlib import Path
from typing import TypeAlias

from reviewer import __version__
from reviewer.cli import verbs
from reviewer.core.edition import Profile


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
    _publishing(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _verb(
    commands: _Commands, name: str, function: verbs.Verb, help_text: str, project: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(verb=function)
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--quiet", action="store_true", help="only results and errors")
    if project:
        parser.add_argument(
            "project", metavar="PROJECT", type=_place, help="a folder or postgresql://…"
        )
    return parser


def _open(commands: _Commands) -> None:
    parser = commands.add_parser("open", help="open the desktop", description="Open the desktop.")
    parser.add_argument("project", metavar="PROJECT", nargs="?", help="a folder or postgresql://…")
    parser.add_argument("--sample", action="store_true", help="open the sample project")
    parser.set_defaults(verb=None, json=False, quiet=False)


def _judging(commands: _Commands) -> None:
    add = _verb(commands, "import", verbs.import_files, "import files, making the project if new")
    add.add_argument("files", metavar="FILE", nargs="+", type=Path)
    analyse = _verb(commands, "analyse", verbs.analyse, "find doubtful words on all pages")
    analyse.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes")
    analyse.add_argument("--again", action="store_true", help="also pages that are up to date")
    suggest = _verb(
        commands, "suggest", verbs.suggest, "suggest for a text or JSONL, without a project", False
    )
    suggest.add_argument("file", metavar="FILE|-", help="plain text, or JSONL with `ocr`")
    suggest.add_argument("--language", default="en", help="language of the text (default: en)")


def _looking(commands: _Commands) -> None:
    queue = _verb(commands, "queue", verbs.queue, "what waits to be decided")
    queue.add_argument("--limit", type=_count, default=50, metavar="N", help="at most N findings")
    _verb(commands, "status", verbs.status, "how far the project is")
    log = _verb(commands, "log", verbs.log, "who decided what, the newest first")
    log.add_argument("--limit", type=_count, default=50, metavar="N", help="at most N decisions")
    log.add_argument("--by", metavar="NAME", help="only this person's")
    log.add_argument("--page", metavar="PAGE", help="only on this page")


def _deciding(commands: _Commands) -> None:
    apply = _verb(commands, "apply", verbs.apply, "apply scripted decisions")
    apply.add_argument("file", metavar="DECISIONS.jsonl|-", help="one JSON object a line")
    _signed(apply)
    for name, function, help_text in (
        ("submit", verbs.submit, "send pages to the editor"),
        ("approve", verbs.approve, "approve submitted pages"),
        ("return", verbs.send_back, "send submitted pages back to the transcriber"),
    ):
        parser = _verb(commands, name, function, help_text)
        parser.add_argument(
            "pages", metavar="PAGE", nargs="*", help="NAME/NUMBER, NAME or id; default: all"
        )
        _signed(parser)
    parser.add_argument("--comment", default="", help="what the transcriber should do")


def _publishing(commands: _Commands) -> None:
    export = _verb(commands, "export", verbs.export, "write approved documents")
    export.add_argument("--to", default="tei", metavar="FORMAT", help="format (default: tei)")
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder to write to")
    export.add_argument("--profile", choices=[str(p) for p in Profile], help="kind of TEI")
    export.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the format",
    )
    export.add_argument("--draft", action="store_true", help="also what is not approved yet")
    validate = _verb(commands, "validate", verbs.validate, "check TEI files", project=False)
    validate.add_argument("files", metavar="FILE", nargs="+", type=Path)
    validate.add_argument("--schema", type=Path, metavar="RNG", help="a RELAX NG schema to use")
    _verb(commands, "doctor", verbs.doctor, "whether all parts work here", project=False)


def _signed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="by", required=True, metavar="NAME", help="who decides")


def _count(text: str, most: int = 2**31 - 1) -> int:
    number = int(text)
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"must be from 1 to {most}")
    return number


def _jobs(text: str) -> int:
    return _count(text, 61)  # more processes than that cannot be waited for on Windows


def _place(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty")
    return text
