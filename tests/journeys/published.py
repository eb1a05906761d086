"""Both sample telegrams corrected and marked by script, through the services, as their editor did.

Which readings are right is known from the reference edition, which the test holds the export
against; the notes are in our own words.
"""

from collections.abc import Callable
from pathlib import Path

from reviewer.core.places import seeds
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from tests.journeys.deciding import ADA, Desk
from tests.journeys.published_1950 import cable
from tests.journeys.published_1963 import telegram
from tests.services.fakes import WordList

HEADERS = {
    "t1950": {
        "title": "Cable 28116 from New York",
        "subtitle": "As translated",
        "author": "Vyshinsky",
        "publisher": "An archive",
        "date": "2026-11-03",
        "licence": "CC0 1.0",
        "licence-url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "created": "1950-09-27",
        "languages": "en, ru",
        "genre": "telegram",
        "handling": "SPECIAL",
        "sender": "Vyshinsky",
        "sender-place": "New York",
        "sent": "1950-09-27T11:30:00",
        "recipient": "Gromyko",
        "normalization": "All numero signs read №.",
        "hyphenation": "Nothing is hyphenated.",
    },
    "t1963": {
        "title": "Telegram 1714 to Moscow",
        "subtitle": "With all readings",
        "author": "Department of State",
        "publisher": "An archive",
        "date": "2026-11-03",
        "licence": "CC0 1.0",
        "licence-url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "repository": "Johnson Library",
        "physical": "Two typed sheets.",
        "created": "1963-11-27",
        "genre": "telegram",
        "classification": "SECRET",
        "handling": "LIMIT DISTRIBUTION",
        "sender-organization": "Department of State",
        "sender": "Rusk",
        "sent": "1963-11-27",
        "recipient-organization": "Embassy in Moscow",
        "recipient-place": "Moscow",
        "normalization": "Nothing was made alike.",
        "hyphenation": "No hyphen is kept.",
        "interpretation": "What stands in the margins was put into divisions of its own.",
    },
}
"""What the form of the header says of each, in our own words."""


def published(folder: Path) -> tuple[Project, Callable[[str, str], Path]]:
    """A project with both telegrams done; and what exports one of them in a profile."""
    for name, text in (("t1950", _text("000")), ("t1963", _with_pages(_text("004")))):
        (folder / f"{name}.txt").write_bytes(text.encode())
    writer = TeiWriter()
    store = Opener().create(str(folder / "project"))
    project = Project(store, WordList({}), [PlainTextReader()], [writer])
    project.importing.add([folder / "t1950.txt", folder / "t1963.txt"])
    with store.reading() as unit:
        documents = {one.name: one for one in unit.sources.documents()}
    for name, script in (("t1950", cable), ("t1963", telegram)):
        desk = Desk(project, list(documents[name].pages))
        for field, value in HEADERS[name].items():
            project.headers.set(documents[name].id, field, value, ADA)
        script(desk)
        desk.sign()

    def export(name: str, profile: str) -> Path:
        out = folder / f"{profile}-{name}"
        only = [documents[name].id]
        report = project.exporting.export(out, options={"profile": profile}, documents=only)
        assert report.fine, report.problems
        return out / f"{name}.xml"

    return project, export


def _text(start: str) -> str:
    return next(seeds().glob(f"{start}_*.txt")).read_bytes().decode()


def _with_pages(text: str) -> str:
    """The telegram has two sheets; its transcript does not say where the second begins."""
    return text.replace("\n\nplanning", "\n\n\fplanning")
