"""Documents with everything in them: valid in all profiles, and reading as on the screen.

`REVIEWER_RANDOM_PROJECTS` says how many (60 without it), `REVIEWER_RANDOM_FIRST` where to begin.
"""

import io
import os

import pytest
from lxml import etree

from reviewer.core.edition import Profile
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.formats.writers.tei import TeiWriter
from tests.formats.editions import written
from tests.formats.random_projects import check, edition
from tests.formats.writers.test_tei_documents import tei_all  # noqa: F401 - a fixture

FIRST = int(os.environ.get("REVIEWER_RANDOM_FIRST", "0"))
COUNT = int(os.environ.get("REVIEWER_RANDOM_PROJECTS", "60"))
SEEDS = range(FIRST, FIRST + COUNT)


@pytest.mark.parametrize("some", [SEEDS[n::10] for n in range(10)], ids=lambda some: str(some[:1]))
def test_files_are_sound_and_read_as_on_the_screen(some: range) -> None:
    assert {seed: found for seed in some if (found := check(edition(seed)))} == {}


def test_everything_occurs() -> None:
    pages = [page for seed in range(60) for page in edition(seed).pages]
    assert {line.role for page in pages for line in page.lines} == set(Role)
    assert {mark.name for page in pages for mark in page.marks} == set(MarkName)
    assert any(page.page.image and page.page.regions for page in pages)


@pytest.mark.slow
def test_what_is_written_is_tei(tei_all: etree.RelaxNG) -> None:  # noqa: F811 - the fixture
    for seed in range(80):
        for profile in Profile:
            xml = written(TeiWriter(), edition(seed), profile=profile)
            assert tei_all.validate(etree.parse(io.BytesIO(xml.encode()))), (seed, profile)


FOUND = (44671, 58281, 60273, 61928, 63801, 64122, 68707)
"""Those in which long runs found faults that are mended: a blank, a line's end, a stamp's place."""


@pytest.mark.parametrize("seed", FOUND)
def test_what_was_wrong_once_stays_right(seed: int) -> None:
    assert check(edition(seed)) == []
