"""Measurements, not tests: `python -m tests.benchmark`."""
