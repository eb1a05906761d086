"""Searchable PDF: the pictures of the pages, and over them the corrected text, invisible.

The file is put together here and not by a library. Those that can write such files (fpdf2,
reportlab, pikepdf, and pdfium itself) hold a whole volume's pictures in memory until it is saved;
here each page is written as it comes, so memory is bounded by one picture. And pdfium, which reads
our PDFs and checks these, takes JPEG as it is, but everything else only decoded.
"""

from reviewer.formats.writers.pdf.writer import PdfWriter

__all__ = ["PdfWriter"]
