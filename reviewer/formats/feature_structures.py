"""Plain values (JSON) as feature structures of TEI, and back (TEI Guidelines, chapter 18 FS).

An object is an `fs` with an `f` for each key, a list a `vColl`, a text a `string`, a number a
`numeric`, a truth a `binary`, and nothing a `symbol` of value `null`. What comes back is what went
in, kinds of numbers included. XML forbids some characters and editors compose others (NFC), so a
text with such ones is a `string` with `rend="escaped"`, written as JSON writes it; and an object
with a key that is no name of XML has `rend="pairs"`, an `f` with a pair for each of its keys.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from reviewer.core.errors import InputError
from reviewer.core.messages import said
from reviewer.formats.characters import escaped, lawful
from reviewer.formats.xml import line_of, local, text_of

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_INTEGER = re.compile(r"-?\d+")
_KIND = re.compile(r"[A-Za-z0-9._-]+")
_NULL = "null"


def markup(value: Mapping[str, Any], kind: str = "") -> str:
    """An object as a feature structure, which `kind` names where it is given.

    Raises TypeError on what JSON has no place for, ValueError on a kind that may not stand there.
    """
    if kind and not _KIND.fullmatch(kind):
        raise ValueError(f"a kind is one word, not {kind!r}")
    parts: list[str] = []
    _object(value, kind, parts)
    return "".join(parts)


def read(found: etree._Element) -> tuple[str, dict[str, Any]]:
    """The kind of a feature structure (empty: none) and the object that it is.

    Raises InputError on what `markup` would not write, naming the line.
    """
    if local(found) != "fs":
        raise _strange(found)
    return found.get("type", ""), _read_object(found)


# writing


def _object(value: Mapping[str, Any], kind: str, parts: list[str]) -> None:
    opening = f'<fs type="{kind}"' if kind else "<fs"
    if not all(_NAME.fullmatch(key) for key in value):
        parts.append(f'{opening} rend="pairs">')
        for key, one in value.items():
            parts.append('<f name="pair"><vColl org="list">')
            _value(key, parts)
            _value(one, parts)
            parts.append("</vColl></f>")
    else:
        parts.append(f"{opening}>")
        for key, one in value.items():
            parts.append(f'<f name="{key}">')
            _value(one, parts)
            parts.append("</f>")
    parts.append("</fs>")


def _value(value: Any, parts: list[str]) -> None:
    kind = type(value)
    if kind is str:
        parts.append(_string(value))
    elif kind is int:  # most are; json.dumps takes ten times as long
        parts.append(f'<numeric value="{value}"/>')
    elif value is None:
        parts.append(f'<symbol value="{_NULL}"/>')
    elif isinstance(value, bool):
        parts.append(f'<binary value="{str(value).lower()}"/>')
    elif isinstance(value, str):
        parts.append(_string(str(value)))
    elif isinstance(value, int | float):
        parts.append(f'<numeric value="{json.dumps(value, allow_nan=False)}"/>')
    elif isinstance(value, Mapping):
        _object(value, "", parts)
    elif isinstance(value, Sequence):
        parts.append('<vColl org="list">')
        for one in value:
            _value(one, parts)
        parts.append("</vColl>")
    else:
        raise TypeError(f"not a plain value: {value!r}")


def _string(text: str) -> str:
    if not text:
        return "<string/>"
    if (text.isascii() and text.isprintable()) or _stays(text):
        return f"<string>{escaped(text)}</string>"
    return f'<string rend="escaped">{escaped(json.dumps(text)[1:-1])}</string>'


def _stays(text: str) -> bool:
    """Whether a text comes through XML, and through whoever composes it, as it is."""
    return lawful(text) == text and unicodedata.is_normalized("NFC", text)


# reading


def _read_object(found: etree._Element) -> dict[str, Any]:
    pairs = found.get("rend") == "pairs"
    values: dict[str, Any] = {}
    for feature in found.iterchildren(etree.Element):
        inside = list(feature.iterchildren(etree.Element))
        if local(feature) != "f" or len(inside) != 1:
            raise _strange(feature)
        value = _read_value(inside[0])
        if not pairs:
            values[str(feature.get("name", ""))] = value
        elif isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
            values[value[0]] = value[1]
        else:
            raise _strange(feature)
    return values


def _read_value(found: etree._Element) -> Any:
    value = str(found.get("value", ""))
    try:
        match local(found):
            case "string":
                text = text_of(found)
                return json.loads(f'"{text}"') if found.get("rend") == "escaped" else text
            case "numeric":
                return int(value) if _INTEGER.fullmatch(value) else float(value)
            case "binary" if value in ("true", "false", "1", "0"):
                return value in ("true", "1")
            case "symbol" if value == _NULL:
                return None
            case "fs":
                return _read_object(found)
            case "vColl":
                return [_read_value(one) for one in found.iterchildren(etree.Element)]
    except ValueError as error:
        raise _strange(found) from error
    raise _strange(found)


def _strange(found: etree._Element) -> InputError:
    return InputError(
        said("errors.no_feature_structure", name=local(found), line=line_of(found)),
        advice=said("errors.take_the_archival_file_as_written"),
    )
