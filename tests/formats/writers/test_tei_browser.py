"""The reading profile in CETEIcean: a browser shows the words of the reading and nothing else."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.marks import Anchor, MarkName
from reviewer.formats.words import reading_words
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import local, tei
from tests.formats.editions import decide, editions, make_edition, written
from tests.golden.scripted import scripted_editions
from tests.helpers.browser import visible_words

pytestmark = pytest.mark.slow
_GENERATED = 60


def every_mark() -> Edition:
    """A page with each mark there is on words of its own, and one mark within another."""
    words = [f"word{n}" for n in range(3 * len(MarkName))]
    about = {
        "text": "a remark",
        "expansion": "a whole word",
        "regular": "usual",
        "by": "other",
        "when": "1963-11-27",
        "ref": "somebody",
        "lang": "ru",
        "unit": "word",
        "quantity": "2",
    }
    marks = [
        d.Mark(Anchor(3 * n, 0), Anchor(3 * n + 1, 5), name, about)
        for n, name in enumerate(MarkName)
    ]
    inner = d.Mark(Anchor(1, 0), Anchor(1, 5), MarkName.UNCLEAR, {"cert": "low"})
    acts = [*marks, inner, d.Replace(d.Span(2, 2), "corrected")]
    text = "\n".join(" ".join(words[start : start + 7]) for start in range(0, len(words), 7))
    return make_edition(text, [decide(act, number) for number, act in enumerate(acts, start=1)])


def expected(xml: str) -> list[str]:
    """What CETEIcean prints: text and gaps as they stand, notes in parentheses."""
    text = etree.fromstring(xml.encode()).find(tei("text"))
    assert text is not None
    return "".join(_printed(text)).split()


def _printed(element: etree._Element, *, notes: bool = True) -> list[str]:
    name = local(element)
    parts = [element.text or ""]
    for child in element:
        parts += _printed(child, notes=notes)
        parts.append(child.tail or "")
    if name == "note":
        return ["(", *parts, ")"] if notes else []
    return [] if name == "gap" and not notes else parts


def without_remarks(xml: str) -> list[str]:
    """The same without what editors say: the words of the reading, by the file."""
    text = etree.fromstring(xml.encode()).find(tei("text"))
    assert text is not None
    for one in list(text.iter(tei("note"))):
        if one.get("type") == "marginal":
            one.tag = tei("seg")
    return "".join(_printed(text, notes=False)).split()


def seen(files: dict[str, str], folder: Path) -> None:
    shown = visible_words(files, folder)
    for name, xml in files.items():
        assert shown[name] == expected(xml), name


def test_samples_and_every_mark_show_their_words(tmp_path: Path) -> None:
    made = scripted_editions() | {"every-mark": every_mark()}
    files = {}
    for name, edition in made.items():
        file = f"{re.sub(r'[^a-z0-9-]', '-', name.lower())}.xml"
        files[file] = xml = written(TeiWriter(), edition, profile="reading")
        assert without_remarks(xml) == reading_words(edition), name
    seen(files, tmp_path)


def test_any_document_shows_its_words(tmp_path: Path) -> None:
    files: dict[str, str] = {}

    @settings(
        max_examples=_GENERATED,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(edition=editions())
    def gather(edition: Edition) -> None:
        xml = written(TeiWriter(), edition, profile="reading")
        files[f"made-{len(files)}.xml"] = unicodedata.normalize("NFC", xml)

    gather()
    assert len(files) >= _GENERATED
    seen(files, tmp_path)
