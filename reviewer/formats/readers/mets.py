"""METS: ties the pages of a volume and their pictures together. eScriptorium, Transkribus, OCR-D.

The pages follow the physical structMap; each `div` points to files of several groups, of which the
first that a page reader takes gives the text. Nothing is fetched from the network.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import Image, NewDocument, Original, Page
from reviewer.core.ports import Holds, Reader, Sniff
from reviewer.formats import images
from reviewer.formats.naming import find_image, language_code, root_name
from reviewer.formats.origins import both_of, read_whole, title_of
from reviewer.formats.xml import line_of, local, parse_bytes, text_of

_HREF = "{http://www.w3.org/1999/xlink}href"
_HEAD = 1 << 16
_BETTER = ("fulltext", "page", "alto", "gt", "ocr", "transcript", "export")
_WORSE = ("thumb", "min", "download", "preview")
_TEXT_SUFFIXES = {".xml", ".html", ".htm", ".hocr", ".txt"}


@dataclass(frozen=True, slots=True)
class _File:
    """A file that METS names: the use of its group, where it is, and the line that says so."""

    use: str
    href: str
    mime: str
    line: int


@dataclass(slots=True)
class _Leaf:
    """A page of the structMap: its label and its files."""

    label: str
    files: list[_File] = field(default_factory=list)


class MetsReader:
    """Reads METS by handing its page files to those of `page_readers` that take them."""

    name = "mets"
    holds = Holds.ORDER

    def __init__(self, page_readers: Sequence[Reader]) -> None:
        self._readers = tuple(page_readers)

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure where the root is mets and files are named; less so where the head is too short."""
        if root_name(head) != "mets":
            return Sniff(0.0, "its root is not mets")
        if b"FLocat" not in head and len(head) < _HEAD:
            return Sniff(0.2, "this is METS, but it names no files")
        return Sniff(1.0, "its root is mets, and it names files")

    def read(self, path: Path) -> NewDocument:
        """Read the list of pages at once, each page when it is asked for."""
        content = read_whole(path)
        root = parse_bytes(content, str(path))
        leaves = _leaves(root) if local(root) == "mets" else []
        if not leaves:
            raise UnreadableFile(
                said("errors.this_is_no_mets_that_names", root=local(root)),
                where=said("errors.at_line", path=str(path), line=line_of(root)),
                safe=said("errors.nothing_was_imported"),
                advice=said("errors.import_the_page_files_themselves"),
            )
        volume = _Volume(path, leaves, self._readers)
        encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
        return NewDocument(
            _title(root) or title_of(path.absolute().parent if path.stem == "mets" else path),
            both_of(path, content, self.name, encoding)[0],
            volume.pages(),
            _language(root) or volume.language() or "en",
            originals=volume.originals(),
            remarks=volume.remarks,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A page file that was read; `kept` says that its bytes are needed for writing back."""

    path: Path
    format: str
    kept: bool


class _Volume:
    """The pages of a METS file, one in memory at a time."""

    def __init__(self, path: Path, leaves: Sequence[_Leaf], readers: Sequence[Reader]) -> None:
        self._path = path
        self._leaves = leaves
        self._readers = readers
        self._parts: dict[str, _Part] = {}
        self._remote: list[_File] = []
        self.remarks: list[str] = []

    def language(self) -> str:
        """What the first page file that can be read says of its language."""
        for leaf in self._leaves:
            for file in filter(self._is_here, leaf.files):
                path = self._local(file)
                reader = None if _is_picture(file) else self._reader_of(path)
                if reader is not None:
                    try:
                        return reader.read(path).language
                    except UnreadableFile:
                        continue
        return ""

    def pages(self) -> Iterator[Page]:
        """All pages in the order of the structMap, numbered anew."""
        number = 0
        for leaf in self._leaves:
            for page in self._pages_of(leaf):
                number += 1
                yield replace(page, number=number)
        if self._remote:
            self._remark(
                self._remote[0],
                f"{len(self._remote)} files are on the network and were not fetched, this first.",
            )

    def originals(self) -> Iterator[Original]:
        """The files that pages were read from, one after the other."""
        for name, part in self._parts.items():
            content = read_whole(part.path)
            _, original = both_of(part.path, content, part.format, kept=part.kept)
            yield replace(original, name=name)

    def _pages_of(self, leaf: _Leaf) -> Iterator[Page]:
        self._remote += [file for file in leaf.files if not self._is_here(file)]
        for file in sorted(filter(self._is_here, leaf.files), key=_rank):
            if _is_picture(file):
                continue
            path = self._local(file)
            name = _plain(file.href)
            if name in self._parts:  # a file of several pages gave them all at its first place
                return
            if not path.is_file():
                self._remark(file, f"there is no file “{file.href}”.")
                continue
            reader = self._reader_of(path)
            if reader is None:
                continue
            try:
                new = reader.read(path)
                pages = list(new.pages)
                originals = list(new.originals)
            except UnreadableFile as error:
                self._remark(file, str(error))
                continue
            self.remarks += new.remarks
            for original in originals[:1]:
                self._parts[name] = _Part(path, original.format, bool(original.content))
            yield from (self._dressed(page, leaf, name) for page in pages)
            return
        yield Page(0, (), leaf.label, self._image_of(leaf))

    def _dressed(self, page: Page, leaf: _Leaf, name: str) -> Page:
        """A page with the label and, where its own was not found, the picture that METS names."""
        image = page.image
        if image is None or not Path(image.path).is_file():
            image = self._image_of(leaf) or image
        return replace(page, label=leaf.label or page.label, image=image, file=name)

    def _image_of(self, leaf: _Leaf) -> Image | None:
        for file in sorted(filter(_is_picture, leaf.files), key=_rank):
            if not self._is_here(file):
                continue
            image = images.measured(find_image(self._path, _plain(file.href)))
            if image is not None:
                return image
            self._remark(file, f"the picture “{file.href}” is missing or broken.")
        return None

    def _reader_of(self, path: Path) -> Reader | None:
        """The page reader that is surest of a file; files that none takes are never read."""
        if not path.is_file():
            return None
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            return None
        best: Reader | None = None
        highest = 0.0
        for reader in self._readers:
            score = reader.sniff(path, head).score
            if score > highest:
                best, highest = reader, score
        return best

    @staticmethod
    def _is_here(file: _File) -> bool:
        return not _is_remote(file.href) and bool(_plain(file.href))

    def _local(self, file: _File) -> Path:
        """Where a file is; as it is written, where the name really has per cent signs."""
        written = self._path.parent / file.href
        return (
            written
            if "%" in file.href and written.is_file()
            else (self._path.parent / _plain(file.href))
        )

    def _remark(self, file: _File, text: str) -> None:
        self.remarks.append(f"{self._path.name}, line {file.line}: {text}")


def _leaves(root: etree._Element) -> list[_Leaf]:
    """The pages of the physical structMap; without one, files of the groups side by side."""
    files = _files(root)
    maps = list(root.iter("{*}structMap"))
    physical = [one for one in maps if one.get("TYPE", "").lower() == "physical"] or maps[:1]
    leaves: list[_Leaf] = []
    for one in physical:
        for division in one.iter("{*}div"):
            pointers = [
                pointer.get("FILEID", "")
                for child in division.iterchildren("{*}fptr")
                for pointer in (child, *child.iter("{*}area"))
            ]
            named = [files[given] for given in dict.fromkeys(pointers) if given in files]
            if named and (division.get("TYPE", "").lower() != "physsequence"):
                label = division.get("ORDERLABEL") or division.get("LABEL") or ""
                leaves.append(_Leaf(label.strip(), named))
    return leaves or _side_by_side(files.values())


def _side_by_side(files: Iterable[_File]) -> list[_Leaf]:
    """Pages of files that are named alike."""
    leaves: dict[str, _Leaf] = {}
    for file in files:
        stem = Path(_plain(file.href)).name.partition(".")[0]
        leaves.setdefault(stem, _Leaf("")).files.append(file)
    return list(leaves.values())


def _files(root: etree._Element) -> dict[str, _File]:
    found: dict[str, _File] = {}
    for group in root.iter("{*}fileGrp"):
        for file in group.iterchildren("{*}file"):
            given = [one.get(_HREF, "").strip() for one in file.iterchildren("{*}FLocat")]
            # OCR-D names a file twice: where it came from, and where it now is.
            for href in sorted(filter(None, given), key=_is_remote)[:1]:
                use = f"{group.get('USE') or ''} {group.get('ID') or ''}".strip()
                key = file.get("ID") or f"#{len(found)}"
                found[key] = _File(use, href, file.get("MIMETYPE", ""), line_of(file))
    return found


def _rank(file: _File) -> int:
    """Full texts first, thumbnails last."""
    use = file.use.lower()
    if any(word in use for word in _WORSE):
        return 2
    return 0 if any(word in use for word in _BETTER) else 1


def _is_picture(file: _File) -> bool:
    suffix = Path(_plain(file.href)).suffix.lower()
    if suffix in images.SUFFIXES:
        return True
    return file.mime.startswith("image/") and suffix not in _TEXT_SUFFIXES


def _is_remote(href: str) -> bool:
    """Whether a reference leads to another machine, or nowhere; a drive letter is no scheme."""
    try:
        parts = urlsplit(href.replace("\\", "/"))
    except ValueError:
        return True
    if len(parts.scheme) == 1:
        return False
    return parts.scheme.lower() not in ("", "file") or parts.netloc not in ("", "localhost")


def _plain(href: str) -> str:
    """The path that a reference on this machine names; empty where it can be none."""
    named = href.replace("\\", "/")
    if named.lower().startswith("file:"):
        try:
            named = urlsplit(named).path
        except ValueError:
            return ""
        if re.match(r"/[A-Za-z]:/", named):
            named = named[1:]
    named = unquote(named)
    return "" if "\0" in named else named


def _language(root: etree._Element) -> str:
    """The language that MODS names for the volume."""
    terms = root.iter("{http://www.loc.gov/mods/v3}languageTerm")
    return next((code for term in terms if (code := language_code(text_of(term)))), "")


def _title(root: etree._Element) -> str:
    """The title in the description of the volume (MODS, Dublin Core …), else the label of METS."""
    sections = {one.get("ID"): one for one in root.iter("{*}dmdSec")}
    named = [given for one in root.iter("{*}div") for given in one.get("DMDID", "").split()]
    for part in (*(sections[one] for one in named if one in sections), root):
        for element in part.iter("{*}title", "{*}Title"):
            if title := " ".join(text_of(element).split()):
                return title
    return " ".join(root.get("LABEL", "").split())
