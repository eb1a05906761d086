"""PAGE XML (PRImA): the format of Transkribus, eScriptorium, OCR-D and Aletheia."""

from reviewer.formats.readers.page.reader import PageXmlReader

__all__ = ["PageXmlReader"]
