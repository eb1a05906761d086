"""What every view is given."""

import pytest

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme


@pytest.fixture(scope="session")
def say() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="session")
def theme(qapp: object) -> Theme:
    return Theme.load("light")
