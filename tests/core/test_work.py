"""Who did what, how fast: counted from decisions."""

from collections.abc import Sequence, Set
from datetime import UTC, datetime, timedelta

import pytest

from reviewer.core import decisions as d
from reviewer.core.confusing import confusions, decided, table
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.lessons import UNTAUGHT, Lessons, total
from reviewer.core.work import OTHERS, Person, Stretch, Work, taken_back
from reviewer.core.work import over_time as stretches_of
from reviewer.core.work import people as people_of
from reviewer.core.works import Works

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def work(
    number: int,
    after: float = 0,
    by: str = "Ada",
    act: str = d.Replace.name,
    way: d.Way = d.Way.TYPED,
    **more: object,
) -> Work:
    """Decision `number`, so many minutes after nine."""
    at = START + timedelta(minutes=after)
    return Work(DecisionId(number), PageId(1), by, at, act, way, **more)  # type: ignore[arg-type]


def away(works: Sequence[Work]) -> Set[int]:
    return taken_back({one.id: one.targets for one in works if one.targets})


def people(works: Sequence[Work]) -> Sequence[Person]:
    return people_of(works, away(works))


def over_time(works: Sequence[Work], step: timedelta) -> Sequence[Stretch]:
    return stretches_of(works, away(works), step)


def test_what_was_taken_back_is_not_counted_and_done_again_is() -> None:
    undo = work(2, act=d.Revert.name, targets=(1,))
    redo = work(3, act=d.Revert.name, targets=(2,))
    assert away([work(1), undo]) == {1}
    assert away([work(1), undo, redo]) == {2}


def test_people_are_one_person_whatever_the_case_of_their_name() -> None:
    found = people([work(1, by="ada"), work(2, by="Ada "), work(3, by="Ben")])
    assert [(one.name, one.words) for one in found] == [("Ada ", 2), ("Ben", 1)]


def test_suggestions_count_by_rank_and_late_ones_together() -> None:
    ranks = (1, 1, 2, 7, 9)
    taken = [work(n, way=d.Way.ACCEPTED, rank=rank) for n, rank in enumerate(ranks, 1)]
    (ada,) = people([*taken, work(6, act=d.Keep.name), work(7)])
    assert ada.taken == {1: 2, 2: 1, OTHERS: 2}
    assert (ada.words, ada.kept, ada.typed) == (7, 1, 1)


def test_rules_and_scripts_are_nobodys_work() -> None:
    assert not people([work(1, way=d.Way.RULE), work(2, way=d.Way.SCRIPT)])
    assert not over_time([work(1, way=d.Way.RULE)], timedelta(hours=1))


def test_pauses_are_left_out_of_the_pace() -> None:
    first = [work(n, n) for n in range(11)]  # ten minutes, ten words timed
    second = [work(100 + n, 300 + n) for n in range(11)]
    (ada,) = people([*first, *second])
    assert ada.words == 22
    assert ada.hours == pytest.approx(20 / 60)
    assert ada.pace == pytest.approx(60)


def test_a_pace_of_few_words_is_not_told() -> None:
    (ada,) = people([work(1, 0), work(2, 1)])
    assert ada.pace is None


def test_two_people_do_not_time_each_other() -> None:
    found = people([work(n, n, by=("Ada", "Ben")[n % 2]) for n in range(40)])
    assert [one.pace for one in found] == [pytest.approx(30), pytest.approx(30)]


def test_stretches_hold_the_words_of_their_hour() -> None:
    times = over_time([work(n, n * 4) for n in range(30)], timedelta(hours=1))
    assert sum(stretch.words for stretch in times) == 30
    assert len(times) == 2
    assert times[0].start < times[1].start
    (day,) = over_time([work(n, n) for n in range(30)], timedelta(days=1))
    assert (day.start.hour, day.start.minute) == (0, 0)


def test_confusions_come_from_what_was_read_instead() -> None:
    works = [
        work(1, form="solicy", text="policy."),
        work(2, form="solicy", text="policy"),
        work(3, form="tlie", text="the"),
        work(4, form="xqzv", text="Washington"),
        work(5, form="Cuben", text="Cuban"),
        work(6, act=d.Revert.name, targets=(5,)),
    ]
    assert decided(works, away(works)) == [("li", "h", 1), ("s", "p", 2)]
    found = confusions(UNTAUGHT, works, away(works))
    assert found.counts[found.true.index("p")][found.read.index("s")] == 2
    assert (found.total, found.pages) == (3, 0)


def test_approved_pages_say_more_than_decisions() -> None:
    learnt = total([Lessons(confusions=(("e", "c", 5),))])
    found = confusions(learnt, [work(1, form="solicy", text="policy")], set())
    assert (found.true, found.read, found.counts, found.pages) == (("c",), ("e",), ((5,),), 1)


def test_a_table_keeps_to_its_rows_and_takes_the_most_frequent() -> None:
    pairs = [(chr(97 + n), chr(65 + n), n + 1) for n in range(26)]
    found = table(pairs, rows=5)
    assert found.true == ("V", "W", "X", "Y", "Z")
    assert found.total == sum(range(1, 27))


def test_lost_letters_stand_last() -> None:
    found = table([("", "a", 1), ("b", "", 1), ("1", "l", 1)])
    assert found.read[-1] == ""
    assert found.true[-1] == ""


def test_columns_give_back_what_was_put_in() -> None:
    first = [
        work(1, 0.25, form="solicy", text="policy", rank=2, way=d.Way.ACCEPTED),
        work(2, by="Ben", act=d.Keep.name),
        work(3, act=d.Revert.name, targets=(1,)),
    ]
    second = [Work(DecisionId(9), None, "Ada", START, d.SetHeader.name, d.Way.SCRIPT)]
    works = Works()
    assert (works.last, [*works]) == (0, [])
    works.add(first)
    works.add(second)
    assert [*works] == [*first, *second]
    assert [*works] == [*first, *second]  # as often as one likes
    assert (works.last, len(works), works.targets) == (9, 4, {3: (1,)})


def test_the_last_ones_can_be_forgotten() -> None:
    works = Works()
    works.forget(200)
    works.add([work(1), work(2), work(3, act=d.Revert.name, targets=(1,))])
    works.forget(2)
    assert ([one.id for one in works], works.targets) == ([1], {})
    works.forget(200)
    assert not works.last
