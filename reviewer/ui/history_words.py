"""What steps were, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from reviewer.core import decisions as d
from reviewer.core.arranging import in_source, is_added, split_token
from reviewer.core.ids import PageId
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.past import PastStep
from reviewer.core.sampling import read_note
from reviewer.services.history import TakenBack
from reviewer.ui.ground_words import decision_words
from reviewer.ui.line_words import role_words
from reviewer.ui.showing import when
from reviewer.ui.views.history_rows import RowShown

Source = Callable[[PageId], Page]
"""What gives the page as imported."""


class Teller:
    """Makes rows of steps. `places` gives title, number and count of pages for each page."""

    def __init__(
        self,
        say: Catalogue,
        source: Source,
        places: Callable[[], Mapping[PageId, tuple[str, int, int]]],
        now: datetime,
    ) -> None:
        self._say = say
        self._source = source
        self._places = places
        self._now = now

    def row(self, step: PastStep) -> RowShown:
        """A step as the list shows it."""
        first = step.first
        foot = (
            first.by,
            when(first.at, self._say, self._now),
            self._where(step),
            why(first, self._say),
            self.undone(step),
        )
        return RowShown(
            int(first.id), self.step(step), " · ".join(filter(None, foot)), step.taken_back
        )

    def step(self, step: PastStep) -> str:
        """What a step did."""
        acts = step.decisions
        if len(acts) == 1:
            return self.act(acts[0])
        if all(isinstance(one.act, d.Replace) for one in acts):
            return self._corrected(acts)
        first = self.act(acts[0])
        if len({one.act.name for one in acts}) == 1:
            known = f"ui.history.many.{acts[0].act.name}"
            if known in self._say:
                return self._say.say(known, n=len(acts), first=first)
        return self._say.say("ui.history.many.other", n=len(acts), first=first)

    def _corrected(self, acts: Sequence[d.Decision]) -> str:
        pairs = {self._words_of(one) for one in acts}
        before, after = self._words_of(acts[0])
        if len(pairs) > 1:
            known = "ui.history.many.read"
        else:
            known = "ui.history.many.same" if after else "ui.history.many.removed"
        return self._say.say(known, n=len(acts), before=before, after=after or "–")

    def act(self, decision: d.Decision) -> str:
        """What one decision did, as a sentence."""
        act, say = decision.act, self._say.say
        match act:
            case d.Replace():
                before, after = self._words_of(decision)
                known = "read" if after else "removed"
                return say(f"ui.history.act.{known}", before=before, after=after)
            case d.Insert(_, _, text):
                return say("ui.history.act.insert", words=text)
            case d.Keep(span):
                return say("ui.history.act.keep", words=self._form(decision, span))
            case d.Split(token):
                return say("ui.history.act.split", words=self._imported(decision, token, token))
            case d.Join(span):
                words = self._imported(decision, span.first, span.last)
                return say("ui.history.act.join", words=words)
            case d.Mark(start, end, mark):
                words = self._imported(decision, start.token, end.token)
                return say("ui.history.act.mark", words=words, mark=self._mark(mark))
            case d.SetHeader(name, value):
                return say("ui.history.act.header", name=name, value=value)
            case d.Approve(targets) | d.Reject(targets):
                known = f"ui.history.act.{act.name}{'_change' if targets else '_page'}"
                return say(known, n=len(targets))
            case d.Return(comment):
                known = "return_why" if comment else "return"
                return say(f"ui.history.act.{known}", comment=comment)
        return self._line_act(decision)

    def _line_act(self, decision: d.Decision) -> str:
        act, say = decision.act, self._say.say
        match act:
            case d.MoveLine(line, None):
                return say("ui.history.act.move_last", line=self._line(decision, line))
            case d.MoveLine(line, int(before)):
                named = self._line(decision, line), self._line(decision, before)
                return say("ui.history.act.move", line=named[0], before=named[1])
            case d.SplitLine(token):
                words = self._imported(decision, token, token)
                return say("ui.history.act.part", words=words)
            case d.JoinLines(line, behind):
                named = self._line(decision, line), self._line(decision, behind)
                return say("ui.history.act.join_lines", line=named[0], behind=named[1])
            case d.SetRole(line, role, kind, place):
                words = role_words(role, kind, place, self._say)
                return say("ui.history.act.role", line=self._line(decision, line), role=words)
            case d.SetFlow(line, flow):
                known = f"ui.history.act.flow_{flow.replace(' ', '_')}"
                return say(known, line=self._line(decision, line))
            case d.Comment(text, asks=asks):
                return say("ui.history.act.ask" if asks else "ui.history.act.comment", text=text)
            case d.Reply(_, text):
                return say("ui.history.act.reply", text=text)
        return say(f"ui.history.act.{act.name.replace('-', '_')}")

    def _mark(self, mark: str) -> str:
        known = f"marks.name.{mark}"
        return self._say.say(known) if known in self._say else str(mark)

    def _words_of(self, decision: d.Decision) -> tuple[str, str]:
        """What a replacement read for what, without the signs that both end with."""
        act, grounds = decision.act, decision.grounds
        if not isinstance(act, d.Replace):
            return "", ""
        before = self._form(decision, act.span)
        after = act.text
        if grounds.way in (d.Way.ACCEPTED, d.Way.RULE) and grounds.form:
            after = grounds.suggestion
        elif before[-1:].isalnum() and act.text:
            after = act.text.rstrip(".,;:!?)”\"'") or act.text
        return before, after

    def _form(self, decision: d.Decision, span: d.Span) -> str:
        return decision.grounds.form or self._imported(decision, span.first, span.last)

    def _imported(self, decision: d.Decision, first: int, last: int) -> str:
        if decision.place.page is None:
            return ""
        page = self._source(decision.place.page)
        last = min(last, len(page.tokens) - 1, first + 12)
        return " ".join(page.form(token) for token in range(first, last + 1))

    def _line(self, decision: d.Decision, line: int) -> str:
        """A line's number; those that the source has not are named after where they are from."""
        token = split_token(line)
        if token is not None and decision.place.page is not None:
            page = self._source(decision.place.page)
            if token < len(page.tokens):
                return f"{page.line_of(token).n + 1}b"
        if is_added(line) or not in_source(line):
            return "+"
        return str(line + 1)

    def _where(self, step: PastStep) -> str:
        pages = step.pages
        if len(pages) > 1:
            return self._say.say("ui.history.pages", n=len(pages))
        place = self._places().get(pages[0]) if pages else None
        if place is None:
            return ""
        title, number, count = place
        if count < 2:
            return title
        return self._say.say("ui.history.place", title=title, number=number)

    def undone(self, step: PastStep) -> str:
        """Who took a step back, wholly or in part, and when; empty where all of it counts."""
        taker = step.undone
        if taker is None:
            return ""
        how = "rejected" if isinstance(taker.act, d.Reject) else "taken_back"
        values = {"name": taker.by, "when": when(taker.at, self._say, self._now)}
        if step.taken_back:
            return self._say.say(f"ui.history.{how}", **values)
        return self._say.say("ui.history.partly", gone=step.gone, here=step.here, **values)


