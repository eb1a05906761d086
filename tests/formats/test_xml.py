from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.formats.xml import parse

BOMB = (
    '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">'
    + "".join(
        f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' if n else '<!ENTITY x0 "&x;&x;">' for n in range(9)
    )
    + "]><a>&x8;</a>"
)


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_entities_from_files_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    path = write(tmp_path, f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>')
    root = parse(path).getroot()
    assert "secret" not in "".join(str(piece) for piece in root.itertext())


def test_entities_do_not_grow(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="entity"):
        parse(write(tmp_path, BOMB))


@pytest.mark.parametrize(
    "text, line",
    [
        ("", 1),
        ("<a>\n<b>\n</a>", 3),
        ("<a>&nbsp;</a>", 1),
        ("<a>\n\x01</a>", 2),
        (b"<a>\n\xff</a>", 2),
        ("<a" * 300 + ">", 1),
        ("<a>" * 100_000, 1),
    ],
)
def test_what_is_no_xml_is_named_with_its_line(
    text: str | bytes, line: int, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse(write(tmp_path, text))
    assert caught.value.where.endswith(f"file.xml, line {line}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        parse(tmp_path / "missing.xml")
