"""The strip of tools under the picture, and the sliders of its tone."""

from collections.abc import Callable
from dataclasses import replace
from string import Template

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.icons import icon
from reviewer.ui.theme import GRID, Theme, restyle
from reviewer.ui.views.facsimile_tone import PLAIN, STRENGTH, Tone
from reviewer.ui.views.parts import KeyButton, plain_ground, words

_HEIGHT = 5 * GRID
_ICON = 18
_BUTTON = 4 * GRID
_GAMMA_STEPS = 100  # of the slider, to each side of 1.0
_GAMMA_SPAN = 3.0  # gamma at its right end; the inverse of it at the left
_MIDDLE = 128
# Both sides of a groove look alike: a slider here begins in its middle, not at its left.
_SLIDER = Template("""
QSlider { min-height: 22px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: $accent; border: 1px solid $accent;
}
QSlider::handle:horizontal:focus { border: 3px solid $accent_ring; width: 10px; height: 10px; }
QSlider::handle:horizontal:disabled { background: $line; border-color: $edge; }
""")


class ToolButton(QPushButton):
    """A small button with an icon; its words are in its tool tip and for screen readers."""

    def __init__(self, name: str, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("kind", "quiet")
        self.setStyleSheet("padding: 0;")  # the stylesheet's own room is for words
        self.setFixedSize(QSize(_BUTTON, _BUTTON))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(text)
        self.set_theme(theme)

    def say(self, text: str) -> None:
        """Change its words."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def set_theme(self, theme: Theme, *, changed: bool = False) -> None:
        """Paint its icon; in the accent where it has changed something."""
        self.setIcon(icon(self._name, theme.accent if changed else theme.muted, _ICON))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class ToolStrip(QWidget):
    """Zoom at the left, then fitting and turning, and the tone at the right."""

    zoom_in = Signal()
    zoom_out = Signal()
    actual_size = Signal()
    fit_width = Signal()
    fit_page = Signal()
    rotate = Signal()
    toned = Signal(object)
    """The `Tone` that was chosen."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_ground(self, "pane")
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(say.say("facsimile.tools"))
        self._say = say
        self._theme = theme
        self._tone = PLAIN
        self._percent = KeyButton("", kind="quiet")
        self._percent.setProperty("scale", "small")
        self._percent.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._percent.setToolTip(say.say("facsimile.actual"))
        self._percent.setFixedWidth(7 * GRID)
        self._percent.clicked.connect(self.actual_size)
        self._buttons: list[ToolButton] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(GRID // 4)
        line.addWidget(self._button("zoom-out", "zoom_out", self.zoom_out.emit))
        line.addWidget(self._percent)
        line.addWidget(self._button("zoom-in", "zoom_in", self.zoom_in.emit))
        line.addSpacing(GRID)
        line.addWidget(self._button("fit-width", "fit_width", self.fit_width.emit))
        line.addWidget(self._button("fit-page", "fit_page", self.fit_page.emit))
        line.addWidget(self._button("rotate", "rotate", self.rotate.emit))
        line.addStretch(1)
        self._tone_button = self._button("tone", "tone", self.open_tone)
        line.addWidget(self._tone_button)
        self.tone_panel = TonePanel(say, theme, self)
        self.tone_panel.changed.connect(self.toned)
        self.show_zoom(None)

    def _button(self, name: str, message: str, do: Callable[[], None]) -> ToolButton:
        button = ToolButton(name, self._say.say(f"facsimile.{message}"), self._theme)
        button.clicked.connect(do)
        self._buttons.append(button)
        return button

    def show_zoom(self, zoom: float | None) -> None:
        """Say how large the picture is shown; nothing where there is none."""
        text = "" if zoom is None else self._say.say("facsimile.percent", n=round(100 * zoom))
        actual = self._say.say("facsimile.actual")
        self._percent.setText(text)
        self._percent.setAccessibleName(f"{text}, {actual}" if text else actual)

    def show_tone(self, tone: Tone) -> None:
        """Show how the picture is toned."""
        self._tone = tone
        self.tone_panel.show_tone(tone)
        self._tone_button.say(self._say.say("facsimile.tone" if tone.plain else "facsimile.toned"))
        self._tone_button.set_theme(self._theme, changed=not tone.plain)

    def open_tone(self) -> None:
        """Open the sliders above their button."""
        panel, button = self.tone_panel, self._tone_button
        panel.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), 0))
        corner -= QPoint(panel.width(), panel.height() + GRID // 2)
        room = self.screen().availableGeometry()
        panel.move(max(corner.x(), room.left()), max(corner.y(), room.top()))
        panel.show()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.tone_panel.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)
        self.show_tone(self._tone)


