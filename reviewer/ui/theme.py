"""Colours by role, the stylesheet made of them, and the two type sizes beside the reading.

A theme file names a small palette and lets roles point into it; nothing else in the window names a
colour. Views get a `Theme` by `set_theme(theme)` and paint with its roles.

For plain widgets the stylesheet knows these dynamic properties, so that views need no own rules:

* any widget: `role` "pane", "paper" or "desk" (its background)
* QLabel: `tone` "muted", "faint", "good", "warn", "danger", "accent"; `scale` "small";
  `weight` "strong"
* QPushButton: `kind` "primary", "quiet" or "danger"; without it a plain button
* QFrame: `role` "rule" (a hairline)
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from reviewer.core.places import resources
from reviewer.ui.scale import sized, spaced

GRID = spaced(8)
"""Everything stands on this grid, in pixels; half of it inside small parts."""
TEXT = sized(14)
"""Size of the window's own text, in pixels."""
SMALL = sized(12)
"""Size of what recedes: captions, evidence, key caps, in pixels."""
TITLE = sized(20)
"""Size of the title of a dialog or a room, in the reading face, in pixels."""
RADIUS = 6
"""Rounding of buttons, fields and cards, in pixels."""


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance, by role.

    Surfaces: `desk` behind everything, `pane` for tools, `paper` for the reading (the brightest),
    `locked` for a reading that cannot be edited now, `raised` for fields and cards, `hover`,
    `pressed`, `selected` for rows. Text: `ink`, `muted`, `faint` on any surface; `accent_ink` on
    `accent`. Lines: `line` for hairlines, `edge` for borders that carry meaning, `focus` for the
    ring, `accent_ring` for the ring of what is filled with the accent. The `..._soft` roles are
    fills behind text of the same name. `mark_...` paint findings.
    """

    name: str
    dark: bool
    desk: QColor
    pane: QColor
    paper: QColor
    raised: QColor
    locked: QColor
    ink: QColor
    muted: QColor
    faint: QColor
    line: QColor
    edge: QColor
    hover: QColor
    pressed: QColor
    selected: QColor
    accent: QColor
    accent_hover: QColor
    accent_ring: QColor
    accent_ink: QColor
    accent_soft: QColor
    selection: QColor
    selection_ink: QColor
    focus: QColor
    danger: QColor
    danger_soft: QColor
    good: QColor
    good_soft: QColor
    warn: QColor
    warn_soft: QColor
    mark_non_word: QColor
    mark_real_word: QColor
    mark_boundary: QColor
    mark_noise: QColor
    mark_name: QColor
    mark_pattern: QColor
    mark_changed: QColor

    @classmethod
    def load(cls, name: str, folder: Path | None = None) -> "Theme":
        """Read a theme file. Raises ValueError where a role is missing, unknown or no colour."""
        path = (folder or resources() / "themes") / f"{name}.toml"
        data = tomllib.loads(path.read_text("utf-8"))
        palette = {key: _hex(value) for key, value in data["palette"].items()}
        wanted = {field.name for field in fields(cls)} - {"name", "dark"}
        if wanted != set(data["roles"]):
            odd = ", ".join(sorted(wanted ^ set(data["roles"])))
            raise ValueError(f"{path.name}: roles missing or unknown: {odd}")
        roles = {role: _resolve(value, palette) for role, value in data["roles"].items()}
        return cls(name=name, dark=bool(data["dark"]), **roles)

    def colours(self) -> dict[str, QColor]:
        """All roles with their colours."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("name", "dark")
        }

    def palette(self) -> QPalette:
        """The same roles for whatever Qt paints by itself."""
        palette = QPalette()
        group, roles = QPalette.ColorGroup, QPalette.ColorRole
        for role, colour in {
            roles.Window: self.desk,
            roles.WindowText: self.ink,
            roles.Base: self.raised,
            roles.AlternateBase: self.pane,
            roles.Text: self.ink,
            roles.PlaceholderText: self.faint,
            roles.Button: self.raised,
            roles.ButtonText: self.ink,
            roles.BrightText: self.danger,
            roles.Highlight: self.selection,
            roles.HighlightedText: self.selection_ink,
            roles.Link: self.accent,
            roles.LinkVisited: self.accent,
            roles.ToolTipBase: self.raised,
            roles.ToolTipText: self.ink,
            roles.Accent: self.accent,
            roles.Light: self.raised,
            roles.Midlight: self.line,
            roles.Mid: self.line,
            roles.Dark: self.edge,
            roles.Shadow: self.edge,
        }.items():
            palette.setColor(role, colour)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(group.Disabled, role, self.faint)
        return palette

    def stylesheet(self, icons: str, folder: Path | None = None) -> str:
        """The one stylesheet, with this theme's colours filled in.

        `icons` is a folder with the few pictures it names, painted for this theme.
        """
        path = (folder or resources() / "themes") / "window.qss"
        values = {role: colour.name() for role, colour in self.colours().items()}
        sizes = {
            "text_px": f"{TEXT}px",
            "small_px": f"{SMALL}px",
            "radius_px": f"{RADIUS}px",
            "line_px": f"{sized(18)}px",
            "sign_px": f"{sized(14)}px",
            "dot_px": f"{sized(6)}px",
            "ring_px": f"{sized(14) // 2 - sized(6) // 2 + 1}px",
            "round_px": f"{sized(14) // 2 + 1}px",
            "row_px": f"{sized(26)}px",
            "drop_px": f"{sized(24)}px",
        }
        return Template(path.read_text("utf-8")).substitute(values, icons=icons, **sizes)


_MIXTURE = re.compile(r"(\w+)(?: (\d+)% on (\w+))?")


def _hex(value: str) -> QColor:
    colour = QColor(value)
    if not colour.isValid():
        raise ValueError(f"{value} is no colour")
    return colour


def _resolve(value: str, palette: Mapping[str, QColor]) -> QColor:
    """A role's value as a colour: a palette name, or so many per cent of one on another."""
    match = _MIXTURE.fullmatch(value)
    names = [name for name in (match[1], match[3]) if name] if match else []
    if not match or any(name not in palette for name in names):
        raise ValueError(f"{value!r} does not point into the palette")
    top = palette[match[1]]
    if not match[3]:
        return top
    return mix(top, palette[match[3]], int(match[2]) / 100)


def mix(top: QColor, ground: QColor, share: float) -> QColor:
    """`share` (0 to 1) of `top` laid over `ground`."""
    return QColor.fromRgbF(
        *(
            share * one + (1 - share) * other
            for one, other in zip(top.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the stylesheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
