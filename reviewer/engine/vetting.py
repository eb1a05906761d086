"""What plug-ins answer, looked at before anything is built on it.

A finding that points beside the page would put decisions on wrong words, and a probability that is
no number would spoil every other one it is weighed against.
"""

from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.reading import PageReading


def part_name(part: object) -> str:
    """What a part is called in reports; one that has no name by its class."""
    name = getattr(part, "name", None)
    return name if isinstance(name, str) and name else type(part).__name__


def vetted_finding(found: object, page: PageReading) -> Finding:
    """The finding. Raises ValueError where it is none, or not of this page."""
    if not isinstance(found, Finding):
        raise ValueError(f"{found!r} is no finding")
    _check_probability(found.probability)
    if not isinstance(found.kind, Kind):
        raise ValueError(f"{found.kind!r} is no kind of finding")
    words = page.text_of(found.span)
    if not (0 <= found.start < found.end and words[found.start : found.end] == found.form):
        raise ValueError(f"“{found.form}” does not stand at {found.start}-{found.end} of “{words}”")
    for suggestion in found.suggestions:
        vetted_suggestion(suggestion)
    return found


def vetted_suggestion(made: object) -> Suggestion:
    """The suggestion. Raises ValueError where it is none."""
    if not isinstance(made, Suggestion) or not isinstance(made.text, str):
        raise ValueError(f"{made!r} is no suggestion")
    _check_probability(made.probability)
    return made


def _check_probability(value: object) -> None:
    # Written so that NaN, which compares to nothing, fails.
    if not (isinstance(value, int | float) and 0 <= value <= 1):
        raise ValueError(f"{value!r} is no probability from 0 to 1")
