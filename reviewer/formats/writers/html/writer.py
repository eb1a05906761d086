"""The HTML writer: one file, accessible, that needs neither scripts nor anything from elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition, Profile
from reviewer.core.places import resources
from reviewer.core.ports import Option, Problem
from reviewer.core.printed import About, Matter, Printed
from reviewer.core.telling import Telling
from reviewer.formats.characters import shown
from reviewer.formats.writers.html.body import HtmlBody
from reviewer.formats.writers.html.check import check_html
from reviewer.formats.writers.html.collected import Collected, Named
from reviewer.formats.writers.html.inline import Inlines
from reviewer.formats.writers.html.pictures import PagePictures
from reviewer.formats.writers.printing import printed_edition


class HtmlWriter:
    """Writes HTML5 in UTF-8, block by block."""

    name = "html"
    suffix = ".html"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "profile",
            (Profile.READING.value, Profile.DOCUMENTARY.value),
            "reading: plain corrected text; documentary: line for line, with source errors",
        ),
        Option(
            "pictures",
            ("none", "small"),
            "small: a small picture of each page stands in the file",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition; a picture that is missing or broken is left out."""
        profile = Profile(chosen.get("profile", Profile.READING))
        with ExitStack() as stack:
            printed = stack.enter_context(printed_edition(edition, profile))
            pictures = PagePictures(edition) if chosen.get("pictures") == "small" else None
            out.writelines(shown(line).encode() for line in html_lines(printed, pictures))

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Whether the file is whole: elements closed, ids unique, links leading somewhere."""
        return check_html(path)


def html_lines(printed: Printed, pictures: PagePictures | None = None) -> Iterator[str]:
    """The file, line by line."""
    matter = printed.matter
    telling, collected = Telling(matter), Collected()
    lines = matter.profile == Profile.DOCUMENTARY
    inlines = Inlines(matter, telling, collected, lines=lines)
    picture = pictures.maker(telling) if pictures else None
    language = escape(matter.language)
    yield _head(matter, telling)
    yield f'<body>\n<a class="skip" href="#text">{escape(telling.say("skip"))}</a>\n'
    yield _matter(matter, telling)
    kind = ' class="lined"' if lines else ""
    yield f'<main id="text" tabindex="-1"{kind} lang="{language}">\n'
    for one in HtmlBody(inlines, telling, picture).html(printed.pieces):
        yield f"{one}\n"
    yield "</main>\n"
    yield from _notes(inlines, telling, collected, language)
    yield from _names(telling, collected)
    yield _signs(telling, collected)
    yield _foot(matter, telling)
    yield "</body>\n</html>\n"


@cache
def style() -> str:
    """The style sheet, as it stands in each file."""
    return (resources() / "printed" / "reading.css").read_text("utf-8")


def _head(matter: Matter, telling: Telling) -> str:
    title = escape(matter.title or matter.id or telling.say("text"), quote=False)
    author = f'<meta name="author" content="{escape(matter.author)}">\n' if matter.author else ""
    if matter.draft:
        title = f"{escape(telling.say('draft'), quote=False)}: {title}"
        author += '<meta name="robots" content="noindex">\n'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(telling.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{author}<style>\n{style()}</style>\n</head>\n"
    )


def _matter(matter: Matter, telling: Telling) -> str:
    """Title, draft mark, and what is known of the document."""
    parts = ['<header class="matter">']
    if matter.draft:
        draft, more = (escape(telling.say(name), quote=False) for name in ("draft", "draft_more"))
        parts.append(f'<p class="draft" role="note"><strong>{draft}</strong> {more}</p>')
    language = escape(matter.language)
    title = escape(matter.title or matter.id or telling.say("text"), quote=False)
    parts.append(f'<h1 lang="{language}">{title}</h1>')
    if matter.subtitle:
        subtitle = escape(matter.subtitle, quote=False)
        parts.append(f'<p class="subtitle" lang="{language}">{subtitle}</p>')
    rows = [
        f"<dt>{escape(name, quote=False)}</dt><dd>{escape(value, quote=False)}</dd>"
        for name, value in telling.rows()
    ]
    if rows:
        parts.append(f'<dl class="about">{"".join(rows)}</dl>')
    return "\n".join([*parts, "</header>\n"])


def _section(name: str, telling: Telling) -> str:
    title = escape(telling.say(name), quote=False)
    return f'<section class="back {name}" aria-labelledby="{name}">\n<h2 id="{name}">{title}</h2>\n'


def _notes(
    inlines: Inlines, telling: Telling, collected: Collected, language: str
) -> Iterator[str]:
    """The editor's notes, each with the way back."""
    if not collected.notes:
        return
    yield _section("notes", telling)
    yield f'<ol class="notes" lang="{language}">\n'
    back = escape(telling.say("back"))
    # A note may hold a note, which then joins the list.
    for number, note in enumerate(collected.notes, start=1):
        label = escape(note.label or str(number), quote=False)
        yield (
            f'<li id="note-{number}"><span class="label">{label}</span>{inlines.html(note.runs)}'
            f' <a class="back-link" href="#ref-{number}" role="doc-backlink"'
            f' aria-label="{back}">↩</a></li>\n'
        )
    yield "</ol>\n</section>\n"


def _names(telling: Telling, collected: Collected) -> Iterator[str]:
    """The index of names with a link to each mention."""
    kinds = collected.names()
    if not kinds:
        return
    yield _section("names", telling)
    for kind, found in kinds:
        yield f"<h3>{escape(telling.say(f'kinds.{kind}'), quote=False)}</h3>\n<ul>\n"
        for named in found:
            yield _named(named, telling)
        yield "</ul>\n"
    yield "</section>\n"


def _named(named: Named, telling: Telling) -> str:
    links = []
    for number, mention in enumerate(named.mentions, start=1):
        label = escape(telling.say("mentions", name=named.name, number=str(number)))
        links.append(f'<a href="#name-{mention}" aria-label="{label}">{number}</a>')
    forms = [form for form in named.forms if form != named.name]
    others = f' <span class="forms">({escape("; ".join(forms), quote=False)})</span>'
    known = []
    for scheme, there in named.entry.authorities if named.entry else ():
        said = telling.say("elsewhere", scheme=scheme, number=there)
        known.append(f' <span class="authority">{escape(said, quote=False)}</span>')
    if named.ref and not named.ref.startswith("#"):
        known.append(f' <span class="authority">{escape(named.ref, quote=False)}</span>')
    name = escape(named.name, quote=False)
    return f"<li>{name}{others if forms else ''}{''.join(known)}: {', '.join(links)}</li>\n"


def _signs(telling: Telling, collected: Collected) -> str:
    """The legend, of what was used."""
    rows = [
        f'<dt><span class="{about}">{"[…]" if about is About.GAP else "abc"}</span></dt>'
        f"<dd>{escape(meaning, quote=False)}</dd>\n"
        for about, meaning in telling.legend(collected.used)
    ]
    if not rows:
        return ""
    return f"{_section('signs', telling)}<dl>\n{''.join(rows)}</dl>\n</section>\n"


def _foot(matter: Matter, telling: Telling) -> str:
    lines = [f"<p>{escape(line, quote=False)}</p>" for line in telling.imprint()]
    return "\n".join(["<footer>", *lines, "</footer>\n"])
