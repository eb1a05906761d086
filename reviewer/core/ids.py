"""Identifiers. Each is a plain number in the store, but mypy keeps them apart."""

from typing import NewType

DocumentId = NewType("DocumentId", int)
PageId = NewType("PageId", int)
DecisionId = NewType("DecisionId", int)
"""Position in the ledger: a later decision has the larger number, in the whole project."""
