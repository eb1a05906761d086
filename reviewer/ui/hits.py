"""All occurrences, and search and replace: the room of hits and what its keys come to."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer

from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.occurrences import Hit
from reviewer.core.searching import Query, Where
from reviewer.services.searching import Reach
from reviewer.ui.actions import Need
from reviewer.ui.desk_words import key_of
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.hits_asked import Word, word_at_hand
from reviewer.ui.hits_deciding import HitsDeciding
from reviewer.ui.hits_elsewhere import HitsElsewhere
from reviewer.ui.hits_kept import Kept
from reviewer.ui.hits_lexicon import HitsLexicon
from reviewer.ui.hits_look import HitsLook
from reviewer.ui.hits_search import MOST, HitSearch
from reviewer.ui.hits_trail import HitsTrail
from reviewer.ui.hits_words import Asking, dress, shown
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.views.hits import HitsView
from reviewer.ui.views.hits_bar import SCOPES, Asked

_TYPING = 120  # milliseconds after a letter until what was typed is looked for
_MANY = 500  # hits that are not all shown anew at each letter
_FOOT = ("apply", "keep", "lexicon", "name", "undo")


class Hits(Department):
    """Looks for what the bar says, lists it, and applies what is ticked as one step."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = view = HitsView(self.say, frame.theme)
        frame.rooms.add(view, Need.PROJECT, Need.HITS)
        self.search = HitSearch(self)
        self.hits: list[Hit] = []
        self._word = Word("")
        self._replacing = False
        self._titles: dict[DocumentId, str] = {}
        self._reach = Reach()
        self._kept = Kept()
        self._old = False
        self.look = HitsLook(frame, view, self.hit_at_hand)
        self.deciding = HitsDeciding(frame, view, lambda: self.hits)
        self.deciding.decided.connect(self._look_again)
        self.elsewhere = HitsElsewhere(frame, self)
        self._lexicon = HitsLexicon(frame, view, self._form)
        self.trail = HitsTrail(frame, view, lambda: self._query)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._ask)
        self.search.found.connect(self._show_more)
        self.search.ended.connect(self._on_end)
        self.search.failed.connect(self._on_failed)
        self.search.broke.connect(frame.telling.fault)
        view.bar.asked.connect(self._on_asked)
        self._reading = QTimer(self, singleShot=True, interval=_TYPING)
        self._reading.timeout.connect(self._on_reading)
        view.bar.reading_changed.connect(
            lambda: self._reading.start(_TYPING if len(self.hits) > _MANY else 0)
        )
        view.list.ticked.connect(self._show_count)
        view.list.went.connect(lambda index: self._go(self.hits[index]))
        view.list.taken.connect(self._take)
        view.list.editing.connect(self._edit)
        view.rowed.connect(lambda: self.look.follow(self.asking))
        view.foot.typed.connect(self._read)
        view.foot.pressed.connect(lambda name: self.commands()[f"hits_{name}"]())
        view.left.connect(self.search.stop)
        self.desk.view.card.occurrencesAsked.connect(self.enter)
        frame.rooms.changed.connect(self._on_room)
        self.desk.news.changed.connect(self._on_changed)
        IN_FORCE.changed.connect(self._show_keys)
        self._show_keys()
        self._begin()

    def _begin(self) -> None:
        """Nothing was asked yet."""
        self._clear()
        self.view.show_title(self.say.say("ui.hits.find"))
        self._say("begin")

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        turn, listed = self.view.bar.turn, self.view.list
        return {
            "occurrences": self.enter,
            "find": self.find,
            "replace": self.replace,
            **self.deciding.commands(),
            "hits_lexicon": self._lexicon.add,
            "hits_name": self._lexicon.ask,
            "hits_tick": listed.turn,
            "hits_tick_all": listed.turn_all,
            "hits_own": self._edit,
            **{
                f"hits_{name}": partial(turn, name)
                for name in (*SCOPES, "whole", "case", "pattern", "edits", "where")
            },
        }

    def project_closing(self) -> None:
        """Forget all of it."""
        self.search.stop()
        self.elsewhere.stop()
        self.trail.stop()
        self.frame.rooms.stay()
        self.deciding.forget()
        self._word = Word("")
        self.view.bar.show_asked(Asked(), "")
        self._begin()
        self.look.close()

    def close(self) -> None:
        """End what runs."""
        self.search.close()
        self.elsewhere.close()
        self.trail.close()
        self.look.close()

    # -- entering ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """All places of the word at hand; at a place of the list that waits, back to it."""
        self.desk.settle()
        word = word_at_hand(self.desk)
        if self.trail.on and (word is None or word.form in (self._word.form, self._sought)):
            self.frame.rooms.step_in()
            return
        if word is None:
            self.desk.note("ui.note.no_word")
            return
        self._word, self._replacing = word, False
        asked = Asked(word.form, whole=word.whole, where="either")
        self.view.bar.show_asked(asked, word.readings[0] if word.readings else "")
        self._open(in_list=True)
        self._ask()

    def find(self) -> None:
        """The room as it was left, with the query to be typed."""
        if not self.is_shown:
            self.desk.settle()
            chosen = word_at_hand(self.desk, chosen_only=True)
            if chosen is not None and chosen.form != self.view.bar.now.text:
                self._word = Word("")
                self.view.bar.show_asked(Asked(chosen.form), "")
                self._open()
                self._ask()
                return
            self._open()
        self.view.begin_in_list(False)
        self.view.focus_first()
        self._show_count()

    def replace(self) -> None:
        """The same, saying what to read instead; nothing there means to remove."""
        if not self.is_shown:
            self.find()
        self._replacing = True
        if self.view.bar.now.text:
            self.view.focus_reading()
        self._on_reading()

    @property
    def is_shown(self) -> bool:
        """Whether the room is what the person sees."""
        return self.frame.rooms.current is self.view

    def _go(self, hit: Hit) -> None:
        self.view.begin_in_list(True)
        self.trail.go(hit)

    def _on_room(self) -> None:
        """The list that waited is shown again: at the same row, and as the text is by now."""
        if self.is_shown:
            self.desk.settle()
            if self._old and self.hits:
                self._look_again()

    def _on_changed(self, changes: Changes) -> None:
        if not self.is_shown and not changes.pages.isdisjoint(hit.page for hit in self.hits):
            self._old = True

    def _open(self, in_list: bool = False) -> None:
        self.view.begin_in_list(in_list)
        self.view.set_font(reading_family(self.frame.settings.get("reading_font")))
        self.frame.rooms.enter(self.view)

    # -- asking -----------------------------------------------------------------------------------

    @property
    def asking(self) -> Asking:
        """What the hits are to become."""
        text, now = self.view.bar.reading.text(), self.view.bar.now
        reading = text if text or self._replacing else None
        return Asking(self._word.form, self._word.kind, reading, now.pattern)

    def _on_asked(self) -> None:
        if self.view.bar.now.text != self._word.form:
            self._word = Word("")
        self.search.stop()
        if self.view.bar.now.pattern and self.desk.project:
            self.desk.project.searching.warm()
        self._typing.start()

    def _on_reading(self) -> None:
        if self.view.bar.now.pattern:
            self._typing.start()  # only the search knows what groups come to
            return
        asking = self.asking
        for row, hit in zip(self.view.list.hits.hits, self.hits, strict=True):
            dress(row, hit, asking, self.say)
        self.view.list.hits.changed()
        self._show_count()

    @property
    def _sought(self) -> str:
        return self.view.bar.now.text

    def _look_again(self) -> None:
        """Make the list anew; what was chosen in it, and where one is, stays."""
        self._kept = Kept.of(self.view.list, self.hits)
        self._search(self._reach)

    def _ask(self) -> None:
        self._kept = Kept()
        self._search(self._reach_of(self.view.bar.now.scope))

    def _search(self, reach: Reach) -> None:
        project, now = self.desk.project, self.view.bar.now
        if project is None:
            return
        self._reach, self._old = reach, False
        self._clear()
        if not now.text.strip():
            self.search.stop()
            self._begin()
            return
        self._say("searching")
        self._titles = {one.id: one.title for one in project.documents()}
        self.view.show_title(
            self.say.say("ui.hits.title" if self._word.form else "ui.hits.find"),
            self.say.say("ui.hits.lead", form=now.text),
        )
        self.search.ask(project, self._query, reach)

    @property
    def _query(self) -> Query:
        now = self.view.bar.now
        return Query(
            now.text,
            now.whole,
            now.case,
            now.pattern,
            now.edits,
            Where(now.where),
            self.asking.reading if now.pattern else None,
        )

    def _reach_of(self, scope: str) -> Reach:
        page = self.desk.page
        if page is None or scope == "project":
            return Reach()
        return Reach(page.row.document) if scope == "document" else Reach(page=page.row.id)

    def _form(self) -> str:
        """What was looked for, or the form of the hit at hand."""
        hit = self.hit_at_hand()
        return self._word.form or (hit.form if hit else "")

    # -- shown ------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.hits = []
        self.view.clear()
        self.look.follow(self.asking)
        self._show_count()

    def _say(self, what: str) -> None:
        more = self.say.say(f"ui.hits.{what}_more") if what != "searching" else ""
        self.view.say_nothing(self.say.say(f"ui.hits.{what}"), more)

    def _show_more(self, part: Sequence[Hit]) -> None:
        asking = self.asking
        page = self.desk.page
        here = page.row.document if page else None
        rows = [shown(hit, asking, self._titles, here, self.say) for hit in part]
        for hit, row in zip(part, rows, strict=True):
            self._kept.dress(row, hit)
        self.hits += part
        self.view.show_more(rows)
        self._kept.stand(self.view.list, self.hits)
        self._show_count()

    def _on_end(self, more: bool) -> None:
        if not self.hits:
            project = self.view.bar.now.scope == "project"
            self.view.say_nothing(
                self.say.say("ui.hits.none"),
                self.say.say(
                    "ui.hits.none_project" if project else "ui.hits.none_more",
                    further=key_of("hits_project"),
                    edits=key_of("hits_edits"),
                ),
            )
        self._kept.stand(self.view.list, self.hits, ended=True)
        self._show_count(self.say.say("ui.hits.most", k=self.say.figure(MOST)) if more else "")

    def _on_failed(self, error: ReviewerError) -> None:
        self.search.stop()
        self._clear()
        advice = self.say.say(error.advice) if error.advice else ""
        self.view.say_nothing(self.say.say(error.what), advice)

    def _show_count(self, more: str = "") -> None:
        rows = self.view.list.hits
        ticked, count, reading = len(rows.ticked), len(self.hits), self.asking.reading
        counted = self.say.say("ui.hits.counted", n=count, k=ticked) if count else ""
        fixed = sum(hit.locked for hit in self.hits)
        locked = self.say.say("ui.hits.locked", n=fixed) if fixed else ""
        self.view.show_count(" · ".join(filter(None, (counted, locked, more))))
        removes = reading == ""
        said = self.say.say("ui.hits.remove" if removes else "ui.hits.apply", n=count, k=ticked)
        self.view.foot.show_apply(
            said if count else self.say.say("views.hits.apply"),
            {
                "apply": bool(ticked and self.deciding.choices()),
                "keep": bool(ticked),
                "undo": self.deciding.can_undo,
                "lexicon": bool(self._form()),
                "name": bool(self._form()),
            },
        )

    def _show_keys(self) -> None:
        toggles = (*SCOPES, "whole", "case", "pattern", "edits", "where")
        self.view.set_keys(
            {name: IN_FORCE[f"hits_{name}"].shown_key for name in toggles},
            {name: IN_FORCE[f"hits_{name}"].shown_key for name in _FOOT},
        )

    # -- the hit at hand --------------------------------------------------------------------------

    def hit_at_hand(self) -> Hit | None:
        """The hit whose row is at hand."""
        at = self.view.list.hit
        return self.hits[at] if at is not None and at < len(self.hits) else None

    def _take(self, rank: int) -> None:
        at, readings = self.view.list.hit, self.look.readings
        if at is not None and rank <= len(readings):
            self.view.list.hits.read(at, readings[rank - 1])
            self._show_count()

    def _edit(self) -> None:
        at = self.view.list.hit
        if at is not None and not self.view.list.hits.hits[at].fixed:
            row = self.view.list.hits.hits[at]
            self.view.foot.edit(row.form if row.reading is None else row.reading)

    def _read(self, text: str) -> None:
        at = self.view.list.hit
        if at is not None:
            self.view.list.hits.read(at, text)
            self._show_count()
        self.view.focus_list()
