"""The formats that a project can write: those of the program, and its own profiles of TEI."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import overload

from reviewer.core.ports import Writer
from reviewer.core.writing import Profiles


class Offered(Sequence[Writer]):
    """All formats, looked for anew each time: a profile put into its folder is there at once."""

    def __init__(
        self,
        writers: Sequence[Writer],
        profiles: Profiles | None,
        folders: Callable[[], Sequence[Path]],
    ) -> None:
        """`folders` are those in which profiles may lie; of like names the last one counts."""
        self._writers = writers
        self._profiles = profiles
        self._folders = folders

    def _all(self) -> list[Writer]:
        own = self._profiles.offered(self._folders()) if self._profiles else ()
        return [*self._writers, *own]

    def named(self, name: str) -> Writer | None:
        """The format of a name, which may be the file of a profile; None where there is none."""
        for writer in self._all():
            if writer.name == name:
                return writer
        return self._profiles.at(name) if self._profiles else None

    @overload
    def __getitem__(self, index: int) -> Writer: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Writer]: ...
    def __getitem__(self, index: int | slice) -> Writer | Sequence[Writer]:
        """A format, or some of them."""
        return self._all()[index]

    def __iter__(self) -> Iterator[Writer]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())
