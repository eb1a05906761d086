"""Several files read as one document, one file in memory at a time."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewer.core.archive import archive_of
from reviewer.core.errors import InputError, ReviewerError, UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.core.model import Image, NewDocument, Origin, Original, Page
from reviewer.core.ports import Reader
from reviewer.services.gathering import Bundle, Part

_CHUNK = 1024 * 1024


def hash_file(path: Path) -> str:
    """SHA-256 of a file. Raises UnreadableFile."""
    digest = hashlib.sha256()
    try:
        check_readable(path)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def hash_bundle(bundle: Bundle, hashes: Mapping[Path, str]) -> str:
    """SHA-256 of a bundle, from those of its files; that of its only file where it has one."""
    if len(bundle.parts) == 1:
        return hashes[bundle.parts[0].path]
    together = "".join(f"{part.path.name}\0{hashes[part.path]}\n" for part in bundle.parts)
    return hashlib.sha256(together.encode(errors="surrogatepass")).hexdigest()


@dataclass
class Volume:
    """A bundle as one new document.

    `homed` says how the path of a picture is to be kept; `begun` hears of each file that is begun.
    A file that cannot be read stops no other: it is left out, and stands in `failed`.
    """

    bundle: Bundle
    sha256: str
    hashes: Mapping[Path, str]
    homed: Callable[[Image], Image] = lambda image: image
    begun: Callable[[int], object] = lambda done: None
    remarks: list[str] = field(default_factory=list)
    failed: list[tuple[Path, InputError]] = field(default_factory=list)
    _originals: list[tuple[Part, Original]] = field(default_factory=list)

    def read(self, *, foreign: bool = False) -> NewDocument:
        """The document. Its pages are numbered through; each knows the file it is from. `foreign`:
        an archival file is read for its text alone.

        Raises the error of its first file where none can be read, the rest of them as the pages are
        walked.
        """
        if len(self.bundle.parts) == 1:
            (part,) = self.bundle.parts
            new = read_with(part.reader, part.path)
            archive = archive_of(new)
            if foreign and archive and archive.foreign:
                new = archive.foreign()
            return replace(new, pages=map(self._at_home, new.pages))
        first = self._first()
        title = " ".join(self.bundle.name.replace("_", " ").split()) or "document"
        origin = Origin(self.bundle.name, self.sha256, first.origin.format, first.origin.encoding)
        return NewDocument(
            title=title,
            origin=origin,
            pages=self._pages(),
            language=first.language,
            originals=self._files(),
            remarks=self.remarks,
        )

    def _first(self) -> NewDocument:
        """The first file that can be read, which speaks for the language of all."""
        error: InputError | None = None
        for part in self.bundle.parts:
            try:
                return read_with(part.reader, part.path)
            except InputError as problem:
                error = error or problem
        assert error is not None, "a bundle has files"
        raise error

    def _pages(self) -> Iterator[Page]:
        number = 0
        for done, part in enumerate(self.bundle.parts):
            self.begun(done)
            for page in self._of(part):
                number += 1
                label = page.label or ("" if page.number > 1 else part.path.stem)
                yield self._at_home(replace(page, number=number, label=label, file=part.path.name))
        if not self._originals:
            raise self.failed[0][1]

    def _of(self, part: Part) -> Sequence[Page]:
        """The pages of a file, whole or not at all."""
        try:
            new = read_with(part.reader, part.path)
            pages = list(new.pages)
        except InputError as error:
            self.failed.append((part.path, error))
            return ()
        self.remarks += new.remarks
        if archive_of(new):
            self.remarks.append(said("restoring.together", name=part.path.name))
        # What is large is read again when it is stored; what is kept here is its kind.
        kept = b"kept" if any(original.content for original in new.originals) else b""
        name, sha256 = part.path.name, self.hashes[part.path]
        self._originals.append((part, Original(name, sha256, new.origin.format, kept)))
        return pages

    def _files(self) -> Iterator[Original]:
        for part, original in self._originals:
            if original.content:
                yield replace(original, content=_content(part.path))
            else:
                yield original

    def _at_home(self, page: Page) -> Page:
        return replace(page, image=self.homed(page.image)) if page.image else page


def read_with(reader: Reader, path: Path) -> NewDocument:
    """What a reader makes of a file; a reader that breaks, perhaps a plug-in, is named for it."""

    def broken(error: Exception) -> UnreadableFile:
        return UnreadableFile(
            said(
                "errors.the_reader_failed_on_this_file",
                name=reader.name,
                kind=type(error).__name__,
                reason=str(error),
            ),
            where=str(path),
            safe=said("errors.the_project_is_unchanged"),
            advice=said("errors.report_it_to_those_who_made"),
        )

    def pages(found: Iterator[Page]) -> Iterator[Page]:
        try:
            for page in found:
                if not isinstance(page, Page):
                    raise TypeError(f"{page!r} is no page")
                yield page
        except (ReviewerError, GeneratorExit):
            raise
        except Exception as error:
            raise broken(error) from error

    try:
        new = reader.read(path)
        return replace(new, pages=pages(iter(new.pages)))
    except ReviewerError:
        raise
    except Exception as error:
        raise broken(error) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
