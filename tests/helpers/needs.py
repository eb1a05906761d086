"""What a test needs from outside the project, and what follows where it is missing."""

import os
from importlib.util import find_spec

import pytest


def in_ci() -> bool:
    """Whether the run is the project's check, where nothing may be left out."""
    return os.environ.get("CI") == "true"


def need(condition: object, reason: str) -> None:
    """Go on if `condition` holds; otherwise leave the test out, or fail it in CI.

    A person without PostgreSQL or the reference folder can still run the rest. In CI the set-up
    has to provide everything, so there a skip would only hide that it did not.

    Args:
        condition: anything; only its truth counts.
        reason: what is missing and how to get it.
    """
    if condition:
        return
    if in_ci():
        pytest.fail(f"needed in CI: {reason}", pytrace=False)
    pytest.skip(reason)


def need_rules() -> None:
    """Need what asks Schematron rules."""
    need(find_spec("saxonche"), "SaxonC, which asks Schematron rules (pip install saxonche)")
