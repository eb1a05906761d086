"""TEI P5, written in the profiles that ENCODING.md lays down."""

from reviewer.formats.writers.tei.writer import TeiWriter

__all__ = ["TeiWriter"]
