"""Upgrades: every released schema opens, and what fails leaves the project as it was.

The folders `later`, `broken`, `careless` and `killed` hold revisions that never were.
"""

import json
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from reviewer.core import decisions as d
from reviewer.core.errors import NewerProject, StoreError
from reviewer.core.ids import PageId
from reviewer.core.keeping import Basis
from reviewer.core.listing import DocumentsWanted
from reviewer.core.model import Line, Page, Token
from reviewer.core.page_text import source_text
from reviewer.core.records import finding_record
from reviewer.core.storage import Store
from reviewer.core.threads import ThreadsWanted
from reviewer.core.workflow import State
from reviewer.store import Opener
from reviewer.store.columns import escape, write_json
from reviewer.store.schema import REVISIONS
from reviewer.store.scripts import SHIPPED, Scripts
from tests.store import dumps

HERE = Path(__file__).resolve().parent
FIXTURES = dumps.FOLDER
SQLITE_DUMPS = sorted(dumps.FOLDER.glob("schema_????.sql"))
POSTGRESQL_DUMPS = sorted(dumps.FOLDER.glob("schema_????.postgresql.sql"))


def with_revision(folder: str) -> Scripts:
    """The shipped scripts and one more."""
    (script,) = (HERE / folder).glob("*.py")
    return Scripts((*SHIPPED.folders, HERE / folder), (*REVISIONS, script.name[:4]))


LATER = with_revision("later")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "an old project, 100 % : [x]"
    dumps.restore_sqlite(SQLITE_DUMPS[-1], folder / "project.db")
    return folder


def check_content(store: Store, since: str = REVISIONS[-1]) -> None:
    """Everything is there that `dumps.fill` wrote into a project of revision `since`."""
    with store.reading() as unit:
        document, *later = unit.sources.documents()
        assert tuple(unit.sources.page(page) for page in document.pages) == dumps.PAGES
        decided = unit.ledger.of_document(document.id)
        assert [one.act.name for one in decided] == ["replace", "keep", "revert", "set-header"]
        assert [one.id for one in decided] == [1, 2, 3, 4]
        assert decided[0].grounds.suggestion == "minister"
        assert unit.ledger.batch("all-1") == decided[:2]
        assert unit.ledger.revision(d.Place(document.id, document.pages[0])) == 3
        row = unit.sources.row(document.pages[0])
        assert (row.state, row.findings, row.decided) == (State.IN_WORK, 1, 1)
        assert unit.findings.of(document.pages[0]) == (dumps.FINDING,)
        assert unit.findings.count_open() == 0
        waiting = (document.pages[1], *(page for one in later for page in one.pages))
        assert unit.findings.stale(dumps.STAMP) == waiting
        assert unit.settings.all() == dumps.SETTINGS
        if since >= "0002":
            assert unit.lessons.bases() == {document.pages[0]: Basis(3, dumps.STAMP)}
            assert list(unit.lessons.all()) == [dumps.LESSONS]
            assert unit.entries.all() == (dumps.ENTRY,)
        else:
            assert not unit.lessons.bases()
            assert not unit.entries.all()
        if since >= "0003":
            assert unit.second.of(document.pages[1]) == dumps.SECOND
            assert unit.sources.page(later[0].pages[0]) == dumps.LAID_OUT
            assert unit.originals.of(later[0].id, "scan.xml") == dumps.ORIGINAL
        else:
            assert not later
            assert unit.second.of(document.pages[1]) is None
        assert unit.texts.behind() == ((document.pages[0],) if since < "0004" else ())
        assert [
            row.source.text for row in unit.texts.holding("NO\u0301", document=document.id)
        ] == ["\n".join(line.text for line in dumps.PAGES[0].lines)]
        listed = unit.listing.of(document.id)
        assert (listed.name, listed.state, listed.pages) == ("scan", State.IN_WORK, 2)
        assert listed.words == sum(len(page.tokens) for page in dumps.PAGES)
        assert (listed.version, listed.changed_by) == (1, "Bea")
        assert listed.changed_at == decided[-1].at
        assert unit.listing.count(DocumentsWanted(person=frozenset({"ada"}))) == 1
        assert unit.talks.workers(document.pages[0]) == {"ada", "bea"}
        asked = unit.talks.find(ThreadsWanted(text="WHY \x00"))
        if since >= "0005":
            assert (listed.threads, listed.questions, listed.due) == (1, 1, dumps.DUE)
            assert asked == ((document.pages[0], document.id, 1),)
        else:
            assert (listed.threads, listed.questions, listed.due) == (0, 0, None)
            assert asked == ()
        assert all(one.login == "" for one in decided) or "://" in store.url
    with store.writing() as unit:
        draft = d.Draft(d.Keep(d.Span(0, 0)))
        (new,) = unit.ledger.append(d.Place(document.id, document.pages[1]), 0, [draft], "Cleo")
        assert new.id == 5


