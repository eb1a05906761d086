"""What the dialog of an export says: formats, what is left out, how far it is, its result."""

from collections.abc import Mapping, Sequence

from reviewer.core.edition import document_state
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.ports import Writer
from reviewer.core.states import FINISHED, State
from reviewer.services.exporting import ExportReport
from reviewer.services.project import Project
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.showing import short_place
from reviewer.ui.views.export import ExportShown, ExportWish, FormatShown, OptionShown

_GROUPS = {
    **dict.fromkeys(("html", "docx", "odt", "markdown", "text", "pdf"), "readers"),
    **dict.fromkeys(("tei", "profile", "page", "alto", "hocr"), "software"),
    **dict.fromkeys(("names", "tsv", "training"), "lists"),
}
"""Which formats stand together, by what is before a colon; those of plug-ins stand at the end."""
_COLLECTED = ("corpus.xml", "cmif.xml")
"""The files about all documents of an export."""
_NAMED = 3  # titles that are said of those that are left out
_PROFILE = "profile:"
"""What the names of profiles of TEI begin with."""


def show_format(writer: Writer, say: Catalogue) -> FormatShown:
    """A writer as the dialog offers it; a plug-in's own words where the catalogue has none."""
    name = writer.name
    return FormatShown(
        name,
        _words(f"ui.export.formats.{name}.name", _own(name, "profile.format", say) or name, say),
        tuple(
            OptionShown(
                option.name,
                _words(f"ui.export.options.{name}.{option.name}", option.meaning, say),
                tuple(
                    (value, _words(f"ui.export.values.{name}.{option.name}.{value}", value, say))
                    for value in option.values
                ),
            )
            for option in writer.options
        ),
        _words(f"ui.export.formats.{name}.about", _own(name, "profile.about", say), say),
        writer.pages_apart,
        _GROUPS.get(name.partition(":")[0], ""),
    )


def step_words(job: Job, say: Catalogue) -> str:
    """How far an export is."""
    step = job.step
    done = min(step.done + 1, step.total)
    return say.say("ui.export.at", name=step.label, done=done, total=step.total)


def states_of(project: Project) -> Mapping[DocumentId, tuple[str, State]]:
    """The title and the state of each document of a project."""
    states: dict[DocumentId, list[State]] = {one.id: [] for one in project.documents()}
    for row in project.rows():
        states.setdefault(row.document, []).append(row.state)
    titles = {one.id: one.title for one in project.documents()}
    return {one: (titles.get(one, ""), document_state(found)) for one, found in states.items()}


def before_words(
    wish: ExportWish,
    documents: Sequence[DocumentId] | None,
    states: Mapping[DocumentId, tuple[str, State]],
    say: Catalogue,
) -> str:
    """What will be left out or be a draft, and which files would lose what they tell.

    `documents` are those that are meant (None: all), `states` those of the project.
    """
    meant = [one for one in (states if documents is None else documents) if one in states]
    raw = [states[one][0] for one in meant if states[one][1] not in FINISHED]
    parts = []
    if raw and len(raw) == len(meant) and not wish.draft:
        parts.append(say.say("ui.export.nothing_ready"))
    elif raw:
        known = "drafts" if wish.draft else "left"
        parts.append(say.say(f"ui.export.{known}", n=len(raw), names=_names(raw, say)))
    elif meant:
        parts.append(say.say("ui.export.all_ready"))
    written = len(meant) if wish.draft else len(meant) - len(raw)
    if lost := _replaced(wish, written, len(states)):
        parts.append(say.say("ui.export.replaces", files=", ".join(lost), n=written))
    return " ".join(parts)


def _names(titles: Sequence[str], say: Catalogue) -> str:
    names, more = ", ".join(titles[:_NAMED]), len(titles) - _NAMED
    return say.say("ui.export.names_more", names=names, n=more) if more > 0 else names


def _replaced(wish: ExportWish, written: int, known: int) -> Sequence[str]:
    """Files about all documents that would tell of some of them only."""
    kind = wish.options.get("collection", "none")
    least = 1 if kind == "one" else 2
    if kind == "none" or not least <= written < known:
        return ()
    return [name for name in _COLLECTED if (wish.folder / name).exists()]


def _own(name: str, message: str, say: Catalogue) -> str:
    """What is said of a profile that a project declares; empty of any other format."""
    own = name.removeprefix(_PROFILE)
    return say.say(message, name=own) if own != name else ""


def _words(message: str, otherwise: str, say: Catalogue) -> str:
    return say.say(message) if message in say else otherwise


def show_report(report: ExportReport, say: Catalogue) -> ExportShown:
    """What came of an export: files in place, what their checks say, what was left out."""
    lines: list[tuple[str, str, str]] = []
    for path in report.written:
        lines.append(
            ("check", path.name, say.say("ui.export.valid", path=short_place(str(path.parent))))
        )
    for path, problem in report.problems:
        text = problem.text
        if problem.line:
            text = say.say("ui.export.line", line=problem.line, text=text)
        refused = say.say("ui.export.refused") if path not in report.written else ""
        lines.append(("warning", f"{path.name}: {text}", refused))
    for document, reason in report.left_out:
        # Services also speak to the command line; the window names its own box to tick.
        here = Message(f"ui.{reason.id}", reason.values)
        lines.append(("info", document.title, say.say(here if here.id in say else reason)))
    if report.fine:
        return ExportShown(True, say.say("ui.export.fine", n=len(report.written)), lines)
    return ExportShown(False, say.say("ui.export.not_fine"), lines)
