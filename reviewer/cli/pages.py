"""Naming pages on the command line: `NAME/NUMBER`, `NAME` for all pages of it, or the page's id."""

from collections.abc import Sequence

from reviewer.core.errors import UsageError
from reviewer.core.storage import PageRow
from reviewer.services.project import Project


def page_names(project: Project) -> dict[int, str]:
    """Each page id with the name that people type."""
    documents = {document.id: document.name for document in project.documents()}
    return {row.id: f"{documents[row.document]}/{row.number}" for row in project.rows()}


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
