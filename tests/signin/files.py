"""Files that switch login on, as an operator writes them."""

from __future__ import annotations

from pathlib import Path

AUTH = {
    "redirect_uri": "https://dashboard.example.lg.jp/oauth2callback",
    "cookie_secret": "a-secret-of-at-least-thirty-two-letters",
    "client_id": "dashboard",
    "client_secret": "secret-of-the-client",
    "server_metadata_url": "https://login.example.lg.jp/tenant/.well-known/openid-configuration",
}
PEOPLE = 'domains = ["pref.example.lg.jp"]\naddresses = ["Guest@elsewhere.example.com"]\n'


def write(folder: Path, people: str | None = PEOPLE, **auth: str | None) -> Path:
    """A file with some of `[auth]` changed, or left out where None; `people`: the lines of `[people]`."""
    lines = [f'{key} = "{value}"' for key, value in (AUTH | auth).items() if value is not None]
    path = folder / "login.toml"
    path.write_text(
        "\n".join(["[auth]", *lines, *(["[people]", people] if people is not None else [])]), encoding="utf-8"
    )
    path.chmod(0o600)
    return path
