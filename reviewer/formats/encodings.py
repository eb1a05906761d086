"""Which encoding a text file has, named so that its exact bytes can be made again.

The names are those of Python, and `-sig` behind one means that a byte order mark stood first: so
`encode(decode(data, name), name) == data` for every file that decodes. Only encodings are tried in
which a wrong guess shows or is rare; for 8-bit files the choice is between CP1252 and
CP1251, by evidence from the letters (see `_cyrillic_leaning`).
"""

import codecs
import re
from dataclasses import dataclass

SAMPLE = 1 << 16
"""Bytes from the start of a file that are enough to tell its encoding."""

_MARKS = (  # the longer marks first: UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le-sig"),
    (codecs.BOM_UTF32_BE, "utf-32-be-sig"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le-sig"),
    (codecs.BOM_UTF16_BE, "utf-16-be-sig"),
)
_MARK_OF = {name: mark for mark, name in _MARKS}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.02  # share of characters; OCR text may hold a stray one, a program holds many


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, how sure the guess is (0 to 1), and why; without a name it is not text."""

    name: str
    sureness: float
    reason: str


def detect(head: bytes, *, whole: bool = True) -> Guess:
    """The encoding of the bytes that begin a file; `whole` where they are all of it."""
    for mark, name in _MARKS:
        # UTF-16 whose first character is NUL begins like UTF-32, but seldom decodes as such.
        if head.startswith(mark) and ("32" not in name or _decoded(head, name[:-4], whole)):
            return Guess(name, 1.0, f"it begins with the byte order mark of {name[:-4].upper()}")
    if not head:
        return Guess("utf-8", 0.3, "it is empty")
    utf8 = _decoded(head, "utf-8", whole)
    if utf8 is not None and _control_share(utf8) <= _MOST_CONTROLS:
        plain = "it is plain ASCII" if utf8.isascii() else "it is valid UTF-8"
        return Guess("utf-8", 0.9, plain)
    for name in ("utf-16-le", "utf-16-be"):
        if (wide := _decoded(head, name, whole)) is not None and _looks_written(wide):
            return Guess(name, 0.8, f"its bytes pair up to text in {name.upper()}")
    return _eight_bit(head)


def decode(data: bytes, name: str) -> str:
    """The text of all bytes of a file. Raises UnicodeDecodeError with the offset in `data`."""
    decoder = Decoder(name)
    return decoder.decode(data, final=True)


def encode(text: str, name: str) -> bytes:
    """The bytes of a text, with the byte order mark where the name says so."""
    return _MARK_OF.get(name, b"") + text.encode(_plain(name))


class Decoder:
    """Decodes a file piece by piece, strictly, without touching its line ends."""

    def __init__(self, name: str) -> None:
        self._mark = _MARK_OF.get(name, b"")
        self._decoder = codecs.getincrementaldecoder(_plain(name))("strict")
        self._kept = 0  # bytes the decoder holds back: the first part of a character
        self.position = 0
        """Bytes taken so far."""

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """The text of the next bytes. Raises UnicodeDecodeError with the offset in the file."""
        skipped = 0
        if self._mark:
            # Only the first piece can begin with the mark, and it is never shorter than the mark.
            skipped = len(self._mark) if data.startswith(self._mark) else 0
            self._mark = b""
        try:
            text = self._decoder.decode(data[skipped:], final)
        except UnicodeDecodeError as error:
            start = self.position + skipped - self._kept + error.start
            raise UnicodeDecodeError(
                error.encoding, error.object, start, start + error.end - error.start, error.reason
            ) from error
        self.position += len(data)
        self._kept = len(self._decoder.getstate()[0])
        return text


def _plain(name: str) -> str:
    return name.removesuffix("-sig")


def _decoded(data: bytes, name: str, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(data, whole)
    except UnicodeDecodeError:
        return None


def _control_share(text: str) -> float:
    return len(_CONTROLS.findall(text)) / max(len(text), 1)


# Blanks, ASCII, Latin-1, Cyrillic, and the dashes, quotation marks and signs of printed text.
_WRITTEN = re.compile(r"[\t\n\r\f -~\xa0-\xff\u0152\u0153\u0400-\u045f\u0490\u0491\u2010-\u2122]")


def _looks_written(text: str) -> bool:
    """Whether a text is nearly all of the characters that European texts are written in.

    Bytes of another kind, read two by two, give characters from all over Unicode instead.
    """
    return len(_WRITTEN.findall(text)) > 0.9 * len(text)


def _eight_bit(head: bytes) -> Guess:
    if len(_CONTROLS.findall(head.decode("latin-1"))) / len(head) > _MOST_CONTROLS:
        return Guess("", 0.0, "it holds control bytes, so it is not text")
    lawful = [name for name in ("cp1252", "cp1251") if _decoded(head, name, True) is not None]
    if not lawful:
        offset = _first_fault(head)
        return Guess("", 0.0, f"byte {offset} fits none of UTF-8, UTF-16, CP1252 and CP1251")
    leaning = _cyrillic_leaning(head)
    best = "cp1251" if leaning > 0 else "cp1252"
    if best not in lawful:
        best = lawful[0]
    return Guess(best, 0.6 if leaning else 0.5, f"its letters read best as {best.upper()}")


def _first_fault(data: bytes) -> int:
    faults = []
    for name in ("cp1252", "cp1251"):
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            faults.append(error.start)
    return max(faults, default=0)


# A-Z and a-z, and the bytes that are letters in CP1251: the alphabet, Yo, and those of Ukrainian,
# Belarusian and Serbian. The quotation marks and dashes of both sets share their bytes and so say
# nothing.
_WORD = re.compile(
    rb"[A-Za-z\x80\x81\x83\x8a\x8c-\x90\x9a\x9c-\x9f\xa1-\xa3\xa5\xa8\xaa\xaf"
    rb"\xb2-\xb4\xb8\xba\xbc-\xff]+"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
# The numero sign of CP1251 is the raised 1 of CP1252, which never stands before a figure.
_NUMERO = re.compile(rb"(?:^|[\s(])\xb9\xb9?\s?(?=\d)")


def _cyrillic_leaning(data: bytes) -> float:
    """Above 0 where the high bytes read better as Cyrillic, below 0 where better as Latin.

    In Latin writing, letters above ASCII stand alone among ASCII letters; in Cyrillic they make
    whole words.
    """
    leaning = 3.0 * len(_NUMERO.findall(data))
    for found in _WORD.finditer(data):
        word = found[0]
        high = sum(byte >= 0x80 for byte in word)
        if not high:
            continue
        if high == len(word):
            # A word of high bytes alone: a lone one may be French “à” or Russian “и”.
            leaning += len(word) if len(word) > 1 else _lone(word[0])
        else:
            runs = sum(len(run) for run in _HIGH_RUN.findall(word))
            leaning += runs - 2 * (high - runs)
    return leaning


def _lone(byte: int) -> float:
    # Russian one-letter words (а в и к о с у я, and their capitals) against Latin ones (à é ó É À).
    if byte in b"\xe2\xe8\xea\xee\xf1\xf3\xff\xc2\xc8\xca\xce\xd1\xd3\xdf":
        return 0.25
    return -0.25 if byte in b"\xe0\xe9\xc0\xc9\xba\xaa" else 0.0
