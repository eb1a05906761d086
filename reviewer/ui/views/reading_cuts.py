"""Deleting in a document whose blocks must stay: what a key may take out, and taking it out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCursor

_Key = QKeySequence.StandardKey
_Move = QTextCursor.MoveOperation
_Keep = QTextCursor.MoveMode.KeepAnchor
_MOVES = {
    _Key.Backspace: _Move.PreviousCharacter,
    _Key.Delete: _Move.NextCharacter,
    _Key.DeleteStartOfWord: _Move.PreviousWord,
    _Key.DeleteEndOfWord: _Move.NextWord,
    _Key.DeleteEndOfLine: _Move.EndOfBlock,
    _Key.DeleteCompleteLine: _Move.StartOfBlock,
}


def deletion(event: QKeyEvent) -> QKeySequence.StandardKey | None:
    """Which deletion a key press means; None where it means something else."""
    for key in _MOVES:
        if event.matches(key):
            return key
    # Qt knows Backspace as a standard key on some platforms only; with Shift it is the same key.
    others = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return _Key.Backspace if event.key() == Qt.Key.Key_Backspace and not others else None


def at_edge(cursor: QTextCursor, key: QKeySequence.StandardKey) -> bool | None:
    """Whether a deletion would take out the line break above (true) or below; None where neither.

    Lines stay, so it means to join them.
    """
    if cursor.hasSelection():
        return None
    if cursor.atBlockStart() and key in (_Key.Backspace, _Key.DeleteStartOfWord):
        return True
    if cursor.atBlockEnd() and key in (_Key.Delete, _Key.DeleteEndOfWord):
        return False
    return None


def delete(cursor: QTextCursor, key: QKeySequence.StandardKey) -> None:
    """Delete what the key means, in each line of the selection or in the line of the caret."""
    whole = key == _Key.DeleteCompleteLine
    if cursor.hasSelection() and not whole:
        remove_by_line(cursor)
        return
    block = cursor.block()
    if whole:
        cursor.movePosition(_Move.EndOfBlock)
    start = cursor.position()
    cursor.movePosition(_MOVES[key])
    end = _confine(cursor.position(), block)
    cursor.setPosition(start)
    cursor.setPosition(end, _Keep)
    cursor.removeSelectedText()


def remove_by_line(cursor: QTextCursor) -> None:
    """Take the selected text out of each of its lines; the caret goes to its beginning."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    block = cursor.document().findBlock(end)
    while block.isValid() and block.position() + block.length() > start:
        edit.setPosition(_confine(end, block))
        edit.setPosition(_confine(start, block), _Keep)
        edit.removeSelectedText()
        block = block.previous()
    edit.endEditBlock()
    cursor.setPosition(start)


def crosses_lines(cursor: QTextCursor) -> bool:
    """Whether the selection runs over a line break."""
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    return cursor.hasSelection() and first != document.findBlock(cursor.selectionEnd())


def _confine(position: int, block: QTextBlock) -> int:
    return min(max(position, block.position()), block.position() + block.length() - 1)