def _revision(dump: Path) -> str:
    return dump.name.removeprefix("schema_").partition(".")[0]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_released_schema_has_its_dumps() -> None:
    assert [path.name for path in SQLITE_DUMPS] == [f"schema_{name}.sql" for name in REVISIONS]
    assert [path.name.partition(".")[0] for path in POSTGRESQL_DUMPS] == [
        f"schema_{name}" for name in REVISIONS
    ]


@pytest.mark.parametrize("dump", SQLITE_DUMPS, ids=lambda path: path.stem)
@pytest.mark.parametrize("scripts", [SHIPPED, LATER], ids=["present", "further"])
def test_a_released_schema_opens_in_sqlite(tmp_path: Path, dump: Path, scripts: Scripts) -> None:
    dumps.restore_sqlite(dump, tmp_path / "project.db")
    store = Opener(scripts).open(str(tmp_path))
    check_content(store, _revision(dump))
    store.close()


@pytest.mark.parametrize("dump", POSTGRESQL_DUMPS, ids=lambda path: path.stem)
@pytest.mark.parametrize("scripts", [SHIPPED, LATER], ids=["present", "further"])
def test_a_released_schema_opens_in_postgresql(
    postgres_database: str, dump: Path, scripts: Scripts
) -> None:
    dumps.restore_postgresql(dump, postgres_database)
    store = Opener(scripts).open(postgres_database)
    check_content(store, _revision(dump))
    store.close()


def opening(scripts: Scripts) -> str:
    """A program that opens the project which its argument names, with these scripts."""
    return (
        "import sys; from pathlib import Path; from reviewer.store import Opener; "
        "from reviewer.store.scripts import Scripts; "
        f"folders = tuple(map(Path, {[str(path) for path in scripts.folders]!r})); "
        f"Opener(Scripts(folders, {scripts.revisions!r})).open(sys.argv[1])"
    )


def run_program(program: str, place: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program, place],
        cwd=HERE.parent.parent,
        capture_output=True,
        check=False,
    )


# SQLite


def test_an_upgrade_changes_the_schema_and_keeps_a_copy_of_before(folder: Path) -> None:
    Opener(LATER).open(str(folder)).close()
    with closing(sqlite3.connect(folder / "project.db")) as upgraded:
        assert upgraded.execute("SELECT version_num FROM alembic_version").fetchall() == [("9001",)]
        assert upgraded.execute("SELECT DISTINCT note FROM page").fetchall() == [("none yet",)]
        assert upgraded.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert upgraded.execute("PRAGMA foreign_key_check").fetchall() == []
        assert upgraded.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            upgraded.execute("DELETE FROM decision")
    assert names(folder) == ["project.db", f"project.db.{REVISIONS[-1]}"]

    with pytest.raises(NewerProject):
        Opener().open(str(folder))
    before = folder / "restored"
    before.mkdir()
    (folder / f"project.db.{REVISIONS[-1]}").rename(before / "project.db")
    store = Opener().open(str(before))
    check_content(store)
    store.close()


