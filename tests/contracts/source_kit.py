"""What every suggestion source must do. Subclass, and give the fixture `source` and a sample.

class TestMine(SourceKit):
    form, wanted = "wrds", "words"

    @pytest.fixture
    def source(self) -> SuggestionSource: ...
"""

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.ports import Context, SuggestionSource
from reviewer.core.text import make_lines

_FORMS = st.text(st.characters(exclude_categories=("Cs", "Z", "Cc")), min_size=1, max_size=12)


# One part serves all examples, and each subclass runs the same test on a part of its own.
_EVERYWHERE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
)


class SourceKit:
    form: ClassVar[str]
    """A form for which the source has something to say."""
    wanted: ClassVar[str]
    """A reading that it then proposes."""

    @pytest.fixture
    def source(self) -> SuggestionSource:
        raise AssertionError("a kit is subclassed, with a source of one's own")

    @staticmethod
    def ask(source: SuggestionSource, form: str) -> list[Suggestion]:
        reading = fold(Page(1, make_lines(f"before {form} after")))
        finding = Finding(Span(1, 1), 0, len(form), form, Kind.NON_WORD, 0.9)
        return list(source.suggest(finding, reading, Context()))

    def test_proposes_what_it_is_for(self, source: SuggestionSource) -> None:
        assert source.name
        assert self.wanted in [suggestion.text for suggestion in self.ask(source, self.form)]

    @given(form=_FORMS)
    @_EVERYWHERE
    def test_answers_anything_with_sound_values(self, source: SuggestionSource, form: str) -> None:
        for suggestion in self.ask(source, form):
            assert 0 <= suggestion.probability <= 1
            assert suggestion.source
            assert suggestion.text == suggestion.text.strip()

    @given(form=_FORMS)
    @_EVERYWHERE
    def test_says_the_same_again(self, source: SuggestionSource, form: str) -> None:
        assert self.ask(source, form) == self.ask(source, form)
