"""The engine passes the kit for analysts; a detector and a source plugged into it pass theirs."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer import api
from reviewer.core.places import dictionaries
from reviewer.core.ports import Analyst, Context, Detector, SuggestionSource
from reviewer.engine.languages import Languages
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.patterns import PatternDetector
from reviewer.engine.pipeline import Engine
from tests.contracts.analyst_kit import AnalystKit
from tests.contracts.detector_kit import DetectorKit
from tests.contracts.source_kit import SourceKit
from tests.engine.samples import page_of


class TestEngine(AnalystKit):
    noisy, form, wanted = "The Senstor spoke of Cuba.", "Senstor", "Senator"

    @pytest.fixture
    def analyst(self, engine: Engine) -> Analyst:
        return engine


class TestSmallEngine(AnalystKit):
    """Without a cache, fitted weights or a general list of words."""

    noisy, form, wanted = "the hoase of the river", "hoase", "house"

    @pytest.fixture
    def analyst(self, plain_engine: Engine) -> Analyst:
        return plain_engine


@pytest.fixture(scope="module")
def languages() -> Languages:
    cache = Path(os.environ["REVIEWER_CACHE"])
    return Languages(dictionaries(), lambda folder: Engine(folder, cache))


class TestLanguages(AnalystKit):
    noisy, form, wanted = "The Senstor spoke of Cuba.", "Senstor", "Senator"

    @pytest.fixture
    def analyst(self, languages: Languages) -> Analyst:
        return languages


class TestPatterns(DetectorKit):
    noisy = "He sent N$^{\\rm o}$ 7 to \u0421uba."

    @pytest.fixture
    def detector(self, lexicon: Lexicon) -> Detector:
        return PatternDetector(lexicon)


class LongS:
    """A plug-in as somebody would write it, with nothing but `reviewer.api`: ſ stands for s."""

    name = "long s"

    def detect(self, page: api.PageReading, context: api.Context) -> Iterator[api.Finding]:
        for line in page.lines:
            for word in line.words:
                if word.span and not word.decided and "ſ" in word.text:
                    reasons = (api.Message("plug-in.long_s"),)
                    yield api.Finding(
                        word.span, 0, len(word.text), word.text, api.Kind.PATTERN, 0.9, reasons
                    )

    def suggest(
        self, finding: api.Finding, page: api.PageReading, context: api.Context
    ) -> Iterator[api.Suggestion]:
        if "ſ" in finding.form:
            yield api.Suggestion(finding.form.replace("ſ", "s"), 0.9, self.name)


class TestPluggedDetector(DetectorKit):
    noisy = "the houſe"

    @pytest.fixture
    def detector(self) -> Detector:
        return LongS()


class TestPluggedSource(SourceKit):
    form, wanted = "houſe", "house"

    @pytest.fixture
    def source(self) -> SuggestionSource:
        return LongS()


def test_what_passes_the_kits_works_in_the_engine(make_engine: Callable[..., Engine]) -> None:
    part = LongS()
    engine = make_engine(detectors=[part], sources=[part])
    found = {f.form: f for f in engine.analyse(page_of("In the ſhip and ſtreet."), Context())}
    assert engine.troubles() == ()
    assert "ship" in [s.text for s in found["ſhip"].suggestions]
