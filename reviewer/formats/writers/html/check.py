"""What is wrong with an HTML file of ours.

Browsers forgive everything, readers with a screen reader do not get what was forgiven. So what
matters to them is held: elements closed in order, a language, a title, headings that skip no level,
ids used once, links within the file that lead somewhere, nothing fetched from elsewhere.
"""

from html.parser import HTMLParser
from pathlib import Path

from reviewer.core.files import unreadable
from reviewer.core.ports import Problem

_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LOADING = frozenset({"src", "srcset", "poster", "data", "action"})
_FORBIDDEN = frozenset("script iframe object embed link form base".split())


def check_html(path: Path) -> list[Problem]:
    """Problems of a file; empty where it may be published."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [Problem(0, f"Byte {error.start} of the file is not UTF-8.")]
    except OSError as error:
        return [Problem(0, str(unreadable(path, error)))]
    found = _Check()
    found.feed(text)
    found.close()
    found.end()
    if not text.startswith("<!DOCTYPE html>"):
        found.problem("The file does not begin as HTML does.", 1)
    return found.problems


class _Check(HTMLParser):
    """Walks the file once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[Problem] = []
        self._open: list[str] = []
        self._ids: set[str] = set()
        self._links: list[tuple[str, int]] = []
        self._heading = 0
        self._title = ""
        self._seen: set[str] = set()

    def problem(self, text: str, line: int | None = None) -> None:
        self.problems.append(Problem(self.getpos()[0] if line is None else line, text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):
            self.problem(f"<{tag}> has an attribute twice.")
        self._seen.add(tag)
        if tag not in _EMPTY:
            self._open.append(tag)
        if tag in _FORBIDDEN:
            self.problem(f"<{tag}> has no place in a file that stands alone.")
        if tag == "html" and not given.get("lang"):
            self.problem("The language is not stated.")
        if tag == "img" and not given.get("alt"):
            self.problem("A picture has no words for who cannot see it.")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._level(int(tag[1]))
        self._pointers(tag, given)

    def _level(self, level: int) -> None:
        if level > self._heading + 1:
            self.problem(f"A heading of level {level} follows one of level {self._heading}.")
        self._heading = level

    def _pointers(self, tag: str, given: dict[str, str]) -> None:
        if (identity := given.get("id")) is not None:
            if not identity or any(letter.isspace() for letter in identity):
                self.problem("An id is empty or holds a blank.")
            if identity in self._ids:
                self.problem(f"The id {identity} is given twice.")
            self._ids.add(identity)
        for name in _LOADING & given.keys():
            if not given[name].startswith("data:"):
                self.problem(f"<{tag}> needs {given[name]}, which is not in the file.")
        line = self.getpos()[0]
        if given.get("href", "").startswith("#"):
            self._links.append((given["href"][1:], line))
        self._links += [(one, line) for one in given.get("aria-labelledby", "").split()]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.problem(f"</{tag}> closes nothing that is open there.")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self._title += data

    def end(self) -> None:
        """What can be said only behind the last element."""
        for tag in self._open:
            self.problem(f"<{tag}> is not closed.")
        for needed in ("html", "main", "h1"):
            if needed not in self._seen:
                self.problem(f"There is no <{needed}>.", 0)
        if not self._title.strip():
            self.problem("The file has no title.", 0)
        for identity, line in self._links:
            if identity not in self._ids:
                self.problem(f"Nothing in the file has the id {identity}.", line)
