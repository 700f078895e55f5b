"""Sections of 全国概況."""
