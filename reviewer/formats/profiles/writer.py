"""TEI as a file of rules declares it, offered beside the formats that the program knows itself."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from io import RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

from reviewer.core.edition import Edition
from reviewer.core.errors import InvalidOutput
from reviewer.core.header import FIELDS
from reviewer.core.messages import said
from reviewer.core.ports import Option, Problem
from reviewer.core.profile import OwnProfile
from reviewer.core.writing import Demands, Validator
from reviewer.formats.profiles.counting import lost
from reviewer.formats.profiles.idents import Idents
from reviewer.formats.profiles.reading import read_profile
from reviewer.formats.profiles.transforming import Transforming, told
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.tei.names import language_of, xml_name
from reviewer.formats.writers.tei.writer import TeiWriter

_IN_MEMORY = 8 << 20  # bytes of a file in the making before it goes to the disk
_SHOWN = 10  # words that are named where some were lost
_END = 4096  # bytes at a file's end, where it says what was left out


@lru_cache(maxsize=32)
def _read(path: Path, _changed: float) -> OwnProfile:
    return read_profile(path)


def load_profile(path: Path) -> OwnProfile:
    """The profile of a file, read anew when it changes. Raises UnreadableFile."""
    try:
        changed = path.stat().st_mtime
    except OSError:
        changed = 0.0
    return _read(path, changed)


class ProfileWriter:
    """Writes TEI by a profile; its file is read when something is written."""

    suffix = ".xml"
    pages_apart = False
    options: tuple[Option, ...] = ()

    def __init__(self, path: Path, name: str = "", validator: Validator | None = None) -> None:
        """`name` is what the format is called; without one, as the file is.

        Schemas of others are large: a `validator` may load them in a process of its own.
        """
        self.path = path
        self._validator = validator or TeiValidator()
        self.name = name or path.stem
        self._tei = TeiWriter()

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition. Raises UnreadableFile for the profile, InvalidOutput where words
        would be lost that the profile does not leave out.
        """
        profile = load_profile(self.path)
        with ExitStack() as stack:
            base, made = (stack.enter_context(_spool()) for _ in range(2))
            self._tei.write(edition, cast(BinaryIO, base), {"profile": str(profile.base)})
            idents, values = Idents(), _values(edition)
            # Twice, for most pointers stand before what they point to.
            base.seek(0)
            Transforming(profile, idents, values, cast(IO[bytes], _Nowhere())).run(base)
            idents.settle()
            base.seek(0)
            last = Transforming(profile, idents, values, made)
            last.run(base)
            missing = lost(base, made, last.tally)
            if missing:
                raise InvalidOutput(
                    said("profile.words_lost", words=" ".join(missing[:_SHOWN]), name=self.name),
                    where=edition.document.name,
                    safe=said("errors.the_project_and_earlier_exports_are"),
                    advice=said("profile.look_at", file=self.path.name),
                )
            made.seek(0)
            while part := made.read(1 << 16):
                out.write(part)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """What the profile's own schema and rules find, and as a warning what was left out."""
        profile = load_profile(self.path)
        rules = profile.schematron if self._validator.can_ask_rules() else None
        demands = Demands(profile.schema, rules, plain=True)
        problems = [*self._validator.validate(path, demands)]
        if profile.schematron and rules is None:
            advice = said("errors.schematron_install")
            problems.append(Problem(0, said("errors.schematron_not_here"), False, advice))
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _END))
            end = file.read().decode("utf-8", "replace")
        problems += [Problem(0, said("profile.left_out", what=what), False) for what in told(end)]
        return problems


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


class _Nowhere(RawIOBase):
    """Takes what is written and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        return len(cast(bytes, part))


def _values(edition: Edition) -> Mapping[str, str]:
    """What the header's templates may name."""
    document = edition.document
    values = {field.name: " ".join(edition.header.get(field.name, "").split()) for field in FIELDS}
    values["title"] = values["title"] or " ".join(document.title.split()) or document.name
    return {
        **values,
        "document": xml_name(document.name),
        "language": language_of(document.language),
        "version": str(edition.version),
        "state": str(edition.state),
        "pages": str(len(document.pages)),
        "file": document.origin.filename,
    }
