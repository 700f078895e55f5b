"""Login: the door before every page. Off where the server has no `[auth]` (docs/operate.md)."""

from core.ui.signin.door import control, opens

__all__ = ["control", "opens"]
