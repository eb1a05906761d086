"""A header that says less than it must."""

from collections.abc import Iterator

from lxml import etree

from reviewer.formats.checking.found import Found, found
from reviewer.formats.xml import local, tei, text_of

_PLACES = frozenset(
    "country region settlement district geogName placeName institution repository msName".split()
)


def check_header(root: etree._Element) -> Iterator[Found]:
    """A number of an original without the place where it is kept."""
    for holder in root.iter(tei("msIdentifier")):
        named = [child for child in holder if local(child) in _PLACES]
        if not any(text_of(child).strip() for child in named):
            yield found(holder, "no_holder")
