"""Lists of names from files and into files: what would come, then taking it; and writing them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.files import unreadable
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry, Name
from reviewer.core.messages import said
from reviewer.core.ports import ListFormat, RefusedRow
from reviewer.services.entries import checked, merged, refusal
from reviewer.services.lexicon import Edit, Lexicon

_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring to a layer: entries that are new, that say more than before, that
    are there already (`same`, how many); rows that are none.

    `changed` are pairs of what is there and what it would become.
    """

    path: Path
    format: str
    layer: Layer
    new: tuple[LexiconEntry, ...]
    changed: tuple[tuple[LexiconEntry, LexiconEntry], ...]
    same: int
    refused: tuple[RefusedRow, ...]

    @property
    def entries(self) -> tuple[LexiconEntry, ...]:
        """All that would be put there."""
        return (*self.new, *(after for _, after in self.changed))


@dataclass(frozen=True, slots=True)
class Written:
    """How many entries a file has now, and how many its format cannot hold."""

    entries: int
    left: int


class LexiconFiles:
    """Imports and exports lists. Repeating an import adds nothing twice."""

    def __init__(self, lexicon: Lexicon, formats: Sequence[ListFormat]) -> None:
        self._lexicon = lexicon
        self._formats = formats

    @property
    def formats(self) -> Sequence[ListFormat]:
        """The formats there are."""
        return self._formats

    def preview(
        self,
        path: Path,
        kind: EntryKind = EntryKind.WORD,
        layer: Layer = Layer.PROJECT,
        name: str = "",
    ) -> Preview:
        """What the file would bring; nothing is changed.

        `kind` is what entries are that do not say it; `name` the format (default: found out).
        Raises UnreadableFile, or UsageError where no format fits.
        """
        chosen = self._named(name) if name else self._fitting(path)
        read = chosen.read(path, kind)
        refused = list(read.refused)
        comes: dict[Name, list[LexiconEntry]] = {}
        for row in read.rows:
            forms = (" ".join(form.split()) for form in row.entry.forms)
            why = next(filter(None, map(refusal, forms)), None)
            if why:
                refused.append(RefusedRow(row.line, row.entry.preferred[:60], why))
                continue
            entry = replace(checked(row.entry), layer=layer)
            comes.setdefault(entry.name, []).append(entry)
        refused.sort(key=lambda row: row.line)
        there = {entry.name: entry for entry in self._lexicon.known() if entry.layer is layer}
        entries = [merged(same) if len(same) > 1 else same[0] for same in comes.values()]
        return _compared(path, chosen.name, layer, entries, there, refused)

    def take(self, preview: Preview) -> Edit:
        """Put into the layer what a preview showed, as one change."""
        return self._lexicon.put(preview.entries, preview.layer)

    def export(self, entries: Iterable[LexiconEntry], path: Path, name: str = "") -> Written:
        """Write entries to a file, in the place of what was there; `name` is the format, else the
        file's suffix says it.
        """
        chosen = self._named(name or self._by_suffix(path))
        listed = list(entries)
        fit = [entry for entry in listed if entry.kind in chosen.kinds]
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            with beside.open("wb") as out:
                chosen.write(fit, out)
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise ReviewerError(
                said("lexicon.files.not_written", reason=str(error.strerror or error)),
                where=str(path),
                safe=said("lexicon.files.nothing_changed"),
            ) from error
        return Written(len(fit), len(listed) - len(fit))

    def _named(self, name: str) -> ListFormat:
        for one in self._formats:
            if one.name == name:
                return one
        names = ", ".join(one.name for one in self._formats)
        raise UsageError(
            said("lexicon.files.no_format", name=name),
            advice=said("lexicon.files.formats", names=names),
        )

    def _by_suffix(self, path: Path) -> str:
        suffix = path.suffix.lower()
        return next((one.name for one in self._formats if one.suffix == suffix), suffix)

    def _fitting(self, path: Path) -> ListFormat:
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError as error:
            raise unreadable(path, error) from error
        judged = [(one.sniff(path, head), one) for one in self._formats]
        best = max(judged, key=lambda pair: pair[0].score)
        if not best[0].score:
            raise UsageError(
                said("lexicon.files.unknown", reason=best[0].reason),
                where=str(path),
                safe=said("errors.nothing_was_imported"),
                advice=said("lexicon.files.advice"),
            )
        return best[1]


def _compared(
    path: Path,
    name: str,
    layer: Layer,
    comes: Iterable[LexiconEntry],
    there: Mapping[Name, LexiconEntry],
    refused: Sequence[RefusedRow],
) -> Preview:
    new, changed, same = [], [], 0
    for entry in comes:
        have = there.get(entry.name)
        after = _joined(have, entry) if have else entry
        if have is None:
            new.append(entry)
        elif after == have:
            same += 1
        else:
            changed.append((have, after))
    return Preview(path, name, layer, tuple(new), tuple(changed), same, tuple(refused))


def _joined(have: LexiconEntry, comes: LexiconEntry) -> LexiconEntry:
    """What is there, with what the file says more; where both speak, the file's word counts."""
    ids = (*have.authorities, *comes.authorities)
    return replace(
        have,
        variants=tuple(dict.fromkeys((*have.variants, *comes.variants))),
        note=comes.note or have.note,
        dates=comes.dates or have.dates,
        source=comes.source or have.source,
        authorities=tuple(dict.fromkeys(ids)),
        state=comes.state if comes.state != "usual" else have.state,
    )
