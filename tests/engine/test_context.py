import gzip
import importlib.util
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.engine import hashed
from reviewer.engine.context import NUMBER, ContextModel, context_words, make
from reviewer.engine.ngrams import MAGIC, SCALE, Ngrams, encode

VOCABULARY = ("the", "river", "of", "house", NUMBER, "мост", "naïve")
DOCUMENTS = {
    "d1": "The river of the house rose.\nThe river of the house, again; and the river.",
    "d2": "On May 3, 1952 the naïve river-house stood. The naïve river-house is the Consul's.",
    "d3": "Lighthouse keepers sang. Lighthouse keepers sang. Lighthouse keepers sang.",
}


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    path = root / "scripts" / "count_ngrams.py"
    spec = importlib.util.spec_from_file_location("count_ngrams", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A corpus of three documents and a volume without any, a gold file and a page of `d3`."""
    corpus = tmp_path / "corpus"
    (corpus / "extra").mkdir(parents=True)
    with gzip.open(corpus / "v1.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, text in DOCUMENTS.items():
            file.write(json.dumps({"vol": "v1", "id": name, "text": text}) + "\n")
    with gzip.open(corpus / "extra" / "v2.txt.gz", "wt", encoding="utf-8") as file:
        file.write("of the house " * 30)
    with gzip.open(tmp_path / "gold.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"doc": "page", "frus": "v1/d3", "gt": "Lighthouse"}) + "\n")
    (tmp_path / "pages").mkdir()
    page = {"vol": "v1", "id": "d3"}
    (tmp_path / "pages" / "one.meta.json").write_text(json.dumps(page), encoding="utf-8")
    return tmp_path


def counted(words: list[str], vocabulary: tuple[str, ...] = VOCABULARY) -> Ngrams:
    """Counts of a text, made the plain way; every pair and triple is listed."""
    ids = {word: n for n, word in enumerate(vocabulary, 1)}
    stream = [ids[word] for word in words]
    tables = []
    for size in (2, 3):
        seen = Counter(zip(*(stream[place:] for place in range(size)), strict=False))
        rows = np.array(sorted(seen), np.uint32).reshape(-1, size)
        tables += [rows, encode(np.array([seen[row] for row in sorted(seen)], np.int64))]
    single = Counter(stream)
    counts = np.array([single[n] for n in range(1, len(vocabulary) + 1)], np.uint32)
    return Ngrams(len(stream), vocabulary, counts, *tables)


def keep(tmp_path: Path, counts: Ngrams) -> Path:
    path = tmp_path / "ngrams.bin"
    path.write_bytes(counts.pack())
    return path


@pytest.mark.parametrize(
    "form, words",
    [
        ("(Soviet-held", ("soviet", "held")),
        ("Mikoyan’s", ("mikoyan",)),
        ("don’t", ("don't",)),
        ("263.", (NUMBER,)),
        ("10/17/62", (NUMBER,)),
        ("6:57", (NUMBER,)),
        ("3d", (NUMBER,)),
        ("68-2", (NUMBER,)),
        ("No", ("no",)),
        ("U.S.", ("u.s",)),
        ("III", ("iii",)),
        ("a", ("a",)),
        ("peace—now", ("peace", "now")),
        ("--", ()),
        ("", ()),
        ("\\frac", ("",)),
        ("x" * 1000, ("",)),
    ],
)
def test_words_of_a_token(form: str, words: tuple[str, ...]) -> None:
    assert context_words(form) == words


@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=60))
@settings(max_examples=60)
def test_counts_are_those_of_a_dict(words: list[str]) -> None:
    model = ContextModel(make(Ngrams.unpack(counted(words).pack())))
    ids = model.ids(VOCABULARY)
    assert ids.tolist() == list(range(1, len(VOCABULARY) + 1))
    pairs = Counter(pairwise(words))
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    one, two, three = np.ix_(ids, ids, ids)
    both, all_three = model.pairs(one[..., 0], two[..., 0]), model.triples(one, two, three)
    single = model.singles(ids)
    assert model.total == len(words)
    for i, left in enumerate(VOCABULARY):
        assert single[i] == words.count(left)
        for j, middle in enumerate(VOCABULARY):
            assert both[i, j] == pairs[left, middle]
            for k, right in enumerate(VOCABULARY):
                assert all_three[i, j, k] == triples[left, middle, right]


@given(st.lists(st.integers(0, 18_700_000), min_size=1))
def test_a_code_is_near_its_count(numbers: list[int]) -> None:
    counts = np.array(numbers, np.int64)
    found = SCALE[encode(counts)]
    assert (np.abs(found - counts) <= counts / 31).all()
    assert (found[counts <= 32] == counts[counts <= 32]).all()


def test_counts_end_at_the_last_code() -> None:
    assert encode(np.array([0, 1, 10**12])).tolist() == [0, 1, 255]


def test_what_is_not_listed_counts_nothing() -> None:
    model = ContextModel(make(counted(["the", "river"] * 9)))
    assert model.ids(["bridge", "", "river"]).tolist() == [0, 0, 2]
    assert model.number == 5
    assert model.singles([0, 2]).tolist() == [0, 9]
    assert model.pairs([0, 1, 1, 2], [1, 0, 2, 4]).tolist() == [0, 0, 9, 0]
    assert model.triples([1, 0], [2, 2], [1, 1]).tolist() == [8, 0]
    assert model.pairs([], []).shape == (0,)
    assert model.triples(np.ones((3, 1), np.int32), 2, np.ones(4, np.int32)).shape == (3, 4)


def test_without_a_file_everything_counts_nothing(tmp_path: Path) -> None:
    model = ContextModel.open(None, "stamp", tmp_path)
    assert model.total == 0
    assert model.number == 0
    assert model.ids(["the", NUMBER]).tolist() == [0, 0]
    assert model.singles([0, 0]).tolist() == [0, 0]
    assert model.pairs([0, 1], [2, 1]).tolist() == [0, 0]
    assert model.triples([1], [1], [1]).tolist() == [0]
    assert not list(tmp_path.iterdir())


def test_a_large_table_finds_its_keys_and_hardly_any_other() -> None:
    numbers = np.random.default_rng(3)
    keys = np.unique(numbers.integers(0, 1 << 62, 100_000, dtype=np.uint64))
    codes = numbers.integers(1, 256, len(keys)).astype(np.uint8)
    table = hashed.build(keys, codes)
    assert table.nbytes < 5.2 * len(keys)
    # Two keys of one mark in one bucket are possible, only very unlikely.
    assert np.count_nonzero(hashed.look_up(table, keys) != codes) <= 1
    others = numbers.integers(1 << 62, 1 << 63, 1_000_000, dtype=np.uint64)
    assert np.count_nonzero(hashed.look_up(table, others) != hashed.NOT_FOUND) <= 10
    assert np.array_equal(hashed.build(keys, codes), table)


@pytest.mark.parametrize("at", ["head", "end", "short", "empty", "other"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, at: str) -> None:
    path = keep(tmp_path, counted(["the", "river"] * 9))
    cache = tmp_path / "cache"
    before = ContextModel.open(path, "stamp", cache).pairs([1, 2], [2, 1]).tolist()
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    damaged = {
        "head": whole[:150] + b"\xff" + whole[151:],
        "end": whole[:-4] + bytes(4),
        "short": whole[:-100],
        "empty": b"",
        "other": whole[:128] + bytes(len(whole) - 128),
    }
    # Written beside and swapped in: a mapped file must not change under its readers.
    other = tmp_path / "other"
    other.write_bytes(damaged[at])
    other.replace(kept)
    assert ContextModel.open(path, "stamp", cache).pairs([1, 2], [2, 1]).tolist() == before
    assert before == [9, 8]
    assert kept.read_bytes() == whole


def test_the_opened_form_is_kept(tmp_path: Path) -> None:
    path = keep(tmp_path, counted(["the", "river"] * 9))
    ContextModel.open(path, "stamp", tmp_path / "cache")
    path.unlink()
    assert ContextModel.open(path, "stamp", tmp_path / "cache").singles([1]).tolist() == [9]
    with pytest.raises(FileNotFoundError):
        ContextModel.open(path, "another", tmp_path / "cache")


def test_without_a_cache_it_is_made_in_memory(tmp_path: Path) -> None:
    path = keep(tmp_path, counted(["the", "river"] * 9))
    assert ContextModel.open(path, "stamp", None).singles([1, 2]).tolist() == [9, 9]


@given(data=st.data())
def test_a_damaged_file_is_refused(data: st.DataObject) -> None:
    stored = counted(["the", "river", "of", "the", "house"] * 9).pack()
    cut = data.draw(st.integers(0, len(stored) - 1))
    with pytest.raises(ValueError, match="n-gram"):
        Ngrams.unpack(stored[:cut])


@given(data=st.data())
def test_a_changed_file_is_refused(data: st.DataObject) -> None:
    stored = counted(["the", "river", "of", "the", "house"] * 9).pack()
    # Behind the number of all words, which nothing else in the file says again.
    at = data.draw(st.integers(len(MAGIC) + 8, len(stored) - 1))
    flipped = stored[:at] + bytes([stored[at] ^ data.draw(st.integers(1, 255))]) + stored[at + 1 :]
    try:
        made = Ngrams.unpack(flipped)
    except ValueError:
        return
    # A few settings within an xz stream may change without changing what it holds.
    assert made.pack() == stored


def test_a_triple_needs_its_pairs() -> None:
    whole = counted(["the", "river", "of"])
    torn = Ngrams(3, VOCABULARY, whole.counts, whole.pairs[1:], whole.pair_codes[1:],
                  whole.triples, whole.triple_codes)  # fmt: skip
    with pytest.raises(ValueError, match="pairs must be listed"):
        torn.pack()


def test_counting(script: ModuleType, data: Path) -> None:
    script.MIN_WORD = script.MIN_UNKNOWN_WORD = 2
    counts = script.count(data, data / "none", frozenset())
    model = ContextModel(make(Ngrams.unpack(counts.pack())))
    the, river, of, house = model.ids(["the", "river", "of", "house"])
    assert counts.words[0] == "the"
    assert model.singles([the, river, of, house, model.number]).tolist() == [38, 5, 32, 34, 2]
    # Signs do not part words, ends of paragraphs do, compounds and endings fall apart.
    assert model.pairs([the, of, house], [river, the, of]).tolist() == [3, 32, 29]
    assert model.triples(of, the, house) == 32
    assert model.pairs(*model.ids(["naïve", "river"])) == 2
    assert model.ids(["consul", "rose"]).tolist() == [0, 0]
    sang, keepers = model.ids(["sang", "keepers"])
    assert model.singles([sang, keepers]).tolist() == [3, 3]


def test_the_same_corpus_gives_the_same_bytes(script: ModuleType, data: Path) -> None:
    script.MIN_WORD = script.MIN_UNKNOWN_WORD = 2
    one, other = (script.count(data, data / "none", frozenset()).pack() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("gold", ["gold.jsonl.gz", "pages"])
def test_documents_behind_gold_are_left_out(script: ModuleType, data: Path, gold: str) -> None:
    script.MIN_WORD = script.MIN_UNKNOWN_WORD = 2
    without = script.behind(data / gold)
    assert without == {"v1/d3"}
    counts = script.count(data, data / "none", without)
    assert "lighthouse" not in counts.words
    assert "river" in counts.words
    assert "lighthouse" in script.count(data, data / "none", frozenset()).words


def test_gold_that_names_no_document_is_refused(script: ModuleType, data: Path) -> None:
    with gzip.open(data / "other.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"doc": "page", "gt": "The river"}) + "\n")
    with pytest.raises(SystemExit, match="names no document"):
        script.behind(data / "other.jsonl.gz")
    with pytest.raises(SystemExit, match="v9/d1"):
        script.count(data, data / "none", frozenset({"v9/d1"}))


def test_the_words_of_the_lists_are_listed_sooner(script: ModuleType, small: Path) -> None:
    known = script.known_words(small)
    assert "harbour" in known
    # The small dictionary keeps its tables elsewhere, so its names are not met here.
    (small / "domain").mkdir()
    (small / "persons.tsv").rename(small / "domain" / "persons.tsv")
    assert {"petrell", "ada", "harbour"} <= script.known_words(small)
    assert "petrell" not in known
