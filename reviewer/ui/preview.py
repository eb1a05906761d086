"""The preview at work: makes what is shown beside the window's thread, and keeps it up to date.

Of a long document the page at hand comes first, alone; all of it follows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer

from reviewer.core.edition import Profile
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Message
from reviewer.core.ports import Problem
from reviewer.core.preview import FileText, PaperText, Spotted
from reviewer.core.progress import Progress
from reviewer.ui.actions import Need
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.preview_beside import Beside
from reviewer.ui.preview_going import Going
from reviewer.ui.preview_saving import Saving
from reviewer.ui.theme import Theme
from reviewer.ui.views.preview import Mode, PreviewView
from reviewer.ui.views.preview_dress import Dress
from reviewer.ui.views.preview_text import PaperWriter

_CALM = 300  # milliseconds after a change before it is shown
_FEW = 6  # pages of a document that come at once; of more, the page at hand comes first
_DOWN = 0.35  # part of the window above the word that one comes to
_SLICE = 0.006  # seconds of writing at a time, so that keys are answered between
_ZOOMS = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200)
_PIXELS_PER_POINT = 96 / 72
_TITLE = Message("ui.preview.making")
_BUTTONS = (
    *(str(mode) for mode in Mode),
    *("profile", "names", "go", "find", "next", "previous", "html", "pdf", "print"),
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which document is shown in which way; `whole`: all of it, not a page alone."""

    document: DocumentId
    mode: Mode
    profile: Profile
    whole: bool = True


