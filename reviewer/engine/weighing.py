"""The features of every answer at every spot of a page, in two matrices.

Features of a group (a spot with all its answers) and features of a row (one answer) are kept apart:
the network looks at a group's once. Which features there are is said by `GROUP` and `ROW`.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reviewer.engine import rows as static
from reviewer.engine.context import ContextModel
from reviewer.engine.forms import Forms
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.spots import Survey
from reviewer.engine.wordlist import Floats, Numbers

GROUP = (
    *static.GROUP, "noise", "size", "repeated", "near_noise", "far_noise", "first", "last",
    "alone", "before", "after", "left_known", "right_known", "join", "broken", "hyphen",
    "half_left", "half_right", "lines", "opens",
)  # fmt: skip
ROW = (*static.ROW, "left", "right", "left_two", "right_two", "between", "unlisted", "present",
       "itself")  # fmt: skip
GROUP_AGAIN = (*GROUP, "wrong_near", "wrong_far", "wrong_page")
"""The group features of the second look, which knows what the first one made of the page."""
ROW_AGAIN = (*ROW, "first_share", "support")
_G = {name: n for n, name in enumerate(GROUP)}
_R = {name: n for n, name in enumerate(ROW)}
_S = {name: n for n, name in enumerate(static.ROW)}
_SG = {name: n for n, name in enumerate(static.GROUP)}

LOST_BLANK = 3.0
"""The cost of a blank that was added within a word, beside the letters' own."""
SURE = 2.0
"""A candidate this much ahead of the next stands for its form as a neighbour's context."""
LIKELY = 0.5
"""From this share on a reading is the context of its neighbours at the second look."""
_MOST = 8.0
_PRIOR = 300.0
_PRIOR_TWO = 40.0

Ids = static.Ids


@dataclass(frozen=True, slots=True)
class Weighed:
    """Groups and rows: group n has rows `first[n]` to `first[n + 1]` (exclusive).

    Row `first[n]` keeps the form, the next says "none", the others are candidates; `places` are
    their rows in the table of forms, -1 for the word that a join makes as it stands. Groups are the
    survey's spots in `spots` order, and behind them its joins, numbered on from the spots.
    """

    group: Floats
    rows: Floats
    first: Numbers
    owner: Numbers
    places: Numbers
    spots: Numbers
    words: "Words"


@dataclass(frozen=True, slots=True)
class Words:
    """The context model's ids: of the first and last word of each row (`heads`, `tails`), and of
    each spot as it most likely reads (`left` if it stands left of a group, `right` if right of it).

    Group n covers spots `begin[n]` to `end[n]`, the last one included.
    """

    heads: Ids
    tails: Ids
    left: Ids
    right: Ids
    begin: Numbers
    end: Numbers

    def around(self) -> tuple[Ids, Ids, Ids, Ids]:
        """Of each group the two words before it and the two behind it, nearest first."""
        tails = np.concatenate([[0, 0], self.left]).astype(np.int32)
        heads = np.concatenate([self.right, [0, 0]]).astype(np.int32)
        return tails[self.begin + 1], tails[self.begin], heads[self.end + 1], heads[self.end + 2]


