"""The sample telegrams, corrected and marked by script, against the reference edition.

What differs stands in `alike.toml`, each with its reason and how often it occurs. The test fails on
any other difference, and on one that is listed and no longer there.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from reviewer.core.edition import Profile
from reviewer.formats.words import plain_words
from reviewer.formats.xml import local, parse, tei
from tests.helpers.needs import need
from tests.journeys.alike import differences
from tests.journeys.published import published

pytestmark = pytest.mark.journey

HERE = Path(__file__).resolve().parent
Export = Callable[[str, str], Path]
_BLOCKS = frozenset("item ab dateline p head signed salute opener".split())
TOGETHER = {"ACTION:": " "}
"""Lines of the reference text that are one line of the telegram: “ACTION: Amembassy MOSCOW”."""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Export]:
    project, made = published(tmp_path_factory.mktemp("published"))
    yield made
    project.close()


@pytest.fixture
def reference(shared: Path) -> Path:
    need((shared / "tei").is_dir(), f"{shared / 'tei'}, the reference edition")
    return shared / "tei"


@pytest.mark.parametrize("name, profile", [("t1950", "documentary"), ("t1963", "archival")])
def test_the_elements_are_those_of_the_reference(
    name: str, profile: str, export: Export, reference: Path
) -> None:
    theirs = parse(reference / f"example-telegram-{name[1:]}.xml").getroot()
    ours = parse(export(name, profile)).getroot()
    listed = tomllib.loads((HERE / "alike.toml").read_text("utf-8"))[name]
    assert all(one["why"] for one in listed)
    explained = Counter({what: count for one in listed for count, what in one["differences"]})
    found = differences(ours, theirs)
    assert {"not explained": found - explained, "gone": explained - found} == {
        "not explained": Counter(),
        "gone": Counter(),
    }


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("name", ["t1950", "t1963"])
def test_the_words_are_those_of_the_reference(
    name: str, profile: Profile, export: Export, reference: Path
) -> None:
    text = (reference / f"example-telegram-{name[1:]}.reading.txt").read_text("utf-8")
    assert plain_words(export(name, profile)) == text.replace("[…]", " ").split()


@pytest.mark.parametrize("name", ["t1950", "t1963"])
def test_the_lines_of_the_reading_text_are_those_of_the_reference(
    name: str, export: Export, reference: Path
) -> None:
    text = (reference / f"example-telegram-{name[1:]}.reading.txt").read_text("utf-8")
    for line, joint in TOGETHER.items():
        text = text.replace(f"{line}\n", f"{line}{joint}")
    root = parse(export(name, "reading")).getroot().find(tei("text"))
    assert root is not None
    assert [line for block in _blocks(root) for line in block] == text.splitlines()


def _blocks(root: etree._Element) -> Iterator[list[str]]:
    """The lines of each block, a sign standing for a gap."""
    for block in root.iter(*(tei(name) for name in _BLOCKS)):
        parent = block.getparent()
        if parent is not None and local(parent) in _BLOCKS:
            continue
        text = "".join(_pieces(block))
        yield [line for one in text.split("\v") if (line := re.sub(r"\s+", " ", one).strip())]


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "gap":
            yield "[…]"
        elif name == "lb" or name in _BLOCKS:
            yield "\v"
        if name not in ("gap", "note"):
            yield from _pieces(child)
        if name in _BLOCKS:
            yield "\v"
        yield child.tail or ""
