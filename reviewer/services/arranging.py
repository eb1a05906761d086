"""Arranging lines: parting, putting together, adding, taking out, moving, saying what they are for.

Everything here is one step of undo, and rests on the revision that the person was shown (`seen`;
None takes the page as it is now). Lines are named by their lasting numbers, as `core.arranging`
says.
"""

from collections.abc import Iterable, Sequence

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, is_added
from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError, UsageError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import said
from reviewer.core.model import Role
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.core.roles import KINDS, PLACES
from reviewer.core.undoing import refusal
from reviewer.services.pages import PageView
from reviewer.services.parting import part
from reviewer.services.recording import Recorder, new_batch


class Arranging:
    """Decisions about the lines of a page.

    All raise NotAllowed where the workflow forbids it, Conflict where a colleague was quicker, and
    UsageError where the page has no such line or word; nothing is written then.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    # -- parting and joining ----------------------------------------------------------------------

    def split_line(self, page: PageId, token: int, by: str, seen: int | None = None) -> Changes:
        """Begin a new line with the word of a token."""
        view = self._recorder.view(page)
        place = view.reading.place_of(token)
        if place is None:
            raise _refused(
                view,
                said("errors.no_such_word", token=token),
                said("errors.look_at_the_page_again"),
            )
        line, number = view.reading.lines[place[0]], place[1]
        return self.part_line(page, line.n, line.starts[number], by, seen)

    def part_line(
        self, page: PageId, line: int, column: int, by: str, seen: int | None = None
    ) -> Changes:
        """Part a line before a column of its present text; a word that stands there is parted too.

        Raises UsageError where nothing stands on one side of the column.
        """
        view = self._recorder.view(page)
        parting = part(view.reading, _line(view, line), column)
        if parting is None:
            raise _refused(
                view,
                said("errors.words_on_one_side"),
                said("errors.part_between_words"),
            )
        if not parting.text:
            return self._record(view, parting.drafts, by, seen)
        before = line if parting.above else _behind(view.reading, line)
        batch = new_batch()
        key = self._add(view, before, by, seen, batch)
        more = [*parting.drafts, d.Draft(d.Insert(key, None, parting.text))]
        try:
            return self._recorder.record(page, more, by, batch=batch)
        except ReviewerError:
            self._recorder.record(page, [d.Draft(d.Revert((_made(key),)))], by)
            raise

    def join_lines(
        self, page: PageId, line: int, behind: int, by: str, seen: int | None = None
    ) -> Changes:
        """Put the words of line `behind` at the end of `line`."""
        view = self._recorder.view(page)
        first, second = _line(view, line), _line(view, behind)
        if line == behind:
            raise _refused(view, said("errors.no_line_with_itself"), said("errors.name_two_lines"))
        drafts = [d.Draft(d.JoinLines(line, behind))]
        if not _words(first) and first.role is not second.role:
            # An empty line has no say in what the words are for that come into it.
            drafts.append(d.Draft(d.SetRole(line, second.role, second.kind, second.place)))
        return self._record(view, drafts, by, seen)

    # -- adding and taking out --------------------------------------------------------------------

    def add_line(self, page: PageId, before: int | None, by: str, seen: int | None = None) -> int:
        """Add an empty line before another, or at the page's end; the number of the new line."""
        view = self._recorder.view(page)
        if before is not None:
            _line(view, before)
        return self._add(view, before, by, seen, "")

    def delete_lines(
        self, page: PageId, lines: Iterable[int], by: str, seen: int | None = None
    ) -> Changes:
        """Take lines out: words of the source as noise, added words and lines by reverting them.

        What is left of a line goes, empty, to a neighbour. The last line of a page stays.
        """
        view = self._recorder.view(page)
        gone = _chosen(view, lines)
        added = {
            line.n: [word.decision for word in line.words if not word.span and word.decision]
            for line in gone
        }
        whole = {line.n: self._whole(view, line, added[line.n], by) for line in gone}
        reverted = {target for n, words in added.items() for target in (*whole[n], *words)}
        drafts = [d.Draft(d.Revert(tuple(sorted(reverted))))] if reverted else []
        emptied = [line for line in gone if not whole[line.n]]
        for line in emptied:
            drafts += [
                d.Draft(d.Replace(word.span, ""), d.Grounds(form=word.text))
                for word in _words(line)
                if word.span
            ]
        hosts = [line for line in view.reading.lines if line.n not in added] or emptied[:1]
        for line in emptied:
            host = _nearest(view.reading, line, hosts)
            if host != line.n:
                drafts.append(d.Draft(d.JoinLines(host, line.n)))
        return self._record(view, drafts, by, seen)

    @staticmethod
    def _whole(
        view: PageView, line: ReadingLine, words: Sequence[DecisionId], by: str
    ) -> tuple[DecisionId, ...]:
        """What `by` may revert so that an added line was never there; nothing where that fails."""
        if not is_added(line.n) or any(word.span for word in line.words):
            return ()
        joined = (one.act for one in view.reading.decisions if isinstance(one.act, d.JoinLines))
        if any(line.n in (act.line, act.behind) for act in joined):
            return ()  # without it, what was joined to it would come back
        targets = (_made(line.n), *words)
        return () if refusal(view.decisions, targets, by) else targets

    # -- order and roles --------------------------------------------------------------------------

    def move_lines(
        self,
        page: PageId,
        lines: Iterable[int],
        before: int | None,
        by: str,
        seen: int | None = None,
    ) -> Changes:
        """Put lines, in the order that they stand in, before another or at the page's end."""
        view = self._recorder.view(page)
        moved = [line.n for line in _chosen(view, lines)]
        order = [line.n for line in view.reading.lines]
        if before is not None:
            _line(view, before)
            # Before one of themselves: before the next line that stays.
            rest = order[order.index(before) :]
            before = next((n for n in rest if n not in moved), None)
        stay = [n for n in order if n not in moved]
        at = len(stay) if before is None else stay.index(before)
        if [*stay[:at], *moved, *stay[at:]] == order:
            return Changes()
        drafts = [d.Draft(d.MoveLine(n, before)) for n in moved]
        return self._record(view, drafts, by, seen)

    def set_role(
        self,
        page: PageId,
        lines: Iterable[int],
        role: Role,
        by: str,
        seen: int | None = None,
        *,
        kind: str = "",
        place: str = "",
    ) -> Changes:
        """Say what lines are for: role, its kind (one of `core.roles.KINDS`), place on the sheet.

        Raises UsageError on a kind that the role has not, or a place that is none.
        """
        view = self._recorder.view(page)
        if (kind and kind not in KINDS.get(role, ())) or (place and place not in PLACES):
            raise _refused(view, said("errors.no_such_kind", kind=kind or place))
        drafts = [
            d.Draft(d.SetRole(line.n, role, kind, place))
            for line in _chosen(view, lines)
            if (line.role, line.kind, line.place) != (role, kind, place)
        ]
        return self._record(view, drafts, by, seen)

    def set_role_of_region(
        self,
        page: PageId,
        line: int,
        role: Role,
        by: str,
        seen: int | None = None,
        *,
        kind: str = "",
        place: str = "",
    ) -> Changes:
        """Say what all lines of the region are for that a line stands in.

        Where the source has no layout, the lines between two empty ones are a region.
        """
        view = self._recorder.view(page)
        _line(view, line)
        lines = region_lines(view.reading, line)
        return self.set_role(page, lines, role, by, seen, kind=kind, place=place)

    def set_flow(
        self, page: PageId, line: int, flow: d.Flow, by: str, seen: int | None = None
    ) -> Changes:
        """Say whether a line begins a paragraph or runs on from the text before it."""
        view = self._recorder.view(page)
        drafts = [] if _line(view, line).flow is flow else [d.Draft(d.SetFlow(line, flow))]
        return self._record(view, drafts, by, seen)

    # -- writing ----------------------------------------------------------------------------------

    def _record(
        self, view: PageView, drafts: Sequence[d.Draft], by: str, seen: int | None
    ) -> Changes:
        if not drafts:
            return Changes()
        expected = view.revision if seen is None else seen
        return self._recorder.record(view.row.id, drafts, by, expected=expected)

    def _add(
        self, view: PageView, before: int | None, by: str, seen: int | None, batch: str
    ) -> int:
        expected = view.revision if seen is None else seen
        page = view.row.id
        draft = d.Draft(d.AddLine(before))
        self._recorder.record(page, [draft], by, expected=expected, batch=batch)
        # It stands right behind what was seen, or the append would have been refused.
        return added_key(self._recorder.view(page).decisions[expected].id)


