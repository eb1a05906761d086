"""Count words, pairs and triples of words over the whole corpus; write `period/ngrams.bin`.

Usage: python scripts/count_ngrams.py [--data DIRECTORY] [--out DIRECTORY] [--without GOLD…]

Reads `corpus/*.jsonl.gz` (field `text`, a document a line) and `corpus/extra/*.txt.gz` below
`--data`; the text is in the public domain, and only counts are kept. Words are what
`reviewer.engine.context.context_words` makes of tokens. Signs do not part words, since recognition
loses and invents them; the end of a paragraph does. `reviewer.engine.ngrams` describes the file.

`--without` names gold files (`*.jsonl.gz`) or folders of pages (`*.meta.json`): the documents of
the corpus behind them are left out whole, so that what the counts are worth can be measured.

Takes half a minute and 1.5 GB of memory. The same corpus gives the same file.
"""

import argparse
import gzip
import json
import os
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reviewer.engine.compiling import key_of, name_words
from reviewer.engine.context import context_words
from reviewer.engine.ngrams import Ngrams, encode
from reviewer.engine.tables import rows

ROOT = Path(__file__).resolve().parent.parent

MIN_WORD = 5
"""A word of the general list or of a name is listed from here on."""
MIN_UNKNOWN_WORD = 8
"""Any other word: rarer ones are half of them misread."""
MIN_PAIR = 2
MIN_TRIPLE = 2
"""Not below `MIN_PAIR`: a triple's pairs are listed too.

Of the triples of true text whose documents were left out, 56 in 100 are listed at 2, and 47 at 5;
the opened form takes 24 MB at 2, and 8 MB at 4 and 5.
"""

Ids = NDArray[np.int32]
_BITS = 21


def documents(data: Path, without: frozenset[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Each file's name and its texts, those of the documents `without` ("volume/id") left out.

    Raises `SystemExit` where such a document is not in the corpus: then it is named otherwise
    there, and would be counted.
    """
    missing = set(without)

    def texts(path: Path) -> Iterator[str]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            if path.name.endswith(".txt.gz"):
                yield file.read()
                return
            for line in file:
                document = json.loads(line)
                name = f"{document['vol']}/{document['id']}"
                if name in without:
                    missing.discard(name)
                else:
                    yield document["text"]

    corpus = data / "corpus"
    for path in (*sorted(corpus.glob("*.jsonl.gz")), *sorted(corpus.glob("extra/*.txt.gz"))):
        yield path.name, texts(path)
    if missing:
        raise SystemExit(f"not in the corpus: {', '.join(sorted(missing))}")


def behind(gold: Path) -> frozenset[str]:
    """The documents ("volume/id") that a gold file or a folder of pages was made from."""
    if gold.is_dir():
        found = (json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.meta.json")))
        names = frozenset(f"{page['vol']}/{page['id']}" for page in found)
    else:
        with gzip.open(gold, "rt", encoding="utf-8") as file:
            names = frozenset(name for line in file if (name := json.loads(line).get("frus")))
    if not names:
        raise SystemExit(f"{gold} names no document of the corpus")
    return names


def known_words(dictionary: Path) -> frozenset[str]:
    """Folds of the general list and of the words of names and terms."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    known = {line.split()[0] for line in listing.read_text("utf-8-sig").splitlines()}
    for table in sorted(dictionary.glob("domain/*.tsv")):
        for row in rows(table):
            for name in (row["preferred"], *row.get("variants", "").split(" | ")):
                known.update(key_of(word) for word in name_words(name))
    return frozenset(known)


class Stream:
    """The corpus as ids in order of first sight, from 1; 0 parts what does not stand together."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {"": 0}
        self._ids: dict[str, tuple[int, ...]] = {}

    def read(self, texts: Iterator[str]) -> Ids:
        """The ids of some texts, parted by 0 at the ends of paragraphs and texts."""
        stream: list[int] = []
        known = self._ids
        for text in texts:
            for paragraph in text.split("\n"):
                for form in paragraph.split():
                    ids = known.get(form)
                    if ids is None:
                        ids = known[form] = self._new(form)
                    stream += ids
                stream.append(0)
        return np.array(stream, np.int32)

    def _new(self, form: str) -> tuple[int, ...]:
        return tuple(self.words.setdefault(w, len(self.words)) for w in context_words(form))


def vocabulary(stream: Ids, words: list[str], known: frozenset[str]) -> tuple[list[int], Ids]:
    """The words to list, the most frequent first, and what each id of the stream becomes."""
    counts = np.bincount(stream, minlength=len(words))
    listed = [
        n
        for n in np.flatnonzero(counts >= MIN_WORD).tolist()
        if n and (counts[n] >= MIN_UNKNOWN_WORD or words[n] in known)
    ]
    listed.sort(key=lambda n: (-counts[n], words[n]))
    become = np.zeros(len(words), np.int32)
    become[listed] = np.arange(1, len(listed) + 1)
    return listed, become


def grams(stream: Ids, size: int, least: int) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Runs of `size` words seen `least` times, sorted, as rows of ids, and their counts' codes."""
    length = max(0, len(stream) - size + 1)
    keys = np.zeros(length, np.int64)
    whole = np.ones(length, np.bool_)
    for place in range(size):
        part = stream[place : place + length]
        keys = (keys << _BITS) | part
        whole &= part > 0
    keys = keys[whole]
    keys.sort()
    # What np.unique would do, without its copies.
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    counts = np.diff(np.append(starts, len(keys)))
    kept = counts >= least
    found = keys[starts[kept]]
    mask = (1 << _BITS) - 1
    columns = [(found >> (_BITS * place)) & mask for place in reversed(range(size))]
    return np.column_stack(columns).astype(np.uint32), encode(counts[kept])


def count(data: Path, dictionary: Path, without: frozenset[str]) -> Ngrams:
    """Count the corpus below `data`, telling how far it is."""
    reader = Stream()
    volumes = []
    started = time.monotonic()
    for name, texts in documents(data, without):
        volumes.append(reader.read(texts))
        print(f"{time.monotonic() - started:5.0f} s  {name:32} {len(reader.words):8,} words")
    raw = np.concatenate(volumes) if volumes else np.zeros(0, np.int32)
    words = list(reader.words)
    listed, become = vocabulary(raw, words, known_words(dictionary))
    counts = np.bincount(raw, minlength=len(words))[listed].astype(np.uint32)
    total = int(np.count_nonzero(raw))
    stream = become[raw]
    pairs, pair_codes = grams(stream, 2, MIN_PAIR)
    triples, triple_codes = grams(stream, 3, MIN_TRIPLE)
    sizes = f"{len(listed):,} listed, {len(pairs):,} pairs, {len(triples):,} triples"
    print(f"{total:,} words; {sizes}")
    return Ngrams(
        total, tuple(words[n] for n in listed), counts, pairs, pair_codes, triples, triple_codes
    )


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("REVIEWER_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "dictionaries" / "en")
    parser.add_argument("--without", type=Path, nargs="*", default=[], metavar="GOLD")
    parser.add_argument(
        "--dictionary",
        type=Path,
        default=ROOT / "dictionaries" / "en",
        help="the dictionary whose names and terms count as known words",
    )
    args = parser.parse_args()
    without = frozenset[str]().union(*(behind(gold) for gold in args.without))
    packed = count(args.data, args.dictionary, without).pack()
    path = args.out / "period" / "ngrams.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    print(f"{path} {len(packed) / 1e6:.2f} MB; left out: {len(without)} documents")


if __name__ == "__main__":
    main()