class Preview(Department):
    """Ties the preview's room to what makes previews."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = view = PreviewView(self.say, frame.theme, self._keys())
        frame.rooms.add(view, Need.PROJECT, Need.PREVIEW)
        self._lane, self._checks = self._make_lane(), self._make_lane()
        self._due = self._timer(_CALM, self._make)
        self._writing = self._timer(0, self._write_on)
        self._steps: Iterator[None] | None = None
        self._then: Callable[[], None] | None = None
        self._shown: _Shown | None = None
        self._stale = True
        self._wanted: Spotted | None = None  # where to stand; None: where one stood
        self._profile = Profile.READING
        self._zoom = 100
        self._names = False
        self.beside = Beside(frame, view, self._lane)
        self.going = Going(frame)
        self.saving = Saving(frame, view, self._lane)
        view.pressed.connect(self._press)
        for text in (view.paper, view.xml):
            text.picked.connect(self._go)
            text.passed.connect(self._tell)
        frame.rooms.changed.connect(self._on_room)
        self.desk.news.changed.connect(self._on_news)
        self.desk.news.gathered.connect(self._on_news)
        IN_FORCE.changed.connect(self._show_keys)
        view.show_profile(self.say.say(f"ui.preview.profiles.{self._profile}"))

    def _make_lane(self) -> Jobs:
        lane = Jobs(self)
        lane.failed.connect(self._fail)
        lane.broke.connect(self.frame.telling.fault)
        return lane

    def _timer(self, after: int, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(do)
        return timer

    def _keys(self) -> dict[str, str]:
        return {name: IN_FORCE[f"preview_{name}"].shown_key for name in _BUTTONS}

    def _show_keys(self) -> None:
        self.view.set_keys(self._keys())

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        names = ("profile", "names", "go", "find", "html", "pdf", "print", *map(str, Mode))
        return {
            "preview": self.enter,
            **{f"preview_{name}": partial(self._press, name) for name in names},
            "preview_next": partial(self._next, 1),
            "preview_previous": partial(self._next, -1),
            "preview_larger": partial(self._resize, 1),
            "preview_smaller": partial(self._resize, -1),
            "preview_usual": partial(self._resize, 0),
        }

    def restore(self) -> None:
        """Take up what was kept; nonsense changes nothing."""
        kept = self.frame.settings.get("preview")
        if kept.get("zoom") in _ZOOMS:
            self._zoom = kept["zoom"]
        self._names = kept.get("names") is True
        self.view.buttons["names"].setChecked(self._names)
        if kept.get("profile") in list(Profile):
            self._profile = Profile(kept["profile"])
            self.view.show_profile(self.say.say(f"ui.preview.profiles.{self._profile}"))
        if kept.get("mode") in list(Mode):
            self.view.show_mode(Mode(kept["mode"]))

    def project_closing(self) -> None:
        """Nothing of it is shown any more."""
        self._stop()
        self._shown, self._stale = None, True
        self.beside.forget()
        self.view.show_waiting("")

    def close(self) -> None:
        """End what runs."""
        self._stop()
        self._lane.close()
        self._checks.close()
        self.beside.close()

    def set_theme(self, theme: Theme) -> None:
        """Write anew in other colours."""
        self._stale = True
        if self._open:
            self._make()

    def _stop(self) -> None:
        for timer in (self._due, self._writing):
            timer.stop()
        self._steps = self._then = None
        self._lane.stop_all()
        self._checks.stop_all()

    # -- coming in --------------------------------------------------------------------------------

    @property
    def _open(self) -> bool:
        return self.frame.rooms.current is self.view

    def enter(self) -> None:
        """Show the document at hand, at the word that the person looks at."""
        if self.desk.project is None or self._open:
            return
        self.desk.settle()
        self._wanted, self.going.went = self.going.at_desk(), self.going.at_hand()
        self.frame.rooms.enter(self.view)

    def _on_room(self) -> None:
        """Entered, also from the desk where one had gone to a word."""
        if not self._open:
            self._due.stop()
            return
        page = self.desk.page
        if page is None:
            self.view.show_waiting(self.say.say("ui.preview.no_page"))
            return
        if self.going.at_hand() != self.going.went:
            self._wanted = self.going.at_desk()
        self.view.show_title(self.say.say("ui.preview.title"), page.document.title)
        if self._stale or self._asked(whole=True) != self._shown:
            self._make()
        else:
            self._stand()

    def _on_news(self, _: object) -> None:
        self._stale = True
        if self._open:
            self._due.start()

    # -- making -----------------------------------------------------------------------------------

    def _asked(self, whole: bool) -> _Shown | None:
        page, mode = self.desk.page, self.view.mode
        if page is None:
            return None
        profile = Profile.READING if mode is Mode.READING else Profile.DOCUMENTARY
        if mode is Mode.XML:
            profile = self._profile
        return _Shown(page.row.document, mode, profile, whole)

    def _make(self) -> None:
        """Have what is asked for made: the page at hand first where there are many."""
        asked, page = self._asked(whole=True), self.desk.page
        if asked is None or page is None:
            return
        self._stop()
        same = self._shown == asked and self.view.ready
        if same and self._wanted is None:
            self._wanted = self.view.text.spot()
        self._stale = False
        if not same and len(page.document.pages) > _FEW:
            self._ask(_Shown(asked.document, asked.mode, asked.profile, False), page.row.id)
        self._ask(asked, None)
        if not same:
            self.view.show_making(self.say.say("ui.preview.making"))
            self.beside.follow()

    def _ask(self, asked: _Shown, page: PageId | None) -> None:
        project = self.desk.project
        if project is None:
            return
        previewing = project.previewing
        make: Callable[..., Any] = previewing.file if asked.mode is Mode.XML else previewing.paper

        def work(progress: Progress) -> Any:
            return make(asked.document, asked.profile, page, lambda: progress.cancelled)

        self._lane.run(_TITLE, work, partial(self._show, asked), quiet=True)

    def _show(self, asked: _Shown, made: PaperText | FileText) -> None:
        if asked != self._asked(asked.whole):
            return  # somebody wants to see something else by now
        if isinstance(made, FileText):
            self._show_file(asked, made)
            return
        writer = PaperWriter(made, self.dress(asked.mode))
        self._steps, self._then = writer.write(), partial(self._put, asked, made, writer)
        self._write_on()

    def _write_on(self) -> None:
        """Write for a moment; the rest when keys were answered."""
        until = perf_counter() + _SLICE
        for _ in self._steps or ():
            if perf_counter() > until:
                self._writing.start()
                return
        then, self._steps, self._then = self._then, None, None
        if then:
            then()

    def _put(self, asked: _Shown, made: PaperText, writer: PaperWriter) -> None:
        paper = self.view.paper
        alone = self._shown is not None and self._shown.whole is False and asked.whole
        stays = alone or self._wanted == paper.spot()
        where = paper.height_of_caret() if stays else None
        wanted = paper.spot() if alone else self._wanted
        paper.show_paper(writer, made.first)
        self._showing(asked)
        if wanted is not None:
            paper.go(wanted, top=_DOWN if where is None else where)
        self._wanted = None
        self.beside.follow()

    def _show_file(self, asked: _Shown, file: FileText) -> None:
        self.view.xml.show_file(file)
        self._showing(asked)
        self._stand()
        project = self.desk.project
        if project is not None and asked.whole:
            check = project.previewing.problems
            self._checks.run(
                _TITLE,
                lambda progress: check(file.text, lambda: progress.cancelled),
                self._show_problems,
                quiet=True,
            )

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        told: dict[int, str] = {}
        for one in problems:
            words = " ".join(self.say.say(part) for part in (one.text, one.advice) if part)
            told[one.line] = f"{told[one.line]}\n{words}" if one.line in told else words
        self.view.xml.show_problems(told)
        self._tell()

    def _showing(self, asked: _Shown) -> None:
        self._shown = asked
        self.view.show_text()
        self._tell()

    def _stand(self) -> None:
        if self._wanted is not None:
            self.view.text.go(self._wanted)
            self._wanted = None if self._shown and self._shown.whole else self._wanted

    def dress(self, mode: Mode) -> Dress:
        """How the paper is set."""
        settings = self.frame.settings
        size = settings.get("text_size") * _PIXELS_PER_POINT * self._zoom / 100
        family = reading_family(settings.get("reading_font"))
        lined = mode in (Mode.DOCUMENTARY, Mode.BESIDE)
        return Dress(self.frame.theme, family, round(size), self._names, lined)

    def _fail(self, error: ReviewerError) -> None:
        if not self.view.ready:
            parts = (error.what, error.advice)
            self.view.show_waiting(" ".join(self.say.say(part) for part in parts if part))
        else:
            self.frame.telling.error(error)

    def _tell(self) -> None:
        """Say at the foot where one is."""
        view, shown = self.view, self._shown
        if shown is None or not view.ready:
            view.tell("")
            return
        parts = []
        spot = view.text.spot()
        if spot is not None:
            parts.append(self.say.say("ui.preview.at", page=spot.page))
        if not shown.whole:
            parts.append(self.say.say("ui.preview.alone"))
        if shown.mode is Mode.XML and view.xml.problems:
            told = view.xml.problem or self.say.say("ui.preview.wrong", n=len(view.xml.problems))
            parts.append(told.replace("\n", " "))
        elif self._names and shown.mode is not Mode.XML:
            parts.append(self.say.say("ui.preview.names_key"))
        view.tell(" · ".join(parts))

    # -- keys -------------------------------------------------------------------------------------

    def _press(self, name: str) -> None:
        if name in list(Mode):
            self.show_mode(Mode(name))
        elif name == "go":
            spot = self.view.text.spot()
            if spot is not None:
                self._go(spot)
        elif name == "find":
            if self.view.ready:
                self.view.search.open(self.view.text)
        elif name == "names":
            self._names = not self._names
            self.view.buttons["names"].setChecked(self._names)
            self._dress_anew()
        elif name == "profile":
            profiles = list(Profile)
            self._profile = profiles[(profiles.index(self._profile) + 1) % len(profiles)]
            self.view.show_profile(self.say.say(f"ui.preview.profiles.{self._profile}"))
            self._keep()
            self.show_mode(Mode.XML)
        elif self._shown is not None and self.view.ready:
            self.saving.save(name, self._shown.document, self._shown.profile, self._shown.mode)

    def show_mode(self, mode: Mode) -> None:
        """Show the document in another way, at the same word."""
        self._wanted = (self.view.text.spot() if self.view.ready else None) or self._wanted
        self.view.show_mode(mode)
        if mode is Mode.BESIDE:
            self.view.share()
        self._keep()
        self._make()

    def _go(self, spot: Spotted) -> None:
        if self._shown is not None:
            self.going.go(self._shown.document, spot)

    def _next(self, step: int) -> None:
        """The next place found; in a file without search, the next problem."""
        view = self.view
        if view.search.isVisible() or view.mode is not Mode.XML or not view.xml.go_to_problem(step):
            if not view.search.isVisible():
                self._press("find")
            view.search.look(step)

    def _resize(self, by: int) -> None:
        at = _ZOOMS.index(self._zoom) + by
        self._zoom = 100 if not by else _ZOOMS[min(max(at, 0), len(_ZOOMS) - 1)]
        self._dress_anew()

    def _dress_anew(self) -> None:
        self._keep()
        self.view.xml.set_size(round(self.dress(Mode.XML).size * 0.75))
        self._stale = True
        self._make()

    def _keep(self) -> None:
        kept = {
            "mode": str(self.view.mode),
            "profile": str(self._profile),
            "zoom": self._zoom,
            "names": self._names,
        }
        self.frame.settings.set("preview", kept)
