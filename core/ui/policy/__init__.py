"""Parts of 制度と支援."""
