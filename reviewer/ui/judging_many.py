"""Judging many at once by a sample, and checking words that nobody touched."""

from collections.abc import Sequence
from dataclasses import replace
from random import SystemRandom

from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import Message
from reviewer.services.untouched import Drawn, Untouched
from reviewer.ui.change_words import words_of
from reviewer.ui.frame import Frame
from reviewer.ui.judging_face import Face, Room
from reviewer.ui.judging_runs import CheckRun, SampleRun

_SEEDS = 1_000_000
_CHANCE = 100  # words of a random sample: enough to tell 1 % from 5 %


class Many:
    """What the walk does beside going from change to change."""

    def __init__(self, frame: Frame, face: Face, room: Room) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._face = face
        self._room = room

    # -- groups -----------------------------------------------------------------------------------

    def show_alike(self) -> None:
        """Show all that are the same as the change at hand."""
        walk = self._room.walk
        card = walk.card(self._desk.page)
        group = walk.alike(card.change) if card else None
        if group is not None:
            walk.single.discard(group.likeness)
            walk.group = group
            self._face.show()

    def one_by_one(self) -> None:
        """Judge what is alike like everything else."""
        walk = self._room.walk
        group = walk.run.group if isinstance(walk.run, SampleRun) else walk.group
        if group is not None:
            walk.single.add(group.likeness)
        walk.group = None
        if walk.run is not None:
            self.go_home()
        else:
            self._face.show()

    def draw(self) -> None:
        """Judge a random sample of the group."""
        project, page, walk = self._desk.project, self._desk.page, self._room.walk
        group = walk.group
        if project is None or page is None or group is None:
            return
        seed = SystemRandom().randrange(_SEEDS)
        change = walk.sheet(page).cards[walk.at].change
        words = words_of(change, page.reading, self._frame.say)
        walk.group = None
        walk.run = run = SampleRun(group, seed, (page.row.id, walk.at), words)
        run.take(project.judging.draw(group, project.judging.size_for(group), seed))
        self.show_run()

    def draw_more(self) -> None:
        """Judge as many more as would be enough if they are right."""
        project, run = self._desk.project, self._room.walk.run
        if project is None or not isinstance(run, SampleRun):
            return
        if run.left:
            run.go_on()
        else:
            rest = replace(run.group, spots=run.rest)
            more = project.judging.size_for(run.group, run.sample.wrong) - run.sample.size
            run.take(project.judging.draw(rest, more, run.seed + len(run.spots)))
        self.show_run()

    def sign_rest(self) -> None:
        """Sign what nobody looked at, in the background: it may stand on many pages."""
        project, run, walk = self._desk.project, self._room.walk.run, self._room.walk
        if project is None or not isinstance(run, SampleRun):
            return
        rest, sample = run.rest, run.sample

        def signed(_: object) -> None:
            walk.judged |= {spot.key for spot in rest}
            walk.stepped(run.home[0], None)
            self._frame.telling.note(self._frame.say.say("judging.signed_rest", n=len(rest)))
            if self._room.walk is walk and walk.run is run:
                self.go_home()

        def sign(by: str) -> None:
            self._frame.jobs.run(
                Message("judging.signing"),
                lambda progress: project.judging.sign_rest(rest, sample, by, progress),
                signed,
            )

        self._desk.person.with_name(sign)

    def go_home(self) -> None:
        """Back to where the walk was."""
        walk = self._room.walk
        run, walk.run = walk.run, None
        if run is not None:
            page, place = run.home
            self._room.turn(page, end=True)
            self._room.turn_here(place)

    def show_run(self) -> None:
        """Show the place at hand of a sample or check, or what it came to."""
        run = self._room.walk.run
        page: PageId | None = None
        key: DecisionId | None = None
        if isinstance(run, SampleRun) and run.spot is not None:
            page, key = run.spot.page, run.spot.key
        elif isinstance(run, CheckRun) and run.word is not None:
            page = run.word.page
        if page is not None:
            self._room.turn(page, key, end=key is None)
            return
        if isinstance(run, CheckRun):
            self._keep(run)
        self._face.show()

    # -- words that nobody touched ----------------------------------------------------------------

    def check_likely(self) -> None:
        """Go through the words of the page at hand that are most likely still wrong."""
        project, page = self._desk.project, self._desk.page
        if project is not None and page is not None:
            self._check(project.untouched.likely([page.row.id]))

    def check_chance(self) -> None:
        """Go through words drawn at random from all pages of the walk that wait."""
        project, walk = self._desk.project, self._room.walk
        if project is None:
            return
        pages, seed = walk.pages, SystemRandom().randrange(_SEEDS)
        self._frame.jobs.run(
            Message("judging.looking"),
            lambda progress: project.untouched.draw(pages, _CHANCE, seed, progress),
            self._drawn,
        )

    def _drawn(self, drawn: Drawn) -> None:
        if self._room.open:
            self._check(drawn.words, drawn)

    def _check(self, words: Sequence[Untouched], drawn: Drawn | None = None) -> None:
        page, walk = self._desk.page, self._room.walk
        if page is not None:
            walk.run = CheckRun(tuple(words), (page.row.id, walk.at), drawn)
            self.show_run()

    def say_wrong(self, text: str) -> bool:
        """Say of the word at hand that it is wrong, with a question; whether that could be."""
        walk = self._room.walk
        run = walk.run
        word = run.word if isinstance(run, CheckRun) else None
        if not isinstance(run, CheckRun) or word is None:
            return False
        if not self._room.do(lambda project, _page, by: project.untouched.ask(word, text, by)):
            return False
        run.wrong.add(run.at)
        walk.stepped(word.page, None)
        run.go_on()
        self.show_run()
        return True

    def _keep(self, run: CheckRun) -> None:
        """Let the project keep what a sample came to, once all of it was looked at."""
        project = self._desk.project
        if project is None or run.drawn is None or run.kept or len(run.seen) < len(run.words):
            return
        run.kept = True
        drawn, size, wrong = run.drawn, len(run.seen), len(run.wrong)

        def keep(by: str) -> None:
            project.untouched.keep(drawn, size, wrong, by)

        if size:
            self._desk.person.with_name(keep)
