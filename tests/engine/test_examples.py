import doctest

import pytest

from reviewer.engine import casing, context, learning, lexicon


@pytest.mark.parametrize("module", [casing, context, learning, lexicon])
def test_examples_in_docstrings_are_true(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
