"""Writing PAGE XML: into the file that was read, or anew."""

from reviewer.formats.writers.page.writer import PageXmlWriter

__all__ = ["PageXmlWriter"]
