"""A page's state as a shape; its colour only repeats what the shape says."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from reviewer.core.workflow import State
from reviewer.ui.theme import Theme


def state_colour(state: State, theme: Theme) -> QColor:
    """The colour that goes with a state."""
    return {
        State.NEW: theme.edge,
        State.IN_WORK: theme.accent,
        State.SUBMITTED: theme.accent,
        State.RETURNED: theme.warn,
        State.APPROVED: theme.good,
        State.PUBLISHED: theme.good,
        State.WITHDRAWN: theme.warn,
    }[state]


def paint_state(painter: QPainter, box: QRectF, state: State, theme: Theme) -> None:
    """Draw a state into a square: circle, half circle, arrow, hook, tick, disc with a tick cut out
    of it, or ring with a bar.
    """
    colour = state_colour(state, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    match state:
        case State.NEW:
            painter.drawEllipse(inner)
        case State.IN_WORK:
            painter.drawEllipse(inner)
            half = QPainterPath()
            half.moveTo(inner.center().x(), inner.top())
            half.arcTo(inner, 90, -180)
            painter.fillPath(half, colour)
        case State.SUBMITTED:
            arrow = [(0.2, 0.1), (0.95, 0.5), (0.2, 0.9), (0.38, 0.5)]
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([_at(inner, *point) for point in arrow]))
        case State.RETURNED:
            hook = QPainterPath(_at(inner, 0.1, 0.38))
            hook.lineTo(_at(inner, 0.62, 0.38))
            hook.cubicTo(_at(inner, 1.1, 0.38), _at(inner, 1.1, 0.9), _at(inner, 0.62, 0.9))
            hook.lineTo(_at(inner, 0.4, 0.9))
            painter.drawPath(hook)
            tip = [(0.38, 0.08), (0.08, 0.38), (0.38, 0.68)]
            painter.drawPolyline(QPolygonF([_at(inner, *point) for point in tip]))
        case State.APPROVED:
            tick = [(0.05, 0.55), (0.38, 0.88), (0.98, 0.15)]
            painter.setPen(QPen(pen.brush(), 2.25, pen.style(), pen.capStyle(), pen.joinStyle()))
            painter.drawPolyline(QPolygonF([_at(inner, *point) for point in tick]))
        case State.PUBLISHED:
            painter.setBrush(colour)
            painter.drawEllipse(inner)
            tick = [(0.25, 0.53), (0.44, 0.72), (0.77, 0.32)]
            cut = QPen(theme.paper, 1.75, pen.style(), pen.capStyle(), pen.joinStyle())
            painter.setPen(cut)
            painter.drawPolyline(QPolygonF([_at(inner, *point) for point in tick]))
        case State.WITHDRAWN:
            painter.drawEllipse(inner)
            painter.drawLine(_at(inner, 0.15, 0.85), _at(inner, 0.85, 0.15))
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    """A point of a box, from 0 to 1 in each direction."""
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())
