"""The Qt binding must keep its references: PySide6 6.12.0 on Python 3.11 loses them and dies."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextLayout

CALLS = 1000


@pytest.mark.parametrize(
    "call",
    [
        lambda: QObject().setObjectName("name"),
        lambda: QTextLayout("text", QFont()).setCacheEnabled(True),
    ],
)
def test_a_call_that_returns_nothing_costs_no_reference_to_none(
    qapp: object, call: Callable[[], None]
) -> None:
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    # Other threads and caches come and go; a lost reference a call would be a thousand.
    assert sys.getrefcount(None) - before > -CALLS // 2
