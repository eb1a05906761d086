"""What the engine is told of a project: never behind, and the same object while it is the same."""

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.services.knowing import Knowing
from reviewer.services.project import Project

from .test_learning import approve


def test_a_context_stays_the_same_object_until_something_changes(
    project: Project, page: PageId
) -> None:
    knowing = Knowing(project.lexicon, project.learning)
    first = knowing.contexts()("en")
    assert knowing.contexts()("en") is first
    assert knowing.contexts()("ru").language == "ru"

    project.lexicon.add(LexiconEntry(EntryKind.PERSON, "Petrel, Ada"))
    second = knowing.contexts()("en")
    assert second.words == {"Petrel", "Ada"}
    assert [entry.preferred for entry in second.entries] == ["Petrel, Ada"]

    approve(project, page, d.Replace(d.Span(6, 6), "Cuban"))
    project.learning.run()
    third = knowing.contexts()("en")
    assert third.experience.memory == (("Cuben", "Cuban", 1),)
    assert third.words == second.words
    assert knowing.contexts()("en") is third


def test_analysis_tells_the_engine_what_is_known(project: Project, page: PageId) -> None:
    approve(project, page, d.Replace(d.Span(6, 6), "Kuban"))
    project.learning.run()
    other = project.rows()[1].id
    project.analysis.page(other)
    (finding,) = project.page(other).open
    assert [suggestion.text for suggestion in finding.suggestions] == ["Kuban", "Cuban"]
