"""Walking along a queue."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.ids import PageId
from reviewer.core.queues import Queue, QueuePlace, Walk


def stop(number: int) -> QueuePlace:
    return QueuePlace(PageId(number // 3), f"{number}-{number}:0-4")


def walk(count: int, at: int = -1) -> Walk:
    places = tuple(stop(number) for number in range(count))
    return Walk(Queue.SAME, total=count, places=places, at=at, complete=True)


def test_a_walk_begins_at_the_first_stop_and_ends_behind_the_last() -> None:
    here = walk(2)
    assert here.here is None
    assert here.following() == 0
    assert here.to(1).following() is None
    assert here.to(9).here is None
    assert here.to(9).preceding() == 1


def test_settled_stops_are_passed_over_and_their_numbers_stay() -> None:
    here = walk(4, at=0).without([stop(1), stop(2)])
    assert here.following() == 3
    assert here.to(3).preceding() == 0
    assert (here.to(3).number, here.to(3).of) == (4, 4)
    assert here.again([stop(2)]).following() == 2


def test_more_stops_come_behind_and_none_comes_twice() -> None:
    here = Walk(Queue.FAINT, total=5).more([stop(0), stop(1)], complete=False).to(1)
    assert (here.following(), here.of, here.ahead) == (None, 5, 0)
    here = here.more([stop(1), stop(2), stop(2)], complete=True)
    assert here.places == (stop(0), stop(1), stop(2))
    assert here.here == stop(1)
    assert (here.following(), here.of) == (2, 3)


def test_what_is_no_stop_is_not_settled() -> None:
    assert walk(2).without([stop(7)]).settled == frozenset()
    assert walk(2).index(stop(7)) is None


@given(st.integers(0, 30), st.sets(st.integers(0, 30)))
def test_walking_on_meets_every_open_stop_once_in_order(count: int, gone: set[int]) -> None:
    here, met = walk(count).without(map(stop, gone)), []
    while (number := here.following()) is not None:
        met.append(number)
        here = here.to(number)
    assert met == [number for number in range(count) if number not in gone]
    back = [here.at] if met else []
    while (number := here.preceding()) is not None:
        back.append(number)
        here = here.to(number)
    assert back == met[::-1]
