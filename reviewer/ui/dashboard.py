"""The dashboard's department: counts in a lane of its own, so that nothing waits for it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal

from reviewer.core.errors import ReviewerError
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.services.figures import Judged, Progressed
from reviewer.ui import dashboard_words as shown
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.estimate_words import estimate_method
from reviewer.ui.frame import Department, Frame
from reviewer.ui.saving import ask_place
from reviewer.ui.views.charts.chart import Chart
from reviewer.ui.views.charts.saving import save
from reviewer.ui.views.dashboard import DashboardView

T = TypeVar("T")


class Dashboard(Department):
    """Shows the figures of the open project."""

    _told = Signal(object)
    """What was counted so far, from the counting thread."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.view = DashboardView(self.say, frame.theme)
        frame.rooms.add(self.view)
        self._lane = Jobs(self)
        self._lane.failed.connect(frame.telling.error)
        self._lane.broke.connect(frame.telling.fault)
        self._told.connect(self._show_judged)
        self.view.save_asked.connect(self._ask_where)
        self.view.left.connect(self._lane.stop_all)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do."""
        return {"dashboard": self.enter}

    def project_closing(self) -> None:
        """Stop counting."""
        self._lane.stop_all()

    def close(self) -> None:
        """Stop counting for good."""
        self._lane.close()

    def enter(self) -> None:
        """Show the room, and count what changed since it was shown last."""
        project = self.desk.project
        if project is None:
            return
        self._lane.stop_all()
        self.view.show_title(self.say.say("ui.dashboard.title"), project.name)
        self.frame.rooms.enter(self.view)
        self._run(project.figures.progress, self._show_progress)
        self._run(partial(project.figures.count, told=self._told.emit), self._show_judged)

    def _run(self, work: Callable[[Progress], T], finished: Callable[[T], None]) -> None:
        self._lane.run(Message("ui.dashboard.counting"), work, finished, quiet=True)

    # -- showing --------------------------------------------------------------------------------

    def _show_progress(self, now: Progressed) -> None:
        view, say = self.view, self.say
        view.states.show_bars(*shown.states_shown(now, say))
        view.cards["states"].show_filled(bool(now.documents))
        view.people.show_bars(*shown.people_shown(now.people, say))
        view.cards["people"].show_filled(bool(now.people))
        view.pace.show_columns(shown.pace_shown(now.times, now.step, say))
        view.cards["pace"].show_filled(bool(now.times))
        view.cards["pace"].show_about(shown.pace_about(now.times, say))
        self._show_heat(now)

    def _show_heat(self, now: Progressed) -> None:
        table, card = now.confusions, self.view.cards["heat"]
        self.view.heat.show_counts(table.true, table.read, table.counts)
        card.show_filled(bool(table.total))
        about = "learnt" if table.pages else "decided"
        card.show_about(
            self.say.say(
                f"ui.dashboard.heat.{about}", n=table.pages, total=self.say.figure(table.total)
            )
            if table.total
            else ""
        )

    def _show_judged(self, now: Judged) -> None:
        view, say = self.view, self.say
        view.kinds.show_bars(*shown.kinds_shown(now.kinds, say))
        card = view.cards["kinds"]
        card.show_filled(any(map(sum, now.kinds.values())))
        so_far = now.counted < now.pages
        card.show_about(
            say.say("ui.dashboard.so_far", done=now.counted, n=now.pages) if so_far else ""
        )
        filled = bool(now.left.letters)
        view.left_chart.show_estimate(shown.estimate_shown(now.left, say) if filled else None)
        card = view.cards["left"]
        card.show_filled(filled)
        card.show_about(
            shown.estimate_about(now, say) if filled else "", estimate_method(now.left, say)
        )
        if view.isVisible() and view.back.hasFocus():  # there was nothing else to begin with
            view.focus_first()

    # -- saving ---------------------------------------------------------------------------------

    def _ask_where(self, chart: Chart, ending: str) -> None:
        project = self.desk.project
        if project is None:
            return
        title = self.say.say("ui.dashboard.save_named", title=chart.accessibleName())
        name = f"{project.name} - {chart.accessibleName()}{ending}"
        path = ask_place(self.view, self.say, title, name, {f"*{ending}": ending})
        if path is not None:
            self._save(chart, path)

    def _save(self, chart: Chart, path: Path) -> None:
        try:
            save(chart, path)
        except ReviewerError as error:
            self.frame.telling.error(error)
        else:
            self.frame.telling.note(self.say.say("ui.dashboard.saved", path=str(path)))
