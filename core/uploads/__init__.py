"""Tables that a prefecture brings: read, checked row by row, and taken over whole or not at all. Nothing is stored."""
