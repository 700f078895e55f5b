"""Sections of 区域ドリルダウン, one per file."""