def why(decision: d.Decision, say: Catalogue) -> str:
    """On what a decision rests, and what is said of it; empty where that says nothing."""
    return " · ".join(filter(None, (_way(decision, say), decision_words(decision, say))))


def _way(decision: d.Decision, say: Catalogue) -> str:
    grounds = decision.grounds
    values = {"percent": round(100 * (grounds.probability or 0)), "rank": grounds.rank or 1}
    sample = read_note(grounds.source)
    if sample is not None:
        return say.say("ui.history.why.sample", n=sample.wrong, size=sample.size, of=sample.total)
    match grounds.way:
        case d.Way.ACCEPTED if grounds.probability is not None:
            known = "accepted" if values["percent"] else "accepted_hardly"
            return say.say(f"ui.history.why.{known}", **values)
        case d.Way.RULE:
            return say.say("ui.history.why.rule", **values)
        case d.Way.EDITED if grounds.suggestion:
            return say.say("ui.history.why.edited", suggestion=grounds.suggestion)
        case d.Way.SCRIPT:
            return say.say("ui.history.why.script")
        case d.Way.TYPED if isinstance(decision.act, d.Replace | d.Insert):
            return say.say("ui.history.why.typed")
    return ""


def taken_back_words(taken: TakenBack, again: bool, say: Catalogue) -> str:
    """What undo or redo did, where the screen alone does not show it: on other pages."""
    said: list[str] = []
    if len(taken.readings) > 1:
        how = "did_again" if again else "took_back"
        said.append(say.say(f"ui.history.{how}", n=taken.decisions, pages=len(taken.readings)))
    if taken.left:
        first = taken.left[0]
        why_not = f"{say.say(first.where)}: {say.say(first.what)}"
        said.append(say.say("ui.history.left", n=len(taken.left), why=why_not))
    return " ".join(said)
