"""Measurements. `make bench` runs them all; `python -m benchmarks.store` runs one module."""
