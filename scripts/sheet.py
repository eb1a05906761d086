"""Typed sheets for the screenshots: our own words, as a scan and as what OCR made of it.

The scan is drawn in the bundled typewriter face and worn a little, always in the same way; the
hOCR beside it names every word's box, and misreads some words.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

_ROOT = Path(__file__).resolve().parent.parent
_FACE = _ROOT / "resources" / "fonts" / "IBMPlexMono-Regular.ttf"
_SIZE = (1700, 2200)
_TYPE, _PITCH = 38, 62  # pixels: size of the letters, and from line to line
_LEFT, _TOP = 210, 250
_MEMORANDUM = (
    "CONFIDENTIAL",
    "",
    "MEMORANDUM OF CONVERSATION",
    "Geneva, March 9, 1961",
    "",
    "Subject: Inspection of the northern harbor",
    "",
    "The Ambassador opened the meeting by thanking the",
    "delegation for its patience. He had received new",
    "instructions from his Government on Tuesday and",
    "wished to present them without delay.",
    "",
    "The policy of the Department, he said, had not",
    "changed since the autumn. An agreement on the",
    "harbor was still desired, but the inspection of",
    "cargo should begin before any of the vessels left.",
    "",
    "The Minister replied that the President had no",
    "objection in principle. The problem was serious,",
    "however, and a telegram from the Embassy would",
    "hardly settle it. He suggested that experts from",
    "both countries prepare a report by the end of April.",
    "",
    "It was agreed to meet again on Thursday morning.",
)
_MISREAD = {
    "Government": "Govermnent",
    "policy": "solicy",
    "Department,": "Departrnent,",
    "agreement": "agreernent",
    "inspection": "inspectlon",
    "President": "Presldent",
    "telegram": "telegrain",
    "experts": "exrerts",
    "Thursday": "Thursdav",
}


@dataclass(frozen=True)
class Sheet:
    """A page: its lines as typed (empty ones are blank space), and as read.

    `read` has the words of `lines` in the same order, some of them misread.
    """

    title: str
    lines: Sequence[str]
    read: Sequence[str]


def make_sheet(folder: Path) -> Path:
    """Write the scan of one memorandum and its hOCR into a folder; gives the hOCR."""
    read = [" ".join(_MISREAD.get(word, word) for word in line.split()) for line in _MEMORANDUM]
    return write_sheet(folder, "memorandum", Sheet("Memorandum, Geneva 1961", _MEMORANDUM, read))


def write_sheet(folder: Path, name: str, sheet: Sheet, seed: int = 11) -> Path:
    """Write a sheet's scan and its hOCR into a folder; gives the hOCR."""
    scan = folder / f"{name}.png"
    _draw(sheet.lines, seed).save(scan)
    ocr = folder / f"{name}.hocr"
    ocr.write_text(_hocr(scan.name, sheet), "utf-8")
    return ocr


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FACE), _TYPE)


def _advance() -> float:
    return _font().getlength("n")


def _draw(lines: Sequence[str], seed: int) -> Image.Image:
    chance, font, advance = random.Random(seed), _font(), _advance()
    ink = Image.new("L", _SIZE, 0)
    pen = ImageDraw.Draw(ink)
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            x = _LEFT + column * advance + chance.uniform(-1.2, 1.2)
            y = _TOP + row * _PITCH + chance.uniform(-1.5, 1.5)
            strength = chance.randint(150, 255) if chance.random() < 0.85 else 115
            pen.text((x, y), letter, fill=strength, font=font, stroke_width=1)
    ink = ink.filter(ImageFilter.GaussianBlur(1.1))
    wide, high = _SIZE
    grain = Image.frombytes("L", _SIZE, chance.randbytes(wide * high))
    paper = Image.blend(Image.new("L", _SIZE, 246), grain.filter(ImageFilter.BoxBlur(1)), 0.1)
    return Image.composite(Image.new("L", _SIZE, 42), paper, ink)


def _hocr(scan: str, sheet: Sheet) -> str:
    wide, high = _SIZE
    rows = enumerate(zip(sheet.lines, sheet.read, strict=True))
    lines = [_line(row, true, read) for row, (true, read) in rows if true]
    page = f'image "{scan}"; bbox 0 0 {wide} {high}; ppageno 0'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(sheet.title)}</title>'
        '<meta name="ocr-system" content="by hand"/></head><body>\n'
        f"<div class='ocr_page' id='page_1' title='{page}'>\n" + "\n".join(lines) + "\n"
        "</div></body></html>\n"
    )


def _line(row: int, true: str, read: str) -> str:
    words, column = [], 0
    for word, form in zip(true.split(" "), read.split(), strict=True):
        box = _box(row, column, len(word))
        sure = 88 if word == form else 61
        words.append(
            f"<span class='ocrx_word' title='bbox {box}; x_wconf {sure}'>{escape(form)}</span>"
        )
        column += len(word) + 1
    return f"<span class='ocr_line' title='bbox {_box(row, 0, len(true))}'>{' '.join(words)}</span>"


def _box(row: int, column: int, length: int) -> str:
    left, top = _LEFT + column * _advance(), _TOP + row * _PITCH + 6
    right = left + length * _advance()
    return f"{round(left)} {top} {round(right)} {top + 42}"
