"""What engine tests share: the real engine, opened once, and a small, transparent dictionary."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.core.places import dictionaries
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.pipeline import Engine
from reviewer.engine.tables import Dictionary

TABLES = {
    "dictionary.toml": """
language = "xx"
name = "a small language"
letter_words = "a"
confusions = "confusions.tsv"
bigrams = "bigrams.tsv"
[[table]]
layer = "period"
kind = "word"
file = "words.tsv"
[[table]]
layer = "domain"
kind = "term"
file = "terms.tsv"
[[table]]
layer = "domain"
kind = "place"
file = "places.tsv"
[[table]]
layer = "domain"
kind = "person"
file = "persons.tsv"
""",
    "words.tsv": "word\tcount\nhouse\t900\nHouse\t80\nhorse\t400\nof\t9000\nthe\t20000\n"
    "river\t300\nмир\t500\nмост\t200\nnaïve\t40\n",
    "terms.tsv": "preferred\tnote\tsource\nABX\tBoard of Examples\town\nétude\ta study\town\n",
    "places.tsv": "preferred\tvariants\tnote\tsource\nNova Zembra\tNew Zembra\tan island\town\n",
    "persons.tsv": "preferred\tvariants\tbirth\tdeath\tnote\tsource\n"
    "Petrel, Ada\tPetrell, Ada\t1901\t1980\tkeeper of the light\town\n"
    "House, John\t\t\t\t\town\n"
    "McArdle, Sir Tom\t\t\t\ta traveller\town\n",
    "confusions.tsv": "ocr\ttruth\tweight\ne\to\t200\nm\trn\t100\nrn\tm\t100\n\tl\t50\nf\t\t10\n",
    "bigrams.tsv": "left\tright\tcount\nof\tthe\t800\nthe\triver\t90\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small dictionary."""
    folder = tmp_path / "xx"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def lexicon(small: Path) -> Lexicon:
    """The lexicon of the small dictionary, without a cache."""
    return Lexicon(Dictionary.open(small))


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
