"""Reviewer: from noisy OCR to text that one can publish."""

__version__ = "0.1.0"
