"""The same page gives the same findings: twice, in any order, after other pages, anywhere."""

import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.core.findings import Finding
from reviewer.core.lessons import Experience
from reviewer.core.places import dictionaries
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.engine import knowledge as knowing
from reviewer.engine import survey as surveying
from reviewer.engine.pipeline import Engine
from reviewer.services.workers import PooledAnalyst
from tests.engine.samples import page_of

NOTHING = Context()
PROJECT = Context(
    words=frozenset({"Quillhaven"}),
    experience=Experience(
        confusions=(("x", "r", 50),),
        letters=(("", 2_000), ("r", 200)),
        memory=(("hoxse", "horse", 4),),
        stamp="learnt",
    ),
)
PIECES = (
    "the Presldent of the United Statcs and his Arnbassador said that tele- gram ofthe Minister "
    "was reoeived at Quillhavcn by Mr. Mikeyan on l2 May 196O ~ in a hoxse with out gov-\nernment "
    "TELEGRAM FROM MOSCON seif-determination Khrush- chev N°. $N^{\\rm o}$ wor1d >~ Сuba \n"
).split(" ")


def pages(count: int, words: int, seed: int) -> list[PageReading]:
    """Pages of the same words in different orders, so that they share most forms."""
    dice = random.Random(seed)
    return [page_of(" ".join(dice.choices(PIECES, k=words))) for _ in range(count)]


def judged(
    engine: Engine, some: Sequence[PageReading], context: Context = NOTHING
) -> list[Sequence[Finding]]:
    return [engine.analyse(page, context) for page in some]


SOME = pages(12, 60, seed=5)


@pytest.fixture(scope="module")
def expected(make_engine: Callable[..., Engine]) -> list[Sequence[Finding]]:
    """What an engine says of each page that saw no other page before."""
    found = []
    engine = make_engine()
    for page in SOME:
        found.append(engine.analyse(page, NOTHING))
        engine._collections.clear()
        engine.knowledge.forms = knowing.Forms(engine.knowledge)
        engine.knowledge.told.clear()
    assert all(found)
    return found


def test_twice(engine: Engine, expected: list[Sequence[Finding]]) -> None:
    assert judged(engine, SOME) == expected
    assert judged(engine, SOME) == expected


def test_in_another_order(
    make_engine: Callable[..., Engine], expected: list[Sequence[Finding]]
) -> None:
    engine = make_engine()
    assert judged(engine, SOME[::-1]) == expected[::-1]


def test_after_pages_that_filled_the_caches(
    make_engine: Callable[..., Engine],
    expected: list[Sequence[Finding]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = make_engine()
    judged(engine, pages(6, 200, seed=6))
    assert judged(engine, SOME) == expected
    # Tables that start anew again and again must say what those say that grew all the time.
    monkeypatch.setattr(knowing, "MOST_FORMS", 20)
    assert judged(engine, SOME) == expected


def test_between_pages_of_other_projects(engine: Engine, expected: list[Sequence[Finding]]) -> None:
    own = judged(engine, SOME, PROJECT)
    mixed = [(engine.analyse(page, NOTHING), engine.analyse(page, PROJECT)) for page in SOME]
    assert mixed == list(zip(expected, own, strict=True))
    assert own != expected


def test_without_a_cache_and_with_one(small: Path, tmp_path: Path, plain_engine: Engine) -> None:
    built, opened = Engine(small, tmp_path / "cache"), Engine(small, tmp_path / "cache")
    found = [judged(one, SOME) for one in (plain_engine, built, opened)]
    assert found[0] == found[1] == found[2]
    assert any(found[0])


def make() -> Engine:
    """An engine of a worker's own."""
    return Engine(dictionaries() / "en", Path(os.environ["REVIEWER_CACHE"]))


def test_in_processes_of_their_own(expected: list[Sequence[Finding]], engine: Engine) -> None:
    pool = PooledAnalyst(make, lambda: make().stamp, jobs=2)
    try:
        with ThreadPoolExecutor(2) as threads:
            found = list(threads.map(lambda page: pool.analyse(page, NOTHING), SOME))
            own = list(threads.map(lambda page: pool.analyse(page, PROJECT), SOME))
        assert found == expected
        assert own == judged(engine, SOME, PROJECT)
        assert pool.troubles() == ()
    finally:
        pool.close()


WORDS = st.lists(st.sampled_from([*PIECES, "hxuse", "rivxr", "house", "of"]), max_size=15)


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=4), st.randoms())
def test_in_any_company(plain_engine: Engine, texts: list[list[str]], dice: random.Random) -> None:
    some = [page_of(" ".join(words)) for words in texts]
    before = judged(plain_engine, some)
    order = list(range(len(some)))
    dice.shuffle(order)
    plain_engine.knowledge.forms = knowing.Forms(plain_engine.knowledge)
    again = judged(plain_engine, [some[n] for n in order])
    assert again == [before[n] for n in order]


def test_a_page_in_parts_names_each_finding_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (page,) = pages(1, 300, seed=9)
    monkeypatch.setattr(surveying, "MOST_SPOTS", 50)
    found = engine.analyse(page, NOTHING)
    assert len({finding.key for finding in found}) == len(found) > 20
    assert [f.span for f in found] == sorted(f.span for f in found)
    assert found == engine.analyse(page, NOTHING)
