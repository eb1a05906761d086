"""Which files make which documents.

A file that is named stands for itself. A folder stands for what it holds: each text is a document,
single pages and pictures in it are one together, and where a list of files says how they belong
together (METS), the list decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reviewer.core.errors import InputError, UnknownFormat, UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.core.ports import Holds, Reader
from reviewer.services.sniffing import choose

PAGE_FOLDERS = frozenset({"page", "alto", "hocr", "pagexml"})
"""Folders that platforms put page files into, beside or below the pictures of a document."""

SURE = 0.5
"""How sure a reader has to be of a file that nobody named: lists and notes lie in folders, too."""

_TEI = "tei"
_TEI_NAMES = frozenset({".xml", ".tei"})
_LOOKED_AT = 200  # files of a folder; a person waits for the question

_TEXTS = frozenset({".txt", ".text"})
_FIGURES = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A file and the reader that takes it."""

    path: Path
    reader: Reader


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one document, in the order of its pages; `name` is that of file or folder."""

    path: Path
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What the document is called in reports, and known by when it is imported again."""
        return self.path.name


@dataclass
class Gathered:
    """Bundles to import, files that cannot be, and files of folders passed over, with the reason.

    A file may be passed over for another (the same page in two formats), which is then named.
    """

    bundles: list[Bundle] = field(default_factory=list)
    failed: list[tuple[Path, InputError]] = field(default_factory=list)
    passed_over: list[tuple[Path, str]] = field(default_factory=list)


def gather(paths: Sequence[Path], readers: Sequence[Reader], *, as_one: bool = False) -> Gathered:
    """Find the bundles of files and folders; `as_one` makes one document of the files named."""
    found = Gathered()
    named: list[Part] = []
    for path in paths:
        try:
            if path.is_dir():
                _look_into(path, readers, found)
            else:
                check_readable(path)
                named.append(Part(path, choose(readers, path)[0]))
        except InputError as error:
            found.failed.append((path, error))
        except OSError as error:
            found.failed.append((path, unreadable(path, error)))
    named = [part for part in named if not _spoken_for(part, named)]
    if as_one and len(named) > 1:
        named.sort(key=lambda part: natural(part.path))
        found.bundles.append(Bundle(_home(named), tuple(named)))
    else:
        found.bundles += [Bundle(part.path, (part,)) for part in named]
    return found


@dataclass(frozen=True, slots=True)
class Stock:
    """Files to bring in; `pages` is how many single pages they are, 0 where they are no such.

    `tei`: some of them are TEI, which may bring more along than its text.
    """

    files: Sequence[Path]
    pages: int
    tei: bool = False


def take_stock(files: Sequence[Path], readers: Sequence[Reader]) -> Stock:
    """See which of the files chosen are to be brought in, and whether they are single pages.

    Such pages of one folder may be one document, which is for a person to say. What cannot be read
    stays among the files: importing tells why.
    """
    parts = {path: part for path in files if (part := _part(path, readers)) is not None}
    left = [
        path
        for path in files
        if path not in parts or not _spoken_for(parts[path], list(parts.values()))
    ]
    single = all(
        path in parts and parts[path].reader.holds in (Holds.PAGES, Holds.PICTURES) for path in left
    )
    together = single and len({path.parent for path in left}) == 1 and len(left) > 1
    tei = any(_is_tei(path, parts.get(path), readers) for path in left)
    return Stock(left, len(left) if together else 0, tei)


def _is_tei(path: Path, part: Part | None, readers: Sequence[Reader]) -> bool:
    """Whether a file is TEI, or a folder has some among the first files of its kind."""
    if part is not None or not path.is_dir():
        return part is not None and part.reader.name == _TEI
    named = (one for one in path.rglob("*") if one.suffix.lower() in _TEI_NAMES)
    found = (_part(one, readers) for one in islice(named, _LOOKED_AT))
    return any(one is not None and one.reader.name == _TEI for one in found)


def _part(path: Path, readers: Sequence[Reader]) -> Part | None:
    """A file with its reader; None for a folder, and for what nobody can read."""
    try:
        if path.is_dir():
            return None
        check_readable(path)
        return Part(path, choose(readers, path)[0])
    except (InputError, OSError):
        return None


def _spoken_for(part: Part, others: Sequence[Part]) -> bool:
    """Whether a picture is called like a text beside it, with which it comes in."""
    return part.reader.holds is Holds.PICTURES and any(
        other.reader.holds in (Holds.PAGES, Holds.DOCUMENT)
        and (other.path.parent, other.path.stem) == (part.path.parent, part.path.stem)
        for other in others
    )


