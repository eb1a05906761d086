"""ODT for readers: styles, footnotes, tracked changes."""

from reviewer.formats.writers.odt.writer import OdtWriter

__all__ = ["OdtWriter"]
