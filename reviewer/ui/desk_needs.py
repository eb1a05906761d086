"""What is so at the desk, of all that actions ask for."""

from reviewer.core.findings import Finding
from reviewer.core.workflow import SIGNED, State
from reviewer.services.pages import PageView
from reviewer.ui.actions import Need
from reviewer.ui.views.desk import Side

_STATES = {State.SUBMITTED: Need.SUBMITTED, **dict.fromkeys(SIGNED, Need.APPROVED)}
"""What is published or withdrawn was approved, and can be opened again as that."""


def page_needs(page: PageView, side: Side, editable: bool, finding: Finding | None) -> set[Need]:
    """What is so of a page that is shown from a side, with the finding at hand."""
    found = {Need.PAGE, Need.EDITING if side is Side.EDITOR else Need.TRANSCRIBING}
    if editable:
        found.add(Need.EDITABLE)
    if finding:
        found.add(Need.FINDING)
    if page.standing.state in _STATES:
        found.add(_STATES[page.standing.state])
    return found