class TonePanel(QFrame):
    """Sliders for brightness, contrast, middle tones and threshold. Closed by Escape or a click."""

    changed = Signal(object)
    """The `Tone` as it is now."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "overlay")
        self.setAccessibleName(say.say("facsimile.tone"))
        self._say = say
        self._showing = False
        self.brightness = self._slider("brightness", -STRENGTH, STRENGTH)
        self.contrast = self._slider("contrast", -STRENGTH, STRENGTH)
        self.gamma = self._slider("gamma", -_GAMMA_STEPS, _GAMMA_STEPS)
        self.threshold = self._slider("threshold", 1, 255)
        self.black_and_white = self._check("black_and_white")
        self.invert = self._check("invert")
        self.reset = KeyButton(say.say("facsimile.adjust.reset"), kind="quiet")
        self.reset.setProperty("scale", "small")
        self.reset.clicked.connect(lambda: self._choose(PLAIN))
        self._lay_out()
        self.set_theme(theme)
        self.show_tone(PLAIN)

    def set_theme(self, theme: Theme) -> None:
        """Paint the sliders in a theme's colours."""
        for slider in (self.brightness, self.contrast, self.gamma, self.threshold):
            slider.setStyleSheet(
                _SLIDER.substitute({name: one.name() for name, one in theme.colours().items()})
            )

    def _slider(self, name: str, least: int, most: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(least, most)
        slider.setPageStep(10)
        slider.setFixedWidth(20 * GRID)
        slider.setAccessibleName(self._say.say(f"facsimile.adjust.{name}"))
        slider.valueChanged.connect(self._moved)
        return slider

    def _check(self, name: str) -> QCheckBox:
        box = QCheckBox(self._say.say(f"facsimile.adjust.{name}"))
        box.toggled.connect(self._moved)
        return box

    def _lay_out(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(2 * GRID)
        rows.setVerticalSpacing(GRID)
        for row, (name, slider) in enumerate(
            (
                ("brightness", self.brightness),
                ("contrast", self.contrast),
                ("gamma", self.gamma),
            )
        ):
            rows.addWidget(self._label(name), row, 0)
            rows.addWidget(slider, row, 1)
        rows.addWidget(self.black_and_white, 3, 0, 1, 2)
        rows.addWidget(self._label("threshold"), 4, 0)
        rows.addWidget(self.threshold, 4, 1)
        rows.addWidget(self.invert, 5, 0)
        rows.addWidget(self.reset, 5, 1, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addLayout(rows)

    def _label(self, name: str) -> QWidget:
        return words(self._say.say(f"facsimile.adjust.{name}"), tone="muted", small=True)

    def show_tone(self, tone: Tone) -> None:
        """Set the sliders; nothing is told of it."""
        self._showing = True
        self.brightness.setValue(tone.brightness)
        self.contrast.setValue(tone.contrast)
        self.gamma.setValue(_slid(tone.gamma))
        self.black_and_white.setChecked(tone.threshold is not None)
        if tone.threshold is not None:
            self.threshold.setValue(tone.threshold)
        elif not self.isVisible():
            self.threshold.setValue(_MIDDLE)
        self.threshold.setEnabled(tone.threshold is not None)
        self.invert.setChecked(tone.invert)
        self.reset.setEnabled(not tone.plain)
        self._showing = False

    def _moved(self) -> None:
        if self._showing:
            return
        chosen = self.black_and_white.isChecked()
        tone = Tone(
            brightness=self.brightness.value(),
            contrast=self.contrast.value(),
            gamma=_unslid(self.gamma.value()),
            invert=self.invert.isChecked(),
        )
        self._choose(replace(tone, threshold=self.threshold.value()) if chosen else tone)

    def _choose(self, tone: Tone) -> None:
        self.show_tone(tone)
        self.changed.emit(tone)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys work on the first slider at once."""
        super().showEvent(event)
        self.brightness.setFocus(Qt.FocusReason.PopupFocusReason)
        restyle(self)


def _unslid(value: int) -> float:
    """The gamma of a place of the slider; its middle is 1.0 and nothing changes."""
    return round(float(_GAMMA_SPAN ** (value / _GAMMA_STEPS)), 3)


def _slid(gamma: float) -> int:
    """The place of the slider for a gamma."""
    return min(range(-_GAMMA_STEPS, _GAMMA_STEPS + 1), key=lambda at: abs(_unslid(at) - gamma))
