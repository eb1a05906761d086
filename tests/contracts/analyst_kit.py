"""What every analyst must do. Subclass, and give the fixture `analyst` and a text that it doubts.

class TestMine(AnalystKit):
    noisy, form, wanted = "words taht it doubts", "taht", "that"

    @pytest.fixture
    def analyst(self) -> Analyst: ...
"""

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from reviewer.core.decisions import Decision, Keep, Span
from reviewer.core.fold import fold
from reviewer.core.lessons import Lessons
from reviewer.core.model import Page
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from tests.core.strategies import ledger, ledgers, pages

# One analyst serves all examples, and each subclass runs the same test on one of its own.
_EVERYWHERE = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


class AnalystKit:
    noisy: ClassVar[str]
    """A text in which the analyst finds something: `form` among it, which it reads as `wanted`."""
    form: ClassVar[str]
    wanted: ClassVar[str]

    @pytest.fixture
    def analyst(self) -> Analyst:
        raise AssertionError("a kit is subclassed, with an analyst of one's own")

    def page(self) -> PageReading:
        return fold(Page(1, make_lines(self.noisy)))

    def test_finds_and_mends_what_it_is_for(self, analyst: Analyst) -> None:
        found = {f.form: f for f in analyst.analyse(self.page(), Context())}
        assert found[self.form].suggestions[0].text == self.wanted
        assert found[self.form].reasons
        assert found[self.form].suggestions[0].evidence

    def test_words_that_the_project_holds_right_are_no_findings(self, analyst: Analyst) -> None:
        found = analyst.analyse(self.page(), Context(words=frozenset({self.form})))
        assert self.form not in [finding.form for finding in found]

    def test_what_was_settled_is_no_finding(self, analyst: Analyst) -> None:
        page = self.page()
        keeps = [Keep(Span(token.n, token.n)) for token in page.page.tokens]
        assert list(analyst.analyse(fold(page.page, ledger(keeps)), Context())) == []

    @given(page=pages, decisions=ledgers)
    @_EVERYWHERE
    def test_findings_stand_where_they_say_in_the_order_of_the_text(
        self, analyst: Analyst, page: Page, decisions: list[Decision]
    ) -> None:
        reading = fold(page, decisions)
        found = list(analyst.analyse(reading, Context()))
        assert found == sorted(found, key=lambda f: (f.span, f.start, f.end))
        for finding in found:
            assert reading.text_of(finding.span)[finding.start : finding.end] == finding.form
            assert finding.form
            assert 0 <= finding.probability <= 1
            assert all(0 <= s.probability <= 1 for s in finding.suggestions)
        assert list(analyst.analyse(reading, Context())) == found
        assert analyst.troubles() == ()

    def test_a_page_without_decisions_teaches_no_readings(self, analyst: Analyst) -> None:
        page = self.page()
        learnt = analyst.lessons(page, analyst.analyse(page, Context()))
        assert all(form == reading for form, reading, _ in learnt.memory)
        assert (self.form, self.form) in [(form, reading) for form, reading, _ in learnt.memory]
        assert analyst.lessons(fold(Page(1, ())), ()) == Lessons()

    def test_a_word_without_entries_has_none(self, analyst: Analyst) -> None:
        assert list(analyst.entries("qqxxzzqq")) == []

    def test_what_is_listed_is_found_by_its_form(self, analyst: Analyst) -> None:
        listed = analyst.listed("en")
        assert not any(entry.forbids for entry in listed)
        for entry in listed[:: max(1, len(listed) // 50)]:
            if entry.preferred.isalpha():
                assert entry.preferred in [
                    one.preferred for one in analyst.entries(entry.preferred)
                ]

    def test_closed_it_opens_again_and_says_the_same(self, analyst: Analyst) -> None:
        before, stamp = analyst.analyse(self.page(), Context()), analyst.stamp
        analyst.close()
        assert analyst.stamp == stamp
        assert analyst.analyse(self.page(), Context()) == before
