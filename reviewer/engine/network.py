"""The small network that weighs answers, in plain numpy; `scripts/train.py` fits its numbers.

A group's features and a row's meet in the first layer; a second layer gives each row a score, and
the scores of a group are normalised together: one posterior over {keep, none, each candidate}.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.engine.wordlist import Floats, Numbers

_BLOCK = 512
"""Rows are multiplied in blocks of this size, filled up with zeros: the order of additions in a
matrix product depends on its shape, and the last digits must not depend on how long a page is."""


@dataclass(frozen=True)
class Network:
    """Weights, all float32: `group` (G × H), `row` (R × H), `bias` (H), `second` (H × K),
    `second_bias` (K), `out` (K), `direct` (R).
    """

    group: Floats
    row: Floats
    bias: Floats
    second: Floats
    second_bias: Floats
    out: Floats
    direct: Floats

    @classmethod
    def of(cls, record: Mapping[str, Any], group: Sequence[str], row: Sequence[str]) -> "Network":
        """Fitted weights from JSON values; raises ValueError where they are for other features."""
        if record["group_features"] != list(group) or record["row_features"] != list(row):
            raise ValueError("the weights are for other features")
        arrays = {name: np.array(record[name], np.float32) for name in cls.__dataclass_fields__}
        return cls(**arrays)

    def record(self, group: Sequence[str], row: Sequence[str]) -> Mapping[str, Any]:
        """The weights as JSON values."""
        values = {
            name: np.round(getattr(self, name).astype(float), 5).tolist()
            for name in self.__dataclass_fields__
        }
        return {"group_features": list(group), "row_features": list(row), **values}

    def scores(self, group: Floats, rows: Floats, owner: Numbers) -> Floats:
        """The score of each row; `owner` is its group's place."""
        shared = _times(group, self.group) + self.bias
        hidden = np.maximum(_times(rows, self.row) + shared[owner], 0.0)
        deep = np.maximum(_times(hidden, self.second) + self.second_bias, 0.0)
        found: Floats = _times(deep, self.out[:, None])[:, 0]
        found += _times(rows, self.direct[:, None])[:, 0]
        return found


def read_networks(
    path: Path, looks: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> list[Network]:
    """The networks of a file, one for each look at a page, whose features are named.

    Raises `UnreadableFile` where the file is damaged or for other features.
    """
    try:
        records = json.loads(path.read_text("utf-8"))["looks"]
        return [Network.of(record, *look) for record, look in zip(records, looks, strict=True)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            said("errors.dictionary_weights", reason=str(error)),
            where=str(path),
            safe=said("errors.dictionaries_touch_nothing"),
            advice=said("errors.install_or_fit"),
        ) from error


def posterior(scores: Floats, first: Numbers) -> Floats:
    """Scores normalised group by group; group n has rows `first[n]` to `first[n + 1]`."""
    if not len(scores):
        return scores
    sizes = np.diff(first)
    top = np.maximum.reduceat(scores, first[:-1])
    raised = np.exp((scores - np.repeat(top, sizes)).astype(np.float64))
    total = np.add.reduceat(raised, first[:-1])
    shares: Floats = (raised / np.repeat(total, sizes)).astype(np.float32)
    return shares


def _times(left: Floats, right: Floats) -> Floats:
    """A matrix product whose rows do not depend on how many follow."""
    count = len(left)
    blocks = -(-count // _BLOCK)
    padded = np.zeros((blocks * _BLOCK, left.shape[1]), np.float32)
    padded[:count] = left
    found = np.empty((blocks * _BLOCK, right.shape[1]), np.float32)
    for n in range(blocks):
        part = slice(n * _BLOCK, (n + 1) * _BLOCK)
        np.matmul(padded[part], right, out=found[part])
    return found[:count]


_PLAIN = {
    "keep": -9.0, "none": -7.5, "cost": -0.35, "frequency": 0.5, "left": 0.2, "right": 0.2,
    "present": 0.8, "split": -1.0, "raised": -0.7,
}  # fmt: skip


def plain(group: Sequence[str], row: Sequence[str]) -> Network:
    """A network for a dictionary without fitted weights: what weighs most in English, rounded.

    One unit knows what a word list knows: a form that stands there is kept, and so are two words.
    """
    hidden = 1
    first = np.zeros((len(group), hidden), np.float32)
    rows = np.zeros((len(row), hidden), np.float32)
    first[[group.index("known"), group.index("join")]] = 8.0
    rows[row.index("keep")] = 8.0
    direct = np.zeros(len(row), np.float32)
    for name, value in _PLAIN.items():
        direct[row.index(name)] = value
    one = np.ones((hidden, 1), np.float32)
    return Network(
        first, rows, np.full(hidden, -8.0, np.float32), one, np.zeros(1, np.float32),
        np.full(1, 2.0, np.float32), direct,
    )  # fmt: skip
