"""Pictures alone: PNG, JPEG, JPEG 2000 and TIFF of one or many pages, to be read by OCR later."""

from collections.abc import Iterator
from pathlib import Path

from reviewer.core.model import NewDocument, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats.images import measure_all
from reviewer.formats.origins import origin_of, title_of

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"II+\x00", "a TIFF picture"),
    (b"MM\x00+", "a TIFF picture"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
)


class PictureReader:
    """Reads pictures: a page without lines for each, in the order of the file."""

    name = "image"
    holds = Holds.PICTURES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of what begins as a picture does, whatever it is called."""
        for magic, kind in _KINDS:
            if head.startswith(magic):
                return Sniff(1.0, f"this is {kind}")
        return Sniff(0.0, "this does not begin as a picture of a kind that can be read")

    def read(self, path: Path) -> NewDocument:
        """Read the size of each picture; nothing is decoded. Raises UnreadableFile."""
        path = path.absolute()
        origin = origin_of(path, self.name)
        original = Original(path.name, origin.sha256, self.name)
        return NewDocument(title_of(path), origin, _pages(path), originals=(original,))


def _pages(path: Path) -> Iterator[Page]:
    for number, image in enumerate(measure_all(path), start=1):
        yield Page(number, (), image=image, file=path.name, place=number - 1)
