"""How verbs are declared: what all of them take, and how their values are read."""

import argparse
from typing import TypeAlias

from reviewer.cli import verbs

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def verb(
    commands: Commands, name: str, function: verbs.Verb, help_text: str, project: bool = True
) -> argparse.ArgumentParser:
    """A verb with what all of them take; `project`: it works on a project."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(verb=function)
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--quiet", action="store_true", help="only results and errors")
    if project:
        parser.add_argument(
            "project", metavar="PROJECT", type=place, help="a folder or postgresql://…"
        )
    return parser


def group(commands: Commands, name: str, help_text: str) -> Commands:
    """A verb with verbs of its own."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    group: Commands = parser.add_subparsers(metavar="WHAT", dest="what", required=True)
    return group


def signed(parser: argparse.ArgumentParser) -> None:
    """The name of the person who does it."""
    parser.add_argument("--as", dest="by", required=True, metavar="NAME", help="who decides")


def count(text: str, most: int = 2**31 - 1) -> int:
    """A number of things. Raises ArgumentTypeError on what is none."""
    number = int(text)
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"must be from 1 to {most}")
    return number


def place(text: str) -> str:
    """The place of a project. Raises ArgumentTypeError where nothing is named."""
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty")
    return text
