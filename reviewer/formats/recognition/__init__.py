"""OCR engines found on the machine, each behind the socket `core.ports.Recognizer`."""