def weigh(survey: Survey, forms: Forms, knowledge: Knowledge) -> Weighed:
    """The features of a page's spots and joins."""
    form = np.array(survey.forms, np.int64)
    joins = survey.joins
    spots = np.flatnonzero(~np.array(survey.decided, bool))
    joined = np.array([join.form for join in joins], np.int64)
    group_form = np.concatenate([form[spots], joined])
    known = forms.known
    bounds = forms.bounds[group_form]
    is_join = np.arange(len(group_form)) >= len(spots)
    whole = is_join & known[group_form]
    # A join that makes a known word has three answers: two words, neither, that word.
    bounds[whole, 1] = bounds[whole, 0] + 3
    numbered = np.concatenate([spots, np.arange(len(joins)) + len(form)])
    own = bounds[:, 1] - bounds[:, 0]
    further, others = _further(survey, numbered)
    sizes = own + further
    first = np.concatenate([[0], np.cumsum(sizes)])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(first[-1]) - first[owner]
    place = within + bounds[owner, 0]
    place[within >= own[owner]] = others
    itself = first[:-1][whole] + 2
    place[itself] = bounds[whole, 0]
    rows = np.zeros((len(place), len(ROW)), np.float32)
    rows[:, : len(static.ROW)] = forms.rows[place]
    heads, tails = forms.heads[place].copy(), forms.tails[place].copy()
    rows[itself, _R["keep"]] = 0.0
    rows[itself, _R["candidate"]] = 1.0
    rows[itself, _R["itself"]] = 1.0
    group = np.zeros((len(sizes), len(GROUP)), np.float32)
    group[:, : len(static.GROUP)] = forms.group[group_form]
    page = _Page(survey, forms, form, knowledge.context)
    page.fill_groups(group, spots)
    left_spots = np.array([join.left for join in joins], np.int64)
    if joins:
        _fill_joins(group, len(spots), survey, known, form, left_spots)
        _fill_halves(group, survey, spots, known, joined)
        keeps = first[:-1][is_join]
        rows[keeps, : len(static.ROW)] = 0.0
        rows[keeps, _R["keep"]] = 1.0
        heads[keeps] = page.heads[left_spots]
        tails[keeps] = page.tails[left_spots + 1]
        inner = knowledge.context.pairs(page.tails[left_spots], page.heads[left_spots + 1])
        rows[keeps, _R["frequency"]] = np.log(inner + 0.1)
        shift = is_join[owner] & (rows[:, _R["candidate"]] > 0)
        rows[shift, _R["cost"]] += LOST_BLANK
    begin = np.concatenate([spots, left_spots])
    end = np.concatenate([spots, left_spots + 1])
    words = Words(heads, tails, page.tails, page.heads, begin, end)
    _fill_context(rows, words, owner, knowledge.context)
    numbers = forms.words[place]
    numbers[itself] = -1
    rows[:, _R["present"]] = np.log1p(page.present[numbers]) * (rows[:, _R["candidate"]] > 0)
    place[itself] = -1
    return Weighed(group, rows, first, owner, place, numbered, words)


def _further(survey: Survey, numbered: Numbers) -> tuple[Numbers, Numbers]:
    """How many candidates of their own each group's spot has, and the rows of them all."""
    if survey.heard is None:
        return np.zeros(len(numbered), np.int64), np.zeros(0, np.int64)
    found = [survey.heard.rows.get(spot, ()) for spot in numbered.tolist()]
    rows = np.array([row for rows in found for row in rows], np.int64)
    return np.array([len(rows) for rows in found], np.int64), rows


REMEMBERED_WEIGHT = 5.0
"""What a decision for a reading weighs against everything else (natural logarithm of odds)."""
KEPT_WEIGHT = 4.0
"""The same for a decision that a doubted form was right."""


def from_memory(rows: Floats) -> Floats:
    """What earlier decisions of the collection add to each row's score.

    The gold sets have no ledger, so the network cannot have learnt what decisions are worth.
    """
    found: Floats = REMEMBERED_WEIGHT * rows[:, _R["remembered"]]
    found += KEPT_WEIGHT * rows[:, _R["kept"]]
    return found


def look_again(
    weighed: Weighed, shares: Floats, survey: Survey, forms: Forms, context: ContextModel
) -> tuple[Floats, Floats]:
    """The features for a second look: (groups × GROUP_AGAIN, rows × ROW_AGAIN).

    `shares` are what the first look gave each row. A misreading that is likely elsewhere on the
    page supports its like here, doubts beside a spot make it doubtful, and what the neighbours most
    likely read is the context.
    """
    keep = shares[weighed.first[:-1]]
    count = len(survey.forms)
    is_spot = weighed.spots < count
    wrong = np.zeros(count, np.float32)
    wrong[weighed.spots[is_spot]] = 1.0 - keep[is_spot]
    sums = np.concatenate([[0.0], np.cumsum(wrong, dtype=np.float64)])
    left = np.array([join.left for join in survey.joins], np.int64)
    begin = np.where(is_spot, weighed.spots, 0)
    begin[~is_spot] = left
    end = begin + np.where(is_spot, 1, 2)
    extra = np.zeros((len(keep), 3), np.float32)
    own = sums[end] - sums[begin]
    for column, reach in enumerate((2, 8)):
        low, high = np.maximum(begin - reach, 0), np.minimum(end + reach, count)
        others = np.maximum(high - low - (end - begin), 1)
        extra[:, column] = (sums[high] - sums[low] - own) / others
    extra[:, 2] = (sums[-1] - own) / max(count - 1, 1)
    blocks = np.where(weighed.places >= 0, forms.blocks[weighed.places], 0)
    blocks[weighed.rows[:, _R["candidate"]] == 0] = 0
    _, kind = np.unique(blocks, return_inverse=True)
    mass = np.bincount(kind, weights=shares)
    support = np.log1p(np.maximum(mass[kind] - shares, 0.0)) * (blocks > 0)
    first = np.log(np.maximum(shares, 1e-5))
    again = np.stack([first, support.astype(np.float32)], axis=1)
    rows = weighed.rows.copy()
    _fill_context(rows, _as_mended(weighed, shares, is_spot), weighed.owner, context)
    return np.hstack([weighed.group, extra]), np.hstack([rows, again.astype(np.float32)])


