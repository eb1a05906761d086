"""What is said where a number names nothing of the project."""

from reviewer.core.errors import UsageError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import said


def no_document(document: DocumentId) -> UsageError:
    """The error for a document that is not in the project."""
    return UsageError(
        said("errors.no_document", number=document),
        safe=said("errors.nothing_was_changed"),
        advice=said("errors.status_lists_documents"),
    )


def no_page(page: PageId) -> UsageError:
    """The error for a page that is not in the project."""
    return UsageError(
        said("errors.no_page", number=page),
        safe=said("errors.nothing_was_changed"),
        advice=said("errors.status_lists_pages"),
    )
