"""A small worksheet that several tests fill in."""

from __future__ import annotations

from core.area.worksheet import Explanation, Worksheet

#: 藤岡 2025: of 137 beds of 急性期 above 必要量, 80 are explained; 57 are left.
FUJIOKA_SHEET = Worksheet(
    area_code="1005",
    area_name="藤岡",
    year=2025,
    gaps={"acute": 137},
    explanations=(Explanation(bed_function="acute", cause="ward", beds=80, basis="県の分析"),),
)
