"""Pages drawn for measuring: typed lines as a picture, and where each word stands on it.

Our own words in the face that the program ships: nothing foreign is needed, and every machine
measures the same.
"""

import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from reviewer.core.edition import Edition
from reviewer.core.fold import fold
from reviewer.core.geometry import Box
from reviewer.core.ids import DocumentId
from reviewer.core.model import Document, Image, Origin, Page
from reviewer.core.places import resources
from reviewer.core.workflow import State
from reviewer.formats.building import PageBuilder, Piece
from reviewer.formats.writers.page import PageXmlWriter

SIZE = (1700, 2200)
"""Pixels of a drawn page: US letter at 200 dots an inch."""

_WORDS = (
    "the Department of State meeting with Ambassador and Minister about telegram policy toward"
    " Cuba Berlin Moscow no decision before noon report from Embassy on talks"
).split()


def drawn_page(seed: int) -> tuple[Pillow.Image, Page]:
    """A page of about 480 words in 48 lines."""
    dice = random.Random(seed)
    face = ImageFont.truetype(str(resources() / "fonts" / "IBMPlexMono-Regular.ttf"), 26)
    picture = Pillow.new("L", SIZE, 244)
    pen = ImageDraw.Draw(picture)
    builder = PageBuilder([], "drawn", *SIZE)
    region = builder.add_region("paragraph", box=Box(150, 150, 1600, 2120))
    for row in range(48):
        across, top = 160, 160 + row * 40
        pieces: list[Piece] = []
        while across < 1480:
            word = dice.choice(_WORDS)
            width = round(pen.textlength(word, face))
            pen.text((across, top), word, fill=dice.randrange(20, 90), font=face)
            box = Box(across, top, across + width, top + 32)
            pieces.append(Piece(word, box, round(dice.uniform(0.5, 1), 2)))
            across += width + 16
        builder.add_line(pieces, region=region)
    return picture, builder.make(1, image=Image("page.jpg", *SIZE, "image/jpeg"))


def make_volume(folder: Path, pages: int) -> int:
    """A folder of PAGE files and JPEG pictures; how many words it has."""
    folder.mkdir(parents=True)
    models, words = [], 0
    for seed in range(6):  # drawing takes long, and files differ by their names anyhow
        picture, page = drawn_page(seed)
        data = BytesIO()
        picture.save(data, "JPEG", quality=80)
        models.append((data.getvalue(), page))
    for number in range(1, pages + 1):
        data_, page = models[number % len(models)]
        (folder / f"{number:04d}.jpg").write_bytes(data_)
        with (folder / f"{number:04d}.xml").open("wb") as out:
            PageXmlWriter().write(_edition(page, f"{number:04d}"), out, {"version": "as read"})
        words += len(page.tokens)
    return words


def _edition(page: Page, name: str) -> Edition:
    assert page.image is not None
    image = replace(page.image, path=f"{name}.jpg")
    reading = fold(replace(page, label=name, image=image))
    document = Document(DocumentId(1), name, name, Origin(name, "0" * 64, "drawn"))
    return Edition(document, [reading], State.NEW, datetime(2026, 1, 1, tzinfo=UTC))
