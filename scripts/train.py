"""Count letter confusions and fit the ranking network on gold files.

Usage: python scripts/train.py --dictionary DIR --out DIR [--fold K --folds N] GOLD...

GOLD files have one JSON object a line with `set`, `doc`, `ocr` and `gt`. Writes `confusions.tsv`
and `network.json` into the folder OUT. With `--fold` the documents of that fold are left out, so
that they can be judged by weights that never saw them (`benchmarks.folds`). Use a dictionary whose
counts lack the documents of the gold files, or names look better known than they are.
Deterministic.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.text import fold_case, make_lines
from reviewer.engine import weighing
from reviewer.engine.confusion import blocks
from reviewer.engine.evaluate import core, units
from reviewer.engine.network import Network, posterior
from reviewer.engine.pipeline import Engine

ROOT = Path(__file__).resolve().parent.parent
MOST_TOKENS = 90_000
"""So many tokens of one gold file are used, whole documents, evenly picked."""
MOST_OF_ONE = 15_000
"""So many tokens of one document."""
PAGE_TOKENS = 1_500
"""Records of a document are judged together, up to about this many tokens, as `suggest` does."""
KNOWN_SHARE = 0.15
"""This share of the groups that are known words and right is trained on, with more weight."""
EPOCHS = 14
BATCH = 1_500
HIDDEN, DEEP = 48, 24
RATE = 2e-3
DECAY = 1e-5
SEED = 7

Record = dict[str, str]
Floats = np.ndarray[Any, np.dtype[np.float32]]


def main() -> None:
    """Read gold files, count, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("gold", type=Path, nargs="*", help="default: all of the reference data")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    shared = Path(os.environ.get("REVIEWER_SHARED", ROOT.parent / "shared"))
    gold = args.gold or sorted((shared / "data" / "dev").glob("*.jsonl.gz"))
    sets = {}
    for path in gold:
        documents = list(chosen(path, args.fold, args.folds))
        sets[path.name.split(".")[0]] = documents
    write_confusions(args.out / "confusions.tsv", sets)
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "en"
        shutil.copytree(args.dictionary, trial)
        shutil.copy(args.out / "confusions.tsv", trial / "confusions.tsv")
        engine = Engine(trial, args.cache)
        first = fit(collect(engine, sets), "first")
        second = fit(collect(engine, sets, first), "second")
    looks = [
        first.record(weighing.GROUP, weighing.ROW),
        second.record(weighing.GROUP_AGAIN, weighing.ROW_AGAIN),
    ]
    content = json.dumps({"looks": looks}, separators=(",", ":"))
    content = content.replace('],"', '],\n"').replace("],[", "],\n[")
    (args.out / "network.json").write_text(content + "\n", encoding="utf-8")


# ---------------------------------------------------------------------------------- gold


