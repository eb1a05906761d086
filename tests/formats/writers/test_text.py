from pathlib import Path

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Role
from reviewer.formats.writers.text import PlainTextWriter
from tests.contracts.writer_kit import WriterKit
from tests.core.strategies import texts
from tests.formats.editions import editions, make_edition, written

WRITER = PlainTextWriter()


class TestContract(WriterKit):
    writer = WRITER


@given(texts)
def test_undecided_text_comes_out_as_it_went_in(text: str) -> None:
    assert written(WRITER, make_edition(text), lines="source") == text


@given(editions())
def test_joined_text_has_the_same_words(edition: Edition) -> None:
    source = written(WRITER, edition, lines="source")
    assert written(WRITER, edition, lines="joined").split() == source.split()


def test_noise_leaves_no_line_behind() -> None:
    noise = [d.Replace(d.Span(1, 2), ""), d.SetRole(3, Role.NOISE), d.SetRole(4, Role.NOISE)]
    edition = make_edition(["one\n~ ~\ntwo\n###\nspeck\f", "three"], noise)
    assert written(WRITER, edition, lines="source") == "one\ntwo\n\fthree"


def test_paragraphs_end_at_blank_lines_and_roles() -> None:
    roles = [d.SetRole(0, Role.HEADING)]
    edition = make_edition("Title\nfirst\n line\n\nsecond\tline\n\f", roles)
    expected = "Title\n\nfirst line\n\nsecond line\n\f"
    assert written(WRITER, edition, lines="joined") == expected


def test_pages_without_a_break_between_them_do_not_run_together() -> None:
    assert written(WRITER, make_edition(["one", "two\n", "three"]), lines="source") == (
        "one\ftwo\nthree"
    )


def test_lost_characters_are_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes("fine\nlost \ufffd".encode())
    (problem,) = WRITER.check(path, {"lines": "source"})
    assert (problem.line, problem.severe) == (2, False)
