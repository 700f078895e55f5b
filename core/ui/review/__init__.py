"""The page 区域点検."""
