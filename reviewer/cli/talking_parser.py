"""The arguments of the verbs of talk, people and documents as a whole."""

import argparse

from reviewer.cli import documents, heading, talking
from reviewer.cli.declaring import Commands, count, group, signed, verb
from reviewer.core.listing import Sort, Talking
from reviewer.core.people import Duty
from reviewer.core.states import State

_DUTIES = [str(duty) for duty in Duty]


def declare(commands: Commands) -> None:
    """Declare them."""
    _talking(commands)
    _documents(commands)
    _headers(commands)
    _people(commands)


def _talking(commands: Commands) -> None:
    say = verb(commands, "comment", talking.comment, "say something about a page")
    say.add_argument("page", metavar="PAGE", help="NAME/NUMBER or id")
    say.add_argument("text", metavar="TEXT", help="what to say")
    say.add_argument(
        "--words", type=_tokens, metavar="N[-M]", help="about these words, by their numbers"
    )
    say.add_argument("--asks", action="store_true", help="an answer is wanted")
    signed(say)
    answer = verb(commands, "reply", talking.reply, "answer, or settle what was talked about")
    answer.add_argument("thread", metavar="THREAD", type=_thread, help="its number")
    answer.add_argument("text", metavar="TEXT", nargs="?", default="", help="what to say")
    way = answer.add_mutually_exclusive_group()
    way.add_argument("--close", action="store_true", help="it is settled")
    way.add_argument("--open", action="store_true", help="it is not settled after all")
    signed(answer)
    listed = verb(commands, "threads", talking.threads, "what is being talked about")
    state = listed.add_mutually_exclusive_group()
    state.add_argument("--closed", action="store_true", help="only closed ones")
    state.add_argument("--all", action="store_true", help="closed ones, too")
    whose = listed.add_mutually_exclusive_group()
    whose.add_argument("--mine", metavar="NAME", help="in which this person said something")
    whose.add_argument("--asked-of", metavar="NAME", help="open questions to this person")
    listed.add_argument("--opened-by", metavar="NAME", help="that this person opened")
    listed.add_argument("--document", metavar="NAME", help="only in this document")
    listed.add_argument("--page", metavar="PAGE", help="only on this page")
    listed.add_argument("--text", metavar="TEXT", help="in which this was said")
    listed.add_argument("--limit", type=count, default=50, metavar="N", help="at most N")


def _documents(commands: Commands) -> None:
    rows = verb(commands, "documents", documents.documents, "how far each document is")
    rows.add_argument("documents", metavar="NAME", nargs="*", help="with --set-due: which")
    rows.add_argument(
        "--state", action="append", default=[], choices=[str(s) for s in State], help="only these"
    )
    rows.add_argument("--person", metavar="NAME", help="that this person worked on")
    rows.add_argument("--text", metavar="TEXT", help="with this in name or title")
    rows.add_argument("--threads", choices=[str(one) for one in Talking], help="by what is said")
    rows.add_argument("--due", metavar="DATE", help="due until this day")
    rows.add_argument(
        "--set-due", metavar="DATE|never", help="say when those named are due; list them alone"
    )
    rows.add_argument("--sort", choices=[str(one) for one in Sort], default=str(Sort.IMPORTED))
    rows.add_argument("--down", action="store_true", help="the other way round")
    rows.add_argument("--limit", type=count, default=50, metavar="N", help="at most N")
    rows.add_argument("--skip", type=_skip, default=0, metavar="N", help="without the first N")
    publish = verb(commands, "publish", documents.publish, "send approved documents to readers")
    publish.add_argument("--comment", default="", help="what readers should know")
    withdraw = verb(commands, "withdraw", documents.withdraw, "call published documents back")
    withdraw.add_argument("--reason", default="", help="why")
    for parser, many in ((publish, "*"), (withdraw, "+")):
        default = "; default: all that are approved" if many == "*" else ""
        parser.add_argument("documents", metavar="NAME", nargs=many, help=f"which{default}")
        signed(parser)
    again = verb(commands, "reopen", documents.reopen, "work on signed pages again")
    again.add_argument("pages", metavar="PAGE", nargs="+", help="NAME/NUMBER, NAME or id")
    again.add_argument("--reason", default="", help="why")
    signed(again)


def _headers(commands: Commands) -> None:
    header = group(commands, "header", "what is said of a document as a whole")
    shown = verb(header, "show", heading.show, "the fields, where they come from, what is offered")
    shown.add_argument("document", metavar="NAME", nargs="?", help="default: what holds for all")
    shown.add_argument("--all", action="store_true", help="empty fields, too")
    filled = verb(header, "set", heading.put, "fill fields")
    filled.add_argument("values", metavar="FIELD=VALUE", nargs="+", help="empty: clear it")
    filled.add_argument(
        "--document", metavar="NAME", action="append", help="which; default: for all documents"
    )
    signed(filled)


def _people(commands: Commands) -> None:
    people = group(commands, "people", "who counts as whom, and who may do what")
    listed = verb(people, "list", talking.list_people, "the people of a project")
    listed.add_argument("--changes", action="store_true", help="and who changed what when")
    change = verb(people, "set", talking.change_people, "add somebody, or change what is known")
    change.add_argument("person", metavar="NAME")
    change.add_argument("--also", action="append", metavar="NAME", help="another name of theirs")
    change.add_argument("--login", metavar="LOGIN", help="their login to the database")
    change.add_argument("--role", action="append", choices=_DUTIES, help="what they may do")
    alias = verb(people, "alias", talking.change_people, "another name of the same person")
    alias.add_argument("person", metavar="NAME")
    alias.add_argument("other", metavar="OTHER")
    role = verb(people, "role", talking.change_people, "what somebody may do")
    role.add_argument("person", metavar="NAME")
    role.add_argument("roles", metavar="ROLE", nargs="+", choices=_DUTIES)
    remove = verb(people, "remove", talking.change_people, "take somebody out of the list")
    remove.add_argument("person", metavar="NAME")
    eyes = verb(people, "four-eyes", talking.change_people, "whether somebody else has to approve")
    eyes.add_argument("switch", choices=["on", "off"])
    for parser in (change, alias, role, remove, eyes):
        signed(parser)


def _tokens(text: str) -> tuple[int, int]:
    try:
        return talking.tokens(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("is no word like 7 or 7-9") from error


def _thread(text: str) -> int:
    try:
        return talking.thread_number(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("is no number of a thread") from error


def _skip(text: str) -> int:
    return 0 if text == "0" else count(text)
