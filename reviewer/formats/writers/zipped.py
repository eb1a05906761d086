"""Packed files that come out the same whenever they are written."""

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.ports import Problem
from reviewer.formats.xml import parse_bytes

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_MOST = 1 << 30  # bytes of a part that a check still reads
_UNPACKABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,  # it ends inside a part
    UnicodeDecodeError,  # a part's name
    RuntimeError,  # locked with a password, or packed in a way unknown here
)
"""All that zipfile raises of a file that is not as we write it."""


def repack(content: bytes, out: BinaryIO, first: str = "") -> None:
    """Write a packed file anew, without the moment of writing. The part `first` stands unpacked at
    the head, as OpenDocument wants its type.
    """
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != first, name))
        for name in names:
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))


def check_parts(path: Path, needed: Sequence[str]) -> list[Problem]:
    """Whether a packed file is whole, has these parts, and all its XML is well-formed."""
    try:
        with zipfile.ZipFile(path) as file:
            broken = file.testzip()
            names = file.namelist()
            problems = [
                Problem(0, f"The part {name} is missing.") for name in needed if name not in names
            ]
            if broken:
                return [*problems, Problem(0, f"The part {broken} is broken.")]
            for info in file.infolist():
                if info.filename.endswith((".xml", ".rels")) and info.file_size < _MOST:
                    problems += _ill_formed(info.filename, file.read(info))
    except OSError as error:
        return [Problem(0, str(unreadable(path, error)))]
    except _UNPACKABLE as error:
        return [Problem(0, f"The file is not packed as it should be: {error}.")]
    return problems


def _ill_formed(name: str, content: bytes) -> list[Problem]:
    try:
        parse_bytes(content, name)
    except UnreadableFile as error:
        return [Problem(0, str(error))]
    return []


def part_of(path: Path, name: str) -> etree._Element:
    """The outermost element of a part."""
    with zipfile.ZipFile(path) as file:
        return parse_bytes(file.read(name), name)
