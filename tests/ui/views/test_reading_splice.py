"""Documents whose lines come and go: what stays is not written anew, all of it is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication

from reviewer.ui.views.reading_splice import splice

_texts = st.lists(
    st.sampled_from(["", "a", "b", "two words", "\U0001d400"]), min_size=1, max_size=8
)


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """Documents measure fonts, which need an application."""


def coloured(line: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(10 * line, 0, 0))
    return made


def blocks(document: QTextDocument) -> list[str]:
    return [document.findBlockByNumber(n).text() for n in range(document.blockCount())]


@given(_texts, _texts)
def test_any_lines_become_any_others(before: list[str], after: list[str]) -> None:
    document = QTextDocument()
    document.setPlainText("\n".join(before))
    splice(document, before, after, coloured)
    assert blocks(document) == after
    for line, text in enumerate(after):
        if text:
            fragment = document.findBlockByNumber(line).begin().fragment()
            assert fragment.charFormat().foreground().color() == QColor(10 * line, 0, 0)


@given(_texts, _texts, _texts, _texts)
def test_what_is_the_same_is_not_touched(
    head: list[str], middle: list[str], other: list[str], tail: list[str]
) -> None:
    document = QTextDocument()
    before, after = [*head, *middle, *tail], [*head, *other, *tail]
    document.setPlainText("\n".join(before))
    plain = QTextCharFormat()
    splice(document, before, before, lambda _: plain)
    changes: list[tuple[int, int, int]] = []
    document.contentsChange.connect(lambda *change: changes.append(change))
    splice(document, before, after, lambda _: plain)
    assert blocks(document) == after
    first = document.findBlockByNumber(len(head) - 1).position()
    assert all(position >= first for position, _, _ in changes)
