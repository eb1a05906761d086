from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import lineup
from benchmarks.peers import LONGEST, Answer, GuigutsPeer, NotInstalled, Peer, SymSpellPeer
from benchmarks.remembering import Memory

WORDS = {"house": 90, "horse": 40, "river": 30, "the": 900}


def words() -> Mapping[str, int]:
    return WORDS


class Plain(Peer):
    """A peer that knows one word, and counts how often it is asked."""

    name = "plain"

    def __init__(self, memory: Path | None = None) -> None:
        super().__init__(memory)
        self.asked: list[str] = []

    def open(self) -> None:
        self.version = "1.0"

    def look_up(self, form: str) -> Answer:
        self.asked.append(form)
        return None if form == "house" else ("house", "horse")


def test_findings_are_the_forms_held_wrong_with_their_places() -> None:
    peer = Plain()
    peer.start()
    text = "7 hovse, house (hovse)"
    found = peer.predict(text)
    assert [(each["start"], each["end"]) for each in found] == [(2, 7), (16, 21)]
    assert all(each["suggestions"] == ["house", "horse"] for each in found)
    assert peer.asked == ["hovse", "house"]


def test_words_are_cut_alike_for_all() -> None:
    peer = Plain()
    peer.start()
    peer.predict("can't l’été co-op. '68 x1 12th “Q”")
    assert peer.asked == ["can't", "l’été", "co-op", "th"]


def test_a_form_that_is_no_word_is_not_asked_for() -> None:
    peer = Plain()
    assert peer.ask("x" * (LONGEST + 1)) == ()
    assert peer.asked == []


def test_answers_are_kept_from_run_to_run(tmp_path: Path) -> None:
    first = Plain(tmp_path)
    first.start()
    told = first.predict("house hovse")
    first.close()
    second = Plain(tmp_path)
    second.start()
    assert second.predict("house hovse") == told
    assert second.asked == []


def test_another_version_remembers_nothing(tmp_path: Path) -> None:
    first = Plain(tmp_path)
    first.start()
    first.predict("hovse")
    first.close()
    second = Plain(tmp_path)
    second.open = lambda: setattr(second, "version", "2.0")  # type: ignore[method-assign]
    second.start()
    second.predict("hovse")
    assert second.asked == ["hovse"]


def test_what_is_right_is_remembered_apart_from_what_has_no_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "new" / "answers.json"
    memory = Memory(path)
    answers: dict[str, Answer] = {"house": None, "qxz": (), "hovse": ("house",)}
    for form in answers:
        memory.recall(form, answers.__getitem__)
    memory.save()
    again = Memory(path)
    assert {form: again.recall(form, lambda _: ("asked",)) for form in answers} == answers


def test_symspellpy_orders_by_distance_then_frequency() -> None:
    peer = SymSpellPeer(2, words)
    peer.start()
    assert peer.ask("House") is None
    assert peer.ask("Hovse") == ("House", "Horse")
    assert peer.ask("qqqqqq") == ()
    assert peer.version


def test_symspellpy_reaches_as_far_as_it_is_told() -> None:
    answers = []
    for distance in (2, 3):
        peer = SymSpellPeer(distance, words)
        peer.start()
        answers.append(peer.ask("rlvvv"))
    assert answers == [(), ("river",)]


def test_symspellpy_remembers_for_its_words_alone() -> None:
    keys = set()
    for listed in (WORDS, {**WORDS, "word": 1}, {**WORDS, "the": 901}):
        peer = SymSpellPeer(1, lambda listed=listed: listed)  # type: ignore[misc]
        peer.start()
        keys.add(peer.words_key())
    assert len(keys) == 3


@pytest.fixture
def guiguts(tmp_path: Path) -> GuigutsPeer:
    listed = tmp_path / GuigutsPeer.resource
    listed.parent.mkdir(parents=True)
    listed.write_text("house\nhorse\nMoscow\nriver\n", "utf-8")
    (tmp_path / "guiguts-2.0.5.dist-info").mkdir()
    peer = GuigutsPeer(folders=[str(tmp_path)])
    peer.start()
    return peer


def test_guiguts_list_is_read_with_its_version(guiguts: GuigutsPeer) -> None:
    assert guiguts.version == "2.0.5"
    assert [guiguts.ask(form) for form in ("House", "MOSCOW", "river")] == [None] * 3


def test_guiguts_suggests_the_nearest_words_in_their_case(guiguts: GuigutsPeer) -> None:
    assert guiguts.ask("moscow") == ("Moscow",)
    assert guiguts.ask("HOVSE") == ("HOUSE", "HORSE")


def test_a_missing_word_list_is_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.peers.FOLDER", tmp_path)
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    with pytest.raises(NotInstalled, match="guiguts"):
        GuigutsPeer().start()


@pytest.mark.parametrize("name", lineup.PEERS)
def test_peers_bear_the_names_of_the_tables(name: str) -> None:
    assert lineup.make(name, words).name == name


def test_the_lineup_hangs_together() -> None:
    assert lineup.REFERENCE in lineup.PEERS
    assert set(lineup.PEERS) >= lineup.SLOW
    assert not set(lineup.PEERS) & set(lineup.ABSENT)
