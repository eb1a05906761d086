"""ALTO: into the file that was read, or a new one of version 4.4."""

from reviewer.formats.writers.alto.writer import AltoWriter

__all__ = ["AltoWriter"]
