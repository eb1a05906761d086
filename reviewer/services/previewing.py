"""What the preview shows: a document as its readers would see it, or its file.

All of it is made of the same TEI that an export writes. A page may be asked for alone, which is
there at once where the document is long.
"""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reviewer.core.edition import Edition, Profile
from reviewer.core.errors import Cancelled, ReviewerError, UsageError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said
from reviewer.core.ports import Problem, Writer
from reviewer.core.preview import FileText, PaperText, Spotted, marks_used
from reviewer.core.printed import Piece, Printed
from reviewer.core.reading import PageReading
from reviewer.core.spots import Spot
from reviewer.core.storage import Store
from reviewer.core.telling import Telling
from reviewer.core.writing import Demands, Printer, Validator
from reviewer.services.exporting import Exporting
from reviewer.services.filing import ExportReport, Filing
from reviewer.services.placing import Placed, Placer

Stopped = Callable[[], bool]
_KINDS = ("person", "place", "organization")


def _never() -> bool:
    return False


class Previewing:
    """Makes previews, and knows which words of the pages their places are."""

    def __init__(
        self,
        store: Store,
        exporting: Exporting,
        read: Callable[[PageId], PageReading],
        printer: Printer | None = None,
        validator: Validator | None = None,
    ) -> None:
        self._store = store
        self._exporting = exporting
        self._read = read
        self._printer = printer
        self._validator = validator

    def paper(
        self,
        document: DocumentId,
        profile: Profile = Profile.READING,
        page: PageId | None = None,
        stopped: Stopped = _never,
    ) -> PaperText:
        """A document, or of it a page alone, as it would be printed.

        Raises ReviewerError where nothing here can print, Cancelled soon after `stopped` says so.
        """
        edition, first = self._edition(document, page, stopped)
        with self._printed(edition, profile) as printed:
            pieces = tuple(_walked(printed, stopped))
            return _paper(printed, pieces, first)

    def file(
        self,
        document: DocumentId,
        profile: Profile = Profile.READING,
        page: PageId | None = None,
        stopped: Stopped = _never,
    ) -> FileText:
        """The TEI file of a document, or one of a page alone. Raises as `paper` does."""
        edition, first = self._edition(document, page, stopped)
        out = BytesIO()
        self._writer("tei").write(edition, out, {"profile": profile.value})
        return FileText.of(out.getvalue().decode("utf-8"), first)

    def problems(self, text: str, stopped: Stopped = _never) -> Sequence[Problem]:
        """What is wrong with a file of ours by our own rules, line by line."""
        if self._validator is None:
            return ()
        home = Path(self._store.url)
        demands = Demands(ours=True, pictures=home if home.is_dir() else None)
        with tempfile.TemporaryDirectory(prefix="reviewer-") as folder:
            path = Path(folder) / "preview.xml"
            path.write_text(text, "utf-8", newline="")
            return self._validator.validate(path, demands, stopped)

    def place(self, document: DocumentId, spot: Spotted) -> Placed | None:
        """The page, line and word of the project that a place of a preview is."""
        with self._store.reading() as unit:
            rows = unit.sources.rows(document)
        placer = Placer(rows, self._read)
        return placer.place(Spot(page=spot.page, line=spot.line, word=spot.word, nth=spot.nth))

    def save(
        self, document: DocumentId, path: Path, profile: Profile, pictures: bool = False
    ) -> Sequence[Problem]:
        """Write what readers would see as one HTML file; what hinders it, where something does.

        Raises StoreError where the file cannot be written.
        """
        report = ExportReport()
        chosen = {"profile": profile.value, "pictures": "small" if pictures else "none"}
        filing = Filing(self._writer("html"), chosen, None, report)
        filing.write(self._exporting.edition(document), path)
        return [problem for _, problem in report.problems if problem.severe]

    def _printed(self, edition: Edition, profile: Profile) -> AbstractContextManager[Printed]:
        if self._printer is None:
            raise ReviewerError(said("errors.no_printer"))
        return self._printer(edition, profile)

    def _writer(self, name: str) -> Writer:
        for writer in self._exporting.writers:
            if writer.name == name:
                return writer
        raise UsageError(said("errors.there_is_no_format", name=name))

    def _edition(
        self, document: DocumentId, page: PageId | None, stopped: Stopped
    ) -> tuple[Edition, int]:
        """The edition, and the number of the page it begins with."""

        def passed(_: int) -> None:
            if stopped():
                raise Cancelled

        whole = self._exporting.edition(document, passed)
        if page is None:
            return whole, 1
        reading = self._read(page)
        about = [one for one in whole.history if one.place.page in (page, None)]
        alone = replace(whole.document, pages=(page,))
        edition = replace(whole, document=alone, pages=(reading,), history=about)
        return edition, reading.page.number


def _walked(printed: Printed, stopped: Stopped) -> Sequence[Piece]:
    pieces = []
    for piece in printed.pieces:
        if stopped():
            raise Cancelled
        pieces.append(piece)
    return pieces


def _paper(printed: Printed, pieces: tuple[Piece, ...], first: int) -> PaperText:
    matter = printed.matter
    telling = Telling(matter)
    draft = (telling.say("draft"), telling.say("draft_more")) if matter.draft else ("", "")
    return PaperText(
        matter=matter,
        pieces=pieces,
        rows=tuple(telling.rows()),
        legend=tuple(telling.legend(marks_used(pieces))),
        imprint=tuple(telling.imprint()),
        draft=draft,
        notes=telling.say("notes"),
        signs=telling.say("signs"),
        kinds=tuple((kind, telling.say(f"kinds.{kind}")) for kind in _KINDS),
        names=telling.say("names"),
        first=first,
    )