def _as_mended(weighed: Weighed, shares: Floats, is_spot: npt.NDArray[np.bool_]) -> Words:
    """The words with each spot read as the first look thinks likeliest, where it is sure enough."""
    words = weighed.words
    sure = np.flatnonzero(shares > LIKELY)
    row = np.zeros(len(weighed.group), np.int64)
    row[weighed.owner[sure]] = sure
    changed = (row > weighed.first[:-1] + 1) & is_spot
    spots, rows = weighed.spots[changed], row[changed]
    left, right = words.left.copy(), words.right.copy()
    left[spots], right[spots] = words.tails[rows], words.heads[rows]
    return replace(words, left=left, right=right)


class _Page:
    """What the spots of a page say of one another."""

    def __init__(self, survey: Survey, forms: Forms, form: Numbers, context: ContextModel) -> None:
        self.survey = survey
        self.form = form
        self.known = forms.known[form]
        self.examined = forms.examined[form]
        self.long = forms.long[form]
        self.small = forms.small[form]
        self.doubtful = self.examined & ~self.known
        self._believed(forms, context)
        numbers = forms.numbers[form]
        counts = numbers[self.known & self.examined & (numbers >= 0)]
        most = int(forms.words.max(initial=0)) + 2
        size = max(most, int(counts.max(initial=0)) + 2)
        # The last place stands for "no word", which is asked for as -1.
        self.present = np.bincount(counts, minlength=size).astype(np.float32)

    def _believed(self, forms: Forms, context: ContextModel) -> None:
        """For each spot the context ids of its first and last word as it most likely reads."""
        keep, end = forms.bounds[self.form].T
        margin = forms.group[self.form, _SG["second"]]
        sure = ~self.known & (end - keep > 2) & (margin >= SURE)
        # The first candidate is the likeliest by letters and frequency.
        row = np.where(sure, keep + 2, keep)
        row = np.minimum(row, len(forms.heads) - 1)
        self.heads: Ids = forms.heads[row]
        self.tails: Ids = forms.tails[row]
        number = forms.numeric[self.form]
        self.heads[number] = self.tails[number] = context.number

    def fill_groups(self, group: Floats, spots: Numbers) -> None:
        """Features of the spots' surroundings."""
        survey = self.survey
        judged = self.examined & self.long
        unknown = int((judged & ~self.known & self.small).sum())
        right = int((judged & self.known).sum())
        group[:, _G["noise"]] = np.log((unknown + 0.5) / (unknown + right + 10.0))
        group[:, _G["size"]] = np.log1p(len(self.form)) / 5
        group[:, _G["lines"]] = float(np.log1p(survey.lines[-1] if survey.lines else 0)) / 3
        n = len(spots)
        times = np.bincount(self.form)[self.form]
        group[:n, _G["repeated"]] = np.log(np.minimum(times[spots], 8))
        for name, reach in (("near_noise", 2), ("far_noise", 8)):
            group[:n, _G[name]] = self._around(reach)[spots]
        for name in ("first", "last", "alone", "before", "after"):
            group[:n, _G[name]] = np.array(getattr(survey, name), np.float32)[spots]
        padded = np.concatenate([[True], ~self.doubtful, [True]])
        stop = np.concatenate([[True], np.array(survey.stop, bool)])
        group[:n, _G["opens"]] = stop[spots]
        group[:n, _G["left_known"]] = padded[spots]
        group[:n, _G["right_known"]] = padded[spots + 2]

    def _around(self, reach: int) -> Floats:
        """The share of doubtful spots within `reach` places, the spot itself left out."""
        doubtful = np.concatenate([[0], np.cumsum(self.doubtful)])
        places = np.arange(len(self.form))
        low = np.maximum(places - reach, 0)
        high = np.minimum(places + reach + 1, len(places))
        others = np.maximum(high - low - 1, 1)
        share: Floats = ((doubtful[high] - doubtful[low] - self.doubtful) / others).astype(
            np.float32
        )
        return share


