"""Sections of 制度と支援, some of which stand on 全国概況 too."""
