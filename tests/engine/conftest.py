"""What engine tests share: the real engine, opened once, and a small, transparent dictionary."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.core.places import dictionaries
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pipeline import Engine
from reviewer.engine.tables import Dictionary
from tests.engine.small import lay_small


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small dictionary."""
    return lay_small(tmp_path / "xx")


@pytest.fixture
def lexicon(small: Path) -> Lexicon:
    """The lexicon of the small dictionary, without a cache."""
    return Lexicon(Dictionary.open(small))


@pytest.fixture(scope="session")
def plain_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine of the small language. It has no fitted weights, so what it says is clear-cut."""
    return Engine(lay_small(tmp_path_factory.mktemp("small") / "xx"))


@pytest.fixture(scope="session")
def knowledge(plain_engine: Engine) -> Knowledge:
    """What the small dictionary says."""
    return plain_engine.knowledge


@pytest.fixture(scope="session")
def make_engine() -> Callable[..., Engine]:
    """Makes the English engine with the cache that the test session shares."""

    def make(**options: object) -> Engine:
        return Engine(dictionaries() / "en", Path(os.environ["REVIEWER_CACHE"]), **options)

    return make


@pytest.fixture(scope="session")
def engine(make_engine: Callable[..., Engine]) -> Engine:
    """The English engine."""
    return make_engine()
