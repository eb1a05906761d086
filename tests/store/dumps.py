"""Dumps of released schemas with rows in every table: `python -m tests.store.dumps` writes them.

A dump is made once, when its revision is released, and never again: what it proves is that projects
of that day still open. Rows are few, but such that a careless upgrade would harm them.
"""

import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Stamp, Suggestion
from reviewer.core.fold import fold
from reviewer.core.geometry import Box
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.keeping import Basis
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.model import (
    Alternative,
    Image,
    Line,
    NewDocument,
    Origin,
    Original,
    Page,
    Region,
    SecondReading,
    Token,
)
from reviewer.core.page_text import present_text
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.core.text import make_lines
from reviewer.core.threads import Thread
from reviewer.core.workflow import State
from reviewer.store import Opener, schema
from tests.helpers.postgres import find_binaries, start_server

FOLDER = Path(__file__).resolve().parent / "fixtures"

PAGES = (
    Page(1, make_lines("The ministre ansvvered\n  at once.\x00 \ud800 No\u0301\n\f"), "1r"),
    Page(
        2,
        (Line(0, "a line", "", (Token(0, 0, 6, Box(1, 2, 30, 40), 0.5),), box=Box(0, 0, 50, 50)),),
        image=Image("images/2.jpg", 50, 60, "image/jpeg"),
    ),
)
LAID_OUT = Page(
    1,
    (Line(0, "a word", "", (Token(0, 0, 6, Box(1, 2, 3, 4), 0.5, (Alternative("a ward"),)),)),),
    regions=(Region(0, "paragraph", box=Box(1, 2, 30, 40)),),
    file="scan.xml",
)
ORIGINAL = Original("scan.xml", "b" * 64, "page", b"<PcGts/>")
SECOND = SecondReading("tesseract", tuple(replace(line, end="\n") for line in PAGES[1].lines))
FINDING = Finding(
    span=d.Span(1, 1),
    start=0,
    end=8,
    form="ministre",
    kind=Kind.NON_WORD,
    probability=0.75,
    reasons=(Message("engine.unknown"),),
    suggestions=(Suggestion("minister", 0.5, "spelling"),),
)
STAMP = Stamp("engine 1", "dictionary 1")
SETTINGS = {"language": "en", "nothing": None}
LESSONS = Lessons(
    confusions=(("e", "er", 1),),
    letters=(("", 9), ("e", 1)),
    memory=(("ministre", "minister", 1),),
    judged=((19, 1, 1),),
)
THREAD = Thread(
    DecisionId(1),
    DocumentId(1),
    PageId(1),
    "Why \x00 so?",
    "Bea",
    datetime(2026, 3, 1, 12, tzinfo=UTC),
)
DUE = date(2026, 12, 31)
ENTRY = LexiconEntry(
    EntryKind.PERSON, "N\u00f3, A.", ("No, A.",), "a \x00 note", "1901-", "own", Layer.PROJECT
)


def fill(store: Store) -> None:
    """Put rows into every table."""
    with store.writing() as unit:
        origin = Origin("scan.txt", "a" * 64, "plain text", "UTF-8", 99)
        new = NewDocument("Scan", origin, iter(PAGES), header={"title": "Scan"})
        document = unit.sources.add(new, "scan", Progress())
        place = d.Place(document.id, document.pages[0])
        grounds = d.Grounds(d.Way.ACCEPTED, "ministre", "minister", 1, 0.5, "spelling")
        drafts = [
            d.Draft(d.Replace(d.Span(1, 1), "minister"), grounds),
            d.Draft(d.Keep(d.Span(2, 2))),
        ]
        unit.ledger.append(place, 0, drafts, "Ada", "all-1")
        unit.ledger.append(place, 2, [d.Draft(d.Revert((DecisionId(2),)))], "Bea")
        reading = fold(PAGES[0], unit.ledger.of(place))
        unit.texts.put(document.pages[0], 3, present_text(reading))
        title = d.Draft(d.SetHeader("title", "A scan"))
        unit.ledger.append(d.Place(document.id), 0, [title], "Bea")
        unit.findings.put(document.pages[0], STAMP, [FINDING])
        unit.findings.set_open(document.pages[0], [])
        unit.sources.set_counts(
            document.pages[0], state=State.IN_WORK, findings=1, open_findings=0, decided=1
        )
        for name, value in SETTINGS.items():
            unit.settings.set(name, value)
        unit.lessons.put(document.pages[0], Basis(3, STAMP), LESSONS)
        unit.entries.put(ENTRY)
        unit.second.put(document.pages[1], SECOND)
        unit.talks.put(document.id, document.pages[0], [replace(THREAD, asks=True)])
        unit.listing.set_due(document.id, DUE)
        laid_out = replace(new, pages=iter([LAID_OUT]), originals=iter([ORIGINAL]))
        unit.sources.add(laid_out, "layout", Progress())


def restore_sqlite(dump: Path, file: Path) -> None:
    """Make a database from a dump."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(dump.read_text("utf-8"))
        connection.execute("PRAGMA journal_mode=WAL")


def restore_postgresql(dump: Path, url: str) -> None:
    """Fill an empty database from a dump."""
    import psycopg

    address = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(dump.read_text("utf-8").encode())


def write() -> None:
    """Write the dumps of the present schema, where they are not there yet."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fill_and_close(folder)
        with closing(sqlite3.connect(Path(folder) / "project.db")) as connection:
            lines = [f"PRAGMA application_id={schema.APPLICATION_ID};", *connection.iterdump()]
    _keep(FOLDER / f"schema_{schema.HEAD}.sql", "\n".join(lines) + "\n")
    binaries = find_binaries()
    assert binaries is not None
    server = start_server(binaries)
    try:
        fill_and_close(server.url(server.create_database()))
        dump = subprocess.run(
            [
                binaries / "pg_dump",
                "-h",
                server.folder,
                "-U",
                "reviewer",
                "--inserts",
                "-O",
                "test_1",
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    finally:
        server.stop()
    # What begins with a backslash is for psql alone.
    statements = [line for line in dump.split("\n") if line and not line.startswith(("--", "\\"))]
    _keep(FOLDER / f"schema_{schema.HEAD}.postgresql.sql", "\n".join(statements) + "\n")


def fill_and_close(place: str) -> None:
    """Make a project with rows in every table."""
    store = Opener().create(place)
    fill(store)
    store.close()


def _keep(path: Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, "utf-8")
        print(path)


if __name__ == "__main__":
    write()
