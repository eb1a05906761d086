"""Lists of names into the lexicon and out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core.errors import ReviewerError, UnreadableFile, UsageError
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.services.lexicon import Lexicon
from reviewer.services.lexicon_files import LexiconFiles
from reviewer.services.own_lexicon import UserLexicon
from reviewer.store.opener import Opener
from tests.formats.lists.test_lists import ALL

TABLE = (
    "form,kind,variants,dates,note\n"
    "Petrel\u00a0 Ada,person,A. P.,1901-,\nNova,place,,,\n...,place,,,\n"
)


@pytest.fixture
def lexicon(tmp_path: Path) -> Iterator[Lexicon]:
    store = Opener().create(str(tmp_path / "project"))
    yield Lexicon(store, UserLexicon(tmp_path / "own.jsonl"))
    store.close()


@pytest.fixture
def files(lexicon: Lexicon) -> LexiconFiles:
    return LexiconFiles(lexicon, ALL)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_a_file_is_shown_before_it_is_taken(
    files: LexiconFiles, lexicon: Lexicon, table: Path
) -> None:
    preview = files.preview(table)
    assert [entry.preferred for entry in preview.new] == ["Petrel Ada", "Nova"]
    assert [(row.line, row.reason.id) for row in preview.refused] == [(4, "lexicon.refused.signs")]
    assert (preview.format, preview.same, preview.changed) == ("csv", 0, ())
    assert lexicon.all() == ()
    edit = files.take(preview)
    assert len(lexicon.all()) == 2
    lexicon.change(edit.undone)
    assert lexicon.all() == ()


def test_taken_again_it_adds_nothing(files: LexiconFiles, lexicon: Lexicon, table: Path) -> None:
    files.take(files.preview(table))
    again = files.preview(table)
    assert (again.entries, again.same) == ((), 2)
    before = lexicon.all()
    assert not files.take(again)
    assert lexicon.all() == before


def test_what_the_file_says_more_is_added_to_what_is_there(
    files: LexiconFiles, lexicon: Lexicon, table: Path
) -> None:
    here = LexiconEntry(EntryKind.PERSON, "Petrel Ada", ("Ada P.",), note="keeper", dates="1902-",
                        layer=Layer.PROJECT, state=EntryState.RIGHT)  # fmt: skip
    lexicon.add(here)
    ((before, after),) = files.preview(table).changed
    assert before == here
    assert (after.variants, after.note, after.dates) == (("Ada P.", "A. P."), "keeper", "1901-")
    assert after.state is EntryState.RIGHT


def test_the_own_layer_takes_lists_too(files: LexiconFiles, lexicon: Lexicon, table: Path) -> None:
    files.take(files.preview(table, layer=Layer.USER))
    assert {entry.layer for entry in lexicon.known()} == {Layer.USER}
    assert len(files.preview(table).new) == 2


def test_rows_of_one_name_are_one_entry(files: LexiconFiles, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Nova\nHavana\nNova\n")
    preview = files.preview(path, EntryKind.PLACE)
    assert [(entry.kind, entry.preferred) for entry in preview.new] == [
        (EntryKind.PLACE, "Nova"),
        (EntryKind.PLACE, "Havana"),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xml"])
def test_what_is_written_comes_back(
    files: LexiconFiles, lexicon: Lexicon, table: Path, tmp_path: Path, suffix: str
) -> None:
    files.take(files.preview(table))
    out = tmp_path / f"out{suffix}"
    lexicon.add(LexiconEntry(EntryKind.TERM, "ABX"))
    written = files.export(lexicon.all(), out)
    assert (written.entries, written.left) == ((2, 1) if suffix == ".xml" else (3, 0))
    again = files.preview(out)
    assert (again.entries, again.same) == ((), written.entries)


def test_what_cannot_be_is_said(files: LexiconFiles, table: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="plain"):
        files.export((), tmp_path / "x.docx")
    with pytest.raises(UsageError):
        files.preview(table, name="docx")
    with pytest.raises(UnreadableFile):
        files.preview(tmp_path / "missing.csv")
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02\xff" * 9)
    with pytest.raises(UsageError):
        files.preview(tmp_path / "x.bin")
    (tmp_path / "file").write_text("")
    with pytest.raises(ReviewerError):
        files.export((), tmp_path / "file" / "x.csv")


def test_thousands_of_rows_of_one_name_are_put_together_at_once(
    files: LexiconFiles, tmp_path: Path
) -> None:
    path = tmp_path / "names.csv"
    rows = "".join(f"Ada,person,A{n},note {n % 2},s{n % 3}\n" for n in range(3000))
    path.write_text(f"form,kind,variants,note,source\n{rows}", "utf-8")
    (ada,) = files.preview(path).new
    assert (len(ada.variants), ada.note, ada.source) == (3000, "note 0 | note 1", "s0;s1;s2")
