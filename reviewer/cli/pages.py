"""Naming projects and pages on the command line.

A page is `NAME/NUMBER`, `NAME` for all pages of it, or the page's id.
"""

from collections.abc import Sequence
from contextlib import closing

from reviewer.core.errors import NotAProject, UsageError
from reviewer.core.ids import PageId
from reviewer.core.model import Document
from reviewer.core.storage import PageRow
from reviewer.services.app import App
from reviewer.services.project import Project


def open_project(app: App, place: str) -> "closing[Project]":
    """The project at a place, closed when the block ends. Raises NotAProject where none is."""
    if not app.exists(place):
        raise NotAProject(
            "There is no project here.",
            where=place,
            advice=f"Make one by importing files: reviewer import {place} FILE…",
        )
    return closing(app.open(place))


def page_names(project: Project) -> dict[int, str]:
    """Each page id with the name that people type."""
    documents = {document.id: document.name for document in project.documents()}
    return {row.id: f"{documents[row.document]}/{row.number}" for row in project.rows()}


def choose_document(project: Project, name: str) -> Document:
    """The document of a name. Raises UsageError where there is none."""
    for document in project.documents():
        if document.name == name:
            return document
    raise UsageError(
        f"There is no document {name}.", advice="`reviewer status PROJECT` lists the pages."
    )


def choose_page(project: Project, name: str, document: Document | None = None) -> PageId:
    """The one page of a name; of a document its number is enough. Raises UsageError."""
    if document is not None and name.isdecimal():
        name = f"{document.name}/{name}"
    rows = choose_pages(project, [name])
    if document is not None:
        rows = [row for row in rows if row.document == document.id]
    if len(rows) != 1:
        raise UsageError(f"{name} has {len(rows)} pages.", advice=f"Name one: {name}/1.")
    return rows[0].id


def choose_pages(project: Project, wanted: Sequence[str]) -> Sequence[PageRow]:
    """The pages named, in the project's order; all where none is named. Raises UsageError."""
    rows, names = project.rows(), page_names(project)
    if not wanted:
        return rows
    chosen: set[int] = set()
    for word in wanted:
        found = {
            row.id
            for row in rows
            if word in (names[row.id], str(row.id), names[row.id].rpartition("/")[0])
        }
        if not found:
            raise UsageError(
                f"There is no page {word}.",
                advice="`reviewer status PROJECT` lists the pages.",
            )
        chosen |= found
    return [row for row in rows if row.id in chosen]
