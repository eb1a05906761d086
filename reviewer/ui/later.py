"""Departments that are made when somebody first asks for them: a start does not wait for rooms."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from typing import TypeVar

from reviewer.services.project import Project
from reviewer.ui.frame import Department, Frame
from reviewer.ui.table import ACTIONS
from reviewer.ui.theme import Theme

Found = TypeVar("Found", bound=Department)


class Later(Department):
    """Stands for a department until one of its actions is done; then makes it, and passes all on.

    Only for departments that hear of nothing, and have no needs, before they were asked for.
    """

    def __init__(self, frame: Frame, place: str, *actions: str) -> None:
        """`place`: "module:class". `actions`: ids; with a star at the end, all that begin so."""
        super().__init__(frame)
        self._place = place
        self._actions = [one.id for one in ACTIONS if any(_fits(one.id, like) for like in actions)]
        self._made: Department | None = None
        self._does: Mapping[str, Callable[[], object]] = {}
        self._project: Project | None = None

    def make(self) -> Department:
        """The department itself, made by now."""
        if self._made is None:
            module, _, name = self._place.partition(":")
            self._made = made = getattr(import_module(module), name)(self.frame)
            made.changed.connect(self.changed)
            self._does = made.commands()
            made.restore()
            self.frame.rooms.set_theme(self.frame.theme)
            made.set_theme(self.frame.theme)
            if self._project is not None:
                made.project_opened(self._project)
        return self._made

    def stands_for(self, kind: type[Department]) -> bool:
        """Whether this is a department of that kind, made or not."""
        return self._place == f"{kind.__module__}:{kind.__qualname__}"

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What its actions do: make it, then what the department does."""
        return {name: partial(self._do, name) for name in self._actions}

    def _do(self, name: str) -> None:
        self.make()
        self._does[name]()

    def project_opened(self, project: Project) -> None:
        """Pass it on, now or when the department is made."""
        self._project = project
        if self._made:
            self._made.project_opened(project)

    def project_closing(self) -> None:
        """Pass it on."""
        self._project = None
        if self._made:
            self._made.project_closing()

    def set_theme(self, theme: Theme) -> None:
        """Pass it on."""
        if self._made:
            self._made.set_theme(theme)

    def close(self) -> None:
        """Pass it on."""
        if self._made:
            self._made.close()


def found(departments: Iterable[Department], kind: type[Found]) -> Found:
    """The department of a kind among those of a window, made if it was not yet."""
    for one in departments:
        if isinstance(one, Later) and one.stands_for(kind):
            one = one.make()
        if isinstance(one, kind):
            return one
    raise LookupError(kind.__name__)


def _fits(name: str, like: str) -> bool:
    return name.startswith(like[:-1]) if like.endswith("*") else name == like
