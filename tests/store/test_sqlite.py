"""SQLite: the contract, and what only a file can suffer."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from reviewer.core.errors import NewerProject, NotAProject, StoreError
from reviewer.core.model import Document
from reviewer.core.storage import Store
from reviewer.store import Opener
from tests.contracts.store_kit import StoreKit, add, append, keep, make_page, page_place


class TestSqlite(StoreKit):
    @pytest.fixture
    def opener(self) -> Opener:
        return Opener()

    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        return str(tmp_path / "Ein Projekt #1 100 % ü?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = Opener().create(str(folder))
    yield store
    store.close()


@pytest.fixture
def document(store: Store) -> Document:
    return add(store, "first", make_page(1))


@pytest.fixture
def closed(folder: Path, store: Store, document: Document) -> Path:
    """The file of a project with one decision that nobody has open."""
    append(store, page_place(document), 0, keep(0))
    store.close()
    assert [path.name for path in folder.iterdir()] == ["project.db"]
    return folder / "project.db"


def ask(file: Path, *statements: str) -> object:
    """Run statements by hand; gives the first value of the last one's answer."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            row = connection.execute(statement).fetchone()
        return row and row[0]


def refused(place: Path | str, kind: type[StoreError] = StoreError) -> StoreError:
    """The error on opening and looking into a project; it is complete, and foreign to nobody."""

    def look() -> None:
        store = Opener(wait=0.05).open(str(place))
        try:
            with store.reading() as unit:
                for document in unit.sources.documents():
                    unit.ledger.of_document(document.id)
                    for page in document.pages:
                        unit.sources.page(page)
        finally:
            store.close()

    with pytest.raises(kind) as caught:
        look()
    assert type(caught.value) is kind
    assert caught.value.where
    assert caught.value.advice
    return caught.value


# durability