def region_lines(reading: PageReading, line: int) -> list[int]:
    """The lines of the region that a line stands in, in order.

    Where the source has no layout, those between two empty ones.
    """
    here = next(i for i, one in enumerate(reading.lines) if one.n == line)
    region = region_of(reading, reading.lines[here])
    if region is not None:
        return [one.n for one in reading.lines if region_of(reading, one) == region]
    first = last = here
    while first > 0 and _words(reading.lines[first - 1]):
        first -= 1
    while last + 1 < len(reading.lines) and _words(reading.lines[last + 1]):
        last += 1
    return [one.n for one in reading.lines[first : last + 1]]


def other_flow(reading: PageReading, index: int) -> d.Flow:
    """How a line (by its index) would follow if not as it does now.

    Where nothing was said, the contrary of its look: a line at the top of the page, behind an empty
    line or behind one for something else begins by its look.
    """
    line = reading.lines[index]
    if line.flow is not d.Flow.USUAL:
        return d.Flow.USUAL
    above = reading.lines[index - 1] if index else None
    begins = above is None or not _words(above) or above.role is not line.role
    return d.Flow.RUNS_ON if begins else d.Flow.BEGINS


def region_of(reading: PageReading, line: ReadingLine) -> int | None:
    """The region of the source's layout that a line stands in; one that is new has none."""
    return reading.page.lines[line.sources[0]].region if line.sources else None


