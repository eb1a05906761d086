from pathlib import Path

import pytest
from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Role
from reviewer.core.workflow import State
from reviewer.formats.printed import printed_document
from reviewer.formats.printed.lines import text_lines
from reviewer.formats.words import reading_words
from reviewer.formats.writers.text import PlainTextWriter
from tests.contracts.writer_kit import WriterKit
from tests.core.strategies import texts
from tests.formats.editions import editions, make_edition, written
from tests.formats.printed.files import printed
from tests.formats.printed.test_from_tei import EXAMPLES
from tests.formats.writers.readable import ReadableKit, letter, made, relaxed, settled
from tests.helpers.needs import need

WRITER = PlainTextWriter()


class TestContract(WriterKit):
    writer = WRITER


class _Joined(PlainTextWriter):
    """The writer where joined lines are what is usual."""

    def write(self, edition: Edition, out: object, chosen: dict[str, str]) -> None:
        super().write(edition, out, chosen | {"lines": "joined"})  # type: ignore[arg-type]


class TestReadable(ReadableKit):
    writer = _Joined()

    def words(self, content: bytes, edition: Edition) -> list[str]:
        text = content.decode().removeprefix("Draft, not approved\n\n")
        return text.replace("[…]", "").split()

    def all_text(self, content: bytes) -> str:
        return content.decode()


@given(texts)
def test_undecided_text_comes_out_as_it_went_in(text: str) -> None:
    assert written(WRITER, make_edition(text), lines="source", about="never") == text


@relaxed
@given(editions())
def test_line_for_line_it_has_the_words_of_the_reading(edition: Edition) -> None:
    source = made(WRITER, edition, lines="source", about="never").decode()
    # What stands beside the text has another place in the reading profile.
    assert sorted(settled(source.split())) == sorted(settled(reading_words(edition)))


def test_noise_leaves_no_line_behind() -> None:
    noise = [d.Replace(d.Span(1, 2), ""), d.SetRole(3, Role.NOISE), d.SetRole(4, Role.NOISE)]
    edition = make_edition(["one\n~ ~\ntwo\n###\nspeck\f", "three"], noise)
    assert written(WRITER, edition, lines="source", about="never") == "one\ntwo\n\fthree"


def test_what_belongs_to_the_sheet_is_left_out() -> None:
    roles = [d.SetRole(0, Role.FORM), d.SetRole(2, Role.PAGE_NUMBER)]
    edition = make_edition("FORM 7\ntext\n12\n", roles)
    for lines in ("source", "joined"):
        assert written(WRITER, edition, lines=lines, about="never") == "text\n"


def test_paragraphs_end_at_blank_lines_and_roles() -> None:
    roles = [d.SetRole(0, Role.HEADING)]
    edition = make_edition(["Title\nfirst\n line\n\nsecond\tline\n\f", "third"], roles)
    expected = "Title\n\nfirst line\n\nsecond line\n\n\fthird\n"
    assert written(WRITER, edition, lines="joined", about="never") == expected


def test_pages_without_a_break_between_them_do_not_run_together() -> None:
    edition = make_edition(["one", "two\n", "three"])
    assert written(WRITER, edition, lines="source", about="never") == "one\ftwo\nthree"


def test_a_draft_says_so_first_unless_nothing_is_wanted_there() -> None:
    edition = letter(state=State.IN_WORK)
    assert written(WRITER, edition).startswith("Draft, not approved\n\nAgnes in")
    assert written(WRITER, edition, about="never").startswith("Agnes in")
    assert written(WRITER, letter()).startswith("Agnes in")


def test_title_and_terms_stand_above_where_wanted() -> None:
    content = written(WRITER, letter(), about="always")
    above, _, text = content.partition("\n\n")
    assert above.startswith("A letter on ice\nFrom: Agnes Flood")
    assert "Licence: Free to use" in above
    assert text.startswith("Agnes in")


def test_a_gap_is_seen() -> None:
    assert "Again[…] there" in written(WRITER, letter(), lines="joined")


def test_an_address_keeps_its_lines() -> None:
    body = "<ab><address><addrLine>12 Quay</addrLine><addrLine>Port</addrLine></address></ab>"
    (piece,) = printed(body).pieces
    assert text_lines(piece) == ["12 Quay", "Port"]


@pytest.mark.parametrize("name", ["telegram-1950", "telegram-1963", "zones"])
def test_the_examples_of_the_encoding_have_the_text_given_with_them(name: str) -> None:
    path, expected = EXAMPLES / f"example-{name}.xml", EXAMPLES / f"example-{name}.reading.txt"
    need(path.is_file(), "the folder of examples beside the project")
    found = [line for piece in printed_document(path).pieces for line in text_lines(piece)]
    lines = expected.read_text("utf-8").splitlines()
    assert " ".join(found).split() == " ".join(lines).split()
    # In the opener of this one the line ends of the file itself part what is on one line.
    if name != "telegram-1963":
        assert found == lines


def test_lost_characters_are_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes("fine\nlost \ufffd".encode())
    (problem,) = WRITER.check(path, {"lines": "source"})
    assert (problem.line, problem.severe) == (2, False)
