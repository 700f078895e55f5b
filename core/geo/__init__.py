"""Builds the outlines (概形) of the 339 構想区域 into `data/geo/`; run by a maintainer with `python -m core.geo`.

The application never imports this package: it needs the build-only packages of requirements-dev.txt and ships only
the result.
"""
