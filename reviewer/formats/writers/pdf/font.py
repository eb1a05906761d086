"""The font of the text: IBM Plex Sans, which comes with the program, under codes that are Unicode.

A letter's code is its UTF-16 (Identity-H), so that a reader finds any text again, also letters the
font has no shape for: over a picture nobody sees them. Tables: OpenType 1.9; in PDF: ISO 32000-1,
9.7.4 (CIDFontType2) and 9.10.3 (ToUnicode).
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reviewer.core.places import resources
from reviewer.formats.writers.pdf.file import PdfFile, dictionary

NAME = "IBMPlexSans"
_FILE = "IBMPlexSans-Regular.ttf"
_UNKNOWN = 600  # thousandths of the size: the width of a letter that the font has no shape for
_SYMBOLIC = 4
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True)
class Font:
    """What a font file tells: shapes by letter, widths, heights; all in thousandths of the size."""

    data: bytes
    shapes: dict[int, int]
    widths: dict[int, int]
    ascent: int
    descent: int
    box: tuple[int, ...]

    @property
    def height(self) -> float:
        """From the lowest to the highest edge of a line, in sizes."""
        return (self.ascent - self.descent) / 1000

    def width(self, text: str) -> float:
        """The width of a text, in sizes."""
        units = struct.iter_unpack(">H", encode(text))
        return sum(self.widths.get(unit, _UNKNOWN) for (unit,) in units) / 1000

    def put(self, file: PdfFile) -> int:
        """Write the font; gives the number of its object."""
        program = file.put_stream([self.data], {"Length1": str(len(self.data))})
        descriptor = file.put(
            dictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": f"/{NAME}",
                    "Flags": str(_SYMBOLIC),
                    "FontBBox": f"[{' '.join(map(str, self.box))}]",
                    "ItalicAngle": "0",
                    "Ascent": str(self.ascent),
                    "Descent": str(self.descent),
                    "CapHeight": str(self.ascent),
                    "StemV": "80",
                    "FontFile2": f"{program} 0 R",
                }
            )
        )
        shapes = b"".join(struct.pack(">H", self.shapes.get(code, 0)) for code in range(1 << 16))
        widths = " ".join(f"{code} [{width}]" for code, width in sorted(self.widths.items()))
        descendant = file.put(
            dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/CIDFontType2",
                    "BaseFont": f"/{NAME}",
                    "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                    "FontDescriptor": f"{descriptor} 0 R",
                    "DW": str(_UNKNOWN),
                    "W": f"[{widths}]",
                    "CIDToGIDMap": f"{file.put_stream([shapes])} 0 R",
                }
            )
        )
        return file.put(
            dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": f"/{NAME}",
                    "Encoding": "/Identity-H",
                    "DescendantFonts": f"[{descendant} 0 R]",
                    "ToUnicode": f"{file.put_stream([_TO_UNICODE])} 0 R",
                }
            )
        )


def encode(text: str) -> bytes:
    """The codes of a text; halves of letters beyond U+FFFF that stand alone become U+FFFD."""
    whole = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return whole.encode("utf-16-be")


@lru_cache(maxsize=1)
def own_font() -> Font:
    """The font that comes with the program."""
    return read_font(resources() / "fonts" / _FILE)


def read_font(path: Path) -> Font:
    """Read a TrueType font with a character table for Unicode's first plane."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
    tables = {name.decode("ascii"): place for name, _, place, _ in records}
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    box = struct.unpack_from(">4h", data, tables["head"] + 36)
    ascent, descent = struct.unpack_from(">hh", data, tables["hhea"] + 4)
    (measured,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = [
        struct.unpack_from(">H", data, tables["hmtx"] + 4 * n)[0] * 1000 // units
        for n in range(measured)
    ]
    shapes = _shapes(data, tables["cmap"])
    return Font(
        data,
        shapes,
        {code: advances[min(shape, measured - 1)] for code, shape in shapes.items()},
        ascent * 1000 // units,
        descent * 1000 // units,
        tuple(side * 1000 // units for side in box),
    )


def _shapes(data: bytes, table: int) -> dict[int, int]:
    """Shapes by letter out of a `cmap` subtable of format 4."""
    (count,) = struct.unpack_from(">H", data, table + 2)
    places = (struct.unpack_from(">HHL", data, table + 4 + 8 * n)[2] for n in range(count))
    start = next(
        table + place for place in places if struct.unpack_from(">H", data, table + place)[0] == 4
    )
    (double,) = struct.unpack_from(">H", data, start + 6)
    found = {}
    for n in range(double // 2):
        at = start + 14 + 2 * n
        (last,) = struct.unpack_from(">H", data, at)
        first, delta, offset = (
            struct.unpack_from(">H", data, at + 2 + step * double)[0] for step in (1, 2, 3)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            shape = code
            if offset:
                where = at + 2 + 3 * double + offset + 2 * (code - first)
                (shape,) = struct.unpack_from(">H", data, where)
            if shape:
                found[code] = (shape + delta) & 0xFFFF
    return {code: shape for code, shape in found.items() if shape}
