"""The way to a place at the desk, for whoever comes from a room."""

from reviewer.services.placing import Placed
from reviewer.ui.desk import Desk


def go_to(desk: Desk, at: Placed) -> bool:
    """Show a word or line at the desk, with the caret there; whether its page could be shown."""
    if desk.page is None or desk.page.row.id != at.page:
        desk.show(at.page)
    page, reading = desk.page, desk.view.reading
    if page is None or page.row.id != at.page:
        return False
    reading.setFocus()
    here = page.reading.place_of(at.token) if at.token is not None else None
    if here is not None:
        line = page.reading.lines[here[0]]
        start = line.starts[here[1]]
        reading.go_to(here[0], start)
        reading.look_at(here[0], start, start + len(line.words[here[1]].text))
    elif at.line is not None and at.line < len(page.reading.lines):
        reading.go_to(at.line, 0)
        reading.look_at(at.line, 0, len(page.reading.lines[at.line].text))
    return True
