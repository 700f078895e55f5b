"""Files that leave the app: view model in, bytes out."""

from core.exports.table import csv_bytes

__all__ = ["csv_bytes"]
