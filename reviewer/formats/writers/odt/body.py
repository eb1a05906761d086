"""Parts of a sheet as OpenDocument text."""

from collections.abc import Iterable

from lxml import etree

from reviewer.core.printed import Note, PageBegin, Run
from reviewer.core.telling import Telling
from reviewer.formats.printed.marked import PAGE, face
from reviewer.formats.printed.sheet import Content, Grid, Look, Paragraph, Part
from reviewer.formats.printed.tracked import Edited
from reviewer.formats.writers.odt.names import NAMESPACES, add_text, child, o, style_name
from reviewer.formats.writers.odt.styles import FOOTNOTE, Automatic

_VERSION = "1.3"
_LEVELS = {Look.TITLE: 1, Look.HEADING: 2, Look.BACK: 2}


class OdtBody:
    """Gathers the content of a file."""

    def __init__(self, telling: Telling, *, breaks: bool) -> None:
        """`breaks`: where the document's page begins between blocks, the file's does, too."""
        self._telling = telling
        self._breaks = breaks
        self._root = etree.Element(o("office:document-content"), nsmap=NAMESPACES)
        self._root.set(o("office:version"), _VERSION)
        self._automatic = Automatic(child(self._root, "office:automatic-styles"))
        self._text = child(child(self._root, "office:body"), "office:text")
        self._changes = etree.Element(o("text:tracked-changes"))
        self._notes = self._tables = self._pages = self._changed = 0
        self._page_waits = False

    def content(self, parts: Iterable[Part]) -> bytes:
        """The part `content.xml` of the file."""
        for part in parts:
            self._part(part)
        if self._changed:
            self._text.insert(0, self._changes)
        return etree.tostring(self._root, encoding="UTF-8", xml_declaration=True)

    def _part(self, part: Part) -> None:
        if isinstance(part, Paragraph):
            self._paragraph(part)
        elif isinstance(part, Grid):
            self._table(part)
        elif self._breaks:
            self._pages += 1
            self._page_waits = self._pages > 1
        else:
            paragraph = self._new(self._text, str(Look.PAGE))
            self._label(paragraph, part.page)

    def _paragraph(self, part: Paragraph) -> None:
        style = self._automatic.of_paragraph(
            str(part.look), breaks=self._page_waits, depth=part.depth
        )
        self._page_waits = False
        if part.look in _LEVELS:
            level = str(_LEVELS[part.look])
            made = child(self._text, "text:h", text_style_name=style, text_outline_level=level)
        else:
            made = child(self._text, "text:p", text_style_name=style)
        self._fill(made, part.content)

    @staticmethod
    def _new(parent: etree._Element, look: str) -> etree._Element:
        return child(parent, "text:p", text_style_name=style_name(look))

    def _label(self, parent: etree._Element, page: PageBegin) -> None:
        span = child(parent, "text:span", text_style_name=style_name(PAGE))
        span.text = self._telling.say("page_short", label=page.label)

    def _table(self, grid: Grid) -> None:
        self._tables += 1
        table = child(self._text, "table:table", table_name=f"Table{self._tables}")
        child(table, "table:table-column", table_number_columns_repeated=str(grid.columns))
        for row in grid.rows:
            made = child(table, "table:table-row")
            for cell, content in row:
                found = child(made, "table:table-cell")
                if cell.columns > 1:
                    found.set(o("table:number-columns-spanned"), str(cell.columns))
                self._fill(self._new(found, str(Look.PLAIN)), content)
                for _ in range(cell.columns - 1):
                    child(made, "table:covered-table-cell")
            if not row:
                child(made, "table:table-cell")

    # content

    def _fill(self, parent: etree._Element, content: Iterable[Content]) -> None:
        first = True
        for one in content:
            if isinstance(one, Edited):
                self._edited(parent, one)
            elif isinstance(one, Run):
                self._run(parent, one)
            elif isinstance(one, PageBegin):
                self._label(parent, one)
            elif isinstance(one, Note):
                self._note(parent, one)
            elif not first:
                child(parent, "text:line-break")
            first = False

    def _run(self, parent: etree._Element, run: Run) -> None:
        style = self._automatic.of_run(face(run))
        if style:
            child(parent, "text:span", text_style_name=style).text = run.text
        else:
            add_text(parent, run.text)

    def _edited(self, parent: etree._Element, edited: Edited) -> None:
        self._changed += 1  # to ask an element for its length is to count its children
        identity = f"ct{self._changed}"
        region = child(self._changes, "text:changed-region", text_id=identity)
        region.set("{http://www.w3.org/XML/1998/namespace}id", identity)
        kind = child(region, "text:deletion" if edited.deleted else "text:insertion")
        about = child(kind, "office:change-info")
        child(about, "dc:creator").text = edited.by
        if edited.when:
            child(about, "dc:date").text = edited.when.removesuffix("Z")
        if edited.deleted:
            child(parent, "text:change", text_change_id=identity)
            self._gone(self._new(kind, str(Look.BODY)), edited)
            return
        child(parent, "text:change-start", text_change_id=identity)
        if isinstance(edited.inline, Run):
            self._run(parent, edited.inline)
        else:
            self._note(parent, edited.inline)
        child(parent, "text:change-end", text_change_id=identity)

    def _gone(self, parent: etree._Element, edited: Edited) -> None:
        """Deleted words; blanks at a paragraph's ends are none unless they are said to be."""
        if not isinstance(edited.inline, Run):
            return
        text = edited.inline.text
        if text.startswith(" "):
            child(parent, "text:s")
        self._run(parent, Run(text.strip(" "), edited.inline.marks))
        if text.endswith(" ") and text.strip(" "):
            child(parent, "text:s")

    def _note(self, parent: etree._Element, note: Note) -> None:
        """A footnote; a note in the document's margin stands in the line."""
        if note.marginal:
            add_text(parent, " ")
            self._fill(parent, note.runs)
            add_text(parent, " ")
            return
        self._notes += 1
        made = child(parent, "text:note", text_id=f"ftn{self._notes}", text_note_class="footnote")
        child(made, "text:note-citation").text = str(self._notes)
        inside = self._new(child(made, "text:note-body"), FOOTNOTE)
        child(inside, "text:s")  # between the number, which is set for us, and the words
        self._fill(inside, note.runs)
