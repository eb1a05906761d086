"""The verbs for what people add and choose: lexicon and settings."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.cli.output import Output, table
from reviewer.cli.pages import open_project
from reviewer.core.errors import UsageError
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.records import entry_record
from reviewer.services.app import App
from reviewer.services.entries import matching
from reviewer.services.own_lexicon import add_own, remove_own
from reviewer.services.settings import SETTINGS, Setting, declared

DONE, WITH_PROBLEMS = 0, 1


def add_entries(app: App, args: Namespace, out: Output) -> int:
    """`lexicon add`: words or entries, to the project's layer or the person's own."""
    place, words = _place_and_words(args)
    entries = [
        LexiconEntry(
            EntryKind(args.kind), word, tuple(args.variant), note=args.note, dates=args.dates
        )
        for word in words
    ]
    if place is None:
        for entry in entries:
            add_own(app.lexicon, entry)
    else:
        with open_project(app, place) as project:
            for entry in entries:
                project.lexicon.add(entry)
    out.result({"added": len(entries)}, f"{len(entries)} added.")
    return DONE


def remove_entries(app: App, args: Namespace, out: Output) -> int:
    """`lexicon remove`: entries by their preferred form."""
    place, words = _place_and_words(args)
    kind = EntryKind(args.kind) if args.kind else None
    if place is None:
        removed = {word: remove_own(app.lexicon, word, kind) for word in words}
    else:
        with open_project(app, place) as project:
            removed = {word: project.lexicon.remove(word, kind) for word in words}
    missing = [word for word, count in removed.items() if not count]
    for word in missing:
        out.problem(f"{word} is not there.")
    count = sum(removed.values())
    out.result({"removed": count, "missing": missing}, f"{count} removed.")
    return WITH_PROBLEMS if missing else DONE


def list_entries(app: App, args: Namespace, out: Output) -> int:
    """`lexicon list`: the entries of the project's layer, or of the person's own."""
    if args.user:
        entries: Sequence[LexiconEntry] = app.lexicon.all()
    elif args.project:
        with open_project(app, args.project) as project:
            entries = project.lexicon.all()
    else:
        raise UsageError("Whose entries?", advice="Name a project, or say --user.")
    _say(entries, out, "There are none.")
    return DONE


def show_entries(app: App, args: Namespace, out: Output) -> int:
    """`lexicon show`: all that any layer says of words."""
    place, words = _place_and_words(args)
    if place is None:
        added = tuple(app.lexicon.all())
    else:
        with open_project(app, place) as project:
            added = project.lexicon.known()
    found = [entry for word in words for entry in (*matching(added, word), *app.entries(word))]
    _say(dict.fromkeys(found), out, "No entry.")
    return DONE


def list_settings(app: App, args: Namespace, out: Output) -> int:
    """`settings list`: the personal settings, or those that count in a project."""
    if args.project:
        with open_project(app, args.project) as project:
            held = project.settings.all()
        shown = [(declared(name), value, own) for name, (value, own) in held.items()]
    else:
        shown = [(one, app.settings.get(one.name), False) for one in SETTINGS if _sayable(one)]
    record = {setting.name: value for setting, value, _ in shown}
    rows = [
        (setting.name, str(value), "project" if own else "personal", setting.meaning)
        for setting, value, own in shown
    ]
    out.result(record, table(rows, ["setting", "value", "whose", "meaning"]))
    return DONE


def get_setting(app: App, args: Namespace, out: Output) -> int:
    """`settings get`: one value."""
    if args.project:
        with open_project(app, args.project) as project:
            value = project.settings.get(args.setting)
    else:
        value = app.settings.get(declared(args.setting).name)
    out.result(value, str(value))
    return DONE


def set_setting(app: App, args: Namespace, out: Output) -> int:
    """`settings set`: change one, of the person or of a project."""
    value = _value(declared(args.setting), args.value)
    if args.project:
        with open_project(app, args.project) as project:
            by = args.by or str(app.settings.get("name"))
            project.settings.set(args.setting, value, by)
    else:
        app.settings.set(args.setting, value)
    out.result({args.setting: value}, f"{args.setting}: {value}")
    return DONE


def _place_and_words(args: Namespace) -> tuple[str | None, list[str]]:
    """The project (none with --user) and the words, which follow it."""
    place = None if args.user else args.words[0]
    words = list(args.words) if args.user else args.words[1:]
    if not words:
        raise UsageError(
            "Which words?", advice="They follow the project; with --user there is no project."
        )
    return place, words


def _say(entries: Iterable[LexiconEntry], out: Output, none: str) -> None:
    listed = list(entries)
    rows = [
        (
            str(entry.kind),
            entry.preferred,
            "; ".join(entry.variants),
            " ".join(filter(None, (entry.dates, entry.note))),
            str(entry.layer),
        )
        for entry in listed
    ]
    head = ["kind", "form", "variants", "note", "layer"]
    out.result([entry_record(entry) for entry in listed], table(rows, head) if rows else none)


def _sayable(setting: Setting) -> bool:
    return setting.type in (str, int, float, bool)


def _value(setting: Setting, text: str) -> Any:
    """A value as the setting wants it, from how it is typed."""
    if not _sayable(setting):
        raise UsageError(f"{setting.name} is kept by the program itself.")
    if setting.type is bool:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    try:
        return setting.type(text)
    except ValueError:
        return text  # said by the check of the setting, in its own words
