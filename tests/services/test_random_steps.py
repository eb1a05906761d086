"""Hundreds of steps at random, by two people: undo leads to the start, redo to where they were.

REVIEWER_RANDOM_STEPS says how many sequences of 500 are tried; without it, one of 200.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed, ReviewerError
from reviewer.core.fold import fold
from reviewer.core.ids import PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.reading import PageReading
from reviewer.core.undoing import UndoStep
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .fakes import Utf8Reader, WordList

EXAMPLES = int(os.environ.get("REVIEWER_RANDOM_STEPS", "0"))
STEPS = 500 if EXAMPLES else 200
TEXT = (
    "one two three four\n\nfive  six seven\neight nine ten\n\f"
    "Mikoian met Khruschev there\nand Mikoian left\n\f"
    "a b c d\ne f\ng h i j k\n"
)
PEOPLE = ("Ada", "Bob")
Operation = tuple[str, str, int, int, int]
State = tuple[object, ...]


def opened(place: str) -> Project:
    return Project(Opener().open(place), WordList({}), [Utf8Reader()], [])


def laid(folder: Path) -> Project:
    """A new project of three pages."""
    project = Project(Opener().create(str(folder / "project")), WordList({}), [Utf8Reader()], [])
    source = folder / "pages.txt"
    source.write_text(TEXT, "utf-8")
    project.importing.add([source])
    return project


def state_of(project: Project) -> State:
    """All that can be seen: text, marks, roles and order of the lines of every page."""
    return tuple(seen(project.page(row.id).reading) for row in project.rows())


def seen(reading: PageReading) -> State:
    lines = tuple((line.n, line.text, line.role) for line in reading.lines)
    kept = tuple(word.span for line in reading.lines for word in line.words if word.kept)
    return lines, tuple((m.name, m.start, m.end) for m in reading.marks), kept


def take(project: Project, operation: Operation) -> None:
    """One step; what makes no sense there is refused."""
    kind, by, a, b, c = operation
    rows = project.rows()
    page = rows[a % len(rows)].id
    if kind in ALL_PAGES:
        act = ALL_PAGES[kind](b, c)
        project.review.decide_all([(row.id, [d.Draft(act)]) for row in rows], by)
    elif kind in ON_WORDS:
        act = ON_WORDS[kind](project.page(page).reading, a, b, c)
        project.review.decide(page, [d.Draft(act)], by)
    elif kind in WALKS:
        WALKS[kind](project, page, by)
    else:
        arrange(project, page, operation)


def span_at(reading: PageReading, b: int, c: int) -> d.Span:
    last = len(reading.page.tokens) - 1
    first = b % (last + 1)
    return d.Span(first, min(last, first + c % 3))


def removed(reading: PageReading, which: int) -> d.Revert:
    added = [word.decision for line in reading.lines for word in line.words if not word.span]
    return d.Revert(tuple(one for one in added[which:][:1] if one))


def marked(reading: PageReading, a: int, b: int, c: int) -> d.Mark:
    span = span_at(reading, b, c)
    start, end = Anchor(span.first, a % 2), Anchor(span.last, 1 + c % 4)
    return d.Mark(start, end, list(MarkName)[c % len(MarkName)])


ALL_PAGES: dict[str, Callable[[int, int], d.Act]] = {
    "batch": lambda b, c: d.Replace(d.Span(b % 9, b % 9), f"batch{c % 5}"),
    "keep all": lambda b, _: d.Keep(d.Span(b % 9, b % 9)),
    "split all": lambda b, _: d.Split(b % 9, 1),
}
ON_WORDS: dict[str, Callable[[PageReading, int, int, int], d.Act]] = {
    "replace": lambda r, a, b, c: d.Replace(
        span_at(r, b, c), ("word", "two words", "", "x")[a // 3 % 4]
    ),
    "insert": lambda r, _, b, c: d.Insert(
        r.lines[b % len(r.lines)].n, None if c % 2 else span_at(r, b, 0).first, "lost"
    ),
    "remove": lambda r, _, b, __: removed(r, b % 2),
    "keep": lambda r, _, b, c: d.Keep(span_at(r, b, c)),
    "split": lambda r, _, b, c: d.Split(span_at(r, b, 0).first, 1 + c % 3),
    "join": lambda r, _, b, c: d.Join(span_at(r, b, c)),
    "mark": marked,
    "unmark": lambda r, _, b, __: d.Revert(tuple(one.decision for one in r.marks[b % 3 :][:1])),
}
WALKS: dict[str, Callable[[Project, PageId, str], object]] = {
    "undo": lambda project, page, by: project.history.undo(page, by),
    "redo": lambda project, page, by: project.history.redo(page, by),
    "undo last": lambda project, _, by: project.history.undo_last(by),
    "redo last": lambda project, _, by: project.history.redo_last(by),
    "undo any": lambda project, page, by: project.history.undo_step(
        UndoStep(tuple(project.history.steps(page)[-7:][:1])), by
    ),
}
ARRANGING = ("retype", "move", "part", "join lines", "add line", "delete", "role")
KINDS = (*ALL_PAGES, *ON_WORDS, *WALKS, *WALKS, *ARRANGING)


def operations(chance: Random) -> Iterable[Operation]:
    for _ in range(STEPS):
        a, b, c = (chance.randrange(256) for _ in range(3))
        yield chance.choice(KINDS), chance.choice(PEOPLE), a, b, c


def arrange(project: Project, page: PageId, operation: Operation) -> None:
    """A step on a line as a whole."""
    kind, by, a, b, c = operation
    lines, arranging = project.page(page).reading.lines, project.arranging
    line, other = lines[b % len(lines)], lines[c % len(lines)]
    match kind:
        case "retype":
            words = line.text.split()
            place = c % (len(words) + 1)
            words[place : place + a % 3] = ["new"] * (a // 3 % 4)
            project.review.retype(page, line.n, " ".join(words), by)
        case "move":
            arranging.move_lines(page, [line.n], other.n if a % 4 else None, by)
        case "part":
            arranging.part_line(page, line.n, c % (len(line.text) + 1), by)
        case "join lines":
            arranging.join_lines(page, line.n, other.n, by)
        case "add line":
            arranging.add_line(page, line.n if c % 3 else None, by)
        case "delete":
            arranging.delete_lines(page, [line.n], by)
        case "role":
            arranging.set_role(page, [line.n], list(Role)[c % len(Role)], by)


def holds(project: Project) -> None:
    """What must be so whatever was decided."""
    for row in project.rows():
        view = project.page(row.id)
        reading = view.reading
        assert fold(reading.page, view.decisions).text == reading.text
        assert len({line.n for line in reading.lines}) == len(reading.lines)
        tokens = [
            token
            for line in reading.lines
            for word in line.words
            if word.span
            for token in range(word.span.first, word.span.last + 1)
        ]
        assert sorted(tokens) == list(range(len(reading.page.tokens)))
        for mark in reading.marks:
            assert reading.position(mark.start) is not None
            assert reading.position(mark.end) is not None
            assert mark.start <= mark.end
        assert row.revision == view.revision


def back(project: Project) -> list[tuple[str, int]]:
    """Undo all that anybody did; who undid how many steps at a time."""
    walked: list[tuple[str, int]] = []
    while any(project.history.last(by) for by in PEOPLE):
        before = len(walked)
        for by in PEOPLE:
            count = sum(1 for _ in undone(project, by))
            if count:
                walked.append((by, count))
        assert len(walked) > before, "two people bar each other's way"
    return walked


def undone(project: Project, by: str) -> Iterable[None]:
    with suppress(NotAllowed):
        while True:
            project.history.undo_last(by)
            yield


def forth(project: Project, walked: Sequence[tuple[str, int]]) -> None:
    for by, count in reversed(walked):
        for _ in range(count):
            project.history.redo_last(by)


@settings(
    max_examples=max(EXAMPLES, 1),
    deadline=None,
    database=None,  # a sequence that failed takes too long to be tried again each time
    phases=[Phase.generate],  # and far too long to be made shorter
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**32))
def test_undo_leads_to_the_start_and_redo_to_the_end(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    project = laid(tmp_path_factory.mktemp("random"))
    place, start = project.place, state_of(project)
    for number, operation in enumerate(operations(Random(seed))):
        before = state_of(project)
        try:
            take(project, operation)
        except ReviewerError:
            assert state_of(project) == before
        if number % 25 == 0:
            holds(project)
    holds(project)
    end = state_of(project)
    project.close()

    project = opened(place)
    assert state_of(project) == end
    walked = back(project)
    assert state_of(project) == start
    project.close()

    project = opened(place)
    assert state_of(project) == start
    forth(project, walked)
    assert state_of(project) == end
    holds(project)
    project.close()
    with closing(sqlite3.connect(Path(place) / "project.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
