"""Many visitors at once, not a test: `python -m tests.load`."""
