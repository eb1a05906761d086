"""Reviewer: from noisy OCR to text that one can publish."""

import os

__version__ = "0.1.0"

# The engine's matrices are small: a second thread costs more than it brings, and each process of a
# pool would start its own. It has to be said before anybody imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
