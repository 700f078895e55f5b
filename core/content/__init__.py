"""Reviewed content of `data/content/`: checked YAML as frozen models. No Streamlit here."""

from core.content.cases import load_cases, load_tactics
from core.content.cautions import load_cautions
from core.content.checklist import load_checklist
from core.content.council import council_areas, load_council
from core.content.glossary import load_glossary
from core.content.new_vision import load_new_vision
from core.content.policy import load_criteria, load_roles, load_supports
from core.content.schedule import load_schedule
from core.content.survey import load_survey

__all__ = [
    "council_areas",
    "load_cases",
    "load_cautions",
    "load_checklist",
    "load_council",
    "load_criteria",
    "load_glossary",
    "load_new_vision",
    "load_roles",
    "load_schedule",
    "load_supports",
    "load_survey",
    "load_tactics",
]
