"""Words of a line that was changed: which Word elements stand for them, and what they read now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from reviewer.core.geometry import Box
from reviewer.core.model import Line
from reviewer.core.reading import PageReading
from reviewer.core.text import cut_tokens
from reviewer.formats.boxed import BoxedWord
from reviewer.formats.readers.page.layout import LinePart
from reviewer.formats.readers.page.texts import WordPart
from reviewer.formats.writers.page.editing import Editor


@dataclass(eq=False, slots=True)
class Group:
    """Tokens of a line and the Word elements that they were read from: mostly one each."""

    tokens: list[int]
    words: list[WordPart]


def group(line: Line, part: LinePart) -> list[Group]:
    """The tokens of a line with their elements.

    Where a line says otherwise than its words, those that agree are told by comparing both.
    """
    theirs = [
        (word.text[start:end], word) for word in part.words for start, end in cut_tokens(word.text)
    ]
    ours = [line.form(token) for token in line.tokens]
    codes = SequenceMatcher(None, ours, [text for text, _ in theirs], autojunk=False).get_opcodes()
    found: list[Group] = []
    for _, i, j, k, m in codes:
        single = j - i == m - k
        steps = [(i + n, i + n + 1, k + n, k + n + 1) for n in range(j - i)] if single else []
        for a, b, c, d in steps or [(i, j, k, m)]:
            words = list(dict.fromkeys(word for _, word in theirs[c:d]))
            _add(found, [token.n for token in line.tokens[a:b]], words)
    return found


def _add(found: list[Group], tokens: list[int], words: list[WordPart]) -> None:
    """Add a group, or widen the last one where an element reaches into both."""
    shared = bool(found) and any(word in found[-1].words for word in words)
    if found and (shared or not tokens or not found[-1].tokens):
        found[-1].tokens += tokens
        found[-1].words += [word for word in words if word not in found[-1].words]
    else:
        found.append(Group(tokens, words))


class WordWriter:
    """Makes the Word elements of changed lines; an element is used for one word only."""

    def __init__(self, editor: Editor, reading: PageReading, parts: Sequence[LinePart]) -> None:
        self._editor = editor
        self._lines = reading.page.lines
        self._line_of = reading.page.line_of
        self._parts = parts
        self._groups: dict[int, Group] = {}
        self._known: set[int] = set()
        self._used: set[etree._Element] = set()
        self._worded = any(part.words for part in parts)

    def write(
        self, n: int, words: Sequence[BoxedWord], base: str, box: Box | None
    ) -> list[etree._Element]:
        """The elements for the words of line `n`, in order; none where the file has no words.

        `base` is the id that new ids are made of, `box` the place of words that have none.
        """
        clusters = list(self._clusters(words))
        has_some = any(one.words for _, groups in clusters for one in groups)
        if not (has_some or (self._worded and n >= len(self._lines))):
            own = self._parts[n].words if n < len(self._parts) else ()
            if not own:
                return []
        made: list[etree._Element] = []
        for boxed, groups in clusters:
            made += self._cluster(boxed, groups, base, box)
        return made

    def _clusters(
        self, words: Sequence[BoxedWord]
    ) -> Iterator[tuple[list[BoxedWord], list[Group]]]:
        """Neighbouring words that share an element, with all groups they touch."""
        open_words: list[BoxedWord] = []
        open_groups: list[Group] = []
        for word in words:
            groups = self._groups_of(word)
            if open_words and not any(one in open_groups for one in groups):
                yield open_words, open_groups
                open_words, open_groups = [], []
            open_words.append(word)
            open_groups += [one for one in groups if one not in open_groups]
        if open_words:
            yield open_words, open_groups

    def _groups_of(self, word: BoxedWord) -> list[Group]:
        if word.span is None:
            return []
        tokens = range(word.span.first, word.span.last + 1)
        return list(dict.fromkeys(self._group_of(token) for token in tokens))

    def _group_of(self, token: int) -> Group:
        line = self._line_of(token)
        if line.n not in self._known:
            self._known.add(line.n)
            for one in group(line, self._parts[line.n]):
                self._groups.update(dict.fromkeys(one.tokens, one))
        return self._groups[token]

    def _cluster(
        self, boxed: Sequence[BoxedWord], groups: Sequence[Group], base: str, box: Box | None
    ) -> list[etree._Element]:
        pool = [word for one in groups for word in one.words if word.element not in self._used]
        self._used.update(word.element for word in pool)
        if pool and _is_as_read(boxed, groups):
            return [word.element for word in pool]
        made = []
        for at, word in enumerate(boxed):
            part = pool[at] if at < len(pool) else None
            if part is None:
                element = self._editor.make("Word", _base(pool, base), word.box or box)
                self._editor.set_text(element, word.text, "")
            else:
                element = part.element
                if part.text != word.text:
                    self._editor.set_text(element, word.text, part.text)
                if len(pool) != len(boxed) and word.box:
                    self._editor.set_box(element, word.box)
            made.append(element)
        return made


def _is_as_read(boxed: Sequence[BoxedWord], groups: Sequence[Group]) -> bool:
    """Whether just the tokens of the groups stand there, unchanged."""
    if any(word.changed or word.span is None for word in boxed):
        return False
    tokens = [n for one in groups for n in one.tokens]
    stand = [n for word in boxed if word.span for n in range(word.span.first, word.span.last + 1)]
    return stand == tokens


def _base(pool: Sequence[WordPart], base: str) -> str:
    return pool[-1].element.get("id") or base if pool else base
