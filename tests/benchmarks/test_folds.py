from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import folds
from reviewer.core.places import dictionaries


def lay(folder: Path, numbers: list[int]) -> None:
    for number in numbers:
        made = folder / str(number) / "en"
        made.mkdir(parents=True)
        (made / "dictionary.toml").touch()


def test_a_fold_hangs_on_the_name_alone_and_never_changes() -> None:
    # CRC-32's published check value. Whoever trains and whoever judges must agree for ever.
    assert folds.fold_of("123456789", 2**32) == 0xCBF43926
    assert folds.fold_of("123456789") == 0xCBF43926 % 3


@given(st.text(), st.integers(1, 9))
def test_every_name_has_a_fold(name: str, count: int) -> None:
    assert 0 <= folds.fold_of(name, count) < count


def test_folds_are_of_like_size() -> None:
    sizes = [0, 0, 0]
    for number in range(900):
        sizes[folds.fold_of(f"document {number}")] += 1
    assert min(sizes) > 200


def test_each_fold_has_its_own_dictionary(tmp_path: Path) -> None:
    lay(tmp_path, [0, 1, 2])
    assert folds.honest(tmp_path)
    assert folds.folders(tmp_path) == [tmp_path / str(fold) / "en" for fold in range(3)]


def test_the_shipped_dictionary_judges_all_where_a_fold_is_missing(tmp_path: Path) -> None:
    lay(tmp_path, [0, 2])
    assert not folds.honest(tmp_path)
    assert folds.folders(tmp_path) == [dictionaries() / "en"] * 3
