"""The projects that the screenshots show: the sample, one scanned page, and a series at work.

The series was worked on by several people over a week, page by page, with the known text as what
they saw in the picture, so that lists, charts and lessons have something to show.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from reviewer.core.findings import Finding
    from reviewer.core.ids import PageId
    from reviewer.core.lexicon import LexiconEntry
    from reviewer.services.app import App
    from reviewer.services.pages import PageView
    from reviewer.services.project import Project

SCANNED = "Harbor talks 1961"
SERIES = "Lake Korva talks"
ALIKE = "Ferry log 1961"
"""A word misread in the same way on all pages, corrected as one step."""
TRANSCRIBER, EDITOR = "Mira Novak", "Jonas Weber"
_TRANSCRIBERS = ("Mira Novak", "Tomas Lind", "Mira Novak", "Ana Petri")
_FOLDERS = (("Memoranda, March 1961", 6), ("Memoranda, April 1961", 5), ("Memoranda, May 1961", 9))
_APPROVED, _SENT, _BACK = 9, 2, 1  # pages at each stage; on the rest there is work to do
SENT = _APPROVED
"""Number of the first page of the series that waits for the editor, from 0."""
_SHEETS = 4
_DAYS = 6
_BUSY = (3, 9)  # seconds from one decision to the next


def make_projects(app: "App", home: Path) -> None:
    """Projects for the list of recent ones, the sample last and half decided."""
    recent = []
    for name, days, pages, approved in (
        ("Embassy memoranda 1961", 1, 212, 180),
        ("Foreign ministry cables", 9, 1344, 96),
    ):
        place = str(home / "Documents" / name)
        app.create(place).close()
        opened = datetime.now(UTC) - timedelta(days=days)
        recent.append({"place": place, "name": name, "opened": opened.isoformat()})
        seen = dict(app.settings.get("seen", {}))
        app.settings.set("seen", {**seen, place: {"pages": pages, "approved": approved}})
    app.settings.set("recent", recent)
    _make_series(app, home)
    _make_alike(app, home)
    _make_scanned(app, home)
    sample = app.sample()
    sample.analysis.run()
    page = max(sample.rows(), key=lambda row: row.open_findings).id
    for finding in sample.page(page).open[:2]:
        sample.review.accept(page, finding.key, 1, "Mira Novak")
    sample.close()


def _make_scanned(app: "App", home: Path) -> None:
    """A project of one scanned page with its OCR."""
    from scripts.sheet import make_sheet

    project = app.create(str(home / "Documents" / SCANNED))
    project.importing.add([make_sheet(home)])
    project.analysis.run()
    project.close()


def _make_series(app: "App", home: Path) -> None:
    """A project of three folders of scanned memoranda, most of them done."""
    project = app.create(str(home / "Documents" / SERIES))
    typed: list[Sequence[str]] = []
    for seed, (name, count) in enumerate(_FOLDERS):
        folder = home / "Documents" / name
        typed += _write_folder(folder, name, count, seed)
        project.importing.add([folder])
    project.lexicon.put(_entries())
    project.analysis.run()
    pages = [row.id for row in project.rows()]
    done = pages[: _APPROVED + _SENT + _BACK]
    with _dated(days=_DAYS, pages=len(done)) as clock:
        for number, (page, words) in enumerate(zip(done, typed, strict=False)):
            clock.turn_to(number)
            _work(project, page, words, _TRANSCRIBERS[number % len(_TRANSCRIBERS)])
            if number < _APPROVED:
                project.approval.approve(page, EDITOR)
            elif number >= _APPROVED + _SENT:
                project.approval.send_back(page, EDITOR, "Please look at the names again.")
        _talk(project, pages)
    project.learning.run()
    project.analysis.run()
    project.close()


def _talk(project: "Project", pages: Sequence["PageId"]) -> None:
    """What people asked and answered about words of pages that wait, and of one that is done."""
    for page, word, text, by, asks in (
        (SENT, "Embassy", "Is this ours in Moscow, or theirs here?", _TRANSCRIBERS[0], True),
        (SENT, "Minister", "Written over by hand here, see the picture.", _TRANSCRIBERS[1], False),
        (SENT + 1, "", "The foot of the page is cut off. Is there a second copy?", EDITOR, True),
        (SENT - 1, "Mr.", "Dobrev or Dobrew? The list has both.", _TRANSCRIBERS[3], True),
    ):
        lines = project.page(pages[page]).reading.lines
        spans = (one.span for line in lines for one in line.words if word and word in one.text)
        project.talk.comment(pages[page], text, by, words=next(spans, None), asks=asks)
    answered = project.talk.of_page(pages[SENT])[0]
    project.talk.reply(answered, "Ours: the next telegram says so.", EDITOR)
    settled = project.talk.of_page(pages[SENT - 1])[0]
    project.talk.reply(settled, "Dobrev, as in the treaty.", EDITOR, close=True)


def _make_alike(app: "App", home: Path) -> None:
    """Pages on which one word was misread again and again, corrected together, sent on."""
    from reviewer.core import decisions as d

    project = app.create(str(home / "Documents" / ALIKE))
    source = home / "Documents" / "ferry.txt"
    lines = [f"{hour}.00  The telegrain was handed to the ferry." for hour in range(6, 18)]
    source.write_text("\f".join(["\n".join(lines) + "\n"] * _SHEETS), "utf-8")
    project.importing.add([source])
    pages = [row.id for row in project.rows()]
    words = (one for line in project.page(pages[0]).reading.lines for one in line.words)
    tokens = [one.span.first for one in words if one.span and one.text == "telegrain"]
    drafts = [d.Draft(d.Replace(d.Span(n, n), "telegram")) for n in tokens]
    project.review.decide_all([(page, drafts) for page in pages], _TRANSCRIBERS[1])
    for page in pages:
        project.approval.submit(page, _TRANSCRIBERS[1])
    project.close()


def _entries() -> Iterator["LexiconEntry"]:
    from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry

    for name, kind, note in (
        ("Sorokin, Pavel Andreevich", EntryKind.PERSON, "Minister, head of his delegation"),
        ("Harlan, Edwin", EntryKind.PERSON, "Ambassador to the lake talks"),
        ("Port Ansel", EntryKind.PLACE, "Ferry harbor on the southern shore"),
        ("Lake Korva", EntryKind.PLACE, ""),
    ):
        yield LexiconEntry(
            kind, name, note=note, source="hand-list of the talks", layer=Layer.PROJECT
        )


def _write_folder(folder: Path, name: str, count: int, seed: int) -> Iterator[Sequence[str]]:
    from scripts.series import memoranda
    from scripts.sheet import write_sheet

    folder.mkdir(parents=True)
    for number, page in enumerate(memoranda(name, count, seed), 1):
        write_sheet(folder, str(number), page.sheet, seed=number)
        yield page.words


def _work(project: "Project", page: "PageId", words: Sequence[str], by: str) -> None:
    """Decide a page as somebody would who reads the picture, and send it to the editor."""
    for finding in project.page(page).open:
        view = project.page(page)
        if finding not in view.open:
            continue  # a neighbour's decision settled it
        text = _true(view, finding, words)
        if text == finding.form:
            project.review.keep(page, finding.key, by)
        else:
            project.review.correct(page, finding.key, text, by)
    for line in project.page(page).reading.lines:
        first = min(word.span.first for word in line.words if word.span)
        last = max(word.span.last for word in line.words if word.span)
        true = " ".join(words[first : last + 1])
        if line.text != true:
            project.review.retype(page, line.n, true, by)
    project.approval.submit(page, by)


def _true(view: "PageView", finding: "Finding", words: Sequence[str]) -> str:
    """What stands in the picture where a finding's form was read."""
    span = finding.span
    true, read = " ".join(words[span.first : span.last + 1]), view.reading.text_of(span)
    before, after = read[: finding.start], read[finding.end :]
    if true.startswith(before) and true.endswith(after):
        return true[len(before) : len(true) - len(after)]
    return finding.form


class _Clock:
    """A clock that goes on by some seconds whenever it is looked at, and starts anew each page."""

    def __init__(self, days: int, pages: int) -> None:
        self._days, self._pages = days, pages
        self._dice = random.Random(3)
        self._now = datetime.now(UTC)
        self._begun = self._now.replace(hour=9, minute=10) - timedelta(days=days)

    def turn_to(self, number: int) -> None:
        """The time at which work on a page begins."""
        day, after = divmod(number * self._days, self._pages)
        self._now = self._begun + timedelta(days=day, minutes=25 * after)

    def now(self, zone: tzinfo | None = None) -> datetime:
        """The next moment at which something is decided."""
        self._now += timedelta(seconds=self._dice.uniform(*_BUSY))
        return self._now.astimezone(zone)


@contextmanager
def _dated(days: int, pages: int) -> Iterator[_Clock]:
    """What is decided meanwhile is spread over the days before today."""
    clock = _Clock(days, pages)
    with patch("reviewer.store.ledger.datetime", clock):
        yield clock
