"""The source: documents, pages, lines and tokens exactly as imported. Nothing here ever changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from reviewer.core.geometry import Box, Points
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.values import value


class Role(StrEnum):
    """What a line is for on its page. TEI places of the roles: ENCODING.md, section 3."""

    BODY = "body"
    HEADING = "heading"
    STAMP = "stamp"
    MARGINAL = "marginal"
    FORM = "form"
    ADDRESS = "address"
    SIGNATURE = "signature"
    DATELINE = "dateline"
    NOISE = "noise"
    PAGE_NUMBER = "page number"
    DISTRIBUTION = "distribution"
    """One office or copy that it goes to."""
    HANDLING = "handling"
    """How urgent or secret it is."""
    NUMBER = "number"
    """The number of the document, in a line of its own."""
    SALUTATION = "salutation"
    POSTSCRIPT = "postscript"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    """Its cells stand apart by a tab or two blanks."""
    PROCESSING = "processing"
    """What the offices that made and passed it wrote on it."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a token that the OCR engine thought of, with its confidence, 0 to 1."""

    text: str
    confidence: float | None = None


@value(frozen=True, slots=True)
class Token:
    """A blank-separated piece of a line.

    `n` counts from 0 over the whole page; `start` and `end` are characters of the line's text;
    `confidence` is the OCR engine's own, 0 to 1, where it gave one; `alternatives`, best first,
    are what else it took the token for.
    """

    n: int
    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@value(frozen=True, slots=True)
class Line:
    """A line of the source: its text, and in `end` the line break (or page break) behind it.

    Where the source has a layout, `region` is the number of the region that the line stands in;
    `outline` and `baseline` are its polygons (none for a plain rectangle), and `confidence` that of
    the line as a whole.
    """

    n: int
    text: str
    end: str = "\n"
    tokens: tuple[Token, ...] = ()
    role: Role = Role.BODY
    box: Box | None = None
    region: int | None = None
    outline: Points = ()
    baseline: Points = ()
    confidence: float | None = None

    def form(self, token: Token) -> str:
        """The text of one of this line's tokens."""
        return self.text[token.start : token.end]


@dataclass(frozen=True, slots=True)
class Region:
    """A block of the layout. `n` counts from 0 over the page, in reading order.

    `kind` is what the source calls it ("paragraph", "page-number"), `role` what that means to us.
    """

    n: int
    kind: str = ""
    role: Role = Role.BODY
    box: Box | None = None
    outline: Points = ()


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a page: path, relative to the project or absolute, and size in pixels.

    The size is that of the picture as it is to be seen, after its EXIF rotation; boxes are in these
    pixels. `frame` is the picture's number, from 0, in a file that holds several (TIFF, PDF).
    """

    path: str
    width: int
    height: int
    mime: str
    frame: int = 0


@dataclass(frozen=True)
class Page:
    """A page of the source. `number` counts from 1 in its document.

    `file` names the original that it was read from and `place`, counting from 0, says which page of
    that file it is; writers put corrected text back there.
    """

    number: int
    lines: tuple[Line, ...]
    label: str = ""
    image: Image | None = None
    regions: tuple[Region, ...] = ()
    file: str = ""
    place: int = 0

    @property
    def text(self) -> str:
        """The imported text of the page, character for character."""
        return "".join(line.text + line.end for line in self.lines)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens of the page; the token with number n stands at index n."""
        return tuple(token for line in self.lines for token in line.tokens)

    @cached_property
    def _homes(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines for _ in line.tokens)

    def line_of(self, token: int) -> Line:
        """The line that holds token number `token`. Raises IndexError where there is none."""
        return self._homes[token]

    def form(self, token: int) -> str:
        """The imported text of token number `token`."""
        return self.line_of(token).form(self.tokens[token])


@dataclass(frozen=True)
class SecondReading:
    """What another run of OCR made of a page's picture. Throw-away: it can be made again."""

    engine: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: enough to find the file again and to see whether it changed."""

    filename: str
    sha256: str
    format: str
    encoding: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Original:
    """A file that pages were read from, byte for byte, so that it can be written back corrected.

    `content` is empty where nothing is ever written back into such a file (images, PDF).
    """

    name: str
    sha256: str
    format: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the store knows it. `name` is unique in the project and a valid XML name."""

    id: DocumentId
    name: str
    title: str
    origin: Origin
    language: str = "en"
    pages: tuple[PageId, ...] = ()


@dataclass(frozen=True)
class NewDocument:
    """A document as a reader hands it over; `pages` is read once, page by page.

    `originals` are walked once, behind the pages. `imported` is when the source first came in,
    where the file tells. `remarks` grow while the pages are walked: what was wrong with the file
    and was mended, each naming its place.
    """

    title: str
    origin: Origin
    pages: Iterator[Page]
    language: str = "en"
    header: Mapping[str, str] = field(default_factory=dict)
    originals: Iterable[Original] = ()
    remarks: list[str] = field(default_factory=list)
    imported: datetime | None = None
