"""Word lists in Hunspell's format, written out: every form of every stem of a `.dic` file.

Prefixes and suffixes are crossed, and what an affix adds may be inflected once more (hunspell(5),
"continuation classes"). Files may come from anywhere, so stems, forms and steps are bounded; at a
bound the rest is left out. Stems come first, so a list too rich to write out gives its stems and as
many forms as fit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reviewer.engine.affixes import LONGEST_LINE, Affix, Affixes, Flags, Rule, content_of, parted

MOST_FORMS = 2_000_000
"""Russian has 1.4 million."""
MOST_STEMS = 1_000_000
MOST_STEPS = 50_000_000
"""Comparisons of a rule with a stem, and look-ups of a class: about half a minute's work."""
LONGEST_FORM = 64
_KEPT_EDGES = 200_000

_MORPHOLOGY = re.compile(r"\t| [a-z]{2}:")

Stem = tuple[str, Flags]
Inflected = tuple[str, Rule, Affix]


def forms(path: Path, most: int = MOST_FORMS) -> Iterator[str]:
    """The forms of a `.dic` file whose `.aff` file stands beside it; some may come twice.

    Raises OSError, and ValueError where a file is too large or in an unknown encoding.
    """
    affixes = Affixes.read(path.with_suffix(".aff"))
    stems = list(islice(_stems(path, affixes), MOST_STEMS))
    return islice(_written_out(stems, _Inflector(affixes, MOST_STEPS)), most)


def _stems(path: Path, affixes: Affixes) -> Iterator[Stem]:
    """Stems with their flags. Phrases are left out: words are looked up one by one."""
    lines = content_of(path).decode(affixes.encoding, "replace").lstrip("\ufeff").split("\n")
    # The first line says how many there are; some lists go without.
    first = 1 if lines[0].strip().isdecimal() else 0
    known: dict[str, Flags] = {"": frozenset()}
    for line in islice(lines, first, None):
        if len(line) > LONGEST_LINE:
            continue
        found = _MORPHOLOGY.search(line)
        stem, written = parted((line[: found.start()] if found else line).strip())
        if "\ufffd" not in stem and stem.split() == [stem]:
            flags = known.get(written)
            if flags is None:
                flags = known[written] = affixes.flags(written)
            yield stem, flags


def _written_out(stems: list[Stem], inflect: "_Inflector") -> Iterator[str]:
    affixes = inflect.affixes
    drop = dict.fromkeys(map(ord, affixes.ignored))
    barred = {
        form
        for stem, flags in stems
        if affixes.forbidden in flags
        for form in inflect.every(stem, flags)
    }
    rounds = (inflect.never, inflect.once, inflect.twice)
    for inflected in rounds:
        for stem, flags in stems:
            if affixes.only_in_compound in flags or affixes.forbidden in flags:
                continue
            for form in inflected(stem, flags):
                if form not in barred and len(form) <= LONGEST_FORM:
                    form = form.translate(drop) if drop else form
                    if any(map(str.isalpha, form)):
                        yield form


@dataclass
class _Inflector:
    """Puts affixes to stems, and stops when its steps are used up."""

    affixes: Affixes
    steps: int
    _fitting: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict)

    def every(self, stem: str, flags: Flags) -> Iterator[str]:
        """The stem and all its forms, be they words or not."""
        yield stem
        for form, _, _ in self._inflected(stem, flags):
            yield form
        yield from self.twice(stem, flags)

    def never(self, stem: str, flags: Flags) -> Iterator[str]:
        """The stem itself, where it is a word."""
        if flags.isdisjoint(self.affixes.no_word):
            yield stem

    def once(self, stem: str, flags: Flags) -> Iterator[str]:
        """Forms with one affix."""
        for form, rule, _ in self._inflected(stem, flags):
            if rule.flags.isdisjoint(self.affixes.no_word):
                yield form

    def twice(self, stem: str, flags: Flags) -> Iterator[str]:
        """Forms with a prefix and a suffix, or with a suffix behind a suffix."""
        prefixes = flags & self.affixes.prefixes
        for form, inner, affix in self._inflected(stem, flags):
            # A prefix of the stem's is put before its suffixed forms, not the other way round too.
            more = inner.flags if affix.prefix else inner.flags | prefixes
            if more:
                for twice, outer, other in self._inflected(form, more):
                    if self._together(inner, affix, outer, other):
                        yield twice

    def _together(self, inner: Rule, affix: Affix, outer: Rule, other: Affix) -> bool:
        """Whether two affixes make a word together."""
        rules = self.affixes
        if (rules.circumfix in inner.flags) != (rules.circumfix in outer.flags):
            return False
        if any({rules.only_in_compound, rules.forbidden} & rule.flags for rule in (inner, outer)):
            return False
        if affix.prefix == other.prefix:
            return not affix.prefix and rules.need_affix not in outer.flags
        bare = rules.need_affix in inner.flags and rules.need_affix in outer.flags
        return affix.cross and other.cross and not bare

    def _inflected(self, stem: str, flags: Flags) -> Iterator[Inflected]:
        """A stem with each rule of its classes that fits."""
        for flag in sorted(flags):
            affix = self.affixes.classes.get(flag)
            if affix is None:
                continue
            for rule in self._rules(flag, affix, stem):
                taken = len(rule.strip)
                if taken == len(stem) and not self.affixes.full_strip:
                    continue
                rest = stem[taken:] if affix.prefix else stem[: len(stem) - taken]
                yield (rule.add + rest if affix.prefix else rest + rule.add), rule, affix

    def _rules(self, flag: str, affix: Affix, stem: str) -> tuple[Rule, ...]:
        # The same endings come again and again: half the work of a whole list is saved by asking
        # each class once what fits an ending.
        edge = affix.edge(stem)
        self.steps -= 1
        found = self._fitting.get((flag, edge))
        if found is None and self.steps > 0:
            self.steps -= len(affix.rules)
            found = tuple(rule for rule in affix.rules if rule.fits(edge, affix.prefix))
            if len(self._fitting) < _KEPT_EDGES:
                self._fitting[flag, edge] = found
        return found if found and self.steps > 0 else ()
