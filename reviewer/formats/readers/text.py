"""Plain text: pages parted by form feeds, every character kept."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Origin, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.core.text import make_lines
from reviewer.formats import encodings, images

PAGE_LIMIT = 200_000
"""Characters after which a page without form feed is cut at its next line end.

A whole archive in one file would else be one page that nothing can show or hold. The pages joined
are still the file, and a page that was cut does not end in a form feed.
"""
LINE_LIMIT = 16_000_000
"""Characters of the longest line that is taken for text."""
_CHUNK = 1 << 20
_TITLE = 80
_CUT = re.compile(r"(?:\r\n|\r|\n)(?!\f)(?=[^\n])")
_OTHER_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"PK\x03\x04", "a ZIP file, perhaps of a word processor"),
    (b"<?xml", "an XML file"),
    (b"<!DOCTYPE", "an HTML or XML file"),
    (b"<html", "an HTML file"),
    (b"<TEI", "an XML file"),
)
_TEXT_SUFFIXES = {"", ".txt", ".text", ".asc"}


@dataclass(frozen=True, slots=True)
class _Survey:
    """What one pass over the file tells: hash, size, first line with a letter or figure."""

    sha256: str
    size: int
    first_line: str


class PlainTextReader:
    """Reads plain text in UTF-8, UTF-16, UTF-32 with byte order mark, CP1252 or CP1251."""

    name = "text"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Surer of files named as text, but never so sure as a reader that knows a format."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        for magic, kind in _OTHER_KINDS:
            if start[: len(magic)].lower() == magic.lower():
                return Sniff(0.0, f"this is {kind}, not plain text")
        if not head and path.suffix.lower() not in _TEXT_SUFFIXES:
            return Sniff(0.0, "it is empty, and not called a text")
        guess = encodings.detect(head, whole=len(head) < encodings.SAMPLE)
        if not guess.name:
            return Sniff(0.0, guess.reason)
        named = path.suffix.lower() in _TEXT_SUFFIXES
        return Sniff(round(guess.sureness * (0.6 if named else 0.4), 3), guess.reason)

    def read(self, path: Path) -> NewDocument:
        """Read the file in two passes: the first judges and measures it, the second gives pages."""
        encoding = self._encoding(path)
        survey = _survey(path, encoding)
        origin = Origin(path.name, survey.sha256, self.name, encoding, survey.size)
        return NewDocument(_title(path, survey.first_line), origin, _pages(path, encoding))

    @staticmethod
    def _encoding(path: Path) -> str:
        try:
            with path.open("rb") as file:
                head = file.read(encodings.SAMPLE)
                whole = len(head) < encodings.SAMPLE
                guess = encodings.detect(head, whole=whole)
                if whole or not guess.name or (guess.name.startswith("utf") and not head.isascii()):
                    return _named(path, guess)
                # The first stretch is ASCII or too short to tell two alphabets apart: look on.
                later = head if not head.isascii() else b""
                for chunk in iter(lambda: file.read(_CHUNK), b""):
                    if not chunk.isascii():
                        later += chunk
                    if len(later) > 4 * _CHUNK:
                        break
                return _named(path, encodings.detect(later, whole=False) if later else guess)
        except OSError as error:
            raise unreadable(path, error) from error


def _named(path: Path, guess: encodings.Guess) -> str:
    if guess.name:
        return guess.name
    raise UnreadableFile(
        said("errors.not_a_readable_text", reason=guess.reason),
        where=str(path),
        safe=said("errors.nothing_was_imported"),
        advice=said("errors.if_it_is_a_text_save"),
    )


def _decoded(path: Path, encoding: str) -> Iterator[tuple[bytes, str]]:
    """The file in chunks, raw and as text. Raises UnreadableFile naming the offset."""
    decoder = encodings.Decoder(encoding)
    try:
        with path.open("rb") as file:
            for chunk in iter(lambda: file.read(_CHUNK), b""):
                yield chunk, decoder.decode(chunk)
            yield b"", decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            said("errors.byte_is_not_lawful", start=error.start, encoding=encoding.upper()),
            where=str(path),
            safe=said("errors.nothing_was_imported"),
            advice=said("errors.save_the_file_as_utf"),
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _survey(path: Path, encoding: str) -> _Survey:
    digest, size, first, carried = hashlib.sha256(), 0, "", ""
    line_length = 0
    for raw, text in _decoded(path, encoding):
        digest.update(raw)
        size += len(raw)
        line_length = _measure_line(path, text, line_length)
        if not first:
            *complete, carried = re.split(r"[\r\n\f]", carried + text)
            carried = carried[:_CHUNK]
            last = [carried] if not raw or len(carried) == _CHUNK else []
            first = next((line for line in complete + last if _telling(line)), "")
    return _Survey(digest.hexdigest(), size, first)


def _measure_line(path: Path, text: str, before: int) -> int:
    """Length of the line that is open after `text`. Raises where one passes the limit."""
    last_break = max(text.rfind("\n"), text.rfind("\r"), text.rfind("\f"))
    now = before + len(text) if last_break < 0 else len(text) - last_break - 1
    if now > LINE_LIMIT:
        raise UnreadableFile(
            said("errors.a_line_of_the_file", line_limit=LINE_LIMIT),
            where=str(path),
            safe=said("errors.nothing_was_imported"),
            advice=said("errors.if_it_is_a_text_break"),
        )
    return now


def _telling(line: str) -> bool:
    return any(char.isalnum() for char in line)


def _pages(path: Path, encoding: str) -> Iterator[Page]:
    beside = images.siblings(path)
    for number, text in enumerate(_page_texts(path, encoding), start=1):
        image = images.measured(images.image_of(path, number, beside)) if beside else None
        yield Page(number, make_lines(text), image=image)


def _page_texts(path: Path, encoding: str) -> Iterator[str]:
    parts: list[str] = []  # of the page not yet complete
    length = 0
    given = False
    for _, text in _decoded(path, encoding):
        *ended, rest = re.split(r"(?<=\f)", text)
        for piece in ended:
            yield from _cut("".join(parts) + piece)
            given, parts, length = True, [], 0
        parts.append(rest)
        length += len(rest)
        if length > 2 * PAGE_LIMIT:
            *full, last = _cut("".join(parts))
            yield from full
            given, parts, length = given or bool(full), [last], len(last)
    left = "".join(parts)
    if left or not given:
        yield from _cut(left)


def _cut(text: str) -> Iterator[str]:
    """Pieces of at most about PAGE_LIMIT characters, cut behind line ends; the last may be longer.

    Never between CR and LF, nor before the form feed that ends the page: the end of what is known
    so far is left to the last piece.
    """
    start = 0
    while len(text) - start > PAGE_LIMIT:
        found = _CUT.search(text, start + PAGE_LIMIT)
        if found is None:
            break
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]


def _title(path: Path, first_line: str) -> str:
    """The file's name where a person chose it, else the first line: scanners count instead."""
    name = " ".join(re.sub(r"[_\s]+", " ", path.stem).split())
    letters, figures = sum(c.isalpha() for c in name), sum(c.isdigit() for c in name)
    given = letters >= 3 and letters > 2 * figures and not re.fullmatch(r"[0-9a-f -]+", name)
    title = name if given or not first_line else " ".join(first_line.split())
    title = "".join(c for c in title if c.isprintable())
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
