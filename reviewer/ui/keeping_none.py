"""Keeps None alive under PySide6 6.12 on Python 3.11.

PySide6 6.12.0 gives back a reference to None, which it never took, at every call that returns
nothing. From Python 3.12 on None cannot die (PEP 683); before, its count falls with each such call
and after some thousand of them the interpreter aborts ("none_dealloc: deallocating None"). We found
it by watching `sys.getrefcount(None)` over a few hundred `QObject.setObjectName`; a binding without
the fault is left alone.
"""

import ctypes
import sys

from PySide6.QtCore import QObject

_TRIES = 200
_SPARE = 1 << 40  # void calls of many thousand years


def loses_none() -> bool:
    """Whether the binding takes references to None away."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return False
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(_TRIES):
        probe.setObjectName("")
    return before - sys.getrefcount(None) > _TRIES // 2


def keep_none() -> bool:
    """Give None references to spare where the binding loses them; whether that was needed."""
    needed = loses_none()
    if needed:
        # CPython before 3.12: the count is the first field of every object (PyObject.ob_refcnt).
        ctypes.c_ssize_t.from_address(id(None)).value += _SPARE
    return needed
