"""hOCR: into the file that was read, or a new one in XHTML."""

from reviewer.formats.writers.hocr.writer import HocrWriter

__all__ = ["HocrWriter"]
