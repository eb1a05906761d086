"""Printed documents, made of our own TEI: what all formats for readers, and the preview, show."""

from reviewer.formats.printed.from_tei import printed_document
from reviewer.formats.printed.making import printed_edition

__all__ = ["printed_document", "printed_edition"]