def chosen(path: Path, left_out: int, folds: int) -> Iterator[list[Record]]:
    """Documents (their records) of a gold file, without those of the fold that is left out."""
    found: dict[str, list[Record]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            found[record["doc"]].append(record)
    names = sorted(n for n in found if left_out < 0 or zlib.crc32(n.encode()) % folds != left_out)
    size = sum(len(r["ocr"]) // 6 for n in names for r in stretch(found[n]))
    share = min(1.0, MOST_TOKENS / max(size, 1))
    taken = 0.0
    for name in names:
        taken += share
        if taken >= 1.0:
            taken -= 1.0
            yield stretch(found[name])


def stretch(records: list[Record]) -> list[Record]:
    """The beginning of a document: a few books would stand for nothing but themselves."""
    size = 0
    for n, record in enumerate(records):
        size += len(record["ocr"]) // 6
        if size > MOST_OF_ONE:
            return records[: n + 1]
    return records


def pages(documents: Iterable[list[Record]]) -> Iterator[list[Record]]:
    """Records of a document that are judged together."""
    for records in documents:
        page: list[Record] = []
        size = 0
        for record in records:
            page.append(record)
            size += len(record["ocr"].split())
            if size >= PAGE_TOKENS:
                yield page
                page, size = [], 0
        if page:
            yield page


# ---------------------------------------------------------------------------------- confusions


def write_confusions(path: Path, sets: dict[str, list[list[Record]]]) -> None:
    """Rates of letter confusions: the mean over the gold files, so that each counts the same."""
    rates: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for documents in sets.values():
        counted: Counter[tuple[str, str]] = Counter()
        letters: Counter[str] = Counter()
        for records in documents:
            for record in records:
                count_blocks(record, counted, letters)
        for pair, count in counted.items():
            rates[pair] += count / max(letters[pair[1]], 200) / len(sets)  # type: ignore[assignment]
            hits[pair] += count
    rows = [(o, t, round(r * 1e6, 1)) for (o, t), r in rates.items() if hits[o, t] >= 3]
    rows = [row for row in rows if row[2] >= 2 and not any(c.isspace() for c in row[0] + row[1])]
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    lines = ["ocr\ttruth\trate", *(f"{ocr}\t{truth}\t{rate}" for ocr, truth, rate in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def count_blocks(record: Record, counted: Counter[tuple[str, str]], letters: Counter[str]) -> None:
    """Count the blocks in which the words of a record differ, and the true blocks themselves."""
    for start, end, gold in units(record["ocr"], record["gt"]):
        read, true = fold_case(record["ocr"][start:end]), fold_case(gold.strip())
        if not read or not true or " " in read or " " in true:
            continue
        found = list(blocks(read, true)) if read != true else []
        if len(found) > max(2, len(true) // 2):
            continue
        letters.update(true)
        letters.update(true[n : n + 2] for n in range(len(true) - 1))
        letters[""] += len(true) + 1
        counted.update(pair for pair in found if len(pair[0]) + len(pair[1]) <= 3)


# ---------------------------------------------------------------------------------- examples


@dataclass
class Examples:
    """Groups with their features, rows, right answer (row within the group) and weight."""

    group: Floats
    rows: Floats
    first: Any
    labels: Any
    weights: Floats


def collect(
    engine: Engine, sets: dict[str, list[list[Record]]], first: Network | None = None
) -> Examples:
    """All examples of all gold files; with the network of the first look, those for the second."""
    generator = np.random.default_rng(SEED)
    groups, rows, sizes, labels, weights = [], [], [], [], []
    for name, documents in sets.items():
        begun, tokens, mine = time.perf_counter(), 0, []
        for page in pages(documents):
            made = judged(engine, page, first)
            if made is None:
                continue
            group, row, bounds, label = made
            tokens += sum(len(r["ocr"].split()) for r in page)
            known = group[:, weighing.GROUP.index("known")] > 0
            easy = known & (label == 0)
            lucky = generator.random(len(label)) < KNOWN_SHARE
            keep = (label >= 0) & (~easy | lucky)
            size = np.diff(bounds)
            groups.append(group[keep])
            rows.append(row[np.repeat(keep, size)])
            sizes.append(size[keep])
            labels.append(label[keep])
            mine.append(np.where(easy, 1 / KNOWN_SHARE, 1.0)[keep])
        spent = time.perf_counter() - begun
        scale = DOMAIN.get(name, 1.0) * (40_000 / max(tokens, 2_000)) ** 0.6
        weights += [part * scale for part in mine]
        print(
            f"{name}: {tokens} tokens, {tokens / spent:.0f} tokens/s, weight {scale:.2f}",
            flush=True,
        )
    return Examples(
        np.concatenate(groups), np.concatenate(rows),
        np.concatenate([[0], np.cumsum(np.concatenate(sizes))]),
        np.concatenate(labels), np.concatenate(weights).astype(np.float32),
    )  # fmt: skip


_HYPHENED = re.compile("[-\u00ad\u2010\u00ac]\\s*$")

DOMAIN = {"frus_typescript_sim": 2.0, "columbia_typescript": 1.5}


def judged(engine: Engine, records: list[Record], network: Network | None) -> Any:
    """(group features, row features, bounds, right answers of a page; -1 where none is asked)."""
    text = "\n".join(record["ocr"] for record in records)
    page = fold(Page(1, make_lines(text)))
    survey, forms, knowledge, weighed = next(iter(engine.weighed(page, Context())))
    if not len(weighed.group):
        return None
    offsets = [page.offset_of(span.first) for span in survey.spans]
    begins = [offset + start for offset, start in zip(offsets, survey.starts, strict=True)]
    ends = [offset + end for offset, end in zip(offsets, survey.ends, strict=True)]
    gold = list(gold_units(records))
    starts = np.array([unit[0] for unit in gold])
    labels = np.full(len(weighed.group), -1)
    for n, spot in enumerate(weighed.spots.tolist()):
        low, high = weighed.first[n], weighed.first[n + 1]
        if spot < len(begins):
            begin, end, form = begins[spot], ends[spot], forms.forms[survey.forms[spot]]
        else:
            join = survey.joins[spot - len(begins)]
            begin, end, form = begins[join.left], ends[join.left + 1], forms.forms[join.form]
        unit = gold[int(np.searchsorted(starts, begin, "right")) - 1]
        if end > unit[1]:
            # Over a blank that the truth has too: two words, or another record. Where the truth
            # has a hyphen that was lost, they are one word all the same.
            lost = unit[4] and form.known and not _HYPHENED.search(text[unit[0] : unit[1]])
            labels[n] = 2 if lost else 0
            if "\n" in text[begin:end] and len(records) > 1:
                labels[n] = -1
            continue
        if unit[3]:
            labels[n] = 0
            continue
        head, tail, want = text[unit[0] : begin], text[end : unit[1]], unit[2]
        read = text[begin:end]
        fits = [
            r - low for r in range(low + 2, high)
            if core(head + proposed(forms, knowledge, form, int(weighed.places[r])) + tail) == want
        ]  # fmt: skip
        if fits:
            labels[n] = fits[0]
        elif spot >= len(begins) or (any(c.isalnum() for c in read) and core(read) in want.split()):
            labels[n] = 0
        else:
            labels[n] = 1
    group, row = weighed.group, weighed.rows
    if network:
        shares = posterior(network.scores(group, row, weighed.owner), weighed.first)
        group, row = weighing.look_again(weighed, shares, survey, forms, knowledge.context)
    return group, row, weighed.first, labels


def proposed(forms: Any, knowledge: Any, form: Any, row: int) -> str:
    """The text of a candidate, cased or not."""
    if row < 0:
        return str(form.text)
    number = int(forms.words[row])
    return str(forms.texts[row][0] if number < 0 else knowledge.words.words[number])


def gold_units(records: list[Record]) -> Iterator[tuple[int, int, str, bool, bool]]:
    """Units of joined records: (start, end, core of the truth, right or not, hyphen at its end)."""
    offset = 0
    for record in records:
        for start, end, gold in units(record["ocr"], record["gt"]):
            want = core(gold)
            right = core(record["ocr"][start:end]) == want
            yield offset + start, offset + end, want, right, bool(_HYPHENED.search(gold))
        offset += len(record["ocr"]) + 1


# ---------------------------------------------------------------------------------- fitting


def fit(examples: Examples, look: str) -> Network:
    """Weights of least log loss, by Adam on shuffled batches; features are scaled beforehand."""
    generator = np.random.default_rng(SEED)
    center, scale = spread(examples.group)
    row_center, row_scale = spread(examples.rows)
    group = (examples.group - center) / scale
    rows = (examples.rows - row_center) / row_scale
    g, r = group.shape[1], rows.shape[1]
    shapes = {"group": (g, HIDDEN), "row": (r, HIDDEN), "bias": (HIDDEN,), "second": (HIDDEN, DEEP),
              "second_bias": (DEEP,), "out": (DEEP,), "direct": (r,)}  # fmt: skip
    theta = {
        name: (generator.standard_normal(shape) / np.sqrt(max(shape[0], 1))).astype(np.float32)
        * (0.0 if "bias" in name or name == "direct" else 1.0)
        for name, shape in shapes.items()
    }
    first = {name: np.zeros_like(value) for name, value in theta.items()}
    second = {name: np.zeros_like(value) for name, value in theta.items()}
    sizes = np.diff(examples.first)
    average = {name: value.copy() for name, value in theta.items()}
    mean_weight = float(examples.weights.mean())
    count = len(sizes)
    steps = EPOCHS * -(-count // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        order = generator.permutation(count)
        loss = total = 0.0
        for start in range(0, count, BATCH):
            some = order[start : start + BATCH]
            step += 1
            picked = picked_rows(examples.first, sizes, some)
            offsets = np.concatenate([[0], np.cumsum(sizes[some])])
            weight = examples.weights[some] / mean_weight
            one, gradient = slope(theta, group[some], rows[picked], offsets,
                                  examples.labels[some], weight)  # fmt: skip
            loss += one
            total += float(weight.sum())
            rate = RATE * (1 + np.cos(np.pi * step / steps)) / 2
            for name, value in theta.items():
                delta = gradient[name] + DECAY * value
                first[name] = 0.9 * first[name] + 0.1 * delta
                second[name] = 0.999 * second[name] + 0.001 * delta**2
                corrected = first[name] / (1 - 0.9**step)
                size = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
                value -= (rate * corrected / size).astype(np.float32)
                average[name] += (value - average[name]) * np.float32(min(1.0, 1 / 50))
        print(f"{look} look, epoch {epoch + 1}: log loss {loss / total:.4f}", flush=True)
    theta = average
    # The scaling is folded into the weights, so that raw features can be multiplied.
    theta["bias"] = (
        theta["bias"] - (center / scale) @ theta["group"] - (row_center / row_scale) @ theta["row"]
    )
    theta["group"] = theta["group"] / scale[:, None]
    theta["row"] = theta["row"] / row_scale[:, None]
    theta["direct"] = theta["direct"] / row_scale
    # A feature that no example has must not speak with the voice it was born with.
    theta["group"][examples.group.std(0) < 1e-6] = 0.0
    theta["row"][examples.rows.std(0) < 1e-6] = 0.0
    theta["direct"][examples.rows.std(0) < 1e-6] = 0.0
    return Network(**{name: value.astype(np.float32) for name, value in theta.items()})


def picked_rows(first: Any, sizes: Any, some: Any) -> Any:
    """The rows of some groups, group by group."""
    count = sizes[some]
    ends = np.cumsum(count)
    return np.arange(ends[-1]) - np.repeat(ends - count, count) + np.repeat(first[some], count)


def slope(
    theta: dict[str, Floats], group: Floats, rows: Floats, first: Any, labels: Any, weight: Floats
) -> tuple[float, dict[str, Floats]]:
    """(weighted log loss, its gradient) of a batch."""
    sizes = np.diff(first)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    before = rows @ theta["row"] + (group @ theta["group"])[owner] + theta["bias"]
    hidden = np.maximum(before, 0)
    middle = hidden @ theta["second"] + theta["second_bias"]
    deep = np.maximum(middle, 0)
    scores = deep @ theta["out"] + rows @ theta["direct"]
    top = np.maximum.reduceat(scores, first[:-1])
    raised = np.exp(scores - top[owner])
    shares = raised / np.add.reduceat(raised, first[:-1])[owner]
    right = first[:-1] + labels
    loss = float(-(weight * np.log(np.maximum(shares[right], 1e-12))).sum())
    delta = shares
    delta[right] -= 1.0
    delta *= (weight / len(labels))[owner]
    delta = delta.astype(np.float32)
    found = {"out": deep.T @ delta, "direct": rows.T @ delta}
    back = np.outer(delta, theta["out"]) * (middle > 0)
    found["second"] = hidden.T @ back
    found["second_bias"] = back.sum(0)
    back = (back @ theta["second"].T) * (before > 0)
    found["row"] = rows.T @ back
    found["bias"] = back.sum(0)
    found["group"] = group.T @ np.add.reduceat(back, first[:-1], axis=0)
    return loss, found


def spread(values: Floats) -> tuple[Floats, Floats]:
    """(mean, standard deviation) of each feature; constant ones are left alone."""
    deviation = values.std(0)
    return values.mean(0), np.where(deviation > 1e-6, deviation, 1.0).astype(np.float32)


if __name__ == "__main__":
    main()
