"""Words that nobody touched: the likeliest first, samples that are fair, and what they came to."""

from collections import Counter

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.sampling import Sample
from reviewer.services.project import Project

from .test_review import key_of


def words(project: Project, page: PageId, spans: list[d.Span]) -> list[str]:
    return [project.page(page).reading.text_of(span) for span in spans]


def test_open_findings_come_first_and_settled_ones_not_at_all(
    project: Project, page: PageId
) -> None:
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    found = project.untouched.likely([page])
    assert words(project, page, [one.span for one in found]) == ["Mikeyan", "serions."]
    assert all(one.finding and one.probability == 0.9 for one in found)


def test_words_beside_much_doubt_are_doubtful(project: Project, page: PageId) -> None:
    found = project.untouched.likely([page])
    beside = [one for one in found if not one.finding]
    # two of the five words of "The Cuben problem was serions." are doubted
    assert words(project, page, [one.span for one in beside]) == ["The", "problem", "was"]
    assert {one.probability for one in beside} == {0.5 * 2 / 5}
    assert project.untouched.likely([page], most=2) == found[:2]


def test_a_sample_has_only_words_that_nobody_touched(project: Project, page: PageId) -> None:
    project.review.accept(page, key_of(project, page, "Mikeyan"), 1, "Ada")
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    drawn = project.untouched.draw([page], 99, 3)
    assert drawn.total == 8
    assert words(project, page, [one.span for one in drawn.words]) == [
        *("President", "handed", "a", "message.", "The", "problem", "was", "serions."),
    ]
    assert project.untouched.draw([], 5, 3).words == ()


def test_every_word_is_as_likely_to_be_drawn(project: Project) -> None:
    pages = [row.id for row in project.rows()]
    met = Counter(
        (one.page, one.span)
        for seed in range(600)
        for one in project.untouched.draw(pages, 2, seed).words
    )
    assert len(met) == 13  # all words of both pages
    assert max(met.values()) < 2 * min(met.values())  # 92 of each are expected, give or take 9
    same = project.untouched.draw(pages, 5, 7)
    assert same == project.untouched.draw(pages, 5, 7)


def test_what_is_wrong_is_asked_about_and_the_count_is_kept(project: Project, page: PageId) -> None:
    drawn = project.untouched.draw([page], 4, 3)
    project.untouched.ask(drawn.words[0], "Read it again, please.", "Eve")
    act = project.page(page).decisions[-1].act
    assert act == d.Comment("Read it again, please.", drawn.words[0].span, None, True)
    check = project.untouched.keep(drawn, 4, 1, "Eve")
    assert check.sample == Sample(4, drawn.total, 1, 3)
    assert list(project.untouched.checks()) == [check]
