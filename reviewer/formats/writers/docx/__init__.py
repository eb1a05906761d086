"""DOCX for readers: styles, footnotes, tracked changes."""

from reviewer.formats.writers.docx.writer import DocxWriter

__all__ = ["DocxWriter"]
