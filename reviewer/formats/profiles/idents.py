"""The ids of a file and what points to them, when some of them change and some go.

A file is made twice: the first time only tells which ids there will be, for most pointers stand
before what they point to.
"""

from collections.abc import Mapping

from reviewer.formats.writers.tei.names import xml_name


class Idents:
    """Ids as the base has them, and what became of them. `known` after the first time."""

    def __init__(self) -> None:
        self._base: set[str] = set()
        self._became: dict[str, str] = {}
        self._used: set[str] = set()
        self._known: Mapping[str, str] | None = None

    def settle(self) -> None:
        """The first time is over."""
        self._known, self._became = self._became, {}
        self._used = set()

    def seen(self, identity: str) -> None:
        """The base has an element with this id."""
        self._base.add(identity)

    def give(self, identity: str, wanted: str) -> str:
        """The id of what the base calls `identity` (empty: nothing), where `wanted` is asked for.

        It is lawful, and no other element of the file has it.
        """
        base = made = xml_name(wanted)
        count = 1
        while made in self._used:
            count += 1
            made = f"{base}.{count}"
        self._used.add(made)
        if identity:
            self._became.setdefault(identity, made)
        return made

    def pointing(self, value: str) -> str:
        """A value whose pointers, if it has any, point to what is there; else they are gone."""
        if "#" not in value:
            return value
        tokens = [self._pointer(token) for token in value.split()]
        return " ".join(token for token in tokens if token)

    def _pointer(self, token: str) -> str:
        name = token[1:]
        if not token.startswith("#") or name not in self._base or self._known is None:
            return token
        became = self._known.get(name, "")
        return f"#{became}" if became else ""
