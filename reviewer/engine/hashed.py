"""Small counts under large keys, packed into an array that can be mapped from a file.

A cuckoo table (Pagh and Rodler, 2004) with two buckets of two slots a key. A slot has 32 bits: 24
of the key's hash (the lowest always set, so that a slot in use is never 0) and the count's code. A
bucket is one 64-bit number, so an answer takes two reads of memory, however many keys there are,
and all questions of a call are answered side by side. The keys themselves are not kept: a key that
was never stored is taken for another with a probability of 4 in 2²³.
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Buckets = NDArray[np.uint64]

NOT_FOUND = 256
"""What `look_up` answers for keys that are not there; codes are 0 to 255."""
_FULL = 0.8
"""Share of slots in use; with two buckets of two slots, 0.897 is the limit."""
_PATIENCE = 400
_BATCH = 1 << 18
_CHUNK = 1 << 14
"""So many questions at once: what is worked out for them stays in a core's own cache."""

_FIRST = np.uint64(0xFF51AFD7ED558CCD)
_SECOND = np.uint64(0xC4CEB9FE1A85EC53)
_OTHER = np.uint64(0x9E3779B97F4A7C15)
_TWICE = np.uint64((1 << 32) + 1)
_MARK = np.uint64(0xFFFFFF00)
_LOWEST = np.uint64(0x100)
_HALF = np.uint64(32)
_MIX = np.uint64(29)


def build(keys: Keys, codes: NDArray[np.uint8]) -> Buckets:
    """A table of different keys and their codes (from 1); the same input, the same table."""
    buckets = max(1, int(len(keys) / (2 * _FULL)) + 1)
    while True:
        owners = _place(keys, buckets)
        if owners is not None:
            break
        buckets += buckets // 20 + 1
    slots = np.zeros(2 * buckets, "<u4")
    used = np.flatnonzero(owners >= 0)
    for start in range(0, len(used), _CHUNK):
        taken = used[start : start + _CHUNK]
        held = owners[taken]
        _, _, marks = _hashes(keys[held], buckets)
        slots[taken] = marks.astype(np.uint32) | codes[held]
    return slots.view("<u8")


def look_up(table: Buckets, keys: Keys) -> NDArray[np.uint32]:
    """The code of each key; `NOT_FOUND` for those that are not in the table."""
    found = np.empty(len(keys), np.uint32)
    for start in range(0, len(keys), _CHUNK):
        one, other, marks = _hashes(keys[start : start + _CHUNK], len(table))
        marks *= _TWICE
        # What differs from the key's mark in nothing but the code's 8 bits is the code.
        near = table[one] ^ marks
        far = table[other] ^ marks
        best = np.minimum(near.view(np.uint32), far.view(np.uint32)).reshape(-1, 2)
        least = np.minimum(best[:, 0], best[:, 1])
        np.minimum(least, NOT_FOUND, out=found[start : start + _CHUNK])
    return found


def _hashes(keys: Keys, buckets: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Keys]:
    """Each key's two buckets, and its mark in place within a slot."""
    mixed = keys ^ (keys >> _HALF)
    mixed *= _FIRST
    mixed ^= mixed >> _MIX
    mixed *= _SECOND
    mixed ^= mixed >> _HALF
    size = np.uint64(buckets)
    one = mixed >> _HALF
    one *= size
    one >>= _HALF
    other = mixed * _OTHER
    other >>= _HALF
    other *= size
    other >>= _HALF
    mixed <<= np.uint64(8)
    mixed &= _MARK
    mixed |= _LOWEST
    return one.view(np.intp), other.view(np.intp), mixed


def _place(keys: Keys, buckets: int) -> NDArray[np.int32] | None:
    """Which key owns each slot (-1: none); None where too many keys found no place.

    All homeless keys of a batch move at once: each takes a slot of the bucket whose turn it is, an
    empty one if there is one; who is driven out, or beaten to a slot, tries the other bucket next.
    """
    homes = np.empty((2, len(keys)), np.int32)
    for start in range(0, len(keys), _CHUNK):
        part = slice(start, start + _CHUNK)
        homes[0, part], homes[1, part], _ = _hashes(keys[part], buckets)
    homes *= 2
    owners = np.full(2 * buckets, -1, np.int32)
    turn = np.zeros(len(keys), np.int8)
    chance = np.random.default_rng(buckets)
    for start in range(0, len(keys), _BATCH):
        homeless = np.arange(start, min(start + _BATCH, len(keys)), dtype=np.int32)
        for _ in range(_PATIENCE):
            slots = homes[turn[homeless], homeless]
            pick = chance.integers(0, 2, len(homeless), np.int32)
            pick[owners[slots + 1] < 0] = 1
            pick[owners[slots] < 0] = 0
            slots += pick
            before = owners[slots]
            owners[slots] = homeless
            won = owners[slots] == homeless
            driven = before[won]
            homeless = np.concatenate([homeless[~won], driven[driven >= 0]])
            turn[homeless] ^= 1
            if not len(homeless):
                break
        else:
            return None
    return owners
