"""Words an hour."""

from reviewer.core.pace import Pace


def worked(times: list[float]) -> Pace:
    pace = Pace().begun(times[0])
    for time in times[1:]:
        pace = pace.stepped(time)
    return pace


def test_nothing_is_said_before_there_is_enough_to_say() -> None:
    assert Pace().an_hour is None
    assert worked([0.0, *(float(n) for n in range(1, 8))]).an_hour is None
    assert worked([n * 0.1 for n in range(50)]).an_hour is None


def test_a_word_in_four_seconds_is_nine_hundred_an_hour() -> None:
    assert worked([4.0 * n for n in range(20)]).an_hour == 900


def test_a_pause_counts_for_a_minute_and_no_more() -> None:
    steady = [4.0 * n for n in range(20)]
    paused = worked([*steady, 5000.0])
    assert paused.busy == 76 + 60
    assert paused.begun(9000.0).stepped(9004.0).busy == 140


def test_what_is_taken_back_does_not_count() -> None:
    pace = worked([4.0 * n for n in range(20)])
    assert pace.stepped(76.0, -1).steps == 18
    assert Pace().stepped(1.0, -1).steps == 0
