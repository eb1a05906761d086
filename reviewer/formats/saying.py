"""What libxml2 says of an invalid file, in words that people understand."""

import re

from reviewer.core.messages import Said, said
from reviewer.formats.checking.found import called_so

_NAMESPACE = re.compile(r"\{[^}]*\}")
_SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"Did not expect element (?P<one>\S+) there", "not_here"),
        (r"Element (?P<other>\S+) has extra content: (?P<one>\S+)", "extra"),
        (r"Expecting an element (?P<one>\S+), got nothing", "missing"),
        (r"Expecting an element (?P<one>\S*) ?, got nothing", "something_missing"),
        (r"Expecting element (?P<one>\S+), got (?P<other>\S+)", "instead"),
        (r"Invalid attribute (?P<attribute>\S+) for element (?P<one>\S+)", "attribute"),
        (r"Element (?P<one>\S+) failed to validate attributes", "attributes"),
        (r"Element (?P<one>\S+) failed to validate content", "content"),
        (r"Datatype element (?P<one>\S+) has child elements", "content"),
        (r"Did not expect text in element (?P<one>\S+) content", "loose_text"),
        (r"Expecting a namespace for element (?P<one>\S+)", "namespace"),
        (r"Element (?P<one>\S+) has wrong namespace: .*", "namespace"),
        (r"Type (?P<type>\S+) doesn't allow value '(?P<value>[^']*)'", "value"),
        (r"Error validating datatype (?P<type>\S+)", "datatype"),
        (r"Error validating value ?", "some_value"),
        (r"Invalid sequence in interleave", "interleave"),
        (r"ID (?P<one>\S+) redefined", "id_twice"),
        (r"Element (?P<one>\S+) is empty", "is_empty"),
    )
)


def saying(message: str, value: str = "") -> tuple[Said | str, Said | str]:
    """What is wrong and what to do; the message itself where it is none that we know.

    `value` is the value of the attribute that the message is about, where there is one.
    """
    message = _NAMESPACE.sub("", message)
    for pattern, kind in _SAYINGS:
        if found := pattern.fullmatch(message):
            values = {name: _spoken(name, text) for name, text in found.groupdict().items()}
            if kind == "attribute":
                values["value"] = value
            what = said(f"problems.schema.{kind}.what", **values)
            return what, said(f"problems.schema.{kind}.todo", **values)
    return message, ""


def _spoken(name: str, text: str) -> Said | str:
    return called_so(text) if name in ("one", "other") else text
