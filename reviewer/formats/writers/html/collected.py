"""What is collected while a text is written, for what stands behind it: notes, names, signs."""

from dataclasses import dataclass, field

from reviewer.core.printed import About, Entry, Note, Sign


@dataclass(slots=True)
class Named:
    """One entry of the index of names: what is known of it, and where it stands in the text."""

    kind: str
    name: str
    entry: Entry | None
    ref: str
    mentions: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)


class Collected:
    """Fills while the text is written."""

    def __init__(self) -> None:
        self.used: set[About] = set()
        self.notes: list[Note] = []
        self._names: dict[tuple[str, str], Named] = {}
        self._mentions = 0

    def note(self, note: Note) -> int:
        """Keep a note; its number, from 1."""
        self.notes.append(note)
        return len(self.notes)

    def name(self, mark: Sign, entry: Entry | None, form: str) -> int:
        """Keep a mention of a name; its number, from 1. Without an entry its form is its name."""
        self._mentions += 1
        form = " ".join(form.split())
        kind = entry.kind if entry else mark.get("kind")
        ref = mark.get("ref")
        key = (kind, ref or form)
        if key not in self._names:
            name = entry.name if entry and entry.name else form
            self._names[key] = Named(kind, name, entry, ref)
        found = self._names[key]
        found.mentions.append(self._mentions)
        found.forms[form] = None
        return self._mentions

    def names(self) -> list[tuple[str, list[Named]]]:
        """The names by kind, those of a kind by name; kinds that are not ours come last."""
        kinds: dict[str, list[Named]] = {"person": [], "organization": [], "place": [], "other": []}
        for named in self._names.values():
            kinds.get(named.kind, kinds["other"]).append(named)
        for found in kinds.values():
            found.sort(key=lambda named: (named.name.casefold(), named.ref))
        return [(kind, found) for kind, found in kinds.items() if found]
