"""Tables that the Store derives once at its opening, because planning their joins costs more than reading them."""

from __future__ import annotations

from typing import Final

#: One row per area × bed_function × reported year: `queries.beds.comparison` without its filter.
COMPARISON: Final = """
CREATE TABLE comparison AS
WITH reported AS (
    SELECT area_code, bed_function, year, beds AS reported, value_status AS reported_status, source_id
    FROM beds WHERE series = 'reported'
), base AS (
    SELECT area_code, bed_function, beds AS base_2015, source_id FROM beds WHERE series = 'reported' AND year = 2015
), planned AS (
    SELECT area_code, bed_function, beds AS planned, year AS planned_year FROM beds
    WHERE series = 'planned' AND year = (SELECT max(year) FROM beds WHERE series = 'planned')
), required AS (
    SELECT area_code, bed_function, beds AS required, source_id FROM beds WHERE series = 'required' AND year = 2025
)
SELECT reported.year, reported.area_code, area.area_name, area.pref_code, area.pref_name, reported.bed_function,
       reported, reported_status, base_2015, planned, planned_year, required,
       report_rate.rate AS report_rate, designation.designation,
       concat_ws(',', reported.source_id, base.source_id, required.source_id) AS source_id
FROM reported
JOIN area USING (area_code)
LEFT JOIN base USING (area_code, bed_function)
LEFT JOIN planned USING (area_code, bed_function)
LEFT JOIN required USING (area_code, bed_function)
LEFT JOIN report_rate ON report_rate.area_code = reported.area_code AND report_rate.year = reported.year
LEFT JOIN designation ON designation.area_code = reported.area_code
"""

ALL: Final[tuple[str, ...]] = (COMPARISON,)
