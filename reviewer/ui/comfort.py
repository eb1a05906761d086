"""The department of comfort: preferences, special characters, how much of the window is seen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from reviewer.services.project import Project
from reviewer.ui.characters import load_groups, name_of, search, sequence_of
from reviewer.ui.composing import ComposeKey, put, text_with_focus
from reviewer.ui.fonts import reading_family
from reviewer.ui.frame import Department, Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.keys_page import put_on_kept
from reviewer.ui.preferences import Preferences
from reviewer.ui.views.characters import CharacterShown, CharactersShown, CharactersView
from reviewer.ui.views.footer import Footer
from reviewer.ui.views.parts import key_words

_RECENT = 32  # characters kept as used last
AGAIN = "again"
"""Property of the application: the project to open in a new process once this one has ended."""


class Comfort(Department):
    """Each action is one key in any window of the program, dialogs included."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        put_on_kept(frame.settings)
        self.preferences = Preferences(frame)
        self.preferences.again_asked.connect(self._start_again)
        self.compose = ComposeKey(frame.say, self)
        self.compose.composed.connect(self._remember)
        self.characters: CharactersView | None = None
        self.focused = False
        self._receding: list[QWidget] = []
        self._in_dialogs: dict[QWidget, list[QShortcut]] = {}
        self._place = ""
        frame.window.installEventFilter(self)
        frame.desk.view.escaped.connect(self._escape)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the actions do, by their ids."""
        return {
            "preferences": self.preferences.ask,
            "theme": lambda: self.choose_theme(self.frame.appearance.toggle()),
            "theme_system": lambda: self.choose_theme("system"),
            "characters": self.ask_character,
            "compose": self.begin_composing,
            "full_screen": self.toggle_full_screen,
            "focus_mode": self.toggle_focus_mode,
        }

    def choose_theme(self, choice: str) -> None:
        """Put a theme on, and keep it."""
        self.frame.appearance.choose(choice)
        self.frame.settings.set("theme", choice)

    # -- characters -------------------------------------------------------------------------------

    def ask_character(self) -> None:
        """Show the palette; what is picked goes into the text that has the focus now."""
        if self.characters is not None:
            return
        text = text_with_focus()
        over = QApplication.activeWindow() or self.frame.window
        family = reading_family(self.frame.settings.get("reading_font"))
        view = CharactersView(
            self.say, self.frame.theme, self._groups(), self._search, family, over
        )
        self.characters = view
        view.picked.connect(lambda char, _: self._insert(char, text))
        view.finished.connect(self._forget)
        view.show_over()

    def _forget(self) -> None:
        if self.characters is not None:
            self.characters.deleteLater()
            self.characters = None

    def _insert(self, char: str, into: QWidget | None) -> None:
        if into is not None:
            put(char, into)
        else:
            QGuiApplication.clipboard().setText(char)
            self.frame.telling.note(self.say.say("comfort.characters.copied", char=char))
        self._remember(char)
        if self.characters is not None:
            self.characters.show_groups(self._groups())

    def _remember(self, char: str) -> None:
        kept = self._recent()
        self.frame.settings.set("characters", list(dict.fromkeys([char, *kept]))[:_RECENT])

    def _recent(self) -> list[str]:
        kept = self.frame.settings.get("characters")
        return [one for one in kept if isinstance(one, str) and len(one) == 1]

    def _groups(self) -> list[CharactersShown]:
        recent = CharactersShown(
            self.say.say("comfort.characters.group_recent"),
            tuple(self._shown(char) for char in self._recent()),
        )
        others = [
            CharactersShown(
                self.say.say(f"comfort.characters.group_{group.id}"),
                tuple(self._shown(char) for char in group.characters),
            )
            for group in load_groups()
        ]
        return [recent, *others]

    def _search(self, typed: str) -> CharactersShown:
        found = tuple(self._shown(char) for char in search(typed))
        return CharactersShown(self.say.say("comfort.characters.found"), found)

    def _shown(self, char: str) -> CharacterShown:
        keys, composed = sequence_of(char), ""
        starts = IN_FORCE["compose"].keys
        if keys and starts:
            blank = self.say.say("comfort.compose.blank")
            shown = " ".join(blank if key == " " else key for key in keys)
            composed = self.say.say(
                "comfort.characters.compose", key=key_words(starts[0]), sequence=shown
            )
        return CharacterShown(char, name_of(char), composed)

    def begin_composing(self) -> None:
        """Let the next keys make a character, or say that there is no text to put it into."""
        text = text_with_focus()
        if text is not None:
            self.compose.begin(text)
            return
        keys = IN_FORCE["compose"].keys
        shown = key_words(keys[0]) if keys else self.say.say("ui.actions.compose")
        self.frame.telling.note(self.say.say("comfort.compose.no_text", key=shown))

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Give dialogs the two keys as well: an action of the window below cannot be reached."""
        window = now.window() if now is not None else None
        if window is None or window is self.frame.window or window in self._in_dialogs:
            return
        if isinstance(window, CharactersView):
            return
        made = []
        acts = {"characters": self.ask_character, "compose": self.begin_composing}
        for name, act in acts.items():
            for key in IN_FORCE[name].keys:
                shortcut = QShortcut(QKeySequence(key), window)
                shortcut.activated.connect(act)
                made.append(shortcut)
        self._in_dialogs[window] = made
        window.destroyed.connect(lambda: self._in_dialogs.pop(window, None))

    # -- how much is seen -------------------------------------------------------------------------

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        window = self.frame.window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_focus_mode(self) -> None:
        """Let list, menus and foot recede, or bring them back."""
        if self.focused:
            self._bring_back()
            return
        self.focused = True
        window = self.frame.window
        parts: list[QWidget] = [self.desk.view.pages, *window.findChildren(Footer)]
        if isinstance(window, QMainWindow):
            parts.append(window.menuBar())
        self._receding = [part for part in parts if not part.isHidden()]
        inside = any(part.isAncestorOf(QApplication.focusWidget() or part) for part in parts)
        for part in self._receding:
            part.hide()
        if inside and self.desk.project is not None:
            self.desk.view.focus_side()
        key = IN_FORCE["focus_mode"].keys
        shown = key_words(key[0]) if key else "Esc"
        self.frame.telling.note(self.say.say("comfort.focus.on", key=shown))

    def _bring_back(self) -> None:
        self.focused = False
        for part in self._receding:
            part.show()
        self._receding = []

    def _escape(self) -> None:
        """Esc on the card brings all back; in the text it leads to the card first."""
        if self.focused and self.desk.view.in_side:
            self._bring_back()

    # -- the window -------------------------------------------------------------------------------

    def project_opened(self, project: Project) -> None:
        """Remember where to come back to."""
        self._place = project.place

    def project_closing(self) -> None:
        """Nowhere to come back to."""
        self._place = ""

    def _start_again(self) -> None:
        application, place = QApplication.instance(), self._place
        if application is not None and self.frame.window.close():
            application.setProperty(AGAIN, place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What recedes is back before the window keeps how it stood."""
        if event.type() == QEvent.Type.Close and watched is self.frame.window and self.focused:
            self._bring_back()
        return False

    def close(self) -> None:
        """End what waits for keys."""
        self.compose.leave()
