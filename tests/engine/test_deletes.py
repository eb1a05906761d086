import pickle
from pathlib import Path

from reviewer.engine import caching
from reviewer.engine.deletes import LONGEST, DeletesIndex
from reviewer.engine.lexicon import Lexicon


def test_finds_frequent_words_nearest_first(lexicon: Lexicon) -> None:
    index = DeletesIndex(lexicon, None)
    assert index.lookup("huose") == ("house",)
    assert index.lookup("hoase") == ("house", "horse")[: len(index.lookup("hoase"))]


def test_a_word_is_no_candidate_for_itself(lexicon: Lexicon) -> None:
    assert DeletesIndex(lexicon, None).lookup("house") == ()


def test_what_is_no_word_finds_nothing(lexicon: Lexicon) -> None:
    index = DeletesIndex(lexicon, None)
    assert index.lookup("") == index.lookup("x" * (LONGEST + 1)) == ()


def test_opened_from_the_cache_it_answers_alike(lexicon: Lexicon, tmp_path: Path) -> None:
    built = DeletesIndex(lexicon, tmp_path)
    assert built.lookup("huose") == ("house",)
    path = tmp_path / built.cache_name
    stored = path.read_bytes()
    assert DeletesIndex(lexicon, tmp_path).lookup("huose") == ("house",)
    assert path.read_bytes() == stored


def test_a_damaged_cache_is_built_again(lexicon: Lexicon, tmp_path: Path) -> None:
    index = DeletesIndex(lexicon, tmp_path)
    index.lookup("huose")
    path = tmp_path / index.cache_name
    path.write_bytes(path.read_bytes()[:-100])
    assert DeletesIndex(lexicon, tmp_path).lookup("huose") == ("house",)


def test_a_whole_pickle_of_something_else_is_built_again(lexicon: Lexicon, tmp_path: Path) -> None:
    index = DeletesIndex(lexicon, tmp_path)
    caching.write(tmp_path / index.cache_name, pickle.dumps({"data_version": -1}))
    assert index.lookup("huose") == ("house",)
    caching.write(tmp_path / index.cache_name, b"no pickle at all")
    assert DeletesIndex(lexicon, tmp_path).lookup("huose") == ("house",)
