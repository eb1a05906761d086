"""HTML for readers: one file that needs nothing else."""

from reviewer.formats.writers.html.writer import HtmlWriter

__all__ = ["HtmlWriter"]
