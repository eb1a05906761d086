"""A printed document as a text of Qt's: title matter, text, notes, signs used, imprint.

Signs that tell a doubtful from a supplied word are those that files for readers have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTableFormat,
)

from reviewer.core.preview import PaperText
from reviewer.core.printed import (
    About,
    Block,
    Break,
    Group,
    Held,
    Inline,
    Kind,
    Note,
    PageBegin,
    PageBlock,
    Piece,
    Run,
    Sign,
    Table,
    marks_around,
)
from reviewer.ui.views.preview_dress import Dress

_LINE = "\u2028"
_AROUND = {
    About.SUPPLIED: ("[", "]"),
    About.ADDED: ("\\", "/"),
    About.SURPLUS: ("{", "}"),
    About.DAMAGE: ("⸢", "⸣"),
    About.CORR: (" [", "]"),
    About.REG: (" [", "]"),
    About.EXPAN: (" [", "]"),
    About.UNCLEAR: ("", "[?]"),
    About.SIC: ("", " [sic]"),
}
"""What is set before and behind marked words."""
_PROSE = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING, Kind.MARGINAL, Kind.FURNITURE})
"""Blocks whose lines are the paper's: they are filled anew."""
_SAMPLE = "abc"


@dataclass
class Places:
    """Where pages and lines begin in the text of Qt's, and where the document's own text lies."""

    pages: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    begin: int = 0
    end: int = 0


