"""Small pictures of the pages, within the file."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow

from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.model import Image
from reviewer.core.printed import PageBegin
from reviewer.core.telling import Telling
from reviewer.formats.images import upright
from reviewer.formats.pdf import render

_SIDE = 480  # pixels of the longer side: sharp at the width that the style sheet gives it
_QUALITY = 60


class PagePictures:
    """The pictures of an edition's pages, in their order."""

    def __init__(self, edition: Edition) -> None:
        self._folder = edition.folder or Path()
        self._images: Iterator[Image | None] = (page.page.image for page in edition.pages)

    def maker(self, telling: Telling) -> Callable[[PageBegin], str]:
        """What makes the HTML of the next page's picture, to be asked for each page in turn; empty
        where there is none.
        """
        return lambda page: self._html(page, telling)

    def _html(self, page: PageBegin, telling: Telling) -> str:
        image = next(self._images, None)
        content = self._content(image) if image else b""
        if not content:
            return ""
        data = b64encode(content).decode("ascii")
        said = escape(telling.say("page_picture", label=page.label))
        return f'<img class="picture" alt="{said}" src="data:image/jpeg;base64,{data}">'

    def _content(self, image: Image) -> bytes:
        """A picture as a small JPEG; empty where it is missing or broken."""
        path = self._folder / image.path
        try:
            if image.mime == "application/pdf":
                picture: Pillow.Image = render(path, image.frame, min(image.width, _SIDE))
            else:
                picture = upright(path, image.frame)
            picture.thumbnail((_SIDE, _SIDE))
            out = BytesIO()
            picture.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
        except (UnreadableFile, OSError):
            return b""
        return out.getvalue()
