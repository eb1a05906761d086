"""What a terminal cannot show stops nothing: it comes in escapes."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout

import pytest

from reviewer.cli.output import Output

ODD = "café \ud800 \u2028"

every_encoding = pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])


def said(encoding: str, speak: Callable[[], None]) -> str:
    """What comes out where the terminal has this encoding."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding, write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        speak()
    stream.seek(0)
    return stream.read()


@every_encoding
def test_json_comes_back_exactly(encoding: str) -> None:
    text = said(encoding, lambda: Output(as_json=True).result({"ocr": ODD}, ""))
    assert json.loads(text) == {"ocr": ODD}
    assert len(text.splitlines()) == 1


@every_encoding
def test_words_come_with_escapes(encoding: str) -> None:
    out = Output()

    def speak() -> None:
        out.result({}, ODD)
        out.note(ODD)
        out.problem(ODD)

    assert said(encoding, speak).count("\\ud800") == 3
