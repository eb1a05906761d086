"""Lists of names into the lexicon and out of it, from its room."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.messages import Catalogue, Message
from reviewer.services.lexicon import Edit
from reviewer.services.lexicon_files import Preview, Written
from reviewer.services.project import Project
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Frame
from reviewer.ui.views.lexicon_import import ImportSheet, PreviewShown

_SHOWN = 500  # lines of a preview; who wants all of them looks into the file


class Lists(QObject):
    """Asks for files, shows what they would bring, takes them, and writes lists."""

    def __init__(
        self, frame: Frame, lane: Jobs, taken: Callable[[Edit], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._say = frame.say
        self._lane = lane
        self._taken = taken
        self.sheet: ImportSheet | None = None
        self._preview: Preview | None = None

    def ask_import(self) -> None:
        """Let the person choose a list."""
        say = self._say.say
        names = f"{say('lexicon.import.filter')} (*.csv *.tsv *.tab *.txt *.xml *.tei)"
        path, _ = QFileDialog.getOpenFileName(
            self._frame.window, say("lexicon.import.open"), "", f"{names};;* (*)"
        )
        if path:
            self.show(Path(path))

    def show(self, path: Path) -> None:
        """Show what a list would bring."""
        project = self._frame.desk.project
        if project is None:
            return

        def shown(preview: Preview) -> None:
            sheet = ImportSheet(self._say, self._frame.theme, path.name, self._frame.window)
            sheet.finished.connect(sheet.deleteLater)
            sheet.reasked.connect(lambda kind, layer: self._look(project, path, kind, layer))
            sheet.taken.connect(lambda: self._take(project))
            self.sheet = sheet
            self._show(preview)
            sheet.open()

        self._look(project, path, EntryKind.WORD, Layer.PROJECT, shown)

    def _look(
        self,
        project: Project,
        path: Path,
        kind: EntryKind,
        layer: Layer,
        then: Callable[[Preview], None] | None = None,
    ) -> None:
        self._lane.run(
            Message("lexicon.import.title"),
            lambda _: project.lexicon_files.preview(path, kind, layer),
            then or self._show,
            quiet=True,
        )

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        if self.sheet:
            self.sheet.show_preview(preview_shown(preview, self._say))

    def _take(self, project: Project) -> None:
        preview = self._preview
        if preview is None or self._frame.desk.project is not project:
            return
        count = len(preview.entries)

        def done(edit: Edit) -> None:
            self._taken(edit)
            self._frame.telling.note(self._say.say("lexicon.told.imported", n=count))

        title = Message("lexicon.import.title")
        self._lane.run(title, lambda _: project.lexicon_files.take(preview), done, quiet=True)

    def ask_export(self, entries: Sequence[LexiconEntry]) -> None:
        """Let the person choose where the entries go, and in which format."""
        project = self._frame.desk.project
        if project is None:
            return
        say = self._say.say
        filters = {
            f"{say(f'lexicon.import.filter_{one.name}')} (*{one.suffix})": one
            for one in project.lexicon_files.formats
        }
        chosen, picked = QFileDialog.getSaveFileName(
            self._frame.window, say("lexicon.import.save"), "", ";;".join(filters)
        )
        if not chosen:
            return
        path = Path(chosen)
        made = filters.get(picked) or next(iter(filters.values()))
        if not path.suffix:
            path = path.with_suffix(made.suffix)

        def done(written: Written) -> None:
            told = say("lexicon.told.exported", n=written.entries, file=path.name)
            left = say("lexicon.told.exported_left", n=written.left) if written.left else ""
            self._frame.telling.note(f"{told} {left}".strip())

        known = {one.suffix for one in filters.values()}
        name = "" if path.suffix.lower() in known else made.name
        self._lane.run(
            Message("lexicon.import.save"),
            lambda _: project.lexicon_files.export(entries, path, name),
            done,
            self._failed,
            quiet=True,
        )

    def _failed(self, error: ReviewerError) -> None:
        self._frame.telling.error(error)


def preview_shown(preview: Preview, say: Catalogue) -> PreviewShown:
    """A preview in words."""
    counts = {
        "new": len(preview.new),
        "changed": len(preview.changed),
        "same": preview.same,
        "refused": len(preview.refused),
    }
    parts = [say.say(f"lexicon.import.{name}", n=n) for name, n in counts.items() if n]
    if not preview.entries:
        parts.insert(0, say.say("lexicon.import.nothing"))
    lines = list(_lines(preview, say))
    if len(lines) > _SHOWN:
        more = say.say("lexicon.import.more", n=len(lines) - _SHOWN)
        lines = [*lines[:_SHOWN], more]
    return PreviewShown(" · ".join(parts), lines, len(preview.entries))


def _lines(preview: Preview, say: Catalogue) -> Iterator[str]:
    for row in preview.refused:
        mark = say.say("lexicon.import.mark_refused", line=row.line)
        yield " · ".join(filter(None, (mark, say.say(row.reason), row.text)))
    for entry in preview.new:
        yield f"{say.say('lexicon.import.mark_new')} · {_told(entry, say)}"
    for _, after in preview.changed:
        yield f"{say.say('lexicon.import.mark_changed')} · {_told(after, say)}"


def _told(entry: LexiconEntry, say: Catalogue) -> str:
    kind = say.say(f"lexicon.kind.{entry.kind}")
    told = (entry.preferred, kind, " / ".join(entry.variants), entry.dates, entry.note)
    return " · ".join(" ".join(part.split()) for part in told if part)
