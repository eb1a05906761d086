"""Where the pictures of pages lie, and finding them again where they moved."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath

from reviewer.core.changes import Changes
from reviewer.core.errors import InputError, UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.model import Image
from reviewer.core.ports import Reader
from reviewer.core.storage import Store
from reviewer.services.events import Events
from reviewer.services.gathering import natural
from reviewer.services.pages import Pages
from reviewer.services.sniffing import choose
from reviewer.services.volumes import read_with


@dataclass
class Search:
    """What became of looking for pictures: pages that have one now, pages still without."""

    found: list[tuple[PageId, Path]] = field(default_factory=list)
    missing: list[PageId] = field(default_factory=list)


class Picturing:
    """Finds the pictures of pages."""

    def __init__(
        self, store: Store, pages: Pages, readers: Sequence[Reader], events: Events
    ) -> None:
        self._store = store
        self._pages = pages
        self._readers = readers
        self._events = events

    def absolute(self, image: Image) -> Image:
        """The picture with its whole path: relative ones start at the project's folder."""
        return replace(image, path=str(Path(self._store.url) / image.path))

    def kept(self, image: Image) -> Image:
        """The picture with its path as it is kept: from the project's folder on, if it is there."""
        if not Path(image.path).is_absolute():
            return image  # as it was kept by the project that an archival file is from
        path, home = Path(image.path).absolute(), Path(self._store.url)
        if home.is_dir() and path.is_relative_to(home.absolute()):
            return replace(image, path=path.relative_to(home.absolute()).as_posix())
        return replace(image, path=str(path))

    def lost(self) -> Sequence[PageId]:
        """Pages whose picture is not where it was."""
        with self._store.reading() as unit:
            images = unit.sources.images()
        return [page for page, image in images.items() if not self._is_there(image)]

    def attach(self, page: PageId, path: Path, frame: int = 0) -> None:
        """Give a page its picture by hand. Raises UnreadableFile, or UsageError without the page.

        Boxes stay as they are: they are measured in pixels of the picture that the OCR saw.
        """
        self._set([(page, self._measured(path, frame))])

    def search(self, folder: Path) -> Search:
        """Look for lost pictures in a folder and those below, by name and then by stem.

        Pages that never had a picture get those that are called like the file they were read from.
        Raises UnreadableFile where the folder cannot be looked through.
        """
        try:
            files = sorted((path for path in folder.rglob("*") if path.is_file()), key=natural)
        except OSError as error:
            raise unreadable(folder, error) from error
        by_name = {path.name.casefold(): path for path in reversed(files)}
        by_stem: dict[str, list[Path]] = {}
        for path in files:
            by_stem.setdefault(path.stem.casefold(), []).append(path)
        search, found = Search(), list[tuple[PageId, Image]]()
        with self._store.reading() as unit:
            images, rows = unit.sources.images(), unit.sources.rows()
        for page in (row.id for row in rows):
            image = images.get(page)
            if image and self._is_there(image):
                continue
            name = PureWindowsPath(image.path if image else self._file(page)).name.casefold()
            same = [by_name[name]] if image and name in by_name else []
            candidates = same or by_stem.get(PureWindowsPath(name).stem, []) if name else []
            picture = self._first(candidates, image.frame if image else 0)
            if picture is None:
                search.missing.append(page)
                continue
            found.append((page, picture))
            search.found.append((page, Path(picture.path)))
        self._set(found)
        return search

    def _is_there(self, image: Image) -> bool:
        return Path(self.absolute(image).path).is_file()

    def _file(self, page: PageId) -> str:
        with self._store.reading() as unit:
            source = unit.sources.page(page)
            document = unit.sources.document(unit.sources.row(page).document)
        return source.file or (document.origin.filename if len(document.pages) == 1 else "")

    def _first(self, paths: Sequence[Path], frame: int) -> Image | None:
        for path in paths:
            try:
                return self._measured(path, frame)
            except InputError:
                continue
        return None

    def _measured(self, path: Path, frame: int) -> Image:
        # Not only files of pictures: a PDF has pages, too, but a text only names its pictures.
        reader, _ = choose(self._readers, path)
        for page in read_with(reader, path).pages:
            image = page.image
            if image and image.frame == frame and Path(image.path).absolute() == path.absolute():
                return image
        raise UnreadableFile(
            said("errors.this_file_is_no_picture", number=frame + 1),
            where=str(path),
            safe=said("errors.nothing_was_changed"),
            advice=said("errors.choose_another_file"),
        )

    def _set(self, pictures: Sequence[tuple[PageId, Image]]) -> None:
        if not pictures:
            return
        with self._store.writing() as unit:
            for page, image in pictures:
                unit.sources.set_image(page, self.kept(image))
        changed = frozenset(page for page, _ in pictures)
        self._pages.renew(changed)
        self._events.publish(Changes(readings=changed))
