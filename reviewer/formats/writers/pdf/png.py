"""PNG in a PDF without decoding it: both pack rows in the same way (PNG's filters are predictor 15
of ISO 32000-1, 7.4.4.4).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEAD = 8  # bytes of the signature
_GREY, _COLOUR, _INDEXED = 0, 2, 3  # colour types (PNG, 11.2.2)
_CHUNK = 1 << 20


@dataclass(frozen=True)
class PackedPng:
    """A PNG whose rows a PDF can take over, and the entries that say what is in them."""

    path: Path
    entries: dict[str, str]

    def chunks(self) -> Iterator[bytes]:
        """The packed rows."""
        for kind, length, file in _parts(self.path):
            while kind == b"IDAT" and length > 0:
                data = file.read(min(length, _CHUNK))
                if not data:
                    return
                length -= len(data)
                yield data


def packed_png(path: Path) -> PackedPng | None:
    """The PNG at `path`, which is sound; None where a PDF cannot take its rows as they are: they
    are interlaced, something is transparent, or the picture may have to be turned.
    """
    head, palette = b"", b""
    for kind, length, file in _parts(path):
        if kind == b"IHDR":
            head = file.read(length)
        elif kind == b"PLTE":
            palette = file.read(length)
        elif kind in (b"tRNS", b"eXIf"):
            return None
    if len(head) != struct.calcsize(">LLBBBBB"):
        return None
    width, height, bits, colour, _, _, interlaced = struct.unpack(">LLBBBBB", head)
    spaces = {_GREY: "/DeviceGray", _COLOUR: "/DeviceRGB"}
    if palette:
        spaces[_INDEXED] = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    if interlaced or colour not in spaces:
        return None
    colours = 3 if colour == _COLOUR else 1
    packing = f"/Predictor 15 /Colors {colours} /BitsPerComponent {bits} /Columns {width}"
    return PackedPng(
        path,
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": str(width),
            "Height": str(height),
            "ColorSpace": spaces[colour],
            "BitsPerComponent": str(bits),
            "Filter": "/FlateDecode",
            "DecodeParms": f"<< {packing} >>",
        },
    )


def _parts(path: Path) -> Iterator[tuple[bytes, int, BinaryIO]]:
    """Kind and length of each part of the file, which then stands before its content."""
    with path.open("rb") as file:
        position = _HEAD
        while True:
            file.seek(position)
            head = file.read(8)
            if len(head) < 8:
                return
            length = int.from_bytes(head[:4], "big")
            position += 12 + length  # behind the check sum
            yield head[4:], length, file
