"""Parts of a sheet as WordprocessingML."""

from collections.abc import Iterable
from itertools import count

from docx.document import Document
from lxml import etree

from reviewer.core.printed import Note, PageBegin, PageBlock, Run
from reviewer.core.telling import Telling
from reviewer.formats.characters import lawful
from reviewer.formats.printed.marked import PAGE, face
from reviewer.formats.printed.sheet import Content, Grid, Look, Paragraph, Part
from reviewer.formats.printed.tracked import Edited
from reviewer.formats.writers.docx.footnotes import Footnotes
from reviewer.formats.writers.docx.names import child, text, w
from reviewer.formats.writers.docx.styles import FOOTNOTE_REFERENCE, FOOTNOTE_TEXT

_STEP = 340  # twentieths of a point that an item of an inner list is set in
_WIDTH = 9000  # of a table


class DocxBody:
    """Puts parts into a document, one behind the other."""

    def __init__(self, document: Document, telling: Telling, *, breaks: bool) -> None:
        """`breaks`: where the document's page begins, the file's does, too."""
        self._document = document
        self._telling = telling
        self._breaks = breaks
        self._footnotes = Footnotes()
        self._body = document.element.body
        self._end = self._body.find(w("sectPr"))
        self._ids = count(1)  # of changes
        self._styles = {str(one.name): one.style_id for one in document.styles}
        self._pages = 0

    def write(self, parts: Iterable[Part]) -> None:
        """Write all parts."""
        for part in parts:
            for made in self._part(part):
                self._end.addprevious(made)
        self._footnotes.attach(self._document)

    def _part(self, part: Part) -> Iterable[etree._Element]:
        if isinstance(part, Paragraph):
            yield self._paragraph(part)
        elif isinstance(part, Grid):
            yield self._table(part)
            yield etree.Element(w("p"))  # two tables without a paragraph between them are one
        else:
            yield self._page(part)

    def _paragraph(self, part: Paragraph) -> etree._Element:
        paragraph = self._styled(str(part.look))
        if part.depth > 1:
            child(paragraph[0], "ind", left=str(_STEP * part.depth))
        last = part.content[-1] if part.content else None
        if isinstance(last, Edited) and all(map(_is_gone, part.content)):
            # Or whoever accepts all changes would be left with an empty paragraph.
            child(child(paragraph[0], "rPr"), "del", **self._who(last))
        self._fill(paragraph, part.content)
        return paragraph

    def _styled(self, look: str) -> etree._Element:
        paragraph = etree.Element(w("p"))
        child(child(paragraph, "pPr"), "pStyle", val=self._styles[look])
        return paragraph

    def _page(self, part: PageBlock) -> etree._Element:
        paragraph = self._styled(str(Look.PAGE))
        self._page_begin(paragraph, part.page)
        return paragraph

    def _page_begin(self, parent: etree._Element, page: PageBegin) -> None:
        self._pages += 1
        if self._breaks:
            if self._pages > 1:
                child(child(parent, "r"), "br", type="page")
            return
        run = child(parent, "r")
        child(child(run, "rPr"), "rStyle", val=self._styles[PAGE])
        text(run, "t", lawful(self._telling.say("page_short", label=page.label)))

    def _table(self, grid: Grid) -> etree._Element:
        table = etree.Element(w("tbl"))
        properties = child(table, "tblPr")
        child(properties, "tblStyle", val=self._styles["Table Grid"])
        child(properties, "tblW", w="0", type="auto")
        columns = child(table, "tblGrid")
        for _ in range(grid.columns):
            child(columns, "gridCol", w=str(_WIDTH // grid.columns))
        for row in grid.rows:
            made = child(table, "tr")
            if row and all(cell.label for cell, _ in row):
                child(child(made, "trPr"), "tblHeader")
            for cell, content in row:
                found = child(made, "tc")
                said = child(found, "tcPr")
                child(said, "tcW", w=str(_WIDTH * cell.columns // grid.columns), type="dxa")
                if cell.columns > 1:
                    child(said, "gridSpan", val=str(cell.columns))
                paragraph = self._styled(str(Look.PLAIN))
                self._fill(paragraph, content)
                found.append(paragraph)
            if not row:
                child(child(made, "tc"), "p")
        return table

    # content

    def _fill(self, paragraph: etree._Element, content: Iterable[Content]) -> None:
        first = True
        for one in content:
            if isinstance(one, Edited):
                self._edited(paragraph, one)
            elif isinstance(one, Run):
                self._run(paragraph, one, "t")
            elif isinstance(one, PageBegin):
                self._page_begin(paragraph, one)
            elif isinstance(one, Note):
                self._note(paragraph, one)
            elif not first:
                child(child(paragraph, "r"), "br")
            first = False

    def _edited(self, paragraph: etree._Element, edited: Edited) -> None:
        made = child(paragraph, "del" if edited.deleted else "ins", **self._who(edited))
        if isinstance(edited.inline, Run):
            self._run(made, edited.inline, "delText" if edited.deleted else "t")
        else:
            self._note(made, edited.inline)

    def _who(self, edited: Edited) -> dict[str, str]:
        """The attributes of a change."""
        said = {"id": str(next(self._ids)), "author": lawful(edited.by)}
        return said | {"date": edited.when} if edited.when else said

    def _run(self, parent: etree._Element, run: Run, name: str) -> None:
        made = child(parent, "r")
        looks = face(run)
        properties = child(made, "rPr")  # in the order that the standard prescribes
        if looks.style:
            child(properties, "rStyle", val=self._styles[looks.style])
        for on, named in ((looks.bold, "b"), (looks.italic, "i"), (looks.small_caps, "smallCaps")):
            if on:
                child(properties, named)
        if looks.underline:
            child(properties, "u", val="single")
        if looks.raised:
            child(properties, "vertAlign", val="superscript")
        if looks.language:
            child(properties, "lang", val=looks.language)
        if not len(properties):
            made.remove(properties)
        text(made, name, run.text)

    def _note(self, parent: etree._Element, note: Note) -> None:
        """A footnote; a note in the document's margin stands in the line."""
        if note.marginal:
            text(child(parent, "r"), "t", " ")
            self._fill(parent, note.runs)
            text(child(parent, "r"), "t", " ")
            return
        number, paragraph = self._footnotes.add(
            self._styles[FOOTNOTE_TEXT], self._styles[FOOTNOTE_REFERENCE]
        )
        text(child(paragraph, "r"), "t", " ")
        self._fill(paragraph, note.runs)
        run = child(parent, "r")
        child(child(run, "rPr"), "rStyle", val=self._styles[FOOTNOTE_REFERENCE])
        child(run, "footnoteReference", id=number)


def _is_gone(content: Content) -> bool:
    return isinstance(content, Edited) and content.deleted