def test_rows_of_an_upgrade_are_those_that_the_program_makes(tmp_path: Path) -> None:
    """Findings on pages with and without confidences, tokens that OCR cut in its own way."""
    dumps.restore_sqlite(FIXTURES / "schema_0003.sql", tmp_path / "project.db")
    touching = (Token(0, 0, 3), Token(1, 3, 6, confidence=0.25), Token(2, 7, 7))
    page = Page(1, (Line(0, "AbcDef \u00c9", tokens=touching), Line(1, "\x00 x", tokens=())))
    words = json.dumps([[0, 3, None], [3, 6, 0.25], [7, 7, None]])
    finding = replace(dumps.FINDING, span=d.Span(0, 1), form="\u00c9Ab\u2019", suggestions=())
    with closing(sqlite3.connect(tmp_path / "project.db")) as old, old:
        record = write_json(finding_record(finding))
        old.execute("INSERT INTO finding VALUES (2, 0, 1, 2, 'key', 1, ?)", [record])
        old.execute("DELETE FROM line WHERE page_id = 3")
        for n, (line, cut) in enumerate(zip(page.lines, [words, "[]"], strict=True)):
            row = [3, n, escape(line.text), "", "body", None, None, None, None, cut]
            old.execute(f"INSERT INTO line VALUES ({','.join('?' * 10)})", row)
        old.execute("INSERT INTO finding VALUES (3, 0, 2, 1, 'key', 1, ?)", [record])
    store = Opener().open(str(tmp_path))
    with store.writing() as unit:
        behind = unit.texts.behind()
        assert behind == (1, 3)
        (shown,) = unit.texts.holding("AbcDef", pages=[PageId(3)])
        assert shown.source == source_text(unit.sources.page(PageId(3)))
    store.close()
    with closing(sqlite3.connect(tmp_path / "project.db")) as new:
        rows = new.execute(
            "SELECT page_id, form, kind, probability, first, confidence FROM finding"
            " ORDER BY page_id"
        ).fetchall()
    assert rows == [
        (1, "ministre", "non-word", 0.75, "minister", None),
        (2, "\u00e9ab'", "non-word", 0.75, "", 0.5),
        (3, "\u00e9ab'", "non-word", 0.75, "", 0.25),
    ]


def test_an_upgraded_project_is_not_upgraded_again(folder: Path) -> None:
    Opener(LATER).open(str(folder)).close()
    (folder / f"project.db.{REVISIONS[-1]}").unlink()
    Opener(LATER).open(str(folder)).close()
    assert names(folder) == ["project.db"]


@pytest.mark.parametrize("scripts", ["broken", "careless"])
def test_a_failed_upgrade_leaves_every_byte(folder: Path, scripts: str) -> None:
    before = (folder / "project.db").read_bytes()
    with pytest.raises(StoreError, match="could not be upgraded") as caught:
        Opener(with_revision(scripts)).open(str(folder))
    assert caught.value.safe == "The project is as it was."
    assert caught.value.where == str(folder)
    assert (folder / "project.db").read_bytes() == before
    assert names(folder) == ["project.db"]
    store = Opener().open(str(folder))
    check_content(store)
    store.close()


def test_a_killed_upgrade_leaves_every_byte_and_can_be_repeated(folder: Path) -> None:
    before = (folder / "project.db").read_bytes()
    killed = with_revision("killed")
    program = opening(killed)
    done = run_program(program, str(folder))
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (folder / "project.db").read_bytes() == before
    store = Opener(LATER).open(str(folder))
    check_content(store)
    store.close()
    assert names(folder) == ["project.db", f"project.db.{REVISIONS[-1]}"]


