"""Putting other lines into a document in place of those there, where only some of them differ."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from reviewer.core.text import common_edges


def splice(
    document: QTextDocument,
    before: Sequence[str],
    after: Sequence[str],
    format_of: Callable[[int], QTextCharFormat],
) -> None:
    """Make a document whose blocks say `before` say `after`, each line in its format.

    What is the same keeps its shape and its layout, which is what costs time on long pages.
    """
    head, tail = _alike(before, after)
    cursor = QTextCursor(document.findBlockByNumber(head))
    last = document.findBlockByNumber(len(before) - tail - 1)
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("\n".join(after[head : len(after) - tail]))
    for line in range(len(after)):
        block = document.findBlockByNumber(line)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        wanted = format_of(line)
        if head <= line < len(after) - tail or cursor.charFormat() != wanted:
            cursor.setCharFormat(wanted)


def _alike(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines are the same at the top and at the foot; one stays to differ on both sides.

    A block can only be put in or taken out together with a neighbour's text.
    """
    head, tail = common_edges(before, after)
    if head + tail < min(len(before), len(after)):
        return head, tail
    return (head, tail - 1) if tail else (head - 1, tail)
