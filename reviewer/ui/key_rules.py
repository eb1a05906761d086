"""Keys that no action may have: those that type, move, copy, or belong to what has the focus."""

from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_EVERYWHERE = {_Key.Key_Escape, _Key.Key_Tab, _Key.Key_Backtab}
_MOVING = {
    _Key.Key_Left,
    _Key.Key_Right,
    _Key.Key_Up,
    _Key.Key_Down,
    _Key.Key_Home,
    _Key.Key_End,
    _Key.Key_Backspace,
    _Key.Key_Delete,
}
_CLIPBOARD = {_Key.Key_A, _Key.Key_C, _Key.Key_V, _Key.Key_X}
_PAGING = {_Key.Key_PageUp, _Key.Key_PageDown}


class Refusal(StrEnum):
    """Why an action cannot have a key; `ui.keymap.refused.` and this is the message."""

    TYPING = "typing"
    FOCUS = "focus"
    MOVING = "moving"
    CLIPBOARD = "clipboard"
    THIRD = "third"


def refusal(pressed: QKeyCombination) -> Refusal | None:
    """Why no action may have this key; None where one may."""
    key, held = pressed.key(), pressed.keyboardModifiers() & ~_Modifier.KeypadModifier
    if key in _EVERYWHERE:
        return Refusal.FOCUS
    function = _Key.Key_F1.value <= key.value <= _Key.Key_F35.value
    if key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space) and not held:
        return Refusal.FOCUS
    if not held & (_Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier):
        if key in _MOVING:
            return Refusal.MOVING
        plain = key.value < _Key.Key_Escape.value
        return Refusal.TYPING if plain and not function else None
    if held == _Modifier.ControlModifier and key in _CLIPBOARD:
        return Refusal.CLIPBOARD
    if held & _Modifier.ControlModifier and not held & _Modifier.AltModifier and key in _MOVING:
        return Refusal.MOVING
    third = _Modifier.ControlModifier | _Modifier.AltModifier
    if held == third and not function and key not in _PAGING:
        return Refusal.THIRD  # AltGr on Windows: it types € or @ on many keyboards
    return None
