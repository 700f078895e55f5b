"""Sections of 全国概況: of the nation or of one prefecture."""
