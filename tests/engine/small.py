"""A small, transparent dictionary: whose words, counts and confusions a test can have in mind."""

from pathlib import Path

from reviewer.engine.ngrams import Ngrams, encode

TABLES = {
    "dictionary.toml": """
language = "xx"
name = "a small language"
letter_words = "a"
confusions = "confusions.tsv"
ngrams = "ngrams.bin"
[[table]]
layer = "period"
kind = "word"
file = "words.tsv"
[[table]]
layer = "domain"
kind = "term"
file = "terms.tsv"
[[table]]
layer = "domain"
kind = "place"
file = "places.tsv"
[[table]]
layer = "domain"
kind = "person"
file = "persons.tsv"
""",
    "words.tsv": "word\tcount\nhouse\t900\nHouse\t80\nhorse\t400\nof\t9000\nthe\t20000\n"
    "river\t300\nмир\t500\nмост\t200\nnaïve\t40\n",
    "terms.tsv": "preferred\tnote\tsource\nABX\tBoard of Examples\town\nétude\ta study\town\n",
    "places.tsv": "preferred\tvariants\tnote\tsource\nNova Zembra\tNew Zembra\tan island\town\n",
    "persons.tsv": "preferred\tvariants\tbirth\tdeath\tnote\tsource\n"
    "Petrel, Ada\tPetrell, Ada\t1901\t1980\tkeeper of the light\town\n"
    "House, John\t\t\t\t\town\n"
    "McArdle, Sir Tom\t\t\t\ta traveller\town\n",
    "confusions.tsv": "ocr\ttruth\trate\n"
    "e\to\t2000\nm\trn\t1000\nrn\tm\t1000\n\tl\t500\nf\t\t100\n",
}


def ngrams() -> Ngrams:
    """The neighbours of the small language: "the river", "of the", "of the river"."""
    # Imported here: the engine says how many threads numpy may start, so it is to come first.
    import numpy as np

    return Ngrams(
        total=4_000_000,
        words=("the", "of", "house", "horse", "river"),
        counts=np.array([20_000, 9_000, 980, 400, 300], np.uint32),
        pairs=np.array([[1, 5], [2, 1]], np.uint32),
        pair_codes=encode(np.array([30, 32], np.int64)),
        triples=np.array([[2, 1, 5]], np.uint32),
        triple_codes=encode(np.array([20], np.int64)),
    )


def lay_small(folder: Path) -> Path:
    """Write the small dictionary into a folder; it has no fitted weights."""
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "ngrams.bin").write_bytes(ngrams().pack())
    return folder
