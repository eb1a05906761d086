"""Letting the list of pages show what became of them."""

from reviewer.core.ids import PageId
from reviewer.services.project import Project
from reviewer.ui.models.pages import PagesModel

_SINGLY = 32  # pages that services keep at hand, so that asking for each is quicker than for all


def catch_up(model: PagesModel, project: Project, pages: frozenset[PageId]) -> None:
    """Show pages in the list as they are now."""
    if len(pages) <= _SINGLY:
        model.update([project.page(page).row for page in pages])
        return
    for document in {model.document_of(page) for page in pages} - {None}:
        model.update(project.rows(document))
