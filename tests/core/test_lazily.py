"""Members that are made when they are asked for."""

from reviewer.core.lazily import Lazily


def test_nothing_is_made_before_it_is_asked_for_and_then_once() -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("made")
        return ["a", "b"]

    members = Lazily(make)
    assert not made
    assert (list(members), members[0], members[1:], len(members)) == (["a", "b"], "a", ("b",), 2)
    assert "b" in members
    assert made == ["made"]