def _line(view: PageView, number: int) -> ReadingLine:
    for line in view.reading.lines:
        if line.n == number:
            return line
    raise _refused(view, said("errors.there_is_no_line", number=number))


def _chosen(view: PageView, lines: Iterable[int]) -> list[ReadingLine]:
    """The lines of these numbers, in the order that they stand in. Raises UsageError."""
    wanted = {_line(view, number).n for number in lines}
    return [line for line in view.reading.lines if line.n in wanted]


def _words(line: ReadingLine) -> list[Word]:
    """The words that can be read on a line."""
    return [word for word in line.words if word.text]


def _behind(reading: PageReading, line: int) -> int | None:
    order = [one.n for one in reading.lines]
    return next(iter(order[order.index(line) + 1 :]), None)


def _nearest(reading: PageReading, line: ReadingLine, hosts: Sequence[ReadingLine]) -> int:
    """The line that takes up what is left of another: above rather than below, words first."""
    at = reading.lines.index(line)

    def farness(host: ReadingLine) -> tuple[bool, bool, int]:
        there = reading.lines.index(host)
        return not _words(host), there > at, abs(there - at)

    return min(hosts, key=farness).n


def _made(key: int) -> DecisionId:
    """The decision that an added line is named after."""
    return DecisionId(key - added_key(DecisionId(0)))


def _refused(view: PageView, what: str, advice: str = "") -> UsageError:
    return UsageError(
        what,
        where=view.where,
        safe=said("errors.nothing_was_changed"),
        advice=advice or said("errors.look_at_the_page_again"),
    )