def test_every_commit_is_on_the_disk_before_it_is_acknowledged(store: Store) -> None:
    seen: dict[str, object] = {}

    def look(connection: sqlite3.Connection, *_: object) -> None:
        for name in ("synchronous", "journal_mode", "foreign_keys"):
            seen[name] = connection.execute(f"PRAGMA {name}").fetchone()[0]

    event.listen(Engine, "checkout", look)
    try:
        with store.writing():
            pass
    finally:
        event.remove(Engine, "checkout", look)
    assert seen == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_a_project_is_known_by_its_header(closed: Path) -> None:
    assert closed.read_bytes()[68:72] == b"RVWR"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET by = 'somebody else'",
        "DELETE FROM decision",
        "INSERT INTO decision SELECT 99, document_id, page_id, position, by, person, at, act, "
        "record, grounds, batch, login FROM decision",
    ],
)
def test_the_database_itself_guards_the_ledger(closed: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        ask(closed, statement)
    assert ask(closed, "SELECT count(*) FROM decision") == 1


# places


def test_the_database_file_names_the_project_too(closed: Path) -> None:
    store = Opener().open(str(closed))
    assert store.url == str(closed.parent)
    store.close()


def test_folders_are_made(tmp_path: Path) -> None:
    place = tmp_path / "one" / "two" / "three"
    Opener().create(str(place)).close()
    assert Opener().exists(str(place))


def test_a_project_may_be_made_where_other_files_are(tmp_path: Path) -> None:
    (tmp_path / "page-1.jpg").write_bytes(b"picture")
    assert not Opener().exists(str(tmp_path))
    assert "There is no project in this folder" in str(refused(tmp_path, NotAProject))
    Opener().create(str(tmp_path)).close()
    assert (tmp_path / "page-1.jpg").read_bytes() == b"picture"


def test_making_a_project_in_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(StoreError):
        Opener().create(str(tmp_path / "file"))
    assert (tmp_path / "file").read_text() == "text"


def test_a_making_that_was_cut_off_can_be_repeated(folder: Path) -> None:
    folder.mkdir()
    (folder / "project.db").touch()
    assert not Opener().exists(str(folder))
    refused(folder, NotAProject)
    Opener().create(str(folder)).close()
    assert Opener().exists(str(folder))


@pytest.mark.parametrize("place", ["mysql://host/db", "sqlite:///x.db", "https://x.org/project"])
def test_other_urls_are_refused(place: str) -> None:
    with pytest.raises(StoreError, match="cannot lie in") as caught:
        Opener().open(place)
    assert "postgresql://" in caught.value.advice


# what files suffer


def test_a_file_that_is_no_database(folder: Path) -> None:
    folder.mkdir()
    (folder / "project.db").write_bytes(b"not a database at all, but long enough to be one" * 99)
    refused(folder, NotAProject)
    with pytest.raises(StoreError):
        Opener().create(str(folder))


def test_another_programs_database_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    file = folder / "project.db"
    ask(file, "CREATE TABLE project (application)", "INSERT INTO project VALUES ('reviewer')")
    before = file.read_bytes()
    refused(folder, NotAProject)
    with pytest.raises(StoreError, match="already"):
        Opener().create(str(folder))
    assert file.read_bytes() == before


def test_a_project_of_a_newer_version_is_left_alone(closed: Path) -> None:
    ask(closed, "UPDATE alembic_version SET version_num = '9999'")
    before = closed.read_bytes()
    assert "newer" in refused(closed.parent, NewerProject).what
    assert closed.read_bytes() == before


def test_a_damaged_file(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for start in range(size, len(data), size):  # all but the first block, which holds the schema
        data[start : start + size] = b"\xff" * size
    closed.write_bytes(data)
    assert "damaged" in refused(closed.parent).what


def test_a_file_cut_short(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:5000])
    refused(closed.parent)


def test_a_full_disk(closed: Path) -> None:
    def fill(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    store = Opener().open(str(closed.parent))
    # Connections made from here on find the disk full, those of before are let go of.
    event.listen(Engine, "connect", fill)
    store._engine.dispose()
    try:
        with pytest.raises(StoreError, match="full") as caught:
            add(store, "large", *[make_page(n, "a line\n" * 500) for n in range(1, 20)])
    finally:
        event.remove(Engine, "connect", fill)
    assert "Make room" in caught.value.advice
    store._engine.dispose()
    assert add(store, "small", make_page(1)).name == "small"
    with store.reading() as unit:
        assert [one.name for one in unit.sources.documents()] == ["first", "small"]
    store.close()


def test_a_writer_who_does_not_end(closed: Path) -> None:
    store = Opener(wait=0.05).open(str(closed.parent))
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="busy"), store.writing():
            pass
        with store.reading() as unit:
            assert len(unit.sources.documents()) == 1
    with store.writing() as unit:
        unit.settings.set("name", 1)
    store.close()


def test_a_writing_unit_inside_another_gives_up(closed: Path) -> None:
    store = Opener(wait=0.05).open(str(closed.parent))
    with store.writing() as unit:
        with pytest.raises(StoreError, match="busy"), store.writing():
            pass
        unit.settings.set("name", 1)
    with store.reading() as unit:
        assert unit.settings.get("name") == 1
    store.close()


def test_a_file_that_vanished(closed: Path) -> None:
    closed.rename(closed.with_name("elsewhere.db"))
    refused(closed.parent, NotAProject)


@pytest.mark.parametrize("spoil", [lambda folder: folder, lambda folder: folder / "project.db"])
def test_what_may_not_be_written(closed: Path, spoil: Callable[[Path], Path]) -> None:
    """A test that runs as root may write everything, so SQLite is told that it may not."""

    def forbid(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    store = Opener().open(str(spoil(closed.parent)))
    event.listen(Engine, "connect", forbid)
    store._engine.dispose()
    try:
        with pytest.raises(StoreError, match="may not be written") as caught:
            add(store, "second", make_page(1))
    finally:
        event.remove(Engine, "connect", forbid)
    assert "rights" in caught.value.advice
    store.close()
