"""Sections of 区域ドリルダウン as values."""
