"""Where profiles are looked for: with the program, in folders of the person's and the project's."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.core.places import resources
from reviewer.core.writing import Declared, Validator
from reviewer.formats.profiles.reading import examine
from reviewer.formats.profiles.writer import ProfileWriter

PREFIX = "profile:"
"""What the names of the formats begin with: no format of our own can be called so."""
SUFFIX = ".toml"


class ProfileShelf:
    """Finds profiles; of two with the same name that of the last folder is taken."""

    def __init__(self, validator: Validator | None = None) -> None:
        """`validator` holds what is written to the profiles' own schemas and rules."""
        self._validator = validator

    def offered(self, folders: Sequence[Path]) -> Sequence[ProfileWriter]:
        """A format for each profile, in the order of their names. None of the files is read yet."""
        found = {
            path.stem: path
            for folder in (resources() / "profiles", *folders)
            for path in _files(folder)
        }
        return [
            ProfileWriter(path, PREFIX + name, self._validator)
            for name, path in sorted(found.items())
        ]

    def at(self, name: str) -> ProfileWriter | None:
        """The format of a profile whose file is named, as `profile:/home/ada/house.toml`."""
        path = name.removeprefix(PREFIX)
        if path == name or not path.endswith(SUFFIX):
            return None
        return ProfileWriter(Path(path), name, self._validator)

    def examine(self, path: Path) -> Declared:
        """What is wrong with a profile's file, or what it declares. Raises UnreadableFile."""
        profile, faults = examine(path)
        if profile is None:
            return Declared(faults=tuple(faults))
        return Declared(
            title=profile.title,
            left_out=tuple(profile.left_out()),
            checked=profile.schema is not None or profile.schematron is not None,
        )


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(one for one in folder.glob(f"*{SUFFIX}") if one.is_file())
