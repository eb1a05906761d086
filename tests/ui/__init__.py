"""Tests of the window."""

import os

from reviewer.ui.scale import settle

LARGER = "REVIEWER_TEST_TEXT"
"""How large the window's text is in these tests, in per cent of the usual size."""

settle(int(os.environ.get(LARGER, "100")))  # before a module of the window is loaded
