"""What a profile leaves out of a text, counted, so that nothing else can be missing unseen."""

from collections import Counter
from collections.abc import Iterable

from reviewer.formats.writers.tei.nodes import Content, Element


class Tally:
    """Words by what they were left out with; letters over all; words of whole blocks."""

    def __init__(self) -> None:
        self.by_key: Counter[str] = Counter()
        self.letters: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.inside = False
        """Whether something was left out within a block: it may have been a part of a word."""

    def leave_out(self, key: str, nodes: Iterable[Content], *, inside: bool) -> None:
        """Count what is left out; `inside` a block, or all of one."""
        words = written(nodes).split()
        self.by_key[key] += len(words)
        self.letters.update("".join(words))
        if inside:
            self.inside |= bool(words)
        else:
            self.words.update(words)


def written(nodes: Iterable[Content]) -> str:
    """All text in some nodes; the cells of a row stand apart."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        else:
            edge = " " if node.name == "cell" else ""
            parts += [edge, written(node.children), edge]
    return "".join(parts)


def is_empty(nodes: Iterable[Content]) -> bool:
    """Whether there are neither words nor elements."""
    return not any(isinstance(node, Element) or node.strip() for node in nodes)
