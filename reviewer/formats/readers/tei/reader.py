"""Reading TEI files: which kind they are, and what holds for the document as a whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml import etree

from reviewer.core.archive import ArchivedDocument
from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Origin, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats.naming import language_code
from reviewer.formats.origins import origin_of, title_of
from reviewer.formats.readers.tei import header
from reviewer.formats.readers.tei.archival import read_archive, read_marked
from reviewer.formats.readers.tei.facsimile import read_facsimile
from reviewer.formats.readers.tei.layer import is_own, read_layer
from reviewer.formats.readers.tei.text import read_text
from reviewer.formats.xml import TEI_NS, line_of, parse, tei

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:TEI|teiCorpus)[\s>]")
_OLD = re.compile(rb"<TEI\.2[\s>]")


class TeiReader:
    """Reads TEI P5. Archival files of ours come with all that was decided; of a corpus of them only
    the OCR layers are taken.
    """

    name = "tei"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure where root and namespace are TEI's."""
        plain = head.replace(b"\0", b"")  # UTF-16
        if _ROOT.search(plain) and TEI_NS.encode() in plain:
            return Sniff(1.0, "its root and namespace are those of TEI P5")
        if _OLD.search(plain):
            return Sniff(0.0, "this is TEI P4, which has to be converted to P5 first")
        return Sniff(0.0, "it has no root element of TEI P5")

    def read(self, path: Path) -> NewDocument:
        """Read the file. Raises UnreadableFile naming file, line and reason."""
        path = path.absolute()
        origin = origin_of(path, self.name)
        root = parse(path).getroot()
        texts = list(root.iter(tei("TEI")))
        if not any(is_own(one) or one.find(tei("text")) is not None for one in texts):
            raise UnreadableFile(
                said("errors.no_tei_text"),
                where=said("errors.at_line", path=str(path), line=line_of(root)),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.check_that_its_root_is_tei"),
            )
        remarks: list[str] = []
        original = Original(path.name, origin.sha256, self.name)
        if len(texts) == 1 and is_own(texts[0]):
            return _kept(texts[0], path, original, origin, remarks)
        title = header.title(root) or header.title(texts[0])
        return _text(texts, path, title, original, origin, remarks)


def _kept(
    root: etree._Element, path: Path, original: Original, origin: Origin, remarks: list[str]
) -> NewDocument:
    """What an archival file of ours keeps."""
    kept = read_archive(root, path, origin, remarks)

    def foreign() -> NewDocument:
        return _text([root], path, header.title(root), original, origin, [], own=False)

    named = header.language(root)
    return ArchivedDocument(
        kept.title or title_of(path, header.title(root)),
        kept.origin,
        kept.pages,
        language=kept.language or language_code(named) or named or "en",
        header=header.fields(root) if kept.header is None else kept.header,
        originals=(original,),
        remarks=remarks,
        imported=kept.archive.imported,
        archive=replace(kept.archive, foreign=foreign),
    )


def _text(
    texts: list[etree._Element],
    path: Path,
    title: str,
    original: Original,
    origin: Origin,
    remarks: list[str],
    *,
    own: bool = True,
) -> NewDocument:
    """The text of a file as its source. `own`: that of our own files is their OCR layer."""
    named = header.language(texts[0])
    marked = None
    if own and len(texts) == 1 and not is_own(texts[0]):
        marked = partial(read_marked, texts[0], origin)
    return ArchivedDocument(
        title_of(path, title),
        origin,
        _pages(texts, path, remarks, own=own),
        language=language_code(named) or named or "en",
        header=header.fields(texts[0]),
        originals=(original,),
        remarks=remarks,
        marked=marked,
    )


def _pages(
    texts: list[etree._Element], path: Path, remarks: list[str], *, own: bool = True
) -> Iterator[Page]:
    number = 0
    for root in texts:
        facsimile = read_facsimile(root, path, remarks)
        layered = own and is_own(root)
        if layered:
            remarks.append(
                f"{path.name}: of a corpus, the text as imported was taken; the decisions and "
                "marks that the file holds were not. Import its documents one by one."
            )
        found = read_layer(root, facsimile) if layered else read_text(root, facsimile)
        for page in found:
            number += 1
            yield _numbered(page, number)


def _numbered(page: Page, number: int) -> Page:
    """A page of a corpus under its number in the whole."""
    return page if page.number == number else replace(page, number=number, place=number - 1)
