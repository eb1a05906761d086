"""Word documents (DOCX, Office Open XML)."""

from reviewer.formats.readers.docx.reader import DocxReader

__all__ = ["DocxReader"]