def natural(path: Path) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts page 2 before page 10, whatever the case of the letters."""
    pieces = _FIGURES.split(str(path).casefold())
    return tuple((1, int(one), "") if one.isdigit() else (0, 0, one) for one in pieces)


def _home(parts: Sequence[Part]) -> Path:
    """The folder of some files, of which page files may stand in one below."""
    folder = parts[0].path.absolute().parent
    return folder.parent if folder.name.casefold() in PAGE_FOLDERS else folder


def _look_into(folder: Path, readers: Sequence[Reader], found: Gathered) -> None:
    before = len(found.bundles)
    _gather_folder(folder.absolute(), readers, found)
    if len(found.bundles) == before:
        raise UnreadableFile(
            said("errors.there_are_no_files"),
            where=str(folder),
            safe=said("errors.the_project_is_unchanged"),
            advice=said("errors.choose_another_folder_or_the_files"),
        )


def _gather_folder(folder: Path, readers: Sequence[Reader], found: Gathered) -> None:
    parts, below = _parts(folder, readers, found)
    lists = [part for part in parts if part.reader.holds is Holds.ORDER]
    if lists:
        found.bundles += [Bundle(part.path, (part,)) for part in lists]
        return
    pages: list[Part] = []
    for inner in below:
        if inner.name.casefold() in PAGE_FOLDERS:
            inside, _ = _parts(inner, readers, found)
            pages += [part for part in inside if part.reader.holds is Holds.PAGES]
        else:
            _gather_folder(inner, readers, found)
    pages += [part for part in parts if part.reader.holds is Holds.PAGES]
    pages = list(_once(pages, readers, found))
    texts = [part for part in parts if part.reader.holds is Holds.DOCUMENT]
    texts = [part for part in texts if not _has_twin(part, pages, found)]
    pictures = [part for part in parts if part.reader.holds is Holds.PICTURES]
    pages += _alone(pictures, pages, texts)
    found.bundles += [Bundle(part.path, (part,)) for part in texts]
    if len(pages) == 1:
        found.bundles.append(Bundle(pages[0].path, tuple(pages)))
    elif pages:
        pages.sort(key=lambda part: natural(Path(part.path.name)))
        found.bundles.append(Bundle(folder, tuple(pages)))


def _parts(
    folder: Path, readers: Sequence[Reader], found: Gathered
) -> tuple[list[Part], list[Path]]:
    """The files of a folder that can be read, and the folders in it."""
    try:
        inside = sorted(
            (path for path in folder.iterdir() if not path.name.startswith(".")), key=natural
        )
        below = [path for path in inside if path.is_dir() and not path.is_symlink()]
        files = [path for path in inside if path.is_file()]
    except OSError as error:
        raise unreadable(folder, error) from error
    parts: list[Part] = []
    for path in files:
        try:
            reader, sureness = choose(readers, path)
            if sureness > SURE or path.suffix.lower() in _TEXTS:
                parts.append(Part(path, reader))
            else:
                found.passed_over.append((path, "it may be a text, but is not called one"))
        except UnknownFormat:
            found.passed_over.append((path, "no known format"))
        except InputError as error:
            found.failed.append((path, error))
    return parts, below


def _once(pages: Sequence[Part], readers: Sequence[Reader], found: Gathered) -> Iterator[Part]:
    """Each page once: of files with one name in several formats that of the first reader."""
    best: dict[str, Part] = {}
    for part in sorted(pages, key=lambda part: readers.index(part.reader)):
        other = best.setdefault(part.path.stem, part)
        if other is not part:
            found.passed_over.append((part.path, f"the same page as {other.path.name}"))
    yield from best.values()


def _has_twin(text: Part, pages: Sequence[Part], found: Gathered) -> bool:
    twin = next((page for page in pages if page.path.stem == text.path.stem), None)
    if twin is not None:
        found.passed_over.append((text.path, f"the same page as {twin.path.name}"))
    return twin is not None


def _alone(pictures: Sequence[Part], pages: Sequence[Part], texts: Sequence[Part]) -> list[Part]:
    """The pictures that no text goes with.

    Where there are as many pictures as pages each page has its own, whatever they are called.
    """
    if len(pictures) == len(pages):
        return []
    stems = {part.path.stem for part in (*pages, *texts)}
    starts = tuple(part.path.stem for part in texts)
    return [
        part
        for part in pictures
        if part.path.stem not in stems and not _numbered(part.path.stem, starts)
    ]


def _numbered(picture: str, texts: Sequence[str]) -> bool:
    """Whether a picture is called like a text, with the number of one of its pages behind."""
    return any(
        picture.startswith(text)
        and re.fullmatch(r"[-_. ]p?\d+", picture[len(text) :], re.IGNORECASE)
        for text in texts
    )
