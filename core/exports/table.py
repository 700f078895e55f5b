"""Tables as files that office software opens by double click."""

from __future__ import annotations

import pandas as pd


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with BOM and CRLF, so that Excel shows Japanese; missing values are empty cells."""
    text: str = frame.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")
