"""The bones of a PDF file (ISO 32000-1, section 7): objects one behind the other, and their table.

Everything is written as it comes; only the places of the objects are remembered.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # the second line tells that the file is binary


@dataclass
class PdfFile:
    """A file in the making on an open stream, which need not be able to seek."""

    out: BinaryIO
    _places: dict[int, int] = field(default_factory=dict)
    _last: int = 0
    _written: int = 0

    def __post_init__(self) -> None:
        self._write(_HEAD)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._last += 1
        return self._last

    def put(self, body: str, number: int = 0) -> int:
        """Write an object; gives its number."""
        number = number or self.reserve()
        self._begin(number)
        self._write(body.encode("ascii") + b"\nendobj\n")
        return number

    def put_stream(
        self,
        chunks: Iterable[bytes],
        entries: Mapping[str, str] | None = None,
        *,
        packed: bool = False,
    ) -> int:
        """Write a stream object of `chunks`; `entries` say what is in it.

        It is compressed (Flate) unless it is `packed` already.
        """
        number, length = self.reserve(), self.reserve()
        said = dict(entries or {})
        if not packed:
            said["Filter"] = "/FlateDecode"
        self._begin(number)
        self._write(f"{dictionary({**said, 'Length': f'{length} 0 R'})}\nstream\n".encode("ascii"))
        start = self._written
        for chunk in chunks if packed else _deflated(chunks):
            self._write(chunk)
        size = self._written - start
        self._write(b"\nendstream\nendobj\n")
        self.put(str(size), length)
        return number

    def end(self, root: int, info: int, identity: str) -> None:
        """Write the table of objects; `identity` is what tells this file from others, in hex."""
        table = self._written
        self._write(f"xref\n0 {self._last + 1}\n0000000000 65535 f \n".encode("ascii"))
        for number in range(1, self._last + 1):
            self._write(f"{self._places[number]:010} 00000 n \n".encode("ascii"))
        trailer = {
            "Size": str(self._last + 1),
            "Root": f"{root} 0 R",
            "Info": f"{info} 0 R",
            "ID": f"[<{identity}> <{identity}>]",
        }
        self._write(f"trailer\n{dictionary(trailer)}\nstartxref\n{table}\n%%EOF\n".encode("ascii"))

    def _begin(self, number: int) -> None:
        self._places[number] = self._written
        self._write(f"{number} 0 obj\n".encode("ascii"))

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self._written += len(data)


def dictionary(entries: Mapping[str, str]) -> str:
    """A PDF dictionary."""
    return "<< " + " ".join(f"/{name} {value}" for name, value in entries.items()) + " >>"


def string(text: str) -> str:
    """Text as a PDF string: UTF-16 with its mark, in hex (7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex()}>"


def number(value: float) -> str:
    """A number without exponent, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _deflated(chunks: Iterable[bytes]) -> Iterable[bytes]:
    packer = zlib.compressobj()
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()
