"""All documents of an export together: `corpus.xml`, and the list of letters beside it.

`files`: a teiCorpus that includes each document's file by XInclude (ENCODING.md, section 7). `one`:
a teiCorpus that holds the documents themselves, with ids that are unique across them; each is
checked before it is taken in. Nothing but counts and names stays in memory.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO
from urllib.parse import quote

from lxml import etree

from reviewer import __version__
from reviewer.core.edition import Edition, Profile
from reviewer.core.model import Document
from reviewer.core.ports import Problem
from reviewer.core.states import FINISHED
from reviewer.core.writing import About
from reviewer.formats.writers.tei.cmif import CmifList
from reviewer.formats.writers.tei.dates import written
from reviewer.formats.writers.tei.forgetting import what_is_gone
from reviewer.formats.writers.tei.names import slugged, xml_name
from reviewer.formats.writers.tei.nodes import Outline, element

CORPUS, CMIF = "corpus.xml", "cmif.xml"
_IN_MEMORY = 8 << 20  # bytes before what is gathered goes to a temporary file
_XINCLUDE = "http://www.w3.org/2001/XInclude"
_ROOT = re.compile(rb"<TEI[\s>]")
_HEAD = 64 << 10  # bytes; the declarations before the root are much shorter


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


class TeiCollection:
    """Gathers TEI documents."""

    def __init__(self, about: About, profile: Profile, *, apart: bool, before: str) -> None:
        """`apart`: documents have files of their own; `before` is what stands before the root."""
        self.apart = apart
        self._about = about
        self._profile = profile
        self._before = before
        self._names = _unique(about.documents)
        self._corpus, self._cmif = _file_names(about.documents)
        self._parts = _spool()
        self._letters = CmifList(about)
        self._count = 0
        self._finished = True

    def named(self, edition: Edition) -> Edition:
        """The edition, in a corpus of one file under a name from which no id comes twice."""
        if self.apart:
            return edition
        name = self._names[edition.document.name]
        return replace(edition, document=replace(edition.document, name=name))

    def add(self, edition: Edition, file: Path) -> None:
        """Take in a document: a pointer to its file, or all that is in it."""
        if self.apart:
            include = f'  <xi:include href="{quote(file.name)}"/>\n'
            self._parts.write(include.encode())
        else:
            with file.open("rb") as part:
                _skip_to_root(part)
                shutil.copyfileobj(part, self._parts)
        self._letters.add(edition)
        self._count += 1
        self._finished = self._finished and edition.state in FINISHED

    def files(self) -> Sequence[str]:
        """The corpus, and the list of letters where there are any; a single document needs none."""
        if not self._count or (self.apart and self._count == 1):
            return ()
        return (self._corpus, self._cmif) if self._letters else (self._corpus,)

    def write(self, name: str, out: BinaryIO) -> None:
        """Write one of the files."""
        if name == self._cmif:
            self._letters.write(out)
            return
        out.write(self._before.encode())
        root = Outline(out)
        names = {"xmlns": "http://www.tei-c.org/ns/1.0"}
        if self.apart:
            names["xmlns:xi"] = _XINCLUDE
        identity = xml_name(f"corpus-{slugged(self._about.title)}".rstrip("-"))
        root.begin("teiCorpus", **names, xml_id=identity, xml_lang="en")
        self._header(root, identity)
        self._parts.seek(0)
        shutil.copyfileobj(self._parts, out)
        self._parts.seek(0, 2)
        root.end()

    def _header(self, root: Outline, identity: str) -> None:
        said = self._about.header
        today = datetime.now(UTC).date()
        root.begin("teiHeader", xml_lang="en")
        root.begin("fileDesc")
        root.put(element("titleStmt", element("title", self._about.title, type="main")))
        words = "Documents reviewed and approved" if self._finished else "Draft, not all approved"
        root.put(element("editionStmt", element("edition", words, n="1")))
        root.begin("publicationStmt")
        root.put(element("publisher", said.get("publisher") or "No publisher named"))
        root.put(element("date", written(today), when=today.isoformat()))
        root.put(element("idno", identity, type="docId"))
        root.begin("availability", status="unknown")
        root.put(element("p", "The licence of each document stands in its header."))
        root.end()
        root.end()
        what = f"{self._count} documents; the sources are described in the header of each."
        root.put(element("sourceDesc", element("p", what)))
        root.end()
        root.begin("encodingDesc")
        program = element(
            "application", element("label", "Reviewer"), ident="reviewer", version=__version__
        )
        root.put(element("appInfo", program))
        how = "What was done to the texts stands in the header of each document."
        root.put(element("editorialDecl", element("p", how), n=str(self._profile)))
        root.end()
        root.end()

    def check(self, name: str, path: Path) -> Sequence[Problem]:
        """What is wrong with one of the files. Documents were checked when they were taken in."""
        if name == self._cmif:
            return self._letters.check(path)
        try:
            for _, found in etree.iterparse(
                str(path), events=("end",), resolve_entities=False, no_network=True
            ):
                found.clear()
        except etree.XMLSyntaxError as error:
            return (Problem(error.lineno or 0, str(error.msg)),)
        return ()

    def gone(self, before: Path, now: Path) -> Problem | None:
        """A warning where the file before told of documents that are not in the one now."""
        return what_is_gone(before, now)

    def close(self) -> None:
        """Let go of what was gathered."""
        self._parts.close()
        self._letters.close()


def _skip_to_root(part: IO[bytes]) -> None:
    """Go to the root element, behind the declarations that only a whole file may have."""
    found = _ROOT.search(part.read(_HEAD))
    if found is None:
        raise ValueError("a TEI file without TEI")
    part.seek(found.start())


def _unique(documents: Sequence[Document]) -> Mapping[str, str]:
    """Names under which ids of documents, which begin with these, are never those of others.

    `t1` has a paragraph `t1-p4`; so a document of that name is called `t1_p4` here.
    """
    names = [xml_name(document.name) for document in documents]
    taken: set[str] = set()
    found: dict[str, str] = {}
    for document, name in zip(documents, names, strict=True):
        others = {*taken, *(other for other in names if other != name)}
        new = name
        if new in taken or any(new.startswith(f"{other}-") for other in others):
            new = name.replace("-", "_")
            while new in others or any(other.startswith(f"{new}-") for other in others):
                new += "_"
        taken.add(new)
        found[document.name] = new
    return found


def _file_names(documents: Sequence[Document]) -> tuple[str, str]:
    """Names for the files about all documents that no document's file has."""
    taken = {f"{document.name}.xml" for document in documents}
    names = []
    for name in (CORPUS, CMIF):
        while name in taken:
            name = f"all-{name}"
        names.append(name)
    return names[0], names[1]
