"""TEI P5: our own archival files by their OCR layer, all others by their text."""

from reviewer.formats.readers.tei.reader import TeiReader

__all__ = ["TeiReader"]
