"""区域点検: whether an area is large and self-contained enough for 2040, and what joining areas would change. Nothing is scored."""
