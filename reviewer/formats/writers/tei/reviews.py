"""What people said about the text, and what they declined (archival; ENCODING.md, section 5).

`standOff/listAnnotation type="review"`: a conversation is an annotation that comments or asks, with
its state and the days on which that changed, and one for each reply to it. Suggestions that
somebody declined, and readings that an editor rejected, are annotations of status `rejected`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.reading import in_force
from reviewer.formats.writers.tei.context import Context
from reviewer.formats.writers.tei.ledger import Targets
from reviewer.formats.writers.tei.nodes import Content, Element, element
from reviewer.formats.writers.tei.people import timestamp

_STATES = {d.CloseThread: "closed", d.OpenThread: "open"}


def add_reviews(targets: Targets, context: Context) -> None:
    """Add annotations for all that was said and declined; the queries of the text stand there."""
    places: dict[d.Place, list[d.Decision]] = defaultdict(list)
    for decision in context.edition.history:
        places[decision.place].append(decision)
    queries = {
        one.attributes["xml:id"]: one
        for one in context.annotations
        if one.attributes.get("motivation") == "questioning"
    }
    made = [_Reviews(ledger, queries, targets, context) for ledger in places.values()]
    context.annotations += [found for one in made for found in one.annotations()]


class _Reviews:
    """The annotations of one page, or of the document as a whole."""

    def __init__(
        self,
        ledger: Sequence[d.Decision],
        queries: Mapping[str, Element],
        targets: Targets,
        context: Context,
    ) -> None:
        self._all = {decision.id: decision for decision in ledger}
        self._standing = in_force(ledger)
        self._queries = queries
        self._targets = targets
        self._context = context

    def annotations(self) -> Iterator[Element]:
        threads: dict[DecisionId, Element] = {}
        for decision in self._standing:
            match decision.act:
                case d.Comment(text, asks=asks):
                    what = "questioning" if asks else "commenting"
                    threads[decision.id] = found = self._annotation(decision, what, "open", text)
                    yield found
                case d.Mark():
                    query = self._queries.get(self._context.ids.make("q", self._n(decision)))
                    if query is not None:
                        threads[decision.id] = query
                case d.Reply(thread, text):
                    yield self._reply(decision, threads.get(thread), text)
                case d.CloseThread(thread) | d.OpenThread(thread) if thread in threads:
                    self._turn(threads[thread], decision)
                case d.Keep() | d.Replace():
                    yield from self._declined(decision)
                case d.Reject(rejected):
                    yield from self._rejected(decision, rejected)

    def _n(self, decision: d.Decision) -> int:
        return self._context.number(decision.id)

    def _annotation(
        self, decision: d.Decision, motivation: str, status: str, *note: Content, target: str = ""
    ) -> Element:
        who = self._context.people.pointer(decision)
        content = [part for part in note if part]
        return element(
            "annotation",
            element(
                "revisionDesc",
                element("change", when=timestamp(decision.at), who=who),
                status=status,
            ),
            element("note", *content),
            xml_id=self._context.ids.make("ann", self._n(decision)),
            motivation=motivation,
            target=target or self._targets.of(decision, self._all),
            resp=who,
            change=self._context.changes.pointer(decision.id),
        )

    def _reply(self, decision: d.Decision, thread: Element | None, text: str) -> Element:
        target = f"#{thread.attributes['xml:id']}" if thread else ""
        return self._annotation(decision, "replying", "", text, target=target)

    def _turn(self, thread: Element, decision: d.Decision) -> None:
        """Tell in a thread that it was closed or opened again."""
        status = _STATES[type(decision.act)]
        history = thread.children[0]
        if isinstance(history, Element) and history.name == "revisionDesc":
            history.attributes["status"] = status
            history.children.append(
                element(
                    "change",
                    when=timestamp(decision.at),
                    who=self._context.people.pointer(decision),
                    status=status,
                )
            )

    def _declined(self, decision: d.Decision) -> Iterator[Element]:
        """A suggestion that somebody saw and did not take."""
        suggestion = decision.grounds.suggestion
        act, way = decision.act, decision.grounds.way
        taken = isinstance(act, d.Replace) and (way is not d.Way.TYPED or act.text == suggestion)
        if not suggestion or taken or way is d.Way.RULE:
            return
        self._context.suggested = True
        found = self._annotation(
            decision,
            "editing",
            "rejected",
            "Suggested reading: ",
            element("mentioned", suggestion),
        )
        found.attributes["source"] = self._context.suggester
        yield found

    def _rejected(self, decision: d.Decision, targets: Sequence[DecisionId]) -> Iterator[Element]:
        """Readings that an editor took back, as other ways to read the place."""
        texts: Mapping[DecisionId, str] = {
            target: self._all[target].act.text  # type: ignore[attr-defined]
            for target in targets
            if target in self._all and isinstance(self._all[target].act, d.Replace | d.Insert)
        }
        words = [text for text in dict.fromkeys(texts.values()) if text]
        if not words:
            return
        parts: list[Content] = []
        for text in words:
            parts += [", " if parts else "Rejected reading: ", element("mentioned", text)]
        where = " ".join(dict.fromkeys(self._targets.line(target) for target in texts))
        comment = decision.act.comment if isinstance(decision.act, d.Reject) else ""
        if comment:
            parts.append(f". {comment}")
        yield self._annotation(decision, "editing", "rejected", *parts, target=where)
