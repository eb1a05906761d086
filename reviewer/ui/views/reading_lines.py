"""An editor of lines that stay lines: typing changes what a line says, never how many there are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reviewer.core.text import changed
from reviewer.ui.views.reading_cuts import at_edge, crosses_lines, delete, deletion, remove_by_line
from reviewer.ui.views.reading_splice import splice
from reviewer.ui.views.reading_text import StandIns, column, flatten, units
from reviewer.ui.views.reading_typing import Caret, Edit, Step, Typing

_Key = QKeySequence.StandardKey
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesEditor(QTextEdit):
    """Text in which one can type anywhere; what was typed is told when its words are left.

    The document keeps no history: undo here takes back typing that was not yet told, and all else
    is the ledger's business. So every key that there is no typing for goes on to the window.
    """

    lineEdited = Signal(int, str)
    """(index of the line, its new text): once for each line typed in, when its words are left."""
    acceptRequested = Signal()
    """Enter where nothing is being typed."""
    joinRequested = Signal(bool)
    """A deletion at a line's beginning (true) or end (false): the lines are to be joined there."""
    typingChanged = Signal(bool)
    """Whether there is typing that was not yet told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: list[str] = [""]
        self._stand_ins = StandIns()
        self._typing = Typing()
        self._was_typing = False
        self._caret: Caret = (0, 0)
        self._ours = 0
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        # Text dropped here could bring line breaks; files dropped here belong to the window.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.document().contentsChange.connect(self._take_note)
        self.cursorPositionChanged.connect(self._follow_caret)

    # -- what stands here -------------------------------------------------------------------------

    def line_texts(self) -> list[str]:
        """What the lines say now, with what is being typed."""
        return [self._stand_ins.read(text) for text in self._texts]

    def caret(self) -> Caret:
        """(line, column in characters) of the caret."""
        return self._place(self.textCursor().position())

    def place_caret(self, line: int, column: int) -> None:
        """Put the caret at a column of a line; nobody is told that it moved."""
        with self._by_us():
            cursor = self.textCursor()
            cursor.setPosition(self._position((line, column)))
            self.setTextCursor(cursor)

    @property
    def typing(self) -> bool:
        """Whether there is typing that was not yet told."""
        return bool(self._typing)

    def commit(self) -> None:
        """Tell what was typed: `lineEdited` once for each line that reads otherwise than before."""
        while self._typing:
            line = self._typing.lines[0]
            original = self._typing.original(line)
            self._typing.drop(line)
            now = self._texts[line]
            self._tell_typing()
            if now != original:
                self.lineEdited.emit(line, self._stand_ins.read(now))
        self._typing.forget()
        self._tell_typing()

    def give_up(self) -> None:
        """Take back all typing that was not yet told."""
        line, column = self.caret()
        for typed in self._typing.lines:
            original = self._typing.original(typed)
            self._typing.drop(typed)
            self._write(typed, original)
        self.place_caret(line, min(column, len(self._texts[line])))
        self._tell_typing()
        self.viewport().update()

    def undo(self) -> None:
        """Take back the last typing that was not yet told."""
        self._replay(self._typing.undo())

    def redo(self) -> None:
        """Do typing again that was taken back."""
        self._replay(self._typing.redo())

    # -- for the view made of this ----------------------------------------------------------------

    def caret_moved(self) -> None:
        """The person moved the caret; for a view to override."""

    def line_retyped(self, line: int, start: int, old_end: int, new_end: int) -> None:
        """Columns `start` to `old_end` of a line became `start` to `new_end`; to override."""

    def line_format(self, line: int) -> QTextCharFormat:
        """How the text of a line is written; for a view to override."""
        return QTextCharFormat()

    def _load(self, texts: Sequence[str]) -> None:
        """Show other lines from the top; what was typed before must have been told."""
        self._typing = Typing()
        self._stand_ins = StandIns(texts)
        self._texts = [self._stand_ins.show(text) for text in texts]
        self._rebuild()

    def _fits(self, texts: Sequence[str]) -> bool:
        """Whether these lines can take the place of those here one by one."""
        return len(texts) == len(self._texts) and StandIns(texts) == self._stand_ins

    def _reload(self, texts: Sequence[str]) -> None:
        """Show these lines in place of those here, and touch only what differs.

        Lines being typed in keep what was typed (where the lines do not fit, that must have been
        told before). Caret and scroll position stay.
        """
        if not self._fits(texts):
            caret, scroll = self.caret(), self.verticalScrollBar().value()
            if self._typing or StandIns(texts) != self._stand_ins:
                self._load(texts)
            else:
                self._splice(texts)
            self.place_caret(*caret)
            self.verticalScrollBar().setValue(scroll)
            return
        scroll = self.verticalScrollBar().value()
        with self._by_us():
            for line, text in enumerate(texts):
                shown = self._stand_ins.show(text)
                if line in self._typing:
                    shown = self._typing.rebase(line, shown, self._texts[line])
                if shown != self._texts[line]:
                    self._write(line, shown)
        self._caret = self.caret()
        self._tell_typing()
        self.verticalScrollBar().setValue(scroll)

    def _splice(self, texts: Sequence[str]) -> None:
        """Show more or fewer lines than before."""
        before, self._texts = self._texts, [self._stand_ins.show(text) for text in texts]
        self._typing.forget()
        with self._by_us():
            splice(self.document(), before, self._texts, self.line_format)

    def _write(self, line: int, text: str) -> None:
        """Make a line say `text`, by the smallest change, so that the caret stays at its words."""
        old = self._texts[line]
        start, old_end, new_end = changed(old, text)
        cursor = self._select(line, start, old_end)
        with self._by_us():
            cursor.insertText(text[start:new_end], self.line_format(line))
            self._texts[line] = text
            self._caret = self.caret()
        self.line_retyped(line, start, old_end, new_end)

    def _select(self, line: int, start: int, end: int) -> QTextCursor:
        block, text = self.document().findBlockByNumber(line), self._texts[line]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(text, start))
        cursor.setPosition(block.position() + units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        """What happens to text and caret in here was not done by the person."""
        self._ours += 1
        try:
            yield
        finally:
            self._ours -= 1
            self._caret = self.caret()

    # -- what the person does ---------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while there is no typing that they could mean."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typing = self._typing
            for key, wanted in ((_Key.Undo, typing.can_undo), (_Key.Redo, typing.can_redo)):
                if event.matches(key):
                    event.setAccepted(wanted)
                    return wanted
            if event.key() == Qt.Key.Key_Escape and not self._typing:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but keep lines apart and tell what was typed."""
        if event.key() in _ENTER:
            self._enter(event)
        elif event.matches(_Key.Undo) or event.matches(_Key.Redo):
            self._history(event)
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.typing)
            self.give_up()
        elif event.matches(_Key.Cut):
            self.cut()
        elif (key := deletion(event)) is not None:
            above = at_edge(self.textCursor(), key)
            if above is None:
                self._delete(key)
            elif not event.isAutoRepeat():  # a key held down stops at the line's edge
                self.joinRequested.emit(above)
        else:
            if event.text() and event.text().isprintable() and not event.matches(_Key.Copy):
                self._part_selection()
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain or self.isReadOnly():
            event.ignore()
        elif self.typing:
            self.commit()
        else:
            self.acceptRequested.emit()

    def _history(self, event: QKeyEvent) -> None:
        back = event.matches(_Key.Undo)
        possible = self._typing.can_undo if back else self._typing.can_redo
        event.setAccepted(possible)
        if possible:
            (self.undo if back else self.redo)()

    def _delete(self, key: QKeySequence.StandardKey) -> None:
        cursor = self.textCursor()
        delete(cursor, key)
        self.setTextCursor(cursor)

    def _part_selection(self) -> None:
        """Before something is put in place of the selection: empty it, if it runs over lines."""
        cursor = self.textCursor()
        if crosses_lines(cursor):
            remove_by_line(cursor)
            self.setTextCursor(cursor)

    def cut(self) -> None:
        """Put the selection on the clipboard and take it out of each of its lines."""
        if not self.textCursor().hasSelection():
            return
        self.copy()
        if not self.isReadOnly():
            self._delete(_Key.Delete)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, with the characters that stand-ins stand for."""
        data = QMimeData()
        lines = self.textCursor().selectedText().split("\u2029")
        data.setText("\n".join(self._stand_ins.read(line) for line in lines))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text can be put in."""
        return source.hasText() and not self.isReadOnly()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put text in as part of one line."""
        if self.isReadOnly():
            return
        self._part_selection()
        cursor = self.textCursor()
        cursor.insertText(flatten(source.text()))
        self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take composed text, but let it not join lines."""
        if not self.isReadOnly() and (event.commitString() or event.preeditString()):
            self._part_selection()
            text = flatten(event.commitString())
            if text != event.commitString():
                event.setCommitString(text)
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a new selection also inside the old one: text is never dragged about."""
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            cursor = self.textCursor()
            if cursor.hasSelection():
                cursor.clearSelection()
                self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the text is leaving the word; opening a menu over it is not."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        """No typing stays untold when the text goes from sight."""
        self.commit()
        super().hideEvent(event)

    def sizeHint(self) -> QSize:
        """Room for a page, not for a field."""
        return QSize(720, 720)

    def paste_from_clipboard(self) -> None:
        """Put the clipboard's text in."""
        self.insertFromMimeData(QGuiApplication.clipboard().mimeData())

    # -- taking note ------------------------------------------------------------------------------

    def _take_note(self, position: int, _removed: int, added: int) -> None:
        if self._ours:
            return
        document = self.document()
        if document.blockCount() != len(self._texts):
            # Nothing above lets this happen; should an input method find a way, the lines win.
            self._rebuild()
            return
        block, end = document.findBlock(position), position + added
        edits: list[Edit] = []
        while block.isValid() and block.position() <= end:
            line, now = block.blockNumber(), block.text()
            if now != self._texts[line]:
                edits.append(Edit(line, self._texts[line], now))
                self._texts[line] = now
            block = block.next()
        if not edits:
            return
        before, self._caret = self._caret, self.caret()
        self._typing.record(Step(tuple(edits), before, self._caret))
        for edit in edits:
            self.line_retyped(edit.line, *changed(edit.before, edit.after))
        self._tell_typing()

    def _follow_caret(self) -> None:
        line = min(self.textCursor().blockNumber(), len(self._texts) - 1)
        if self._ours or self.textCursor().block().text() != self._texts[line]:
            return
        before, self._caret = self._caret, self.caret()
        if self._caret == before:
            return
        if not self._typing.covers(self._caret, self._texts[self._caret[0]]):
            self.commit()
        self.caret_moved()

    def _replay(self, step: Step | None) -> None:
        if step is None:
            return
        for edit in step.edits:
            self._write(edit.line, edit.after)
        self.place_caret(*step.caret_after)
        self._tell_typing()

    def _rebuild(self) -> None:
        plain = QTextCharFormat()
        with self._by_us():
            self.setCurrentCharFormat(plain)
            self.setPlainText("\n".join(self._texts))
            for line in range(len(self._texts)):
                if (written := self.line_format(line)) != plain:
                    self._select(line, 0, len(self._texts[line])).setCharFormat(written)

    def _place(self, position: int) -> Caret:
        block = self.document().findBlock(position)
        return block.blockNumber(), column(block.text(), position - block.position())

    def _position(self, caret: Caret) -> int:
        line = max(0, min(caret[0], len(self._texts) - 1))
        block = self.document().findBlockByNumber(line)
        return block.position() + units(block.text(), max(0, caret[1]))

    def _tell_typing(self) -> None:
        if self._was_typing != self.typing:
            self._was_typing = self.typing
            self.typingChanged.emit(self.typing)
