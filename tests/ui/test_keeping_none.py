"""The workaround for a binding that loses references to None."""

import sys

from PySide6.QtCore import QObject

from reviewer.ui.keeping_none import keep_none


def test_many_calls_without_a_result_leave_none_alive() -> None:
    keep_none()
    probe = QObject()
    for _ in range(20_000):
        probe.setObjectName("")
    assert sys.getrefcount(None) > 20_000 or sys.version_info >= (3, 12)
