"""Where two words differ: the stretches between the letters that they share."""

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein


def differences(read: str, true: str) -> Iterator[tuple[str, str]]:
    """The longest stretches in which every letter differs, as (what is read, what stands there).

    One side is empty where letters were lost or added.

    >>> list(differences("modem", "modern")), list(differences("huse", "house"))
    ([('m', 'rn')], [('', 'o')])
    """
    left = right = end = behind = 0
    for step in Levenshtein.opcodes(read, true):
        if step.tag == "equal":
            if left < end or right < behind:
                yield read[left:end], true[right:behind]
            left, right = step.src_end, step.dest_end
        end, behind = step.src_end, step.dest_end
    if left < end or right < behind:
        yield read[left:end], true[right:behind]