def test_a_disk_that_fills_up_at_the_last_step(folder: Path, tmp_path: Path) -> None:
    """The copy still fits, but not the log through which SQLite writes it over the original."""
    twin = tmp_path / "twin"
    dumps.restore_sqlite(SQLITE_DUMPS[-1], twin / "project.db")
    Opener(LATER).open(str(twin)).close()
    size = (twin / "project.db").stat().st_size
    before = (folder / "project.db").read_bytes()
    done = run_program(
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
        + opening(LATER),
        str(folder),
    )
    assert b"StoreError" in done.stderr.splitlines()[-1]
    assert b"could not be upgraded" in done.stderr.splitlines()[-1]
    assert f"project.db.{REVISIONS[-1]}" in names(folder)  # made just before the last step
    assert (folder / "project.db").read_bytes() == before
    store = Opener(LATER).open(str(folder))
    check_content(store)
    store.close()


def test_decisions_in_the_log_are_upgraded_too(folder: Path, tmp_path: Path) -> None:
    """A program that was killed leaves its last decisions in the log beside the file."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    store = Opener().open(str(folder))
    check_content(store)
    for name in names(folder):
        (crashed / name).write_bytes((folder / name).read_bytes())
    store.close()
    assert "project.db-wal" in names(crashed)

    store = Opener(LATER).open(str(crashed))
    with store.reading() as unit:
        assert [one.by for one in unit.ledger.entries(limit=1)] == ["Cleo"]
    store.close()


def test_a_project_open_elsewhere_is_not_upgraded(folder: Path) -> None:
    other = Opener().open(str(folder))
    before = (folder / "project.db").read_bytes()
    with pytest.raises(StoreError, match="has it open") as caught:
        Opener(LATER, wait=0.05).open(str(folder))
    assert "Close" in caught.value.advice
    assert (folder / "project.db").read_bytes() == before
    check_content(other)
    other.close()
    Opener(LATER).open(str(folder)).close()


# PostgreSQL


@pytest.mark.parametrize("scripts", ["broken"])
def test_a_failed_upgrade_of_postgresql_is_taken_back(postgres_database: str, scripts: str) -> None:
    dumps.restore_postgresql(POSTGRESQL_DUMPS[-1], postgres_database)
    with pytest.raises(StoreError, match="could not be upgraded"):
        Opener(with_revision(scripts)).open(postgres_database)
    store = Opener().open(postgres_database)
    check_content(store)
    store.close()
    engine = create_engine(postgres_database)
    assert "shelf" not in inspect(engine).get_table_names()
    engine.dispose()


def test_a_newer_project_in_postgresql_is_left_alone(postgres_database: str) -> None:
    dumps.restore_postgresql(POSTGRESQL_DUMPS[-1], postgres_database)
    Opener(LATER).open(postgres_database).close()
    with pytest.raises(NewerProject) as caught:
        Opener().open(postgres_database)
    assert "Update" in caught.value.advice
    engine = create_engine(postgres_database)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9001"
    engine.dispose()


# the scripts


def test_the_revisions_named_are_those_of_the_scripts() -> None:
    (folder,) = SHIPPED.folders
    found = []
    for script in sorted(folder.glob("*.py")):
        source = script.read_text("utf-8")
        revision = re.search(r'^revision = "(\w+)"$', source, re.MULTILINE)
        before = re.search(r'^down_revision = (?:"(\w+)"|None)$', source, re.MULTILINE)
        assert revision is not None
        assert before is not None
        assert script.name.startswith(revision[1] + "_")
        assert before[1] == (found[-1] if found else None)
        found.append(revision[1])
    assert tuple(found) == REVISIONS


def test_no_script_leans_on_what_goes_on_changing() -> None:
    (folder,) = SHIPPED.folders
    for script in folder.glob("*.py"):
        assert "reviewer" not in re.findall(
            r"^(?:from|import) (\w+)", script.read_text(), re.MULTILINE
        )


def test_opening_needs_no_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from reviewer.store import Opener; "
        "Opener().create(sys.argv[1]).close(); Opener().open(sys.argv[1]).close(); "
        "sys.exit('alembic' in sys.modules or 'psycopg' in sys.modules)"
    )
    assert run_program(program, str(tmp_path)).returncode == 0
