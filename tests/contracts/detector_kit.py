"""What every detector must do. Subclass, and give the fixture `detector`.

class TestMine(DetectorKit):
    noisy = "words that it doubts"

    @pytest.fixture
    def detector(self) -> Detector: ...
"""

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.ports import Context, Detector
from reviewer.core.text import make_lines
from tests.core.strategies import pages

# One part serves all examples, and each subclass runs the same test on a part of its own.
_EVERYWHERE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
)


class DetectorKit:
    noisy: ClassVar[str]
    """A text in which the detector finds something."""

    @pytest.fixture
    def detector(self) -> Detector:
        raise AssertionError("a kit is subclassed, with a detector of one's own")

    def test_finds_something_and_says_why(self, detector: Detector) -> None:
        found = list(detector.detect(fold(Page(1, make_lines(self.noisy))), Context()))
        assert detector.name
        assert found
        assert all(finding.reasons for finding in found)

    @given(page=pages)
    @_EVERYWHERE
    def test_names_places_that_are_there(self, detector: Detector, page: Page) -> None:
        reading = fold(page)
        for finding in detector.detect(reading, Context()):
            assert finding.span.last < len(page.tokens)
            assert reading.text_of(finding.span)[finding.start : finding.end] == finding.form
            assert finding.form
            assert 0 <= finding.probability <= 1

    @given(page=pages)
    @_EVERYWHERE
    def test_keeps_the_order_of_the_text_and_says_the_same_again(
        self, detector: Detector, page: Page
    ) -> None:
        reading = fold(page)
        found = list(detector.detect(reading, Context()))
        assert found == sorted(found, key=lambda f: (f.span, f.start, f.end))
        assert found == list(detector.detect(reading, Context()))
