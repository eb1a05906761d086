"""Whole files as reference: a change of the output shows as a difference that one can read.

`REVIEWER_GOLDEN=write make test` writes them anew; look at the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from reviewer import __version__
from reviewer.core.edition import Edition, Profile
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.writers.text import PlainTextWriter
from tests.formats.editions import written
from tests.golden.scripted import scripted_editions

HERE = Path(__file__).resolve().parent
EDITIONS = scripted_editions()


def compare(name: str, content: str) -> None:
    # A new version of the program is no change of its output.
    content = content.replace(f'version="{__version__}"', 'version="0"')
    path = HERE / name
    if os.environ.get("REVIEWER_GOLDEN") == "write":
        path.write_bytes(content.encode())
    assert content == path.read_bytes().decode()


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("name, edition", EDITIONS.items(), ids=list(EDITIONS))
def test_tei(name: str, edition: Edition, profile: Profile) -> None:
    compare(f"{name}-{profile}.xml", written(TeiWriter(), edition, profile=profile))


@pytest.mark.parametrize("lines", ["source", "joined"])
@pytest.mark.parametrize("name, edition", EDITIONS.items(), ids=list(EDITIONS))
def test_text(name: str, edition: Edition, lines: str) -> None:
    compare(f"{name}-{lines}.txt", written(PlainTextWriter(), edition, lines=lines))
