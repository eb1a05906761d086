"""Printed documents as texts of Qt's, and files in colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor, QTextTable
from pytestqt.qtbot import QtBot

from reviewer.core.preview import FileText, PaperText, Spotted
from reviewer.core.printed import (
    About,
    Block,
    Break,
    Cell,
    Group,
    Held,
    Inline,
    Kind,
    Matter,
    Note,
    PageBegin,
    PageBlock,
    Piece,
    Run,
    Sign,
    Table,
)
from reviewer.ui.theme import Theme
from reviewer.ui.views.preview_dress import Dress
from reviewer.ui.views.preview_paper import PaperView
from reviewer.ui.views.preview_text import PaperWriter
from reviewer.ui.views.preview_xml import XmlView, coloured


@pytest.fixture
def theme() -> Theme:
    return Theme.load("light")


def block(*runs: Inline, kind: Kind = Kind.PARAGRAPH, where: tuple[Group, ...] = ()) -> Block:
    return Block(kind, runs, where)


def written(theme: Theme, *pieces: Piece, lined: bool = False, **more: object) -> PaperWriter:
    paper = PaperText(Matter(title="A talk"), pieces, **more)  # type: ignore[arg-type]
    dress = Dress(theme, "IBM Plex Serif", 18, lined=lined)
    return PaperWriter(paper, dress).write_all()


def text(writer: PaperWriter) -> str:
    places = writer.places
    return writer.document.toPlainText()[places.begin : places.end].strip("\n")


def under(about: About, words: str, *around: Sign) -> Run:
    return Run(words, (*around, Sign(about, 1)))


@pytest.mark.parametrize(
    "run, shown",
    [
        (under(About.SUPPLIED, "peace"), "[peace]"),
        (under(About.ADDED, "peace"), "\\peace/"),
        (under(About.UNCLEAR, "peace"), "peace[?]"),
        (under(About.SURPLUS, "peace"), "{peace}"),
        (under(About.DAMAGE, "peace"), "⸢peace⸣"),
        (under(About.SIC, "paece"), "paece [sic]"),
        (under(About.NAME, "Cuba"), "Cuba"),
        (under(About.DELETED, "war"), "war"),
    ],
)
def test_marks_have_the_signs_of_files_for_readers(
    qtbot: QtBot, theme: Theme, run: Run, shown: str
) -> None:
    assert text(written(theme, block(Run("In "), run, Run(".")))) == f"In {shown}."


def test_an_error_stands_beside_its_correction_without_sic(qtbot: QtBot, theme: Theme) -> None:
    choice = Sign(About.CHOICE, 7)
    writer = written(
        theme, block(under(About.SIC, "paece", choice), under(About.CORR, "peace", choice))
    )
    assert text(writer) == "paece [peace]"


def test_lines_are_filled_in_prose_and_kept_in_a_transcript(qtbot: QtBot, theme: Theme) -> None:
    lines = (Break(number="4"), Run("At the mee"), Break(joins=True, number="5"), Run("ting"))
    piece = block(*lines, Break(number="6"), Run("today"))
    assert text(written(theme, piece)) == "At the meeting today"
    kept = written(theme, piece, lined=True)
    assert text(kept) == "At the mee\nting\ntoday"
    assert [number for _, number in kept.places.lines] == ["4", "5", "6"]
    address = block(Run("The Hon."), Break(), Run("George Ball"), kind=Kind.ADDRESS)
    assert text(written(theme, address)) == "The Hon.\nGeorge Ball"


def test_notes_are_numbered_and_stand_behind_the_text(qtbot: QtBot, theme: Theme) -> None:
    note = Note((Run("Not found."),), label="")
    writer = written(theme, block(Run("Peace"), note, Run(" now"), note), notes="Notes")
    assert text(writer) == "Peace1 now2"
    behind = writer.document.toPlainText()[writer.places.end :]
    assert behind.count("Not found.") == 2
    assert behind.index("Notes") < behind.index("Not found.")


def test_a_date_line_stands_at_the_right_and_a_stamp_in_small_capitals(
    qtbot: QtBot, theme: Theme
) -> None:
    writer = written(
        theme,
        block(Run("Moscow"), kind=Kind.DATELINE),
        block(Run("Secret"), kind=Kind.STAMP),
        block(Run("He said")),
    )
    moscow = writer.document.find("Moscow")
    assert moscow.blockFormat().alignment() & Qt.AlignmentFlag.AlignRight
    caps = writer.document.find("Secret").charFormat().fontCapitalization()
    assert caps == QFont.Capitalization.SmallCaps
    assert writer.document.find("He said").blockFormat().textIndent() > 0


def test_items_are_counted_as_the_document_does(qtbot: QtBot, theme: Theme) -> None:
    where = (Group(Held.LIST, 1), Group(Held.ITEM, 2, label="b"))
    writer = written(theme, block(Run("Berlin"), kind=Kind.ITEM, where=where))
    assert text(writer) == "b\u2002Berlin"


def test_tables_have_their_cells(qtbot: QtBot, theme: Theme) -> None:
    rows = (
        (Cell((Run("Copies"),), label=True, columns=2),),
        (Cell((Run("SOV"),)), Cell((Run("3"),))),
    )
    writer = written(theme, Table(rows, (Run("Distribution"),)), block(Run("behind")))
    tables = [
        frame
        for frame in writer.document.rootFrame().childFrames()
        if isinstance(frame, QTextTable)
    ]
    assert [(table.rows(), table.columns()) for table in tables] == [(2, 2)]
    shown = text(writer).split("\n")
    assert [one for one in shown if one] == ["Distribution", "Copies", "SOV", "3", "behind"]


def test_pages_begin_between_blocks_and_within_words(qtbot: QtBot, theme: Theme) -> None:
    writer = written(
        theme,
        PageBlock(PageBegin("1")),
        block(Run("Peace in our ti"), PageBegin("2", joins=True), Run("me")),
        PageBlock(PageBegin("3")),
    )
    assert [label for _, label in writer.places.pages] == ["1", "2", "3"]
    view = PaperView("paper", theme)
    qtbot.addWidget(view)
    view.show_paper(writer, 1)
    view.go(Spotted(1, "our", 2))
    assert view.spot() == Spotted(1, "our", 2)
    assert not view.holds(Spotted(4, "our", 2))


@given(st.lists(st.sampled_from(["On", "Cuba", "he", "said", "\U00010400x"]), min_size=1))
def test_each_word_on_paper_is_found_again(qapp: object, words: list[str]) -> None:
    light = Theme.load("light")
    view = PaperView("paper", light)
    view.show_paper(written(light, PageBlock(PageBegin("1")), block(Run(" ".join(words)))), 1)
    for nth, word in enumerate(words):
        if not word.isascii():
            continue
        view.go(Spotted(1, word, nth))
        cursor = QTextCursor(view.textCursor())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == word
        spot = view.spot()
        assert spot is not None
        assert (spot.word, spot.nth) == (word, nth)
    view.deleteLater()


def test_a_line_of_a_file_is_cut_into_what_it_is() -> None:
    line = '<p n="1">A &amp; b</p><!-- c --> d'
    found = [(line[start : start + length], kind) for start, length, kind in coloured(line, False)]
    assert found == [
        ("<p", "tag"),
        ("n", "name"),
        ('"1"', "value"),
        (">", "tag"),
        ("&amp;", "entity"),
        ("</p", "tag"),
        (">", "tag"),
        ("<!-- c -->", "comment"),
    ]


def test_a_line_within_a_tag_or_a_comment_is_told_apart() -> None:
    assert next(iter(coloured('ref="#a">x', True))) == (0, 3, "name")
    assert list(coloured("of nobody's -->", True)) == [(0, 15, "comment")]


def test_problems_of_a_file_are_walked_round(qtbot: QtBot, theme: Theme) -> None:
    view = XmlView("file", theme)
    qtbot.addWidget(view)
    view.show_file(FileText.of("<text>\n<pb/>\n<p>one two</p>\n</text>"))
    assert not view.go_to_problem(1)
    view.show_problems({2: "no number", 3: "no end"})
    steps = []
    for step in (1, 1, 1, -1):
        assert view.go_to_problem(step)
        steps.append(view.problem)
    assert steps == ["no number", "no end", "no number", "no end"]
    view.go(Spotted(1, "two", 1))
    assert view.spot() == Spotted(1, "two", 1)
