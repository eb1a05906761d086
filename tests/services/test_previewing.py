"""What the preview shows is what an export writes, and its places are those of the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.edition import Profile
from reviewer.core.errors import Cancelled, ReviewerError, UsageError
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.preview import Spotted
from reviewer.core.printed import About, read_words
from reviewer.core.writing import (
    Printer,
)
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.html import HtmlWriter
from reviewer.formats.writers.printing import printed_edition
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from tests.services.fakes import WordList

TEXT = "The President received him.\n\nHe spoke of Cuba.\f\nOn Cuba he said little.\n"


def project(folder: Path, printer: Printer | None = printed_edition) -> Project:
    made = Project(
        Opener().create(str(folder / "p")),
        WordList({}),
        [PlainTextReader()],
        [TeiWriter(), HtmlWriter()],
        validator=TeiValidator(),
        printer=printer,
    )
    file = folder / "talk.txt"
    file.write_text(TEXT, "utf-8")
    made.importing.add([file])
    return made


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    made = project(tmp_path)
    yield made
    made.close()


def test_the_paper_has_the_words_of_the_pages(opened: Project) -> None:
    (document,) = opened.documents()
    for profile in Profile:
        paper = opened.previewing.paper(document.id, profile)
        assert read_words(paper.pieces) == TEXT.split()
        assert paper.pages == 2
        assert paper.draft[0] == "Draft, not approved"


def test_a_page_alone_has_its_own_words_and_number(opened: Project) -> None:
    (document,) = opened.documents()
    second = opened.rows(document.id)[1].id
    paper = opened.previewing.paper(document.id, Profile.READING, second)
    assert read_words(paper.pieces) == "On Cuba he said little.".split()
    assert (paper.first, paper.pages) == (2, 1)
    file = opened.previewing.file(document.id, Profile.ARCHIVAL, second)
    assert "said little" in file.text
    assert "President" not in file.text[file.text.index("<body") :]


def test_signs_that_stand_in_the_text_are_explained(opened: Project) -> None:
    (document,) = opened.documents()
    page = opened.rows(document.id)[0].id
    act = d.Mark(Anchor(1, 0), Anchor(1, 9), MarkName.UNCLEAR)
    opened.review.decide(page, [d.Draft(act)], "Mira Novak")
    paper = opened.previewing.paper(document.id)
    assert [about for about, _ in paper.legend] == [About.UNCLEAR]


def test_a_word_of_the_preview_is_a_word_of_its_page(opened: Project) -> None:
    (document,) = opened.documents()
    rows = opened.rows(document.id)
    place = opened.previewing.place(document.id, Spotted(2, "Cuba", 1))
    assert place is not None
    assert place.page == rows[1].id
    reading = opened.page(rows[1].id).reading
    assert place.token is not None
    where = reading.place_of(place.token)
    assert where is not None
    assert reading.lines[where[0]].words[where[1]].text == "Cuba"


@pytest.mark.parametrize("profile", Profile)
def test_every_word_of_a_file_leads_to_that_word(opened: Project, profile: Profile) -> None:
    (document,) = opened.documents()
    file = opened.previewing.file(document.id, profile)
    at = file.text.index("little.", file.text.index("<body"))
    spot = file.spotted(at)
    assert spot is not None
    place = opened.previewing.place(document.id, spot)
    assert place is not None
    assert place.words == "On Cuba he said little."
    assert file.find(spot) == at


def test_what_is_wrong_with_a_file_is_told_by_its_line(opened: Project) -> None:
    (document,) = opened.documents()
    file = opened.previewing.file(document.id)
    assert not opened.previewing.problems(file.text)
    head, body = file.text[: file.text.index("<body")], file.text[file.text.index("<body") :]
    body = body.replace("<p ", "<parch ", 1).replace("</p>", "</parch>", 1)
    broken = head + body
    line = broken[: broken.index("<parch")].count("\n") + 1
    assert line in [problem.line for problem in opened.previewing.problems(broken)]


def test_a_page_to_read_is_saved_whole(opened: Project, tmp_path: Path) -> None:
    (document,) = opened.documents()
    target = tmp_path / "talk.html"
    assert not opened.previewing.save(document.id, target, Profile.READING)
    assert "On Cuba he said little." in target.read_text("utf-8")
    assert [one.name for one in tmp_path.glob("*.html*")] == ["talk.html"]


def test_who_stops_it_gets_nothing(opened: Project) -> None:
    (document,) = opened.documents()
    with pytest.raises(Cancelled):
        opened.previewing.paper(document.id, stopped=lambda: True)


def test_what_is_not_here_is_said(tmp_path: Path) -> None:
    made = project(tmp_path, printer=None)
    (document,) = made.documents()
    with pytest.raises(ReviewerError) as caught:
        made.previewing.paper(document.id)
    assert "no_printer" in str(caught.value.what) or "show" in str(caught.value.what)
    made.exporting._writers = []
    with pytest.raises(UsageError):
        made.previewing.file(document.id)
    made.close()
