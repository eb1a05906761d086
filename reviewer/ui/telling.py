"""Telling the person what happened: errors that explain themselves, notes, and our own faults."""

from PySide6.QtCore import QObject

from reviewer.core.errors import Conflict, NotAllowed, ReviewerError
from reviewer.core.messages import Catalogue
from reviewer.ui.views.banner import Banner, Notice, Tone


class Telling(QObject):
    """The one place from which the banner speaks; nothing is blocked by it."""

    def __init__(self, banner: Banner, say: Catalogue) -> None:
        super().__init__(banner)
        self._banner = banner
        self._say = say

    def error(self, error: ReviewerError) -> None:
        """Say what happened, what is safe and what to do."""
        more = " ".join(self._say.say(part) for part in (error.safe, error.advice) if part)
        what = self._say.say(error.what)
        if error.where and not isinstance(error, NotAllowed | Conflict):
            what = f"{self._say.say(error.where)}: {what}"
        tone = Tone.NOTE if isinstance(error, NotAllowed) else Tone.TROUBLE
        self._banner.show_notice(Notice(what, more, tone))

    def note(self, text: str) -> None:
        """Say something by the way; the next step puts it away."""
        self._banner.show_notice(Notice(text))

    def fault(self, error: BaseException) -> None:
        """Say that the program failed; an error that explains itself is shown as such."""
        if isinstance(error, ReviewerError):
            self.error(error)
            return
        more = self._say.say("ui.trouble.broke_more", what=f"{type(error).__name__}: {error}")
        self._banner.show_notice(Notice(self._say.say("ui.trouble.broke"), more, Tone.TROUBLE))