def _fill_joins(
    group: Floats, base: int, survey: Survey, known: npt.NDArray[np.bool_], form: Numbers,
    left: Numbers,
) -> None:  # fmt: skip
    """Features of the joins, which stand behind the `base` spots."""
    group[base:, _G["join"]] = 1.0
    group[base:, _G["broken"]] = [join.broken for join in survey.joins]
    group[base:, _G["hyphen"]] = [join.hyphen for join in survey.joins]
    group[base:, _G["left_known"]] = known[form[left]]
    group[base:, _G["right_known"]] = known[form[left + 1]]
    group[base:, _G["first"]] = np.array(survey.first, np.float32)[left]
    group[base:, _G["last"]] = np.array(survey.last, np.float32)[left + 1]


def _fill_halves(
    group: Floats, survey: Survey, spots: Numbers, known: npt.NDArray[np.bool_], joined: Numbers
) -> None:
    """Mark the halves of known words that a hyphen or a blank parts."""
    place = np.full(len(survey.forms) + 1, -1)
    place[spots] = np.arange(len(spots))
    for join, number in zip(survey.joins, joined.tolist(), strict=True):
        value = (1.0 if known[number] else 0.3) + join.hyphen
        for spot, name in ((join.left, "half_left"), (join.left + 1, "half_right")):
            if place[spot] >= 0:
                group[place[spot], _G[name]] = value


def _fill_context(rows: Floats, words: Words, owner: Numbers, context: ContextModel) -> None:
    """How much likelier an answer is between its neighbours than anywhere (natural logarithms)."""
    if not context.total:
        return
    heads, tails = words.heads, words.tails
    left, left_two, right, right_two = (ids[owner] for ids in words.around())
    total = np.float32(context.total)
    own_head = np.maximum(context.singles(heads), 0.5) / total
    own_right = np.maximum(context.singles(right), 0.5) / total
    n_left, n_tail = context.singles(left), context.singles(tails)
    after_left = (context.pairs(left, heads) + _PRIOR * own_head) / (n_left + _PRIOR)
    before_right = (context.pairs(tails, right) + _PRIOR * own_right) / (n_tail + _PRIOR)
    lefts = context.pairs(left_two, left)
    after_two = (context.triples(left_two, left, heads) + _PRIOR_TWO * after_left) / (
        lefts + _PRIOR_TWO
    )
    own_pair = context.pairs(tails, right)
    n_right = context.singles(right)
    plain_two = np.maximum(context.singles(right_two), 0.5) / total
    next_two = (context.pairs(right, right_two) + _PRIOR * plain_two) / (n_right + _PRIOR)
    before_two = (context.triples(tails, right, right_two) + _PRIOR_TWO * next_two) / (
        own_pair + _PRIOR_TWO
    )
    simple = heads == tails
    between = (context.triples(left, heads, right) * simple + _PRIOR_TWO * before_right) / (
        context.pairs(left, heads) + _PRIOR_TWO
    )
    has = heads > 0
    for name, value, usual, usable in (
        ("left", after_left, own_head, has & (left > 0)),
        ("right", before_right, own_right, has & (right > 0)),
        ("left_two", after_two, after_left, has & (left > 0) & (left_two > 0)),
        ("right_two", before_two, next_two, has & (right > 0) & (right_two > 0)),
        ("between", between, before_right, has & simple & (left > 0) & (right > 0)),
    ):
        lift = np.clip(np.log(value / usual), -_MOST, _MOST)
        rows[:, _R[name]] = np.where(usable, lift, 0.0)
    rows[:, _R["unlisted"]] = ~has


__all__ = ["GROUP", "ROW", "Weighed", "weigh"]
