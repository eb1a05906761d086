"""The network: one posterior a group, the same in any company."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.core.errors import UnreadableFile
from reviewer.core.places import dictionaries
from reviewer.engine import weighing
from reviewer.engine.network import _BLOCK, Network, _times, plain, posterior, read_networks

G, R = ("length", "known"), ("keep", "none", "candidate", "cost")


def network(seed: int = 1, hidden: int = 5) -> Network:
    dice = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return dice.normal(size=shape).astype(np.float32)

    return Network(
        some(len(G), hidden), some(len(R), hidden), some(hidden), some(hidden, 3), some(3),
        some(3), some(len(R)),
    )  # fmt: skip


def page(seed: int, groups: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(group features, row features, owner, first) of a made-up page."""
    dice = np.random.default_rng(seed)
    sizes = dice.integers(2, 9, groups)
    first = np.concatenate([[0], np.cumsum(sizes)])
    owner = np.repeat(np.arange(groups), sizes)
    group = dice.normal(size=(groups, len(G))).astype(np.float32)
    rows = dice.normal(size=(len(owner), len(R))).astype(np.float32)
    return group, rows, owner, first


def test_scores_are_those_of_the_plain_formula() -> None:
    net = network()
    group, rows, owner, _ = page(3, 40)
    for n, score in enumerate(net.scores(group, rows, owner).tolist()):
        hidden = np.maximum(rows[n] @ net.row + group[owner[n]] @ net.group + net.bias, 0)
        deep = np.maximum(hidden @ net.second + net.second_bias, 0)
        assert score == pytest.approx(deep @ net.out + rows[n] @ net.direct, rel=1e-4, abs=1e-4)


@given(
    st.lists(st.lists(st.floats(-1e4, 1e4, width=32), min_size=2, max_size=7), max_size=8),
)
def test_the_shares_of_a_group_sum_to_one(scores: list[list[float]]) -> None:
    first = np.cumsum([0, *map(len, scores)])
    flat = np.array([score for group in scores for score in group], np.float32)
    shares = posterior(flat, first)
    assert (shares >= 0).all()
    for start, group in zip(first, scores, strict=False):
        own = shares[start : start + len(group)]
        assert own.sum() == pytest.approx(1, abs=1e-5)
        # The higher score never has the smaller share.
        order = np.argsort(group, kind="stable")
        assert (np.diff(own[order]) >= 0).all()


def test_rows_do_not_depend_on_how_many_there_are() -> None:
    dice = np.random.default_rng(7)
    for width, hidden in ((41, 24), (46, 48), (24, 1), (3, 12)):
        rows = dice.normal(size=(2 * _BLOCK + 37, width)).astype(np.float32)
        weights = dice.normal(size=(width, hidden)).astype(np.float32)
        whole = _times(rows, weights)
        assert whole == pytest.approx(rows @ weights, rel=1e-3, abs=1e-3)
        for count in (1, 2, 7, 100, _BLOCK - 1, _BLOCK, _BLOCK + 1, 2 * _BLOCK):
            assert np.array_equal(_times(rows[:count], weights), whole[:count])
        assert np.array_equal(_times(rows[_BLOCK:], weights), whole[_BLOCK:])
    assert _times(np.zeros((0, 3), np.float32), np.zeros((3, 2), np.float32)).shape == (0, 2)


@settings(max_examples=25)
@given(st.integers(0, 99), st.integers(0, 30), st.integers(1, 60))
def test_a_page_is_judged_the_same_with_another_behind_it(
    seed: int, more: int, groups: int
) -> None:
    net = network()
    one, other = page(seed, groups), page(seed + 100, more)
    alone = posterior(net.scores(one[0], one[1], one[2]), one[3])
    joint = posterior(
        net.scores(
            np.concatenate([one[0], other[0]]),
            np.concatenate([one[1], other[1]]),
            np.concatenate([one[2], other[2] + groups]),
        ),
        np.concatenate([one[3], other[3][1:] + one[3][-1]]),
    )
    assert np.array_equal(joint[: len(alone)], alone)


def test_nothing_to_judge_is_no_error() -> None:
    group, rows, owner, first = page(1, 0)
    assert len(posterior(network().scores(group, rows, owner), first)) == 0


def test_weights_are_kept_as_numbers(tmp_path: Path) -> None:
    net = network()
    path = tmp_path / "network.json"
    path.write_text(json.dumps({"looks": [net.record(G, R), net.record(G, R)]}), "utf-8")
    for again in read_networks(path, [(G, R), (G, R)]):
        for name in Network.__dataclass_fields__:
            assert getattr(again, name) == pytest.approx(getattr(net, name), abs=1e-5)
            assert getattr(again, name).dtype == np.float32


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"looks": []}', '{"looks": [{}]}', '{"looks": 7}', "\0"],
)
def test_weights_of_no_sense_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "network.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_networks(path, [(G, R)])
    assert "network.json" in caught.value.where


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    path.write_text(json.dumps({"looks": [network().record(G, R)]}), "utf-8")
    with pytest.raises(UnreadableFile, match="other features"):
        read_networks(path, [(G, (*R[1:], R[0]))])


def test_the_shipped_weights_are_for_these_features() -> None:
    looks = (
        (weighing.GROUP, weighing.ROW),
        (weighing.GROUP_AGAIN, weighing.ROW_AGAIN),
    )
    found = read_networks(dictionaries() / "en" / "network.json", looks)
    assert len(found) == 2
    for net in found:
        assert all(np.isfinite(getattr(net, name)).all() for name in Network.__dataclass_fields__)


def test_without_fitted_weights_a_word_is_kept_and_a_near_one_offered() -> None:
    net = plain(weighing.GROUP, weighing.ROW)
    group = np.zeros((2, len(weighing.GROUP)), np.float32)
    group[0, weighing.GROUP.index("known")] = 1
    rows = np.zeros((6, len(weighing.ROW)), np.float32)
    for base in (0, 3):
        rows[base, weighing.ROW.index("keep")] = 1
        rows[base + 1, weighing.ROW.index("none")] = 1
        rows[base + 2, weighing.ROW.index("candidate")] = 1
        rows[base + 2, weighing.ROW.index("cost")] = 5
        rows[base + 2, weighing.ROW.index("frequency")] = 7
    shares = posterior(net.scores(group, rows, np.repeat([0, 1], 3)), np.array([0, 3, 6]))
    assert shares[0] > 0.9
    assert shares[5] > 0.5 > shares[3]
