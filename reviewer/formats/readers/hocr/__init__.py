"""hOCR: what Tesseract, OCRopus, ABBYY's converters and the Internet Archive write."""

from reviewer.formats.readers.hocr.reader import HocrReader

__all__ = ["HocrReader"]
