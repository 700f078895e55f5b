"""Sections of 好事例ギャラリー."""
