"""Archival files that somebody made to do harm, or a program broke: what is sound comes back."""

import re
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.people import Member
from reviewer.core.workflow import State
from reviewer.services.project import Project
from reviewer.store.store import SqlStore
from tests.services.archives import Make, exported, opened, text_of, the


def replaced(path: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a file with something else in all places where a pattern is found."""
    text = path.read_text("utf-8")
    for before, after in changes:
        assert re.search(before, text), before
        text = re.sub(before, after, text)
    copy = path.with_name(f"{path.stem}-broken.xml")
    copy.write_text(text, "utf-8")
    return copy


@pytest.mark.parametrize("last", ["99", str(2**62), "9" * 4000])
def test_decisions_about_words_that_are_not_there_are_passed_over(
    make: Make, archive: Path, last: str
) -> None:
    span = '<numeric value="3"/><numeric value="3"/>'
    far = f'<numeric value="3"/><numeric value="{last}"/>'
    project = make("second")
    restored = the(opened(project, replaced(archive, (span, far))))
    assert any("words that" in remark for remark in restored.remarks)
    assert "handed Mikoyan" in text_of(project)  # the file's own text still says it
    for row in project.rows():
        project.judging.changes(project.page(row.id))


@pytest.mark.parametrize("when", ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00"])
def test_days_beyond_the_calendar_keep_no_file_out(make: Make, archive: Path, when: str) -> None:
    broken = replaced(archive, (r'when="[^"]*"', f'when="{when}"'))
    project = make("second")
    the(opened(project, broken))
    assert "handed Mikoyan" in text_of(project)


@pytest.mark.parametrize(
    "change",
    [
        (r'(<f name="size"><numeric value=")\d+"', rf'\g<1>{10**40}"'),
        (r'(<f name="sha256">)<string>\w+<', r'\1<string rend="escaped">a\\ud800<'),
    ],
)
def test_what_a_file_says_of_its_source_may_be_nonsense(
    make: Make, archive: Path, tmp_path: Path, change: tuple[str, str]
) -> None:
    project = make("second")
    the(opened(project, replaced(archive, change)))
    the(opened(make("third"), exported(project, tmp_path / "again")))


def test_an_approval_of_ones_own_work_counts_for_nothing_however_it_is_named(
    make: Make, archive: Path
) -> None:
    """In the file Bea approved the page that Ada worked on; here the two are one person."""
    project = make("second")
    project.team.put(Member("Ada", ("Bea",)), "Dora")
    the(opened(project, archive))
    assert [row.state for row in project.rows()] == [State.IN_WORK, State.SUBMITTED]
    again = make("third")
    own = replaced(archive, ("<persName>Bea</persName>", "<persName>Ada</persName>"))
    the(opened(again, own))
    assert again.rows()[1].state is State.SUBMITTED


def known_as(project: Project, login: str) -> None:
    """Let the project be on a server that knows us under a login."""
    assert isinstance(project._store, SqlStore)
    project._store._login = login


def test_no_file_says_whose_login_a_name_is(make: Make, archive: Path, tmp_path: Path) -> None:
    first = make("server")
    known_as(first, "ada_there")
    opened(first, archive)
    page = first.rows()[0].id
    first.review.decide(page, [d.Draft(d.Keep(d.Span(1, 1)))], "Ada")
    assert first.log(1)[0].login == "ada_there"
    file = exported(first, tmp_path / "from server")
    second = make("other server")
    known_as(second, "ada_here")
    restored = the(opened(second, file))
    assert restored.decisions == len(first.log(100))
    assert {one.login for one in second.log(100)} == {""}
    second.review.decide(second.rows()[0].id, [d.Draft(d.Keep(d.Span(2, 2)))], "Ada")
    assert second.log(1)[0].login == "ada_here"
    third = make("folder")  # where no database knows anybody, it stays on record
    the(opened(third, file))
    assert "ada_there" in {one.login for one in third.log(100)}
