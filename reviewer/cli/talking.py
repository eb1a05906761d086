"""The verbs of talk and of people: comment, reply, threads, people."""

import re
from argparse import Namespace
from typing import Any

from reviewer.cli.output import Output, table
from reviewer.cli.pages import choose_document, choose_page, open_project
from reviewer.core.decisions import Span
from reviewer.core.errors import UsageError
from reviewer.core.ids import DecisionId
from reviewer.core.messages import said
from reviewer.core.people import FOUR_EYES, Member, PeopleChange, people_record, read_roles
from reviewer.core.threads import Asked, Thread
from reviewer.services.app import App
from reviewer.services.project import Project
from reviewer.services.talk import ThreadRow

DONE = 0
_THREAD = re.compile(r"#?(\d+)")
_LAST_THREAD = 2**31 - 1  # databases count no further, and complain in their own words


def comment(app: App, args: Namespace, out: Output) -> int:
    """`comment`: open a thread about a page, or about words of it."""
    with open_project(app, args.project) as project:
        page = choose_page(project, args.page)
        words = Span(*args.words) if args.words else None
        project.talk.comment(page, args.text, args.by, words=words, asks=args.asks)
        thread = project.talk.of_page(page)[-1].id
    out.result({"thread": thread}, f"Said in thread {thread}.")
    return DONE


def reply(app: App, args: Namespace, out: Output) -> int:
    """`reply`: say something in a thread, close it, open it again."""
    with open_project(app, args.project) as project:
        thread = _one(project, args.thread)
        if args.text:
            project.talk.reply(thread, args.text, args.by, close=args.close)
        elif args.close:
            project.talk.close(thread, args.by)
        elif not args.open:
            raise UsageError(
                said("errors.nothing_was_said"), advice=said("errors.write_some_words")
            )
        if args.open:
            project.talk.open_again(thread, args.by)
    out.result({"thread": args.thread}, f"Said in thread {args.thread}.")
    return DONE


def _one(project: Project, number: int) -> Thread:
    thread = project.talk.thread(DecisionId(number))
    if thread is None:
        raise UsageError(
            said("errors.no_thread", number=number), advice=said("errors.threads_lists_them")
        )
    return thread


def threads(app: App, args: Namespace, out: Output) -> int:
    """`threads`: what is being talked about, spoken in last first."""
    which, person = Asked.ALL, ""
    if args.asked_of:
        which, person = Asked.OF_ME, args.asked_of
    elif args.mine:
        which, person = Asked.MINE, args.mine
    with open_project(app, args.project) as project:
        document = choose_document(project, args.document).id if args.document else None
        page = choose_page(project, args.page) if args.page else None
        wanted = project.talk.wanted(
            which,
            person,
            open=None if args.all else not args.closed,
            by=args.opened_by or "",
            document=document,
            page=page,
            text=args.text or "",
        )
        found = project.talk.find(wanted, limit=args.limit)
        many = project.talk.count(wanted)
    if many > len(found):
        out.note(f"{many} in all; --limit {many} shows them.")
    rows = [
        (
            row.thread.id,
            _place(row),
            row.thread.by,
            "?" if row.thread.asks else "",
            "open" if row.thread.open else "closed",
            len(row.thread.replies),
            " ".join(row.thread.last.text.split())[:60],
        )
        for row in found
    ]
    head = ["thread", "where", "by", "asks", "state", "answers", "said last"]
    out.result([_record(row) for row in found], table(rows, head) if rows else "No threads.")
    return DONE


def _place(row: ThreadRow) -> str:
    name = row.document if row.number is None else f"{row.document}/{row.number}"
    return f"{name}: {row.words[:30]}" if row.words else name


def _record(row: ThreadRow) -> dict[str, Any]:
    thread = row.thread
    return {
        "thread": thread.id,
        "document": row.document,
        "page": row.number,
        "words": row.words,
        "span": [thread.words.first, thread.words.last] if thread.words else None,
        "about": thread.about,
        "text": thread.text,
        "by": thread.by,
        "at": thread.at.isoformat(),
        "asks": thread.asks,
        "open": thread.open,
        "closed_by": thread.closed_by,
        "replies": [
            {"text": one.text, "by": one.by, "at": one.at.isoformat()} for one in thread.replies
        ],
    }


def list_people(app: App, args: Namespace, out: Output) -> int:
    """`people list`: who counts as whom, what each may do, and whether four eyes are wanted."""
    with open_project(app, args.project) as project:
        people = project.team.people()
    head = ["name", "also", "login", "roles"]
    rows = [
        (one.name, ", ".join(one.also), one.login, ", ".join(sorted(one.roles)))
        for one in people.members
    ]
    lines = [table(rows, head)] if rows else ["Nobody is listed; names are compared as written."]
    lines.append(f"four eyes: {'on' if people.four_eyes else 'off'}")
    if args.changes:
        lines += [_told(one) for one in people.changes]
    kept = people_record(people)
    record = {
        "four_eyes": people.four_eyes,
        "people": kept["members"],
        "changes": kept["changes"],
    }
    out.result(record, "\n".join(lines))
    return DONE


def _told(one: PeopleChange) -> str:
    what = "four eyes" if one.what == FOUR_EYES else one.what
    return f"{one.at:%Y-%m-%d %H:%M} {one.by}: {what}: {one.old or '-'} -> {one.new or '-'}"


def change_people(app: App, args: Namespace, out: Output) -> int:
    """`people set`, `alias`, `role`, `remove`, `four-eyes`."""
    with open_project(app, args.project) as project:
        team, by = project.team, args.by
        match args.what:
            case "four-eyes":
                team.set_four_eyes(args.switch == "on", by)
            case "alias":
                team.alias(args.person, args.other, by)
            case "role":
                team.set_roles(args.person, read_roles(args.roles), by)
            case "remove":
                team.remove(args.person, by)
            case _:
                team.put(_member(project, args), by)
    out.result({"done": True}, "Done.")
    return DONE


def _member(project: Project, args: Namespace) -> Member:
    """The person as listed, with what was named changed."""
    known = project.team.people().member(args.person) or Member(args.person)
    return Member(
        known.name,
        tuple(args.also) if args.also is not None else known.also,
        known.login if args.login is None else args.login,
        known.roles if args.role is None else read_roles(args.role),
    )


def tokens(text: str) -> tuple[int, int]:
    """A word or a stretch of words by number: `7` or `7-9`. Raises ValueError on others."""
    first, _, last = text.partition("-")
    span = Span(int(first), int(last or first))
    return span.first, span.last


def thread_number(text: str) -> int:
    """The number of a thread, as lists show it. Raises ValueError on others."""
    found = _THREAD.fullmatch(text)
    number = int(found[1]) if found else 0
    if not 0 < number <= _LAST_THREAD:
        raise ValueError(text)
    return number
