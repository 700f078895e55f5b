"""One zip for offices without a package index: the project, pinned wheels, a start script (`python -m core.bundle`)."""
