"""The built-in detectors and sources pass the kits that plug-ins pass."""

from typing import Any, cast

import pytest

from reviewer.core.ports import Detector, SuggestionSource
from reviewer.engine.pipeline import Engine
from tests.contracts.detector_kit import DetectorKit
from tests.contracts.source_kit import SourceKit


def part(parts: Any, name: str) -> Any:
    return next(one for one in parts if one.name == name)


class TestNonWords(DetectorKit):
    noisy = "The Senstor replied."

    @pytest.fixture
    def detector(self, engine: Engine) -> Detector:
        return cast(Detector, part(engine._detectors, "non-word"))


class TestSigns(DetectorKit):
    noisy = "He replied >~ that it was so."

    @pytest.fixture
    def detector(self, engine: Engine) -> Detector:
        return cast(Detector, part(engine._detectors, "signs"))


class TestNearestWords(SourceKit):
    form, wanted = "Ehrushchev", "Khrushchev"

    @pytest.fixture
    def source(self, engine: Engine) -> SuggestionSource:
        return cast(SuggestionSource, part(engine._sources, "nearest words"))


class TestDeletesWords(SourceKit):
    form, wanted = "earnessly", "earnestly"

    @pytest.fixture
    def source(self, engine: Engine) -> SuggestionSource:
        return cast(SuggestionSource, part(engine._sources, "symspell"))


class TestJoinedWords(SourceKit):
    form, wanted = "ofthe", "of the"

    @pytest.fixture
    def source(self, engine: Engine) -> SuggestionSource:
        return cast(SuggestionSource, part(engine._sources, "joined words"))


class TestRemoval(SourceKit):
    form, wanted = ">~", ""

    @pytest.fixture
    def source(self, engine: Engine) -> SuggestionSource:
        return cast(SuggestionSource, part(engine._sources, "removal"))
