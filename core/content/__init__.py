"""Reviewed content of `data/content/`: checked YAML as frozen models. No Streamlit here."""

from core.content.cautions import load_cautions
from core.content.policy import load_criteria, load_roles, load_supports
from core.content.schedule import load_schedule
from core.content.survey import load_survey

__all__ = ["load_cautions", "load_criteria", "load_roles", "load_schedule", "load_supports", "load_survey"]
