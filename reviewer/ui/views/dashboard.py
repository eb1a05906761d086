"""The dashboard: how far the project is, how fast it goes, and what is left, at one look."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import Theme
from reviewer.ui.views.charts.heat import HeatChart
from reviewer.ui.views.charts.left import LeftChart
from reviewer.ui.views.charts.pace import PaceChart
from reviewer.ui.views.charts.shares import SharesChart
from reviewer.ui.views.dashboard_card import Card, Columns
from reviewer.ui.views.room import RoomView

_WIDE = sized(1040)  # pixels from which two columns of charts can be read


class DashboardView(RoomView):
    """Six cards, each with a chart. Plain values come in; wishes to save go out."""

    save_asked = Signal(object, str)
    """A chart, and the ending of the file it is to be saved as."""

    name = "dashboard"

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(say.say("ui.dashboard.title"), say, theme, parent)
        self.left_chart = LeftChart(self._named("left"), theme, self._heads("left", "low", "high"))
        self.states = SharesChart(self._named("states"), theme, even=True)
        self.people = SharesChart(self._named("people"), theme, even=False)
        self.kinds = SharesChart(self._named("kinds"), theme, even=False)
        self.pace = PaceChart(self._named("pace"), theme, self._heads("from", "words", "pace"))
        self.heat = HeatChart(
            self._named("heat"),
            theme,
            (say.say("ui.dashboard.heat.true"), say.say("ui.dashboard.heat.read")),
            lambda true, read, n: say.say("ui.dashboard.heat.cell", true=true, read=read, n=n),
        )
        charts = {
            "left": self.left_chart,
            "states": self.states,
            "people": self.people,
            "kinds": self.kinds,
            "pace": self.pace,
            "heat": self.heat,
        }
        self.cards = {name: Card(name, chart, say) for name, chart in charts.items()}
        for card in self.cards.values():
            card.save_asked.connect(self.save_asked)
        self._columns = Columns(
            [self.cards[name] for name in ("left", "kinds", "heat")],
            [self.cards[name] for name in ("states", "people", "pace")],
            _WIDE,
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._columns)
        self._scroll.viewport().installEventFilter(self)
        self.body.addWidget(self._scroll)
        for chart in charts.values():
            chart.installEventFilter(self)

    def _named(self, name: str) -> str:
        return self.say.say(f"ui.dashboard.{name}.title")

    def _heads(self, one: str, other: str, third: str) -> tuple[str, str, str]:
        return (
            self.say.say(f"ui.dashboard.column.{one}"),
            self.say.say(f"ui.dashboard.column.{other}"),
            self.say.say(f"ui.dashboard.column.{third}"),
        )

    def focus_first(self) -> None:
        """The first chart that shows anything."""
        cards = [card for card in self.cards.values() if not card.chart.isHidden()]
        (cards[0].chart if cards else self.back).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        for card in self.cards.values():
            card.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As many columns as there is room for; the chart that has the focus is in sight."""
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport():
            self._columns.set_room(self._scroll.viewport().width())
        elif event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)
