"""Checks that what the documents point at is there: links, headings, images, and code.

A document that names a place which has moved is worse than none. `make docs` runs this and the
tests do too.
"""

import ast
import fnmatch
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

EXPECTED = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/one-token.md")
FOLLOWS_CODE = "docs/one-token.md"
NAMES_PLACES = "docs/architecture.md"
ROOMS = ("reviewer", "resources", "dictionaries", "scripts", "tests", "docs")
"""Folders whose files that document names by the end of their path."""

_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_DEFINITION = re.compile(r"^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
_HTML = re.compile(r"<(?:img|source|a)\b[^>]*?\b(?:src|srcset|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLACE = re.compile(r"`([\w.-]+/[\w./-]*|[\w.-]+\.(?:py|toml|json|md))(?::[^`\n]*)?`")
_ANY = re.compile(r"[A-Z]{2,}")
_CODE = re.compile(r"`([\w./-]+\.py):([A-Za-z_][\w.]*)`")


def documents(root: Path) -> list[Path]:
    """All documents that are checked, also those outside the expected ones."""
    found = [root / name for name in EXPECTED]
    found += [root / "CHANGELOG.md", root / "seeds/README.md", *sorted(root.glob("docs/**/*.md"))]
    return [path for path in dict.fromkeys(found) if path.is_file()]


def links(text: str) -> list[str]:
    """The targets of a document's links and images; examples in code are not links."""
    prose = _CODE_SPAN.sub("", _FENCE.sub("", text))
    return [*_LINK.findall(prose), *_DEFINITION.findall(prose), *_HTML.findall(prose)]


def headings(text: str) -> set[str]:
    """The anchors that a document's headings get where Markdown is rendered."""
    anchors: set[str] = set()
    for title in _HEADING.findall(_FENCE.sub("", text)):
        words = re.sub(r"[^\w\s-]", "", title.lower()).strip()
        anchor = re.sub(r"\s", "-", words)
        number, unique = 1, anchor
        while unique in anchors:
            unique, number = f"{anchor}-{number}", number + 1
        anchors.add(unique)
    return anchors


def _anchors(document: Path) -> set[str]:
    return headings(document.read_text(encoding="utf-8"))


def code_references(text: str) -> list[tuple[str, str]]:
    """The places in code, written as `path.py:name` or `path.py:Class.method`."""
    return _CODE.findall(text)


def names_defined(source: str) -> set[str]:
    """The names that a module defines, those within classes with the class before them."""
    return set(_names(ast.parse(source).body, ""))


def _names(body: Iterable[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name
            yield from _names(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name
        elif isinstance(node, ast.Assign):
            yield from (prefix + t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield prefix + node.target.id
        elif isinstance(node, ast.If | ast.Try):
            yield from _names([*node.body, *node.orelse], prefix)


def broken_links(root: Path, document: Path) -> Iterator[str]:
    """A line for each link of a document that leads nowhere."""
    text = document.read_text(encoding="utf-8")
    for link in links(text):
        if _SCHEME.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (document.parent / name).resolve() if name else document
        where = f"{document.relative_to(root)}: {link}"
        if not target.is_relative_to(root.resolve()):
            yield f"{where} leads out of the project"
        elif not target.exists():
            yield f"{where} does not exist"
        elif anchor and target.suffix == ".md" and anchor.lower() not in _anchors(target):
            yield f"{where}: no such heading"


def broken_references(root: Path, document: Path) -> Iterator[str]:
    """A line for each place in code that a document names and that is not there."""
    where = document.relative_to(root)
    references = code_references(document.read_text(encoding="utf-8"))
    if not references:
        yield f"{where} names no place in the code (written `path.py:name`)"
    for path, name in references:
        module = root / path
        if not module.is_file():
            yield f"{where}: {path} does not exist"
        elif name not in names_defined(module.read_text(encoding="utf-8")):
            yield f"{where}: {path} has no {name}"


def places(root: Path) -> list[str]:
    """The files and folders of the project, each with a slash before it."""
    found = (path for room in ROOMS for path in (root / room).rglob("*"))
    return [f"/{path.relative_to(root).as_posix()}" for path in found]


def lost_places(root: Path, document: Path) -> Iterator[str]:
    """A line for each file or folder that a document names and nothing is called.

    Words in capitals, as in `AREA.toml`, stand for anything.
    """
    known = places(root)
    prose = _FENCE.sub("", document.read_text(encoding="utf-8"))
    for name in dict.fromkeys(_PLACE.findall(prose)):
        pattern = "*/" + _ANY.sub("*", name.rstrip("/"))
        if not (root / name).exists() and not fnmatch.filter(known, pattern):
            yield f"{document.relative_to(root)}: nothing is called {name}"


def problems(root: Path) -> list[str]:
    """All that is wrong with the documents of a checkout, a line each."""
    found = [f"{name} is missing" for name in EXPECTED if not (root / name).is_file()]
    for document in documents(root):
        found += broken_links(root, document)
    follows = root / FOLLOWS_CODE
    if follows.is_file():
        found += broken_references(root, follows)
    named = root / NAMES_PLACES
    if named.is_file():
        found += lost_places(root, named)
    return found


def main() -> int:
    """Print the problems; exit status 1 if there are any."""
    root = Path(__file__).resolve().parent.parent
    found = problems(root)
    for line in found:
        print(line)
    if not found:
        print(f"{len(documents(root))} documents checked: every link and code reference holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
