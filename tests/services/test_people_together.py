"""Two people of one server who do the same at the same moment: nobody's word gets lost, no name is
two people's.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from reviewer.core import decisions as d
from reviewer.core.errors import NotAllowed
from reviewer.core.ids import PageId
from reviewer.core.people import PLAIN, Member
from reviewer.core.workflow import Standing, State, standing
from reviewer.services.lawful import Signatures
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from reviewer.store.store import SqlStore

from .fakes import LinesWriter, Utf8Reader, WordList

KEEP = d.Draft(d.Keep(d.Span(0, 0)))
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def pair(postgres_database: str, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """One project, open in two programs under two logins."""
    source = tmp_path / "two.txt"
    source.write_text("one two\fthree four\n", "utf-8")
    stores = Opener().create(postgres_database), Opener().open(postgres_database)
    projects = []
    for store, login in zip(stores, ("ada_db", "bob_db"), strict=True):
        assert isinstance(store, SqlStore)
        store._login = login
        projects.append(Project(store, WordList({}), [Utf8Reader()], [LinesWriter()]))
    projects[0].importing.add([source])
    yield projects[0], projects[1]
    for project in projects:
        project.close()


def until_somebody_waits(url: str) -> None:
    engine = create_engine(url)
    try:
        for _ in range(1000):
            with engine.connect() as connection:
                if connection.scalar(text(WAITING)):
                    return
            time.sleep(0.01)
        pytest.fail("nobody waited")
    finally:
        engine.dispose()


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "taken back"])
def test_of_two_who_first_sign_with_a_name_at_once_one_does(
    pair: tuple[Project, Project], postgres_database: str, kept: bool
) -> None:
    mine, theirs = pair
    one, two = (row.id for row in mine.rows())
    document = mine.documents()[0].id
    results: list[object] = []

    def sign() -> None:
        try:
            results.append(theirs.review.decide(two, [KEEP], "ada"))
        except NotAllowed as error:
            results.append(error)

    other = threading.Thread(target=sign)
    with suppress(InterruptedError), mine._store.writing() as unit:
        Signatures().check(unit, PLAIN, "Ada")
        unit.ledger.append(d.Place(document, one), 0, [KEEP], "Ada")
        other.start()
        until_somebody_waits(postgres_database)
        if not kept:
            raise InterruptedError
    other.join()
    assert isinstance(results[0], NotAllowed) is kept
    logins = {one.login for one in mine.log(10)}
    assert logins == ({"ada_db"} if kept else {"bob_db"})


def test_a_name_that_was_not_kept_is_nobodys(pair: tuple[Project, Project]) -> None:
    mine, theirs = pair
    one, two = (row.id for row in mine.rows())
    signatures = Signatures()
    document = mine.documents()[0].id
    with suppress(InterruptedError), mine._store.writing() as unit:
        for page in (one, two):
            signatures.check(unit, PLAIN, "Ada")
            unit.ledger.append(d.Place(document, page), 0, [KEEP], "Ada")
        raise InterruptedError
    theirs.review.decide(two, [KEEP], "Ada")
    with mine._store.writing() as unit, pytest.raises(NotAllowed, match="bob_db"):
        signatures.check(unit, PLAIN, "Ada")


def test_two_who_change_the_people_at_once_both_do(pair: tuple[Project, Project]) -> None:
    def fill(project: Project, by: str) -> None:
        for n in range(10):
            project.team.put(Member(f"{by} {n}"), by)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(fill, pair[0], "Ada"), pool.submit(fill, pair[1], "Bob")]:
            done.result()
    people = pair[0].team.people()
    assert len(people.members) == len(people.changes) == 20


def submitted(project: Project) -> tuple[PageId, PageId]:
    """The two pages, sent to the editor, with a header that somebody filled."""
    one, two = (row.id for row in project.rows())
    store = project._store
    assert isinstance(store, SqlStore)
    before, store._login = store._login, "eve_db"
    project.headers.set(project.documents()[0].id, "title", "A telegram", "Eve")
    for page in (one, two):
        project.approval.submit(page, "Eve")
    store._login = before
    return one, two


def while_approving(
    project: Project, page: PageId, database: str, meanwhile: Callable[[], object]
) -> list[object]:
    """What comes of something that a colleague begins while Cy is approving a page."""
    results: list[object] = []

    def act() -> None:
        try:
            results.append(meanwhile())
        except NotAllowed as error:
            results.append(error)

    other = threading.Thread(target=act)
    with project._store.writing() as unit:
        project._recorder._append(unit, page, [d.Draft(d.Approve())], "Cy", None, "", False)
        other.start()
        until_somebody_waits(database)
    other.join()
    return results


def header_standing(project: Project) -> Standing:
    with project._store.reading() as unit:
        return standing(unit.ledger.of(d.Place(project.documents()[0].id)))


def test_of_two_who_approve_the_last_two_pages_at_once_one_signs_the_header(
    pair: tuple[Project, Project], postgres_database: str
) -> None:
    mine, theirs = pair
    one, two = submitted(mine)
    while_approving(mine, one, postgres_database, lambda: theirs.approval.approve(two, "Bob"))
    assert {row.state for row in mine.rows()} == {State.APPROVED}
    assert not header_standing(mine).waiting


def test_nobody_fills_a_header_while_it_is_signed(
    pair: tuple[Project, Project], postgres_database: str
) -> None:
    mine, theirs = pair
    one, two = submitted(mine)
    mine.approval.approve(one, "Cy")
    document = mine.documents()[0].id
    (result,) = while_approving(
        mine, two, postgres_database, lambda: theirs.headers.set(document, "date", "1950", "Bob")
    )
    assert isinstance(result, NotAllowed)
    assert not header_standing(mine).waiting
