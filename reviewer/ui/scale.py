"""How large the window's own text is, as the person chose it.

Sizes are settled once, before the modules of the window are loaded: layouts, painters and the
stylesheet take them as plain numbers from `theme.py`. Another size counts from the next start.
Letters grow as chosen, the spaces of the grid by half of that, so that panes keep room for text.
"""

PERCENTS = (100, 125, 150, 175, 200)
"""Sizes to choose from, in per cent of the usual one."""

_settled = {"percent": PERCENTS[0]}


def settle(percent: int) -> None:
    """Let letters have this size, in per cent; for the modules that are loaded from now on."""
    _settled["percent"] = min(max(percent, PERCENTS[0]), PERCENTS[-1])


def percent() -> int:
    """The size that was settled, in per cent."""
    return _settled["percent"]


def sized(pixels: float) -> int:
    """Pixels for letters, and for what must grow as letters do."""
    return round(pixels * percent() / 100)


def spaced(pixels: float) -> int:
    """Pixels for spaces, which grow by half as much."""
    return round(pixels * (100 + percent()) / 200)
