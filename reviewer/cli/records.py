"""Reading what scripts hand over: JSON lines, and text to suggest for."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable


def read_records(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number from 1, object) of a JSONL file, gzipped or not, or `-` for standard input.

    Raises UnreadableFile naming the line that is not a JSON object.
    """
    for number, line in enumerate(_read(file).split("\n"), 1):
        if line.strip():
            yield number, _object(file, number, line)


def read_text(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, record with `ocr`) for each record of a JSONL file, or one for a plain text."""
    text = _read(file)
    name = "-" if file == "-" else Path(file).name
    if not _looks_like_records(text):
        yield name, {"ocr": text}
        return
    # Not splitlines(): OCR text may hold U+2028 and the like unescaped.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record = _object(file, number, line)
            if not isinstance(record.get("ocr"), str):
                raise _no_record("The record has no text `ocr`.", file, number)
            yield name, record


def read_gold(file: str) -> Iterator[tuple[object, str, str]]:
    """(document, text, truth) of each record of a JSONL file with `ocr` and `gt`, gzipped or not.

    Raises UnreadableFile naming the line that lacks one of them.
    """
    for number, record in read_records(file):
        text, truth = record.get("ocr"), record.get("gt")
        if not isinstance(text, str) or not isinstance(truth, str):
            raise _no_record("The record needs the texts `ocr` and `gt`.", file, number)
        yield record.get("doc"), text, truth


def _looks_like_records(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        return "ocr" in json.loads(first)
    except (ValueError, RecursionError):
        return False


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _object(file: str, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _no_record(f"Not JSON: {error}.", file, number) from error
    if not isinstance(record, dict):
        raise _no_record("Not a JSON object.", file, number)
    return record


def _no_record(what: str, file: str, line: int) -> UnreadableFile:
    return UnreadableFile(
        what,
        where=f"{file}:{line}",
        safe="No project was changed.",
        advice="Correct the line and do it again.",
    )


def _read(file: str) -> str:
    try:
        if file == "-":
            data = sys.stdin.buffer.read()
        else:
            check_readable(Path(file), pipes=True)
            data = Path(file).read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(
            f"The file cannot be read: {error.strerror or error}.", where=file
        ) from error
    except (EOFError, zlib.error) as error:
        raise UnreadableFile(
            f"The file is damaged: {error}.", where=file, advice="Fetch or pack it anew."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"The file is not UTF-8 text: {error}.",
            where=file,
            advice="Convert it, or import it into a project, which detects encodings.",
        ) from error
