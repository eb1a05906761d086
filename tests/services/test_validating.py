"""Documents checked as they would be published: problems at their page, line and word."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled, ReviewerError
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.progress import Progress
from reviewer.formats import comparing
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.project import Project
from reviewer.services.settings import UserSettings
from reviewer.services.validating import PlacedProblem, Validating
from reviewer.store.opener import Opener
from tests.helpers.needs import need_rules
from tests.services.fakes import WordList

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern>{rule}</pattern></schema>"""
NAMES = '<rule context="tei:text//tei:persName"><report test="1">a name</report></rule>'
HOLDER = '<rule context="tei:publisher"><assert test="0">no house</assert></rule>'


class Missing(TeiValidator):
    """Where SaxonC is not installed."""

    def can_ask_rules(self) -> bool:
        return False


@pytest.fixture
def settings(tmp_path: Path) -> UserSettings:
    return UserSettings(tmp_path / "settings.json")


@pytest.fixture
def make(tmp_path: Path, settings: UserSettings) -> Iterator[Callable[..., Project]]:
    opened: list[Project] = []

    def made(*texts: str, validator: TeiValidator | None = None) -> Project:
        project = Project(
            Opener().create(str(tmp_path / f"p{len(opened)}")),
            WordList({}),
            [PlainTextReader()],
            [TeiWriter()],
            personal=settings,
            validator=validator or TeiValidator(),
        )
        opened.append(project)
        for number, text in enumerate(texts):
            file = tmp_path / f"paper{number}.txt"
            file.write_text(text, "utf-8")
            project.importing.add([file])
        return project

    yield made
    for project in opened:
        project.close()


def decide(project: Project, number: int, *acts: d.Act) -> None:
    project.review.decide(project.rows()[number].id, [d.Draft(act) for act in acts], "Ada")


def where(problem: PlacedProblem) -> tuple[int, int | None, int | None] | None:
    at = problem.at
    return (at.number, at.line, at.token) if at else None


def test_sound_documents_are_fine(make: Callable[..., Project]) -> None:
    project = make("One line.\nAnother.\n", "Something else.\n")
    checked = project.validating.check()
    assert checked.fine
    assert (checked.documents, checked.problems) == (2, [])
    assert not project.validating.ready(project.documents()[0].id)


@pytest.mark.parametrize(
    "text, token",
    [("the \u200bnoise here", 4), ("one\ntwo\n\nthe \u200bnoise again", 3)],
)
def test_a_word_is_found_on_its_page_and_line(
    text: str, token: int, make: Callable[..., Project]
) -> None:
    project = make(f"First page.\nOf two lines.\f{text}\n")
    (problem,) = project.validating.check().problems
    row = project.rows()[1]
    assert problem.at is not None
    assert (problem.at.page, problem.at.number) == (row.id, 2)
    reading = project.page(row.id).reading
    assert problem.at.line is not None
    assert "\u200bnoise" in reading.lines[problem.at.line].text
    assert problem.at.token is not None
    assert reading.page.form(problem.at.token) == "\u200bnoise"
    assert problem.profiles == ("reading", "documentary", "archival")


def test_the_word_meant_is_the_nearest_of_its_form(
    make: Callable[..., Project], settings: UserSettings, tmp_path: Path
) -> None:
    need_rules()
    rules = tmp_path / "rules.sch"
    rules.write_text(RULES.format(rule=NAMES), "utf-8")
    settings.set("tei_schematron", str(rules))
    project = make("Rusk and Rusk\nand again Rusk said\nso to Rusk.\n")
    decide(project, 0, d.Mark(Anchor(5, 0), Anchor(5, 4), MarkName.PERSON, {}))
    (problem,) = project.validating.check().problems
    assert where(problem) == (1, 1, 5)
    assert problem.severe
    assert [one.text for one in project.validating.ready(project.documents()[0].id)] == ["a name"]


def test_what_a_page_alone_has(make: Callable[..., Project]) -> None:
    project = make("sound\fa\u200bb\n", "c\u200bd\n")
    rows = project.rows()
    check = project.validating.check
    assert len(check().problems) == 2
    assert len(check([rows[0].document]).problems) == 1
    assert not check([rows[0].document], rows[0].id).problems
    assert len(check([rows[0].document], rows[1].id).problems) == 1


def test_a_header_field_is_named(
    make: Callable[..., Project], settings: UserSettings, tmp_path: Path
) -> None:
    need_rules()
    rules = tmp_path / "rules.sch"
    rules.write_text(RULES.format(rule=HOLDER), "utf-8")
    settings.set("tei_schematron", str(rules))
    (problem,) = make("One line.\n").validating.check().problems
    assert (problem.field, problem.at) == ("publisher", None)


def test_documents_of_a_project_never_share_an_id(
    make: Callable[..., Project], tmp_path: Path
) -> None:
    project = make()
    for name in ("a b", "a-b", "A b"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"This is {name}.\n", "utf-8")
        project.importing.add([file])
    assert project.validating.check().problems == []
    assert len({one.name for one in project.documents()}) == len(project.documents()) == 3


def test_rules_that_cannot_be_asked_are_told(
    make: Callable[..., Project], settings: UserSettings, tmp_path: Path
) -> None:
    settings.set("tei_schematron", str(tmp_path / "rules.sch"))
    checked = make("One line.\n", validator=Missing()).validating.check()
    assert checked.fine
    assert checked.schematron == ""
    assert any("pip install" in one for one in checked.unchecked)


def test_a_schema_that_is_missing_is_an_error(
    make: Callable[..., Project], settings: UserSettings, tmp_path: Path
) -> None:
    settings.set("tei_schema", str(tmp_path / "missing.rng"))
    project = make("One line.\n")
    with pytest.raises(ReviewerError, match=r"missing\.rng"):
        project.validating.check()
    with pytest.raises(ReviewerError):
        project.validating.ready(project.documents()[0].id)


def test_it_can_be_stopped(make: Callable[..., Project]) -> None:
    project = make("One line.\n", "Two.\n")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        project.validating.check(progress=progress)


def test_words_that_a_file_lacks_are_severe(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = comparing.plain_words

    def lossy(path: Path) -> Sequence[str]:
        return [word for word in whole(path) if word != "line."]

    monkeypatch.setattr(comparing, "plain_words", lossy)
    project = make("Sound page.\fOne line.\n")
    (problem,) = project.validating.check().problems
    assert problem.severe
    assert "lacks “line.”" in problem.text
    assert where(problem) == (2, 0, 1)
    assert isinstance(project.validating, Validating)
