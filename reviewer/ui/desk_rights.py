"""What the person at the desk may do as an editor with the page at hand, and why not."""

from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.messages import Said
from reviewer.core.workflow import State
from reviewer.services.pages import PageView
from reviewer.services.project import Project


@dataclass(frozen=True, slots=True)
class Rights:
    """Of a submitted page: `brought` it came to the editor from this person, `others` from others;
    `own` four eyes keep them from approving it; `decides` they may judge its changes; `why` says
    why they may not judge pages at all, None where that is not it.
    """

    brought: bool = False
    others: bool = False
    own: bool = False
    decides: bool = False
    why: Said | None = None


NONE = Rights()
"""Of a page that does not wait for an editor."""


def rights_of(project: Project | None, page: PageView | None, by: str) -> Rights:
    """What `by` may do with a page, as the workflow says when they try."""
    if project is None or page is None or page.standing.state is not State.SUBMITTED:
        return NONE
    brought = project.approval.brought(page, by)
    # Who has no name yet is asked for it when they decide something.
    barred = project.approval.refused(page, d.Return(), by) if by.strip() else None
    decides = barred is None and not (brought and page.people.four_eyes)
    own = bool(project.judging.bar(page, by))
    return Rights(brought, not brought, own, decides, barred[0] if barred else None)


class RightsKept:
    """Reckons rights anew only for another reading of a page, or for another person.

    The desk asks for them many times while it shows one page.
    """

    def __init__(self) -> None:
        self._page: PageView | None = None
        self._by = ""
        self._rights = NONE

    def of(self, project: Project | None, page: PageView | None, by: str) -> Rights:
        """What `by` may do with a page as it was read."""
        if page is not self._page or by != self._by:
            self._page, self._by = page, by
            self._rights = rights_of(project, page, by)
        return self._rights
