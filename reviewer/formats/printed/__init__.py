"""Printed documents, made of our own TEI: what all formats for readers, and the preview, show.

`formats.writers.printing` makes them of editions.
"""

from reviewer.formats.printed.from_tei import printed_document

__all__ = ["printed_document"]