class PaperWriter:
    """Writes a printed document into a text, in steps, so that long ones can be written bit by bit.

    The text is `document`; what lies where is in `places`.
    """

    def __init__(self, paper: PaperText, dress: Dress) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.places = Places()
        self._paper = paper
        self._dress = dress
        self._to = QTextCursor(self.document)
        self._fresh = True
        self._waiting: list[str] = []  # pages that begin with the next block
        self._notes: list[Note] = []

    def write(self) -> Iterator[None]:
        """Write; each step is a small part."""
        if self._paper.first == 1:
            self._front()
            yield
        self.places.begin = self._to.position()
        for piece in self._paper.pieces:
            self._piece(piece)
            yield
        self.places.end = self._to.position()
        for label in self._waiting:
            self.places.pages.append((self.places.end, label))
        self._back()
        yield

    def write_all(self) -> "PaperWriter":
        """Write in one go."""
        for _ in self.write():
            pass
        return self

    # -- around the text --------------------------------------------------------------------------

    def _front(self) -> None:
        matter, dress, centre = self._paper.matter, self._dress, Qt.AlignmentFlag.AlignHCenter
        draft, more = self._paper.draft
        if draft:
            self._said(draft, dress.letters(0.85, muted=True, caps=True), align=centre)
            self._said(more, dress.letters(0.85, muted=True, italic=True), align=centre, below=1.0)
        title = matter.title or matter.id
        self._said(title, dress.letters(1.45, bold=True), align=centre, above=0.5, below=0.3)
        if matter.subtitle:
            italic = dress.letters(1.05, muted=True, italic=True)
            self._said(matter.subtitle, italic, align=centre, below=0.3)
        for n, (name, value) in enumerate(self._paper.rows):
            above = 0.6 if n == 0 else 0.0
            self._block(dress.block(above, 0.0, centre))
            self._to.insertText(f"{name}  ", dress.letters(0.9, muted=True, caps=True))
            self._to.insertText(value, dress.letters(0.95))
        self._rule()

    def _back(self) -> None:
        dress = self._dress
        if self._notes:
            self._rule()
            self._heading(self._paper.notes)
            for number, note in enumerate(self._notes, start=1):
                self._block(dress.block(0.0, 0.3, left=1.8, first=-1.8))
                label = dress.letters(0.9, muted=True)
                label.setAnchor(True)
                label.setAnchorNames([f"note-{number}"])
                self._to.insertText(f"{note.label or number}\u2003", label)
                self._runs(note.runs, dress.letters(0.9), prose=True)
        if self._paper.legend:
            self._rule()
            self._heading(self._paper.signs)
            for about, meaning in self._paper.legend:
                self._block(dress.block(0.0, 0.1))
                text = "[…]" if about is About.GAP else _SAMPLE
                self._runs((Run(text, (Sign(about, 0),)),), dress.letters(0.9), prose=True)
                self._to.insertText(f"\u2003{meaning}", dress.letters(0.9, muted=True))
        if dress.names:
            self._names()
        if self._paper.imprint and self._paper.first == 1:
            self._rule()
            for line in self._paper.imprint:
                self._said(line, dress.letters(0.85, muted=True))

    def _names(self) -> None:
        """The key to the colours of names."""
        self._rule()
        self._heading(self._paper.names)
        for kind, called in self._paper.kinds:
            self._block(self._dress.block(0.0, 0.1))
            sample = Run(called, (Sign(About.NAME, 0, (("kind", kind),)),))
            self._runs((sample,), self._dress.letters(0.9), prose=True)

    def _said(
        self,
        text: str,
        letters: QTextCharFormat,
        above: float = 0.0,
        below: float = 0.0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self._block(self._dress.block(above, below, align))
        self._to.insertText(text, letters)

    def _heading(self, text: str) -> None:
        self._said(text, self._dress.letters(0.9, muted=True, caps=True), 0.2, 0.3)

    def _rule(self) -> None:
        self._to.insertBlock(*self._dress.rule())
        self._fresh = False

    def _block(self, form: QTextBlockFormat) -> None:
        """Begin a block; the first one is there already."""
        if self._fresh:
            self._to.setBlockFormat(form)
            self._fresh = False
        else:
            self._to.insertBlock(form, self._dress.plain)
        for label in self._waiting:
            self.places.pages.append((self._to.position(), label))
        self._waiting.clear()

    # -- the text ---------------------------------------------------------------------------------

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, PageBlock):
            self._waiting.append(piece.page.label)
        elif isinstance(piece, Table):
            self._table(piece)
        else:
            self._block(self._dress.piece(piece))
            base = self._dress.base(piece)
            label = _item_label(piece)
            if label:
                self._to.insertText(f"{label}\u2002", self._dress.sign(base))
            self._runs(piece.runs, base, prose=piece.kind in _PROSE)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._block(self._dress.block(0.5, 0.2))
            self._runs(table.caption, self._dress.letters(italic=True), prose=True)
        columns = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
        if not columns:
            return
        form = QTextTableFormat()
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderBrush(self._dress.theme.line)
        form.setCellPadding(self._dress.size * 0.3)
        form.setCellSpacing(0)
        made = self._to.insertTable(len(table.rows), columns, form)
        for y, row in enumerate(table.rows):
            x = 0
            for cell in row:
                if cell.columns > 1:
                    made.mergeCells(y, x, 1, cell.columns)
                self._to = made.cellAt(y, x).firstCursorPosition()
                self._runs(cell.runs, self._dress.letters(0.95, bold=cell.label), prose=False)
                x += cell.columns
        self._to = QTextCursor(self.document)
        self._to.movePosition(QTextCursor.MoveOperation.End)

    def _runs(self, runs: Sequence[Inline], base: QTextCharFormat, *, prose: bool) -> None:
        around: list[Sign] = []
        for i, one in enumerate(runs):
            marks = one.marks if isinstance(one, Run) else marks_around(runs, i)
            self._close(around, marks, base)
            for mark in marks[len(around) :]:
                self._sign(mark, marks, base, 0)
                around.append(mark)
            self._one(one, base, first=i == 0, prose=prose)
        self._close(around, (), base)

    def _close(self, around: list[Sign], marks: Sequence[Sign], base: QTextCharFormat) -> None:
        shared = 0
        while shared < min(len(around), len(marks)) and around[shared] == marks[shared]:
            shared += 1
        while len(around) > shared:
            within = tuple(around)
            self._sign(around.pop(), within, base, 1)

    def _sign(self, mark: Sign, within: Sequence[Sign], base: QTextCharFormat, side: int) -> None:
        text = _AROUND.get(mark.about, ("", ""))[side]
        if mark.about is About.SIC and any(one.about is About.CHOICE for one in within):
            return  # its correction stands beside it
        if text:
            raised = mark.about is About.UNCLEAR
            self._to.insertText(text, self._dress.sign(base, raised))

    def _one(self, one: Inline, base: QTextCharFormat, *, first: bool, prose: bool) -> None:
        if isinstance(one, Run):
            self._to.insertText(one.text, self._dress.marked(base, one))
        elif isinstance(one, Break):
            self._break(one, base, first=first, prose=prose)
        elif isinstance(one, PageBegin):
            self.places.pages.append((self._to.position(), one.label))
            self._to.insertText("|" if one.joins else " | ", self._dress.sign(base))
        elif one.marginal:
            self._to.insertText(" ⟨", self._dress.sign(base))
            self._runs(one.runs, base, prose=True)
            self._to.insertText("⟩ ", self._dress.sign(base))
        else:
            self._reference(one, base)

    def _break(self, one: Break, base: QTextCharFormat, *, first: bool, prose: bool) -> None:
        if self._dress.lined or not prose:
            if not first:
                self._to.insertText(_LINE, base)
            if one.number:
                self.places.lines.append((self._to.position(), one.number))
        elif not one.joins and not first:
            self._to.insertText(" ", base)

    def _reference(self, note: Note, base: QTextCharFormat) -> None:
        self._notes.append(note)
        number = len(self._notes)
        form = self._dress.sign(base, raised=True)
        form.setAnchor(True)
        form.setAnchorHref(f"#note-{number}")
        self._to.insertText(note.label or str(number), form)
        self._to.setCharFormat(base)


def _item_label(block: Block) -> str:
    """What an item is counted by, at its first block."""
    if block.kind is not Kind.ITEM or block.continues:
        return ""
    items: list[Group] = [group for group in block.where if group.kind is Held.ITEM]
    return items[-1].label if items and items[-1].label else "–"
