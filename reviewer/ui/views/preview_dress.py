"""How the parts of a printed document are set: the formats of blocks and of the words in them."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat

from reviewer.core.printed import About, Block, Held, Kind, Run, Sign
from reviewer.ui.theme import Theme

MARGIN = 88  # pixels at the left of the text: numbers of pages and lines
_LEADING = 112.0  # per cent of the typeface's own
_SMALL = frozenset({Held.DISTRIBUTION, Held.PROCESSING})
_PLAIN_LINE = QTextCharFormat.UnderlineStyle.SingleUnderline
_NAME_LINES = {
    "place": QTextCharFormat.UnderlineStyle.DashUnderline,
    "organization": QTextCharFormat.UnderlineStyle.DashDotLine,
}
"""Names differ by their lines, too: not everybody tells colours apart."""
_FLUSH = frozenset({Kind.PARAGRAPH})
_RIGHT = frozenset({Kind.DATELINE, Kind.SIGNED, Kind.STAMP})


@dataclass(frozen=True)
class Dress:
    """Typeface, size in pixels and colours. `names`: names are shown by colour and line.

    `lined`: the document's lines are kept, as in a transcript.
    """

    theme: Theme
    family: str
    size: int
    names: bool = False
    lined: bool = False

    # -- blocks -----------------------------------------------------------------------------------

    def block(
        self,
        above: float = 0.0,
        below: float = 0.0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        left: float = 0.0,
        first: float = 0.0,
    ) -> QTextBlockFormat:
        """A block: distances as parts of the letters' size."""
        made = QTextBlockFormat()
        made.setTopMargin(above * self.size)
        made.setBottomMargin(below * self.size)
        made.setAlignment(align)
        made.setLeftMargin(left * self.size)
        made.setTextIndent(first * self.size)
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        made.setLineHeight(_LEADING, kind.value)
        return made

    def piece(self, block: Block) -> QTextBlockFormat:
        """The block that a piece of the text becomes."""
        kind, held = block.kind, {group.kind for group in block.where}
        left = 2.0 * sum(group.kind is Held.QUOTATION for group in block.where)
        left += 1.5 * sum(group.kind is Held.LIST for group in block.where)
        align = Qt.AlignmentFlag.AlignRight if kind in _RIGHT else Qt.AlignmentFlag.AlignLeft
        if kind is Kind.PARAGRAPH and not self.lined and not held & {Held.CLOSER, Held.OPENER}:
            align = Qt.AlignmentFlag.AlignJustify
        if kind is Kind.CLOSER:
            left += 12.0
        if kind is Kind.MARGINAL:
            left += 3.0
        first = 0.0
        if kind in _FLUSH and not self.lined and not block.continues and not held & _SMALL:
            first = 1.5
        if kind is Kind.ITEM and not block.continues:
            left, first = left + 1.5, -1.5
        above = {Kind.HEADING: 1.2, Kind.SIGNED: 0.8, Kind.CLOSER: 0.8}.get(kind, 0.0)
        below = {Kind.HEADING: 0.5, Kind.DATELINE: 0.7, Kind.STAMP: 0.4}.get(kind, 0.25)
        made = self.block(above, below, align, left, first)
        if kind is Kind.HEADING:
            # It stays with what it is about when pages are printed.
            made.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_Auto)
            made.setHeadingLevel(2)
        return made

    def rule(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """A hairline across: a block that is nothing but its ground."""
        made = self.block(0.7, 0.9)
        made.setLineHeight(1.0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        made.setBackground(self.theme.line)
        letters = QTextCharFormat()
        font = QFont(self.family)
        font.setPixelSize(1)
        letters.setFont(font)
        return made, letters

    # -- words ------------------------------------------------------------------------------------

    @cached_property
    def plain(self) -> QTextCharFormat:
        """The text's own letters."""
        return self.letters()

    def letters(
        self,
        scale: float = 1.0,
        *,
        muted: bool = False,
        bold: bool = False,
        italic: bool = False,
        caps: bool = False,
    ) -> QTextCharFormat:
        """Letters so much of the text's size."""
        made = QTextCharFormat()
        font = QFont(self.family)
        font.setPixelSize(max(9, round(scale * self.size)))
        font.setItalic(italic)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if caps:
            font.setCapitalization(QFont.Capitalization.SmallCaps)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        made.setFont(font)
        made.setForeground(self.theme.muted if muted else self.theme.ink)
        return made

    def base(self, block: Block) -> QTextCharFormat:
        """The letters of a piece of the text, before any marks."""
        kind = block.kind
        if kind is Kind.HEADING:
            return self.letters(1.1, bold=True)
        if kind is Kind.STAMP:
            return self.letters(0.8, muted=True, caps=True)
        if kind is Kind.FURNITURE:
            return self.letters(0.85, muted=True, caps=True)
        if kind is Kind.MARGINAL:
            return self.letters(0.9, muted=True)
        if kind is Kind.SIGNED:
            return self.letters(caps=True)
        if kind is Kind.DATELINE:
            return self.letters(italic=True)
        if any(group.kind in _SMALL for group in block.where):
            return self.letters(0.9, muted=True)
        return self.plain

    def marked(self, base: QTextCharFormat, run: Run) -> QTextCharFormat:
        """The letters of a run: its marks on those of its block."""
        if not run.marks:
            return base
        made = QTextCharFormat(base)
        for mark in run.marks:
            self._mark(made, mark)
        return made

    def _mark(self, made: QTextCharFormat, mark: Sign) -> None:
        match mark.about:
            case About.STYLE:
                _style(made, set(mark.get("rend").split()))
            case About.FOREIGN | About.SIC:
                made.setFontItalic(True)
            case About.UNCLEAR:
                _underline(made, self.theme.muted, QTextCharFormat.UnderlineStyle.DotLine)
            case About.DELETED:
                made.setFontStrikeOut(True)
                made.setForeground(self.theme.muted)
            case About.GAP | About.SURPLUS | About.FURNITURE:
                made.setForeground(self.theme.muted)
            case About.NAME if self.names:
                colour = self.name_colours.get(mark.get("kind"), self.theme.muted)
                _underline(made, colour, _NAME_LINES.get(mark.get("kind"), _PLAIN_LINE))
                made.setForeground(colour)
            case About.DATE if self.names:
                _underline(made, self.theme.muted, _PLAIN_LINE)

    @property
    def name_colours(self) -> dict[str, QColor]:
        """The colours of names, by what they name."""
        theme = self.theme
        return {"person": theme.accent, "place": theme.good, "organization": theme.warn}

    def sign(self, base: QTextCharFormat, raised: bool = False) -> QTextCharFormat:
        """A sign that an editor sets: a bracket, the number of a note."""
        made = QTextCharFormat(base)
        made.setForeground(self.theme.muted)
        made.setFontStrikeOut(False)
        if raised:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made


def _style(made: QTextCharFormat, words: set[str]) -> None:
    if "bold" in words:
        made.setFontWeight(QFont.Weight.DemiBold.value)
    if "italic" in words:
        made.setFontItalic(True)
    if "underline" in words:
        made.setFontUnderline(True)
    if "smallcaps" in words:
        made.setFontCapitalization(QFont.Capitalization.SmallCaps)
    if "superscript" in words:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)


def _underline(
    made: QTextCharFormat, colour: QColor, style: QTextCharFormat.UnderlineStyle
) -> None:
    made.setUnderlineStyle(style)
    made.setUnderlineColor(colour)
