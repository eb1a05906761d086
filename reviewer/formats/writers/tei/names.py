"""Ids of the file: all begin with the document's, so that documents can be merged."""

import re
import unicodedata

from reviewer.core.header import is_uri as is_uri

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODED = re.compile(r"[^A-Za-z0-9]+")


def xml_name(name: str) -> str:
    """A name that may be an xml:id: the one given, if it may, else the nearest."""
    if _NCNAME.fullmatch(name):
        return name
    slug = slugged(name)
    return slug if _NCNAME.fullmatch(slug) else f"d-{slug}".rstrip("-")


def slugged(text: str) -> str:
    """ASCII letters and figures of a text, lower case, joined by hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _CODED.sub("-", plain).strip("-").lower()


def language_of(given: str) -> str:
    """A language as BCP 47, or `und` where what is given cannot be one."""
    return given if _LANGUAGE.fullmatch(given) else "und"


class Ids:
    """Gives each thing of one file an id, the same whenever it is asked for again."""

    def __init__(self, document: str) -> None:
        self.document = xml_name(document)
        self._given: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()

    def make(self, kind: str, number: int | str) -> str:
        """The id of a numbered thing: `t1-p4`."""
        return f"{self.document}-{kind}{number}"

    def of(self, kind: str, key: str) -> str:
        """The id of a thing known by a name: `t1-pers-mikoyan`."""
        if (kind, key) not in self._given:
            stem = base = f"{self.document}-{kind}-{slugged(key) or 'x'}"
            count = 1
            while base in self._used:
                count += 1
                base = f"{stem}.{count}"
            self._used.add(base)
            self._given[kind, key] = base
        return self._given[kind, key]
